// SPDX-License-Identifier: Apache-2.0
#include "history/recentrequests.h"

#include "history/historymodel.h"
#include "widgets/metrics.h"

#include <QHeaderView>

namespace formwork::history
{
namespace
{
constexpr qsizetype kRows = 6;
}

RecentRequests::RecentRequests(session::Session *session, QWidget *parent)
    : RequestTable(parent)
    , m_model(new HistoryModel(session->environment()->journal, this))
{
    setObjectName(QStringLiteral("recentRequests"));
    setAccessibleName(tr("Recent requests"));
    m_model->setLimit(kRows);
    setModel(m_model);
    setColumns({HistoryModel::ErrorColumn, HistoryModel::Attempts},
               {HistoryModel::RequestId, HistoryModel::Took});
    connect(m_model, &HistoryModel::settled, this, [this] {
        setEmptyText(tr("Nothing has been sent yet. What you create appears here, with its outcome."));
    });
    connect(m_model, &HistoryModel::problemChanged, this, &RecentRequests::problemChanged);
    horizontalHeader()->moveSection(horizontalHeader()->visualIndex(HistoryModel::RequestId),
                                    horizontalHeader()->visualIndex(HistoryModel::Took));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    const auto choose = [this](const QModelIndex &index) {
        if (const qint64 batch = m_model->batchAt(index.row()); batch > 0)
            Q_EMIT batchChosen(batch);
        else
            Q_EMIT rowChosen(m_model->idAt(index.row()));
    };
    connect(this, &QTableView::activated, this, choose);
    connect(this, &QTableView::clicked, this, choose);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &QWidget::updateGeometry);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &QWidget::updateGeometry);
    connect(m_model, &QAbstractItemModel::modelReset, this, &QWidget::updateGeometry);
}

QString RecentRequests::problem() const { return m_model->problem(); }

QSize RecentRequests::sizeHint() const
{
    const int rows = qMax(2, m_model->rowCount());
    return {widgets::textWidth(this, 80),
            horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize()
                + 2 * frameWidth()};
}

QSize RecentRequests::minimumSizeHint() const { return {widgets::textWidth(this, 40), sizeHint().height()}; }

} // namespace formwork::history
