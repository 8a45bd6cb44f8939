// SPDX-License-Identifier: Apache-2.0
#include "history/requesttable.h"

#include "history/historymodel.h"
#include "history/outcome.h"
#include "widgets/metrics.h"
#include "widgets/rowtable.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHeaderView>
#include <QPainter>

namespace formwork::history
{
namespace
{

using widgets::Space;

// Where the keyboard is, told of the whole row.
bool isCurrentRow(const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    return view && view->hasFocus() && view->currentIndex().row() == index.row();
}

int widestOutcome(const QFont &font)
{
    using journal::Outcome;
    int widest = 0;
    for (const Outcome outcome :
         {Outcome::Sending, Outcome::Succeeded, Outcome::Rejected, Outcome::Unknown}) {
        journal::Record record;
        record.outcome = outcome;
        widest = qMax(widest, widgets::chipSize(outcomeLook(outcome, outcomeText(record)), font).width());
    }
    return widest + 2 * widgets::space(font, Space::Small);
}

void setUpHeader(QTableView *table)
{
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(widgets::textWidth(table, 5));
    const auto width = [&](int column, int characters) {
        header->resizeSection(column, widgets::textWidth(table, characters));
    };
    width(HistoryModel::Time, 17);
    width(HistoryModel::What, 24);
    width(HistoryModel::Account, 29);
    header->resizeSection(HistoryModel::OutcomeColumn, widestOutcome(table->font()));
    width(HistoryModel::ErrorColumn, 24);
    width(HistoryModel::RequestId, 17);
    const QString longest = durationText(9'999'900); // a wait of hours
    for (const int column : {HistoryModel::Attempts, HistoryModel::Took}) {
        const int text = column == HistoryModel::Took ? table->fontMetrics().horizontalAdvance(longest) : 0;
        header->resizeSection(
            column,
            qMax(header->sectionSizeHint(column), text + 2 * widgets::space(table, Space::Small))
                + widgets::iconSize(table->font())
                + widgets::space(table, Space::Small)); // the arrow of the order
    }
}

} // namespace

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const widgets::Tokens &tokens = widgets::Theme::tokens();
    const bool isSelected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(option.rect, isSelected ? tokens.accentSoft : tokens.surface);
    painter->setPen(tokens.border);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    if (isCurrentRow(option, index)) {
        painter->setPen(tokens.accent);
        painter->drawLine(option.rect.topLeft(), option.rect.topRight());
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    }
    const int margin = widgets::space(option.font, Space::Small);
    paintInside(painter, option.rect.adjusted(margin, 0, -margin, -1), option, index);
    painter->restore();
}

void CellDelegate::paintInside(QPainter *painter, const QRect &inside, const QStyleOptionViewItem &option,
                               const QModelIndex &index) const
{
    const bool isId = index.column() == HistoryModel::RequestId;
    QFont font = isId ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : option.font;
    if (isId)
        font.setPointSizeF(option.font.pointSizeF() * 0.95);
    painter->setFont(font);
    painter->setPen(isId ? widgets::Theme::tokens().muted : widgets::Theme::tokens().text);
    const QString text =
        QFontMetrics(font).elidedText(index.data().toString(), option.textElideMode, inside.width());
    painter->drawText(inside, index.data(Qt::TextAlignmentRole).toInt(), text);
}

void OutcomeDelegate::paintInside(QPainter *painter, const QRect &inside, const QStyleOptionViewItem &option,
                                  const QModelIndex &index) const
{
    const auto outcome = static_cast<journal::Outcome>(index.data(HistoryModel::OutcomeRole).toInt());
    widgets::paintChip(painter, inside, outcomeLook(outcome, index.data().toString()), option.font);
}

ColumnFitter::ColumnFitter(QTableView *table, int column, int leastWidth, const QList<int> &optional)
    : QObject(table)
    , m_table(table)
    , m_column(column)
    , m_least(leastWidth)
{
    for (const int one : optional)
        m_optional.append({one, table->horizontalHeader()->sectionSize(one)});
    table->viewport()->installEventFilter(this);
}

bool ColumnFitter::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        fit();
    return QObject::eventFilter(watched, event);
}

void ColumnFitter::fit()
{
    QHeaderView *header = m_table->horizontalHeader();
    int room = m_table->viewport()->width() - (header->length() - header->sectionSize(m_column));
    for (Optional &one : m_optional) { // as if all were shown, as wide as the person made them
        if (header->isSectionHidden(one.column))
            room -= one.width;
        else
            one.width = header->sectionSize(one.column);
    }
    for (const Optional &one : m_optional) {
        const bool isTooMuch = room < m_least;
        header->setSectionHidden(one.column, isTooMuch);
        room += isTooMuch ? one.width : 0;
    }
    header->resizeSection(m_column, qMax(m_least, room));
}

RequestTable::RequestTable(QWidget *parent)
    : QTableView(parent)
{
    setItemDelegate(new CellDelegate(this));
    setItemDelegateForColumn(HistoryModel::OutcomeColumn, new OutcomeDelegate(this));
    setTextElideMode(Qt::ElideMiddle); // ARNs and URLs are told apart by their ends
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    widgets::setUpRows(this);
}

void RequestTable::setColumns(const QList<int> &hidden, const QList<int> &optional)
{
    setUpHeader(this);
    for (const int column : hidden)
        setColumnHidden(column, true);
    new ColumnFitter(this, HistoryModel::Operation, widgets::textWidth(this, 24), optional);
}

void RequestTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    viewport()->update(); // the frame goes around whole rows
}

void RequestTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    setAccessibleDescription(model() && model()->rowCount() == 0 ? text : QString());
    viewport()->update();
}

void RequestTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!model() || model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(widgets::Theme::tokens().muted);
    const int margin = widgets::space(this, Space::Large);
    painter.drawText(viewport()->rect().adjusted(margin, margin, -margin, -margin),
                     Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

} // namespace formwork::history
