// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCborValue>
#include <QList>
#include <QString>

#include <optional>
#include <vector>

// What AWS publishes of its services, in one vocabulary for both of its model formats (Smithy 2.0 JSON AST
// and botocore service-2.json). Names of traits are Smithy's; see the Smithy 2.0 specification for their
// meaning.
namespace formwork::model
{

struct Shape;

enum class ShapeType : quint8 {
    Blob,
    Boolean,
    String,
    Enum,
    IntEnum,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    List,
    Map,
    Structure,
    Union
};

enum class TimestampFormat : quint8 { Unset, DateTime, HttpDate, EpochSeconds };

enum class Location : quint8 {
    Body,
    Header,
    PrefixHeaders,
    Label,
    GreedyLabel,
    Query,
    QueryParams,
    Payload,
    StatusCode
};

struct XmlNamespace {
    QString uri;
    QString prefix;
    bool operator==(const XmlNamespace &) const = default;
};

// Limits on a value. Lengths count Unicode code points for strings, bytes for blobs, entries for lists and
// maps.
struct Constraints {
    std::optional<qint64> minLength;
    std::optional<qint64> maxLength;
    std::optional<double> minValue;
    std::optional<double> maxValue;
    QString pattern; // ECMA 262, searched for (not anchored); empty: none
    bool uniqueItems = false;
    bool operator==(const Constraints &) const = default;
};

struct Deprecation {
    QString since;
    QString message;
};

// A member of a structure or union, the element of a list ("member"), or the "key" or "value" of a map. What
// stands on the member wins over what stands on the shape it targets; the queries below have that rule
// inside.
struct Member {
    QString name;
    const Shape *target = nullptr; // never null in a model that was read without an error
    QString documentation; // HTML as published, or plain text

    bool required = false;
    bool clientOptional = false;
    bool idempotencyToken = false;
    bool tokenByName = false; // it is one by its name (repeating.h), not by a mark in the model
    bool sensitiveTrait = false;
    bool hostLabel = false;
    bool xmlAttribute = false;
    bool xmlFlattened = false;
    bool eventPayload = false;
    bool eventHeader = false;
    bool streaming = false; // botocore puts this on members
    bool jsonValue = false; // botocore `jsonvalue`: JSON text, sent in base64 where it is a header
    std::optional<QCborValue> defaultValue; // null: explicitly without a default
    std::optional<Deprecation> deprecated;

    Location location = Location::Body;
    QString locationName; // header, query parameter or prefix of headers; the label has the member's name
    QString jsonName; // wire name in JSON bodies; empty: the name
    QString xmlName; // wire name in XML and query bodies; empty: the name
    QString ec2QueryName;
    QString contextParam; // endpoint rule parameter bound to this member
    std::optional<XmlNamespace> xmlNamespace;
    TimestampFormat timestampFormat = TimestampFormat::Unset;
    Constraints constraints; // set on the member itself

    [[nodiscard]] bool isSensitive() const; // on the member or its target
    [[nodiscard]] Constraints effectiveConstraints() const; // member's, where set, over the target's
    [[nodiscard]] QString wireName() const { return jsonName.isEmpty() ? name : jsonName; }
};

struct EnumValue {
    QString name;
    QString value; // for intEnum the number in decimal
    QString documentation;
    std::optional<Deprecation> deprecated;
};

struct ErrorTrait {
    bool isError = false;
    bool clientFault = true;
    int httpStatus = 0; // 0: not modelled
    QString queryCode; // code on the wire where it differs from the shape's name (awsQueryError)
    bool retryable = false;
    bool throttling = false;
};

// A shape; owned by the Operation whose graph it belongs to, immutable once read. Graphs may be recursive.
struct Shape {
    QString name; // without namespace
    ShapeType type = ShapeType::Structure;
    QString documentation;

    std::vector<Member> members; // structure, union: in the order published
    Member element; // list: the elements; map: the values
    Member key; // map
    QList<EnumValue> enumValues; // enum, intEnum

    Constraints constraints;
    TimestampFormat timestampFormat = TimestampFormat::Unset;
    ErrorTrait error;
    QString mediaType; // blobs and strings, e.g. "application/json"
    QString xmlName;
    std::optional<XmlNamespace> xmlNamespace;
    bool sensitive = false;
    bool sparse = false; // list, map: null entries have a meaning
    bool streaming = false; // blob
    bool requiresLength = false;
    bool eventStream = false; // union
    bool flattened = false; // list, map (botocore puts this on the shape)
    std::optional<QCborValue> defaultValue;
    std::optional<Deprecation> deprecated;

    [[nodiscard]] const Member *member(QStringView memberName) const; // null if there is none
    [[nodiscard]] bool isAggregate() const { return type >= ShapeType::List; }
    [[nodiscard]] bool isNumber() const
    {
        return type >= ShapeType::IntEnum && type <= ShapeType::BigDecimal;
    }
    [[nodiscard]] bool isInteger() const { return type >= ShapeType::IntEnum && type <= ShapeType::Long; }
    [[nodiscard]] bool isText() const { return type == ShapeType::String || type == ShapeType::Enum; }
};

} // namespace formwork::model
