// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QStringList>

namespace formwork::bulk
{

// Rows that are JSON objects: one a line (.jsonl, .ndjson), several one after the other, or an array of them.
// Their members are the columns, in the order they are first met; what is nested stays JSON in its cell.
struct JsonRows {
    QStringList columns;
    QList<QStringList> rows; // a null cell: the object has no such member, or null
    QList<qint64> lines; // where each row begins
};

// By its first characters.
[[nodiscard]] bool isJson(QByteArrayView start);

// Errors: Phase::Input, code "Json", with the line.
[[nodiscard]] Result<JsonRows> readJsonRows(const QByteArray &bytes);

} // namespace formwork::bulk
