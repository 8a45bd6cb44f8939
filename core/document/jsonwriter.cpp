// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/number.h"
#include "document/timestamp.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QLocale>

#include <cmath>

namespace formwork::document
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

constexpr int kIndent = 4; // as the AWS CLI

class Writer
{
public:
    explicit Writer(JsonStyle style)
        : m_indented(style == JsonStyle::Indented)
    {
    }

    void write(const QCborValue &value, const Shape *shape, int depth);
    [[nodiscard]] QByteArray take() { return std::move(m_out); }

private:
    void writeMap(const QCborMap &map, const Shape *shape, int depth);
    void writeArray(const QCborArray &array, const Shape *shape, int depth);
    void writeString(const QByteArray &utf8);
    void writeDouble(double number);
    void newLine(int depth);

    QByteArray m_out;
    bool m_indented;
};

void Writer::newLine(int depth)
{
    if (m_indented)
        m_out.append('\n').append(qsizetype{depth} * kIndent, ' ');
}

void Writer::writeString(const QByteArray &utf8)
{
    static constexpr char hex[] = "0123456789abcdef";
    m_out += '"';
    for (const char c : utf8) {
        switch (c) {
        case '"':
        case '\\':
            m_out.append('\\').append(c);
            break;
        case '\n':
            m_out += "\\n";
            break;
        case '\r':
            m_out += "\\r";
            break;
        case '\t':
            m_out += "\\t";
            break;
        default:
            if (quint8(c) < 0x20)
                m_out.append("\\u00").append(hex[quint8(c) >> 4]).append(hex[quint8(c) & 15]);
            else
                m_out += c;
        }
    }
    m_out += '"';
}

void Writer::writeDouble(double number)
{
    if (std::isnan(number)) {
        m_out += "\"NaN\"";
    } else if (std::isinf(number)) {
        m_out += number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        const QByteArray text = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
        m_out += text;
        if (!text.contains('.') && !text.contains('e'))
            m_out += ".0"; // stays a floating-point number when it is read again
    }
}

void Writer::writeMap(const QCborMap &map, const Shape *shape, int depth)
{
    const bool hasMembers = shape && (shape->type == ShapeType::Structure || shape->type == ShapeType::Union);
    const Shape *inMap = shape && shape->type == ShapeType::Map ? shape->element.target : nullptr;
    bool first = true;
    m_out += '{';
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QCborValue value = it.value();
        if (value.isUndefined())
            continue;
        if (!first)
            m_out += ',';
        first = false;
        newLine(depth + 1);
        const QCborValue name = it.key();
        const QString key = name.isString() ? name.toString() : name.toVariant().toString();
        writeString(key.toUtf8());
        m_out += m_indented ? ": " : ":";
        const Member *member = hasMembers ? shape->member(key) : nullptr;
        write(value, member ? member->target : inMap, depth + 1);
    }
    if (!first)
        newLine(depth);
    m_out += '}';
}

void Writer::writeArray(const QCborArray &array, const Shape *shape, int depth)
{
    const Shape *inList = shape && shape->type == ShapeType::List ? shape->element.target : nullptr;
    bool first = true;
    m_out += '[';
    for (const QCborValue value : array) {
        if (!first)
            m_out += ',';
        first = false;
        newLine(depth + 1);
        write(value, inList, depth + 1);
    }
    if (!first)
        newLine(depth);
    m_out += ']';
}

void Writer::write(const QCborValue &value, const Shape *shape, int depth)
{
    switch (value.type()) {
    case QCborValue::Map:
        return writeMap(value.toMap(), shape, depth);
    case QCborValue::Array:
        return writeArray(value.toArray(), shape, depth);
    case QCborValue::String: {
        const QByteArray text = value.toString().toUtf8();
        const bool isBig =
            shape && (shape->type == ShapeType::BigInteger || shape->type == ShapeType::BigDecimal);
        if (isBig && numberKind({text.constData(), size_t(text.size())}) != NumberKind::None)
            m_out += text; // its digits, none lost
        else
            writeString(text);
        return;
    }
    case QCborValue::ByteArray:
        return writeString(value.toByteArray().toBase64());
    case QCborValue::DateTime:
        return writeString(timestampText(value.toDateTime()).toLatin1());
    case QCborValue::Integer:
        m_out += QByteArray::number(value.toInteger());
        return;
    case QCborValue::Double:
        return writeDouble(value.toDouble());
    case QCborValue::True:
        m_out += "true";
        return;
    case QCborValue::False:
        m_out += "false";
        return;
    default:
        m_out += exactNumberText(value).value_or("null");
    }
}

QByteArray written(const QCborValue &value, const Shape *shape, JsonStyle style)
{
    Writer writer(style);
    writer.write(value, shape, 0);
    return writer.take();
}

} // namespace

QByteArray toJson(const QCborValue &value, const Shape &shape, JsonStyle style)
{
    return written(value, &shape, style);
}

QByteArray toPlainJson(const QCborValue &value, JsonStyle style) { return written(value, nullptr, style); }

} // namespace formwork::document
