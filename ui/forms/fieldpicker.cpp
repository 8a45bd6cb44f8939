// SPDX-License-Identifier: Apache-2.0
#include "forms/fieldpicker.h"

#include "widgets/entrydelegate.h"
#include "widgets/matches.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"
#include "widgets/stylesheet.h"

#include <QListWidget>
#include <QScreen>
#include <QVBoxLayout>

namespace formwork::forms
{

FieldPicker::FieldPicker(const QString &title, const QList<Entry> &entries, QWidget *parent)
    : QFrame(parent, Qt::Popup)
    , m_search(new widgets::SearchField(title, this))
    , m_list(new QListWidget(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setAccessibleName(title);
    setObjectName(QStringLiteral("fieldPicker"));
    widgets::setRole(this, "panel");
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), widgets::Space::Small, widgets::Space::Small);
    column->addWidget(m_search);
    column->addWidget(m_list);
    m_list->setAccessibleName(title);
    m_list->setItemDelegate(new widgets::EntryDelegate(true, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus); // the arrow keys reach it through the search field
    for (const Entry &entry : entries) {
        auto *item = new QListWidgetItem(entry.text, m_list);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(entry.help);
        item->setData(widgets::HelpRole, entry.help);
        if (entry.isDeprecated)
            item->setData(widgets::WarningRole, tr("deprecated"));
        item->setData(Qt::AccessibleTextRole,
                      entry.isDeprecated ? tr("%1, deprecated").arg(entry.text) : entry.text);
        item->setData(Qt::AccessibleDescriptionRole, entry.help);
    }
    m_list->setCurrentRow(0);
    setFocusProxy(m_search);
    connect(m_search, &QLineEdit::textChanged, this, &FieldPicker::filter);
    connect(m_search, &widgets::SearchField::stepped, this, &FieldPicker::step);
    connect(m_search, &widgets::SearchField::cancelled, this, &QWidget::close);
    connect(m_search, &QLineEdit::returnPressed, this, [this] { pick(m_list->currentItem()); });
    connect(m_list, &QListWidget::itemClicked, this, &FieldPicker::pick);
}

void FieldPicker::popUp(QWidget *below)
{
    const int line = widgets::lineHeight(font());
    resize(line * 28, line * 20);
    QPoint place = below->mapToGlobal(QPoint(0, below->height()));
    if (const QScreen *screen = below->screen()) {
        const QRect room = screen->availableGeometry();
        place.setX(qBound(room.left(), place.x(), room.right() - width()));
        if (place.y() + height() > room.bottom())
            place.setY(qMax(room.top(), below->mapToGlobal(QPoint(0, 0)).y() - height()));
    }
    move(place);
    show();
    m_search->setFocus();
}

void FieldPicker::filter(const QString &text)
{
    QListWidgetItem *first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const QStringList said = {item->text(), item->data(Qt::UserRole).toString(), item->toolTip()};
        const bool fits = widgets::hasWords(said.join(u' '), text);
        item->setData(widgets::QueryRole, text);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    m_list->setCurrentItem(first);
}

void FieldPicker::step(int rows)
{
    const int direction = rows > 0 ? 1 : -1;
    int row = m_list->currentRow();
    for (int left = qAbs(rows); left > 0; --left) {
        int next = row + direction;
        while (next >= 0 && next < m_list->count() && m_list->item(next)->isHidden())
            next += direction;
        if (next < 0 || next >= m_list->count())
            break;
        row = next;
    }
    m_list->setCurrentRow(row);
}

void FieldPicker::pick(const QListWidgetItem *item)
{
    if (!item || item->isHidden())
        return;
    const QString id = item->data(Qt::UserRole).toString();
    close();
    Q_EMIT picked(id);
}

} // namespace formwork::forms
