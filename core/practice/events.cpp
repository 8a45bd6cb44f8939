// SPDX-License-Identifier: Apache-2.0
#include "practice/events.h"

#include <QSqlQuery>
#include <QVariant>

#include <limits>

namespace formwork::practice
{

Result<void> Events::add(const Event &event)
{
    Result<void> added =
        m_ledger.run(QStringLiteral("INSERT INTO events (region, time, data) VALUES (?, ?, ?)"),
                     {event.region, event.time.toMSecsSinceEpoch(), event.data.toCborValue().toCbor()});
    if (!added)
        return added;
    // Looked after now and then; inside the transaction the newest row is the one just added.
    return m_ledger.run(QStringLiteral("DELETE FROM events WHERE (SELECT MAX(id) FROM events) % 1000 = 0 "
                                       "AND id <= (SELECT MAX(id) FROM events) - %1")
                            .arg(kMost));
}

Result<QList<Event>> Events::list(const QString &region, qint64 before, int most) const
{
    QList<Event> events;
    const Result<void> read = m_ledger.each(
        QStringLiteral("SELECT id, region, time, data FROM events WHERE region = ? AND id < ? "
                       "ORDER BY id DESC LIMIT ?"),
        {region, before == 0 ? std::numeric_limits<qint64>::max() : before, most}, [&](const QSqlQuery &row) {
            events.append({row.value(0).toLongLong(), row.value(1).toString(),
                           QDateTime::fromMSecsSinceEpoch(row.value(2).toLongLong(), Qt::UTC),
                           QCborValue::fromCbor(row.value(3).toByteArray()).toMap()});
        });
    return read ? Result<QList<Event>>(events) : std::unexpected(read.error());
}

} // namespace formwork::practice
