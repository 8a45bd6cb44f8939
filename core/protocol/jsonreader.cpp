// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsonreader.h"

#include "base/tr.h"
#include "protocol/mapbuilder.h"
#include "protocol/misfit.h"
#include "protocol/text.h"

#include <QCborArray>

#include <simdjson.h>

#include <charconv>
#include <cmath>
#include <optional>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;
namespace ondemand = simdjson::ondemand;

namespace
{

constexpr qsizetype kMaxBody = 64 * 1024 * 1024;

QString fromView(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QByteArrayView trimmedToken(std::string_view token)
{
    return QByteArrayView(token.data(), static_cast<qsizetype>(token.size())).trimmed();
}

// Nothing where the number is too large for a double. QByteArray makes 0 of it, and so does one too small.
std::optional<double> doubleFromToken(QByteArrayView token)
{
    double number = 0;
    const auto read = std::from_chars(token.begin(), token.end(), number);
    if (read.ec != std::errc::result_out_of_range)
        return number;
    long double wider = 0; // tells too large from too small
    const bool isKnown = std::from_chars(token.begin(), token.end(), wider).ec == std::errc();
    const bool isSmall = isKnown ? std::abs(wider) < 1 : token.contains("e-") || token.contains("E-");
    return isSmall ? std::optional(0.0) : std::nullopt;
}

// A number that no double holds stays as it was written.
QCborValue numberFromToken(QByteArrayView token)
{
    bool ok = false;
    const qint64 whole = token.toByteArray().toLongLong(&ok);
    if (ok && !token.contains('.') && !token.contains('e') && !token.contains('E'))
        return whole;
    const std::optional<double> number = doubleFromToken(token);
    return number ? QCborValue(*number) : QCborValue(QString::fromLatin1(token));
}

// simdjson's on-demand reader checks what it walks over and skips the rest; it throws, which ends in read()
// below.
class Reader
{
public:
    Misfit &misfit() { return m_misfit; }
    bool hasFailed() const { return m_misfit.isSet(); }

    QCborMap structure(const Shape &shape, ondemand::object object, Members which);
    QCborValue value(const Member &member, ondemand::value json);
    QCborValue plain(ondemand::value json);

private:
    const Member *memberOf(const Shape &shape, const QString &key, size_t &hint) const;
    QCborValue list(const Shape &shape, ondemand::array array);
    QCborValue map(const Shape &shape, ondemand::object object);
    QCborValue scalar(const Shape &shape, ondemand::value json);
    QCborValue wrong(const Shape &shape, const QCborValue &found)
    {
        m_misfit.wrongType(shape, found);
        return {};
    }
    QCborValue nested(const Member &member, ondemand::value json);

    Misfit m_misfit;
    int m_depth = 0;
};

// Answers mostly come in the model's order, so the search starts behind the last hit.
const Member *Reader::memberOf(const Shape &shape, const QString &key, size_t &hint) const
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

QCborMap Reader::structure(const Shape &shape, ondemand::object object, Members which)
{
    MapBuilder builder;
    size_t hint = 0;
    for (auto field : object) {
        const QString key = fromView(field.unescaped_key());
        const Member *member = memberOf(shape, key, hint);
        if (!member || !isWanted(*member, which))
            continue;
        ondemand::value json = field.value();
        if (json.is_null())
            continue;
        QCborValue item = nested(*member, json);
        if (hasFailed()) {
            m_misfit.under(member->name);
            return {};
        }
        builder.append(member->name, std::move(item));
    }
    return builder.take();
}

QCborValue Reader::nested(const Member &member, ondemand::value json)
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

QCborValue Reader::value(const Member &member, ondemand::value json)
{
    const Shape &shape = *member.target;
    const ondemand::json_type type = json.type();
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        if (type != ondemand::json_type::object)
            return wrong(shape, plain(json));
        return structure(shape, json.get_object(), Members::All);
    case ShapeType::List:
        return type == ondemand::json_type::array ? list(shape, json.get_array()) : wrong(shape, plain(json));
    case ShapeType::Map:
        return type == ondemand::json_type::object ? map(shape, json.get_object())
                                                   : wrong(shape, plain(json));
    case ShapeType::Document:
        return plain(json);
    default:
        return scalar(shape, json);
    }
}

QCborValue Reader::list(const Shape &shape, ondemand::array array)
{
    QCborArray result;
    for (auto entry : array) {
        ondemand::value json = entry.value();
        if (json.is_null()) {
            if (shape.sparse)
                result.append(QCborValue(nullptr));
            continue;
        }
        const QCborValue item = nested(shape.element, json);
        if (hasFailed()) {
            m_misfit.under(QString::number(result.size()));
            return {};
        }
        result.append(item);
    }
    return result;
}

QCborValue Reader::map(const Shape &shape, ondemand::object object)
{
    MapBuilder builder;
    for (auto field : object) {
        QString key = fromView(field.unescaped_key());
        ondemand::value json = field.value();
        if (json.is_null()) {
            if (shape.sparse)
                builder.append(std::move(key), QCborValue(nullptr));
            continue;
        }
        QCborValue item = nested(shape.element, json);
        if (hasFailed()) {
            m_misfit.under(key);
            return {};
        }
        builder.append(std::move(key), std::move(item));
    }
    return builder.take();
}

QCborValue Reader::scalar(const Shape &shape, ondemand::value json)
{
    const ondemand::json_type type = json.type();
    if (type == ondemand::json_type::string) {
        const std::string_view text = json.get_string();
        const QByteArrayView view(text.data(), static_cast<qsizetype>(text.size()));
        // A number or a truth in quotes is told apart from a text only by the model; services do write them
        // so.
        const auto result = scalarFromText(shape, view);
        return result ? *result : wrong(shape, fromView(text));
    }
    if (type == ondemand::json_type::boolean) {
        const bool truth = json.get_bool();
        return shape.type == ShapeType::Boolean ? QCborValue(truth) : wrong(shape, QCborValue(truth));
    }
    if (type != ondemand::json_type::number)
        return wrong(shape, plain(json));
    const QByteArrayView token = trimmedToken(json.raw_json_token());
    if (!isJsonNumber(token))
        throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
    if (shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal)
        return QString::fromLatin1(token);
    const QCborValue number = numberFromToken(token);
    if (number.isString())
        return wrong(shape, number);
    if (shape.isInteger()) {
        const auto whole = wholeNumber(number);
        return whole ? QCborValue(*whole) : wrong(shape, number);
    }
    if (shape.type == ShapeType::Timestamp) {
        const auto time = timestampFromSeconds(number.toDouble());
        return time ? QCborValue(*time) : wrong(shape, number);
    }
    return shape.isNumber() ? QCborValue(number.toDouble()) : wrong(shape, number);
}

QCborValue Reader::plain(ondemand::value json)
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
            QString key = fromView(field.unescaped_key());
            builder.append(std::move(key), plain(field.value()));
            if (hasFailed())
                break;
        }
        result = builder.take();
        break;
    }
    case ondemand::json_type::array: {
        QCborArray array;
        for (auto entry : json.get_array()) {
            array.append(plain(entry.value()));
            if (hasFailed())
                break;
        }
        result = array;
        break;
    }
    case ondemand::json_type::string:
        result = fromView(json.get_string());
        break;
    case ondemand::json_type::number: {
        const QByteArrayView token = trimmedToken(json.raw_json_token());
        if (!isJsonNumber(token))
            throw simdjson::simdjson_error(simdjson::NUMBER_ERROR);
        result = numberFromToken(token);
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

// Runs `walk` over the parsed body and turns everything that can go wrong into an error.
template <typename Walk>
auto read(const QByteArray &body, Reader &reader, Walk walk)
    -> Result<decltype(walk(std::declval<ondemand::document &>()))>
{
    if (body.size() > kMaxBody) {
        return failure(
            Phase::Parse, QStringLiteral("TooLarge"),
            Tr::tr("The body is %1 bytes long; Formwork reads at most %2.").arg(body.size()).arg(kMaxBody));
    }
    try {
        const simdjson::padded_string padded(body.constData(), static_cast<size_t>(body.size()));
        static thread_local ondemand::parser parser;
        ondemand::document document = parser.iterate(padded);
        auto result = walk(document);
        if (reader.hasFailed())
            return std::unexpected(reader.misfit().error(Phase::Parse, QStringLiteral("WrongType")));
        const char *rest = nullptr; // an error here says that nothing is left
        if (document.current_location().get(rest) == simdjson::SUCCESS)
            throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
        return result;
    } catch (const simdjson::simdjson_error &error) {
        return failure(Phase::Parse, QStringLiteral("NotJson"),
                       Tr::tr("The body is not JSON (%1).").arg(QString::fromUtf8(error.what())));
    }
}

} // namespace

Result<QCborMap> readJsonStructure(const QByteArray &body, const Shape &shape, Members which)
{
    Reader reader;
    return read(body, reader, [&](ondemand::document &document) {
        if (ondemand::json_type(document.type()) != ondemand::json_type::object)
            throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
        return reader.structure(shape, document.get_object(), which);
    });
}

namespace
{

// On-demand documents hold a bare number, text or truth outside a value; those are wrapped in a list to be
// read alike.
bool isBare(const QByteArray &body)
{
    const QByteArray trimmed = body.trimmed();
    return !trimmed.startsWith('{') && !trimmed.startsWith('[');
}

} // namespace

Result<QCborValue> readJsonValue(const QByteArray &body, const Member &member)
{
    Reader reader;
    if (isBare(body)) {
        return read('[' + body + ']', reader, [&](ondemand::document &document) {
            QCborValue result;
            for (auto entry : document.get_array())
                result = reader.value(member, entry.value());
            return result;
        });
    }
    return read(body, reader,
                [&](ondemand::document &document) { return reader.value(member, document.get_value()); });
}

Result<QCborValue> readPlainJson(const QByteArray &body)
{
    static const Shape kDocument = [] {
        Shape shape;
        shape.type = ShapeType::Document;
        return shape;
    }();
    Member member;
    member.target = &kDocument;
    return readJsonValue(body, member);
}

} // namespace formwork::protocol
