// SPDX-License-Identifier: Apache-2.0
#include "practice/itemvalues.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

const QString kMap = QStringLiteral("M");
const QString kList = QStringLiteral("L");

std::optional<QCborMap> stepped(const QCborMap &value, const ItemStep &step)
{
    QCborValue next;
    if (!step.name.isEmpty())
        next = value.value(kMap).toMap().value(step.name);
    else if (const QCborArray list = value.value(kList).toArray(); step.place < list.size())
        next = list.at(step.place);
    return next.isMap() ? std::optional(next.toMap()) : std::nullopt;
}

// What `change` makes of the value at the path; false: there is no way to it.
template <typename Change>
bool changeAt(QCborMap &value, const ItemPath &path, qsizetype from, const Change &change)
{
    const ItemStep &step = path[from];
    const bool isLast = from + 1 == path.size();
    if (!step.name.isEmpty() ? !value.contains(kMap) : !value.contains(kList))
        return false;
    if (isLast) {
        change(value, step);
        return true;
    }
    std::optional<QCborMap> next = stepped(value, step);
    if (!next || !changeAt(*next, path, from + 1, change))
        return false;
    if (step.name.isEmpty()) {
        QCborArray list = value.value(kList).toArray();
        list[step.place] = *next;
        value[kList] = list;
    } else {
        QCborMap map = value.value(kMap).toMap();
        map[step.name] = *next;
        value[kMap] = map;
    }
    return true;
}

QCborMap projected(const QCborMap &value, const QList<ItemPath> &paths);

// Entries that paths lead into, in the list's own order and without gaps.
QCborMap projectedList(const QCborArray &list, const QList<ItemPath> &paths)
{
    QCborArray kept;
    for (qsizetype place = 0; place < list.size(); ++place) {
        QList<ItemPath> inner;
        for (const ItemPath &path : paths) {
            if (path.first().name.isEmpty() && path.first().place == place)
                inner.append(path.sliced(1));
        }
        const QCborMap entry = inner.isEmpty() ? QCborMap() : projected(list.at(place).toMap(), inner);
        if (!entry.isEmpty())
            kept.append(entry);
    }
    return kept.isEmpty() ? QCborMap() : QCborMap{{kList, kept}};
}

QCborMap projected(const QCborMap &value, const QList<ItemPath> &paths)
{
    if (std::ranges::any_of(paths, [](const ItemPath &path) { return path.isEmpty(); }))
        return value;
    if (value.contains(kList))
        return projectedList(value.value(kList).toArray(), paths);
    QCborMap kept;
    for (const auto &[name, entry] : value.value(kMap).toMap()) {
        QList<ItemPath> inner;
        for (const ItemPath &path : paths) {
            if (path.first().name == name.toString())
                inner.append(path.sliced(1));
        }
        const QCborMap part = inner.isEmpty() ? QCborMap() : projected(entry.toMap(), inner);
        if (!part.isEmpty())
            kept[name] = part;
    }
    return kept.isEmpty() ? QCborMap() : QCborMap{{kMap, kept}};
}

} // namespace

std::optional<QCborMap> itemValueAt(const QCborMap &item, const ItemPath &path)
{
    std::optional<QCborMap> value = QCborMap{{kMap, item}};
    for (const ItemStep &step : path) {
        if (value)
            value = stepped(*value, step);
    }
    return value;
}

bool setItemValue(QCborMap &item, const ItemPath &path, const QCborMap &value)
{
    QCborMap whole{{kMap, item}};
    const bool isDone = changeAt(whole, path, 0, [&value](QCborMap &around, const ItemStep &step) {
        if (!step.name.isEmpty()) {
            QCborMap map = around.value(kMap).toMap();
            map[step.name] = value;
            around[kMap] = map;
            return;
        }
        QCborArray list = around.value(kList).toArray();
        if (step.place < list.size())
            list[step.place] = value;
        else
            list.append(value);
        around[kList] = list;
    });
    item = whole.value(kMap).toMap();
    return isDone;
}

void removeItemValue(QCborMap &item, const ItemPath &path)
{
    QCborMap whole{{kMap, item}};
    (void)changeAt(whole, path, 0, [](QCborMap &around, const ItemStep &step) {
        if (!step.name.isEmpty()) {
            QCborMap map = around.value(kMap).toMap();
            map.remove(step.name);
            around[kMap] = map;
            return;
        }
        QCborArray list = around.value(kList).toArray();
        if (step.place < list.size())
            list.removeAt(step.place);
        around[kList] = list;
    });
    item = whole.value(kMap).toMap();
}

QCborMap projectedItem(const QCborMap &item, const QList<ItemPath> &paths)
{
    return projected({{kMap, item}}, paths).value(kMap).toMap();
}

} // namespace formwork::practice
