// SPDX-License-Identifier: Apache-2.0
#include "suite.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTimeZone>

#include <limits>

namespace formwork::conformance
{

using model::Location;
using model::Member;
using model::Operation;
using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

QLatin1String key(const char *name) { return QLatin1String(name); }

TimestampFormat timestampFormatOf(const QString &name)
{
    if (name == u"iso8601")
        return TimestampFormat::DateTime;
    if (name == u"rfc822")
        return TimestampFormat::HttpDate;
    return name == u"unixTimestamp" ? TimestampFormat::EpochSeconds : TimestampFormat::Unset;
}

ShapeType typeOf(const QJsonObject &json)
{
    static const QHash<QString, ShapeType> kTypes{{QStringLiteral("blob"), ShapeType::Blob},
                                                  {QStringLiteral("boolean"), ShapeType::Boolean},
                                                  {QStringLiteral("double"), ShapeType::Double},
                                                  {QStringLiteral("float"), ShapeType::Float},
                                                  {QStringLiteral("integer"), ShapeType::Integer},
                                                  {QStringLiteral("list"), ShapeType::List},
                                                  {QStringLiteral("long"), ShapeType::Long},
                                                  {QStringLiteral("map"), ShapeType::Map},
                                                  {QStringLiteral("string"), ShapeType::String},
                                                  {QStringLiteral("structure"), ShapeType::Structure},
                                                  {QStringLiteral("timestamp"), ShapeType::Timestamp}};
    if (json.value(key("document")).toBool())
        return ShapeType::Document;
    if (json.value(key("union")).toBool())
        return ShapeType::Union;
    return kTypes.value(json.value(key("type")).toString(), ShapeType::String);
}

std::optional<model::XmlNamespace> namespaceOf(const QJsonValue &json)
{
    if (json.isString())
        return model::XmlNamespace{json.toString(), {}};
    if (!json.isObject())
        return {};
    const QJsonObject object = json.toObject();
    return model::XmlNamespace{object.value(key("uri")).toString(), object.value(key("prefix")).toString()};
}

class Builder
{
public:
    Builder(Operation &operation, QJsonObject shapes)
        : m_operation(operation)
        , m_shapes(std::move(shapes))
    {
    }

    Shape *shape(const QString &name)
    {
        if (Shape *known = m_known.value(name))
            return known;
        Shape *shape = &m_operation.shapes.emplace_back();
        m_known.insert(name, shape);
        fill(*shape, name, m_shapes.value(name).toObject());
        return shape;
    }

    Shape *emptyStructure() { return &m_operation.shapes.emplace_back(); }

private:
    void fill(Shape &shape, const QString &name, const QJsonObject &json);
    void fillStructure(Shape &shape, const QJsonObject &json);
    Member member(const QString &name, const QJsonObject &json);
    void bind(Member &member, const QJsonObject &json);

    Operation &m_operation;
    QJsonObject m_shapes;
    QHash<QString, Shape *> m_known;
};

void Builder::fill(Shape &shape, const QString &name, const QJsonObject &json)
{
    shape.name = name;
    shape.type = typeOf(json);
    shape.timestampFormat = timestampFormatOf(json.value(key("timestampFormat")).toString());
    shape.xmlNamespace = namespaceOf(json.value(key("xmlNamespace")));
    shape.xmlName = json.value(key("locationName")).toString();
    shape.flattened = json.value(key("flattened")).toBool();
    if (shape.type == ShapeType::Structure || shape.type == ShapeType::Union)
        fillStructure(shape, json);
    if (shape.type == ShapeType::List)
        shape.element = member(QStringLiteral("member"), json.value(key("member")).toObject());
    if (shape.type == ShapeType::Map) {
        shape.key = member(QStringLiteral("key"), json.value(key("key")).toObject());
        shape.element = member(QStringLiteral("value"), json.value(key("value")).toObject());
    }
    const QJsonObject error = json.value(key("error")).toObject();
    shape.error.isError = json.value(key("exception")).toBool();
    shape.error.httpStatus = error.value(key("httpStatusCode")).toInt();
    shape.error.queryCode = error.value(key("code")).toString();
}

void Builder::fillStructure(Shape &shape, const QJsonObject &json)
{
    const QString payload = json.value(key("payload")).toString();
    const QJsonObject members = json.value(key("members")).toObject();
    for (auto it = members.begin(); it != members.end(); ++it) {
        Member added = member(it.key(), it.value().toObject());
        if (it.key() == payload) {
            added.location = Location::Payload;
            // The suites repeat the member's name here, which Smithy's rule for payloads does not mean.
            if (added.xmlName == added.name)
                added.xmlName.clear();
        }
        shape.members.push_back(std::move(added));
    }
}

Member Builder::member(const QString &name, const QJsonObject &json)
{
    Member result;
    result.name = name;
    Shape *target = shape(json.value(key("shape")).toString());
    if (json.value(key("jsonvalue")).toBool()) {
        Shape &copy = m_operation.shapes.emplace_back(*target);
        copy.mediaType = QStringLiteral("application/json");
        target = &copy;
    }
    result.target = target;
    result.hostLabel = json.value(key("hostLabel")).toBool();
    result.idempotencyToken = json.value(key("idempotencyToken")).toBool();
    result.xmlAttribute = json.value(key("xmlAttribute")).toBool();
    result.xmlFlattened = json.value(key("flattened")).toBool();
    result.xmlNamespace = namespaceOf(json.value(key("xmlNamespace")));
    result.ec2QueryName = json.value(key("queryName")).toString();
    bind(result, json);
    return result;
}

void Builder::bind(Member &member, const QJsonObject &json)
{
    static const QHash<QString, Location> kLocations{{QStringLiteral("header"), Location::Header},
                                                     {QStringLiteral("headers"), Location::PrefixHeaders},
                                                     {QStringLiteral("uri"), Location::Label},
                                                     {QStringLiteral("querystring"), Location::Query},
                                                     {QStringLiteral("statusCode"), Location::StatusCode}};
    const QString name = json.value(key("locationName")).toString();
    const QString location = json.value(key("location")).toString();
    member.location = kLocations.value(location, Location::Body);
    member.locationName = member.location == Location::Body ? QString() : name;
    if (member.location == Location::Body) {
        member.jsonName = name;
        member.xmlName = name;
    }
}

QList<model::Protocol> protocolsOf(const QJsonObject &metadata)
{
    using enum model::Protocol;
    const QString name = metadata.value(key("protocol")).toString();
    if (name == u"json")
        return {metadata.value(key("jsonVersion")).toString() == u"1.1" ? AwsJson11 : AwsJson10};
    if (name == u"rest-json")
        return {RestJson};
    if (name == u"rest-xml")
        return {RestXml};
    if (name == u"query")
        return {Query};
    return {name == u"ec2" ? Ec2Query : RpcV2Cbor};
}

model::ServicePtr serviceOf(const QJsonObject &suite)
{
    const QJsonObject metadata = suite.value(key("metadata")).toObject();
    auto service = std::make_shared<model::Service>();
    service->id = QStringLiteral("vectors");
    service->apiVersion = metadata.value(key("apiVersion")).toString();
    service->targetPrefix = metadata.value(key("targetPrefix")).toString();
    service->shapeName = service->targetPrefix;
    service->protocols = protocolsOf(metadata);
    service->queryCompatible = metadata.contains(key("awsQueryCompatible"));
    service->format = model::Format::Botocore;
    return service;
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

std::shared_ptr<Operation> operationOf(const Case &vectorCase)
{
    auto operation = std::make_shared<Operation>();
    const QJsonObject given = vectorCase.vector.value(key("given")).toObject();
    const QJsonObject http = given.value(key("http")).toObject();
    operation->service = serviceOf(vectorCase.suite);
    operation->name = given.value(key("name")).toString();
    operation->httpMethod = http.value(key("method")).toString().toUtf8();
    operation->httpUri = http.value(key("requestUri")).toString().toUtf8();
    operation->hostPrefix = given.value(key("endpoint")).toObject().value(key("hostPrefix")).toString();
    operation->requestCompression = given.contains(key("requestcompression"));
    if (given.value(key("httpChecksumRequired")).toBool())
        operation->httpChecksum = "{\"requestChecksumRequired\":true}";
    Builder builder(*operation, vectorCase.suite.value(key("shapes")).toObject());
    const QJsonObject input = given.value(key("input")).toObject();
    const QJsonObject output = given.value(key("output")).toObject();
    operation->takesInput = !input.isEmpty();
    operation->input =
        input.isEmpty() ? builder.emptyStructure() : builder.shape(input.value(key("shape")).toString());
    operation->output =
        output.isEmpty() ? builder.emptyStructure() : builder.shape(output.value(key("shape")).toString());
    operation->resultWrapper = output.value(key("resultWrapper")).toString();
    if (input.contains(key("locationName"))) {
        Shape &root = operation->shapes.emplace_back(*operation->input);
        if (root.xmlName.isEmpty())
            root.xmlName = input.value(key("locationName")).toString();
        if (const auto xmlNamespace = namespaceOf(input.value(key("xmlNamespace"))))
            root.xmlNamespace = xmlNamespace;
        operation->input = &root;
    }
    for (const QJsonValue &error : given.value(key("errors")).toArray())
        operation->errors.append(builder.shape(error.toObject().value(key("shape")).toString()));
    return operation;
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
