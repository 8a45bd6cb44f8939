// SPDX-License-Identifier: Apache-2.0
#include "history/recentrequests.h"

#include "history/historymodel.h"
#include "history/outcome.h"
#include "widgets/metrics.h"

#include <QHeaderView>

namespace formwork::history
{
namespace
{
constexpr qsizetype kRows = 6;
}

void setUpTable(QTableView *table)
{
    table->setItemDelegateForColumn(HistoryModel::OutcomeColumn, new OutcomeDelegate(table));
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table->setShowGrid(false);
    table->setWordWrap(false);
    table->setTabKeyNavigation(false);
    table->setAlternatingRowColors(false);
    table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    table->verticalHeader()->hide();
    table->verticalHeader()->setDefaultSectionSize(widgets::lineHeight(table->font()) * 2);
    QHeaderView *header = table->horizontalHeader();
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setMinimumSectionSize(widgets::textWidth(table, 5));
    const auto width = [&](int column, int characters) {
        header->resizeSection(column, widgets::textWidth(table, characters));
    };
    width(HistoryModel::Time, 15);
    width(HistoryModel::Operation, 34);
    width(HistoryModel::What, 20);
    width(HistoryModel::Account, 23);
    width(HistoryModel::OutcomeColumn, 14);
    width(HistoryModel::ErrorColumn, 24);
    width(HistoryModel::Attempts, 10);
    width(HistoryModel::Took, 9);
    header->setStretchLastSection(true);
}

RecentRequests::RecentRequests(session::Session *session, QWidget *parent)
    : QTableView(parent)
    , m_model(new HistoryModel(session->environment()->journal, this))
{
    setObjectName(QStringLiteral("recentRequests"));
    setAccessibleName(tr("Recent requests"));
    m_model->setLimit(kRows);
    setModel(m_model);
    setUpTable(this);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    for (const int column : {HistoryModel::ErrorColumn, HistoryModel::Attempts})
        setColumnHidden(column, true);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex &index) { Q_EMIT rowChosen(m_model->idAt(index.row())); });
    connect(this, &QTableView::clicked, this,
            [this](const QModelIndex &index) { Q_EMIT rowChosen(m_model->idAt(index.row())); });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &QWidget::updateGeometry);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &QWidget::updateGeometry);
}

QSize RecentRequests::sizeHint() const
{
    const int rows = qMax(1, m_model->rowCount());
    return {widgets::textWidth(this, 80),
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize()
                + 2 * frameWidth()};
}

QSize RecentRequests::minimumSizeHint() const { return {widgets::textWidth(this, 40), sizeHint().height()}; }

} // namespace formwork::history
