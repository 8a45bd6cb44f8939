// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>

#include <functional>

namespace formwork::tests
{

// SQL from outside, on one connection that is closed at the end.
inline void outside(const QString &file, const std::function<void(QSqlDatabase &)> &work)
{
    const QString name = QStringLiteral("outside");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(file);
        if (database.open())
            work(database);
        database.close();
    }
    QSqlDatabase::removeDatabase(name);
}

inline bool runAll(const QString &file, const QStringList &statements)
{
    bool ok = true;
    outside(file, [&](QSqlDatabase &database) {
        for (const QString &sql : statements)
            ok = QSqlQuery(database).exec(sql) && ok;
    });
    return ok;
}

// What makes a file of today one of an older version.
inline QStringList backTo(int version)
{
    QStringList statements;
    if (version < 4)
        statements += {QStringLiteral("DROP TRIGGER batch_outcome"),
                       QStringLiteral("DROP TRIGGER batch_forgets"),
                       QStringLiteral("DROP INDEX by_batch"),
                       QStringLiteral("DROP TABLE batches"),
                       QStringLiteral("DROP TABLE batch_rows"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN batch"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN batch_row")};
    if (version < 3)
        statements += {QStringLiteral("DROP TABLE settlements"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN marker"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN settled"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN settled_attempts")};
    if (version < 2)
        statements += {QStringLiteral("DROP TABLE seals"), QStringLiteral("DROP INDEX by_change"),
                       QStringLiteral("ALTER TABLE requests DROP COLUMN only_reads")};
    return statements << QStringLiteral("PRAGMA user_version = %1").arg(version);
}

} // namespace formwork::tests
