// SPDX-License-Identifier: Apache-2.0
#include "practice/toldjson.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>

namespace formwork::practice
{

namespace
{

constexpr int kDeepest = 40;

QJsonValue told(const QCborValue &value, QString (*nameOf)(const QString &), int depth)
{
    if (depth > kDeepest || value.isByteArray() || value.isUndefined())
        return {};
    if (value.isDateTime())
        return value.toDateTime().toUTC().toString(Qt::ISODate);
    if (value.isArray()) {
        QJsonArray list;
        for (const QCborValue entry : value.toArray())
            list.append(told(entry, nameOf, depth + 1));
        return list;
    }
    if (!value.isMap())
        return value.toJsonValue();
    QJsonObject object;
    for (const auto &[key, entry] : value.toMap()) {
        const QString name = key.toString();
        if (!entry.isByteArray() && !name.isEmpty())
            object.insert(nameOf(name), told(entry, nameOf, depth + 1));
    }
    return object;
}

} // namespace

QJsonValue toldAsJson(const QCborValue &value, QString (*nameOf)(const QString &member))
{
    return told(value, nameOf, 0);
}

} // namespace formwork::practice
