// SPDX-License-Identifier: Apache-2.0
#include "many/fieldlist.h"

#include "many/fieldchoices.h"
#include "widgets/announce.h"
#include "widgets/matches.h"
#include "widgets/metrics.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMimeData>

#include <algorithm>

namespace formwork::many
{
namespace
{

constexpr int kPathRole = Qt::UserRole;
enum Cell { Field, From };

QString pathOf(const QTreeWidgetItem *item) { return item->data(Field, kPathRole).toString(); }

bool isReturn(const QKeyEvent *event)
{
    return event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
}

} // namespace

ColumnTable::ColumnTable(int columns, QWidget *parent)
    : QTableWidget(0, columns, parent)
{
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
}

QString ColumnTable::mimeType() { return QStringLiteral("application/x-formwork-column"); }

QString ColumnTable::currentName() const
{
    const QTableWidgetItem *name = item(currentRow(), 0);
    return name ? name->text() : QString();
}

QMimeData *ColumnTable::mimeData(const QList<QTableWidgetItem *> &items) const
{
    // A cell with a widget in it has no item, and comes as null.
    const auto any = std::ranges::find_if(items, [](const QTableWidgetItem *one) { return one != nullptr; });
    const QTableWidgetItem *name = any == items.end() ? nullptr : item((*any)->row(), 0);
    if (!name)
        return nullptr;
    auto *data = new QMimeData;
    data->setData(mimeType(), name->text().toUtf8());
    return data;
}

void ColumnTable::keyPressEvent(QKeyEvent *event)
{
    if ((isReturn(event) || event->key() == Qt::Key_F4) && currentRow() >= 0) {
        Q_EMIT pickRequested(currentRow());
        return;
    }
    QTableWidget::keyPressEvent(event);
}

FieldList::FieldList(Job *job, ColumnTable *columns, QWidget *parent)
    : QTreeWidget(parent)
    , m_job(job)
    , m_columns(columns)
{
    setObjectName(QStringLiteral("fieldList"));
    setAccessibleName(tr("Fields"));
    setHeaderLabels({tr("Field"), tr("From")});
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    header()->setSectionResizeMode(Field, QHeaderView::Stretch);
    header()->setSectionResizeMode(From, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    setDragDropMode(QAbstractItemView::DropOnly);
    setAcceptDrops(true);
    setToolTip(tr("Drag a column here. With the keys: Return takes the column that is current at the left, "
                  "Delete sends it away."));
    connect(this, &QTreeWidget::itemDoubleClicked, this,
            [this](QTreeWidgetItem *item) { take(m_columns->currentName(), item); });
}

void FieldList::fill()
{
    if (topLevelItemCount() > 0)
        return;
    const int height = widgets::lineHeight(font()) * 7 / 4;
    QList<QTreeWidgetItem *> made;
    for (const forms::FieldPicker::Entry &entry : fieldChoices(*m_job->operation())) {
        if (entry.id.isEmpty())
            continue;
        auto *item = new QTreeWidgetItem({entry.text, QString()});
        item->setData(Field, kPathRole, entry.id);
        item->setToolTip(Field, entry.help);
        item->setSizeHint(Field, QSize(0, height));
        m_items.insert(entry.id, item);
        made.append(item);
    }
    addTopLevelItems(made);
    setCurrentItem(made.value(0));
    refresh();
}

void FieldList::filter(const QString &text)
{
    QTreeWidgetItem *first = nullptr;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = topLevelItem(i);
        item->setHidden(!text.isEmpty() && !widgets::hasWords(item->text(Field), text));
        first = first || item->isHidden() ? first : item;
    }
    if (first && (!currentItem() || currentItem()->isHidden()))
        setCurrentItem(first);
}

void FieldList::refresh()
{
    QHash<QString, QStringList> from;
    for (const QString &column : m_job->table().columns) {
        if (const QString path = m_job->placeOf(column); !path.isEmpty())
            from[path].append(column);
    }
    for (const auto &[path, text] : m_job->wishes().templates)
        from[path].append(text);
    for (auto it = m_items.cbegin(); it != m_items.cend(); ++it) {
        const QString taken = from.value(it.key()).join(QStringLiteral(", "));
        const QString text = taken.isEmpty() ? withoutColumn(it.key()) : taken;
        if (it.value()->text(From) != text)
            it.value()->setText(From, text);
    }
}

// What stands for a field that no column goes to.
QString FieldList::withoutColumn(const QString &path) const
{
    if (m_job->wishes().fixed.toMap().contains(path))
        return tr("(the form)");
    const model::Member *member = m_job->operation()->input->member(path);
    return member && member->required ? tr("(required)") : QString();
}

// One column a field: who was there makes room.
void FieldList::take(const QString &column, const QTreeWidgetItem *item)
{
    if (column.isEmpty() || !item || column.startsWith(bulk::Mapping::kOwnPrefix))
        return;
    const QString path = pathOf(item);
    for (const QString &other : m_job->table().columns) {
        if (other != column && m_job->placeOf(other) == path)
            m_job->setPlace(other, {});
    }
    m_job->setPlace(column, path);
    widgets::announce(this, tr("%1 goes to %2").arg(column, path));
    Q_EMIT taken(column, path);
}

void FieldList::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasFormat(ColumnTable::mimeType()))
        event->acceptProposedAction();
}

void FieldList::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeWidget::dragMoveEvent(event); // scrolls at the edges
    QTreeWidgetItem *item = itemAt(event->position().toPoint());
    if (!item || !event->mimeData()->hasFormat(ColumnTable::mimeType())) {
        event->ignore();
        return;
    }
    setCurrentItem(item);
    event->acceptProposedAction();
}

void FieldList::dropEvent(QDropEvent *event)
{
    const QTreeWidgetItem *item = itemAt(event->position().toPoint());
    if (!item)
        return;
    take(QString::fromUtf8(event->mimeData()->data(ColumnTable::mimeType())), item);
    event->acceptProposedAction();
}

void FieldList::keyPressEvent(QKeyEvent *event)
{
    if (isReturn(event) && currentItem()) {
        take(m_columns->currentName(), currentItem());
        return;
    }
    if (event->key() == Qt::Key_Delete && currentItem()) {
        const QString path = pathOf(currentItem());
        for (const QString &column : m_job->table().columns) {
            if (m_job->placeOf(column) != path)
                continue;
            m_job->setPlace(column, {});
            widgets::announce(this, tr("%1 goes nowhere").arg(column));
            Q_EMIT taken(column, {});
        }
        return;
    }
    QTreeWidget::keyPressEvent(event);
}

} // namespace formwork::many
