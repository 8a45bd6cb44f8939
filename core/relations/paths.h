// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborArray>
#include <QCborMap>
#include <QCborValue>
#include <QString>

// The paths that relations have, "Reservations[].Instances[].InstanceId", in a document.
namespace formwork::relations
{

[[nodiscard]] inline QString lastStep(const QString &path)
{
    return path.section(u'.', -1).remove(QStringLiteral("[]"));
}

// What stands there; of each list the first entry, or none of one that has several.
enum class OfLists { First, Only };
[[nodiscard]] inline QCborValue valueAlong(QCborValue at, const QString &path, OfLists which)
{
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        if (isList)
            step.chop(2);
        at = at.toMap().value(step);
        if (!isList)
            continue;
        const QCborArray entries = at.toArray();
        const bool isOne = which == OfLists::First || entries.size() == 1;
        at = isOne ? entries.first() : QCborValue();
    }
    return at;
}

} // namespace formwork::relations
