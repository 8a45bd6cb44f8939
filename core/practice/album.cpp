// SPDX-License-Identifier: Apache-2.0
#include "practice/album.h"

#include "practice/handles.h"
#include "practice/paging.h"
#include "practice/telling.h"

#include <QCborArray>

namespace formwork::practice
{

namespace
{

const QString kAttributes = QStringLiteral("Attributes");

// Some services answer with a map of texts instead of members.
QCborMap attributesOf(const Thing &thing, const relations::Relation &creation)
{
    QCborMap attributes = thing.input.value(kAttributes).toMap();
    for (const relations::Identifier &identifier : creation.identifiers) {
        const bool isGiven = identifier.source == relations::Filling::Source::Input;
        const QCborValue value = valueAtPath(isGiven ? thing.input : thing.output, identifier.path);
        if (value.isString())
            attributes[identifier.path.section(u'.', -1)] = value;
    }
    return attributes;
}

} // namespace

Knowledge Album::knowledgeOf(const Thing &thing) const
{
    const Part *part = partFor(m_parts, thing);
    Knowledge known(part ? part->creation->noun : QString());
    if (part) {
        known.add({{kAttributes, attributesOf(thing, *part->creation)}});
        for (const auto &[member, path] : part->creation->cloning.fills.asKeyValueRange()) {
            if (!path.contains(u'.') && thing.input.contains(member))
                known.add({{path, thing.input.value(member)}});
        }
    }
    known.add(thing.output, true);
    known.add(thing.input);
    known.setTags(tagsIn(thing.tags));
    known.setOwnName(thing.name);
    return known;
}

Moment Album::momentOf(const Thing &thing) const
{
    const QDateTime last = thing.changed.isValid() ? thing.changed : thing.created;
    return {last.msecsTo(m_call.now) >= m_call.timing.settled.count(), thing.ended.isValid(), thing.verb};
}

Plausible Album::portraitist(const Thing &thing, Knowledge known) const
{
    Plausible plausible(*m_call.operation, std::move(known), {m_call.accountId, m_call.region, thing.created},
                        m_tokens);
    const Part *part = partFor(m_parts, thing);
    if (part && m_call.statesOf)
        plausible.setMoment(m_call.statesOf(*part->creation), momentOf(thing));
    return plausible;
}

QCborMap Album::toldOfOne(const Thing &thing, bool withInput) const
{
    Knowledge known = knowledgeOf(thing);
    if (withInput)
        known.add(m_call.input);
    return portraitist(thing, std::move(known)).answer();
}

QCborMap Album::told(const Found &found) const
{
    const model::Operation &operation = *m_call.operation;
    Knowledge given;
    given.add(m_call.input);
    QCborMap answer =
        Plausible(operation, std::move(given), {m_call.accountId, m_call.region, m_call.now}, m_tokens)
            .answer();
    QMap<QString, QList<Thing>> byPath; // things of different kinds stand in different lists
    for (const Part &part : m_parts)
        byPath[part.related->path];
    for (const Thing &thing : found.things)
        byPath[partFor(m_parts, thing)->related->path].append(thing);
    for (const auto &[path, things] : byPath.asKeyValueRange()) {
        if (things.isEmpty() && path.isEmpty())
            continue;
        const auto portrait = [&, &list = things](const model::Shape &shape, const QString &name,
                                                  qsizetype index) {
            const Thing &thing = list[index];
            Knowledge known = knowledgeOf(thing);
            if (!shape.isText())
                return QCborValue(portraitist(thing, std::move(known)).structure(shape));
            model::Member member; // of the name that one of the list would have
            member.name = name.endsWith(u's') ? name.chopped(1) : name;
            member.target = &shape;
            const auto text = known.value(member);
            return text ? *text : QCborValue(thing.handles.value(0));
        };
        answer = Telling(portrait, things.size()).placed(answer, *operation.output, path);
    }
    Paging(operation, m_call.input)
        .tell(answer, found.hasMore, found.things.isEmpty() ? 0 : found.things.last().id);
    return answer;
}

} // namespace formwork::practice
