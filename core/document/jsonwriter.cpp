// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/jsontext.h"
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

void appendEscape(QByteArray &out, unsigned char c)
{
    static constexpr char kHex[] = "0123456789abcdef";
    switch (c) {
    case '"':
        out.append("\\\"");
        break;
    case '\\':
        out.append("\\\\");
        break;
    case '\b':
        out.append("\\b");
        break;
    case '\f':
        out.append("\\f");
        break;
    case '\n':
        out.append("\\n");
        break;
    case '\r':
        out.append("\\r");
        break;
    case '\t':
        out.append("\\t");
        break;
    default:
        out.append("\\u00").append(kHex[c >> 4]).append(kHex[c & 15]);
    }
}

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

void Writer::writeDouble(double number)
{
    if (std::isnan(number)) {
        m_out += "\"NaN\"";
    } else if (std::isinf(number)) {
        m_out += number > 0 ? "\"Infinity\"" : "\"-Infinity\"";
    } else {
        m_out += floatText(number);
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
        appendJsonString(m_out, key.toUtf8());
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
            appendJsonString(m_out, text);
        return;
    }
    case QCborValue::ByteArray:
        return appendJsonString(m_out, value.toByteArray().toBase64());
    case QCborValue::DateTime:
        return appendJsonString(m_out, timestampText(value.toDateTime()).toLatin1());
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

QByteArray floatText(double number)
{
    QByteArray text = QByteArray::number(number, 'g', QLocale::FloatingPointShortest);
    if (number == 0.0 && std::signbit(number) && !text.startsWith('-')) // Qt leaves it out
        text.prepend('-');
    return text.contains('.') || text.contains('e') ? text : text + ".0";
}

void appendJsonString(QByteArray &out, const QByteArray &utf8)
{
    out.append('"');
    qsizetype start = 0;
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        out.append(QByteArrayView(utf8).sliced(start, i - start));
        appendEscape(out, c);
        start = i + 1;
    }
    out.append(QByteArrayView(utf8).sliced(start)).append('"');
}

QByteArray toJson(const QCborValue &value, const Shape &shape, JsonStyle style)
{
    return written(value, &shape, style);
}

QByteArray toPlainJson(const QCborValue &value, JsonStyle style) { return written(value, nullptr, style); }

} // namespace formwork::document
