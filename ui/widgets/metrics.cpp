// SPDX-License-Identifier: Apache-2.0
#include "widgets/metrics.h"

#include <QBoxLayout>
#include <QFontMetrics>
#include <QFormLayout>
#include <QScreen>

namespace formwork::widgets
{

int lineHeight(const QFont &font) { return QFontMetrics(font).height(); }

int space(const QFont &font, Space space)
{
    constexpr double parts[] = {0.28, 0.52, 0.86, 1.25, 1.8};
    return qRound(lineHeight(font) * parts[static_cast<int>(space)]);
}

int textWidth(const QWidget *widget, int count)
{
    return QFontMetrics(widget->font()).averageCharWidth() * count;
}

int fieldPadding(const QFont &font) { return qRound(lineHeight(font) * 0.36); }

int iconSize(const QFont &font) { return qMax(12, lineHeight(font)); }

void setSpacing(QBoxLayout *layout, const QFont &font, Space margin, Space between)
{
    const int around = space(font, margin);
    layout->setContentsMargins(around, around, around, around);
    layout->setSpacing(space(font, between));
}

void setUpForm(QFormLayout *form, const QFont &font)
{
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
    form->setHorizontalSpacing(space(font, Space::Medium));
    form->setVerticalSpacing(space(font, Space::Small));
}

QSize openingSize(const QWidget *window, const QSize &wanted)
{
    const QScreen *screen = window->screen();
    const QSize frame(8,
                      lineHeight(window->font()) * 2); // of the window manager, not known before it is shown
    return screen ? wanted.boundedTo(screen->availableSize() - frame) : wanted;
}

void placeOnScreen(QWidget *window)
{
    const QWidget *parent = window->parentWidget() ? window->parentWidget()->window() : nullptr;
    const QScreen *screen = parent ? parent->screen() : window->screen();
    if (!screen)
        return;
    const QRect available = screen->availableGeometry();
    const int title = lineHeight(window->font()) * 2; // of the window manager
    QRect place(QPoint(), window->size());
    place.moveCenter(parent ? parent->geometry().center() : available.center());
    place.moveRight(qMin(place.right(), available.right()));
    place.moveBottom(qMin(place.bottom(), available.bottom()));
    place.moveLeft(qMax(place.left(), available.left()));
    place.moveTop(qMax(place.top(), available.top()));
    // A position is that of the frame, its title bar included.
    const int lowest = available.bottom() - window->height() - title;
    window->move(place.left(), qMax(available.top(), qMin(place.top() - title, lowest)));
}

} // namespace formwork::widgets
