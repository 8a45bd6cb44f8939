// SPDX-License-Identifier: Apache-2.0
#include "practice/trailkeeper.h"

#include "base/tr.h"
#include "document/redact.h"
#include "document/timestamp.h"
#include "model/effect.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/handles.h"
#include "practice/manner.h"
#include "practice/toldjson.h"

#include <QCborArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kLookUp = QStringLiteral("cloudtrail.LookupEvents");
const QString kMasked = QStringLiteral("HIDDEN_DUE_TO_SECURITY_REASONS");
constexpr int kAtOnce = 500; // events read
constexpr qint64 kMostTold = 50; // of one answer
constexpr qsizetype kMostText = 100 * 1024; // of an event; longer ones lose their parameters

// Members as CloudTrail writes them: with a small first letter.
QJsonValue asJson(const QCborValue &value)
{
    return toldAsJson(value,
                      [](const QString &member) { return member.first(1).toLower() + member.sliced(1); });
}

QJsonValue withoutSecretsAsJson(const QCborValue &value, const model::Shape &shape)
{
    if (!value.isMap() || value.toMap().isEmpty())
        return QJsonValue::Null;
    return asJson(document::mapSecrets(value, shape,
                                       [](const document::Pointer &, const model::Member &,
                                          const QCborValue &) { return QCborValue(kMasked); }));
}

QString sourceOf(const model::Service &service)
{
    return (service.signingName.isEmpty() ? service.id : service.signingName)
        + QStringLiteral(".amazonaws.com");
}

QString typeOf(const model::Service &service, const QString &noun)
{
    return QStringLiteral("AWS::%1::%2").arg(QString(service.sdkId).remove(u' '), noun);
}

// What the request is about, by the names it has for it and what was made of them.
QCborArray resourcesOf(const Call &call, const Outcome<QCborValue> &done)
{
    constexpr qsizetype kMost = 20;
    QCborArray resources;
    const auto add = [&](const relations::Relation &creation, const QCborValue &value) {
        const QString type = typeOf(*call.operation->service, creation.noun);
        const QCborArray texts = value.isArray() ? value.toArray() : QCborArray{value};
        for (const QCborValue text : texts) {
            const QCborArray entry{type, text};
            if (text.isString() && !text.toString().isEmpty() && resources.size() < kMost
                && !resources.contains(entry))
                resources.append(entry);
        }
    };
    const relations::ServiceRelationsPtr relations =
        call.relationsOf ? call.relationsOf(call.operation->service->id) : nullptr;
    if (!relations)
        return resources;
    if (const relations::RelationPtr creation = relations->creation(call.operation->name)) {
        add(*creation, call.input.value(creation->ownName));
        for (const relations::Identifier &identifier : creation->identifiers) {
            const bool isGiven = identifier.source == relations::Filling::Source::Input;
            const QCborMap answer = done ? done->toMap() : QCborMap();
            add(*creation, valueAtPath(isGiven ? call.input : answer, identifier.path));
        }
        return resources;
    }
    for (const auto &part : relations->partsOf(call.operation->name)) {
        const relations::RelationPtr &creation = relations->creations[part.creation];
        for (const auto *list : {&creation->reads, &creation->changes, &creation->moves, &creation->deletes,
                                 &creation->taggings}) {
            for (const relations::Related &related : *list) {
                if (related.operation != call.operation->name)
                    continue;
                for (const relations::Filling &filling : related.filled) {
                    if (isOwn(filling, *creation))
                        add(*creation, call.input.value(filling.member));
                }
            }
        }
    }
    return resources;
}

QJsonObject whoIn(const Call &call)
{
    const QString &arn = call.arrival.caller;
    QJsonObject who{
        {QStringLiteral("type"),
         arn.contains(u":assumed-role/") ? QStringLiteral("AssumedRole") : QStringLiteral("IAMUser")},
        {QStringLiteral("principalId"), arn.section(u'/', -1)},
        {QStringLiteral("arn"), arn},
        {QStringLiteral("accountId"), call.accountId},
        {QStringLiteral("accessKeyId"), call.arrival.accessKeyId}};
    if (!arn.contains(u":assumed-role/"))
        who.insert(QStringLiteral("userName"), arn.section(u'/', -1));
    return who;
}

QJsonObject detailsOf(const Call &call, const Outcome<QCborValue> &done, const QString &id, bool isRead)
{
    const model::Operation &operation = *call.operation;
    QJsonObject json{{QStringLiteral("eventVersion"), QStringLiteral("1.09")},
                     {QStringLiteral("userIdentity"), whoIn(call)},
                     {QStringLiteral("eventTime"), call.now.toUTC().toString(Qt::ISODate)},
                     {QStringLiteral("eventSource"), sourceOf(*operation.service)},
                     {QStringLiteral("eventName"), operation.name},
                     {QStringLiteral("awsRegion"), call.region},
                     {QStringLiteral("sourceIPAddress"), QStringLiteral("127.0.0.1")},
                     {QStringLiteral("userAgent"), call.arrival.userAgent},
                     {QStringLiteral("requestID"), call.arrival.requestId},
                     {QStringLiteral("eventID"), id},
                     {QStringLiteral("readOnly"), isRead},
                     {QStringLiteral("eventType"), QStringLiteral("AwsApiCall")},
                     {QStringLiteral("managementEvent"), true},
                     {QStringLiteral("recipientAccountId"), call.accountId},
                     {QStringLiteral("eventCategory"), QStringLiteral("Management")}};
    if (!done) {
        json.insert(QStringLiteral("errorCode"), done.error().code);
        json.insert(QStringLiteral("errorMessage"), done.error().message);
    }
    json.insert(QStringLiteral("requestParameters"), withoutSecretsAsJson(call.input, *operation.input));
    json.insert(QStringLiteral("responseElements"),
                done && !isRead ? withoutSecretsAsJson(*done, *operation.output) : QJsonValue::Null);
    return json;
}

// The members of an Event, as the answer has them.
QCborMap eventOf(const Call &call, const Outcome<QCborValue> &done)
{
    const QString id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const bool isRead = model::effectOf(*call.operation) == model::Effect::Reads;
    QJsonObject details = detailsOf(call, done, id, isRead);
    QByteArray text = QJsonDocument(details).toJson(QJsonDocument::Compact);
    if (text.size() > kMostText) {
        details.insert(QStringLiteral("requestParameters"), QJsonValue::Null);
        details.insert(QStringLiteral("responseElements"), QJsonValue::Null);
        text = QJsonDocument(details).toJson(QJsonDocument::Compact);
    }
    QCborArray resources;
    for (const QCborValue entry : resourcesOf(call, done))
        resources.append(QCborMap{{QStringLiteral("ResourceType"), entry.toArray().at(0)},
                                  {QStringLiteral("ResourceName"), entry.toArray().at(1)}});
    return {{QStringLiteral("EventId"), id},
            {QStringLiteral("EventName"), call.operation->name},
            {QStringLiteral("ReadOnly"), isRead ? QStringLiteral("true") : QStringLiteral("false")},
            {QStringLiteral("AccessKeyId"), call.arrival.accessKeyId},
            {QStringLiteral("EventTime"), QCborValue(call.now)},
            {QStringLiteral("EventSource"), sourceOf(*call.operation->service)},
            {QStringLiteral("Username"), call.arrival.caller.section(u'/', -1)},
            {QStringLiteral("Resources"), resources},
            {QStringLiteral("CloudTrailEvent"), QString::fromUtf8(text)}};
}

bool has(const QCborMap &event, const QString &attribute, const QString &value)
{
    if (attribute != u"ResourceName" && attribute != u"ResourceType")
        return event.value(attribute).toString() == value;
    return std::ranges::any_of(
        event.value(QStringLiteral("Resources")).toArray(),
        [&](const QCborValue &resource) { return resource.toMap().value(attribute).toString() == value; });
}

struct Question {
    explicit Question(const Call &call)
        : attributes(call.input.value(QStringLiteral("LookupAttributes")).toArray())
        , from(document::momentOf(call.input.value(QStringLiteral("StartTime"))))
        , until(document::momentOf(call.input.value(QStringLiteral("EndTime"))))
    {
        const QCborValue asked = call.input.value(QStringLiteral("MaxResults"));
        most = asked.isInteger() ? std::clamp<qint64>(asked.toInteger(), 1, kMostTold) : kMostTold;
        const QString token = call.input.value(QStringLiteral("NextToken")).toString();
        const QByteArray text =
            QByteArray::fromBase64(token.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        isReadable = true;
        if (!token.isEmpty())
            before = text.toLongLong(&isReadable);
        isReadable = isReadable && (token.isEmpty() || before > 0);
    }

    [[nodiscard]] bool isAnsweredBy(const Event &event, const Call &call) const
    {
        const qint64 seconds = event.time.toSecsSinceEpoch();
        return event.time.msecsTo(call.now) >= call.trailDelay.count() && (!from || seconds >= from->seconds)
            && (!until || seconds <= until->seconds)
            && std::ranges::all_of(attributes, [&](const QCborValue &attribute) {
                   const QCborMap pair = attribute.toMap();
                   return has(event.data, pair.value(QStringLiteral("AttributeKey")).toString(),
                              pair.value(QStringLiteral("AttributeValue")).toString());
               });
    }

    QCborArray attributes;
    std::optional<document::Moment> from;
    std::optional<document::Moment> until;
    qint64 most = kMostTold;
    qint64 before = 0;
    bool isReadable = true; // the token
};

std::unexpected<Complaint> refused(const char *code, const QString &message)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, 0});
}

} // namespace

bool TrailKeeper::knows(const QString &operation) const { return operation == kLookUp; }

Result<void> TrailKeeper::record(const Call &call, const Outcome<QCborValue> &done)
{
    return m_events.add({0, accountPlace(call, call.region), call.now, eventOf(call, done)});
}

Outcome<std::optional<Behaviour::Told>> TrailKeeper::perform(const Call &call)
{
    const Question question(call);
    if (!question.isReadable)
        return refused("InvalidNextTokenException", Tr::tr("The page token is not one of this account's."));
    if (question.from && question.until && question.from->seconds > question.until->seconds)
        return refused("InvalidTimeRangeException", Tr::tr("The end time is before the start time."));
    QCborArray told;
    qint64 before = question.before;
    qint64 last = 0;
    while (true) {
        const Result<QList<Event>> events = m_events.list(accountPlace(call, call.region), before, kAtOnce);
        if (!events)
            return std::unexpected(
                Complaint{QStringLiteral("InternalFailure"), events.error().sentence(), {}, 500});
        for (const Event &event : *events) {
            before = event.id;
            if (!question.isAnsweredBy(event, call))
                continue;
            if (told.size() == question.most)
                return Told{
                    {{QStringLiteral("Events"), told},
                     {QStringLiteral("NextToken"), QString::fromLatin1(QByteArray::number(last).toBase64())}},
                    0};
            told.append(event.data);
            last = event.id;
        }
        if (events->size() < kAtOnce)
            return Told{{{QStringLiteral("Events"), told}}, 0};
    }
}

} // namespace formwork::practice
