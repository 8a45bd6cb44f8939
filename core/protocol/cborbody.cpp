// SPDX-License-Identifier: Apache-2.0
#include "protocol/cborbody.h"

#include "base/absent.h"
#include "base/tr.h"
#include "protocol/mapbuilder.h"
#include "protocol/text.h"

#include <QCborArray>
#include <QCborValue>

#include <algorithm>
#include <cmath>
#include <limits>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

qsizetype presentCount(const QCborMap &map)
{
    return std::count_if(map.constBegin(), map.constEnd(),
                         [](const auto &entry) { return !isAbsent(entry.second); });
}

class Reader
{
public:
    explicit Reader(Misfit &given)
        : misfit(given)
    {
    }

    bool structure(const Shape &shape, const QCborMap &map, QCborMap &result);
    Misfit &misfit;

private:
    bool value(const Member &member, const QCborValue &found, QCborValue &result);
    bool inside(const Shape &shape, const QCborValue &found, QCborValue &result);
    bool list(const Shape &shape, const QCborArray &array, QCborValue &result);
    bool map(const Shape &shape, const QCborMap &map, QCborValue &result);
    bool scalar(const Shape &shape, const QCborValue &found, QCborValue &result);
    bool document(const QCborValue &found, QCborValue &result);
    bool anyMap(const QCborMap &map, QCborValue &result);

    int m_depth = 0;
};

bool Reader::structure(const Shape &shape, const QCborMap &map, QCborMap &result)
{
    MapBuilder builder;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const auto found = std::ranges::find(shape.members, it.key().toString(), &Member::wireName);
        const Member *member = found == shape.members.end() ? nullptr : &*found;
        if (!member || isAbsent(it.value()))
            continue;
        QCborValue item;
        const Misfit::Mark mark = misfit.mark();
        if (value(*member, it.value(), item))
            builder.append(member->name, std::move(item));
        if (!misfit.goesOn(mark, member->name))
            return false;
    }
    result = builder.take();
    return true;
}

bool Reader::value(const Member &member, const QCborValue &found, QCborValue &result)
{
    if (m_depth >= kMaxDepth)
        return misfit.because(tooDeep());
    ++m_depth;
    const bool good = inside(*member.target, found, result);
    --m_depth;
    return good;
}

bool Reader::inside(const Shape &shape, const QCborValue &found, QCborValue &result)
{
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union: {
        QCborMap inner;
        if (!found.isMap())
            return misfit.wrongType(shape, found);
        if (!structure(shape, found.toMap(), inner))
            return false;
        result = inner;
        return true;
    }
    case ShapeType::List:
        return found.isArray() ? list(shape, found.toArray(), result) : misfit.wrongType(shape, found);
    case ShapeType::Map:
        return found.isMap() ? map(shape, found.toMap(), result) : misfit.wrongType(shape, found);
    case ShapeType::Document:
        return document(found, result);
    default:
        return scalar(shape, found, result);
    }
}

// A document is JSON, whatever carries it: names are text and stand once, and there is nothing JSON has not.
bool Reader::document(const QCborValue &found, QCborValue &result)
{
    if (m_depth >= kMaxDepth)
        return misfit.because(tooDeep());
    ++m_depth;
    bool good = true;
    if (found.isMap()) {
        good = anyMap(found.toMap(), result);
    } else if (found.isArray()) {
        const QCborArray array = found.toArray();
        QCborArray list;
        for (qsizetype i = 0; good && i < array.size(); ++i) {
            QCborValue item;
            const Misfit::Mark mark = misfit.mark();
            if (document(array.at(i), item))
                list.append(item);
            good = misfit.goesOn(mark, i);
        }
        result = list;
    } else {
        const bool isKnown = found.isString() || found.isInteger() || found.isDouble() || found.isBool()
            || found.isByteArray() || found.isDateTime();
        result = isKnown ? found : QCborValue(nullptr);
    }
    --m_depth;
    return good;
}

bool Reader::anyMap(const QCborMap &map, QCborValue &result)
{
    MapBuilder builder;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (!it.key().isString())
            continue;
        const QString key = it.key().toString();
        QCborValue item;
        const Misfit::Mark mark = misfit.mark();
        if (document(it.value(), item))
            builder.append(key, std::move(item));
        if (!misfit.goesOn(mark, key))
            return false;
    }
    result = builder.take();
    return true;
}

bool Reader::list(const Shape &shape, const QCborArray &array, QCborValue &result)
{
    QCborArray list;
    for (qsizetype i = 0; i < array.size(); ++i) {
        QCborValue item(nullptr);
        const bool isNothing = isAbsent(array.at(i));
        if (isNothing && !shape.sparse)
            continue;
        const Misfit::Mark mark = misfit.mark();
        if (isNothing || value(shape.element, array.at(i), item))
            list.append(item);
        if (!misfit.goesOn(mark, i))
            return false;
    }
    result = list;
    return true;
}

bool Reader::map(const Shape &shape, const QCborMap &map, QCborValue &result)
{
    MapBuilder builder;
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        QCborValue item(nullptr);
        const bool isNothing = isAbsent(it.value());
        if (!it.key().isString() || (isNothing && !shape.sparse))
            continue;
        const QString key = it.key().toString();
        const Misfit::Mark mark = misfit.mark();
        if (isNothing || value(shape.element, it.value(), item))
            builder.append(key, std::move(item));
        if (!misfit.goesOn(mark, key))
            return false;
    }
    result = builder.take();
    return true;
}

bool Reader::scalar(const Shape &shape, const QCborValue &found, QCborValue &result)
{
    bool fits = true;
    if (shape.isInteger()) {
        const auto whole = wholeNumber(found);
        fits = whole.has_value();
        result = whole.value_or(0);
    } else if (shape.type == ShapeType::Float || shape.type == ShapeType::Double) {
        fits = found.isInteger() || found.isDouble();
        result = found.toDouble();
    } else if (shape.type == ShapeType::Timestamp) {
        const bool isNumber = found.isInteger() || found.isDouble();
        const auto moment =
            isNumber ? document::momentFromEpoch(found.toDouble()) : document::momentOf(found);
        fits = moment.has_value();
        result = fits ? document::momentValue(*moment) : QCborValue();
    } else if (shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal) {
        fits = found.isInteger() || found.isDouble();
        result = found.isInteger() ? QString::number(found.toInteger())
                                   : QString::fromLatin1(numberText(found.toDouble()));
    } else {
        fits = shape.type == ShapeType::Blob   ? found.isByteArray()
            : shape.type == ShapeType::Boolean ? found.isBool()
                                               : found.isString();
        result = found;
    }
    if (fits)
        return true;
    if (!misfit.keepsOdd(shape, found, result))
        return false;
    if (shape.isText() && (found.isInteger() || found.isDouble() || found.isBool()))
        result = found.toVariant().toString();
    return true;
}

} // namespace

bool CborWriter::structure(const Shape &shape, const QCborMap &map)
{
    m_writer.startMap(static_cast<quint64>(presentCount(map)));
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QCborValue item = it.value();
        if (isAbsent(item))
            continue;
        const QString name = it.key().toString();
        const Member *member = shape.member(name);
        m_writer.append(member ? member->wireName() : name);
        if (!member)
            item.toCbor(m_writer); // a service newer than its model
        else if (!value(*member, item))
            return m_misfit.under(name);
    }
    m_writer.endMap();
    return true;
}

bool CborWriter::value(const Member &member, const QCborValue &value)
{
    if (m_depth >= kMaxDepth)
        return m_misfit.because(tooDeep());
    const Shape &shape = *member.target;
    ++m_depth;
    bool good = true;
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        good = value.isMap() ? structure(shape, value.toMap()) : m_misfit.wrongType(shape, value);
        break;
    case ShapeType::List:
        good = value.isArray() ? list(shape, value) : m_misfit.wrongType(shape, value);
        break;
    case ShapeType::Map:
        good = value.isMap() ? map(shape, value) : m_misfit.wrongType(shape, value);
        break;
    case ShapeType::Document:
        value.toCbor(m_writer);
        break;
    default:
        good = scalar(shape, value);
    }
    --m_depth;
    return good;
}

bool CborWriter::list(const Shape &shape, const QCborValue &value)
{
    const QCborArray array = value.toArray();
    m_writer.startArray(static_cast<quint64>(array.size()));
    for (qsizetype i = 0; i < array.size(); ++i) {
        if (isAbsent(array.at(i)))
            m_writer.appendNull();
        else if (!this->value(shape.element, array.at(i)))
            return m_misfit.under(QString::number(i));
    }
    m_writer.endArray();
    return true;
}

bool CborWriter::map(const Shape &shape, const QCborValue &value)
{
    const QCborMap map = value.toMap();
    m_writer.startMap(static_cast<quint64>(map.size()));
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        m_writer.append(it.key().toString());
        if (isAbsent(it.value()))
            m_writer.appendNull();
        else if (!this->value(shape.element, it.value()))
            return m_misfit.under(it.key().toString());
    }
    m_writer.endMap();
    return true;
}

bool CborWriter::scalar(const Shape &shape, const QCborValue &value)
{
    if (shape.isInteger()) {
        const auto whole = wholeNumber(value);
        if (!whole)
            return m_misfit.wrongType(shape, value);
        m_writer.append(*whole);
        return true;
    }
    if (shape.type == ShapeType::Timestamp) {
        const auto moment = document::momentOf(value);
        if (!moment)
            return m_misfit.wrongType(shape, value);
        m_writer.append(QCborKnownTags::UnixTime_t);
        m_writer.append(timestampText(*moment, model::TimestampFormat::EpochSeconds).toDouble());
        return true;
    }
    if (shape.type == ShapeType::Float || shape.type == ShapeType::Double) {
        if (!value.isInteger() && !value.isDouble())
            return m_misfit.wrongType(shape, value);
        const double number = value.toDouble();
        const bool fitsFloat =
            !std::isfinite(number) || std::abs(number) <= double(std::numeric_limits<float>::max());
        if (shape.type == ShapeType::Float && fitsFloat)
            m_writer.append(static_cast<float>(number));
        else
            m_writer.append(number);
        return true;
    }
    const bool fits = (shape.isText() && value.isString())
        || (shape.type == ShapeType::Blob && value.isByteArray())
        || (shape.type == ShapeType::Boolean && value.isBool()) || (shape.isNumber() && value.isInteger());
    if (!fits)
        return m_misfit.wrongType(shape, value);
    value.toCbor(m_writer);
    return true;
}

Result<QCborMap> readPlainCbor(const QByteArray &body)
{
    if (const Result<void> fits = checkSize(body); !fits)
        return std::unexpected(fits.error());
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(body, &error);
    if (error.error != QCborError::NoError || !value.isMap()) {
        return failure(Phase::Parse, QStringLiteral("NotCbor"),
                       Tr::tr("The body is not a CBOR map (%1).").arg(error.errorString()));
    }
    return value.toMap();
}

Result<QCborMap> readCborStructure(const QByteArray &body, const Shape &shape, Misfit *misfit)
{
    const auto plain = readPlainCbor(body);
    if (!plain)
        return plain;
    QCborMap result;
    Misfit strict;
    Reader reader(misfit ? *misfit : strict);
    if (!reader.structure(shape, *plain, result))
        return std::unexpected(reader.misfit.error(Phase::Parse, QStringLiteral("WrongType")));
    return result;
}

} // namespace formwork::protocol
