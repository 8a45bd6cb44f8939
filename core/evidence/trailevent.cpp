// SPDX-License-Identifier: Apache-2.0
#include "evidence/trailevent.h"

#include "base/tr.h"
#include "document/timestamp.h"
#include "evidence/words.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <array>

namespace formwork::evidence
{

namespace
{

constexpr qint64 kSlack = 120'000; // ms

// CloudTrail writes members with a small first letter, whatever the service does.
QCborValue withSmallNames(const QCborValue &value)
{
    if (value.isArray()) {
        QCborArray list;
        for (const QCborValue &entry : value.toArray())
            list.append(withSmallNames(entry));
        return list;
    }
    if (!value.isMap())
        return value;
    QCborMap map;
    const QCborMap given = value.toMap();
    for (const auto &[name, member] : given)
        map[name.toString().toLower()] = withSmallNames(member);
    return map;
}

bool holdsText(const QCborMap &map, const QString &text)
{
    for (const auto &[name, value] : map) {
        if (value.toString() == text || (value.isMap() && holdsText(value.toMap(), text)))
            return true;
    }
    return false;
}

bool hasParametersOf(const Subject &subject, const TrailEvent &event)
{
    const Agreement found = agreement(withSmallNames(subject.wanted.input), withSmallNames(event.parameters));
    return found.equal > 0 && found.different == 0;
}

bool isAtTheTime(const Subject &subject, const TrailEvent &event)
{
    const Wanted &wanted = subject.wanted;
    return event.time.addMSecs(kSlack) >= wanted.firstSent
        && (!wanted.lastEnded.isValid() || event.time <= wanted.lastEnded.addMSecs(kSlack));
}

bool isOurs(const Subject &subject, const QList<journal::Attempt> &attempts, const TrailEvent &event)
{
    const journal::NewRequest &request = subject.record.request;
    if (!request.marker.isEmpty() && event.userAgent.contains(request.marker))
        return true;
    const auto isItsRequest = [&event](const journal::Attempt &attempt) {
        return !attempt.requestId.isEmpty() && attempt.requestId == event.requestId;
    };
    if (std::ranges::any_of(attempts, isItsRequest))
        return true;
    if (!request.clientToken.isEmpty() && holdsText(event.parameters, request.clientToken))
        return true;
    return request.marker.isEmpty() && !event.accessKeyId.isEmpty()
        && event.accessKeyId == subject.target.profile.accessKeyId && isAtTheTime(subject, event)
        && hasParametersOf(subject, event);
}

QString idIn(const Subject &subject, const TrailEvent &event)
{
    const QCborMap answer = withSmallNames(event.answer).toMap();
    for (const QString &name : subject.wanted.idNames) {
        const QCborValue direct = answer.value(name.toLower());
        if (direct.isString())
            return direct.toString();
        for (const auto &[key, value] : answer) {
            const QCborValue inner = value.toMap().value(name.toLower());
            if (inner.isString())
                return inner.toString();
        }
    }
    return {};
}

Trail made(const Subject &subject, const TrailEvent &event)
{
    const QString id = idIn(subject, event);
    QString sentence = Tr::tr("CloudTrail has it as carried out on %1 by %2 (event %3).")
                           .arg(inWords(event.time), event.caller, event.id);
    if (!id.isEmpty())
        sentence += u' ' + Tr::tr("It made %1.").arg(id);
    return {Trail::Found::Made, id, sentence}; // an event's id is not that of a thing
}

// What went wrong inside the service: how far it had come by then, nobody knows.
bool saysNothing(const QString &errorCode)
{
    return std::ranges::any_of(
        std::array{QLatin1StringView("Internal"), QLatin1StringView("Unavailable"),
                   QLatin1StringView("Timeout"), QLatin1StringView("ServerError"),
                   QLatin1StringView("ServerException"), QLatin1StringView("ServiceException")},
        [&errorCode](QLatin1StringView word) { return errorCode.contains(word, Qt::CaseInsensitive); });
}

bool hasLeft(const journal::Attempt &attempt) { return attempt.bytesMayHaveLeft || attempt.httpStatus > 0; }

// Whether each attempt that may have been carried out is among those refused. An event of an attempt whose
// refusal was answered says nothing of the others; where it cannot be told apart, there has to be one more.
bool areAllRefused(const QList<TrailEvent> &events, const QList<journal::Attempt> &attempts)
{
    qsizetype needed = 0;
    QSet<QString> answered;
    for (const journal::Attempt &attempt : attempts) {
        if (attempt.outcome == Outcome::Rejected && !attempt.requestId.isEmpty())
            answered.insert(attempt.requestId);
        else if (hasLeft(attempt))
            ++needed;
    }
    QSet<QString> refusals;
    for (const TrailEvent &event : events) {
        const bool isOfAnother =
            answered.contains(event.requestId) || (event.requestId.isEmpty() && !answered.isEmpty());
        if (!isOfAnother && !saysNothing(event.errorCode))
            refusals.insert(event.id);
    }
    return needed > 0 && refusals.size() >= needed;
}

Trail refused(const QList<TrailEvent> &events, const QList<journal::Attempt> &attempts)
{
    const TrailEvent &last = events.first(); // the newest stands first
    if (saysNothing(last.errorCode))
        return {Trail::Found::Nothing, last.errorCode,
                Tr::tr("CloudTrail has it as failed with %1, which does not say whether anything was done.")
                    .arg(last.errorCode)};
    if (!areAllRefused(events, attempts))
        return {Trail::Found::Nothing, last.errorCode,
                Tr::tr("CloudTrail has one attempt as refused with %1, and says nothing yet of another one.")
                    .arg(last.errorCode)};
    return {Trail::Found::Refused, last.errorCode,
            Tr::tr("CloudTrail has it as refused with %1 on %2 (event %3).")
                .arg(last.errorCode, inWords(last.time), last.id)};
}

} // namespace

TrailEvent trailEvent(const QCborMap &event)
{
    const QByteArray text = event.value(QStringLiteral("CloudTrailEvent")).toString().toUtf8();
    const QJsonObject json = QJsonDocument::fromJson(text).object();
    const QJsonObject identity = json.value(QLatin1StringView("userIdentity")).toObject();
    TrailEvent result;
    result.id = json.value(QLatin1StringView("eventID")).toString();
    if (const auto moment = document::parseMoment(json.value(QLatin1StringView("eventTime")).toString()))
        result.time = moment->toDateTime();
    result.userAgent = json.value(QLatin1StringView("userAgent")).toString();
    result.requestId = json.value(QLatin1StringView("requestID")).toString();
    result.caller = identity.value(QLatin1StringView("arn")).toString();
    result.accessKeyId = identity.value(QLatin1StringView("accessKeyId")).toString();
    result.errorCode = json.value(QLatin1StringView("errorCode")).toString();
    result.parameters =
        QCborMap::fromJsonObject(json.value(QLatin1StringView("requestParameters")).toObject());
    result.answer = QCborMap::fromJsonObject(json.value(QLatin1StringView("responseElements")).toObject());
    return result;
}

Trail judgeTrail(const Subject &subject, const QList<journal::Attempt> &attempts,
                 const QList<TrailEvent> &events)
{
    QList<TrailEvent> ours;
    const TrailEvent *another = nullptr;
    for (const TrailEvent &event : events) {
        if (isOurs(subject, attempts, event))
            ours.append(event);
        else if (event.errorCode.isEmpty() && hasParametersOf(subject, event))
            another = &event;
    }
    for (const TrailEvent &event : std::as_const(ours)) {
        if (event.errorCode.isEmpty())
            return made(subject, event);
    }
    if (!ours.isEmpty())
        return refused(ours, attempts);
    if (another)
        return {Trail::Found::Another, another->id,
                Tr::tr("CloudTrail has another request that made one, on %1 by %2.")
                    .arg(inWords(another->time), another->caller)};
    return {};
}

} // namespace formwork::evidence
