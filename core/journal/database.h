// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <memory>

namespace formwork::journal
{

// One connection to the history's file; speaks SQL and turns SQLite's errors into sentences with a way out.
// Used on the thread that opened it.
class Database
{
public:
    // Creates the file (0600) where there is none. WAL, synchronous=FULL.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &file);
    ~Database();

    [[nodiscard]] const QString &file() const { return m_file; }

    // One statement, executed; the values stand for its question marks.
    [[nodiscard]] Result<QSqlQuery> run(const QString &sql, const QVariantList &values = {}) const;
    [[nodiscard]] Result<qint64>
    number(const QString &sql,
           const QVariantList &values = {}) const; // first column of the first row; 0: none

    // The work in one transaction that has the write lock from the start, durable when it returns. An error
    // undoes it all.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &work) const;

private:
    [[nodiscard]] Result<void> switchToWal() const;
    Database(QString file, QString connection)
        : m_file(std::move(file))
        , m_connection(std::move(connection))
    {
    }
    [[nodiscard]] Result<void> prepareFile() const;
    [[nodiscard]] Result<void> prepareConnection() const;
    [[nodiscard]] QSqlDatabase connection() const { return QSqlDatabase::database(m_connection, false); }
    [[nodiscard]] std::unexpected<Error> failed(const QSqlError &error) const;

    QString m_file;
    QString m_connection;
};

// The errors of a history file, in words.
[[nodiscard]] std::unexpected<Error> damagedHistory(const QString &file);
[[nodiscard]] std::unexpected<Error> newerHistory(const QString &file);

} // namespace formwork::journal
