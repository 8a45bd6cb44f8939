// SPDX-License-Identifier: Apache-2.0
#include "journal/reader.h"

#include "base/tr.h"
#include "document/scrub.h"
#include "document/storedcbor.h"
#include "journal/filter.h"
#include "journal/retryplan.h"
#include "journal/rows.h"

#include <QCborMap>

// Questions about one row, and about the history as a whole. Those about many are in listing.cpp.
namespace formwork::journal
{

Answer<Record> recordOf(const Journal &journal, qint64 id)
{
    return journal.ask<Record>([id](const Reader &history) { return history.record(id); });
}

std::unexpected<Error> noSuchRow(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("NotFound"),
                   Tr::tr("There is no request %1 in the history.").arg(id),
                   Tr::tr("It may have been deleted; the history lists those that are there."));
}

Result<Executed> oneRow(const Database &database, const QString &sql, qint64 id)
{
    Result<Executed> row = database.run(sql, {id});
    if (!row)
        return row;
    const Result<bool> isThere = database.next(*row);
    if (!isThere)
        return std::unexpected(isThere.error());
    if (!*isThere)
        return noSuchRow(id);
    return row;
}

DocumentPlace inputOf(qint64 id) { return {"request " + QByteArray::number(id) + " input"}; }
DocumentPlace outputOf(qint64 id) { return {"request " + QByteArray::number(id) + " output"}; }

// Where each trigram stands: a view of the index. After it nothing is written through this connection.
Result<void> Reader::prepare(const Database &database)
{
    for (const char *statement : {"CREATE VIRTUAL TABLE temp.places USING fts5vocab(main, finder, instance)",
                                  "PRAGMA query_only=ON"}) {
        if (const Result<Executed> done = database.run(QString::fromLatin1(statement)); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Result<Record> Reader::row(qint64 id) const
{
    const Result<Executed> row =
        oneRow(m_database, QStringLiteral("SELECT %1 FROM requests WHERE id = ?").arg(recordColumns()), id);
    if (!row)
        return std::unexpected(row.error());
    return recordFrom(*row);
}

// Nothing else, and nothing of its attempts: a row that is sent is asked for this twice.
Result<QString> Reader::wordsOf(qint64 id) const
{
    const Result<Executed> row =
        oneRow(m_database, QStringLiteral("SELECT %1 FROM requests WHERE id = ?").arg(searchedColumns()), id);
    if (!row)
        return std::unexpected(row.error());
    return searchable(searchedFrom(*row));
}

Result<QCborValue> Reader::body(qint64 id, const QString &column) const
{
    const Result<Executed> row =
        oneRow(m_database, QStringLiteral("SELECT %1 FROM bodies WHERE request = ?").arg(column), id);
    if (!row)
        return std::unexpected(row.error());
    if (row->isNull(0))
        return QCborValue(QCborValue::Undefined);
    QCborParserError problem;
    const QCborValue document = document::fromStoredCbor(row->value(0).toByteArray(), &problem);
    if (problem.error != QCborError::NoError)
        return damagedHistory(m_database.file());
    return document;
}

QString Reader::scrubbed(qint64 id, const QString &message) const
{
    if (message.isEmpty())
        return message;
    const Result<QCborValue> input = body(id, QStringLiteral("input"));
    return input ? document::scrubbed(message, secretTexts(*input, m_sealer, inputOf(id))) : QString();
}

Result<bool> Reader::mayHaveBeenDone(qint64 id) const
{
    const Result<qint64> open = m_database.number(
        QStringLiteral("SELECT count(*) FROM attempts WHERE request = ? AND (outcome = 0 OR (outcome = 1 AND "
                       "NOT (SELECT only_reads FROM requests WHERE id = request)) OR (outcome = 3 AND "
                       "(bytes_left OR http_status > 0))) AND number > "
                       "(SELECT CASE settled WHEN 2 THEN settled_attempts ELSE 0 END FROM requests WHERE id "
                       "= ?)"),
        {id, id});
    if (!open)
        return std::unexpected(open.error());
    return *open > 0;
}

Result<Record> Reader::record(qint64 id) const
{
    Result<Record> record = row(id);
    if (!record)
        return record;
    for (const auto &[column, target] : {std::pair(QStringLiteral("input"), &record->request.input),
                                         std::pair(QStringLiteral("output"), &record->output)}) {
        const Result<QCborValue> document = body(id, column);
        if (!document)
            return std::unexpected(document.error());
        *target = veiledDocument(*document);
    }
    if (record->settled == Settled::No)
        return record;
    const Result<QList<Settlement>> found = settlements(id);
    if (!found)
        return std::unexpected(found.error());
    record->settlements = *found;
    return record;
}

Result<QList<Attempt>> Reader::attempts(qint64 id) const
{
    QList<Attempt> result;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT %1 FROM attempts WHERE request = ? ORDER BY number").arg(attemptColumns()),
        {id}, [&result](const QSqlQuery &row) { result.append(attemptFrom(row)); });
    if (!read)
        return std::unexpected(read.error());
    return result;
}

Result<QList<Settlement>> Reader::settlements(qint64 id) const
{
    QList<Settlement> result;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT %1 FROM settlements WHERE request = ? ORDER BY id").arg(settlementColumns()),
        {id}, [&result](const QSqlQuery &row) { result.append(settlementFrom(row)); });
    if (!read)
        return std::unexpected(read.error());
    return result;
}

Result<QCborValue> Reader::openInput(qint64 id) const
{
    const Result<QCborValue> sealed = body(id, QStringLiteral("input"));
    return sealed ? openedDocument(*sealed, m_sealer, inputOf(id)) : sealed;
}

Result<QCborValue> Reader::openOutput(qint64 id) const
{
    const Result<QCborValue> sealed = body(id, QStringLiteral("output"));
    return sealed ? openedDocument(*sealed, m_sealer, outputOf(id)) : sealed;
}

Result<RetryPlan> Reader::retryPlan(const Record &record, const QDateTime &now) const
{
    const Result<bool> maybeDone = mayHaveBeenDone(record.id);
    if (!maybeDone)
        return std::unexpected(maybeDone.error());
    const Result<QCborValue> sealed = body(record.id, QStringLiteral("input"));
    if (!sealed)
        return std::unexpected(sealed.error());
    const Result<QList<Settlement>> settled =
        record.isSettled() ? settlements(record.id) : QList<Settlement>();
    if (!settled)
        return std::unexpected(settled.error());
    const DocumentPlace place = inputOf(record.id);
    const Result<QCborValue> opened = openedDocument(*sealed, m_sealer, place);
    const QString &tokenMember = record.request.tokenMember;
    const bool hasItsToken = !opened || record.request.clientToken.isEmpty()
        || opened->toMap().value(tokenMember).toString() == record.request.clientToken;
    RetryFacts facts;
    facts.now = now;
    facts.mayHaveBeenDone = *maybeDone;
    facts.canOpenInput = opened.has_value();
    facts.isUnchanged = hasItsToken && fitsDigest(*sealed, record.inputDigest, tokenMember, m_sealer, place);
    if (!settled->isEmpty())
        facts.settlement = settled->last();
    return planRetry(record, facts);
}

Result<PlannedRow> Reader::planned(qint64 id, const QDateTime &now) const
{
    const Result<Record> row = record(id);
    if (!row)
        return std::unexpected(row.error());
    const Result<RetryPlan> plan = retryPlan(*row, now);
    if (!plan)
        return std::unexpected(plan.error());
    return PlannedRow{*row, *plan};
}

Result<void> Reader::examine() const
{
    QString first;
    const Result<void> read =
        m_database.each(QStringLiteral("PRAGMA integrity_check(1)"), {},
                        [&first](const QSqlQuery &row) { first = row.value(0).toString(); });
    if (!read)
        return read;
    if (first != u"ok")
        return damagedHistory(m_database.file());
    return {};
}

Result<QStringList> Reader::keyNames() const
{
    QStringList names;
    const Result<void> read =
        m_database.each(QStringLiteral("SELECT name FROM seals ORDER BY place DESC"), {},
                        [&names](const QSqlQuery &row) { names += row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return names;
}

} // namespace formwork::journal
