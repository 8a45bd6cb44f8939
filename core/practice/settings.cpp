// SPDX-License-Identifier: Apache-2.0
#include "practice/settings.h"

#include "base/tr.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "relations/corrections.h"
#include "relations/words.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalFailure"), error.sentence(), {}, 500});
}

// A member that says which thing, and not how it is to be.
bool tellsWhich(const model::Member &member)
{
    const bool isText = member.target->isText()
        || (member.target->type == model::ShapeType::List && member.target->element.target->isText());
    return isText && !isForTags(member.name)
        && (member.required || relations::stemOf(member.name.toStdString()).kind != relations::Kind::None);
}

bool isOf(const QCborValue &value, const Thing &thing)
{
    return std::ranges::any_of(handlesIn(value),
                               [&](const QString &text) { return thing.handles.contains(text); });
}

// "RemoveTagKeys" is a list of keys.
QStringList keysIn(const Call &call)
{
    QStringList keys;
    for (const auto &[name, value] : call.input) {
        for (const QCborValue key : value.toArray()) {
            if (name.toString().contains(u"key", Qt::CaseInsensitive) && key.isString())
                keys.append(key.toString());
        }
    }
    return keys;
}

// What a list holds of ties: "Attachments" of what was attached.
QString listNameFor(const QString &verb)
{
    const QString stem =
        verb.endsWith(u"ciate") ? verb.chopped(1) + QStringLiteral("ions") : verb + QStringLiteral("ments");
    return stem.first(1).toUpper() + stem.sliced(1);
}

QString capitalized(const QString &word) { return word.first(1).toUpper() + word.sliced(1); }

bool holds(const QCborValue &entry, const QStringList &texts)
{
    return std::ranges::any_of(entry.toMap(), [&](const auto &part) {
        return part.second.isString() && texts.contains(part.second.toString());
    });
}

} // namespace

Settings::Settings(const Call &call, Ledger &ledger, relations::ServiceRelationsPtr relations,
                   TokenSourcePtr tokens)
    : m_call(call)
    , m_things(ledger)
    , m_relations(std::move(relations))
    , m_tokens(std::move(tokens))
{
    if (!m_relations || m_relations->creations.isEmpty())
        return;
    const relations::OperationWords words = relations::operationWords(call.operation->name.toStdString());
    m_verb = QString::fromStdString(words.verb);
    m_noun = QString::fromStdString(relations::joined(words.noun));
    m_role = roleOf();
}

Settings::Role Settings::roleOf() const
{
    const std::string verb = m_verb.toStdString();
    const auto is = [&](std::string_view role) { return relations::corrections().isVerb(role, verb); };
    if (m_noun.isEmpty())
        return Role::None;
    if (forms().isVerb(QStringLiteral("unties"), m_verb))
        return Role::Unties;
    if (forms().isVerb(QStringLiteral("ties"), m_verb))
        return Role::Ties;
    if (is("deletes"))
        return Role::Deletes;
    if (is("reads") && !forms().isVerb(QStringLiteral("looks"), m_verb))
        return Role::Reads;
    return is("changes") || is("moves") || forms().isVerb(QStringLiteral("sets"), m_verb) ? Role::Sets
                                                                                          : Role::None;
}

// Of several things that are named, the one that the operation is called after.
int Settings::rank(const Thing &thing, const relations::Relation &creation) const
{
    int best = 0;
    const QString noun = creation.noun.toLower();
    for (const model::Member &member : m_call.operation->input->members) {
        if (!tellsWhich(member) || !isOf(m_call.input.value(member.name), thing))
            continue;
        const QString stem =
            QString::fromStdString(relations::stemOf(member.name.toStdString()).noun).toLower();
        const int rank = 1 + (member.required ? 2 : 0) + (stem.isEmpty() || noun.endsWith(stem) ? 4 : 0);
        best = std::max(best, rank);
    }
    return best > 0 && m_noun.contains(noun) ? best + 10 + static_cast<int>(noun.size()) : best;
}

Result<std::optional<Thing>> Settings::meant()
{
    QStringList handles;
    for (const model::Member &member : m_call.operation->input->members) {
        if (tellsWhich(member))
            handles += handlesIn(m_call.input.value(member.name));
    }
    handles.removeDuplicates();
    const Things::Place place = placeOf(m_call, {});
    const Result<QList<Thing>> found = m_things.findAnywhere({place.region}, handles);
    if (!found)
        return std::unexpected(found.error());
    std::optional<Thing> best;
    int most = 0;
    for (const Thing &thing : *found) {
        const relations::RelationPtr creation =
            thing.service == place.service ? m_relations->creation(thing.kind) : nullptr;
        const int rank = creation && !thing.ended.isValid() ? this->rank(thing, *creation) : 0;
        if (rank <= most)
            continue;
        most = rank;
        best = thing;
        m_creation = creation;
    }
    return best;
}

QString Settings::subject() const
{
    QString subject = m_noun;
    const QString noun = m_creation->noun.toLower();
    if (subject.startsWith(noun) && subject.size() > noun.size())
        subject = subject.sliced(noun.size());
    return subject;
}

QCborMap Settings::given(const Thing &thing) const
{
    QCborMap given;
    for (const auto &[name, value] : withoutSecrets(m_call.input, *m_call.operation->input)) {
        const model::Member *member = m_call.operation->input->member(name.toString());
        const QCborMap inner = value.toMap();
        if (member && !(tellsWhich(*member) && isOf(value, thing)))
            given[name.toString()] = inner.size() == 1 && inner.contains(QStringLiteral("Value"))
                ? inner.value(QStringLiteral("Value"))
                : value;
    }
    return given;
}

void Settings::tag(Thing &thing) const
{
    TagMap tags = tagsIn(thing.tags);
    const TagMap named = tagsGiven(m_call.input, *m_call.operation->input);
    if (m_role == Role::Deletes || m_role == Role::Unties) {
        for (const QString &key : named.keys())
            tags.remove(key);
    } else {
        tags.insert(named);
    }
    for (const QString &key : keysIn(m_call))
        tags.remove(key);
    thing.tags = asMap(tags);
}

// "EnableKeyRotation" makes KeyRotationEnabled true, "StartLogging" IsLogging.
void Settings::set(Thing &thing) const
{
    QCborMap given = this->given(thing);
    const bool isOn = m_verb == u"enable" || m_verb == u"start";
    if (m_verb == u"enable" || m_verb == u"disable")
        given[m_noun + QStringLiteral("Enabled")] = isOn;
    else if (m_verb == u"start" || m_verb == u"stop")
        given[QStringLiteral("Is") + m_noun] = isOn;
    if (m_noun == m_creation->noun.toLower()) {
        for (const auto &[name, value] : given)
            thing.input[name.toString()] = value;
    } else if (const QString whole = wholeNameOf(thing, given); !whole.isEmpty()) {
        thing.input[whole] = given.begin().value();
    } else {
        thing.settings[subject()] = given;
    }
}

// What is set of "AssumeRolePolicy" as its PolicyDocument was given as AssumeRolePolicyDocument. Empty: no.
QString Settings::wholeNameOf(const Thing &thing, const QCborMap &given) const
{
    for (const auto &[key, value] : thing.input) {
        const QString name = key.toString();
        if (given.size() == 1 && name.startsWith(m_noun, Qt::CaseInsensitive)
            && name.endsWith(given.begin().key().toString()))
            return name;
    }
    return {};
}

// "Permissions" that are for "Egress" are told as PermissionsEgress, where the thing has such.
QString Settings::listFor(const QString &name) const
{
    const QString whole = name + capitalized(subject());
    for (const auto *list : {&m_creation->lists, &m_creation->reads}) {
        for (const relations::Related &related : *list) {
            const model::OperationPtr peer = m_call.peer ? m_call.peer(related.operation) : nullptr;
            const model::Shape *shape = peer ? peer->output : nullptr;
            for (QString part : related.path.split(u'.', Qt::SkipEmptyParts)) {
                const model::Member *member =
                    shape ? shape->member(part.remove(QStringLiteral("[]"))) : nullptr;
                shape = member ? member->target : nullptr;
                if (shape && shape->type == model::ShapeType::List)
                    shape = shape->element.target;
            }
            if (shape && shape->member(whole))
                return whole;
        }
    }
    return name;
}

// What is given as a list joins the one of that name; else what is given is an entry of its own.
void Settings::tie(Thing &thing, const QCborMap &output) const
{
    const QCborMap given = this->given(thing);
    QCborMap entry;
    bool isList = false;
    for (const auto &[name, value] : given) {
        if (!value.isArray()) {
            entry[name] = value;
            continue;
        }
        isList = true;
        const QString list = listFor(name.toString());
        QCborArray all = thing.input.value(list).toArray();
        for (const QCborValue one : value.toArray()) {
            if (!all.contains(one))
                all.append(one);
        }
        thing.input[list] = all;
    }
    if (isList)
        return;
    for (const auto &[name, value] : output) {
        if (!value.isString() || isOf(value, thing))
            continue;
        entry[name] = value;
        entry[m_creation->noun + name.toString()] = value;
        thing.handles.append(value.toString());
    }
    for (const auto &[name, value] : m_call.input) // which of two it is
        entry[name] = value;
    const QString list = listNameFor(m_verb);
    QCborArray all = thing.input.value(list).toArray();
    all.append(entry);
    thing.input[list] = all;
}

void Settings::untie(Thing &thing) const
{
    QStringList texts; // that say which
    QCborArray entries;
    for (const auto &[name, value] : m_call.input) {
        if (value.isString() && !(isOf(value, thing) && thing.name == value.toString()))
            texts.append(value.toString());
        for (const QCborValue one : value.toArray()) {
            entries.append(one);
            if (one.isString())
                texts.append(one.toString());
        }
    }
    for (const auto &[name, value] : QCborMap(thing.input)) {
        if (!value.isArray())
            continue;
        const bool isOther = m_call.input.contains(name) && listFor(name.toString()) != name.toString();
        if (isOther)
            continue;
        QCborArray rest;
        for (const QCborValue one : value.toArray()) {
            if (!entries.contains(one) && !holds(one, texts))
                rest.append(one);
        }
        thing.input[name.toString()] = rest;
    }
}

QString Settings::absenceOfSubject() const
{
    for (const model::Shape *error : m_call.operation->errors) {
        const bool isAbsence = error->name.contains(u"NotFound") || error->name.contains(u"NoSuch");
        if (isAbsence && error->name.contains(m_noun, Qt::CaseInsensitive) && subject() != m_noun)
            return error->name;
    }
    return {};
}

Outcome<std::optional<QCborValue>> Settings::read(const Thing &thing) const
{
    const QString absence = absenceOfSubject();
    if (!absence.isEmpty() && !thing.settings.contains(subject()))
        return std::unexpected(
            Complaint{absence, Tr::tr("There is no such %1 in this account and Region.").arg(m_noun), {}, 0});
    const QList<Part> parts{{m_creation, nullptr}};
    return std::optional<QCborValue>(Album(m_call, parts, m_tokens).toldOfOne(thing, true));
}

Outcome<std::optional<QCborValue>> Settings::answer()
{
    Result<std::optional<Thing>> meant = this->meant();
    if (!meant)
        return internal(meant.error());
    if (!*meant)
        return std::nullopt;
    Thing thing = **meant;
    if (m_role == Role::Reads)
        return read(thing);
    const QList<Part> parts{{m_creation, nullptr}};
    const QCborMap output = Album(m_call, parts, m_tokens).toldOfOne(thing, true);
    const bool isTheThing = m_noun == m_creation->noun.toLower();
    if (m_role == Role::Deletes && isTheThing && !isAboutTags()) {
        const Result<void> removed = m_things.remove(thing.id);
        return removed ? Outcome<std::optional<QCborValue>>(output) : internal(removed.error());
    }
    if (isAboutTags())
        tag(thing);
    else if (m_role == Role::Deletes)
        thing.settings.remove(subject());
    else if (m_role == Role::Sets)
        set(thing);
    else if (m_role == Role::Ties)
        tie(thing, output);
    if (m_role == Role::Unties || (m_role == Role::Deletes && !isAboutTags()))
        untie(thing);
    if (isTheThing || m_role == Role::Ties || m_role == Role::Unties) {
        thing.verb = m_verb;
        thing.changed = m_call.now;
    }
    const Result<void> done = m_things.change(thing);
    if (!done)
        return internal(done.error());
    return std::optional<QCborValue>(Album(m_call, parts, m_tokens).toldOfOne(thing, true));
}

} // namespace formwork::practice
