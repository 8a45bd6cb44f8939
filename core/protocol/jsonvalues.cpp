// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonvalues.h"

#include "base/tr.h"
#include "document/number.h"
#include "protocol/jsontokens.h"
#include "protocol/mapbuilder.h"
#include "protocol/text.h"

#include <QCborArray>

#include <charconv>
#include <optional>
#include <string_view>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

QString fromView(std::string_view text)
{
    return textFromUtf8(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

QByteArrayView trimmedToken(std::string_view token)
{
    return QByteArrayView(token.data(), static_cast<qsizetype>(token.size())).trimmed();
}

std::string_view checked(simdjson::error_code error, std::string_view value)
{
    if (error)
        throw simdjson::simdjson_error(error);
    return value;
}

// What a service takes in quotes of a request: times, data in whole base64, and numbers that JSON has no
// other way to write.
bool mayBeText(const Shape &shape, const QByteArray &text)
{
    if (shape.type == ShapeType::Blob)
        return text.size() % 4 == 0 && !text.contains(' ') && !text.contains('\n') && !text.contains('\r');
    if (shape.type == ShapeType::Float || shape.type == ShapeType::Double)
        return text == "NaN" || text == "Infinity" || text == "-Infinity";
    if (shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal)
        return isJsonNumber(text); // more digits than a number of JSON can be trusted with
    return shape.type == ShapeType::Timestamp || shape.type == ShapeType::Document;
}

} // namespace

// Answers mostly come in the model's order, so the search starts behind the last hit.
const Member *JsonValues::memberOf(const Shape &shape, const QString &key, size_t &hint) const
{
    const size_t count = shape.members.size();
    for (size_t i = 0; i < count; ++i) {
        const size_t index = (hint + i) % count;
        const Member &member = shape.members[index];
        const QString &name = member.jsonName.isEmpty() ? member.name : member.jsonName;
        if (name == key) {
            hint = index + 1;
            return &member;
        }
    }
    return nullptr;
}

QCborMap JsonValues::structure(const Shape &shape, ondemand::object object, Members which)
{
    MapBuilder builder;
    size_t hint = 0;
    for (auto field : object) {
        const Misfit::Mark mark = m_misfit.mark();
        const QString key = this->key(field);
        const Member *member = memberOf(shape, key, hint);
        if (!member || !isWanted(*member, which))
            continue;
        ondemand::value json = field.value();
        if (json.is_null())
            continue;
        QCborValue item = nested(*member, json);
        if (!m_misfit.goesOn(mark, member->name))
            return {};
        if (!item.isUndefined())
            builder.append(member->name, std::move(item));
    }
    return builder.take();
}

QCborValue JsonValues::nested(const Member &member, ondemand::value json)
{
    if (m_depth >= kMaxDepth) {
        m_misfit.because(tooDeep());
        return {};
    }
    ++m_depth;
    QCborValue result = value(member, json);
    --m_depth;
    return result;
}

QCborValue JsonValues::value(const Member &member, ondemand::value json)
{
    const Shape &shape = *member.target;
    const ondemand::json_type type = json.type();
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        if (type != ondemand::json_type::object)
            return wrongKind(shape, json);
        return structure(shape, json.get_object(), Members::All);
    case ShapeType::List:
        return type == ondemand::json_type::array ? list(shape, json.get_array()) : wrongKind(shape, json);
    case ShapeType::Map:
        return type == ondemand::json_type::object ? map(shape, json.get_object()) : wrongKind(shape, json);
    case ShapeType::Document:
        return plain(json);
    default:
        return scalar(shape, json);
    }
}

QCborValue JsonValues::list(const Shape &shape, ondemand::array array)
{
    QCborArray result;
    for (auto entry : array) {
        ondemand::value json = entry.value();
        if (json.is_null()) {
            if (shape.sparse)
                result.append(QCborValue(nullptr));
            continue;
        }
        const Misfit::Mark mark = m_misfit.mark();
        const QCborValue item = nested(shape.element, json);
        if (!m_misfit.goesOn(mark, result.size()))
            return {};
        if (!item.isUndefined())
            result.append(item);
    }
    return result;
}

QCborValue JsonValues::map(const Shape &shape, ondemand::object object)
{
    MapBuilder builder;
    for (auto field : object) {
        const Misfit::Mark mark = m_misfit.mark();
        QString key = this->key(field);
        ondemand::value json = field.value();
        if (json.is_null()) {
            if (shape.sparse)
                builder.append(std::move(key), QCborValue(nullptr));
            continue;
        }
        QCborValue item = nested(shape.element, json);
        if (!m_misfit.goesOn(mark, key))
            return {};
        if (!item.isUndefined())
            builder.append(std::move(key), std::move(item));
    }
    return builder.take();
}

// Not read any further: what has parts is only told by its kind.
QCborValue JsonValues::wrongKind(const Shape &shape, ondemand::value json)
{
    switch (ondemand::json_type(json.type())) {
    case ondemand::json_type::object:
        return wrong(shape, QCborMap());
    case ondemand::json_type::array:
        return wrong(shape, QCborArray());
    default:
        // Text where parts belong may hold those parts, and with them what is sensitive.
        m_misfit.wrongType(shape, plain(json));
        return {};
    }
}

// A text that simdjson does not unescape: half of a surrogate pair is not Unicode. It becomes U+FFFD.
QString JsonValues::mended(const char *escaped)
{
    std::optional<QString> text;
    if (m_misfit.isLenient())
        text = unescapedLeniently(escaped);
    if (!text)
        throw simdjson::simdjson_error(simdjson::STRING_ERROR);
    m_misfit.because(Tr::tr("holds half of a character, which is shown as U+FFFD."));
    return *text;
}

QString JsonValues::text(ondemand::value json)
{
    const char *token = std::string_view(json.raw_json_token()).data();
    std::string_view unescaped;
    const simdjson::error_code error = json.get_string().get(unescaped);
    return error == simdjson::STRING_ERROR ? mended(token + 1) : fromView(checked(error, unescaped));
}

QString JsonValues::key(simdjson::simdjson_result<ondemand::field> &field)
{
    const char *raw = field.key().raw();
    std::string_view unescaped;
    const simdjson::error_code error = field.unescaped_key().get(unescaped);
    return error == simdjson::STRING_ERROR ? mended(raw) : fromView(checked(error, unescaped));
}

QCborValue JsonValues::scalar(const Shape &shape, ondemand::value json)
{
    const ondemand::json_type type = json.type();
    if (type == ondemand::json_type::string) {
        const QString found = text(json);
        // A number or a truth in quotes is told apart from a text only by the model; services do write them
        // so.
        if (shape.isText())
            return found;
        const QByteArray utf8 = found.toUtf8();
        if (!m_misfit.isLenient() && !mayBeText(shape, utf8))
            return wrong(shape, found);
        const auto result = scalarFromText(shape, utf8);
        return result ? *result : wrong(shape, found);
    }
    if (type == ondemand::json_type::boolean) {
        const bool truth = json.get_bool();
        if (shape.type == ShapeType::Boolean)
            return truth;
        const QCborValue kept = wrong(shape, QCborValue(truth));
        return shape.isText() && m_misfit.isLenient()
            ? QCborValue(truth ? QLatin1String("true") : QLatin1String("false"))
            : kept;
    }
    if (type != ondemand::json_type::number)
        return wrongKind(shape, json);
    const QByteArrayView token = trimmedToken(json.raw_json_token());
    if (!isJsonNumber(token))
        throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
    return number(shape, token);
}

QCborValue JsonValues::number(const Shape &shape, QByteArrayView token)
{
    if (shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal)
        return QString::fromLatin1(token);
    const QCborValue number = numberFromToken(token);
    if (shape.isText()) {
        const QCborValue kept = wrong(shape, number);
        return m_misfit.isLenient() ? QCborValue(QString::fromLatin1(token)) : kept; // its digits, none lost
    }
    if (number.isString())
        return wrong(shape, number);
    if (shape.isInteger()) {
        const auto whole = wholeNumber(number);
        return whole ? QCborValue(*whole) : wrong(shape, number);
    }
    if (shape.type == ShapeType::Timestamp) {
        const auto moment = timestampFromText(token);
        return moment ? document::momentValue(*moment) : wrong(shape, number);
    }
    return shape.isNumber() ? QCborValue(number.toDouble()) : wrong(shape, number);
}

namespace
{

// A number of a document, none of its digits lost.
QCborValue exactly(QByteArrayView token)
{
    const std::string_view digits{token.data(), static_cast<size_t>(token.size())};
    qint64 whole = 0;
    const bool isLong = document::numberKind(digits) == document::NumberKind::Whole
        && std::from_chars(digits.data(), digits.data() + digits.size(), whole).ec != std::errc();
    return isLong || document::overflowsDouble(digits) ? document::exactNumber(digits)
                                                       : numberFromToken(token);
}

} // namespace

QCborValue JsonValues::plain(ondemand::value json)
{
    if (m_depth >= kMaxDepth) {
        m_misfit.because(tooDeep());
        return {};
    }
    ++m_depth;
    QCborValue result;
    switch (ondemand::json_type(json.type())) {
    case ondemand::json_type::object: {
        MapBuilder builder;
        for (auto field : json.get_object()) {
            const Misfit::Mark mark = m_misfit.mark();
            const QString key = this->key(field);
            QCborValue item = plain(field.value());
            if (!m_misfit.goesOn(mark, key))
                break;
            if (!item.isUndefined())
                builder.append(key, std::move(item));
        }
        result = builder.take();
        break;
    }
    case ondemand::json_type::array: {
        QCborArray array;
        for (auto entry : json.get_array()) {
            const Misfit::Mark mark = m_misfit.mark();
            const QCborValue item = plain(entry.value());
            if (!m_misfit.goesOn(mark, array.size()))
                break;
            if (!item.isUndefined())
                array.append(item);
        }
        result = array;
        break;
    }
    case ondemand::json_type::string:
        result = text(json);
        break;
    case ondemand::json_type::number: {
        const QByteArrayView token = trimmedToken(json.raw_json_token());
        if (!isJsonNumber(token))
            throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
        result = exactly(token);
        break;
    }
    case ondemand::json_type::boolean:
        result = bool(json.get_bool());
        break;
    case ondemand::json_type::null:
        if (!json.is_null())
            throw simdjson::simdjson_error(simdjson::N_ATOM_ERROR);
        result = nullptr;
        break;
    }
    --m_depth;
    return result;
}

} // namespace formwork::protocol
