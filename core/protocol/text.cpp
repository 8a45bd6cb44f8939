// SPDX-License-Identifier: Apache-2.0
#include "protocol/text.h"

#include "document/number.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>

namespace formwork::protocol
{

using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

constexpr std::array kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr double kTwoTo63 = 9223372036854775808.0;

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.'
        || c == '_' || c == '~';
}

int hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return -1;
}

// ".25": what is left of a second, without the zeros behind it but with at least so many digits.
QByteArray fractionText(int nanoseconds, qsizetype fewest = 0)
{
    QByteArray digits = QByteArray::number(nanoseconds).rightJustified(9, '0');
    while (digits.size() > fewest && digits.endsWith('0'))
        digits.chop(1);
    return digits.isEmpty() ? digits : '.' + digits;
}

QByteArray epochText(const document::Moment &moment)
{
    constexpr int perSecond = 1'000'000'000;
    if (moment.seconds >= 0 || moment.nanoseconds == 0)
        return QByteArray::number(moment.seconds) + fractionText(moment.nanoseconds);
    return '-' + QByteArray::number(-moment.seconds - 1) + fractionText(perSecond - moment.nanoseconds);
}

std::optional<qint64> integerFromText(QByteArrayView text)
{
    qint64 number = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
    if (error != std::errc() || end != text.end())
        return {};
    return number;
}

std::optional<double> doubleFromText(QByteArrayView text)
{
    if (text == "NaN")
        return std::numeric_limits<double>::quiet_NaN();
    if (text == "Infinity")
        return std::numeric_limits<double>::infinity();
    if (text == "-Infinity")
        return -std::numeric_limits<double>::infinity();
    bool ok = false;
    const double number = text.toByteArray().toDouble(&ok);
    return ok && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<QByteArray> numberAsText(const Shape &shape, const QCborValue &value)
{
    if (shape.isInteger()) {
        const auto whole = wholeNumber(value);
        return whole ? std::optional(QByteArray::number(*whole)) : std::nullopt;
    }
    if (value.isInteger())
        return QByteArray::number(value.toInteger());
    if (value.isDouble())
        return numberText(value.toDouble());
    if (!value.isString())
        return {};
    const QByteArray text = value.toString().toUtf8();
    const bool isBig = shape.type == ShapeType::BigInteger || shape.type == ShapeType::BigDecimal;
    const bool fits = isBig ? isJsonNumber(text) : text == "NaN" || text == "Infinity" || text == "-Infinity";
    return fits ? std::optional(text) : std::nullopt;
}

} // namespace

QByteArray percentEncoded(QByteArrayView utf8, bool keepSlash)
{
    static constexpr char kHex[] = "0123456789ABCDEF";
    QByteArray result;
    result.reserve(utf8.size() + utf8.size() / 2);
    for (const char c : utf8) {
        if (isUnreserved(c) || (keepSlash && c == '/')) {
            result.append(c);
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result.append('%').append(kHex[byte >> 4]).append(kHex[byte & 15]);
        }
    }
    return result;
}

QByteArray percentDecoded(QByteArrayView text, bool plusIsSpace)
{
    QByteArray result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '%' && i + 2 < text.size() && hexDigit(text[i + 1]) >= 0 && hexDigit(text[i + 2]) >= 0) {
            result.append(static_cast<char>(hexDigit(text[i + 1]) * 16 + hexDigit(text[i + 2])));
            i += 2;
        } else {
            result.append(c == '+' && plusIsSpace ? ' ' : c);
        }
    }
    return result;
}

QByteArray timestampText(const document::Moment &moment, TimestampFormat format, Fraction fraction)
{
    const QDateTime utc = moment.toDateTime();
    const QDate date = utc.date();
    const QTime clock = utc.time();
    std::array<char, 64> text{};
    switch (format) {
    case TimestampFormat::EpochSeconds:
        return epochText(moment);
    case TimestampFormat::HttpDate:
        std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                      kDays[static_cast<size_t>(date.dayOfWeek() - 1)], date.day(),
                      kMonths[static_cast<size_t>(date.month() - 1)], date.year(), clock.hour(),
                      clock.minute(), clock.second());
        return text.data();
    case TimestampFormat::Unset:
    case TimestampFormat::DateTime:
        break;
    }
    std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT%02d:%02d:%02d", date.year(), date.month(),
                  date.day(), clock.hour(), clock.minute(), clock.second());
    return text.data() + fractionText(moment.nanoseconds, fraction == Fraction::Milliseconds ? 3 : 0) + 'Z';
}

QByteArray timestampText(const QDateTime &time, TimestampFormat format)
{
    return timestampText(document::Moment::of(time), format);
}

std::optional<document::Moment> timestampFromText(QByteArrayView text)
{
    text = text.trimmed();
    return document::parseMoment(textFromUtf8(text));
}

TimestampFormat timestampFormat(const model::Member &member, TimestampFormat byDefault)
{
    if (member.timestampFormat != TimestampFormat::Unset)
        return member.timestampFormat;
    const TimestampFormat ofTarget = member.target->timestampFormat;
    return ofTarget == TimestampFormat::Unset ? byDefault : ofTarget;
}

QByteArray numberText(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "Infinity" : "-Infinity";
    // Digits and exponent apart; "e" only beyond 16 digits before or 4 zeros behind the point.
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
    const QByteArray scientific(buffer.data(), end.ptr - buffer.data());
    const int exponent = scientific.sliced(scientific.indexOf('e') + 1).toInt();
    if (exponent < -4 || exponent >= 16)
        return scientific;
    std::array<char, 40> plain{};
    const auto last =
        std::to_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
    QByteArray text(plain.data(), last.ptr - plain.data());
    return text.contains('.') ? text : text + ".0";
}

std::optional<qint64> wholeNumber(const QCborValue &value)
{
    if (value.isInteger())
        return value.toInteger();
    if (!value.isDouble())
        return {};
    const double number = value.toDouble();
    if (std::trunc(number) != number || number < -kTwoTo63 || number >= kTwoTo63)
        return {};
    return static_cast<qint64>(number);
}

bool isJsonNumber(QByteArrayView text)
{
    return document::numberKind({text.data(), static_cast<size_t>(text.size())})
        != document::NumberKind::None;
}

std::optional<QByteArray> scalarText(const Shape &shape, TimestampFormat format, const QCborValue &value,
                                     Fraction fraction)
{
    if (shape.isNumber())
        return numberAsText(shape, value);
    switch (shape.type) {
    case ShapeType::String:
    case ShapeType::Enum:
        return value.isString() ? std::optional(value.toString().toUtf8()) : std::nullopt;
    case ShapeType::Boolean:
        if (!value.isBool())
            return {};
        return value.toBool() ? "true" : "false";
    case ShapeType::Blob:
        return value.isByteArray() ? std::optional(value.toByteArray().toBase64()) : std::nullopt;
    case ShapeType::Timestamp: {
        const auto moment = document::momentOf(value);
        return moment ? std::optional(timestampText(*moment, format, fraction)) : std::nullopt;
    }
    default:
        return {};
    }
}

std::optional<QCborValue> scalarFromText(const Shape &shape, QByteArrayView text)
{
    if (shape.isInteger()) {
        const auto number = integerFromText(text.trimmed());
        return number ? std::optional(QCborValue(*number)) : std::nullopt;
    }
    switch (shape.type) {
    case ShapeType::Float:
    case ShapeType::Double: {
        const auto number = doubleFromText(text.trimmed());
        return number ? std::optional(QCborValue(*number)) : std::nullopt;
    }
    case ShapeType::Boolean:
        if (text.compare("true", Qt::CaseInsensitive) == 0)
            return QCborValue(true);
        return text.compare("false", Qt::CaseInsensitive) == 0 ? std::optional(QCborValue(false))
                                                               : std::nullopt;
    case ShapeType::Blob: {
        const auto decoded = QByteArray::fromBase64Encoding(text.toByteArray().simplified().replace(' ', ""),
                                                            QByteArray::AbortOnBase64DecodingErrors);
        return decoded ? std::optional(QCborValue(*decoded)) : std::nullopt;
    }
    case ShapeType::Timestamp: {
        const auto moment = timestampFromText(text);
        return moment ? std::optional(document::momentValue(*moment)) : std::nullopt;
    }
    default:
        return QCborValue(textFromUtf8(text));
    }
}

} // namespace formwork::protocol
