// SPDX-License-Identifier: Apache-2.0
#include "readers/longnumbers.h"

#include <algorithm>
#include <charconv>

namespace formwork::readers
{

namespace
{

constexpr std::string_view kMark = "\xef\xa3\xbf"
                                   "number:"; // a character for private use
constexpr qsizetype kFewDigits = 18; // that many always fit

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isLong(std::string_view token)
{
    const std::string_view digits = token.substr(token.starts_with('-') ? 1 : 0);
    if (qsizetype(digits.size()) <= kFewDigits || !std::ranges::all_of(digits, isDigit))
        return false;
    qint64 negative = 0;
    quint64 positive = 0;
    return token.starts_with('-')
        ? std::from_chars(token.data(), token.data() + token.size(), negative).ec != std::errc()
        : std::from_chars(token.data(), token.data() + token.size(), positive).ec != std::errc();
}

} // namespace

std::optional<QByteArray> withLongNumbersMarked(const QByteArray &json)
{
    QByteArray result;
    qsizetype copied = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inText && c == '\\') {
            ++i;
        } else if (c == '"') {
            inText = !inText;
        } else if (!inText && (c == '-' || isDigit(c))) {
            qsizetype end = i + 1;
            while (end < json.size() && (isDigit(json[end]) || QByteArrayView("+-.eE").contains(json[end])))
                ++end;
            if (isLong({json.constData() + i, size_t(end - i)})) {
                result.append(json.constData() + copied, i - copied);
                result.append('"').append(kMark.data(), qsizetype(kMark.size()));
                result.append(json.constData() + i, end - i).append('"');
                copied = end;
            }
            i = end - 1;
        }
    }
    if (copied == 0)
        return std::nullopt;
    return result.append(json.constData() + copied, json.size() - copied);
}

std::optional<std::string_view> longNumber(std::string_view text)
{
    if (!text.starts_with(kMark))
        return std::nullopt;
    const std::string_view token = text.substr(kMark.size());
    return isLong(token) ? std::optional(token) : std::nullopt;
}

QByteArray withoutMarks(QByteArray json)
{
    const QByteArray opening = QByteArray("\"").append(kMark.data(), qsizetype(kMark.size()));
    for (qsizetype at = json.indexOf(opening); at >= 0; at = json.indexOf(opening, at)) {
        const qsizetype end = json.indexOf('"', at + 1);
        if (end < 0)
            break;
        json.remove(end, 1);
        json.remove(at, opening.size());
    }
    return json;
}

} // namespace formwork::readers
