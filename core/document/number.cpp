// SPDX-License-Identifier: Apache-2.0
#include "document/number.h"

#include "base/exactnumber.h"

#include <charconv>

namespace formwork::document
{

namespace
{

size_t digits(std::string_view text, size_t at)
{
    const size_t start = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
        ++at;
    return at - start;
}

} // namespace

NumberKind numberKind(std::string_view text)
{
    size_t at = text.starts_with('-') ? 1 : 0;
    const size_t whole = digits(text, at);
    if (whole == 0 || (whole > 1 && text[at] == '0'))
        return NumberKind::None;
    at += whole;
    const bool isWhole = at == text.size();
    if (at < text.size() && text[at] == '.') {
        const size_t fraction = digits(text, at + 1);
        if (fraction == 0)
            return NumberKind::None;
        at += 1 + fraction;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        if (at < text.size() && (text[at] == '+' || text[at] == '-'))
            ++at;
        const size_t exponent = digits(text, at);
        if (exponent == 0)
            return NumberKind::None;
        at += exponent;
    }
    if (at != text.size())
        return NumberKind::None;
    return isWhole ? NumberKind::Whole : NumberKind::Fraction;
}

QCborValue exactNumber(std::string_view digits) { return exactNumberOf(digits); }

std::optional<QByteArray> exactNumberText(const QCborValue &value)
{
    if (!value.isTag() || value.tag() != kExactNumberTag)
        return std::nullopt;
    const QByteArray text = value.taggedValue().toString().toLatin1();
    const bool isNumber = numberKind({text.constData(), size_t(text.size())}) != NumberKind::None;
    return isNumber ? std::optional(text) : std::nullopt;
}

bool overflowsDouble(std::string_view digits)
{
    double number = 0;
    return std::from_chars(digits.data(), digits.data() + digits.size(), number).ec
        == std::errc::result_out_of_range;
}

} // namespace formwork::document
