// SPDX-License-Identifier: Apache-2.0
#include "widgets/linenumbers.h"

#include "widgets/codeview.h"
#include "widgets/metrics.h"
#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPaintEvent>

namespace formwork::widgets
{

LineNumbers::LineNumbers(CodeView *view)
    : QWidget(view)
    , m_view(view)
{
    setFocusPolicy(Qt::NoFocus);
}

QSize LineNumbers::sizeHint() const
{
    const qsizetype digits = qMax<qsizetype>(2, QString::number(m_view->blockCount()).size());
    return {m_view->fontMetrics().horizontalAdvance(u'8') * int(digits)
                + 2 * space(m_view->font(), Space::Tiny),
            0};
}

void LineNumbers::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.setFont(m_view->font());
    painter.setPen(Theme::tokens().muted);
    const int room = width() - space(m_view->font(), Space::Tiny);
    for (const CodeView::Line &line : m_view->linesIn(event->rect().top(), event->rect().bottom()))
        painter.drawText(0, line.top, room, line.height, Qt::AlignRight | Qt::AlignTop,
                         QString::number(line.number));
}

void LineNumbers::mousePressEvent(QMouseEvent *event)
{
    const int y = event->position().toPoint().y();
    const QList<CodeView::Line> lines = m_view->linesIn(y, y);
    if (!lines.isEmpty())
        m_view->goTo(lines.first().number, 1);
}

} // namespace formwork::widgets
