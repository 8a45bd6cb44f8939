// SPDX-License-Identifier: Apache-2.0
#include "forms/fieldlayout.h"

#include "widgets/metrics.h"

#include <QLabel>
#include <QWidget>

namespace formwork::forms
{
namespace
{

int heightOf(const QLayoutItem *item, int width)
{
    return item->hasHeightForWidth() ? item->heightForWidth(width) : item->sizeHint().height();
}

} // namespace

FieldLayout::FieldLayout(QWidget *parent, bool isBlock)
    : QLayout(parent)
    , m_isBlock(isBlock)
{
    setContentsMargins(0, 0, 0, 0);
}

FieldLayout::~FieldLayout()
{
    for (QLayoutItem *item : m_parts)
        delete item;
}

void FieldLayout::setPart(Part part, QWidget *widget)
{
    delete std::exchange(m_parts[part], nullptr);
    m_next = part;
    addChildWidget(widget);
    addItem(new QWidgetItem(widget));
}

void FieldLayout::addItem(QLayoutItem *item)
{
    m_parts[m_next] = item;
    invalidate();
}

int FieldLayout::count() const
{
    return int(std::count_if(m_parts.cbegin(), m_parts.cend(), [](const QLayoutItem *item) { return item; }));
}

QLayoutItem *FieldLayout::itemAt(int index) const
{
    for (QLayoutItem *item : m_parts) {
        if (item && index-- == 0)
            return item;
    }
    return nullptr;
}

QLayoutItem *FieldLayout::takeAt(int index)
{
    for (QLayoutItem *&item : m_parts) {
        if (item && index-- == 0)
            return std::exchange(item, nullptr);
    }
    return nullptr;
}

int FieldLayout::heightForWidth(int width) const
{
    if (width != m_knownWidth) {
        m_knownHeight = place(QRect(0, 0, width, 0), false);
        m_knownWidth = width;
    }
    return m_knownHeight;
}

QSize FieldLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_parts) {
        if (!item || item->isEmpty())
            continue;
        const QSize least = item == m_parts[Menu] ? QSize(0, 0) : item->minimumSize();
        // Labels wrap, so only the editor asks for room.
        const int width = item == m_parts[Editor] ? least.width() : 0;
        size = QSize(qMax(size.width(), width), size.height() + least.height());
    }
    return size;
}

QSize FieldLayout::sizeHint() const
{
    const int width = widgets::lineHeight(parentWidget()->font()) * 36;
    return {width, heightForWidth(width)};
}

void FieldLayout::invalidate()
{
    m_knownWidth = -1;
    QLayout::invalidate();
}

void FieldLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    place(rect, true);
}

int FieldLayout::place(const QRect &rect, bool move) const
{
    const QFont font = parentWidget()->font();
    const int tiny = widgets::space(font, widgets::Space::Tiny);
    const int column = labelColumn(rect.width());
    int y = rect.y();
    if (m_isBlock && m_parts[Label])
        y += widgets::space(font, widgets::Space::Small); // air above a heading
    const int x = column > 0 ? rect.x() + column + widgets::space(font, widgets::Space::Medium) : rect.x();
    const int width = rect.right() + 1 - x;
    int labelBottom = y;
    if (QLayoutItem *label = m_parts[Label]; label && !label->isEmpty()) {
        const int labelWidth = column > 0 ? column : rect.width() - menuWidth();
        const int labelHeight = heightOf(label, labelWidth);
        // The first line of the label stands level with the text in the field.
        const int lower = column > 0 ? widgets::fieldPadding(font) + 1 : 0;
        labelBottom = y + lower + labelHeight;
        if (move)
            placeMenu(rect, y + labelHeight / 2);
        if (move) {
            if (auto *text = qobject_cast<QLabel *>(label->widget()))
                text->setAlignment(column > 0 ? Qt::AlignRight | Qt::AlignTop : Qt::AlignLeft | Qt::AlignTop);
            label->setGeometry(QRect(rect.x(), y + lower, labelWidth, labelHeight));
        }
        if (column == 0)
            y = labelBottom + tiny;
    }
    // A block says what it is before it shows what is in it.
    const std::array<Part, 4> below =
        m_isBlock ? std::array{Help, Problem, Editor, Known} : std::array{Editor, Known, Problem, Help};
    for (Part part : below) {
        QLayoutItem *item = m_parts[part];
        if (!item || item->isEmpty())
            continue;
        const int height = heightOf(item, width);
        if (m_isBlock && part == Editor && y > rect.y())
            y += tiny;
        if (move)
            item->setGeometry(QRect(x, y, width, height));
        y += height + tiny;
    }
    return qMax(y - tiny, labelBottom) - rect.y();
}

int FieldLayout::menuWidth() const
{
    const QLayoutItem *menu = m_parts[Menu];
    return menu && !menu->isEmpty() ? menu->sizeHint().width() : 0;
}

void FieldLayout::placeMenu(const QRect &rect, int middle) const
{
    QLayoutItem *menu = m_parts[Menu];
    if (!menu || menu->isEmpty())
        return;
    const QSize size = menu->sizeHint();
    menu->setGeometry(QRect(QPoint(rect.right() + 1 - size.width(), middle - size.height() / 2), size));
}

int FieldLayout::labelColumn(int width) const
{
    const int line = widgets::lineHeight(parentWidget()->font());
    if (m_isBlock || !m_parts[Label] || width < line * 26)
        return 0;
    return qBound(line * 8, width * 27 / 100, line * 13);
}

} // namespace formwork::forms
