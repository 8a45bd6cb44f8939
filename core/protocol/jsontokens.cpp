// SPDX-License-Identifier: Apache-2.0
#include "protocol/jsontokens.h"

#include "protocol/text.h"

#include <charconv>
#include <cmath>
#include <string_view>

namespace formwork::protocol
{

namespace
{

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

// What stands behind "\\u", 16 bits of it.
std::optional<char16_t> codeUnit(const char *digits)
{
    unsigned unit = 0;
    const auto [end, error] = std::from_chars(digits, digits + 4, unit, 16);
    return error == std::errc() && end == digits + 4 ? std::optional(static_cast<char16_t>(unit))
                                                     : std::nullopt;
}

} // namespace

QCborValue numberFromToken(QByteArrayView token)
{
    bool ok = false;
    const qint64 whole = token.toByteArray().toLongLong(&ok);
    if (ok && !token.contains('.') && !token.contains('e') && !token.contains('E'))
        return whole;
    const std::optional<double> number = doubleFromToken(token);
    return number ? QCborValue(*number) : QCborValue(QString::fromLatin1(token));
}

std::optional<QString> unescapedLeniently(const char *at)
{
    static constexpr std::string_view kEscapes = "\"\\/bfnrt";
    static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    QString result;
    while (*at != '"') {
        const char *start = at;
        while (*at != '"' && *at != '\\')
            ++at;
        result += textFromUtf8(QByteArrayView(start, at - start));
        if (*at != '\\')
            continue;
        const char kind = at[1];
        at += 2;
        if (const size_t known = kEscapes.find(kind); known != std::string_view::npos) {
            result += QLatin1Char(kMeanings[known]);
            continue;
        }
        const auto unit = kind == 'u' ? codeUnit(at) : std::nullopt;
        if (!unit)
            return {};
        result += QChar(*unit);
        at += 4;
    }
    for (qsizetype i = 0; i < result.size(); ++i) {
        const bool isPair =
            result[i].isHighSurrogate() && i + 1 < result.size() && result[i + 1].isLowSurrogate();
        if (isPair)
            ++i;
        else if (result[i].isSurrogate())
            result[i] = QChar::ReplacementCharacter;
    }
    return result;
}

} // namespace formwork::protocol
