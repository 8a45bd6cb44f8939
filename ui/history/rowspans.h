// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QList>
#include <QSet>

namespace formwork::history
{

// Rows that follow each other, both included.
struct RowSpan {
    int first = 0;
    int last = 0;
};

// Where `list` has ids that are (not) among `ids`.
[[nodiscard]] QList<RowSpan> spansIn(const QList<qint64> &list, const QSet<qint64> &ids);
[[nodiscard]] QList<RowSpan> spansMissing(const QList<qint64> &list, const QSet<qint64> &ids);

[[nodiscard]] QList<qint64> without(const QList<qint64> &list, const QList<RowSpan> &spans);

} // namespace formwork::history
