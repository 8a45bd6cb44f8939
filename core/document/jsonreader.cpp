// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "base/utf8.h"
#include "document/json.h"
#include "document/number.h"
#include "document/storedcbor.h"
#include "document/timestamp.h"
#include "readers/textplace.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamWriter>
#include <QDateTime>

#include <simdjson.h>

#include <charconv>
#include <limits>
#include <unordered_set>
#include <vector>

namespace formwork::document
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;
namespace ondemand = simdjson::ondemand;

constexpr qsizetype kLargestText = qsizetype(64) << 20;
constexpr int kDeepestText = 200;

QString toText(std::string_view utf8) { return textFromUtf8({utf8.data(), qsizetype(utf8.size())}); }

std::unexpected<Error> fault(const QString &message)
{
    return failure(Phase::Input, QStringLiteral("BadJson"), message);
}

// Whether a key was met before in the same object, in constant time also for objects with a million keys.
class KeySet
{
public:
    [[nodiscard]] bool addsTwice(std::string_view key)
    {
        constexpr size_t few = 24;
        if (m_many.empty()) {
            for (const std::string_view known : m_few) {
                if (known == key)
                    return true;
            }
            m_few.push_back(key);
            if (m_few.size() > few)
                m_many.insert(m_few.begin(), m_few.end());
            return false;
        }
        return !m_many.insert(key).second;
    }

private:
    std::vector<std::string_view> m_few;
    std::unordered_set<std::string_view> m_many;
};

// In UTF-16, in which a mark at the beginning is safe.
QString inUtf16(const QCborValue &text) { return text.toString(); }

// Turns JSON into CBOR on the way, which QCborValue then takes over in linear time; inserting the keys of a
// QCborMap one by one would be quadratic.
class Reader
{
public:
    explicit Reader(const QByteArray &text)
        : m_text(text)
        , m_out(&m_cbor)
    {
    }

    [[nodiscard]] Result<QCborValue> read(const Shape *shape);

private:
    using Value = ondemand::value;

    bool readValue(Value value, const Shape *shape, int depth);
    bool readObject(Value value, const Shape *shape, int depth);
    bool readArray(Value value, const Shape *shape, int depth);
    bool readString(std::string_view text, const Shape *shape);
    bool readNumber(std::string_view token, const Shape *shape);
    bool readWord(std::string_view token);
    void appendTimestamp(const Moment &moment);
    void appendText(std::string_view text);
    bool failed(simdjson::error_code code) { return (m_code = code) != simdjson::SUCCESS; }
    bool fail(std::string_view token, const QString &what);
    [[nodiscard]] Error syntaxError(simdjson::error_code code) const;

    const QByteArray &m_text;
    QByteArray m_cbor;
    QCborStreamWriter m_out;
    const char *m_begin = nullptr;
    simdjson::error_code m_code = simdjson::SUCCESS;
    std::optional<Error> m_error;
    bool m_hasMark = false;
};

bool Reader::fail(std::string_view token, const QString &what)
{
    m_error = Error{Phase::Input, QStringLiteral("BadJson"),
                    Tr::tr("%1 (%2).").arg(what, readers::lineAndColumn(m_text, token.data() - m_begin))};
    return false;
}

Error Reader::syntaxError(simdjson::error_code code) const
{
    const auto place = readers::jsonFault(m_text);
    return {Phase::Input, QStringLiteral("BadJson"),
            place ? Tr::tr("This is not JSON at %1: %2.").arg(place->where, place->what)
                  : Tr::tr("This is not JSON: %1").arg(QLatin1String(simdjson::error_message(code)))};
}

// Qt takes U+FEFF at the start of UTF-8 for a byte order mark and drops it, so it is written twice; and once
// the text is in UTF-16 it is safe, see withTexts().
void Reader::appendText(std::string_view text)
{
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (!text.starts_with(mark)) {
        m_out.appendTextString(text.data(), qsizetype(text.size()));
        return;
    }
    m_hasMark = true;
    const std::string marked = std::string(mark) + std::string(text);
    m_out.appendTextString(marked.data(), qsizetype(marked.size()));
}

void Reader::appendTimestamp(const Moment &moment)
{
    const QCborValue value = momentValue(moment);
    if (value.isDateTime()) {
        m_out.append(QCborKnownTags::DateTimeString);
        m_out.append(moment.toDateTime().toString(Qt::ISODateWithMs));
    } else {
        m_out.append(value.toString());
    }
}

bool Reader::readString(std::string_view text, const Shape *shape)
{
    const ShapeType type = shape ? shape->type : ShapeType::String;
    if (type == ShapeType::Blob) {
        QByteArray packed(text.data(), qsizetype(text.size()));
        packed.replace('\n', "").replace('\r', "");
        const auto blob = QByteArray::fromBase64Encoding(packed, QByteArray::AbortOnBase64DecodingErrors);
        if (blob) {
            m_out.append(*blob);
            return true;
        }
    } else if (type == ShapeType::Timestamp) {
        if (const auto time = parseMoment(toText(text))) {
            appendTimestamp(*time);
            return true;
        }
    } else if (type == ShapeType::Double || type == ShapeType::Float) {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        if (text == "NaN" || text == "Infinity" || text == "-Infinity") {
            m_out.append(text == "NaN" ? std::numeric_limits<double>::quiet_NaN()
                                       : (text.front() == '-' ? -infinity : infinity));
            return true;
        }
    }
    appendText(text);
    return true;
}

bool Reader::readNumber(std::string_view token, const Shape *shape)
{
    const NumberKind kind = numberKind(token);
    if (kind == NumberKind::None)
        return fail(token,
                    Tr::tr("This is not JSON: \"%1\" is not a number").arg(toText(token.substr(0, 40))));
    const ShapeType type = shape ? shape->type : ShapeType::Document;
    if (type == ShapeType::BigInteger || type == ShapeType::BigDecimal) {
        appendText(token);
        return true;
    }
    double number = 0;
    if (std::from_chars(token.data(), token.data() + token.size(), number).ec
        == std::errc::result_out_of_range)
        number = token.find("e-") == std::string_view::npos && token.find("E-") == std::string_view::npos
            ? std::copysign(std::numeric_limits<double>::infinity(), token.front() == '-' ? -1.0 : 1.0)
            : 0;
    qint64 whole = 0;
    const bool isWhole = kind == NumberKind::Whole;
    const bool fits =
        isWhole && std::from_chars(token.data(), token.data() + token.size(), whole).ec == std::errc();
    if (type == ShapeType::Timestamp) {
        const auto digits = parseMoment(toText(token));
        if (const auto time = digits ? digits : momentFromEpoch(number)) {
            appendTimestamp(*time);
            return true;
        }
    }
    const bool isExact = type == ShapeType::Document && ((isWhole && !fits) || overflowsDouble(token));
    if (isExact) {
        exactNumber(token).toCbor(m_out);
        return true;
    }
    if (fits && type != ShapeType::Double && type != ShapeType::Float)
        m_out.append(whole);
    else if (std::isinf(number) || (isWhole && !fits && shape && shape->isInteger()))
        appendText(token); // as typed: no number of ours holds it
    else
        m_out.append(number);
    return true;
}

bool Reader::readWord(std::string_view token)
{
    if (token == "true" || token == "false")
        m_out.append(token == "true");
    else if (token == "null")
        m_out.append(nullptr);
    else
        return fail(token, Tr::tr("This is not JSON: \"%1\" means nothing").arg(toText(token.substr(0, 40))));
    return true;
}

bool Reader::readObject(Value value, const Shape *shape, int depth)
{
    ondemand::object object;
    if (failed(value.get_object().get(object)))
        return false;
    const bool hasMembers = shape && (shape->type == ShapeType::Structure || shape->type == ShapeType::Union);
    const Shape *inMap = shape && shape->type == ShapeType::Map ? shape->element.target : nullptr;
    KeySet keys;
    m_out.startMap();
    for (auto item : object) {
        ondemand::field field;
        if (failed(std::move(item).get(field)))
            return false;
        std::string_view key;
        if (failed(field.unescaped_key().get(key)))
            return false;
        if (keys.addsTwice(key))
            return fail(field.value().raw_json_token(),
                        Tr::tr("The name \"%1\" stands twice in one object").arg(toText(key.substr(0, 100))));
        appendText(key);
        const Member *member = hasMembers ? shape->member(toText(key)) : nullptr;
        if (!readValue(field.value(), member ? member->target : inMap, depth + 1))
            return false;
    }
    return m_out.endMap();
}

bool Reader::readArray(Value value, const Shape *shape, int depth)
{
    ondemand::array array;
    if (failed(value.get_array().get(array)))
        return false;
    const Shape *inList = shape && shape->type == ShapeType::List ? shape->element.target : nullptr;
    m_out.startArray();
    for (auto item : array) {
        ondemand::value element;
        if (failed(std::move(item).get(element)) || !readValue(element, inList, depth + 1))
            return false;
    }
    return m_out.endArray();
}

bool Reader::readValue(Value value, const Shape *shape, int depth)
{
    std::string_view token = value.raw_json_token();
    if (token.empty()) {
        m_code = simdjson::TAPE_ERROR;
        return false;
    }
    if (depth > kDeepestText)
        return fail(token, Tr::tr("The JSON text is nested deeper than %1 levels").arg(kDeepestText));
    switch (token.front()) {
    case '{':
        return readObject(value, shape, depth);
    case '[':
        return readArray(value, shape, depth);
    case '"': {
        std::string_view text;
        m_code = value.get_string().get(text);
        return m_code == simdjson::SUCCESS && readString(text, shape);
    }
    default:
        token = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        return token.front() == '-' || (token.front() >= '0' && token.front() <= '9')
            ? readNumber(token, shape)
            : readWord(token);
    }
}

// On-demand parsing knows values only inside of something, so the text is read as the one entry of a list.
Result<QCborValue> Reader::read(const Shape *shape)
{
    QByteArray wrapped;
    wrapped.reserve(m_text.size() + 2 + qsizetype(simdjson::SIMDJSON_PADDING));
    wrapped.append('[').append(m_text).append(']');
    m_begin = wrapped.constData() + 1;
    ondemand::parser parser;
    ondemand::document document;
    ondemand::array list;
    m_code =
        parser.iterate(wrapped.constData(), size_t(wrapped.size()), size_t(wrapped.capacity())).get(document);
    if (!m_code)
        m_code = document.get_array().get(list);
    int count = 0;
    if (!m_code) {
        for (auto item : list) {
            ondemand::value value;
            if (failed(std::move(item).get(value)) || ++count > 1 || !readValue(value, shape, 1))
                break;
        }
    }
    if (!m_code && !m_error && (count != 1 || document.current_location().error() != simdjson::OUT_OF_BOUNDS))
        m_code = simdjson::TAPE_ERROR;
    if (m_error || m_code)
        return std::unexpected(m_error ? *m_error : syntaxError(m_code));
    QCborParserError decoding;
    QCborValue result = QCborValue::fromCbor(m_cbor, &decoding);
    if (decoding.error != QCborError::NoError)
        return fault(Tr::tr("The JSON text cannot be taken over: %1.").arg(decoding.errorString()));
    return m_hasMark ? withTexts(result, inUtf16) : result;
}

Result<QCborValue> readText(const QByteArray &text, const Shape *shape)
{
    if (text.size() > kLargestText)
        return fault(
            Tr::tr("The JSON text has %1 MiB; at most 64 MiB can be read.").arg((text.size() >> 20) + 1));
    if (text.startsWith("\xEF\xBB\xBF"))
        return readText(text.mid(3), shape);
    if (text.startsWith("\xFF\xFE") || text.startsWith("\xFE\xFF")
        || (text.size() > 1 && (text[0] == '\0' || text[1] == '\0')))
        return fault(Tr::tr("The JSON text is in UTF-16: save it as UTF-8."));
    if (text.trimmed().isEmpty())
        return fault(Tr::tr("There is no JSON text: it is empty."));
    return Reader(text).read(shape);
}

} // namespace

Result<QCborValue> fromJson(const QByteArray &text, const Shape &shape) { return readText(text, &shape); }

Result<QCborValue> fromPlainJson(const QByteArray &text) { return readText(text, nullptr); }

} // namespace formwork::document
