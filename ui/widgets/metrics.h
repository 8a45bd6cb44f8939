// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QWidget>

class QBoxLayout;
class QFormLayout;

// Distances in parts of the line height of the widget's font, so that a window grows as one with its text.
namespace formwork::widgets
{

enum class Space { Tiny, Small, Medium, Large, Huge };

[[nodiscard]] int lineHeight(const QFont &font); // device independent pixels
[[nodiscard]] int space(const QFont &font, Space space);
[[nodiscard]] inline int space(const QWidget *widget, Space size) { return space(widget->font(), size); }

// `count` average characters wide.
[[nodiscard]] int textWidth(const QWidget *widget, int count);

// Between the edge of a field or button and its text, above and below.
[[nodiscard]] int fieldPadding(const QFont &font);

// The side of an icon that stands in a line of text.
[[nodiscard]] int iconSize(const QFont &font);

// Margins and spacing of a layout in one call.
void setSpacing(QBoxLayout *layout, const QFont &font, Space margin, Space between);

// Labels on the right of their column and level with their fields, which take all the room there is.
void setUpForm(QFormLayout *form, const QFont &font);

// The size a window opens with: the wanted one, or what the screen has room for.
[[nodiscard]] QSize openingSize(const QWidget *window, const QSize &wanted);

// Puts a window that is not shown yet over the middle of its parent's, wholly on the screen where it fits.
void placeOnScreen(QWidget *window);

} // namespace formwork::widgets
