// SPDX-License-Identifier: Apache-2.0
#include "validation/pattern.h"

#include <QChar>
#include <QHash>

#include <optional>

namespace formwork::validation
{

namespace
{

constexpr qint64 kLargestQuantifier = 65535; // PCRE2's

bool isSurrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// Java's and ECMA's names of character properties. In classes of ASCII the POSIX ones stand for Java's.
QString property(const QString &name, bool isNegated, bool inClass)
{
    static const QHash<QString, QString> posix{
        {QStringLiteral("Alpha"), QStringLiteral("alpha")},
        {QStringLiteral("Alnum"), QStringLiteral("alnum")},
        {QStringLiteral("Digit"), QStringLiteral("digit")},
        {QStringLiteral("Punct"), QStringLiteral("punct")},
        {QStringLiteral("Print"), QStringLiteral("print")},
        {QStringLiteral("Graph"), QStringLiteral("graph")},
        {QStringLiteral("Space"), QStringLiteral("space")},
        {QStringLiteral("Lower"), QStringLiteral("lower")},
        {QStringLiteral("Upper"), QStringLiteral("upper")},
        {QStringLiteral("XDigit"), QStringLiteral("xdigit")},
        {QStringLiteral("Cntrl"), QStringLiteral("cntrl")},
        {QStringLiteral("Blank"), QStringLiteral("blank")},
        {QStringLiteral("ASCII"), QStringLiteral("ascii")},
    };
    static const QHash<QString, QString> general{
        {QStringLiteral("Letter"), QStringLiteral("L")},
        {QStringLiteral("IsAlphabetic"), QStringLiteral("L")},
        {QStringLiteral("Alphabetic"), QStringLiteral("L")},
        {QStringLiteral("IsLetter"), QStringLiteral("L")},
        {QStringLiteral("IsDigit"), QStringLiteral("Nd")},
        {QStringLiteral("Number"), QStringLiteral("N")},
        {QStringLiteral("Mark"), QStringLiteral("M")},
        {QStringLiteral("Punctuation"), QStringLiteral("P")},
        {QStringLiteral("IsPunctuation"), QStringLiteral("P")},
        {QStringLiteral("Symbol"), QStringLiteral("S")},
        {QStringLiteral("Separator"), QStringLiteral("Z")},
        {QStringLiteral("Uppercase_Letter"), QStringLiteral("Lu")},
        {QStringLiteral("Lowercase_Letter"), QStringLiteral("Ll")},
        {QStringLiteral("IsUppercase"), QStringLiteral("Lu")},
        {QStringLiteral("IsLowercase"), QStringLiteral("Ll")},
        {QStringLiteral("IsWhite_Space"), QStringLiteral("Xps")},
        {QStringLiteral("Decimal_Number"), QStringLiteral("Nd")},
        {QStringLiteral("all"), QStringLiteral("Any")},
        {QStringLiteral("LD"), QStringLiteral("Xan")},
    };
    if (const auto known = posix.constFind(name); known != posix.cend()) {
        const QString inside =
            QStringLiteral("[:%1%2:]").arg(isNegated ? QStringLiteral("^") : QString(), *known);
        return inClass ? inside : u'[' + inside + u']';
    }
    QString translated = general.value(name, name);
    if (translated == name && name.startsWith(QStringLiteral("Is")))
        translated = name.mid(2);
    return (isNegated ? QStringLiteral("\\P{%1}") : QStringLiteral("\\p{%1}")).arg(translated);
}

// One pattern from beginning to end.
class Translator
{
public:
    explicit Translator(QStringView pattern)
        : m_in(pattern)
    {
    }

    QString run()
    {
        while (m_at < m_in.size()) {
            const QChar c = m_in[m_at];
            if (c == u'\\')
                m_out += text(escape(false));
            else if (c == u'[')
                charClass();
            else if (c == u'{')
                quantifier();
            else {
                m_out += c;
                ++m_at;
            }
        }
        return m_isUnreadable ? QStringLiteral("(") : m_out;
    }

private:
    // Of a class: one code point, or a piece of text that stands for several.
    struct Item {
        std::optional<char32_t> point;
        QString several;
    };

    static QString text(const Item &item)
    {
        if (!item.point)
            return item.several;
        const char32_t c = *item.point;
        if (c < 0x80 && QChar(static_cast<char16_t>(c)).isLetterOrNumber())
            return QChar(static_cast<char16_t>(c));
        return isSurrogate(c) ? QStringLiteral("(?!)")
                              : QStringLiteral("\\x{%1}").arg(static_cast<uint>(c), 0, 16);
    }

    // Four hex digits or {digits} after \u.
    std::optional<char32_t> unicode()
    {
        const bool isBraced = m_at < m_in.size() && m_in[m_at] == u'{';
        const qsizetype end = isBraced ? m_in.indexOf(u'}', m_at) : m_at + 4;
        if (end < 0 || end > m_in.size())
            return std::nullopt;
        const qsizetype begin = isBraced ? m_at + 1 : m_at;
        bool ok = false;
        const uint point = m_in.mid(begin, end - begin).toUInt(&ok, 16);
        if (!ok || point > 0x10FFFF)
            return std::nullopt;
        m_at = isBraced ? end + 1 : end;
        return point;
    }

    Item unicodeItem()
    {
        const std::optional<char32_t> high = unicode();
        if (!high)
            return {U'u', {}};
        if (QChar::isHighSurrogate(*high) && m_in.mid(m_at).startsWith(u"\\u")) {
            const qsizetype back = m_at;
            m_at += 2;
            const std::optional<char32_t> low = unicode();
            if (low && QChar::isLowSurrogate(*low))
                return {QChar::surrogateToUcs4(static_cast<char16_t>(*high), static_cast<char16_t>(*low)),
                        {}};
            m_at = back;
        }
        return {high, {}};
    }

    Item propertyItem(bool isNegated, bool inClass)
    {
        if (m_at < m_in.size() && m_in[m_at] != u'{')
            return {{}, (isNegated ? QStringLiteral("\\P%1") : QStringLiteral("\\p%1")).arg(m_in[m_at++])};
        const qsizetype end = m_in.indexOf(u'}', m_at);
        if (end < 0)
            return {isNegated ? U'P' : U'p', {}};
        QString name = m_in.mid(m_at + 1, end - m_at - 1).toString();
        m_at = end + 1;
        if (name.startsWith(u'^')) {
            isNegated = !isNegated;
            name.remove(0, 1);
        }
        return {{}, property(name, isNegated, inClass)};
    }

    // Stands on a backslash; afterwards behind the escape.
    Item escape(bool inClass)
    {
        if (m_at + 1 >= m_in.size()) {
            ++m_at;
            return {U'\\', {}};
        }
        const QChar c = m_in[m_at + 1];
        m_at += 2;
        switch (c.unicode()) {
        case u'u':
            return unicodeItem();
        case u'p':
        case u'P':
            return propertyItem(c == u'P', inClass);
        case u'n':
            return {U'\n', {}};
        case u'r':
            return {U'\r', {}};
        case u't':
            return {U'\t', {}};
        case u'f':
            return {U'\f', {}};
        case u'v':
            return {U'\v', {}};
        case u'x':
            if (m_at < m_in.size() && m_in[m_at] == u'{')
                return {unicode().value_or(U'x'), {}};
            return hex();
        default:
            break;
        }
        if (c.unicode() < 0x80 && c.isLetterOrNumber()
            && !QStringView(u"dDwWsSbBAZzGkhHRQEc0123456789").contains(c))
            return {c.unicode(), {}}; // a needless backslash
        if (!c.isLetterOrNumber())
            return {c.unicode(), {}};
        return {{}, QString(u'\\') + c};
    }

    Item hex()
    {
        bool ok = false;
        const uint point = m_in.mid(m_at, 2).toUInt(&ok, 16);
        if (!ok || m_at + 2 > m_in.size())
            return {U'x', {}};
        m_at += 2;
        return {point, {}};
    }

    Item classItem()
    {
        const QChar c = m_in[m_at];
        if (c == u'\\')
            return escape(true);
        if (c == u'[' && m_in.mid(m_at).startsWith(u"[:")) {
            const qsizetype end = m_in.indexOf(QStringLiteral(":]"), m_at);
            if (end > 0) {
                const QString posix = m_in.mid(m_at, end + 2 - m_at).toString();
                m_at = end + 2;
                return {{}, posix};
            }
        }
        if (c.isHighSurrogate() && m_at + 1 < m_in.size()) {
            m_at += 2;
            return {QChar::surrogateToUcs4(c, m_in[m_at - 1]), {}};
        }
        ++m_at;
        return {c.unicode(), {}};
    }

    void range(char32_t from, char32_t to)
    {
        // The half code points of UTF-16 are no characters; a range that ends among them ends before or
        // begins after.
        if (isSurrogate(from) && isSurrogate(to))
            return;
        if (isSurrogate(from))
            from = 0xE000;
        if (isSurrogate(to))
            to = 0xD7FF;
        m_out += text({from, {}}) + u'-' + text({to, {}});
    }

    void charClass()
    {
        const qsizetype before = m_out.size();
        ++m_at;
        const bool isNegated = m_at < m_in.size() && m_in[m_at] == u'^';
        m_at += isNegated ? 1 : 0;
        if (m_at < m_in.size() && m_in[m_at] == u']'
            && m_in.indexOf(u']', m_at + 1) < 0) { // [] is nothing, [^] anything
            ++m_at;
            m_out += isNegated ? QStringLiteral("[\\s\\S]") : QStringLiteral("(?!)");
            return;
        }
        m_out += isNegated ? QStringLiteral("[^") : QStringLiteral("[");
        const qsizetype inside = m_out.size();
        for (bool isFirst = true; m_at < m_in.size() && (isFirst || m_in[m_at] != u']'); isFirst = false)
            classEntry();
        ++m_at;
        if (m_out.size() == inside) { // only halves of characters were in it
            m_out.truncate(before);
            m_out += isNegated ? QStringLiteral("[\\s\\S]") : QStringLiteral("(?!)");
            return;
        }
        m_out += u']';
    }

    void classEntry()
    {
        if (m_in.mid(m_at).startsWith(u"&&[")) // Java's intersection of classes has no counterpart
            m_isUnreadable = true;
        const Item first = classItem();
        const bool isRange = m_at + 1 < m_in.size() && m_in[m_at] == u'-' && m_in[m_at + 1] != u']';
        if (!isRange || !first.point) {
            if (!first.point || !isSurrogate(*first.point))
                m_out += text(first);
            if (isRange) { // after \w a hyphen is a hyphen
                ++m_at;
                m_out += QStringLiteral("\\-");
            }
            return;
        }
        ++m_at;
        const Item last = classItem();
        if (last.point)
            range(*first.point, *last.point);
        else
            m_out += text(first) + QStringLiteral("\\-") + text(last);
    }

    void quantifier()
    {
        const qsizetype end = m_in.indexOf(u'}', m_at);
        const QStringView inside = end < 0 ? QStringView() : m_in.mid(m_at + 1, end - m_at - 1);
        const qsizetype comma = inside.indexOf(u',');
        bool isNumber = false;
        const qint64 least = inside.left(comma < 0 ? inside.size() : comma).toLongLong(&isNumber);
        const qint64 most = comma < 0 ? least : inside.mid(comma + 1).toLongLong();
        if (!isNumber || (least <= kLargestQuantifier && most <= kLargestQuantifier)) {
            m_out += m_in[m_at++];
            return;
        }
        m_out += QStringLiteral("{%1,}").arg(std::min(least, kLargestQuantifier)); // the length says the rest
        m_at = end + 1;
    }

    QStringView m_in;
    qsizetype m_at = 0;
    QString m_out;
    bool m_isUnreadable = false;
};

} // namespace

QString toPcre(QStringView pattern) { return Translator(pattern).run(); }

} // namespace formwork::validation
