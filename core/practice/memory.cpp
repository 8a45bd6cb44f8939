// SPDX-License-Identifier: Apache-2.0
#include "practice/memory.h"

#include "base/tr.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/manner.h"
#include "practice/paging.h"
#include "practice/placeholders.h"
#include "practice/sample.h"
#include "practice/sieve.h"
#include "relations/ownname.h"

#include <QCborArray>

#include <algorithm>
#include <array>

namespace formwork::practice
{

using relations::Related;
using relations::Relation;
using relations::ServiceRelations;

namespace
{

constexpr int kAll = 100'000;

bool isGiven(const relations::Identifier &identifier)
{
    return identifier.source == relations::Filling::Source::Input;
}

const QList<Related> &listOf(const Relation &creation, ServiceRelations::Role role)
{
    using enum ServiceRelations::Role;
    switch (role) {
    case Lists:
        return creation.lists;
    case Changes:
        return creation.changes;
    case Moves:
        return creation.moves;
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
        const bool isOfNoun = name.contains(noun, Qt::CaseInsensitive);
        const bool isBetter = best.isEmpty() || (isOfNoun && !best.contains(noun, Qt::CaseInsensitive))
            || (isOfNoun && name.size() < best.size());
        if (isAbsence && isBetter)
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
    if (!m_creation) {
        findParts();
        return;
    }
    const Forms::Conflict known = forms().conflict(call.operation->service->id, call.operation->name);
    if (!known.error.isEmpty()) {
        m_uniqueMember = known.member;
        m_conflicts = {known.error};
    } else if (const auto unique = relations::nameOfItsOwn(*call.operation)) {
        m_uniqueMember = unique->member;
        m_conflicts = unique->errors;
    }
}

// What alters comes before what tells: an operation that takes part in both ways does the first.
void Memory::findParts()
{
    using From = ServiceRelations::Role;
    constexpr std::array kRoles{
        std::pair(From::Deletes, Role::Deletes), std::pair(From::Changes, Role::Changes),
        std::pair(From::Moves, Role::Moves),     std::pair(From::Tags, Role::Tags),
        std::pair(From::Lists, Role::Lists),     std::pair(From::Reads, Role::Reads)};
    const auto parts = m_relations->partsOf(m_call.operation->name);
    for (const auto &[from, role] : kRoles) {
        for (const auto &part : parts) {
            if (part.role != from)
                continue;
            const relations::RelationPtr &creation = m_relations->creations[part.creation];
            const QList<Related> &list = listOf(*creation, from);
            const auto related = std::ranges::find(list, m_call.operation->name, &Related::operation);
            if (related != list.cend())
                m_parts.append({creation, &*related});
        }
        m_role = role;
        if (!m_parts.isEmpty())
            return;
    }
    findTagged();
}

// ListTagsForResource and the like tell of anything that has tags.
void Memory::findTagged()
{
    const relations::OperationWords words = relations::operationWords(m_call.operation->name.toStdString());
    const bool tells = words.verb == "list" || words.verb == "get" || words.verb == "describe";
    if (!tells || words.noun.empty() || words.noun.back() != "tag")
        return;
    m_role = Role::TellsTags;
    for (const relations::RelationPtr &creation : m_relations->creations) {
        if (!creation->tags.isEmpty())
            m_parts.append({creation, nullptr});
    }
}

Things::Place Memory::place() const { return placeOf(m_call, {m_creation->operation}); }

Plausible::Facts Memory::facts() const { return {m_call.accountId, m_call.region, m_call.now}; }

StatesPtr Memory::statesOf(const Relation &creation) const
{
    return m_call.statesOf ? m_call.statesOf(creation) : std::make_shared<const States>();
}

QString Memory::nameGiven() const { return m_call.input.value(m_uniqueMember).toString(); }

// Those with the same in that member, in the same parents.
Result<QList<Thing>> Memory::sameNamed(const QString &member) const
{
    const QString name = m_call.input.value(member).toString();
    const bool isName = member == m_creation->ownName && !name.isEmpty();
    Result<QList<Thing>> known = isName ? m_things.named(place(), name) : m_things.list(place(), 0, kAll);
    if (!known)
        return known;
    QStringList same = parentsOf(*m_creation);
    same.append(member);
    known->removeIf([&](const Thing &thing) {
        return thing.ended.isValid() || std::ranges::any_of(same, [&](const QString &path) {
                   return valueAtPath(thing.input, path) != valueAtPath(m_call.input, path);
               });
    });
    return known;
}

Result<std::optional<Complaint>> Memory::conflict() const
{
    if (nameGiven().isEmpty() || m_conflicts.isEmpty())
        return std::nullopt;
    const Result<QList<Thing>> known = sameNamed(m_uniqueMember);
    if (!known)
        return std::unexpected(known.error());
    if (known->isEmpty())
        return std::nullopt;
    return Complaint{m_conflicts.first(),
                     Tr::tr("There is a %1 called %2 already.").arg(m_creation->noun, nameGiven()),
                     {},
                     0};
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
    const Result<QList<Thing>> known = sameNamed(m_creation->ownName);
    if (!known)
        return std::unexpected(known.error());
    return known->isEmpty() ? std::nullopt : std::optional(known->first());
}

QCborMap Memory::created(const std::optional<Thing> &existing) const
{
    Knowledge known(m_creation->noun);
    const QString name = m_call.input.value(m_creation->ownName).toString();
    Placeholders placeholders({m_call.accountId, m_call.region, 0, m_call.now}, m_call.input, m_tokens);
    const auto patterns = forms().identifiers(m_call.operation->service->id, m_creation->noun);
    for (const auto &[member, pattern] : patterns.asKeyValueRange()) {
        QString text = pattern;
        text.replace(QStringLiteral("{name}"), name).replace(QStringLiteral("{endpoint}"), m_call.endpoint);
        known.add({{member, placeholders.text(text)}});
    }
    if (existing)
        known.add(existing->output);
    known.add(m_call.input);
    known.setTags(tagsGiven(m_call));
    known.setOwnName(name);
    Plausible plausible(*m_call.operation, std::move(known), facts(), m_tokens);
    plausible.setDemands(demands());
    plausible.setMoment(statesOf(*m_creation), {m_call.timing.settled.count() == 0, false, {}});
    QCborMap answer = plausible.answer();
    for (const relations::Identifier &identifier : m_creation->identifiers) {
        if (!isGiven(identifier) && identifier.path.contains(u'.'))
            answer = plausible.completed(answer, *m_call.operation->output, identifier.path.split(u'.'));
    }
    return answer;
}

Result<void> Memory::remember(const QCborMap &output, const std::optional<Thing> &existing)
{
    Thing thing = existing.value_or(Thing());
    const Things::Place place = this->place();
    thing.service = place.service;
    thing.kind = m_creation->operation;
    thing.region = place.region;
    thing.name = m_call.input.value(m_creation->ownName).toString();
    if (!existing)
        thing.created = m_call.now;
    const model::Operation &operation = *m_call.operation;
    thing.input = withoutSecrets(m_call.input, *operation.input);
    thing.output =
        statesOf(*m_creation)->stripped(withoutSecrets(output, *operation.output), *operation.output);
    TagMap tags = tagsIn(thing.tags);
    tags.insert(tagsGiven(m_call));
    thing.tags = asMap(tags);
    thing.handles = handlesOf(thing, *m_creation);
    return existing ? m_things.change(thing) : m_things.add(thing);
}

Outcome<std::optional<QCborValue>> Memory::answer()
{
    if (m_role == Role::Lists && !Paging(*m_call.operation, m_call.input).isValid())
        return std::unexpected(complaintOf(
            Trouble::Invalid, Tr::tr("The page token is not one of this account's."), *m_call.operation));
    const Album album(m_call, m_parts, m_tokens);
    const Sieve sieve(m_call);
    const bool isAboutTags = m_role == Role::Tags || m_role == Role::TellsTags;
    const Naming naming = isAboutTags ? Naming::Any
        : m_role == Role::Lists       ? Naming::SomeOrAll
                                      : Naming::Some;
    const Result<Found> found = thingsFor(m_call, m_things, m_parts, naming, [&](const Thing &thing) {
        return sieve.isEmpty() || sieve.passes(album.knowledgeOf(thing));
    });
    if (!found)
        return std::unexpected(internal(found.error()));
    if (found->isNamed && found->things.isEmpty())
        return isAboutTags ? std::nullopt : missing();
    if (m_role == Role::Lists || (m_role == Role::Reads && found->isNamed))
        return std::optional<QCborValue>(album.told(*found));
    if (!found->isNamed)
        return std::nullopt;
    if (m_role == Role::TellsTags)
        return std::optional<QCborValue>(album.toldOfOne(found->things.first(), false));
    return altered(found->things);
}

// The error for what is not there: the model's, one of the waiters', or what is known beside.
QString Memory::absence() const
{
    const Relation &creation = *m_parts.first().creation;
    QString code = absenceIn(*m_call.operation, creation.noun);
    if (code.isEmpty())
        code = forms().absence(m_call.operation->service->id, creation.noun);
    if (code.isEmpty())
        code = statesOf(creation)->absence();
    if (code.isEmpty() && isEc2(*m_call.operation))
        code = QStringLiteral("Invalid%1ID.NotFound").arg(creation.noun);
    return code;
}

Outcome<std::optional<QCborValue>> Memory::missing() const
{
    QString code = absence();
    if (code.isEmpty() && m_role != Role::Reads) // nothing is what there is, and deleting it is done
        return m_role == Role::Lists ? std::optional<QCborValue>(Album(m_call, m_parts, m_tokens).told({}))
                                     : std::nullopt;
    if (code.isEmpty())
        code = QStringLiteral("ResourceNotFoundException");
    const bool isListed = m_call.operation->error(code) || isEc2(*m_call.operation);
    const QString &noun = m_parts.first().creation->noun;
    return std::unexpected(Complaint{code,
                                     Tr::tr("There is no such %1 in this account and Region.").arg(noun),
                                     {},
                                     isListed || code == u"ValidationError" ? 0 : 404});
}

// To be seen in its last state where that is what its waiters wait for.
Result<void> Memory::deleted(Thing &thing)
{
    const Part *part = partFor(m_parts, thing);
    if (!part || !statesOf(*part->creation)->lingers())
        return m_things.remove(thing.id);
    thing.ended = m_call.now;
    return m_things.change(thing);
}

Result<void> Memory::changed(Thing &thing)
{
    TagMap tags = tagsIn(thing.tags);
    tags.insert(tagsGiven(m_call));
    for (const QString &key : untagged(m_call))
        tags.remove(key);
    thing.tags = asMap(tags);
    if (m_role == Role::Changes) {
        const QCborMap given = withoutSecrets(m_call.input, *m_call.operation->input);
        for (const auto &[name, value] : given)
            thing.input[name.toString()] = value;
    }
    if (m_role == Role::Changes || m_role == Role::Moves) {
        thing.verb =
            QString::fromStdString(relations::operationWords(m_call.operation->name.toStdString()).verb);
        thing.changed = m_call.now;
    }
    return m_things.change(thing);
}

Outcome<std::optional<QCborValue>> Memory::altered(QList<Thing> things)
{
    for (Thing &thing : things) {
        const Result<void> done = m_role == Role::Deletes ? deleted(thing) : changed(thing);
        if (!done)
            return std::unexpected(internal(done.error()));
    }
    const Album album(m_call, m_parts, m_tokens);
    return std::optional<QCborValue>(album.toldOfOne(things.first(), true));
}

} // namespace formwork::practice
