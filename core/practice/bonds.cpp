// SPDX-License-Identifier: Apache-2.0
#include "practice/bonds.h"

#include "base/tr.h"
#include "practice/album.h"
#include "practice/arns.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/knowledge.h"
#include "practice/paging.h"

#include <QCborArray>
#include <QJsonArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kMost = 10'000;
const QString kFrom = QStringLiteral("from");
const QString kTo = QStringLiteral("to");

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalFailure"), error.sentence(), {}, 500});
}

std::unexpected<Complaint> refused(const QJsonObject &bond, QLatin1StringView error, const QString &message)
{
    return std::unexpected(Complaint{bond[error].toString(), message, {}, 0});
}

QString kindOf(const QJsonObject &bond)
{
    return QStringLiteral("bond ") + bond[QLatin1StringView("bond")].toString();
}

// The value of the input's member that the bond's data name for that end.
QString named(const Call &call, const QJsonObject &bond, const QString &end)
{
    return call.input.value(bond[end].toString()).toString();
}

// Ends are compared by their last part: an ARN is the thing that its name is.
QString tail(const QString &text) { return handlesIn(text).value(handlesIn(text).size() - 1); }

bool isEnd(const Thing &bond, const QString &end, const QString &value)
{
    return tail(bond.input.value(end).toString()) == tail(value);
}

// What a list says of one: texts with {from}, {to} and their last parts, or what was given when it was tied.
QCborMap told(const Thing &bond, const QJsonObject &entry)
{
    QCborMap map = bond.input;
    for (auto part = entry.begin(); part != entry.end(); ++part) {
        QString text = part->toString();
        const QString to = bond.input.value(kTo).toString();
        const QString from = bond.input.value(kFrom).toString();
        text.replace(QStringLiteral("{to}"), to)
            .replace(QStringLiteral("{from}"), from)
            .replace(QStringLiteral("{toName}"), tail(to))
            .replace(QStringLiteral("{fromName}"), tail(from));
        map[part.key()] = text;
    }
    return map;
}

} // namespace

bool Bonds::knows(const QString &operation) const
{
    return !forms().bond(operation.section(u'.', 0, 0), operation.section(u'.', 1)).isEmpty();
}

Bonds::Answer Bonds::perform(const Call &call)
{
    const QJsonObject bond = forms().bond(call.operation->service->id, call.operation->name);
    const QString does = bond[QLatin1StringView("does")].toString();
    if (does == u"refuse")
        return refuseWhileTied(call, bond);
    for (const char *which : {"from", "to"}) {
        if (const auto there = end(call, bond, which); !there)
            return std::unexpected(there.error());
    }
    if (does == u"tie")
        return tie(call, bond);
    if (does == u"untie")
        return untie(call, bond);
    if (does == u"listEach")
        return listEach(call, bond);
    return does == u"list" ? list(call, bond) : read(call, bond);
}

// The thing at that end; refused where it has to be there and is not. AWS's own are always there.
Outcome<std::optional<Thing>> Bonds::end(const Call &call, const QJsonObject &bond, const char *which) const
{
    const QString end = QString::fromLatin1(which);
    const QString kind = bond[end + QStringLiteral("Kind")].toString();
    const QString name = named(call, bond, end);
    const bool isOfAws = name.startsWith(QLatin1StringView("arn:")) && name.section(u':', 4, 4) == u"aws";
    if (kind.isEmpty() || name.isEmpty() || isOfAws)
        return std::nullopt;
    const Result<QList<Thing>> found = m_things.find(placeOf(call, {kind}), handlesIn(name));
    if (!found)
        return internal(found.error());
    if (found->isEmpty())
        return refused(bond, QLatin1StringView("absence"), Tr::tr("There is no such thing: %1.").arg(name));
    return found->first();
}

Result<QList<Thing>> Bonds::all(const Call &call, const QString &kind) const
{
    return m_things.list(placeOf(call, {kind}), 0, kMost);
}

Outcome<std::optional<Thing>> Bonds::tied(const Call &call, const QJsonObject &bond) const
{
    const Result<QList<Thing>> known = all(call, kindOf(bond));
    if (!known)
        return internal(known.error());
    const auto found = std::ranges::find_if(*known, [&](const Thing &thing) {
        return isEnd(thing, kFrom, named(call, bond, kFrom)) && isEnd(thing, kTo, named(call, bond, kTo));
    });
    return found == known->cend() ? std::nullopt : std::optional(*found);
}

Bonds::Answer Bonds::tie(const Call &call, const QJsonObject &bond)
{
    const Outcome<std::optional<Thing>> before = tied(call, bond);
    if (!before)
        return std::unexpected(before.error());
    Thing thing = before->value_or(Thing());
    const Things::Place place = placeOf(call, {kindOf(bond)});
    thing.service = place.service;
    thing.kind = kindOf(bond);
    thing.region = place.region;
    thing.created = call.now;
    thing.input = withoutSecrets(call.input, *call.operation->input);
    thing.input[kFrom] = named(call, bond, kFrom);
    thing.input[kTo] = named(call, bond, kTo);
    Result<void> done;
    if (!*before)
        done = m_ledger.addResource(call.name(), call.region, call.now, {});
    if (done)
        done = *before ? m_things.change(thing) : m_things.add(thing);
    if (done && !*before)
        done = count(call, bond, 1);
    return done ? Answer(Told{}) : internal(done.error());
}

// How many are tied to what is at the other end, where that tells it.
Result<void> Bonds::count(const Call &call, const QJsonObject &bond, int more)
{
    const QString member = bond[QLatin1StringView("counted")].toString();
    const Outcome<std::optional<Thing>> there = end(call, bond, "to");
    if (member.isEmpty() || !there || !*there)
        return {};
    Thing thing = **there;
    thing.input[member] = thing.input.value(member).toInteger() + more;
    return m_things.change(thing);
}

Bonds::Answer Bonds::untie(const Call &call, const QJsonObject &bond)
{
    const Outcome<std::optional<Thing>> there = tied(call, bond);
    if (!there)
        return std::unexpected(there.error());
    if (!*there)
        return refused(bond, QLatin1StringView("absence"), Tr::tr("The two are not tied to one another."));
    Result<void> done = m_things.remove((*there)->id);
    if (done)
        done = count(call, bond, -1);
    return done ? Answer(Told{}) : internal(done.error());
}

Bonds::Answer Bonds::list(const Call &call, const QJsonObject &bond) const
{
    const Paging paging(*call.operation, call.input);
    if (!paging.isValid())
        return std::unexpected(Complaint{
            QStringLiteral("InvalidInput"), Tr::tr("The page token is not one of this account's."), {}, 400});
    const QString path = bond[QLatin1StringView("path")].toString();
    const model::Member *member = call.operation->output->member(path);
    const Result<QList<Thing>> known = all(call, kindOf(bond));
    if (!known)
        return internal(known.error());
    QCborArray told;
    qint64 last = 0;
    bool hasMore = false;
    const QString by = bond[QLatin1StringView("by")].toString(kFrom);
    const QString other = by == kFrom ? kTo : kFrom;
    for (const Thing &thing : *known) {
        if (!member || !isEnd(thing, by, named(call, bond, by)) || thing.id <= paging.after())
            continue;
        hasMore = told.size() >= paging.most();
        if (hasMore)
            break;
        last = thing.id;
        if (member->target->element.target->isText()) {
            told.append(thing.input.value(other));
            continue;
        }
        QCborMap about = practice::told(thing, bond[QLatin1StringView("entry")].toObject());
        const QString kind = bond[QLatin1StringView("ofKind")].toString(); // the thing itself is listed
        const Result<QList<Thing>> ends =
            m_things.find(placeOf(call, {kind}), handlesIn(thing.input.value(other).toString()));
        if (!kind.isEmpty() && ends && !ends->isEmpty())
            about = aboutThing(ends->first());
        told.append(conformed(about, *member->target->element.target));
    }
    QCborMap answer{{path, told}};
    paging.tell(answer, hasMore, last);
    const QString of = bond[QLatin1StringView("with")].toString(); // the thing that they are tied to
    if (!of.isEmpty()) {
        const Outcome<std::optional<Thing>> thing = end(call, bond, by == kFrom ? "from" : "to");
        if (thing && *thing)
            answer[of] = conformed(aboutThing(**thing), *call.operation->output->member(of)->target);
    }
    return Told{answer, 0};
}

// What is tied to one thing in several ways, each in a list of its own.
Bonds::Answer Bonds::listEach(const Call &call, const QJsonObject &bond) const
{
    QCborMap answer;
    const QJsonObject lists = bond[QLatin1StringView("lists")].toObject();
    for (auto entry = lists.begin(); entry != lists.end(); ++entry) {
        QJsonObject one = bond;
        one[QLatin1StringView("path")] = entry.key();
        one[QLatin1StringView("bond")] = entry->toObject()[QLatin1StringView("bond")];
        one[QLatin1StringView("entry")] = entry->toObject()[QLatin1StringView("entry")];
        const Answer told = list(call, one);
        if (!told || !*told)
            return told;
        for (const auto &[name, value] : (*told)->output)
            answer[name] = value;
    }
    return Told{answer, 0};
}

Bonds::Answer Bonds::read(const Call &call, const QJsonObject &bond) const
{
    const Outcome<std::optional<Thing>> there = tied(call, bond);
    if (!there)
        return std::unexpected(there.error());
    if (!*there)
        return refused(bond, QLatin1StringView("absence"),
                       Tr::tr("There is no such thing: %1.").arg(named(call, bond, kTo)));
    return Told{conformed((*there)->input, *call.operation->output).toMap(), 0};
}

// The thing itself goes as any other does, if nothing is tied to it.
Bonds::Answer Bonds::refuseWhileTied(const Call &call, const QJsonObject &bond) const
{
    for (const QJsonValue &entry : bond[QLatin1StringView("ties")].toArray()) {
        const QString kind = QStringLiteral("bond ") + entry[u"bond"].toString();
        const Result<QList<Thing>> known = all(call, kind);
        if (!known)
            return internal(known.error());
        const QString name = named(call, bond, QStringLiteral("thing"));
        if (std::ranges::any_of(
                *known, [&](const Thing &thing) { return isEnd(thing, entry[u"end"].toString(), name); }))
            return refused(bond, QLatin1StringView("error"),
                           Tr::tr("Something is tied to %1 still.").arg(name));
    }
    return std::nullopt;
}

} // namespace formwork::practice
