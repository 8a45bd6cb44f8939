// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPoint>
#include <QSize>
#include <QString>

class QListWidget;
class QListWidgetItem;
class QWidget;

namespace formwork::widgets
{

// What small windows with a search field above a list have in common.

// Shows the entries that have every word of the query in their text, tooltip or Qt::UserRole; the others are
// hidden. Answers the first that is shown, null if none.
QListWidgetItem *showMatching(QListWidget *list, const QString &query);

// The row that many shown rows further down (or up, below 0); where there are fewer, the last of them.
[[nodiscard]] int steppedRow(const QListWidget &list, int rows);

// Below a widget, or above where there is no room below; on its screen.
[[nodiscard]] QPoint placeBelow(const QWidget *anchor, const QSize &size);

} // namespace formwork::widgets
