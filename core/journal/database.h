// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "journal/presence.h"
#include "journal/statements.h"

#include <QSqlDatabase>
#include <QVariantList>

#include <functional>
#include <initializer_list>
#include <memory>

namespace formwork::journal
{

// One connection to the history's file; speaks SQL and turns SQLite's errors into sentences with a way out.
// Used on the thread that opened it.
class Database
{
public:
    // Creates the file (0600) where there is none. WAL, synchronous=FULL. A file that another program holds
    // is waited for some seconds.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString &file);
    // Another connection to a file that is open already, for questions only. "Gone" once that file is no
    // longer where it was.
    [[nodiscard]] static Result<std::unique_ptr<Database>> openForQuestions(const Presence &presence);
    ~Database();

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const Presence &presence() const { return m_presence; }

    // One statement, executed; the values stand for its question marks. It is compiled once for all who have
    // the same text.
    [[nodiscard]] Result<Executed> run(const QString &sql, const QVariantList &values = {}) const;
    [[nodiscard]] Result<qint64>
    number(const QString &sql,
           const QVariantList &values = {}) const; // first column of the first row; 0: none

    // Every row of the answer. A failure in the middle is one of the whole: what was seen so far is not all.
    [[nodiscard]] Result<void> each(const QString &sql, const QVariantList &values,
                                    const std::function<void(const QSqlQuery &)> &row) const;
    [[nodiscard]] Result<bool> next(QSqlQuery &query) const; // false: there is no further row

    // Durable: on disk when it returns, with all that was committed before. Later: with the next durable one;
    // until then it outlives this process, not a power cut.
    enum class Commit { Durable, Later };

    // A transaction that has the write lock from the start. A commit that fails undoes it all.
    [[nodiscard]] Result<void> begin(Commit commit) const;
    [[nodiscard]] Result<void> commit() const;
    void rollBack() const;

    // The work in one such transaction. An error undoes it all.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()> &work,
                                           Commit commit = Commit::Durable) const;
    // Several questions about one moment, whatever others write meanwhile.
    [[nodiscard]] Result<void> snapshot(const std::function<Result<void>()> &work) const;

    // From here on, nothing is asked or written once the file is gone from its place ("Gone").
    void watch();

private:
    explicit Database(Presence presence);
    [[nodiscard]] Result<void> prepareFile();
    [[nodiscard]] Result<void> openConnection() const;
    [[nodiscard]] Result<void> prepareConnection() const;
    [[nodiscard]] Result<void> switchToWal() const;
    [[nodiscard]] Result<void> set(std::initializer_list<const char *> pragmas) const;
    [[nodiscard]] Result<QSqlQuery> compiled(const QString &sql) const;
    [[nodiscard]] Result<void> ended(const Result<void> &work) const; // commits, or takes it back
    [[nodiscard]] Result<void> beWhereItWas() const;
    [[nodiscard]] QSqlDatabase connection() const { return QSqlDatabase::database(m_connection, false); }
    [[nodiscard]] std::unexpected<Error> failed(const QSqlError &error) const;

    QString m_file;
    QString m_connection;
    Presence m_presence;
    bool m_isWatched = false;
    mutable bool m_isInTransaction = false;
    std::shared_ptr<Statements> m_statements = std::make_shared<Statements>();
    mutable Commit m_commit = Commit::Durable; // what the connection is set to
};

// The errors of a history file, in words.
[[nodiscard]] std::unexpected<Error> damagedHistory(const QString &file);
[[nodiscard]] std::unexpected<Error> newerHistory(const QString &file);
[[nodiscard]] std::unexpected<Error> goneHistory(const QString &file);

} // namespace formwork::journal
