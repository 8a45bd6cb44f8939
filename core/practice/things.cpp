// SPDX-License-Identifier: Apache-2.0
#include "practice/things.h"

#include <QCborArray>
#include <QSqlQuery>
#include <QVariant>

#include <utility>

namespace formwork::practice
{

namespace
{

enum Key { Input, Output, Handles, Tags, Verb, Changed, Ended, Settings }; // of a thing's data

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
    if (!thing.settings.isEmpty())
        data[Settings] = thing.settings;
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
                data.value(Settings).toMap(),
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

Result<void> Things::removeWhole(qint64 id)
{
    const Result<QList<Thing>> found = where(QStringLiteral("id = ?"), {id});
    if (!found || found->isEmpty())
        return found ? Result<void>() : std::unexpected(found.error());
    const Thing &thing = found->first();
    const Result<QList<Thing>> inside = thing.name.isEmpty()
        ? QList<Thing>()
        : where(QStringLiteral("service = ? AND region = ? AND kind LIKE '% ' || ?"),
                {thing.service, thing.region, thing.name});
    if (!inside)
        return std::unexpected(inside.error());
    Result<void> done = remove(id);
    for (const Thing &one : *inside) {
        if (done && one.kind.section(u' ', 1) == thing.name) // LIKE has wildcards, and names may look so
            done = remove(one.id);
    }
    return done;
}

Result<void> Things::removeAll(const Place &place)
{
    const QString condition =
        QStringLiteral("service = ? AND region = ? AND kind IN (%1)").arg(marks(place.kinds.size()));
    const QVariantList values =
        QVariantList{place.service, place.region} + QVariantList(place.kinds.cbegin(), place.kinds.cend());
    for (const char16_t *statement : {u"DELETE FROM handles WHERE thing IN (SELECT id FROM things WHERE %1)",
                                      u"DELETE FROM marks WHERE resource IN (SELECT id FROM things WHERE %1)",
                                      u"DELETE FROM bodies WHERE thing IN (SELECT id FROM things WHERE %1)",
                                      u"DELETE FROM resources WHERE id IN (SELECT id FROM things WHERE %1)",
                                      u"DELETE FROM things WHERE %1"}) {
        const Result<void> done = m_ledger.run(QStringView(statement).toString().arg(condition), values);
        if (!done)
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
    QByteArray bytes;
    const Result<void> read =
        m_ledger.each(QStringLiteral("SELECT data FROM bodies WHERE thing = ?"), {id},
                      [&bytes](const QSqlQuery &row) { bytes = row.value(0).toByteArray(); });
    return read ? Result<QByteArray>(bytes) : std::unexpected(read.error());
}

qint64 Things::newest() const { return m_ledger.count(QStringLiteral("SELECT MAX(id) FROM resources"), {}); }

Result<void> Things::move(const Thing &thing)
{
    return m_ledger.run(QStringLiteral("UPDATE things SET kind = ?, name = ?, data = ? WHERE id = ?"),
                        {thing.kind, thing.name, dataOf(thing), thing.id});
}

Result<void> Things::rename(const Thing &thing)
{
    Result<void> done = m_ledger.run(QStringLiteral("DELETE FROM handles WHERE thing = ?"), {thing.id});
    if (done)
        done = move(thing);
    return done ? addHandles(thing.id, thing.handles) : done;
}

Result<QList<Thing>> Things::everything(const QStringList &regions, qint64 after, int most) const
{
    return where(QStringLiteral("id > ? AND region IN (%1) ORDER BY id LIMIT ?").arg(marks(regions.size())),
                 QVariantList{after} + QVariantList(regions.cbegin(), regions.cend()) + QVariantList{most});
}

Result<QList<Thing>> Things::newestOf(int most) const
{
    return where(QStringLiteral("id > 0 ORDER BY id DESC LIMIT ?"), {most});
}

Result<QList<Thing>> Things::findAnywhere(const QStringList &regions, const QStringList &handles) const
{
    if (handles.isEmpty())
        return QList<Thing>();
    return where(QStringLiteral("id IN (SELECT thing FROM handles WHERE value IN (%1)) AND region IN (%2) "
                                "ORDER BY id")
                     .arg(marks(handles.size()), marks(regions.size())),
                 QVariantList(handles.cbegin(), handles.cend())
                     + QVariantList(regions.cbegin(), regions.cend()));
}

Result<QList<Thing>> Things::query(const Place &place, const QString &condition,
                                   const QVariantList &values) const
{
    if (place.kinds.isEmpty())
        return QList<Thing>();
    return where(QStringLiteral("service = ? AND kind IN (%1) AND region = ? AND %2")
                     .arg(marks(place.kinds.size()), condition),
                 QVariantList{place.service} + QVariantList(place.kinds.cbegin(), place.kinds.cend())
                     + QVariantList{place.region} + values);
}

Result<QList<Thing>> Things::where(const QString &condition, const QVariantList &values) const
{
    QList<Thing> things;
    const Result<void> read = m_ledger.each(
        QStringLiteral("SELECT id, service, kind, region, name, created, data FROM things WHERE ")
            + condition,
        values, [&things](const QSqlQuery &row) { things.append(thingIn(row)); });
    return read ? Result<QList<Thing>>(things) : std::unexpected(read.error());
}

} // namespace formwork::practice
