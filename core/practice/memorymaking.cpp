// SPDX-License-Identifier: Apache-2.0
// What becomes of a creation.
#include "base/tr.h"
#include "practice/absences.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/memory.h"
#include "practice/placeholders.h"
#include "practice/sample.h"
#include "practice/versions.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

using relations::Related;

namespace
{

const QString kCount = QStringLiteral("{count}");
constexpr int kAll = 100'000;
constexpr qint64 kMostAtOnce = 1000; // things of one call

bool isGiven(const relations::Identifier &identifier)
{
    return identifier.source == relations::Filling::Source::Input;
}

// Of another account, or of AWS itself: nobody here can say whether it is there.
bool isForeign(const QString &text, const QString &accountId)
{
    if (!text.startsWith(QLatin1StringView("arn:")))
        return text.startsWith(QLatin1StringView("alias/aws/"));
    const QString account = text.section(u':', 4, 4);
    return !account.isEmpty() && account != accountId;
}

// With what a member is that was not given, where that is known.
QCborMap withUsual(QCborMap input, const model::Operation &operation)
{
    for (const model::Member &member : operation.input->members) {
        const QString usual = forms().usual(operation.service->id, member.name);
        if (!usual.isEmpty() && !input.contains(member.name))
            input[member.name] = typed(usual, *member.target);
    }
    return input;
}

// The texts at a path with "*" for every entry of a list.
QStringList textsAt(const QCborValue &value, QStringList path)
{
    if (path.isEmpty())
        return value.isString() ? QStringList(value.toString()) : QStringList();
    const QString name = path.takeFirst();
    if (name != u"*")
        return textsAt(value.toMap().value(name), path);
    QStringList texts;
    for (const QCborValue entry : value.toArray())
        texts += textsAt(entry, path);
    return texts;
}

// Whether all that is asked for is so already.
bool asksForNoOther(const QCborMap &asked, const QCborMap &there)
{
    for (const auto &[key, value] : asked) {
        const QCborValue own = there.value(key);
        const bool isSame = value.isMap() ? asksForNoOther(value.toMap(), own.toMap()) : value == own;
        if (!isSame)
            return false;
    }
    return true;
}

} // namespace

QString Memory::nameGiven() const { return m_input.value(m_uniqueMember).toString(); }

// Those with the same in that member, in the same parents.
Result<QList<Thing>> Memory::sameNamed(const QString &member) const
{
    const QString name = m_input.value(member).toString();
    const bool isName = member == m_creation->ownName && !name.isEmpty();
    Result<QList<Thing>> known = isName ? m_things.named(place(), name) : m_things.list(place(), 0, kAll);
    if (!known)
        return known;
    QStringList same = parentsOf(*m_creation);
    same.append(member);
    known->removeIf([&](const Thing &thing) {
        return thing.ended.isValid() || std::ranges::any_of(same, [&](const QString &path) {
                   return valueAtPath(thing.input, path) != valueAtPath(m_input, path);
               });
    });
    return known;
}

Result<std::optional<Complaint>> Memory::conflict() const
{
    if (nameGiven().isEmpty() || m_conflicts.isEmpty() || overwrites())
        return std::nullopt;
    const Result<QList<Thing>> known = sameNamed(m_uniqueMember);
    if (!known)
        return std::unexpected(known.error());
    if (known->isEmpty() || (m_isAnsweredAlike && asksForNoOther(m_input, known->first().input)))
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

// Each of a name is another one, with the next number.
bool Memory::isNumbered() const
{
    const auto patterns = forms().identifiers(m_call.operation->service->id, m_creation->noun);
    return std::ranges::any_of(patterns, [](const QString &pattern) { return pattern.contains(kCount); });
}

// A second one that has nothing of its own to be told from the first by, is the first.
Result<std::optional<Thing>> Memory::existing() const
{
    const bool hasId =
        std::ranges::any_of(m_creation->identifiers, [](const relations::Identifier &identifier) {
            return identifier.source == relations::Filling::Source::Output
                && identifier.kind == relations::Identifier::Kind::Id;
        });
    const bool isNamed = !m_input.value(m_creation->ownName).toString().isEmpty();
    const bool isTheOne = m_creation->ownName.isEmpty() && m_creation->identifiers.isEmpty()
        && !m_creation->reads.isEmpty() && m_creation->reads.first().isCallable();
    const bool isConflict = !m_conflicts.isEmpty() && !overwrites() && !m_isAnsweredAlike;
    const Lineage *lineage = lineageMade();
    const bool isOne =
        lineage && lineage->data[u"isOne"].toBool() && isNamed; // a second one is a version more
    if (!isOne && (hasId || isConflict || isNumbered() || !(isNamed || isTheOne)))
        return std::nullopt;
    const Result<QList<Thing>> known = sameNamed(m_creation->ownName);
    if (!known)
        return std::unexpected(known.error());
    return known->isEmpty() ? std::nullopt : std::optional(known->first());
}

QCborMap Memory::created(const std::optional<Thing> &existing) const
{
    Knowledge known(m_creation->noun);
    const QString name = m_input.value(m_creation->ownName).toString();
    const auto same = isNumbered() ? m_things.named(place(), name) : QList<Thing>();
    const int count = same ? static_cast<int>(same->size()) + 1 : 1;
    Placeholders placeholders({m_call.accountId, m_call.region, [count] { return count; }, m_call.now},
                              withUsual(m_input, *m_call.operation), m_tokens);
    const auto patterns = forms().identifiers(m_call.operation->service->id, m_creation->noun);
    for (const auto &[member, pattern] : patterns.asKeyValueRange()) {
        QString text = pattern;
        if (text == kCount)
            known.add({{member, count}});
        text.replace(QStringLiteral("{version}"), QStringLiteral("1"));
        text.replace(QStringLiteral("{name}"), name).replace(QStringLiteral("{endpoint}"), m_call.endpoint);
        known.add({{member, placeholders.text(text)}});
    }
    if (existing)
        known.add(existing->output);
    known.add(toldBeside(m_call, m_creation->noun, m_input, m_tokens));
    known.add(m_input);
    if (const QJsonObject path = forms().path(m_call.operation->service->id, m_call.operation->name);
        !path.isEmpty())
        known.add({{path[u"member"].toString(), pathOf(path)}});
    if (const Lineage *lineage = lineageMade()) {
        Thing made = existing.value_or(Thing());
        startVersions(*lineage, made);
        for (const auto &[what, told] : made.settings)
            known.add(told.toMap());
    }
    known.setTags(tagsGiven(m_call.input, *m_call.operation->input));
    known.setOwnName(name);
    Plausible plausible(*m_call.operation, std::move(known), facts(), m_tokens);
    plausible.setDemands(demands());
    plausible.setAsked(m_call.operation, madeOf(*m_creation));
    plausible.setNames(namesOf(*m_creation));
    plausible.setMoment(statesOf(*m_creation), {m_call.timing.settled.count() == 0, false, {}});
    QCborMap answer = plausible.answer();
    for (const relations::Identifier &identifier : m_creation->identifiers) {
        if (!isGiven(identifier) && (identifier.path.contains(u'.') || identifier.path.endsWith(u"[]")))
            answer = plausible.completed(answer, *m_call.operation->output, identifier.path.split(u'.'));
    }
    return answer;
}

// A thing begins with what it is made with, and goes on with what it is made with again.
void Memory::startVersions(const Lineage &lineage, Thing &thing) const
{
    VersionList versions(m_call, lineage, thing);
    if (lineage.hasFirst)
        versions.add(m_input);
    versions.keep();
}

Result<void> Memory::remember(const QCborMap &output, const std::optional<Thing> &existing)
{
    if (existing && m_isAnsweredAlike) // and stays as it is
        return {};
    Thing thing = existing.value_or(Thing());
    const Things::Place place = this->place();
    thing.service = place.service;
    thing.kind = m_creation->operation;
    thing.region = place.region;
    thing.name = m_input.value(m_creation->ownName).toString();
    if (!existing)
        thing.created = m_call.now;
    const model::Operation &operation = *m_call.operation;
    const QStringList names = namesOf(*m_creation);
    thing.input = withoutSecrets(m_input, *operation.input, names);
    thing.output =
        statesOf(*m_creation)->stripped(withoutSecrets(output, *operation.output, names), *operation.output);
    TagMap tags = tagsIn(thing.tags);
    tags.insert(tagsGiven(m_call.input, *m_call.operation->input));
    thing.tags = asMap(tags);
    thing.handles = handlesOf(thing, *m_creation);
    const Lineage *lineage = lineageMade();
    if (lineage)
        startVersions(*lineage, thing);
    const Result<void> done = existing ? m_things.change(thing) : m_things.add(thing);
    if (!done)
        return done;
    if (!existing)
        thing.id = m_things.newest();
    if (lineage && lineage->hasFirst && !existing)
        VersionList(m_call, *lineage, thing).seal(m_input);
    keepSecrets(thing, m_input, *operation.input);
    return existing ? done : addCompany(thing);
}

// What is left out of the file because it is secret.
void Memory::keepSecrets(Thing thing, const QCborMap &input, const model::Shape &shape)
{
    if (!m_call.secrets
        || (withoutSecrets(input, shape) == input && m_call.secrets->inputOf(thing).isEmpty()))
        return;
    if (thing.id == 0)
        thing.id = m_things.newest();
    m_call.secrets->add(thing, input);
}

// "Overwrite": a second one of the name is the first one, changed.
bool Memory::overwrites() const
{
    return std::ranges::any_of(m_call.operation->input->members, [this](const model::Member &member) {
        return member.name.startsWith(u"overwrite", Qt::CaseInsensitive)
            && m_input.value(member.name).isTrue();
    });
}

// The list of the answer that what was made stands in; empty: it makes one thing.
QString Memory::listOfMade() const
{
    for (const relations::Identifier &identifier : m_creation->identifiers) {
        const qsizetype end = identifier.path.indexOf(u"[]");
        if (!isGiven(identifier) && end > 0 && identifier.path.indexOf(u'.') != end - 1
            && !identifier.path.first(end).contains(u'.'))
            return identifier.path.first(end);
    }
    return {};
}

// As many as are asked for, or one for each entry of the list that says what.
QList<QCborMap> Memory::inputsOfEach() const
{
    const QCborMap &input = m_input;
    if (listOfMade().isEmpty())
        return {input};
    QList<const model::Member *> required;
    for (const model::Member &member : m_call.operation->input->members) {
        const bool isCount = member.target->isInteger()
            && (member.name.compare(u"maxcount", Qt::CaseInsensitive) == 0
                || member.name.compare(u"count", Qt::CaseInsensitive) == 0
                || (member.name.endsWith(u"count", Qt::CaseInsensitive) && member.required
                    && !member.name.startsWith(u"min", Qt::CaseInsensitive)));
        if (const QCborValue count = input.value(member.name); isCount && count.isInteger())
            return QList<QCborMap>(std::clamp<qint64>(count.toInteger(), 1, kMostAtOnce), input);
        if (member.required && member.target->type == model::ShapeType::List)
            required.append(&member);
    }
    const QString list = required.size() == 1 ? required.first()->name : QString();
    const QCborArray entries = input.value(list).toArray();
    QList<QCborMap> inputs;
    for (const QCborValue entry : entries) {
        QCborMap one = input;
        one[list] = QCborArray{entry};
        inputs.append(one);
    }
    return inputs.isEmpty() || inputs.size() > kMostAtOnce ? QList<QCborMap>{input} : inputs;
}

QCborMap Memory::oneOf(const QCborMap &answer) const
{
    const QString list = listOfMade();
    const QCborArray entries = answer.value(list).toArray();
    QCborMap one = answer;
    if (entries.size() > 1)
        one[list] = QCborArray{entries.first()};
    return one;
}

// What is told beside the list is told once, so it is the same for all.
QCborMap Memory::another(const QCborMap &first, QCborMap &answer) const
{
    const QString list = listOfMade();
    QCborMap one = first;
    one[list] = created(std::nullopt).value(list);
    QCborArray all = answer.value(list).toArray();
    for (const QCborValue entry : one.value(list).toArray())
        all.append(entry);
    answer[list] = all;
    return one;
}

Result<std::optional<Complaint>> Memory::dangling() const
{
    for (const auto &[path, picker] : m_creation->pickers.asKeyValueRange()) {
        const relations::ServiceRelationsPtr known =
            m_call.relationsOf ? m_call.relationsOf(picker.service) : nullptr;
        if (!known)
            continue;
        QStringList kinds;
        QString noun;
        for (const relations::RelationPtr &creation : known->creations) {
            const bool isListed = std::ranges::any_of(
                creation->lists, [&](const Related &list) { return list.operation == picker.operation; });
            // Of a default one and one, the latter.
            if (isListed && (noun.isEmpty() || creation->noun.size() < noun.size()))
                noun = creation->noun;
            if (isListed)
                kinds.append(creation->operation);
        }
        QString code = kinds.isEmpty() ? QString() : absenceIn(*m_call.operation, noun);
        if (code.isEmpty() && isEc2(*m_call.operation) && !kinds.isEmpty()) {
            code = forms().absence(picker.service, noun);
            code = code.isEmpty() ? ec2Absence(noun) : code;
        }
        if (code.isEmpty() || forms().isGiven(picker.service, noun))
            continue;
        const model::OperationPtr list =
            m_call.elsewhere ? m_call.elsewhere(picker.service, picker.operation) : nullptr;
        for (const QString &text : textsAt(m_call.input, path.split(u'/'))) {
            if (!list || isForeign(text, m_call.accountId))
                continue;
            Call there = m_call;
            there.operation = list;
            const Result<QList<Thing>> found = m_things.find(placeOf(there, kinds), handlesIn(text));
            if (!found)
                return std::unexpected(found.error());
            if (found->isEmpty())
                return Complaint{
                    code, Tr::tr("%1 refers to %2, and there is no such %3.").arg(path, text, noun), {}, 0};
        }
    }
    return std::nullopt;
}

} // namespace formwork::practice
