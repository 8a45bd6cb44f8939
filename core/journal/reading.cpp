// SPDX-License-Identifier: Apache-2.0
#include "journal/journalprivate.h"
#include "journal/retryplan.h"
#include "journal/rows.h"
#include "journal/sealing.h"

#include <QHash>

#include <algorithm>

namespace formwork::journal
{

namespace
{

constexpr qint64 kFew = 1000; // rows that are read one by one in no time
constexpr qint64 kMany = 4000; // hits from which reading every row is quicker than the index

// The partial index that has the rows in the wanted order, and the order itself.
struct Order {
    QString index;
    QString clause;
};

Order orderOf(const Filter &filter)
{
    const QString direction = filter.descending ? QStringLiteral(" DESC") : QString();
    const auto fewValues = [&](const char *index, const char *column) {
        return Order{QLatin1String(index) + (filter.descending ? QStringLiteral("_down") : QString()),
                     QLatin1String(column) + direction + QStringLiteral(", id DESC")};
    };
    const auto manyValues = [&](const char *index, const char *column) {
        return Order{QLatin1String(index), QLatin1String(column) + direction + QStringLiteral(", id DESC")};
    };
    switch (filter.sort) {
    case Filter::Sort::Time:
        break;
    case Filter::Sort::Service:
        return fewValues("by_service", "service COLLATE NOCASE");
    case Filter::Sort::Operation:
        return fewValues("by_operation", "operation COLLATE NOCASE");
    case Filter::Sort::What:
        return manyValues("by_what", "what COLLATE NOCASE");
    case Filter::Sort::Account:
        return fewValues("by_account", "account COLLATE NOCASE");
    case Filter::Sort::Outcome:
        return fewValues("by_outcome", "outcome");
    case Filter::Sort::Error:
        return fewValues("by_error", "error_code COLLATE NOCASE");
    case Filter::Sort::Attempts:
        return fewValues("by_attempts", "attempts");
    case Filter::Sort::Took:
        return manyValues("by_took", "took_ms");
    case Filter::Sort::RequestId:
        return manyValues("by_request_id", "request_id");
    }
    return {QStringLiteral("by_time"), QStringLiteral("id") + direction};
}

// The whole SELECT of ids, in order. Rows are numbered in the order of their time.
QString inOrder(const Selection &selection, const Filter &filter)
{
    const Order order = orderOf(filter);
    if (filter.sort == Filter::Sort::Time && !selection.sql.isEmpty())
        return selection.sql + QStringLiteral(" ORDER BY rowid")
            + (filter.descending ? QStringLiteral(" DESC") : QString());
    const QString among =
        selection.sql.isEmpty() ? QString() : QStringLiteral(" AND id IN (%1)").arg(selection.sql);
    return QStringLiteral("SELECT id FROM requests INDEXED BY %1 WHERE removed = 0%2 ORDER BY %3")
        .arg(order.index, among, order.clause);
}

// The same for a page of very many hits: row after row in order, each looked at, until the page is full.
QString rowByRow(const Selection &selection, const Filter &filter)
{
    const Order order = orderOf(filter);
    return QStringLiteral("SELECT id FROM requests INDEXED BY %1 WHERE removed = 0 AND EXISTS(SELECT 1 FROM "
                          "words WHERE words.id = requests.id AND %2) "
                          "ORDER BY %3")
        .arg(order.index, selection.conditions, order.clause);
}

QList<qint64> numbersFrom(const QString &list)
{
    QList<qint64> numbers;
    numbers.reserve(list.size() / 4);
    qint64 number = 0;
    for (const QChar c : list) {
        if (c == u',') {
            numbers.append(number);
            number = 0;
        } else {
            number = number * 10 + (c.unicode() - u'0');
        }
    }
    if (!list.isEmpty())
        numbers.append(number);
    return numbers;
}

} // namespace

QStringList Journal::Private::facets(const QString &place) const
{
    if (place == u"outcome")
        return {outcomeName(Outcome::Sending), outcomeName(Outcome::Succeeded),
                outcomeName(Outcome::Rejected), outcomeName(Outcome::Unknown)};
    const bool isAccount = place == u"account";
    Result<QSqlQuery> rows = database->run(QStringLiteral("SELECT value FROM facets WHERE kind IN (?, ?)"),
                                           {place, isAccount ? QStringLiteral("accountId") : place});
    QStringList values;
    while (rows && rows->next())
        values += rows->value(0).toString();
    return values;
}

std::optional<QStringList> Journal::Private::fewRows(const QString &start) const
{
    Result<QSqlQuery> found = database->run(
        QStringLiteral("SELECT DISTINCT doc FROM temp.places WHERE term >= ? AND term < ? LIMIT %1")
            .arg(kFew),
        {start, QString(start + QString::fromUcs4(U"\U0010FFFF", 1))});
    if (!found)
        return std::nullopt;
    QStringList rows;
    while (found->next())
        rows += found->value(0).toString();
    return rows.size() < kFew ? std::optional(rows) : std::nullopt;
}

Known Journal::Private::whatIsKnown() const
{
    return {[this](const QString &place) { return facets(place); },
            [this](const QString &start) { return fewRows(start); }};
}

Selection Journal::Private::selection(const Filter &filter) const
{
    const Known known = whatIsKnown();
    Selection indexed = select(filter, known, Search::Indexed);
    if (!indexed.isIndexed)
        return indexed;
    const Result<qint64> hits = database->number(
        QStringLiteral("SELECT count(*) FROM (%1 LIMIT %2)").arg(indexed.sql).arg(kMany), indexed.values);
    if (!hits || *hits < kMany)
        return indexed;
    Selection scanning = select(filter, known, Search::Scanning);
    scanning.hasMany = true;
    return scanning;
}

Result<Record> Journal::Private::record(qint64 id) const
{
    Result<QSqlQuery> row =
        database->run(QStringLiteral("SELECT %1 FROM requests WHERE id = ?").arg(recordColumns()), {id});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return noSuchRow(id);
    return recordFrom(*row);
}

Result<QCborValue> Journal::Private::body(qint64 id, const QString &column) const
{
    Result<QSqlQuery> row =
        database->run(QStringLiteral("SELECT %1 FROM bodies WHERE request = ?").arg(column), {id});
    if (!row)
        return std::unexpected(row.error());
    if (!row->next())
        return noSuchRow(id);
    if (row->isNull(0))
        return QCborValue(QCborValue::Undefined);
    return QCborValue::fromCbor(row->value(0).toByteArray());
}

QStringList Journal::Private::secretsOf(qint64 id) const
{
    const Result<QCborValue> input = body(id, QStringLiteral("input"));
    return input ? secretTexts(*input, *sealer) : QStringList();
}

Result<bool> Journal::Private::mayHaveBeenDone(qint64 id) const
{
    const Result<qint64> open =
        database->number(QStringLiteral("SELECT count(*) FROM attempts WHERE request = ? AND (outcome IN (0, "
                                        "1) OR (outcome = 3 AND (bytes_left OR http_status > 0)))"),
                         {id});
    if (!open)
        return std::unexpected(open.error());
    return *open > 0;
}

Result<Record> Journal::record(qint64 id) const
{
    Result<Record> record = d->record(id);
    if (!record)
        return record;
    for (const auto &[column, target] : {std::pair(QStringLiteral("input"), &record->request.input),
                                         std::pair(QStringLiteral("output"), &record->output)}) {
        const Result<QCborValue> document = d->body(id, column);
        if (!document)
            return std::unexpected(document.error());
        *target = veiledDocument(*document);
    }
    return record;
}

QList<Attempt> Journal::attempts(qint64 id) const
{
    QList<Attempt> result;
    Result<QSqlQuery> rows = d->database->run(
        QStringLiteral("SELECT %1 FROM attempts WHERE request = ? ORDER BY number").arg(attemptColumns()),
        {id});
    while (rows && rows->next())
        result.append(attemptFrom(*rows));
    return result;
}

Result<QCborValue> Journal::openInput(qint64 id) const
{
    const Result<QCborValue> sealed = d->body(id, QStringLiteral("input"));
    return sealed ? openedDocument(*sealed, *d->sealer) : sealed;
}

Result<QCborValue> Journal::openOutput(qint64 id) const
{
    const Result<QCborValue> sealed = d->body(id, QStringLiteral("output"));
    return sealed ? openedDocument(*sealed, *d->sealer) : sealed;
}

RetryPlan Journal::retryPlan(const Record &record) const
{
    return planRetry(
        record,
        {d->clock->nowUtc(), d->mayHaveBeenDone(record.id).value_or(true), openInput(record.id).has_value()});
}

qint64 Journal::count(const Filter &filter) const
{
    const Selection selection = d->selection(filter);
    if (selection.none)
        return 0;
    const QString rows = selection.sql.isEmpty()
        ? QStringLiteral("SELECT id FROM requests INDEXED BY by_time WHERE removed = 0")
        : selection.sql;
    return d->database->number(QStringLiteral("SELECT count(*) FROM (%1)").arg(rows), selection.values)
        .value_or(0);
}

QList<qint64> Journal::ids(const Filter &filter) const
{
    const Selection selection = d->selection(filter);
    if (selection.none)
        return {};
    // One text instead of a row each: four times as quick. group_concat keeps the order of an ordered
    // subquery.
    Result<QSqlQuery> list =
        d->database->run(QStringLiteral("SELECT group_concat(id) FROM (%1)").arg(inOrder(selection, filter)),
                         selection.values);
    return list && list->next() ? numbersFrom(list->value(0).toString()) : QList<qint64>();
}

QList<Record> Journal::rows(const QList<qint64> &ids) const
{
    QStringList numbers;
    for (const qint64 id : ids)
        numbers += QString::number(id);
    Result<QSqlQuery> found =
        d->database->run(QStringLiteral("SELECT %1 FROM requests WHERE removed = 0 AND id IN (%2)")
                             .arg(recordColumns(), numbers.join(u',')));
    QHash<qint64, Record> byId;
    while (found && found->next()) {
        Record record = recordFrom(*found);
        byId.emplace(record.id, std::move(record));
    }
    QList<Record> result;
    result.reserve(ids.size());
    for (const qint64 id : ids) {
        if (auto record = byId.find(id); record != byId.end())
            result.append(std::move(*record));
    }
    return result;
}

QList<Record> Journal::page(const Filter &filter, qint64 offset, qint64 limit) const
{
    const Selection selection = filter.sort == Filter::Sort::Time
        ? select(filter, d->whatIsKnown(), Search::Indexed)
        : d->selection(filter);
    if (selection.none)
        return {};
    const QString sql = (selection.hasMany ? rowByRow(selection, filter) : inOrder(selection, filter))
        + QStringLiteral(" LIMIT ? OFFSET ?");
    Result<QSqlQuery> found = d->database->run(sql, selection.values + QVariantList{limit, offset});
    QList<qint64> ids;
    while (found && found->next())
        ids.append(found->value(0).toLongLong());
    return rows(ids);
}

QStringList Journal::accounts() const
{
    Result<QSqlQuery> found = d->database->run(QStringLiteral(
        "SELECT value FROM facets WHERE kind = 'account' AND EXISTS(SELECT 1 FROM requests INDEXED BY "
        "by_account "
        "WHERE removed = 0 AND account = facets.value COLLATE NOCASE) ORDER BY value COLLATE NOCASE"));
    QStringList result;
    while (found && found->next())
        result += found->value(0).toString();
    return result;
}

} // namespace formwork::journal
