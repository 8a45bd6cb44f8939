// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "widgets/codehighlighter.h"

#include "widgets/textarea.h"

#include <QTextEdit>

namespace formwork::widgets
{

class LineNumbers;

// Code in the fixed font with colours; read-only unless said otherwise. Follows the theme.
class CodeView : public TextArea
{
    Q_OBJECT

public:
    explicit CodeView(Syntax syntax, const QString &accessibleName, QWidget *parent = nullptr);

    // Keeps scroll place and cursor where the text before them is the same; nothing happens if it is equal.
    void setCode(const QString &code);
    void setSyntax(Syntax syntax);
    void setEditable(bool editable);

    // Underlines a place, counted from 1; line 0 removes the mark.
    void markError(int line, int column);
    void goTo(int line, int column);
    void showLineNumbers();

    // A line of the document where it is drawn, in the viewport.
    struct Line {
        int number = 0; // from 1
        int top = 0;
        int height = 0; // of its first row
    };
    [[nodiscard]] QList<Line> linesIn(int top, int bottom) const;

    void pointAt(int line); // marks it and scrolls to it, without the cursor; 0: none

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QTextCursor cursorAt(int line, int column) const;

    void showMarks();
    void placeNumbers();

    int m_pointedLine = 0;
    QList<QTextEdit::ExtraSelection> m_error;
    LineNumbers *m_numbers = nullptr;
    CodeHighlighter *m_highlighter;
};

// The same for JSON.
class JsonView : public CodeView
{
    Q_OBJECT

public:
    explicit JsonView(const QString &accessibleName, QWidget *parent = nullptr)
        : CodeView(Syntax::Json, accessibleName, parent)
    {
    }
};

} // namespace formwork::widgets
