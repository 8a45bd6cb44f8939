// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSqlQuery>
#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>

namespace formwork::journal
{

// The statements of one connection that are compiled and that nobody uses just now, by their text. Compiling
// one takes longer than executing it.
class Statements
{
public:
    [[nodiscard]] std::optional<QSqlQuery> take(const QString &sql);
    void keep(const QString &sql, QSqlQuery statement); // that is at its end

private:
    std::unordered_map<QString, QSqlQuery> m_unused;
};

// A statement that was executed, and what it answers: its rows, one after another. With it the statement
// ends, and is there for the next who has the same text. Not longer than the connection.
class Executed : public QSqlQuery
{
public:
    Executed(QSqlQuery executed, QString sql, std::shared_ptr<Statements> statements); // none: not kept
    Executed(Executed &&other) noexcept = default;
    Executed &operator=(Executed &&other) noexcept = delete;
    ~Executed();

private:
    QString m_sql;
    std::shared_ptr<Statements> m_statements;
};

} // namespace formwork::journal
