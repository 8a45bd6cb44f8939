// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/sheet.h"

#include <functional>

namespace formwork::bulk
{

// Where the rows come from, and how they are read. A file is read twice: to check all of it, and to take it
// in; both times with the same amendments.
struct Source {
    QString file;
    QByteArray bytes; // in its place, of a pipe or a window; null: none
    document::CsvForm form;
    Wishes wishes;
    Amendments amendments;

    [[nodiscard]] Result<std::shared_ptr<Sheet>> open(const model::OperationPtr &operation) const;
};

// A file as it is, of either kind, before anybody has said where its columns go.
struct Table {
    QStringList columns;
    QList<QStringList> rows; // cells
    QList<qint64> lines; // of the file, where each row begins
    document::CsvForm form; // as found
    bool hasMark = false; // a byte order mark
    bool isJson = false; // and has no form
};

// Reads all of `source.bytes`. `goesOn` is asked now and then with the number of rows read so far; false ends
// it. Errors: those of the file, with its line; "Cancelled".
[[nodiscard]] Result<Table> readTable(const Source &source, const std::function<bool(qint64 rows)> &goesOn);

// Where each column goes by its own name; those that name no member go nowhere, and of two that go to one
// place the second one.
[[nodiscard]] Wishes guessed(const model::Operation &operation, const QStringList &columns);

} // namespace formwork::bulk
