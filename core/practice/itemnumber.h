// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <compare>
#include <optional>

namespace formwork::practice
{

// A number of an item: decimal, of 38 digits at most, between 1E-130 and 9.99E+125 either side of zero, as
// the Amazon DynamoDB Developer Guide says under "Data types".
class ItemNumber
{
public:
    static constexpr int kMostDigits = 38;

    ItemNumber() = default; // zero
    [[nodiscard]] static std::optional<ItemNumber>
    parse(const QString &text); // nothing: it is none, or too large

    [[nodiscard]] QString text() const; // without an exponent
    [[nodiscard]] QByteArray ordered() const; // bytes that stand in the order of the numbers
    [[nodiscard]] ItemNumber negated() const;
    [[nodiscard]] std::optional<ItemNumber> plus(const ItemNumber &other) const; // nothing: too many digits

    [[nodiscard]] std::strong_ordering operator<=>(const ItemNumber &other) const;
    [[nodiscard]] bool operator==(const ItemNumber &other) const = default;

private:
    [[nodiscard]] static std::optional<ItemNumber> made(bool isNegative, QByteArray digits, qint64 exponent);

    bool m_isNegative = false;
    QByteArray m_digits; // neither begins nor ends with a 0; empty: zero
    qint64 m_exponent = 0; // the value is 0.DIGITS times ten to the power of it
};

} // namespace formwork::practice
