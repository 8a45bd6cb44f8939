// SPDX-License-Identifier: Apache-2.0
#include "practice/versions.h"

#include "base/tr.h"
#include "practice/absences.h"
#include "practice/album.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/manner.h"
#include "practice/paging.h"

#include <QCborArray>

#include <algorithm>
#include <numeric>

namespace formwork::practice
{

namespace
{

const QString kExpiring = QStringLiteral("deletion begun"); // no member is called so

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalFailure"), error.sentence(), {}, 500});
}

std::unexpected<Complaint> noVersion(const Call &call, const Lineage &lineage, const QString &named)
{
    QString code = lineage.text(QLatin1StringView("absence"));
    if (code.isEmpty())
        code = absenceIn(*call.operation, lineage.noun);
    return std::unexpected(Complaint{code.isEmpty() ? QStringLiteral("ResourceNotFoundException") : code,
                                     Tr::tr("There is no version %1 of this %2.").arg(named, lineage.noun),
                                     {},
                                     0});
}

std::unexpected<Complaint> noThing(const Call &call, const Lineage &lineage)
{
    return std::unexpected(
        Complaint{absenceIn(*call.operation, lineage.noun),
                  Tr::tr("There is no such %1 in this account and Region.").arg(lineage.noun),
                  {},
                  0});
}

// The list of an answer that tells of several.
const model::Member *listIn(const model::Operation &operation)
{
    const auto &members = operation.output->members;
    const auto found = std::ranges::find_if(members, [](const model::Member &member) {
        return member.target->type == model::ShapeType::List
            && !member.name.contains(u"error", Qt::CaseInsensitive);
    });
    return found == members.end() ? nullptr : &*found;
}

// Several of a request: "Versions" is a list.
QStringList versionsAsked(const Call &call, const Lineage &lineage)
{
    QStringList names;
    for (const auto &[name, value] : call.input) {
        if (!tellsVersion(name.toString(), lineage.noun))
            continue;
        for (const QCborValue one : value.toArray())
            names.append(one.toString());
    }
    return names;
}

} // namespace

const Lineage *lineageOf(const Call &call, const QString &kind)
{
    const LineagesPtr known = call.lineagesOf ? call.lineagesOf() : nullptr;
    return known ? known->of(kind) : nullptr;
}

bool isExpiring(const Thing &thing) { return thing.settings.contains(kExpiring); }

Outcome<std::optional<qsizetype>> indexAsked(const Call &call, const Lineage &lineage, Thing &thing,
                                             const QString &named)
{
    const VersionList versions(call, lineage, thing);
    if (named.isEmpty() || versions.isTheThing(named) || versions.all().isEmpty())
        return std::nullopt;
    const qsizetype index = versions.indexOf(named);
    if (index < 0)
        return noVersion(call, lineage, named);
    return index;
}

bool Versions::knows(const QString &operation) const
{
    const QString name = operation.section(u'.', 1);
    return name.contains(u"Version") || forms().isOnVersions(operation.section(u'.', 0, 0), name);
}

// The thing by whatever names it: a name, an id, an ARN that may have the version at its end.
Result<std::optional<Versions::Asked>> Versions::asked(const Call &call, const Lineage &lineage) const
{
    Asked asked{lineage, {}, versionAsked(call, lineage)};
    for (const model::Member &member : call.operation->input->members) {
        const QString text = call.input.value(member.name).toString();
        if (text.isEmpty() || tellsVersion(member.name, lineage.noun))
            continue;
        const QString whole = text.startsWith(u"arn:") ? text.section(u':', 0, -2) : QString();
        for (const QString &name : {text, whole}) {
            if (name.isEmpty())
                continue;
            const Result<QList<Thing>> found =
                m_things.find(placeOf(call, {lineage.creation->operation}), handlesIn(name));
            if (!found)
                return std::unexpected(found.error());
            if (found->isEmpty() || found->first().ended.isValid())
                continue;
            asked.thing = found->first();
            if (name != text && asked.version.isEmpty())
                asked.version = text.section(u':', -1);
            return asked;
        }
    }
    return std::nullopt;
}

Versions::Answer Versions::perform(const Call &call)
{
    const LineagesPtr known = call.lineagesOf ? call.lineagesOf() : nullptr;
    const Lineages::Role role = known ? known->role(call.operation->name) : Lineages::Role();
    const Lineage *lineage = known ? known->of(role.kind) : nullptr;
    const QString does = lineage ? lineage->data[u"operations"][call.operation->name].toString() : QString();
    if (!lineage || (role.act == VersionAct::None && does.isEmpty()))
        return Answer(std::nullopt);
    const QString refusal = lineage->data[u"deletion"][u"error"].toString();
    Result<std::optional<Asked>> found = asked(call, *lineage);
    if (!found)
        return internal(found.error());
    const bool isUnknown =
        !*found && (lineage->creation->ownName.isEmpty() && lineage->creation->identifiers.isEmpty());
    if (isUnknown || (!*found && absenceIn(*call.operation, lineage->noun).isEmpty()))
        return Answer(std::nullopt); // as with anything else that is not there
    if (!*found)
        return noThing(call, *lineage);
    Asked &asked = **found;
    if (does == u"restore")
        return restore(call, asked);
    if (isExpiring(asked.thing) && call.operation->error(refusal))
        return std::unexpected(
            Complaint{refusal, Tr::tr("This %1 is marked for deletion.").arg(lineage->noun), {}, 0});
    if (does == u"expire")
        return expire(call, asked);
    switch (role.act) {
    case VersionAct::Adds:
        return add(call, asked);
    case VersionAct::Lists:
        return list(call, asked);
    case VersionAct::Reads:
        return read(call, asked);
    case VersionAct::Removes:
        return remove(call, asked);
    case VersionAct::Chooses:
        return choose(call, asked);
    default:
        return mark(call, asked);
    }
}

Versions::Answer Versions::toldOf(const Call &call, const Lineage &lineage, const Thing &thing,
                                  bool withInput, bool withSecrets) const
{
    const QList<Part> parts{{lineage.creation, nullptr}};
    const Album album(call, parts, m_tokens);
    if (withSecrets && album.givesSecrets(thing))
        return Told{album.revealed(thing), 0};
    return Told{album.toldOfOne(thing, withInput), 0};
}

// Without content of its own a version is the thing as it is now.
Versions::Answer Versions::add(const Call &call, Asked &asked)
{
    const Lineage &lineage = asked.lineage;
    VersionList versions(call, lineage, asked.thing);
    if (versions.isFull())
        return std::unexpected(
            Complaint{lineage.text(QLatin1StringView("full")),
                      Tr::tr("A %1 has at most %2 versions.").arg(lineage.noun).arg(versions.all().size()),
                      {},
                      0});
    const bool isSnapshot = !lineage.hasFirst && !lineage.isByChange;
    versions.add(call.input, isSnapshot ? asked.thing.input : QCborMap());
    versions.keep();
    if (const Result<void> done = m_things.change(asked.thing); !done)
        return internal(done.error());
    return toldOf(call, lineage, versions.portrait(versions.all().size() - 1), !isSnapshot, false);
}

Versions::Answer Versions::list(const Call &call, Asked &asked) const
{
    const Lineage &lineage = asked.lineage;
    const Paging paging(*call.operation, call.input);
    const model::Member *member = listIn(*call.operation);
    if (!member)
        return Answer(std::nullopt);
    if (!paging.isValid())
        return std::unexpected(complaintOf(
            Trouble::Invalid, Tr::tr("The page token is not one of this account's."), *call.operation));
    const VersionList versions(call, lineage, asked.thing);
    QList<qsizetype> wanted;
    for (const QString &name : versionsAsked(call, lineage)) {
        if (const qsizetype index = versions.indexOf(name); index < 0)
            return noVersion(call, lineage, name);
        else if (!wanted.contains(index))
            wanted.append(index);
    }
    if (wanted.isEmpty()) {
        wanted.resize(versions.all().size());
        std::iota(wanted.begin(), wanted.end(), 0);
    }
    if (lineage.data[u"onlyMarked"].toBool()
        && !call.input.value(QStringLiteral("IncludeDeprecated")).isTrue())
        wanted.removeIf([&](qsizetype index) { return versions.all()[index].marks.isEmpty(); });
    if (!lineage.data[u"isRising"].toBool())
        std::ranges::sort(wanted, std::greater());
    if (!lineage.text(QLatin1StringView("current")).isEmpty())
        wanted.prepend(-1);
    const QList<Part> parts{{lineage.creation, nullptr}};
    const Album album(call, parts, m_tokens);
    QCborArray told;
    qsizetype at = paging.after();
    for (; at < wanted.size() && told.size() < paging.most(); ++at)
        told.append(album.portrait(versions.portrait(wanted[at]), *member->target->element.target));
    QCborMap answer = album.toldOfOne(asked.thing, false);
    answer[member->name] = told;
    paging.tell(answer, at < wanted.size(), at);
    return Told{answer, 0};
}

Versions::Answer Versions::read(const Call &call, Asked &asked) const
{
    const Outcome<std::optional<qsizetype>> index =
        indexAsked(call, asked.lineage, asked.thing, asked.version);
    if (!index)
        return std::unexpected(index.error());
    const VersionList versions(call, asked.lineage, asked.thing);
    const QString mark = call.input.value(asked.lineage.data[u"marks"][u"asked"].toString()).toString();
    const qsizetype marked = mark.isEmpty() ? versions.current() : versions.indexOf(mark);
    if (marked < 0 && !mark.isEmpty())
        return noVersion(call, asked.lineage, mark);
    const Thing portrait = versions.portrait(index->value_or(marked));
    // What was secret is in memory alone: after the account ended there is nothing to give back.
    if (asked.lineage.data[u"isForgotten"].toBool()
        && (!call.secrets || call.secrets->inputOf(portrait).isEmpty()))
        return std::unexpected(Complaint{absenceIn(*call.operation, asked.lineage.noun),
                                         Tr::tr("What was put there is forgotten: the practice account keeps "
                                                "secrets in memory alone, while it runs."),
                                         {},
                                         0});
    return toldOf(call, asked.lineage, portrait, false, true);
}

Versions::Answer Versions::remove(const Call &call, Asked &asked)
{
    QStringList names = versionsAsked(call, asked.lineage);
    if (names.isEmpty())
        names.append(asked.version);
    VersionList versions(call, asked.lineage, asked.thing);
    for (const QString &name : names) {
        const qsizetype index = versions.indexOf(name);
        if (index < 0)
            return noVersion(call, asked.lineage, name);
        const QString kept = asked.lineage.text(QLatin1StringView("kept"));
        if (!kept.isEmpty() && index == versions.current())
            return std::unexpected(
                Complaint{kept, Tr::tr("The version that is the default cannot be deleted."), {}, 0});
        versions.remove(index);
    }
    versions.keep();
    const Result<void> done = m_things.change(asked.thing);
    return done ? toldOf(call, asked.lineage, asked.thing, true, false) : internal(done.error());
}

Versions::Answer Versions::choose(const Call &call, Asked &asked)
{
    VersionList versions(call, asked.lineage, asked.thing);
    const qsizetype index = versions.indexOf(asked.version);
    if (index < 0)
        return noVersion(call, asked.lineage, asked.version);
    versions.choose(index);
    versions.keep();
    const Result<void> done = m_things.change(asked.thing);
    return done ? toldOf(call, asked.lineage, asked.thing, true, false) : internal(done.error());
}

Versions::Answer Versions::expire(const Call &call, Asked &asked)
{
    const QJsonObject words = asked.lineage.data[u"deletion"].toObject();
    if (call.input.value(words[u"atOnce"].toString()).isTrue())
        return Answer(std::nullopt);
    const qint64 days = call.input.value(words[u"window"].toString()).toInteger(words[u"usual"].toInt());
    asked.thing.settings[kExpiring] = QCborMap{{words[u"begun"].toString(), QCborValue(call.now)}};
    if (const Result<void> done = m_things.change(asked.thing); !done)
        return internal(done.error());
    Answer answer = toldOf(call, asked.lineage, asked.thing, true, false);
    if (answer && *answer)
        (*answer)->output[words[u"end"].toString()] = QCborValue(call.now.addDays(days));
    return answer;
}

Versions::Answer Versions::restore(const Call &call, Asked &asked)
{
    asked.thing.settings.remove(kExpiring);
    const Result<void> done = m_things.change(asked.thing);
    return done ? toldOf(call, asked.lineage, asked.thing, true, false) : internal(done.error());
}

// Labels and stages go from one version to another.
Versions::Answer Versions::mark(const Call &call, Asked &asked)
{
    const QJsonObject words = asked.lineage.data[u"marks"].toObject();
    VersionList versions(call, asked.lineage, asked.thing);
    const auto text = [&](QLatin1StringView word) {
        const QCborValue value = call.input.value(words[word].toString());
        return value.isInteger() ? QString::number(value.toInteger()) : value.toString();
    };
    const QCborValue given = call.input.value(words[u"member"].toString());
    const QString from = text(QLatin1StringView("from"));
    const QString to = text(QLatin1StringView("to"));
    const qsizetype source = from.isEmpty() ? -1 : versions.indexOf(from);
    const qsizetype target = to.isEmpty() ? (from.isEmpty() ? versions.current() : -1) : versions.indexOf(to);
    if ((!from.isEmpty() && source < 0) || (!to.isEmpty() && target < 0))
        return noVersion(call, asked.lineage, source < 0 && !from.isEmpty() ? from : to);
    for (const QCborValue one : given.isArray() ? given.toArray() : QCborArray{given}) {
        if (target >= 0 && one.toString() == words[u"current"].toString())
            versions.choose(target);
        else if (target >= 0)
            versions.mark(target, one.toString());
        else if (source >= 0)
            versions.unmark(source, one.toString());
    }
    versions.keep();
    const Result<void> done = m_things.change(asked.thing);
    return done ? toldOf(call, asked.lineage, asked.thing, true, false) : internal(done.error());
}

} // namespace formwork::practice
