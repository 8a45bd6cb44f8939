// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "validation/patternshape.h"

#include <QChar>

#include <algorithm>
#include <array>

namespace formwork::validation
{

namespace
{

// Two letters for each QChar::Category, in its order.
constexpr std::array<const char *, 30> kCategories{
    "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn", "Lu",
    "Ll", "Lt", "Lm", "Lo", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So"};

bool isOf(const QString &category, char32_t c)
{
    const auto index = static_cast<size_t>(QChar::category(c));
    if (category == u"Any" || index >= kCategories.size())
        return true;
    const QLatin1String name(kCategories.at(index));
    if (category.size() <= 2)
        return name.startsWith(category);
    return true; // a script or the like: nothing is said against it
}

constexpr int kMostNamed = 16; // single characters worth listing

} // namespace

bool CharSet::contains(char32_t c) const
{
    const bool isIn = m_isAll
        || std::any_of(m_ranges.begin(), m_ranges.end(),
                       [c](const Range &range) { return range.from <= c && c <= range.to; })
        || std::any_of(m_categories.begin(), m_categories.end(),
                       [c](const Category &category) {
                           const bool isKnown = category.name.size() <= 2 || category.name == u"Any";
                           return !isKnown || isOf(category.name, c) != category.isNegated;
                       })
        || std::any_of(m_parts.begin(), m_parts.end(), [c](const CharSet &part) { return part.contains(c); });
    return isIn != m_isNegated;
}

QString CharSet::inWords() const
{
    if (m_isAll || m_isNegated || !m_categories.empty())
        return {};
    QStringList words;
    const auto has = [this](char32_t from, char32_t to) {
        for (char32_t c = from; c <= to; ++c) {
            if (!contains(c))
                return false;
        }
        return true;
    };
    const bool lower = has(U'a', U'z');
    const bool upper = has(U'A', U'Z');
    if (lower && upper)
        words += Tr::tr("letters");
    else if (lower)
        words += Tr::tr("lower-case letters");
    else if (upper)
        words += Tr::tr("capital letters");
    else if (has(U'a', U'f'))
        words += has(U'A', U'F') ? Tr::tr("the letters a to f") : Tr::tr("the lower-case letters a to f");
    else if (has(U'A', U'F'))
        words += Tr::tr("the capital letters A to F");
    const bool digits = has(U'0', U'9');
    if (digits)
        words += Tr::tr("digits");
    int named = 0;
    for (char32_t c = U' '; c < 0x7F; ++c) {
        const bool isSaid = (digits && c >= U'0' && c <= U'9')
            || (c >= U'a' && c <= U'z' && (lower || (has(U'a', U'f') && c <= U'f')))
            || (c >= U'A' && c <= U'Z' && (upper || (has(U'A', U'F') && c <= U'F')));
        if (isSaid || !contains(c))
            continue;
        if (++named > kMostNamed)
            return {};
        words += c == U' ' ? Tr::tr("blanks") : QString(QChar(static_cast<char16_t>(c)));
    }
    if (words.isEmpty() || contains(U'\u00e9') || contains(U'\u4e00'))
        return {};
    if (words.size() == 1)
        return words.first();
    const QString last = words.takeLast();
    return Tr::tr("%1 and %2").arg(words.join(QStringLiteral(", ")), last);
}

} // namespace formwork::validation
