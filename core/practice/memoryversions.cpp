// SPDX-License-Identifier: Apache-2.0
// What reads, changes and deletes things that keep versions.
#include "practice/memory.h"

#include "base/tr.h"
#include "practice/versions.h"
#include "relations/words.h"

#include <algorithm>

namespace formwork::practice
{

namespace
{

Complaint internal(const Error &error)
{
    return {QStringLiteral("InternalFailure"), error.sentence(), {}, 500};
}

// "UpdateDocument" of a document, and not of what belongs to it.
bool isChangeOfWhole(const Call &call, const Lineage &lineage)
{
    const relations::OperationWords words = relations::operationWords(call.operation->name.toStdString());
    const QString noun = QString::fromStdString(relations::joined(words.noun));
    return words.verb != "delete" && noun.compare(lineage.noun, Qt::CaseInsensitive) == 0;
}

} // namespace

const Lineage *Memory::lineageMade() const
{
    return m_creation ? lineageOf(m_call, m_creation->operation) : nullptr;
}

// "NAME:3" is the third version of what has the name.
Call Memory::withoutSelector(QString &selected) const
{
    Call plain = m_call;
    if (m_role != Role::Reads || m_parts.isEmpty())
        return plain;
    const Lineage *lineage = lineageOf(m_call, m_parts.first().creation->operation);
    if (!lineage || !lineage->data[u"hasSelector"].toBool())
        return plain;
    const QString member = m_parts.first().creation->ownName;
    const QString name = plain.input.value(member).toString();
    const qsizetype cut = name.lastIndexOf(u':');
    if (cut > 0 && !name.startsWith(u"arn:")) {
        selected = name.sliced(cut + 1);
        plain.input[member] = name.first(cut);
    }
    return plain;
}

// Another name for a version, which is a thing of its own.
Result<QString> Memory::throughAlias(const Lineage &lineage, const Thing &thing, const QString &named) const
{
    const QString kind = lineage.data[u"aliases"][u"kind"].toString();
    if (kind.isEmpty() || named.isEmpty())
        return named;
    const Result<QList<Thing>> aliases = m_things.named(placeOf(m_call, {kind}), named);
    if (!aliases)
        return std::unexpected(aliases.error());
    for (const Thing &alias : *aliases) {
        const QString of = alias.input.value(lineage.creation->ownName).toString();
        if (of == thing.name || thing.handles.contains(of))
            return alias.input.value(lineage.data[u"aliases"][u"version"].toString()).toString();
    }
    return named;
}

Outcome<void> Memory::takeVersion(Thing &thing, const QString &selected) const
{
    const Lineage *lineage = lineageOf(m_call, thing.kind);
    if (!lineage)
        return {};
    const Result<QString> named =
        throughAlias(*lineage, thing, selected.isEmpty() ? versionAsked(m_call, *lineage) : selected);
    if (!named)
        return std::unexpected(internal(named.error()));
    const Outcome<std::optional<qsizetype>> index = indexAsked(m_call, *lineage, thing, *named);
    if (!index)
        return std::unexpected(index.error());
    if (*index)
        thing = VersionList(m_call, *lineage, thing).portrait(**index);
    if (!selected.isEmpty())
        thing.input[QStringLiteral("Selector")] = u':' + selected;
    return {};
}

// A request that names a version takes that away, and not the thing.
Outcome<bool> Memory::removedVersion(Thing &thing)
{
    const Lineage *lineage = lineageOf(m_call, thing.kind);
    const QString named = lineage ? versionAsked(m_call, *lineage) : QString();
    const QString held = lineage ? lineage->text(QLatin1StringView("kept")) : QString();
    if (named.isEmpty() && !held.isEmpty() && VersionList(m_call, *lineage, thing).all().size() > 1)
        return std::unexpected(
            Complaint{held, Tr::tr("Versions of it are left beside the one that is the default."), {}, 0});
    if (named.isEmpty())
        return false;
    const Outcome<std::optional<qsizetype>> index = indexAsked(m_call, *lineage, thing, named);
    if (!index || !*index)
        return index ? Outcome<bool>(false) : std::unexpected(index.error());
    VersionList versions(m_call, *lineage, thing);
    versions.remove(**index);
    versions.keep();
    const Result<void> done = m_things.change(thing);
    return done ? Outcome<bool>(true) : std::unexpected(internal(done.error()));
}

bool Memory::changeVersions(Thing &thing)
{
    const Lineage *lineage = lineageOf(m_call, thing.kind);
    if (!lineage)
        return false;
    VersionList versions(m_call, *lineage, thing);
    for (const auto &[name, value] : m_call.input) {
        const qsizetype index = tellsDefault(name.toString()) ? versions.indexOf(value.toString()) : -1;
        if (index >= 0)
            versions.choose(index);
    }
    const QString needed =
        lineage->text(QLatin1StringView("changedBy")); // one of these says that it is another
    const bool isOther = needed.isEmpty()
        || std::ranges::any_of(needed.split(u' '),
                               [this](const QString &name) { return m_call.input.contains(name); });
    const bool isMore = lineage->isByChange && isOther && isChangeOfWhole(m_call, *lineage);
    if (isMore) {
        versions.add(m_call.input);
        if (lineage->isChosen && versions.current() >= 0)
            versions.choose(versions.current());
    }
    versions.keep();
    return isMore;
}

} // namespace formwork::practice
