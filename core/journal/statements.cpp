// SPDX-License-Identifier: Apache-2.0
#include "journal/statements.h"

#include <utility>

namespace formwork::journal
{

namespace
{

// Those of a history are some fifty; filters have texts without end.
constexpr size_t kMost = 96;

} // namespace

std::optional<QSqlQuery> Statements::take(const QString &sql)
{
    auto found = m_unused.extract(sql);
    if (found.empty())
        return {};
    return std::move(found.mapped());
}

void Statements::keep(const QString &sql, QSqlQuery statement)
{
    if (m_unused.size() >= kMost)
        m_unused.clear();
    m_unused.insert_or_assign(sql, std::move(statement));
}

Executed::Executed(QSqlQuery executed, QString sql, std::shared_ptr<Statements> statements)
    : QSqlQuery(std::move(executed))
    , m_sql(std::move(sql))
    , m_statements(std::move(statements))
{
}

Executed::~Executed()
{
    if (!m_statements) // or moved from
        return;
    finish();
    m_statements->keep(m_sql, std::move(static_cast<QSqlQuery &>(*this)));
}

} // namespace formwork::journal
