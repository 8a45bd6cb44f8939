// SPDX-License-Identifier: Apache-2.0
#include "journal/export.h"

#include "document/csv.h"
#include "document/json.h"

#include <QCborArray>

#include <array>

namespace formwork::journal
{

namespace
{

QCborValue timeText(const QDateTime &time)
{
    return time.isValid() ? QCborValue(time.toUTC().toString(Qt::ISODateWithMs)) : QCborValue(nullptr);
}

} // namespace

QCborMap toMap(const Record &record)
{
    const NewRequest &request = record.request;
    QCborMap map{
        {QStringLiteral("id"), record.id},
        {QStringLiteral("time"), timeText(record.time)},
        {QStringLiteral("service"), request.service},
        {QStringLiteral("operation"), request.operation},
        {QStringLiteral("what"), request.what},
        {QStringLiteral("account"), request.account},
        {QStringLiteral("accountId"), request.accountId},
        {QStringLiteral("region"), request.region},
        {QStringLiteral("endpoint"), request.endpoint},
        {QStringLiteral("outcome"), outcomeName(record.outcome)},
        {QStringLiteral("attempts"), record.attempts},
        {QStringLiteral("error"), record.errorCode},
        {QStringLiteral("errorMessage"), record.errorMessage},
        {QStringLiteral("requestId"), record.requestId},
        {QStringLiteral("clientToken"), request.clientToken},
        {QStringLiteral("tookMs"), record.tookMs},
        {QStringLiteral("sentAnyway"), request.sentAnyway},
        {QStringLiteral("parent"), request.parent},
    };
    if (!request.input.isUndefined() && !request.input.isInvalid())
        map.insert(QStringLiteral("input"), request.input);
    if (!record.output.isUndefined() && !record.output.isInvalid())
        map.insert(record.errorCode.isEmpty() ? QStringLiteral("output") : QStringLiteral("errorMembers"),
                   record.output);
    return map;
}

QCborMap toMap(const Attempt &attempt)
{
    return {
        {QStringLiteral("number"), attempt.number},
        {QStringLiteral("startedAt"), timeText(attempt.startedAt)},
        {QStringLiteral("finishedAt"), timeText(attempt.finishedAt)},
        {QStringLiteral("outcome"), outcomeName(attempt.outcome)},
        {QStringLiteral("httpStatus"), attempt.httpStatus},
        {QStringLiteral("error"), attempt.errorCode},
        {QStringLiteral("errorMessage"), attempt.errorMessage},
        {QStringLiteral("requestId"), attempt.requestId},
        {QStringLiteral("bytesMayHaveLeft"), attempt.bytesMayHaveLeft},
    };
}

QByteArray toJson(const QList<Record> &records)
{
    QCborArray array;
    for (const Record &record : records)
        array.append(toMap(record));
    return document::toPlainJson(array, document::JsonStyle::Indented);
}

QByteArray toCsv(const QList<Record> &records)
{
    constexpr std::array<QStringView, 16> kColumns{
        u"id",           u"time",      u"service",     u"operation", u"what",     u"account",
        u"accountId",    u"region",    u"endpoint",    u"outcome",   u"attempts", u"error",
        u"errorMessage", u"requestId", u"clientToken", u"tookMs"};
    QByteArray text;
    for (const QStringView column : kColumns)
        text += (text.isEmpty() ? QByteArray() : QByteArray(",")) + column.toUtf8();
    text += "\r\n";
    for (const Record &record : records) {
        const QCborMap map = toMap(record);
        QByteArrayList fields;
        for (const QStringView column : kColumns)
            fields += document::csvField(map.value(column.toString()));
        text += fields.join(',') + "\r\n";
    }
    return text;
}

} // namespace formwork::journal
