// SPDX-License-Identifier: Apache-2.0
#include "journal/journalprivate.h"

#include <QFileInfo>

// The state of the history as a whole: whether it is sound, and what it is sealed with.
namespace formwork::journal
{

Result<void> Journal::examine() const
{
    QString first;
    const Result<void> read =
        d->database->each(QStringLiteral("PRAGMA integrity_check(1)"), {},
                          [&first](const QSqlQuery &row) { first = row.value(0).toString(); });
    if (!read)
        return read;
    if (first != u"ok")
        return damagedHistory(d->database->file());
    return {};
}

qint64 Journal::size() const { return QFileInfo(d->database->file()).size(); }

Result<QStringList> Journal::keyNames() const
{
    QStringList names;
    const Result<void> read =
        d->database->each(QStringLiteral("SELECT name FROM seals ORDER BY place DESC"), {},
                          [&names](const QSqlQuery &row) { names += row.value(0).toString(); });
    if (!read)
        return std::unexpected(read.error());
    return names;
}

Result<QString> Journal::enterKeyName(const QString &name, const QStringList &known)
{
    QString current;
    const Result<void> done = d->database->transaction([&]() -> Result<void> {
        const Result<QStringList> names = keyNames();
        if (!names)
            return std::unexpected(names.error());
        if (*names != known && !names->isEmpty()) { // another process was faster
            current = names->first();
            return {};
        }
        current = name;
        const Result<QSqlQuery> entered =
            d->database->run(QStringLiteral("INSERT OR REPLACE INTO seals(name, place) "
                                            "VALUES(?, (SELECT coalesce(max(place), 0) + 1 FROM seals))"),
                             {name});
        return entered ? Result<void>() : std::unexpected(entered.error());
    });
    if (!done)
        return std::unexpected(done.error());
    return current;
}

} // namespace formwork::journal
