// SPDX-License-Identifier: Apache-2.0
#include "history/grouping.h"

namespace formwork::history
{

Grouped grouped(const QList<qint64> &ids, const QHash<qint64, qint64> &batches, const QSet<qint64> &open,
                bool standsLast)
{
    Grouped found;
    if (batches.isEmpty()) {
        found.ids = ids;
        return found;
    }
    QHash<qint64, QList<qint64>> followers; // of open batches
    for (const qint64 id : ids) {
        const qint64 batch = batches.value(id);
        if (batch == 0)
            continue;
        if (standsLast || !found.keys.contains(batch))
            found.keys.insert(batch, id);
        if (open.contains(batch)) {
            followers[batch].append(id);
            found.members.insert(id, batch);
        }
    }
    found.ids.reserve(ids.size() - found.members.size());
    for (const qint64 id : ids) {
        const qint64 batch = batches.value(id);
        if (batch == 0) {
            found.ids.append(id);
        } else if (found.keys.value(batch) == id) {
            found.ids.append(-batch);
            found.ids.append(followers.value(batch));
        }
    }
    return found;
}

} // namespace formwork::history
