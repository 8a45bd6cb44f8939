// SPDX-License-Identifier: Apache-2.0
#include "widgets/codehighlighter.h"

#include "widgets/theme.h"

#include <QTextCharFormat>

#include <algorithm>

namespace formwork::widgets
{
namespace
{

constexpr int kHead = 1; // block state: still in the head of an HTTP message
constexpr int kBody = 2;
constexpr qsizetype kLongLine = 20'000; // a line of megabytes is shown without colours rather than slowly

qsizetype endOfString(const QString &text, qsizetype from)
{
    for (qsizetype i = from + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"')
            return i + 1;
    }
    return text.size();
}

bool isKeyAt(const QString &text, qsizetype afterString)
{
    while (afterString < text.size() && text[afterString].isSpace())
        ++afterString;
    return afterString < text.size() && text[afterString] == u':';
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument *document, Syntax syntax)
    : QSyntaxHighlighter(document)
    , m_syntax(syntax)
{
}

void CodeHighlighter::setSyntax(Syntax syntax)
{
    if (m_syntax == syntax)
        return;
    m_syntax = syntax;
    rehighlight();
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    if (m_syntax == Syntax::Plain || text.size() > kLongLine)
        return;
    if (m_syntax == Syntax::Http) {
        const bool isHead = previousBlockState() != kBody && !text.isEmpty();
        setCurrentBlockState(isHead ? kHead : kBody);
        if (isHead) {
            highlightHeader(text);
            return;
        }
    }
    highlightJson(text);
}

void CodeHighlighter::highlightJson(const QString &text)
{
    const Tokens &tokens = Theme::tokens();
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        if (c == u'"') {
            const qsizetype end = endOfString(text, i);
            setFormat(int(i), int(end - i), isKeyAt(text, end) ? tokens.codeKey : tokens.codeString);
            i = end;
        } else if (c == u'\u2039') { // a sealed value stands without quotes
            const qsizetype end = qMax(i, text.indexOf(u'\u203A', i)) + 1;
            setFormat(int(i), int(end - i), tokens.muted);
            i = end;
        } else if (c.isLetterOrNumber() || c == u'-') {
            qsizetype end = i + 1;
            while (end < text.size()
                   && (text[end].isLetterOrNumber() || QStringView(u"+-.").contains(text[end])))
                ++end;
            setFormat(int(i), int(end - i), tokens.codeNumber);
            i = end;
        } else {
            ++i;
        }
    }
}

void CodeHighlighter::highlightHeader(const QString &text)
{
    const Tokens &tokens = Theme::tokens();
    if (previousBlockState() != kHead) {
        const QStringView first = QStringView(text).left(qMax<qsizetype>(0, text.indexOf(u' ')));
        if (!std::ranges::all_of(first, [](QChar c) { return c.isUpper(); }))
            return; // a sentence that says why there is no request
        QTextCharFormat bold;
        bold.setFontWeight(QFont::Bold);
        setFormat(0, int(first.size()), bold);
        return;
    }
    const qsizetype colon = text.indexOf(u':');
    if (colon > 0)
        setFormat(0, int(colon + 1), tokens.codeKey);
    const qsizetype hidden = text.indexOf(u'\u2039');
    if (hidden >= 0)
        setFormat(int(hidden), int(text.size() - hidden), tokens.muted);
}

} // namespace formwork::widgets
