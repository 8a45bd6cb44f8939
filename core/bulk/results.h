// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "jmespath/expression.h"

#include <functional>

namespace formwork::bulk
{

// "succeeded", "rejected", "unknown", "sending", "waiting": what a row of a batch stands at, for files and
// scripts.
[[nodiscard]] QString outcomeText(const journal::BatchRow &row);

// What of the answers become columns; without a wish every single value at the top of the output.
struct Columns {
    QStringList names;
    QList<jmespath::Expression> values;

    [[nodiscard]] static Result<Columns> of(const model::Operation &operation,
                                            const QString &wish); // "Id,Owner.Name"
};

// The rows of a batch after one of them, so many: of the journal, or of a reader of it on a thread of its
// own.
using Rows = std::function<Result<QList<journal::BatchRow>>(qint64 after, qint64 limit, journal::BatchParts)>;

[[nodiscard]] Rows rowsOf(journal::JournalPtr journal, qint64 batch);

using Write = std::function<Result<void>(const QByteArray &)>;

// The results of a batch as CSV: each row exactly once, in order. Without secrets.
[[nodiscard]] Result<void> writeResults(const Rows &rows, const model::Operation &operation,
                                        const Columns &columns, const Write &write);

// A line of JSON for each row, in order, as they are told while they are sent.
[[nodiscard]] Result<void> eachResult(const client::Environment &environment, const journal::Batch &batch,
                                      const std::function<void(const QCborMap &)> &line);

// The rows that were refused, in the form of the file they came from, with two columns more: which row it is,
// and why it was refused. What is secret of them is left out. Answers how many there are.
[[nodiscard]] Result<qint64> writeRefused(const Rows &rows, const journal::Batch &batch, const Write &write);

} // namespace formwork::bulk
