// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSyntaxHighlighter>

namespace formwork::widgets
{

enum class Syntax {
    Plain,
    Json,
    Http, // a request line, header lines, an empty line, then JSON
};

// Colours of code, from the theme.
class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    CodeHighlighter(QTextDocument *document, Syntax syntax);

    void setSyntax(Syntax syntax);

protected:
    void highlightBlock(const QString &text) override;

private:
    void highlightJson(const QString &text);
    void highlightHeader(const QString &text);

    Syntax m_syntax;
};

} // namespace formwork::widgets
