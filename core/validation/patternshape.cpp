// SPDX-License-Identifier: Apache-2.0
#include "validation/patternshape.h"

#include <algorithm>
#include <optional>

namespace formwork::validation
{

namespace
{

bool isHexDigit(QChar c)
{
    return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F');
}

// Reads a pattern once from left to right; what it does not know makes the result say nothing.
class Reader
{
public:
    explicit Reader(const QString &pattern)
        : m_in(pattern)
    {
    }

    PatternShape run()
    {
        strip();
        while (m_at < m_in.size() && m_isKnown)
            step();
        m_shape.isUnderstood = m_isKnown && m_depth == 0;
        if (!m_shape.isUnderstood) {
            m_shape.leading.clear();
            m_shape.choices.clear();
        }
        m_shape.isFlat = m_shape.isUnderstood && m_isFlat;
        return m_shape;
    }

private:
    // Takes the anchors off, and brackets that enclose all of it.
    void strip()
    {
        for (bool isDone = false; !isDone && !hasTopLevelChoice();) { // "^a|b$" binds each end to one of them
            isDone = true;
            if (m_in.startsWith(u'^')) {
                m_shape.startsAnchored = true;
                m_in = m_in.mid(1);
                isDone = false;
            }
            if (m_in.endsWith(u'$') && !m_in.endsWith(u"\\$")) {
                m_shape.endsAnchored = true;
                m_in.chop(1);
                isDone = false;
            }
            if (const qsizetype skip = enclosing(); skip > 0) {
                m_in = m_in.mid(skip, m_in.size() - skip - 1);
                isDone = false;
            }
        }
        if (hasTopLevelChoice()) {
            m_isFlat = false;
            readChoices();
        }
    }

    // The length of an opening bracket whose closing one is the last character; 0: none.
    [[nodiscard]] qsizetype enclosing() const
    {
        if (!m_in.startsWith(u'(') || !m_in.endsWith(u')') || m_in.endsWith(u"\\)"))
            return 0;
        const qsizetype skip = m_in.startsWith(u"(?:") ? 3 : 1;
        if (skip == 1 && m_in.startsWith(u"(?"))
            return 0;
        int depth = 0;
        const bool closesEarlier = anyMeaning([&](QChar c, qsizetype at) {
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
            return c == u')' && depth == 0 && at + 1 < m_in.size();
        });
        return closesEarlier ? 0 : skip;
    }

    [[nodiscard]] bool hasTopLevelChoice() const
    {
        int depth = 0;
        return anyMeaning([&](QChar c, qsizetype) {
            depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
            return c == u'|' && depth == 0;
        });
    }

    // Whether `is` says so of any character that is neither escaped nor in a class; asked in order.
    template <typename Is>
    [[nodiscard]] bool anyMeaning(Is is) const
    {
        bool inClass = false;
        for (qsizetype i = 0; i < m_in.size(); ++i) {
            const QChar c = m_in[i];
            if (c == u'\\')
                ++i;
            else if (inClass)
                inClass = c != u']';
            else if (c == u'[')
                inClass = true;
            else if (is(c, i))
                return true;
        }
        return false;
    }

    void readChoices()
    {
        for (const QString &choice : m_in.split(u'|')) {
            for (const QChar c : choice) {
                if (!c.isLetterOrNumber() && c != u'_' && c != u'-' && c != u' ' && c != u':' && c != u'/') {
                    m_shape.choices.clear();
                    return;
                }
            }
            m_shape.choices += choice;
        }
    }

    void step()
    {
        const QChar c = m_in[m_at];
        switch (c.unicode()) {
        case u'(':
            open();
            break;
        case u')':
            --m_depth;
            ++m_at;
            repeat();
            break;
        case u'|':
            m_isFlat = false;
            ++m_at;
            break;
        case u'[':
            add(charClass(), 0);
            break;
        case u'.': {
            ++m_at;
            CharSet all;
            all.addAll();
            add(all, 0);
            break;
        }
        case u'^':
        case u'$':
            m_isKnown = m_isKnown && m_depth > 0; // an end inside says nothing of the characters
            ++m_at;
            break;
        case u'\\':
            escaped();
            break;
        default:
            literal(codePoint());
        }
    }

    void open()
    {
        m_isFlat = false;
        ++m_at;
        if (m_at < m_in.size() && m_in[m_at] == u'?') {
            const QStringView rest = QStringView(m_in).mid(m_at);
            if (!rest.startsWith(u"?:")) {
                m_isKnown = false; // looks ahead or behind, or changes the rules
                return;
            }
            m_at += 2;
        }
        ++m_depth;
    }

    char32_t codePoint()
    {
        const QChar c = m_in[m_at++];
        if (c.isHighSurrogate() && m_at < m_in.size())
            return QChar::surrogateToUcs4(c, m_in[m_at++]);
        return c.unicode();
    }

    void literal(char32_t c)
    {
        CharSet set;
        set.add(c, c);
        add(set, c);
    }

    void add(const CharSet &set, char32_t literal)
    {
        PatternShape::Atom atom{set, literal};
        repeat(&atom);
        if (atom.most != 0)
            set.isEverything() ? m_shape.allowed.addAll() : m_shape.allowed.unite(set);
        if (m_isFlat)
            m_shape.leading.push_back(atom);
    }

    void repeat(PatternShape::Atom *atom = nullptr)
    {
        PatternShape::Atom ignored;
        PatternShape::Atom &target = atom ? *atom : ignored;
        if (m_at >= m_in.size())
            return;
        const QChar c = m_in[m_at];
        if (c == u'*' || c == u'+' || c == u'?') {
            target.least = c == u'+' ? 1 : 0;
            target.most = c == u'?' ? 1 : -1;
            ++m_at;
        } else if (c == u'{') {
            braces(target);
        } else {
            return;
        }
        if (m_at < m_in.size() && (m_in[m_at] == u'?' || m_in[m_at] == u'+')) // lazy, possessive
            ++m_at;
    }

    void braces(PatternShape::Atom &atom)
    {
        const qsizetype end = m_in.indexOf(u'}', m_at);
        const QStringList parts = end < 0 ? QStringList() : m_in.mid(m_at + 1, end - m_at - 1).split(u',');
        bool isNumber = false;
        atom.least = parts.value(0).toLongLong(&isNumber);
        if (!isNumber || parts.size() > 2) {
            m_isKnown = false;
            return;
        }
        atom.most = parts.size() == 1 ? atom.least : parts.at(1).isEmpty() ? -1 : parts.at(1).toLongLong();
        m_at = end + 1;
    }

    void escaped()
    {
        CharSet set;
        const std::optional<char32_t> single = escape(set);
        if (single)
            literal(*single);
        else if (m_isKnown)
            add(set, 0);
    }

    static CharSet shorthand(QChar letter)
    {
        CharSet set;
        if (letter == u's') {
            for (const char32_t blank : {U' ', U'\t', U'\n', U'\r', U'\f', U'\v'})
                set.add(blank, blank);
            return set;
        }
        set.add(U'0', U'9');
        if (letter == u'w') {
            set.add(U'a', U'z');
            set.add(U'A', U'Z');
            set.add(U'_', U'_');
        }
        return set;
    }

    // One escape; a single character, or several put into the set.
    std::optional<char32_t> escape(CharSet &set)
    {
        const QChar c = m_at + 1 < m_in.size() ? m_in[m_at + 1] : QChar();
        m_at += 2;
        switch (c.unicode()) {
        case u'd':
        case u'w':
        case u's':
            set.unite(shorthand(c));
            return {};
        case u'D':
        case u'W':
        case u'S': {
            CharSet others = shorthand(c.toLower());
            others.negate();
            set.unite(others);
            return {};
        }
        case u'p':
        case u'P':
            property(set, c == u'P');
            return {};
        case u'n':
            return U'\n';
        case u'r':
            return U'\r';
        case u't':
            return U'\t';
        case u'u':
        case u'x':
            return hex(c == u'u' ? 4 : 2);
        default:
            break;
        }
        if (c.isLetterOrNumber() || c.isNull())
            m_isKnown = false; // a reference, a boundary
        return c.unicode();
    }

    char32_t hex(qsizetype digits)
    {
        const QStringView number = QStringView(m_in).mid(m_at, digits);
        const bool isHex = number.size() == digits && std::all_of(number.begin(), number.end(), isHexDigit);
        const char32_t point = number.toUInt(nullptr, 16);
        if (!isHex || QChar::isSurrogate(point))
            m_isKnown = false;
        m_at += digits;
        return point;
    }

    void property(CharSet &set, bool isNegated)
    {
        QString name = m_in.mid(m_at, 1);
        ++m_at;
        if (name == u"{") {
            const qsizetype end = m_in.indexOf(u'}', m_at);
            m_isKnown = m_isKnown && end > 0;
            name = m_in.mid(m_at, end - m_at);
            m_at = end + 1;
        }
        if (name.size() > 2)
            m_isKnown = false;
        set.addCategory(name, isNegated);
    }

    CharSet charClass()
    {
        CharSet set;
        ++m_at;
        const bool isNegated = m_at < m_in.size() && m_in[m_at] == u'^';
        m_at += isNegated ? 1 : 0;
        for (bool isFirst = true; m_isKnown && m_at < m_in.size() && (isFirst || m_in[m_at] != u']');
             isFirst = false)
            classEntry(set);
        m_isKnown = m_isKnown && m_at < m_in.size(); // it has an end
        ++m_at;
        if (isNegated)
            set.negate();
        return set;
    }

    std::optional<char32_t> classItem(CharSet &set)
    {
        if (m_in[m_at] == u'[' || QStringView(m_in).mid(m_at).startsWith(u"&&"))
            m_isKnown = m_isKnown && m_in[m_at] == u'[' && !QStringView(m_in).mid(m_at).startsWith(u"[:");
        if (m_in[m_at] == u'\\')
            return escape(set);
        return codePoint();
    }

    void classEntry(CharSet &set)
    {
        const std::optional<char32_t> first = classItem(set);
        const bool isRange = m_at + 1 < m_in.size() && m_in[m_at] == u'-' && m_in[m_at + 1] != u']';
        if (!first || !isRange) {
            if (first)
                set.add(*first, *first);
            return;
        }
        ++m_at;
        const std::optional<char32_t> last = classItem(set);
        if (last) {
            set.add(*first, *last);
            return;
        }
        set.add(*first, *first);
        set.add(U'-', U'-');
    }

    QString m_in;
    qsizetype m_at = 0;
    int m_depth = 0;
    bool m_isKnown = true;
    bool m_isFlat = true;
    PatternShape m_shape;
};

} // namespace

QString PatternShape::prefix() const
{
    QString text;
    for (const Atom &atom : leading) {
        if (atom.literal == 0 || atom.least != 1 || atom.most != 1)
            break;
        text += QString::fromUcs4(&atom.literal, 1);
    }
    return text;
}

PatternShape shapeOf(const QString &pattern) { return Reader(pattern).run(); }

} // namespace formwork::validation
