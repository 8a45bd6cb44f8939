// SPDX-License-Identifier: Apache-2.0
#include "wording/plaintext.h"

#include <array>
#include <utility>

namespace formwork::wording
{

namespace
{

constexpr qsizetype kLongestSentence = 300;
constexpr qsizetype kLongestEntity = 10;

QChar entity(QStringView name)
{
    static constexpr std::array<std::pair<QStringView, char16_t>, 12> known{{{u"lt", u'<'},
                                                                             {u"gt", u'>'},
                                                                             {u"amp", u'&'},
                                                                             {u"quot", u'"'},
                                                                             {u"apos", u'\''},
                                                                             {u"nbsp", u' '},
                                                                             {u"mdash", u'\u2014'},
                                                                             {u"ndash", u'\u2013'},
                                                                             {u"hellip", u'\u2026'},
                                                                             {u"rsquo", u'\u2019'},
                                                                             {u"ldquo", u'\u201C'},
                                                                             {u"rdquo", u'\u201D'}}};
    for (const auto &[key, character] : known) {
        if (name == key)
            return character;
    }
    if (!name.startsWith(u'#'))
        return {};
    bool ok = false;
    const bool hex = name.size() > 1 && (name[1] == u'x' || name[1] == u'X');
    const uint code = hex ? name.mid(2).toUInt(&ok, 16) : name.mid(1).toUInt(&ok);
    return ok && code < 0x10000 && !QChar::isSurrogate(code) ? QChar(char16_t(code)) : QChar();
}

bool isTag(QStringView tag, QStringView name)
{
    return tag.startsWith(name, Qt::CaseInsensitive)
        && (tag.size() == name.size() || !tag[name.size()].isLetterOrNumber());
}

bool isInline(QStringView tag)
{
    for (const QStringView name : {u"code", u"i", u"b", u"a", u"em", u"strong", u"span"}) {
        if (isTag(tag, name))
            return true;
    }
    return false;
}

// Walks over HTML and yields the characters of its text.
class TextWalk
{
public:
    explicit TextWalk(QStringView html)
        : m_html(html)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_html.size(); }

    QChar next() // null for a tag inside a word, a space for any other
    {
        const QChar c = m_html[m_at++];
        if (c == u'&')
            return afterAmpersand();
        return c == u'<' ? afterLessThan() : c;
    }

private:
    QChar afterLessThan()
    {
        const QStringView rest = m_html.mid(m_at);
        if (rest.isEmpty() || !(rest[0].isLetter() || rest[0] == u'/' || rest[0] == u'!'))
            return u'<';
        const qsizetype end = rest.indexOf(u'>');
        m_at = end < 0 ? m_html.size() : m_at + end + 1;
        const QStringView tag = end < 0 ? rest : rest.first(end);
        for (const QStringView name : {u"script", u"style"}) {
            if (isTag(tag, name))
                return afterElement(name);
        }
        return isInline(tag.startsWith(u'/') ? tag.mid(1) : tag) ? QChar() : QChar(u' ');
    }

    // What is inside is no text.
    QChar afterElement(QStringView name)
    {
        const qsizetype close =
            m_html.indexOf(QString(QStringLiteral("</") + name.toString()), m_at, Qt::CaseInsensitive);
        const qsizetype end = close < 0 ? -1 : m_html.indexOf(u'>', close);
        m_at = end < 0 ? m_html.size() : end + 1;
        return {};
    }

    QChar afterAmpersand()
    {
        const qsizetype end = m_html.mid(m_at, kLongestEntity).indexOf(u';');
        const QChar found = end > 0 ? entity(m_html.mid(m_at, end)) : QChar();
        if (found.isNull())
            return u'&';
        m_at += end + 1;
        return found;
    }

    QStringView m_html;
    qsizetype m_at = 0;
};

QString squeezed(QStringView html, bool oneSentence)
{
    QString result;
    TextWalk walk(html);
    bool gap = false;
    while (!walk.atEnd()) {
        const QChar c = walk.next();
        if (c.isNull() || (c.category() == QChar::Other_Control && !c.isSpace()))
            continue;
        if (c.isSpace()) {
            if (oneSentence && result.endsWith(u'.'))
                return result;
            gap = true;
            continue;
        }
        if (gap && !result.isEmpty())
            result += u' ';
        gap = false;
        result += c;
        if (oneSentence && result.size() >= kLongestSentence)
            return result.left(kLongestSentence - 1) + QChar(0x2026);
    }
    return result;
}

} // namespace

QString plainText(QStringView html) { return squeezed(html, false); }

// The name that stands before the text is no part of its first sentence.
QString firstSentence(QStringView html)
{
    constexpr QStringView begin = u"<fullname>";
    constexpr QStringView end = u"</fullname>";
    const QStringView text = html.trimmed();
    const qsizetype close = text.startsWith(begin) ? text.indexOf(end) : -1;
    const QString after = close < 0 ? QString() : squeezed(text.sliced(close + end.size()), true);
    return after.isEmpty() ? squeezed(html, true) : after;
}

} // namespace formwork::wording
