// SPDX-License-Identifier: Apache-2.0
#include "practice/itemnumber.h"

#include <QRegularExpression>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr qint64 kLeastExponent = -129;
constexpr qint64 kMostExponent = 126;

// Of digits that stand for whole numbers of the same length.
QByteArray sum(const QByteArray &a, const QByteArray &b)
{
    QByteArray digits(a.size() + 1, '0');
    int carried = 0;
    for (qsizetype i = a.size(); i > 0; --i) {
        const int total = (a[i - 1] - '0') + (b[i - 1] - '0') + carried;
        digits[i] = static_cast<char>('0' + total % 10);
        carried = total / 10;
    }
    digits[0] = static_cast<char>('0' + carried);
    return digits;
}

// Of the larger and the smaller.
QByteArray difference(const QByteArray &larger, const QByteArray &smaller)
{
    QByteArray digits(larger.size() + 1, '0');
    int borrowed = 0;
    for (qsizetype i = larger.size(); i > 0; --i) {
        const int left = (larger[i - 1] - '0') - (smaller[i - 1] - '0') - borrowed;
        borrowed = left < 0 ? 1 : 0;
        digits[i] = static_cast<char>('0' + left + 10 * borrowed);
    }
    return digits;
}

} // namespace

std::optional<ItemNumber> ItemNumber::made(bool isNegative, QByteArray digits, qint64 exponent)
{
    qsizetype zeros = 0;
    while (zeros < digits.size() && digits[zeros] == '0')
        ++zeros;
    digits.remove(0, zeros);
    while (digits.endsWith('0'))
        digits.chop(1);
    ItemNumber number;
    if (digits.isEmpty())
        return number;
    number.m_isNegative = isNegative;
    number.m_digits = digits;
    number.m_exponent = exponent - zeros;
    if (digits.size() > kMostDigits || number.m_exponent < kLeastExponent
        || number.m_exponent > kMostExponent)
        return std::nullopt;
    return number;
}

std::optional<ItemNumber> ItemNumber::parse(const QString &text)
{
    static const QRegularExpression kForm(
        QStringLiteral("^\\s*([+-]?)([0-9]*)(?:\\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,6}))?\\s*$"));
    constexpr qsizetype kLongest = 1000; // characters
    const QRegularExpressionMatch found =
        text.size() <= kLongest ? kForm.match(text) : QRegularExpressionMatch();
    const QByteArray whole = found.captured(2).toLatin1();
    const QByteArray part = found.captured(3).toLatin1();
    if (!found.hasMatch() || (whole.isEmpty() && part.isEmpty()))
        return std::nullopt;
    return made(found.captured(1) == u"-", whole + part, whole.size() + found.captured(4).toLongLong());
}

QString ItemNumber::text() const
{
    if (m_digits.isEmpty())
        return QStringLiteral("0");
    QByteArray text = m_isNegative ? "-" : "";
    if (m_exponent <= 0)
        text += "0." + QByteArray(-m_exponent, '0') + m_digits;
    else if (m_exponent >= m_digits.size())
        text += m_digits + QByteArray(m_exponent - m_digits.size(), '0');
    else
        text += m_digits.first(m_exponent) + '.' + m_digits.sliced(m_exponent);
    return QString::fromLatin1(text);
}

// Of negative ones the larger exponent and the larger digits come first, and what goes on before what ends.
QByteArray ItemNumber::ordered() const
{
    if (m_digits.isEmpty())
        return "b";
    constexpr qint64 kMiddle = 500;
    const qint64 exponent = kMiddle + (m_isNegative ? -m_exponent : m_exponent);
    QByteArray digits = m_digits;
    if (m_isNegative) {
        std::ranges::transform(digits, digits.begin(),
                               [](char digit) { return static_cast<char>('0' + ('9' - digit)); });
        digits += '~';
    }
    return (m_isNegative ? "a" : "c") + QByteArray::number(exponent) + digits;
}

ItemNumber ItemNumber::negated() const
{
    ItemNumber other = *this;
    other.m_isNegative = !m_isNegative && !m_digits.isEmpty();
    return other;
}

std::optional<ItemNumber> ItemNumber::plus(const ItemNumber &other) const
{
    if (m_digits.isEmpty() || other.m_digits.isEmpty())
        return m_digits.isEmpty() ? other : *this;
    const qint64 end = std::min(m_exponent - m_digits.size(), other.m_exponent - other.m_digits.size());
    const qint64 length = std::max(m_exponent, other.m_exponent) - end;
    const auto scaled = [end, length](const ItemNumber &number) {
        return (number.m_digits + QByteArray(number.m_exponent - number.m_digits.size() - end, '0'))
            .rightJustified(length, '0');
    };
    const QByteArray mine = scaled(*this);
    const QByteArray others = scaled(other);
    if (m_isNegative == other.m_isNegative)
        return made(m_isNegative, sum(mine, others), end + length + 1);
    const bool isMineLarger = mine >= others;
    return made(isMineLarger ? m_isNegative : other.m_isNegative,
                isMineLarger ? difference(mine, others) : difference(others, mine), end + length + 1);
}

std::strong_ordering ItemNumber::operator<=>(const ItemNumber &other) const
{
    const int order = ordered().compare(other.ordered());
    return order <=> 0;
}

} // namespace formwork::practice
