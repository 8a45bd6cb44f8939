// SPDX-License-Identifier: Apache-2.0
#include "widgets/codeview.h"

#include "widgets/linenumbers.h"
#include "widgets/stylesheet.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QScrollBar>
#include <QTextBlock>

namespace formwork::widgets
{

CodeView::CodeView(Syntax syntax, const QString &accessibleName, QWidget *parent)
    : TextArea(parent)
    , m_highlighter(new CodeHighlighter(document(), syntax))
{
    setReadOnly(true);
    setAccessibleName(accessibleName);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setFrameShape(QFrame::NoFrame);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setRole(this, "code");
}

void CodeView::setCode(const QString &code)
{
    if (toPlainText() == code)
        return;
    const int position = textCursor().position();
    const int scroll = verticalScrollBar()->value();
    setPlainText(code);
    QTextCursor cursor = textCursor();
    cursor.setPosition(qMin(position, document()->characterCount() - 1));
    setTextCursor(cursor);
    verticalScrollBar()->setValue(scroll);
}

void CodeView::setSyntax(Syntax syntax) { m_highlighter->setSyntax(syntax); }

void CodeView::setEditable(bool editable)
{
    setReadOnly(!editable);
    if (!editable)
        setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void CodeView::markError(int line, int column)
{
    if (line < 1) {
        m_error.clear();
        showMarks();
        return;
    }
    QTextEdit::ExtraSelection mark;
    mark.cursor = cursorAt(line, column);
    mark.cursor.movePosition(QTextCursor::EndOfBlock, QTextCursor::KeepAnchor);
    if (!mark.cursor.hasSelection())
        mark.cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor);
    mark.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    mark.format.setUnderlineColor(Theme::tokens().rejected.text);
    mark.format.setBackground(Theme::tokens().rejected.background);
    m_error = {mark};
    showMarks();
}

void CodeView::pointAt(int line)
{
    m_pointedLine = line;
    showMarks();
    if (line < 1)
        return;
    const QTextBlock block = document()->findBlockByNumber(line - 1);
    const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
    if (block.isValid() && (place.top() < 0 || place.bottom() > viewport()->height()))
        verticalScrollBar()->setValue(qMax(0, block.firstLineNumber() - 3));
}

void CodeView::showMarks()
{
    QList<QTextEdit::ExtraSelection> marks = m_error;
    if (m_pointedLine > 0 && m_error.isEmpty()) {
        QTextEdit::ExtraSelection mark;
        mark.cursor = cursorAt(m_pointedLine, 1);
        mark.format.setBackground(Theme::tokens().accentSoft);
        mark.format.setProperty(QTextFormat::FullWidthSelection, true);
        marks.prepend(mark);
    }
    setExtraSelections(marks);
}

void CodeView::showLineNumbers()
{
    if (m_numbers)
        return;
    m_numbers = new LineNumbers(this);
    connect(this, &QPlainTextEdit::blockCountChanged, this, &CodeView::placeNumbers);
    connect(this, &QPlainTextEdit::updateRequest, m_numbers, qOverload<>(&QWidget::update));
    placeNumbers();
}

void CodeView::placeNumbers()
{
    const int width = m_numbers->sizeHint().width();
    setViewportMargins(width, 0, 0, 0);
    const QRect inside = contentsRect();
    m_numbers->setGeometry(inside.x(), inside.y(), width, inside.height());
    m_numbers->update();
}

QList<CodeView::Line> CodeView::linesIn(int top, int bottom) const
{
    QList<Line> lines;
    for (QTextBlock block = firstVisibleBlock(); block.isValid(); block = block.next()) {
        const QRectF place = blockBoundingGeometry(block).translated(contentOffset());
        if (place.top() > bottom)
            break;
        if (place.bottom() >= top)
            lines.append({block.blockNumber() + 1, int(place.top()), fontMetrics().height()});
    }
    return lines;
}

void CodeView::resizeEvent(QResizeEvent *event)
{
    TextArea::resizeEvent(event);
    if (m_numbers)
        placeNumbers();
}

void CodeView::goTo(int line, int column)
{
    setTextCursor(cursorAt(line, column));
    ensureCursorVisible();
    setFocus();
}

void CodeView::changeEvent(QEvent *event)
{
    TextArea::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_highlighter)
        m_highlighter->rehighlight();
}

QTextCursor CodeView::cursorAt(int line, int column) const
{
    const QTextBlock block = document()->findBlockByNumber(qMax(0, line - 1));
    QTextCursor cursor(block.isValid() ? block : document()->lastBlock());
    const int offset = qBound(0, column - 1, cursor.block().length() - 1);
    cursor.setPosition(cursor.block().position() + offset);
    return cursor;
}

} // namespace formwork::widgets
