// SPDX-License-Identifier: Apache-2.0
#include "bulk/results.h"

#include "bulk/sheet.h"
#include "document/csv.h"
#include "document/redact.h"

#include <QCborMap>

namespace formwork::bulk
{

using journal::BatchParts;
using journal::BatchRow;

namespace
{

Result<void> eachRow(const Rows &some, BatchParts parts,
                     const std::function<Result<void>(const BatchRow &)> &visit)
{
    constexpr qint64 kTogether = 500;
    for (qint64 after = 0;;) {
        const Result<QList<BatchRow>> rows = some(after, kTogether, parts);
        if (!rows)
            return std::unexpected(rows.error());
        for (const BatchRow &row : *rows) {
            after = row.row;
            if (const Result<void> seen = visit(row); !seen)
                return seen;
        }
        if (rows->size() < kTogether)
            return {};
    }
}

// What was found out that it happened has no error any more.
QString errorText(const BatchRow &row)
{
    if (row.standing == journal::Standing::Succeeded)
        return {};
    if (row.errorCode.isEmpty())
        return row.errorMessage;
    return row.errorMessage.isEmpty() ? row.errorCode
                                      : row.errorCode + QStringLiteral(": ") + row.errorMessage;
}

// What came with an error is not the output.
QCborValue outputOf(const BatchRow &row, const model::Operation *operation)
{
    if (row.outcome != journal::Outcome::Succeeded || !row.output.isMap()) // nobody answered what was found
        return QCborValue(nullptr);
    return operation ? document::redacted(row.output, *operation->output) : row.output;
}

model::OperationPtr operationOf(const client::Environment &environment, const journal::Batch &batch)
{
    return environment.catalog->operation(batch.made.where.service, batch.made.where.operation)
        .value_or(model::OperationPtr());
}

QByteArray csvLine(const QList<QCborValue> &values)
{
    QByteArrayList fields;
    for (const QCborValue &value : values)
        fields += value.isNull() || value.isUndefined() ? QByteArray() : document::csvField(value);
    return fields.join(',') + "\r\n";
}

} // namespace

QString outcomeText(const BatchRow &row)
{
    switch (row.standing) {
    case journal::Standing::Waiting:
        return QStringLiteral("waiting");
    case journal::Standing::Sending:
        return journal::outcomeName(journal::Outcome::Sending);
    case journal::Standing::Succeeded:
        return journal::outcomeName(journal::Outcome::Succeeded);
    case journal::Standing::Rejected:
        return journal::outcomeName(journal::Outcome::Rejected);
    case journal::Standing::Unknown:
        break;
    }
    return journal::outcomeName(journal::Outcome::Unknown);
}

Result<Columns> Columns::of(const model::Operation &operation, const QString &wish)
{
    Columns columns;
    if (wish.isEmpty()) {
        for (const model::Member &member : operation.output->members) {
            if (!member.target->isAggregate() && !document::isSecret(member))
                columns.names += member.name;
        }
    } else {
        for (const QString &name : wish.split(u','))
            columns.names += name.trimmed();
    }
    for (const QString &name : std::as_const(columns.names)) {
        const Result<jmespath::Expression> value =
            jmespath::Expression::parse(wish.isEmpty() ? jmespath::identifier(name) : name);
        if (!value)
            return std::unexpected(value.error());
        columns.values += *value;
    }
    return columns;
}

Rows rowsOf(journal::JournalPtr journal, qint64 batch)
{
    return [journal = std::move(journal), batch](qint64 after, qint64 limit, BatchParts parts) {
        return journal->batchRows(batch, after, limit, parts);
    };
}

Result<void> writeResults(const Rows &rows, const model::Operation &operation, const Columns &columns,
                          const Write &write)
{
    QList<QCborValue> head;
    for (const char *name : {"row", "line", "what", "outcome", "id", "requestId", "error"})
        head += QString::fromLatin1(name);
    for (const QString &name : columns.names)
        head += name;
    if (const Result<void> written = write(csvLine(head)); !written)
        return written;
    const auto visit = [&](const BatchRow &row) {
        QList<QCborValue> values{row.row, row.line, row.what, outcomeText(row)};
        values += row.request > 0 ? QCborValue(row.request) : QCborValue(nullptr);
        values += QCborValue(row.requestId);
        values += QCborValue(errorText(row));
        const QCborValue output = outputOf(row, &operation);
        for (const jmespath::Expression &column : columns.values)
            values += column.search(output).value_or(QCborValue(nullptr));
        return write(csvLine(values));
    };
    return eachRow(rows, BatchParts::WithOutput, visit);
}

Result<void> eachResult(const client::Environment &environment, const journal::Batch &batch,
                        const std::function<void(const QCborMap &)> &line)
{
    const model::OperationPtr operation = operationOf(environment, batch);
    return eachRow(
        rowsOf(environment.journal, batch.id), BatchParts::WithOutput,
        [&](const BatchRow &row) -> Result<void> {
            const QString error = errorText(row);
            line({{QStringLiteral("row"), row.row},
                  {QStringLiteral("line"), row.line},
                  {QStringLiteral("outcome"), outcomeText(row)},
                  {QStringLiteral("id"), row.request > 0 ? QCborValue(row.request) : QCborValue(nullptr)},
                  {QStringLiteral("output"), outputOf(row, operation.get())},
                  {QStringLiteral("error"), error.isEmpty() ? QCborValue(nullptr) : QCborValue(error)},
                  {QStringLiteral("requestId"), row.requestId}});
            return {};
        });
}

Result<qint64> writeRefused(const Rows &rows, const journal::Batch &batch, const Write &write)
{
    const QChar delimiter = batch.made.delimiter;
    const auto lineOf = [delimiter](const QStringList &cells, const QString &row, const QString &error) {
        QStringList written;
        for (const QString &cell : cells)
            written += document::csvCell(cell, delimiter);
        written += {row, document::csvCell(error, delimiter)};
        return (written.join(delimiter) + QStringLiteral("\r\n")).toUtf8();
    };
    // A file that was corrected and is corrected again has these columns already.
    QList<qsizetype> kept;
    QStringList head;
    for (qsizetype i = 0; i < batch.made.header.size(); ++i) {
        if (batch.made.header[i].startsWith(Mapping::kOwnPrefix))
            continue;
        kept += i;
        head += batch.made.header[i];
    }
    if (const auto written = write(lineOf(head, kRowColumn.toString(), kErrorColumn.toString())); !written)
        return std::unexpected(written.error());
    qint64 count = 0;
    const auto visit = [&](const BatchRow &row) -> Result<void> {
        if (row.standing != journal::Standing::Rejected)
            return {};
        ++count;
        QStringList cells;
        for (const qsizetype column : std::as_const(kept))
            cells += row.cells.value(column);
        return write(lineOf(cells, QString::number(row.row), errorText(row)));
    };
    const Result<void> done = eachRow(rows, BatchParts::WithCells, visit);
    return done ? Result<qint64>(count) : std::unexpected(done.error());
}

} // namespace formwork::bulk
