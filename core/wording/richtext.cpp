// SPDX-License-Identifier: Apache-2.0
#include "wording/richtext.h"

#include <QHash>
#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <array>

namespace formwork::wording
{

namespace
{

constexpr qsizetype kLongest = 256 * 1024; // characters; the longest AWS has published has some 60,000
constexpr qsizetype kDeepest = 24; // elements in each other
constexpr qsizetype kLongestTag = 2048; // characters; what is longer is text

// What becomes of an element: written as another one, left out with its text kept, or left out altogether.
enum class Fate { Kept, Unwrapped, Removed, Unknown };

struct Element {
    Fate fate = Fate::Unknown;
    QString writtenAs;
};

Element elementOf(const QString &name)
{
    static const QHash<QString, Element> known = [] {
        QHash<QString, Element> table;
        for (const char *same :
             {"p", "ul", "ol", "li", "code", "pre", "b", "i", "a", "dl", "dt", "dd", "br", "u"})
            table.insert(QLatin1String(same), {Fate::Kept, QLatin1String(same)});
        for (const char *heading : {"h1", "h2", "h3", "h4", "h5", "h6"})
            table.insert(QLatin1String(heading), {Fate::Kept, QStringLiteral("h4")});
        for (const char *aside : {"note", "important", "blockquote"})
            table.insert(QLatin1String(aside), {Fate::Kept, QStringLiteral("blockquote")});
        for (const char *code : {"filename", "literal", "tt", "kbd", "samp"})
            table.insert(QLatin1String(code), {Fate::Kept, QStringLiteral("code")});
        table.insert(QStringLiteral("strong"), {Fate::Kept, QStringLiteral("b")});
        for (const char *slanted : {"em", "replaceable", "var"})
            table.insert(QLatin1String(slanted), {Fate::Kept, QStringLiteral("i")});
        for (const char *paragraph : {"para", "simpara"})
            table.insert(QLatin1String(paragraph), {Fate::Kept, QStringLiteral("p")});
        for (const char *plain :
             {"span",  "div",  "section", "fullname", "xhtml",   "zonbook", "html", "body",  "link", "xref",
              "ulink", "font", "center",  "table",    "thead",   "tbody",   "tr",   "td",    "th",   "img",
              "hr",    "sup",  "sub",     "title",    "caption", "nobr",    "meta", "input", "image"})
            table.insert(QLatin1String(plain), {Fate::Unwrapped, {}});
        for (const char *bad : {"script", "style", "iframe", "object", "embed", "svg", "head", "noscript",
                                "textarea", "template", "frameset", "applet", "video", "audio"})
            table.insert(QLatin1String(bad), {Fate::Removed, {}});
        return table;
    }();
    return known.value(name);
}

struct Tag {
    QString name; // in lower case
    bool isEnd = false;
    bool isEmpty = false; // <p/>
    QStringView attributes;
};

QString attribute(QStringView attributes, QLatin1String name)
{
    qsizetype at = attributes.indexOf(name, 0, Qt::CaseInsensitive);
    if (at < 0)
        return {};
    QStringView rest = attributes.mid(at + name.size()).trimmed();
    if (!rest.startsWith(u'='))
        return {};
    rest = rest.mid(1).trimmed();
    if (rest.isEmpty())
        return {};
    const QChar quote = rest.front();
    if (quote == u'"' || quote == u'\'') {
        const qsizetype end = rest.indexOf(quote, 1);
        return end < 0 ? QString() : rest.mid(1, end - 1).toString();
    }
    const auto end = std::ranges::find_if(rest, [](QChar c) { return c.isSpace(); });
    return QStringView(rest.begin(), end).toString();
}

// The address a link may lead to; empty: none.
QString safeAddress(QStringView attributes)
{
    const QString written = attribute(attributes, QLatin1String("href"))
                                .replace(QStringLiteral("&amp;"), QStringLiteral("&"))
                                .trimmed();
    const QUrl url(written, QUrl::StrictMode);
    const bool isWeb = url.scheme() == u"https" || url.scheme() == u"http";
    if (!url.isValid() || !isWeb || url.host().isEmpty() || !url.userInfo().isEmpty())
        return {};
    return url.toString(QUrl::FullyEncoded);
}

class Cleaner
{
public:
    explicit Cleaner(QStringView html)
        : m_html(html)
    {
    }

    QString clean()
    {
        while (m_at < m_html.size()) {
            const qsizetype next = m_html.indexOf(u'<', m_at);
            writeText(m_html.sliced(m_at, (next < 0 ? m_html.size() : next) - m_at));
            m_at = next < 0 ? m_html.size() : next;
            if (m_at < m_html.size() && !takeTag()) {
                writeText(u"<");
                ++m_at;
            }
        }
        while (!m_open.isEmpty())
            closeLast();
        return m_out;
    }

private:
    bool takeTag()
    {
        if (m_html.mid(m_at).startsWith(u"<!--")) {
            const qsizetype end = m_html.indexOf(u"-->", m_at);
            m_at = end < 0 ? m_html.size() : end + 3;
            return true;
        }
        const qsizetype length = m_html.mid(m_at, kLongestTag).indexOf(u'>');
        if (length < 0)
            return false;
        const qsizetype end = m_at + length;
        const Tag tag = parse(m_html.sliced(m_at + 1, length - 1));
        const Element element = elementOf(tag.name);
        if (element.fate == Fate::Unknown)
            return false; // a placeholder somebody did not escape: <region>
        m_at = end + 1;
        if (element.fate == Fate::Removed)
            skip(tag);
        else if (element.fate == Fate::Kept)
            write(tag, element.writtenAs);
        return true;
    }

    static Tag parse(QStringView inside)
    {
        Tag tag;
        tag.isEnd = inside.startsWith(u'/');
        if (tag.isEnd)
            inside = inside.mid(1);
        const auto end = std::ranges::find_if(inside, [](QChar c) { return !c.isLetterOrNumber(); });
        tag.name = QStringView(inside.begin(), end).toString().toLower();
        tag.attributes = QStringView(end, inside.end());
        // <p/> and <p a="b" />, but not <a href=https://aws.amazon.com/>
        const QStringView before = tag.attributes.chopped(tag.attributes.endsWith(u'/') ? 1 : 0);
        tag.isEmpty = before.size() < tag.attributes.size()
            && (before.isEmpty() || before.back().isSpace() || before.back() == u'"');
        return tag;
    }

    void skip(const Tag &tag)
    {
        if (tag.isEnd || tag.isEmpty)
            return;
        const qsizetype end =
            m_html.indexOf(QString(QStringLiteral("</") + tag.name), m_at, Qt::CaseInsensitive);
        const qsizetype after = end < 0 ? -1 : m_html.indexOf(u'>', end);
        m_at = after < 0 ? m_html.size() : after + 1;
    }

    void write(const Tag &tag, const QString &name)
    {
        if (name == u"br") {
            m_out += QStringLiteral("<br>");
        } else if (tag.isEnd) {
            close(name);
        } else if (!tag.isEmpty && m_open.size() < kDeepest) {
            open(tag, name);
        }
    }

    void open(const Tag &tag, const QString &name)
    {
        // A paragraph, an item or a link inside another of its kind ends that one.
        if ((name == u"p" || name == u"li" || name == u"a" || name == u"dt" || name == u"dd")
            && !m_open.isEmpty() && m_open.last() == name)
            closeLast();
        if (name == u"a") {
            const QString address = safeAddress(tag.attributes).toHtmlEscaped();
            if (address.isEmpty())
                return;
            m_out += QStringLiteral("<a href=\"%1\" title=\"%1\">").arg(address);
        } else {
            m_out += u'<' + name + u'>';
        }
        m_open.append(name);
        if (tag.name == u"note" || tag.name == u"important")
            m_out +=
                tag.name == u"note" ? QStringLiteral("<b>Note:</b> ") : QStringLiteral("<b>Important:</b> ");
    }

    void close(const QString &name)
    {
        if (!m_open.contains(name))
            return;
        while (m_open.last() != name)
            closeLast();
        closeLast();
    }

    void closeLast() { m_out += QStringLiteral("</") + m_open.takeLast() + u'>'; }

    // Entities stay as they are where they are well-formed: they stand for one character each.
    void writeText(QStringView text)
    {
        for (qsizetype i = 0; i < text.size(); ++i) {
            const QChar c = text[i];
            if (c == u'&' && !isEntity(text.mid(i + 1)))
                m_out += QStringLiteral("&amp;");
            else if (c == u'<')
                m_out += QStringLiteral("&lt;");
            else if (c == u'>')
                m_out += QStringLiteral("&gt;");
            else if (c == u'"')
                m_out += QStringLiteral("&quot;");
            else if (c >= u' ' || c == u'\n' || c == u'\t')
                m_out += c;
        }
    }

    static bool isEntity(QStringView rest)
    {
        const qsizetype end = rest.first(qMin<qsizetype>(rest.size(), 10)).indexOf(u';');
        if (end < 1)
            return false;
        const QStringView name = rest.first(end);
        return std::ranges::all_of(name.startsWith(u'#') ? name.mid(1) : name,
                                   [](QChar c) { return c.isLetterOrNumber() && c < QChar(128); });
    }

    QStringView m_html;
    qsizetype m_at = 0;
    QString m_out;
    QStringList m_open;
};

QString paragraphs(QStringView text)
{
    QString html;
    for (const QStringView part : text.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
        html += QStringLiteral("<p>") + Cleaner(part).clean() + QStringLiteral("</p>");
    return html;
}

// "1 < 2" is no markup.
bool hasMarkup(QStringView text)
{
    for (qsizetype at = text.indexOf(u'<'); at >= 0; at = text.indexOf(u'<', at + 1)) {
        const QChar next = at + 1 < text.size() ? text[at + 1] : QChar();
        if (next.isLetter() || next == u'/' || next == u'!')
            return true;
    }
    return false;
}

} // namespace

QString safeHtml(QStringView documentation)
{
    const QStringView shown = documentation.first(qMin(documentation.size(), kLongest));
    return hasMarkup(shown) ? Cleaner(shown).clean() : paragraphs(shown);
}

} // namespace formwork::wording
