// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QSqlQuery>

// Rows of the tables as values, and back.
namespace formwork::journal
{

[[nodiscard]] QString settlementColumns();
[[nodiscard]] Settlement settlementFrom(const QSqlQuery &row);

[[nodiscard]] QString recordColumns(); // for SELECT ... FROM requests
[[nodiscard]] Record recordFrom(const QSqlQuery &row); // without the documents

[[nodiscard]] QString searchedColumns(); // for SELECT ... FROM requests
[[nodiscard]] Record searchedFrom(const QSqlQuery &row); // with what searchable() looks at alone

[[nodiscard]] QString attemptColumns(); // for SELECT ... FROM attempts
[[nodiscard]] Attempt attemptFrom(const QSqlQuery &row);

[[nodiscard]] QVariant toStored(const QDateTime &time); // milliseconds since 1970, null if invalid
[[nodiscard]] QString toStored(const QString &text); // never null: the columns are NOT NULL

} // namespace formwork::journal
