// SPDX-License-Identifier: Apache-2.0
#include "practice/things.h"

#include <QCborArray>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <utility>

namespace formwork::practice
{

namespace
{

enum Key { Input, Output, Handles, Tags, Verb, Changed, Ended }; // of a thing's data

QByteArray dataOf(const Thing &thing)
{
    QCborMap data{{Input, thing.input},
                  {Output, thing.output},
                  {Handles, QCborArray::fromStringList(thing.handles)},
                  {Tags, thing.tags}};
    if (thing.changed.isValid()) {
        data[Verb] = thing.verb;
        data[Changed] = thing.changed.toMSecsSinceEpoch();
    }
    if (thing.ended.isValid())
        data[Ended] = thing.ended.toMSecsSinceEpoch();
    return data.toCborValue().toCbor();
}

QDateTime timeIn(const QCborValue &value)
{
    return value.isInteger() ? QDateTime::fromMSecsSinceEpoch(value.toInteger(), Qt::UTC) : QDateTime();
}

Thing thingIn(const QSqlQuery &row)
{
    const QCborMap data = QCborValue::fromCbor(row.value(6).toByteArray()).toMap();
    Thing thing{row.value(0).toLongLong(),
                row.value(1).toString(),
                row.value(2).toString(),
                row.value(3).toString(),
                row.value(4).toString(),
                QDateTime::fromMSecsSinceEpoch(row.value(5).toLongLong(), Qt::UTC),
                data.value(Input).toMap(),
                data.value(Output).toMap(),
                data.value(Tags).toMap(),
                {},
                {},
                {},
                {}};
    for (const QCborValue handle : data.value(Handles).toArray())
        thing.handles.append(handle.toString());
    thing.verb = data.value(Verb).toString();
    thing.changed = timeIn(data.value(Changed));
    thing.ended = timeIn(data.value(Ended));
    return thing;
}

QString marks(qsizetype count) { return QStringList(count, QStringLiteral("?")).join(u','); }

} // namespace

Result<void> Things::add(const Thing &thing)
{
    if (const Result<void> added = m_ledger.run(
            QStringLiteral("INSERT INTO things VALUES ((SELECT MAX(id) FROM resources), ?, ?, ?, ?, ?, ?)"),
            {thing.service, thing.kind, thing.region, thing.name.isNull() ? QStringLiteral("") : thing.name,
             thing.created.toMSecsSinceEpoch(), dataOf(thing)});
        !added)
        return added;
    // Inside the transaction the newest row is the one just added.
    return addHandles(0, thing.handles);
}

Result<void> Things::addHandles(qint64 id, const QStringList &handles)
{
    const QString target = id == 0 ? QStringLiteral("(SELECT MAX(id) FROM resources)") : QString::number(id);
    for (const QString &handle : handles) {
        if (const Result<void> added = m_ledger.run(
                QStringLiteral("INSERT OR IGNORE INTO handles VALUES (?, %1)").arg(target), {handle});
            !added)
            return added;
    }
    return {};
}

Result<void> Things::change(const Thing &thing)
{
    if (const Result<void> changed = m_ledger.run(QStringLiteral("UPDATE things SET data = ? WHERE id = ?"),
                                                  {dataOf(thing), thing.id});
        !changed)
        return changed;
    return addHandles(thing.id, thing.handles);
}

Result<void> Things::remove(qint64 id)
{
    for (const char16_t *statement :
         {u"DELETE FROM handles WHERE thing = ?", u"DELETE FROM marks WHERE resource = ?",
          u"DELETE FROM bodies WHERE thing = ?", u"DELETE FROM resources WHERE id = ?",
          u"DELETE FROM things WHERE id = ?"}) {
        if (const Result<void> done = m_ledger.run(QStringView(statement).toString(), {id}); !done)
            return done;
    }
    return {};
}

Result<QList<Thing>> Things::list(const Place &place, qint64 after, int most) const
{
    return query(place, QStringLiteral("id > ? ORDER BY id LIMIT ?"), {after, most});
}

Result<QList<Thing>> Things::find(const Place &place, const QStringList &handles) const
{
    if (handles.isEmpty())
        return QList<Thing>();
    return query(place,
                 QStringLiteral("id IN (SELECT thing FROM handles WHERE value IN (%1)) ORDER BY id")
                     .arg(marks(handles.size())),
                 QVariantList(handles.cbegin(), handles.cend()));
}

Result<QList<Thing>> Things::named(const Place &place, const QString &name) const
{
    return query(place, QStringLiteral("name = ? ORDER BY id"), {name});
}

Result<QList<Thing>> Things::byName(const Place &place, const QString &from, bool withIt, int most) const
{
    return query(place,
                 withIt ? QStringLiteral("name >= ? ORDER BY name LIMIT ?")
                        : QStringLiteral("name > ? ORDER BY name LIMIT ?"),
                 {from.isNull() ? QStringLiteral("") : from, most});
}

Result<void> Things::addBody(const QByteArray &bytes)
{
    return m_ledger.run(QStringLiteral("INSERT INTO bodies VALUES ((SELECT MAX(id) FROM resources), ?)"),
                        {bytes.isNull() ? QByteArray("") : bytes});
}

Result<QByteArray> Things::body(qint64 id) const
{
    QSqlQuery query(QSqlDatabase::database(m_ledger.m_connection, false));
    query.setForwardOnly(true);
    query.prepare(QStringLiteral("SELECT data FROM bodies WHERE thing = ?"));
    query.addBindValue(id);
    if (!query.exec())
        return m_ledger.trouble(query.lastError().databaseText());
    return query.next() ? query.value(0).toByteArray() : QByteArray();
}

Result<QList<Thing>> Things::query(const Place &place, const QString &condition,
                                   const QVariantList &values) const
{
    if (place.kinds.isEmpty())
        return QList<Thing>();
    QSqlQuery query(QSqlDatabase::database(m_ledger.m_connection, false));
    query.setForwardOnly(true);
    const QString statement =
        QStringLiteral("SELECT id, service, kind, region, name, created, data FROM things WHERE service = ? "
                       "AND kind IN (%1) AND region = ? AND %2")
            .arg(marks(place.kinds.size()), condition);
    if (!query.prepare(statement))
        return m_ledger.trouble(query.lastError().databaseText());
    query.addBindValue(place.service);
    for (const QString &kind : place.kinds)
        query.addBindValue(kind);
    query.addBindValue(place.region);
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return m_ledger.trouble(query.lastError().databaseText());
    QList<Thing> things;
    while (query.next())
        things.append(thingIn(query));
    return things;
}

} // namespace formwork::practice
