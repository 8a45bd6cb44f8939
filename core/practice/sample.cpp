// SPDX-License-Identifier: Apache-2.0
#include "practice/sample.h"

#include <QHash>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <utility>

namespace formwork::practice
{

namespace
{

constexpr int kMost = 2048; // characters
constexpr int kDeepest = 40;

const QString kDigits = QStringLiteral("0123456789");
const QString kSmall = QStringLiteral("abcdefghijklmnopqrstuvwxyz");
const QString kCapital = QStringLiteral("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

QString printable()
{
    QString all;
    for (char16_t c = 0x20; c < 0x7f; ++c)
        all += QChar(c);
    return all;
}

QString without(const QString &set, const QString &taken)
{
    QString rest;
    std::ranges::copy_if(set, std::back_inserter(rest), [&](QChar c) { return !taken.contains(c); });
    return rest;
}

// Reads a pattern from left to right and writes what it could match as it goes: of choices the first, of
// repetitions as few as it may or a few more.
class Sampling
{
public:
    Sampling(QStringView pattern, quint32 seed, int more)
        : m_pattern(pattern)
        , m_random(seed)
        , m_more(more)
    {
    }

    QString text() { return choices(0); }

private:
    [[nodiscard]] bool isAtEnd() const { return m_at >= m_pattern.size(); }
    [[nodiscard]] QChar next() const { return isAtEnd() ? QChar() : m_pattern[m_at]; }
    QChar take() { return isAtEnd() ? QChar() : m_pattern[m_at++]; }
    bool accept(QStringView text)
    {
        const bool is = m_pattern.mid(m_at).startsWith(text);
        m_at += is ? text.size() : 0;
        return is;
    }

    QString choices(int depth);
    QString repeated(int depth);
    QString atom(int depth);
    QString group(int depth);
    QString escaped(); // the set
    QString bracket(); // the set
    QChar code(int digits);
    std::pair<int, int> times();
    QString oneOf(const QString &set);

    QStringView m_pattern;
    qsizetype m_at = 0;
    QRandomGenerator m_random;
    int m_more;
    bool m_isSet = false; // the last atom was one character of several
};

QString Sampling::choices(int depth)
{
    QString chosen;
    do {
        QString text;
        while (!isAtEnd() && next() != u'|' && next() != u')')
            text += repeated(depth);
        if (chosen.isEmpty())
            chosen = text.left(kMost);
    } while (accept(u"|"));
    return chosen;
}

QString Sampling::repeated(int depth)
{
    const qsizetype start = m_at;
    QString text = atom(depth);
    const bool isSet = m_isSet;
    const auto [least, most] = times();
    const qsizetype end = m_at;
    const int count = std::min(isSet ? std::min(most, least + m_more) : least, kMost);
    if (count == 0)
        return {};
    for (int i = 1; i < count && text.size() < kMost; ++i) {
        m_at = start;
        text += atom(depth);
    }
    m_at = end;
    return text;
}

std::pair<int, int> Sampling::times()
{
    std::pair<int, int> result{1, 1};
    if (accept(u"*")) {
        result = {0, kMost};
    } else if (accept(u"+")) {
        result = {1, kMost};
    } else if (accept(u"?")) {
        result = {0, 1};
    } else if (next() == u'{' && m_pattern.mid(m_at + 1, 1).at(0).isDigit()) {
        const qsizetype end = m_pattern.indexOf(u'}', m_at);
        const auto parts = m_pattern.mid(m_at + 1, std::max<qsizetype>(end - m_at - 1, 0)).split(u',');
        result.first = parts.first().toInt();
        result.second = parts.size() < 2 ? result.first : parts[1].isEmpty() ? kMost : parts[1].toInt();
        m_at = end < 0 ? m_pattern.size() : end + 1;
    } else {
        return result;
    }
    if (next() == u'?' || next() == u'+')
        take(); // lazy or greedy, the text is the same
    return result;
}

QString Sampling::atom(int depth)
{
    m_isSet = false;
    const QChar c = take();
    if (c == u'(')
        return group(depth);
    if (c == u'^' || c == u'$')
        return {};
    if (c != u'[' && c != u'.' && c != u'\\')
        return c;
    const QString set = c == u'[' ? bracket() : c == u'.' ? printable() : escaped();
    m_isSet = set.size() > 1;
    return oneOf(set);
}

QString Sampling::group(int depth)
{
    const bool looks = accept(u"?=") || accept(u"?!") || accept(u"?<=") || accept(u"?<!");
    if (!looks && accept(u"?<"))
        m_at = std::max(m_at, m_pattern.indexOf(u'>', m_at) + 1);
    else if (!looks && !accept(u"?:"))
        accept(u"?i)");
    const QString text = depth < kDeepest ? choices(depth + 1) : QString();
    accept(u")");
    m_isSet = false;
    return looks ? QString() : text;
}

QChar Sampling::code(int digits)
{
    const ushort value = m_pattern.mid(m_at, digits).toUShort(nullptr, 16);
    m_at += digits;
    return QChar(value);
}

QString Sampling::escaped()
{
    const QChar c = take();
    switch (c.unicode()) {
    case 'd':
        return kDigits;
    case 'w':
        return kSmall + kDigits + kCapital + u'_';
    case 's':
        return QStringLiteral(" ");
    case 'D':
        return without(printable(), kDigits);
    case 'W':
        return without(printable(), kSmall + kDigits + kCapital + u'_');
    case 'S':
        return without(printable(), QStringLiteral(" "));
    case 'p':
    case 'P':
        if (accept(u"{"))
            m_at = std::max(m_at, m_pattern.indexOf(u'}', m_at) + 1);
        return kSmall + kDigits;
    case 'b':
    case 'A':
    case 'z':
    case 'Z':
        return {};
    case 't':
        return QStringLiteral("\t");
    case 'n':
        return QStringLiteral("\n");
    case 'r':
        return QStringLiteral("\r");
    case 'u':
        return code(4);
    case 'x':
        return code(2);
    default:
        return c;
    }
}

QString Sampling::bracket()
{
    const bool isOther = accept(u"^");
    QString set;
    bool isFirst = true;
    while (!isAtEnd() && (isFirst || next() != u']')) {
        isFirst = false;
        if (accept(u"[:")) {
            m_at = std::max(m_at, m_pattern.indexOf(u']', m_at) + 1);
            set += kSmall + kDigits;
            continue;
        }
        const QString from = accept(u"\\") ? escaped() : QString(take());
        const bool isRange =
            from.size() == 1 && next() == u'-' && m_at + 1 < m_pattern.size() && m_pattern[m_at + 1] != u']';
        if (!isRange) {
            set += from;
            continue;
        }
        take();
        const QString to = accept(u"\\") ? escaped() : QString(take());
        const char16_t last = to.isEmpty() ? from[0].unicode() : std::min<char16_t>(to[0].unicode(), 0x7e);
        for (char16_t c = from[0].unicode(); c <= last; ++c)
            set += QChar(c);
    }
    accept(u"]");
    return isOther ? without(printable(), set) : set;
}

// As identifiers look: small letters of hexadecimal numbers where the set has them.
QString Sampling::oneOf(const QString &set)
{
    if (set.isEmpty())
        return {};
    static const std::array kLiked{QStringLiteral("0123456789abcdef"), kSmall + kDigits, kCapital + kDigits};
    for (const QString &liked : kLiked) {
        QString pool;
        std::ranges::copy_if(liked, std::back_inserter(pool), [&](QChar c) { return set.contains(c); });
        if (pool.size() >= std::min<qsizetype>(set.size(), 2) && !pool.isEmpty())
            return pool[m_random.bounded(static_cast<int>(pool.size()))];
    }
    return set[0];
}

const QRegularExpression &compiled(const QString &pattern)
{
    static thread_local QHash<QString, QRegularExpression> known;
    const auto found = known.constFind(pattern);
    // One that says neither where it begins nor where it ends is meant for the whole.
    const bool isPart = pattern.startsWith(u'^') || pattern.endsWith(u'$');
    return found != known.cend()
        ? *found
        : *known.insert(pattern,
                        QRegularExpression(isPart ? pattern : QRegularExpression::anchoredPattern(pattern)));
}

} // namespace

model::Constraints both(model::Constraints limits, const model::Constraints &demand)
{
    if (limits.pattern.isEmpty())
        limits.pattern = demand.pattern;
    if (demand.minLength)
        limits.minLength = std::max(limits.minLength.value_or(0), *demand.minLength);
    if (demand.maxLength)
        limits.maxLength = std::min(limits.maxLength.value_or(*demand.maxLength), *demand.maxLength);
    return limits;
}

bool fits(const QString &text, const model::Constraints &limits)
{
    if ((limits.maxLength && text.size() > *limits.maxLength)
        || (limits.minLength && text.size() < *limits.minLength))
        return false;
    if (limits.pattern.isEmpty())
        return true;
    const QRegularExpression &expression = compiled(limits.pattern);
    return !expression.isValid() || expression.match(text).hasMatch();
}

std::optional<QString> sampleOf(const model::Constraints &limits, quint32 seed)
{
    const int least = static_cast<int>(std::min<qint64>(limits.minLength.value_or(0), kMost));
    for (const int more : {16, 9, 3, 1, 0, least, kMost}) {
        const QString text = Sampling(limits.pattern, seed, more).text();
        if (!text.isEmpty() && fits(text, limits))
            return text;
    }
    return std::nullopt;
}

} // namespace formwork::practice
