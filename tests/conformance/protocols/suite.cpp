// SPDX-License-Identifier: Apache-2.0
#include "suite.h"

#include "readers/reader.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <limits>

namespace formwork::conformance
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

QLatin1String key(const char *name) { return QLatin1String(name); }

// The suites repeat a payload's name as its locationName, which in their source no trait says; read literally
// it would name the root element.
QJsonObject withoutRepeatedNames(QJsonObject shapes)
{
    for (auto it = shapes.begin(); it != shapes.end(); ++it) {
        QJsonObject shape = it.value().toObject();
        const QString payload = shape.value(key("payload")).toString();
        QJsonObject members = shape.value(key("members")).toObject();
        QJsonObject member = members.value(payload).toObject();
        if (payload.isEmpty() || member.value(key("locationName")).toString() != payload)
            continue;
        member.remove(key("locationName"));
        members.insert(payload, member);
        shape.insert(key("members"), members);
        it.value() = shape;
    }
    return shapes;
}

QCborValue numberOf(const QJsonValue &json, const Shape &shape)
{
    if (json.isString()) {
        const QString text = json.toString();
        const double infinity = std::numeric_limits<double>::infinity();
        if (text == u"NaN")
            return std::numeric_limits<double>::quiet_NaN();
        return text == u"Infinity" ? infinity : -infinity;
    }
    return shape.isInteger() ? QCborValue(json.toInteger()) : QCborValue(json.toDouble());
}

QCborValue structureOf(const QJsonObject &json, const Shape &shape)
{
    QCborMap map;
    for (auto it = json.begin(); it != json.end(); ++it) {
        const Member *member = shape.member(it.key());
        map[it.key()] =
            member ? documentOf(it.value(), *member->target) : QCborValue::fromJsonValue(it.value());
    }
    return map;
}

} // namespace

QList<Case> readCases(const QString &folder)
{
    QList<Case> result;
    const QDir directory(folder);
    for (const QString &file : directory.entryList({QStringLiteral("*.json")}, QDir::Files, QDir::Name)) {
        QFile source(directory.filePath(file));
        if (!source.open(QIODevice::ReadOnly))
            continue;
        const QString stem = file.chopped(5);
        for (const QJsonValue &suite : QJsonDocument::fromJson(source.readAll()).array()) {
            for (const QJsonValue &entry : suite.toObject().value(key("cases")).toArray()) {
                const QString id = entry.toObject().value(key("id")).toString();
                result.append({stem + u'/' + id, stem, suite.toObject(), entry.toObject()});
            }
        }
    }
    return result;
}

Result<model::OperationPtr> operationOf(const Case &vectorCase)
{
    const QJsonObject given = vectorCase.vector.value(key("given")).toObject();
    const QString name = given.value(key("name")).toString();
    QJsonObject metadata = vectorCase.suite.value(key("metadata")).toObject();
    if (!metadata.contains(key("endpointPrefix")))
        metadata.insert(key("endpointPrefix"), QStringLiteral("vectors"));
    const QJsonObject file{
        {key("version"), QStringLiteral("2.0")},
        {key("metadata"), metadata},
        {key("operations"), QJsonObject{{name, given}}},
        {key("shapes"), withoutRepeatedNames(vectorCase.suite.value(key("shapes")).toObject())}};
    const QByteArray bytes = QJsonDocument(file).toJson(QJsonDocument::Compact);
    const auto service = readers::readServiceBytes(bytes, vectorCase.name, QStringLiteral("vectors"));
    if (!service)
        return std::unexpected(service.error());
    return readers::readOperationBytes(bytes, *service, name);
}

QCborValue documentOf(const QJsonValue &json, const Shape &shape)
{
    if (json.isNull())
        return QCborValue(nullptr);
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        return structureOf(json.toObject(), shape);
    case ShapeType::List: {
        QCborArray list;
        for (const QJsonValue &item : json.toArray())
            list.append(documentOf(item, *shape.element.target));
        return list;
    }
    case ShapeType::Map: {
        QCborMap map;
        const QJsonObject object = json.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            map[it.key()] = documentOf(it.value(), *shape.element.target);
        return map;
    }
    case ShapeType::Blob:
        return json.toString().toUtf8();
    case ShapeType::Timestamp:
        return QCborValue(QDateTime::fromMSecsSinceEpoch(qRound64(json.toDouble() * 1000), Qt::UTC));
    default:
        return shape.isNumber() ? numberOf(json, shape) : QCborValue::fromJsonValue(json);
    }
}

void addTokens(QCborMap &input, const Shape &shape)
{
    for (const Member &member : shape.members) {
        if (member.idempotencyToken && !input.contains(member.name))
            input[member.name] = QStringLiteral("00000000-0000-4000-8000-000000000000");
    }
}

} // namespace formwork::conformance
