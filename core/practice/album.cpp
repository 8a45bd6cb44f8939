// SPDX-License-Identifier: Apache-2.0
#include "practice/album.h"

#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/paging.h"
#include "practice/placeholders.h"
#include "practice/telling.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kAttributes = QStringLiteral("Attributes");

// Some services answer with a map of texts instead of members.
QCborMap attributesOf(const Thing &thing, const relations::Relation &creation, const Call &call)
{
    QCborMap attributes;
    for (const auto &[name, value] : thing.input) {
        if (value.isString() && name.toString() != creation.ownName)
            attributes[name.toString()] = value;
    }
    const auto patterns = forms().identifiers(thing.service, creation.noun);
    for (const auto &[name, pattern] : patterns.asKeyValueRange()) {
        QString text = pattern;
        text.replace(QStringLiteral("{name}"), thing.name)
            .replace(QStringLiteral("{region}"), call.region)
            .replace(QStringLiteral("{accountId}"), call.accountId);
        if (!text.contains(u'{'))
            attributes[name] = text;
    }
    for (const auto &[name, value] : thing.input.value(kAttributes).toMap())
        attributes[name.toString()] = value;
    for (const relations::Identifier &identifier : creation.identifiers) {
        const bool isGiven = identifier.source == relations::Filling::Source::Input;
        const QCborValue value = valueAtPath(isGiven ? thing.input : thing.output, identifier.path);
        if (value.isString())
            attributes[identifier.path.section(u'.', -1)] = value;
    }
    return attributes;
}

} // namespace

QCborMap toldBeside(const Call &call, const QString &noun, const QCborMap &input,
                    const TokenSourcePtr &tokens)
{
    Placeholders placeholders({call.accountId, call.region, {}, call.now}, input, tokens);
    QCborMap told = QCborMap::fromJsonObject(forms().told(call.operation->service->id, noun));
    for (auto part : told) {
        QString text = part.second.toString();
        const bool isOfInput = text.startsWith(QLatin1StringView("{/"));
        text.replace(QStringLiteral("{accountId}"), call.accountId);
        if (part.second.isString())
            part.second = isOfInput ? placeholders.leaf(text) : QCborValue(text);
    }
    return told;
}

Knowledge Album::knowledgeOf(const Thing &thing) const
{
    const Part *part = partFor(m_parts, thing);
    Knowledge known(part ? part->creation->noun : QString());
    if (part) {
        for (const relations::Identifier &identifier : part->creation->identifiers) {
            // One of a list of ids is the thing's id.
            if (identifier.source == relations::Filling::Source::Output && identifier.path.endsWith(u"s[]"))
                known.add({{identifier.path.chopped(3), valueAtPath(thing.output, identifier.path)}});
        }
        for (const auto &[member, path] : part->creation->cloning.fills.asKeyValueRange()) {
            if (!path.contains(u'.') && thing.input.contains(member))
                known.add({{path, thing.input.value(member)}});
        }
    }
    known.add(thing.input, true); // what stands in a structure of it; of less weight than the answer
    known.add(thing.output, true);
    if (part)
        known.add(toldBeside(m_call, part->creation->noun, thing.input, m_tokens));
    known.add(thing.input);
    for (const auto &[subject, given] : thing.settings)
        known.add(given.toMap(), true);
    if (part)
        known.add({{kAttributes, attributesOf(thing, *part->creation, m_call)}});
    if (m_call.secrets)
        known.add(m_call.secrets->inputOf(thing));
    known.setTags(tagsIn(thing.tags));
    known.setOwnName(thing.name);
    return known;
}

Moment Album::momentOf(const Thing &thing) const
{
    const QDateTime last = thing.changed.isValid() ? thing.changed : thing.created;
    return {last.msecsTo(m_call.now) >= m_call.timing.settled.count(), thing.ended.isValid(), thing.verb};
}

Plausible Album::portraitist(const Thing &thing, Knowledge known, bool withSecrets) const
{
    Plausible plausible(*m_call.operation, std::move(known), {m_call.accountId, m_call.region, thing.created},
                        m_tokens);
    plausible.setGivesSecrets(withSecrets);
    const Part *part = partFor(m_parts, thing);
    if (part)
        plausible.setNames(namesOf(*part->creation));
    if (part && m_call.peer)
        plausible.setAsked(m_call.peer(part->creation->operation), madeOf(*part->creation));
    if (part && m_call.statesOf)
        plausible.setMoment(m_call.statesOf(*part->creation), momentOf(thing));
    return plausible;
}

// A read gives back what the thing was given that is secret, where its answer has a place for it.
bool Album::givesSecrets(const Thing &thing) const
{
    const Part *part = partFor(m_parts, thing);
    const Forms::Seal seal = part ? forms().seal(thing.service, part->creation->noun) : Forms::Seal();
    return seal.member.isEmpty() || thing.input.value(seal.member).toString() != seal.value
        || m_call.input.value(seal.asked).isTrue();
}

QCborMap Album::toldOfOne(const Thing &thing, bool withInput) const
{
    Knowledge known = knowledgeOf(thing);
    if (withInput && thing.id >= 0) // a version of it says itself what it was given
        known.add(m_call.input);
    return portraitist(thing, std::move(known), false).answer();
}

QCborMap Album::toldOfAll(const QList<Thing> &things) const
{
    QCborMap answer = toldOfOne(things.first(), true);
    for (const model::Member &member : m_call.operation->output->members) {
        const bool isList = member.target->type == model::ShapeType::List;
        const model::Shape *entry = isList ? member.target->element.target : nullptr;
        if (!entry || entry->type != model::ShapeType::Structure
            || !answer.value(member.name).toArray().isEmpty() || entry->member(QStringLiteral("Error")))
            continue;
        QCborArray list;
        for (const Thing &thing : things) {
            const QCborMap portrait = portraitist(thing, knowledgeOf(thing), false).structure(*entry);
            const bool isOfIt = std::ranges::any_of(portrait, [&thing](const auto &part) {
                return part.second.isString() && thing.handles.contains(part.second.toString());
            });
            if (isOfIt)
                list.append(portrait);
        }
        answer[member.name] = list;
    }
    return answer;
}

QCborValue Album::portrait(const Thing &thing, const model::Shape &shape) const
{
    Knowledge known = knowledgeOf(thing);
    if (!shape.isText())
        return portraitist(thing, std::move(known), givesSecrets(thing)).structure(shape);
    return known.named(QStringLiteral("Version"));
}

QCborMap Album::revealed(const Thing &thing) const
{
    return portraitist(thing, knowledgeOf(thing), true).answer();
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
            if (shape.type == model::ShapeType::List) // a list of its own for each
                return QCborValue(QCborArray{portraitist(thing, std::move(known), givesSecrets(thing))
                                                 .structure(*shape.element.target)});
            if (!shape.isText())
                return QCborValue(portraitist(thing, std::move(known), givesSecrets(thing)).structure(shape));
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
