// SPDX-License-Identifier: Apache-2.0
#include "widgets/searchedlist.h"

#include "widgets/entrydelegate.h"
#include "widgets/matches.h"

#include <QListWidget>
#include <QScreen>

namespace formwork::widgets
{

QListWidgetItem *showMatching(QListWidget *list, const QString &query)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < list->count(); ++row) {
        QListWidgetItem *item = list->item(row);
        const QStringList said = {item->text(), item->data(Qt::UserRole).toString(), item->toolTip()};
        const bool fits = hasWords(said.join(u' '), query);
        item->setData(QueryRole, query);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    return first;
}

int steppedRow(const QListWidget &list, int rows)
{
    const int direction = rows > 0 ? 1 : -1;
    int row = list.currentRow();
    for (int left = qAbs(rows); left > 0; --left) {
        int next = row + direction;
        while (next >= 0 && next < list.count() && list.item(next)->isHidden())
            next += direction;
        if (next < 0 || next >= list.count())
            break;
        row = next;
    }
    return row;
}

QPoint placeBelow(const QWidget *anchor, const QSize &size)
{
    QPoint place = anchor->mapToGlobal(QPoint(0, anchor->height()));
    if (const QScreen *screen = anchor->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(qBound(room.left(), place.x(), qMax(room.left(), room.right() - size.width())));
        if (place.y() + size.height() > room.bottom())
            place.setY(qMax(room.top(), anchor->mapToGlobal(QPoint(0, 0)).y() - size.height()));
    }
    return place;
}

} // namespace formwork::widgets
