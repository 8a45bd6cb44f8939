// SPDX-License-Identifier: Apache-2.0
#include "practice/memory.h"

#include "base/tr.h"
#include "practice/absences.h"
#include "practice/answering.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/manner.h"
#include "practice/paging.h"
#include "practice/placeholders.h"
#include "practice/sample.h"
#include "practice/sieve.h"
#include "practice/versions.h"
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

} // namespace

Memory::Memory(const Call &call, Ledger &ledger, relations::ServiceRelationsPtr relations,
               TokenSourcePtr tokens)
    : m_call(call)
    , m_input(call.input)
    , m_ledger(ledger)
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
    const QString host = forms().hostName(call.operation->service->id, call.operation->name);
    const QString name = m_input.value(host).toString();
    if (!name.isEmpty() && !name.endsWith(u'.'))
        m_input[host] = name + u'.';
    const Forms::Conflict known = forms().conflict(call.operation->service->id, call.operation->name);
    m_isAnsweredAlike = known.isAnsweredAlike;
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
    QString selected;
    const Call plain = withoutSelector(selected);
    Result<Found> found = thingsFor(plain, m_things, m_parts, naming, [&](const Thing &thing) {
        return sieve.isEmpty() || sieve.passes(album.knowledgeOf(thing));
    });
    if (!found)
        return std::unexpected(internal(found.error()));
    const bool isAbsent = found->isNamed && found->things.isEmpty();
    if (isAbsent && !isAboutTags && tellsOfAbsent(m_call)) {
        QCborMap none = album.told({});
        tellNames(none, m_call, {});
        return std::optional<QCborValue>(none);
    }
    if (isAbsent)
        return isAboutTags ? std::nullopt : missing();
    if (m_role == Role::Reads && found->isNamed && found->things.size() == 1) {
        if (const Outcome<void> taken = takeVersion(found->things.first(), selected); !taken)
            return std::unexpected(taken.error());
    }
    if (m_role == Role::Lists && m_call.input.value(QStringLiteral("sort")).toString() == u"DESC")
        std::ranges::reverse(found->things);
    if (m_role == Role::Lists || (m_role == Role::Reads && found->isNamed)) {
        QCborMap told = album.told(newestOfOne(*found));
        tellNames(told, m_call, found->things);
        return std::optional<QCborValue>(told);
    }
    if (!found->isNamed)
        return std::nullopt;
    if (m_role == Role::TellsTags)
        return std::optional<QCborValue>(album.toldOfOne(found->things.first(), false));
    return altered(found->things);
}

// An answer with a place for one tells of the newest of several with that name.
Found Memory::newestOfOne(Found found) const
{
    const Part *part =
        m_role == Role::Reads && !found.things.isEmpty() ? partFor(m_parts, found.things.last()) : nullptr;
    const bool isForOne = part && part->related && !part->related->path.contains(u'[');
    if (isForOne && found.things.size() > 1 && std::ranges::all_of(found.things, [&](const Thing &thing) {
            return thing.kind == found.things.last().kind && thing.name == found.things.last().name;
        }))
        found.things = {found.things.last()};
    return found;
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
        code = ec2Absence(creation.noun);
    return code;
}

Outcome<std::optional<QCborValue>> Memory::missing() const
{
    if (forms().isGiven(m_call.operation->service->id, m_parts.first().creation->noun)
        && m_role == Role::Reads)
        return std::nullopt; // there is one that nobody made
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

Outcome<std::optional<QCborValue>> Memory::altered(QList<Thing> things)
{
    for (Thing &thing : things) {
        const Outcome<bool> isOfVersion = m_role == Role::Deletes ? removedVersion(thing) : false;
        if (!isOfVersion)
            return std::unexpected(isOfVersion.error());
        const Result<void> done = *isOfVersion ? Result<void>()
            : m_role == Role::Deletes          ? deleted(thing)
                                               : changed(thing);
        if (!done)
            return std::unexpected(internal(done.error()));
    }
    const Album album(m_call, m_parts, m_tokens);
    QCborMap told = album.toldOfAll(things);
    tellNames(told, m_call, things);
    return std::optional<QCborValue>(told);
}

} // namespace formwork::practice
