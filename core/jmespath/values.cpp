// SPDX-License-Identifier: Apache-2.0
#include "jmespath/values.h"

#include "document/timestamp.h"

#include <QDateTime>

namespace formwork::jmespath
{

namespace
{

// Moves the surrogates, which stand for the highest code points, behind the rest of the basic plane.
int rank(QChar c)
{
    const int unit = c.unicode();
    if (unit >= 0xE000)
        return unit - 0x800;
    return unit >= 0xD800 ? unit + 0x2000 : unit;
}

} // namespace

Type typeOf(const QCborValue &value)
{
    switch (value.type()) {
    case QCborValue::True:
    case QCborValue::False:
        return Type::Boolean;
    case QCborValue::Integer:
    case QCborValue::Double:
        return Type::Number;
    case QCborValue::String:
    case QCborValue::DateTime:
    case QCborValue::ByteArray:
        return Type::String;
    case QCborValue::Array:
        return Type::Array;
    case QCborValue::Map:
        return Type::Object;
    default:
        return Type::Null;
    }
}

QString typeName(Type type)
{
    switch (type) {
    case Type::Boolean:
        return QStringLiteral("boolean");
    case Type::Number:
        return QStringLiteral("number");
    case Type::String:
        return QStringLiteral("string");
    case Type::Array:
        return QStringLiteral("array");
    case Type::Object:
        return QStringLiteral("object");
    case Type::Null:
        break;
    }
    return QStringLiteral("null");
}

QString textOf(const QCborValue &value)
{
    if (value.isDateTime())
        return document::timestampText(value.toDateTime());
    if (value.isByteArray())
        return QString::fromLatin1(value.toByteArray().toBase64());
    return value.toString();
}

QCborValue plain(const QCborValue &value)
{
    return value.isDateTime() || value.isByteArray() ? QCborValue(textOf(value)) : value;
}

bool isFalse(const QCborValue &value)
{
    switch (typeOf(value)) {
    case Type::Null:
        return true;
    case Type::Boolean:
        return value.isFalse();
    case Type::String:
        return value.isString() ? value.toString().isEmpty()
                                : value.isByteArray() && value.toByteArray().isEmpty();
    case Type::Array:
        return value.toArray().isEmpty();
    case Type::Object:
        return value.toMap().isEmpty();
    case Type::Number:
        break;
    }
    return false;
}

std::strong_ordering compareText(QStringView a, QStringView b)
{
    const qsizetype shorter = std::min(a.size(), b.size());
    for (qsizetype i = 0; i < shorter; ++i) {
        if (a[i] != b[i])
            return rank(a[i]) <=> rank(b[i]);
    }
    return a.size() <=> b.size();
}

std::partial_ordering compareNumbers(const QCborValue &a, const QCborValue &b)
{
    if (a.isInteger() && b.isInteger())
        return a.toInteger() <=> b.toInteger();
    return a.toDouble() <=> b.toDouble();
}

} // namespace formwork::jmespath
