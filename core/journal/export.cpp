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

const QByteArray kIndent = QByteArrayLiteral("    "); // as document::JsonStyle::Indented has it

constexpr std::array<QStringView, 19> kColumns{
    u"id",          u"time",     u"service", u"operation", u"what",   u"account",      u"accountId",
    u"region",      u"endpoint", u"outcome", u"attempts",  u"error",  u"errorMessage", u"requestId",
    u"clientToken", u"tookMs",   u"batch",   u"batchRow",  u"settled"};

QByteArray csvHead()
{
    QByteArrayList names;
    for (const QStringView column : kColumns)
        names += column.toUtf8();
    return names.join(',') + "\r\n";
}

QByteArray csvLine(const Record &record)
{
    const QCborMap map = toMap(record);
    QByteArrayList fields;
    for (const QStringView column : kColumns) {
        const QCborValue value = map.value(column.toString());
        fields += value.isUndefined() ? QByteArray() : document::csvField(value); // of no batch
    }
    return fields.join(',') + "\r\n";
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
        {QStringLiteral("settled"), record.isSettled() ? settledName(record.settled) : QString()},
        {QStringLiteral("marker"), request.marker},
        {QStringLiteral("sentAnyway"), request.sentAnyway},
        {QStringLiteral("parent"), request.parent},
    };
    if (request.batch > 0) {
        map.insert(QStringLiteral("batch"), request.batch);
        map.insert(QStringLiteral("batchRow"), request.batchRow);
    }
    if (!request.input.isUndefined() && !request.input.isInvalid())
        map.insert(QStringLiteral("input"), request.input);
    if (!record.output.isUndefined() && !record.output.isInvalid())
        map.insert(record.errorCode.isEmpty() ? QStringLiteral("output") : QStringLiteral("errorMembers"),
                   record.output);
    if (!record.settlements.isEmpty()) {
        QCborArray settlements;
        for (const Settlement &settlement : record.settlements)
            settlements.append(toMap(settlement));
        map.insert(QStringLiteral("settlements"), settlements);
    }
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

QCborMap toMap(const Settlement &settlement)
{
    const bool byPerson = !settlement.person.isEmpty();
    QCborMap map{
        {QStringLiteral("verdict"), settledName(settlement.verdict)},
        {QStringLiteral("by"), byPerson ? QStringLiteral("person") : QStringLiteral("evidence")},
        {QStringLiteral("who"), settlement.person},
        {QStringLiteral("time"), timeText(settlement.time)},
        {QStringLiteral("note"), settlement.note},
        {QStringLiteral("sentence"), settlement.sentence},
    };
    map.insert(QStringLiteral("evidence"),
               settlement.evidence.isArray() ? settlement.evidence : QCborValue(QCborArray()));
    return map;
}

Result<void> Exporter::add(const Record &record)
{
    const bool isFirst = !std::exchange(m_hasAny, true);
    if (m_format == Format::Csv)
        return m_write((isFirst ? csvHead() : QByteArray()) + csvLine(record));
    QByteArray text = document::toPlainJson(toMap(record), document::JsonStyle::Indented);
    text.replace('\n', "\n" + kIndent); // of the document's own lines: one in a string is escaped
    return m_write((isFirst ? "[\n" : ",\n") + kIndent + text);
}

Result<void> Exporter::finish()
{
    if (m_format == Format::Csv)
        return m_hasAny ? Result<void>() : m_write(csvHead());
    return m_write(m_hasAny ? "\n]" : "[]");
}

namespace
{

QByteArray whole(Exporter::Format format, const QList<Record> &records)
{
    QByteArray text;
    Exporter exporter(format, [&text](const QByteArray &piece) -> Result<void> {
        text += piece;
        return {};
    });
    for (const Record &record : records)
        static_cast<void>(exporter.add(record));
    static_cast<void>(exporter.finish());
    return text;
}

} // namespace

QByteArray toJson(const QList<Record> &records) { return whole(Exporter::Format::Json, records); }

QByteArray toCsv(const QList<Record> &records) { return whole(Exporter::Format::Csv, records); }

} // namespace formwork::journal
