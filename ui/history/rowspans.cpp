// SPDX-License-Identifier: Apache-2.0
#include "history/rowspans.h"

namespace formwork::history
{
namespace
{

QList<RowSpan> spans(const QList<qint64> &list, const QSet<qint64> &ids, bool areIn)
{
    QList<RowSpan> spans;
    for (int row = 0; row < list.size(); ++row) {
        if (ids.contains(list[row]) != areIn)
            continue;
        if (!spans.isEmpty() && spans.last().last == row - 1)
            spans.last().last = row;
        else
            spans.append({row, row});
    }
    return spans;
}

} // namespace

QList<RowSpan> spansIn(const QList<qint64> &list, const QSet<qint64> &ids) { return spans(list, ids, true); }

QList<RowSpan> spansMissing(const QList<qint64> &list, const QSet<qint64> &ids)
{
    return spans(list, ids, false);
}

QList<qint64> without(const QList<qint64> &list, const QList<RowSpan> &spans)
{
    QList<qint64> rest;
    rest.reserve(list.size());
    qsizetype from = 0;
    for (const RowSpan &span : spans) {
        rest += list.mid(from, span.first - from);
        from = span.last + 1;
    }
    return rest + list.mid(from);
}

} // namespace formwork::history
