// SPDX-License-Identifier: Apache-2.0
#include "practice/memory.h"

#include "base/tr.h"
#include "practice/handles.h"
#include "practice/manner.h"
#include "practice/paging.h"
#include "practice/plausible.h"
#include "practice/sample.h"
#include "practice/telling.h"
#include "relations/ownname.h"

#include <QCborArray>

#include <algorithm>
#include <array>

namespace formwork::practice
{

using relations::Related;
using relations::Relation;

namespace
{

constexpr int kAll = 100'000;

const QList<Related> &listOf(const Relation &creation, relations::ServiceRelations::Role role)
{
    using enum relations::ServiceRelations::Role;
    switch (role) {
    case Lists:
        return creation.lists;
    case Changes:
        return creation.changes;
    case Tags:
        return creation.taggings;
    case Deletes:
        return creation.deletes;
    default:
        return creation.reads;
    }
}

Complaint internal(const Error &error)
{
    return {QStringLiteral("InternalFailure"), error.sentence(), {}, 500};
}

// The error that the model has for what is not there; the one about this kind of thing first.
QString absenceIn(const model::Operation &operation, const QString &noun)
{
    QString best;
    for (const model::Shape *error : operation.errors) {
        const QString &name = error->name;
        const bool isAbsence = name.contains(u"NotFound") || name.contains(u"NoSuch")
            || name.contains(u"DoesNotExist") || name.contains(u"NotExist") || name.contains(u"Unknown");
        if (isAbsence && (best.isEmpty() || name.contains(noun, Qt::CaseInsensitive)))
            best = name;
    }
    return best;
}

bool isEc2(const model::Operation &operation)
{
    return operation.service->protocols.value(0) == model::Protocol::Ec2Query;
}

// Keys that a request takes away.
QStringList untagged(const Call &call)
{
    QStringList keys;
    for (const model::Member &member : call.operation->input->members) {
        const bool isKeys = member.name.contains(u"keys", Qt::CaseInsensitive);
        for (const QCborValue key : call.input.value(member.name).toArray()) {
            if (isKeys && key.isString())
                keys.append(key.toString());
        }
    }
    return keys;
}

TagMap tagsGiven(const Call &call)
{
    for (const model::Member &member : call.operation->input->members) {
        const QCborValue value = call.input.value(member.name);
        if (value.isUndefined() || value.isString())
            continue;
        if (isForTags(member.name) || member.name.endsWith(u"tags", Qt::CaseInsensitive))
            return tagsIn(value);
    }
    return {};
}

QCborMap asMap(const TagMap &tags)
{
    QCborMap map;
    for (const auto &[key, value] : tags.asKeyValueRange())
        map[key] = value;
    return map;
}

} // namespace

Memory::Memory(const Call &call, Ledger &ledger, relations::ServiceRelationsPtr relations,
               TokenSourcePtr tokens)
    : m_call(call)
    , m_things(ledger)
    , m_relations(std::move(relations))
    , m_tokens(std::move(tokens))
{
    if (!m_relations)
        return;
    m_creation = m_relations->creation(call.operation->name);
    if (!m_creation)
        findParts();
    else if (const auto unique = relations::nameOfItsOwn(*call.operation))
        m_conflicts = unique->errors;
}

// What alters comes before what tells: an operation that takes part in both ways does the first.
void Memory::findParts()
{
    using enum relations::ServiceRelations::Role;
    const auto parts = m_relations->partsOf(m_call.operation->name);
    for (const Role role : std::array{Deletes, Changes, Tags, Lists, Reads}) {
        for (const auto &part : parts) {
            if (part.role != role)
                continue;
            const relations::RelationPtr &creation = m_relations->creations[part.creation];
            const QList<Related> &list = listOf(*creation, role);
            const auto related = std::ranges::find(list, m_call.operation->name, &Related::operation);
            if (related != list.cend())
                m_parts.append({creation, &*related});
        }
        m_role = role;
        if (!m_parts.isEmpty())
            return;
    }
}

Things::Place Memory::place() const { return placeOf(m_call, {m_creation->operation}); }

Plausible::Facts Memory::facts() const { return {m_call.accountId, m_call.region, m_call.now}; }

// Those of the name in the same parents.
Result<QList<Thing>> Memory::sameNamed() const
{
    const QString name = m_call.input.value(m_creation->ownName).toString();
    Result<QList<Thing>> known =
        name.isEmpty() ? m_things.list(place(), 0, kAll) : m_things.named(place(), name);
    if (!known)
        return known;
    const QStringList parents = parentsOf(*m_creation);
    known->removeIf([&](const Thing &thing) {
        return std::ranges::any_of(parents, [&](const QString &member) {
            return valueAtPath(thing.input, member) != valueAtPath(m_call.input, member);
        });
    });
    return known;
}

Result<std::optional<Complaint>> Memory::conflict() const
{
    const QString name = m_call.input.value(m_creation->ownName).toString();
    if (name.isEmpty() || m_conflicts.isEmpty())
        return std::nullopt;
    const Result<QList<Thing>> known = sameNamed();
    if (!known)
        return std::unexpected(known.error());
    if (known->isEmpty())
        return std::nullopt;
    return Complaint{
        m_conflicts.first(), Tr::tr("There is a %1 called %2 already.").arg(m_creation->noun, name), {}, 0};
}

// An identifier is of the form that the operations want which ask for the thing by it.
Plausible::Demands Memory::demands() const
{
    Plausible::Demands demands;
    for (const auto *list : {&m_creation->reads, &m_creation->deletes, &m_creation->changes,
                             &m_creation->lists, &m_creation->taggings}) {
        for (const Related &related : list->first(std::min<qsizetype>(list->size(), 2))) {
            const model::OperationPtr peer = m_call.peer ? m_call.peer(related.operation) : nullptr;
            for (const relations::Filling &filling : related.filled) {
                const model::Member *member = peer ? peer->input->member(filling.member) : nullptr;
                if (!member || filling.source != relations::Filling::Source::Output)
                    continue;
                const bool isList = member->target->type == model::ShapeType::List;
                model::Constraints &demand = demands[filling.path.section(u'.', -1)];
                demand = both(demand, (isList ? member->target->element : *member).effectiveConstraints());
            }
        }
    }
    return demands;
}

// A second one that has nothing of its own to be told from the first by, is the first.
Result<std::optional<Thing>> Memory::existing() const
{
    const bool hasId =
        std::ranges::any_of(m_creation->identifiers, [](const relations::Identifier &identifier) {
            return identifier.source == relations::Filling::Source::Output
                && identifier.kind == relations::Identifier::Kind::Id;
        });
    const bool isNamed = !m_call.input.value(m_creation->ownName).toString().isEmpty();
    const bool isTheOne = m_creation->ownName.isEmpty() && m_creation->identifiers.isEmpty()
        && !m_creation->reads.isEmpty() && m_creation->reads.first().isCallable();
    if (hasId || !m_conflicts.isEmpty() || !(isNamed || isTheOne))
        return std::nullopt;
    const Result<QList<Thing>> known = sameNamed();
    if (!known)
        return std::unexpected(known.error());
    return known->isEmpty() ? std::nullopt : std::optional(known->first());
}

QCborMap Memory::created(const std::optional<Thing> &existing) const
{
    Knowledge known(m_creation->noun);
    if (existing)
        known.add(existing->output);
    known.add(m_call.input);
    known.setTags(tagsGiven(m_call));
    known.setOwnName(m_call.input.value(m_creation->ownName).toString());
    Plausible plausible(*m_call.operation, std::move(known), facts(), m_tokens);
    plausible.setDemands(demands());
    QCborMap answer = plausible.answer();
    for (const relations::Identifier &identifier : m_creation->identifiers) {
        if (identifier.source == relations::Filling::Source::Output && identifier.path.contains(u'.'))
            answer = plausible.completed(answer, *m_call.operation->output, identifier.path.split(u'.'));
    }
    return answer;
}

Result<void> Memory::remember(const QCborMap &output, const std::optional<Thing> &existing)
{
    Thing thing = existing.value_or(Thing());
    thing.service = m_call.operation->service->id;
    thing.kind = m_creation->operation;
    thing.region = m_call.region;
    thing.name = m_call.input.value(m_creation->ownName).toString();
    if (!existing)
        thing.created = m_call.now;
    thing.input = withoutSecrets(m_call.input, *m_call.operation->input);
    thing.output = withoutSecrets(output, *m_call.operation->output);
    TagMap tags = tagsIn(thing.tags);
    tags.insert(tagsGiven(m_call));
    thing.tags = asMap(tags);
    thing.handles = handlesOf(thing, *m_creation);
    return existing ? m_things.change(thing) : m_things.add(thing);
}

Knowledge Memory::knowledgeOf(const Thing &thing) const
{
    const Part *part = partFor(m_parts, thing);
    Knowledge known(part ? part->creation->noun : QString());
    if (part) {
        for (const auto &[member, path] : part->creation->cloning.fills.asKeyValueRange()) {
            if (!path.contains(u'.') && thing.input.contains(member))
                known.add({{path, thing.input.value(member)}});
        }
    }
    known.add(thing.input);
    known.add(thing.output, true);
    known.setTags(tagsIn(thing.tags));
    return known;
}

Outcome<std::optional<QCborValue>> Memory::answer()
{
    if (m_role == Role::Lists && !Paging(*m_call.operation, m_call.input).isValid())
        return std::unexpected(complaintOf(
            Trouble::Invalid, Tr::tr("The page token is not one of this account's."), *m_call.operation));
    const Result<Found> found = thingsFor(m_call, m_things, m_parts, m_role == Role::Lists);
    if (!found)
        return std::unexpected(internal(found.error()));
    if (found->isNamed && found->things.isEmpty())
        return missing();
    if (m_role == Role::Lists || (m_role == Role::Reads && found->isNamed))
        return std::optional<QCborValue>(told(*found));
    return found->isNamed ? altered(found->things) : std::nullopt;
}

Outcome<std::optional<QCborValue>> Memory::missing() const
{
    const QString &noun = m_parts.first().creation->noun;
    QString code = absenceIn(*m_call.operation, noun);
    if (code.isEmpty() && isEc2(*m_call.operation))
        code = QStringLiteral("Invalid%1ID.NotFound").arg(noun);
    const bool isRead = m_role == Role::Reads;
    if (code.isEmpty() && !isRead) // nothing is what there is, and deleting it is done
        return m_role == Role::Lists ? std::optional<QCborValue>(told({})) : std::nullopt;
    if (code.isEmpty())
        code = QStringLiteral("ResourceNotFoundException");
    return std::unexpected(Complaint{code,
                                     Tr::tr("There is no such %1 in this account and Region.").arg(noun),
                                     {},
                                     m_call.operation->error(code) || isEc2(*m_call.operation) ? 0 : 404});
}

Outcome<std::optional<QCborValue>> Memory::altered(QList<Thing> things)
{
    Knowledge known = knowledgeOf(things.first());
    for (Thing &thing : things) {
        Result<void> done;
        if (m_role == Role::Deletes) {
            done = m_things.remove(thing.id);
        } else {
            TagMap tags = tagsIn(thing.tags);
            tags.insert(tagsGiven(m_call));
            for (const QString &key : untagged(m_call))
                tags.remove(key);
            thing.tags = asMap(tags);
            const QCborMap given = withoutSecrets(m_call.input, *m_call.operation->input);
            for (const auto &[name, value] : given) {
                if (m_role == Role::Changes)
                    thing.input[name.toString()] = value;
            }
            done = m_things.change(thing);
            known = knowledgeOf(thing);
        }
        if (!done)
            return std::unexpected(internal(done.error()));
    }
    known.add(m_call.input);
    return std::optional<QCborValue>(
        Plausible(*m_call.operation, std::move(known), facts(), m_tokens).answer());
}

QCborMap Memory::told(const Found &found) const
{
    const model::Operation &operation = *m_call.operation;
    Knowledge given;
    given.add(m_call.input);
    QCborMap answer = Plausible(operation, std::move(given), facts(), m_tokens).answer();
    const auto portrait = [&](const model::Shape &shape, const QString &name, qsizetype index) {
        const Thing &thing = found.things[index];
        const Knowledge known = knowledgeOf(thing);
        if (!shape.isText())
            return QCborValue(
                Plausible(operation, known, {m_call.accountId, m_call.region, thing.created}, m_tokens)
                    .structure(shape));
        model::Member member; // of the name that one of the list would have
        member.name = name.endsWith(u's') ? name.chopped(1) : name;
        member.target = &shape;
        const auto text = known.value(member);
        return text ? *text : QCborValue(thing.handles.value(0));
    };
    answer = Telling(portrait, found.things.size())
                 .placed(answer, *operation.output, m_parts.first().related->path);
    Paging(operation, m_call.input)
        .tell(answer, found.hasMore, found.things.isEmpty() ? 0 : found.things.last().id);
    return answer;
}

} // namespace formwork::practice
