// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonwriter.h"

#include "base/absent.h"
#include "base/tr.h"
#include "document/jsontext.h"
#include "document/number.h"
#include "protocol/text.h"

#include <QCborArray>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

// A separator before every entry but the first.
class Comma
{
public:
    explicit Comma(QByteArray &out)
        : m_out(out)
    {
    }
    void next()
    {
        if (!m_isFirst)
            m_out.append(',');
        m_isFirst = false;
    }

private:
    QByteArray &m_out;
    bool m_isFirst = true;
};

void appendAscii(QByteArray &out, const QString &text)
{
    QByteArray utf8;
    document::appendJsonString(utf8, text.toUtf8());
    for (const QChar c : QString::fromUtf8(utf8)) {
        if (c.unicode() < 0x80)
            out.append(c.toLatin1());
        else
            out.append("\\u").append(QByteArray::number(c.unicode(), 16).rightJustified(4, '0'));
    }
}

void appendDouble(QByteArray &out, double number)
{
    const QByteArray text = numberText(number);
    if (qIsFinite(number))
        out.append(text);
    else
        out.append('"').append(text).append('"');
}

} // namespace

bool JsonWriter::structure(const Shape &shape, const QCborMap &map, Members which)
{
    m_out.append('{');
    Comma comma(m_out);
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QCborValue item = it.value();
        if (isAbsent(item))
            continue;
        const QString name = it.key().toString();
        const Member *member = shape.member(name);
        if (member && !isWanted(*member, which))
            continue;
        comma.next();
        appendText(member ? member->wireName() : name);
        m_out.append(':');
        if (!(member ? nested(*member, item) : plain(item)))
            return m_misfit.under(name);
    }
    m_out.append('}');
    return true;
}

bool JsonWriter::nested(const Member &member, const QCborValue &item)
{
    if (m_depth >= kMaxDepth)
        return m_misfit.because(tooDeep());
    ++m_depth;
    const bool good = value(member, item);
    --m_depth;
    return good;
}

bool JsonWriter::value(const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        return value.isMap() ? structure(shape, value.toMap()) : m_misfit.wrongType(shape, value);
    case ShapeType::List:
        return list(shape, value);
    case ShapeType::Map:
        return map(shape, value);
    case ShapeType::Document:
        return plain(value);
    case ShapeType::String:
    case ShapeType::Enum:
        return value.isString() ? text(value.toString()) : m_misfit.wrongType(shape, value);
    default:
        return scalar(member, value);
    }
}

void JsonWriter::appendText(const QString &text)
{
    if (m_charset == Charset::Ascii)
        appendAscii(m_out, text);
    else
        document::appendJsonString(m_out, text.toUtf8());
}

bool JsonWriter::text(const QString &text)
{
    appendText(text);
    return true;
}

bool JsonWriter::list(const Shape &shape, const QCborValue &value)
{
    if (!value.isArray())
        return m_misfit.wrongType(shape, value);
    m_out.append('[');
    Comma comma(m_out);
    const QCborArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i) {
        const QCborValue item = array.at(i);
        comma.next();
        if (isAbsent(item))
            m_out.append("null");
        else if (!nested(shape.element, item))
            return m_misfit.under(QString::number(i));
    }
    m_out.append(']');
    return true;
}

bool JsonWriter::map(const Shape &shape, const QCborValue &value)
{
    if (!value.isMap())
        return m_misfit.wrongType(shape, value);
    m_out.append('{');
    Comma comma(m_out);
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QCborValue item = it.value();
        if (item.isUndefined())
            continue;
        comma.next();
        appendText(it.key().toString());
        m_out.append(':');
        if (item.isNull())
            m_out.append("null");
        else if (!nested(shape.element, item))
            return m_misfit.under(it.key().toString());
    }
    m_out.append('}');
    return true;
}

bool JsonWriter::scalar(const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    const bool isRpcV2 = m_dialect == Dialect::RpcV2;
    const TimestampFormat format =
        isRpcV2 ? TimestampFormat::EpochSeconds : timestampFormat(member, TimestampFormat::EpochSeconds);
    const auto text = scalarText(shape, format, value, m_fraction);
    if (!text)
        return m_misfit.wrongType(shape, value);
    const bool isText = shape.type == ShapeType::Blob
        || (shape.type == ShapeType::Timestamp && format != TimestampFormat::EpochSeconds)
        || (shape.isNumber() && !isJsonNumber(*text))
        || (isRpcV2 && (shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal));
    if (isText)
        m_out.append('"').append(*text).append('"');
    else
        m_out.append(*text);
    return true;
}

bool JsonWriter::plainMap(const QCborMap &map)
{
    m_out.append('{');
    Comma comma(m_out);
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (it.value().isUndefined())
            continue;
        comma.next();
        appendText(it.key().toString());
        m_out.append(':');
        if (!plain(it.value()))
            return m_misfit.under(it.key().toString());
    }
    m_out.append('}');
    return true;
}

bool JsonWriter::plain(const QCborValue &value)
{
    if (m_depth >= kMaxDepth)
        return m_misfit.because(tooDeep());
    ++m_depth;
    bool good = true;
    if (value.isMap()) {
        good = plainMap(value.toMap());
    } else if (value.isArray()) {
        m_out.append('[');
        Comma comma(m_out);
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; good && i < array.size(); ++i) {
            comma.next();
            good = plain(array.at(i)) || m_misfit.under(QString::number(i));
        }
        m_out.append(']');
    } else if (value.isString()) {
        appendText(value.toString());
    } else if (value.isInteger()) {
        m_out.append(QByteArray::number(value.toInteger()));
    } else if (value.isDouble()) {
        appendDouble(m_out, value.toDouble());
    } else if (value.isBool()) {
        m_out.append(value.toBool() ? "true" : "false");
    } else if (isAbsent(value)) {
        m_out.append("null");
    } else if (const auto digits = document::exactNumberText(value)) {
        m_out.append(*digits);
    } else {
        good = m_misfit.because(Tr::tr("is %1, which a JSON value cannot hold.").arg(kindOfValue(value)));
    }
    --m_depth;
    return good;
}

Result<QByteArray> writeJsonStructure(const model::Shape &shape, const QCborMap &map,
                                      JsonWriter::Dialect dialect)
{
    QByteArray body;
    Misfit misfit;
    if (!JsonWriter(body, misfit, dialect).structure(shape, map))
        return std::unexpected(misfit.error(Phase::Serialise, QStringLiteral("WrongType")));
    return body;
}

} // namespace formwork::protocol
