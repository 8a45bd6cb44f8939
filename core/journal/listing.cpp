// SPDX-License-Identifier: Apache-2.0
#include "journal/reader.h"
#include "journal/rows.h"

#include <QHash>

#include <algorithm>

namespace formwork::journal
{

namespace
{

constexpr qsizetype kBlock = 500; // rows read at once where all are read
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

QString joined(const QList<qint64> &ids)
{
    QStringList numbers;
    numbers.reserve(ids.size());
    for (const qint64 id : ids)
        numbers += QString::number(id);
    return numbers.join(u',');
}

} // namespace

Result<QStringList> Reader::facets(const QString &place) const
{
    if (place == u"outcome")
        return outcomeWords();
    const bool isAccount = place == u"account";
    QStringList values;
    const Result<void> read =
        m_database.each(QStringLiteral("SELECT value FROM facets WHERE kind IN (?, ?)"),
                        {place, isAccount ? QStringLiteral("accountId") : place},
                        [&values](const QSqlQuery &row) { values += row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return values;
}

Result<std::optional<QStringList>> Reader::fewRows(const QString &start) const
{
    QStringList rows;
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT DISTINCT doc FROM temp.places WHERE term >= ? AND term < ? LIMIT %1")
            .arg(kFew),
        {start, QString(start + QString::fromUcs4(U"\U0010FFFF", 1))},
        [&rows](const QSqlQuery &row) { rows += row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return rows.size() < kFew ? std::optional(rows) : std::nullopt;
}

Known Reader::whatIsKnown() const
{
    return {[this](const QString &place) { return facets(place); },
            [this](const QString &start) { return fewRows(start); }};
}

Result<Selection> Reader::selectionFor(const Filter &filter) const
{
    const Known known = whatIsKnown();
    Result<Selection> indexed = select(filter, known, Search::Indexed);
    if (!indexed || !indexed->isIndexed)
        return indexed;
    const Result<qint64> hits = m_database.number(
        QStringLiteral("SELECT count(*) FROM (%1 LIMIT %2)").arg(indexed->sql).arg(kMany), indexed->values);
    if (!hits)
        return std::unexpected(hits.error());
    if (*hits < kMany)
        return indexed;
    Result<Selection> scanning = select(filter, known, Search::Scanning);
    if (scanning)
        scanning->hasMany = true;
    return scanning;
}

Result<qint64> Reader::count(const Filter &filter) const
{
    const Result<Selection> selection = selectionFor(filter);
    if (!selection)
        return std::unexpected(selection.error());
    if (selection->none)
        return 0;
    const QString rows = selection->sql.isEmpty()
        ? QStringLiteral("SELECT id FROM requests INDEXED BY by_time WHERE removed = 0")
        : selection->sql;
    return m_database.number(QStringLiteral("SELECT count(*) FROM (%1)").arg(rows), selection->values);
}

Result<QList<qint64>> Reader::ids(const Filter &filter) const
{
    const Result<Selection> selection = selectionFor(filter);
    if (!selection)
        return std::unexpected(selection.error());
    QList<qint64> ids;
    if (selection->none)
        return ids;
    // One text instead of a row each: four times as quick. group_concat keeps the order of an ordered
    // subquery.
    const Result<void> read = m_database.each(
        QStringLiteral("SELECT group_concat(id) FROM (%1)").arg(inOrder(*selection, filter)),
        selection->values, [&ids](const QSqlQuery &row) { ids = numbersFrom(row.value(0).toString()); });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<QList<qint64>> Reader::passing(const Filter &filter, const QList<qint64> &ids) const
{
    const Result<Selection> selection = select(filter, whatIsKnown(), Search::Scanning); // of those few
    if (!selection)
        return std::unexpected(selection.error());
    QList<qint64> found;
    if (selection->none)
        return found;
    const QString rows = selection->sql.isEmpty()
        ? QStringLiteral("SELECT id FROM requests WHERE removed = 0")
        : selection->sql;
    const Result<void> read =
        m_database.each(rows + QStringLiteral(" AND rowid IN (%1)").arg(joined(ids)), selection->values,
                        [&found](const QSqlQuery &row) { found.append(row.value(0).toLongLong()); });
    if (!read)
        return std::unexpected(read.error());
    return found;
}

Result<QList<Record>> Reader::rows(const QList<qint64> &ids) const
{
    QHash<qint64, Record> byId;
    const Result<void> read =
        m_database.each(QStringLiteral("SELECT %1 FROM requests WHERE removed = 0 AND id IN (%2)")
                            .arg(recordColumns(), joined(ids)),
                        {}, [&byId](const QSqlQuery &row) {
                            Record record = recordFrom(row);
                            byId.emplace(record.id, std::move(record));
                        });
    if (!read)
        return std::unexpected(read.error());
    QList<Record> result;
    result.reserve(ids.size());
    for (const qint64 id : ids) {
        if (auto record = byId.find(id); record != byId.end())
            result.append(std::move(*record));
    }
    return result;
}

Result<QList<Record>> Reader::page(const Filter &filter, qint64 offset, qint64 limit) const
{
    const Result<Selection> selection = filter.sort == Filter::Sort::Time
        ? select(filter, whatIsKnown(), Search::Indexed)
        : selectionFor(filter);
    if (!selection)
        return std::unexpected(selection.error());
    if (selection->none)
        return QList<Record>();
    const QString sql = (selection->hasMany ? rowByRow(*selection, filter) : inOrder(*selection, filter))
        + QStringLiteral(" LIMIT ? OFFSET ?");
    QList<qint64> ids;
    const Result<void> read =
        m_database.each(sql, selection->values + QVariantList{limit, offset},
                        [&ids](const QSqlQuery &row) { ids.append(row.value(0).toLongLong()); });
    if (!read)
        return std::unexpected(read.error());
    return rows(ids);
}

Result<void> Reader::each(const Filter &filter, qint64 limit, Journal::Documents documents,
                          const std::function<Result<void>(const Record &)> &visit) const
{
    Result<QList<qint64>> all = ids(filter);
    if (!all)
        return std::unexpected(all.error());
    if (limit > 0)
        all->resize(qMin<qsizetype>(all->size(), limit));
    for (qsizetype from = 0; from < all->size(); from += kBlock) {
        const Result<QList<Record>> block = rows(all->mid(from, kBlock));
        if (!block)
            return std::unexpected(block.error());
        for (const Record &row : *block) {
            const Result<Record> whole = documents == Journal::Documents::With ? record(row.id) : row;
            if (!whole)
                return std::unexpected(whole.error());
            if (const Result<void> visited = visit(*whole); !visited)
                return visited;
        }
    }
    return {};
}

Result<QStringList> Reader::accounts() const
{
    QStringList result;
    const Result<void> read = m_database.each(
        QStringLiteral(
            "SELECT value FROM facets WHERE kind = 'account' AND EXISTS(SELECT 1 FROM requests INDEXED BY "
            "by_account "
            "WHERE removed = 0 AND account = facets.value COLLATE NOCASE) ORDER BY value COLLATE NOCASE"),
        {}, [&result](const QSqlQuery &row) { result += row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return result;
}

} // namespace formwork::journal
