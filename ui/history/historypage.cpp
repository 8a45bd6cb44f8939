// SPDX-License-Identifier: Apache-2.0
#include "history/historypage.h"

#include "history/batchpanel.h"
#include "history/filterbar.h"
#include "history/historymodel.h"
#include "history/requestdetails.h"
#include "history/requesttable.h"
#include "history/selectionpanel.h"
#include "journal/filterdoubt.h"
#include "journal/reader.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/metrics.h"
#include "widgets/stylesheet.h"

#include <QAction>
#include <QHeaderView>
#include <QLabel>
#include <QSet>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace formwork::history
{

using widgets::Space;

HistoryPage::HistoryPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new HistoryModel(session->environment()->journal, this))
    , m_table(new RequestTable(this))
    , m_below(new QStackedWidget(this))
    , m_hint(new QLabel(tr("Choose a request to see what was sent, every attempt and what came back."), this))
    , m_details(new RequestDetails(session, this))
    , m_many(new SelectionPanel(this))
    , m_batch(new BatchPanel(this))
    , m_problem(new widgets::Banner(widgets::Tone::Rejected, this))
    , m_banner(new widgets::Banner(widgets::Tone::Neutral, this))
    , m_filters(new FilterBar(this))
{
    setObjectName(QStringLiteral("historyPage"));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Medium, Space::Small);
    column->addWidget(m_filters);
    connect(m_filters, &FilterBar::changed, this, &HistoryPage::applyFilter);
    connect(m_filters, &FilterBar::exportRequested, this, &HistoryPage::exportShown);
    readAccounts();
    m_problem->setObjectName(QStringLiteral("historyProblem"));
    column->addWidget(m_problem);
    buildTable();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setHandleWidth(widgets::space(this, Space::Small));
    splitter->addWidget(m_table);
    splitter->addWidget(m_below);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    splitter->setStyleSheet(QStringLiteral("QSplitter::handle { background: transparent; }"));
    column->addWidget(splitter, 1);
    // Below everything, so that no row moves under the pointer when it comes.
    m_banner->setObjectName(QStringLiteral("historyNotice"));
    m_banner->setClosable(true);
    m_banner->hide();
    column->addWidget(m_banner);
    buildBelow();
    buildActions();
    updateCount();
    showSelected();
    showProblem(m_model->problem());
    connect(m_model, &HistoryModel::problemChanged, this, &HistoryPage::showProblem);
    connect(m_model, &HistoryModel::settled, this, &HistoryPage::updateCount);
    connect(m_model, &HistoryModel::settled, this, &HistoryPage::findSought);
    m_clock.setInterval(std::chrono::seconds(20)); // what is told of a token's life grows old
    connect(&m_clock, &QTimer::timeout, this, &HistoryPage::refreshDetails);
}

void HistoryPage::buildBelow()
{
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    widgets::setRole(m_hint, "muted");
    for (QWidget *one : std::initializer_list<QWidget *>{m_hint, m_details, m_many, m_batch})
        m_below->addWidget(one);
    connect(m_many, &SelectionPanel::retryRequested, this, [this] { retry(selectedIds()); });
    connect(m_many, &SelectionPanel::deleteRequested, this, &HistoryPage::removeSelected);
    connect(m_batch, &BatchPanel::openRequested, this, &HistoryPage::openBatch);
    connect(m_batch, &BatchPanel::rowsRequested, this,
            [this] { toggleBatch(m_table->currentIndex().row()); });
    connect(m_table, &QAbstractItemView::activated, this,
            [this](const QModelIndex &index) { toggleBatch(index.row()); });
    connect(m_model, &QAbstractItemModel::dataChanged, this, &HistoryPage::refreshBatch);
}

void HistoryPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("historyTable"));
    m_table->setAccessibleName(tr("Requests"));
    m_table->setModel(m_model);
    m_table->setColumns({},
                        {HistoryModel::RequestId, HistoryModel::Attempts, HistoryModel::Took,
                         HistoryModel::ErrorColumn, HistoryModel::Account});
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(HistoryModel::Time, Qt::DescendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::showSelected);
    connect(m_model, &HistoryModel::countChanged, this, &HistoryPage::updateCount);
    connect(m_details, &RequestDetails::shown, this, &HistoryPage::refreshActions);
    connect(m_details, &RequestDetails::retryRequested, this, [this](qint64 id) { retry({id}); });
    connect(m_details, &RequestDetails::signInRequested, this, &HistoryPage::signInAndRetry);
    connect(m_details, &RequestDetails::checkRequested, this, &HistoryPage::check);
    connect(m_details, &RequestDetails::editAsNewRequested, this, &HistoryPage::editAsNewRequested);
    connect(m_details, &RequestDetails::presignRequested, this, &HistoryPage::presignRequested);
    connect(m_details, &RequestDetails::answerShown, this, &HistoryPage::answerShown);
    connect(&m_session->journal(), &journal::Journal::rowsChanged, this, [this](const QList<qint64> &ids) {
        readAccounts();
        if (ids.contains(m_details->recordId()))
            refreshDetails();
    });
    // A change too large to be told row by row must not cost the selection.
    connect(m_model, &QAbstractItemModel::modelAboutToBeReset, this, [this] { m_kept = selectedLines(); });
    connect(m_model, &QAbstractItemModel::modelReset, this, &HistoryPage::selectKept);
}

void HistoryPage::selectKept()
{
    const QSet<qint64> wanted(m_kept.cbegin(), m_kept.cend());
    m_kept.clear();
    QItemSelection selection;
    for (int row = 0; !wanted.isEmpty() && row < m_model->rowCount(); ++row) {
        if (wanted.contains(m_model->idAt(row)))
            selection.select(m_model->index(row, 0), m_model->index(row, HistoryModel::ColumnCount - 1));
    }
    if (!selection.isEmpty())
        m_table->selectionModel()->setCurrentIndex(selection.first().topLeft(),
                                                   QItemSelectionModel::NoUpdate);
    m_table->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    showSelected();
}

void HistoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refreshDetails();
    refreshActions();
    m_clock.start();
}

void HistoryPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
    refreshActions();
}

void HistoryPage::refreshDetails()
{
    if (m_details->recordId() > 0)
        m_details->showRecord(m_details->recordId());
}

void HistoryPage::readAccounts()
{
    m_accounts.ask(m_session->journal().ask<QStringList>(
                       [](const journal::Reader &history) { return history.accounts(); }),
                   this, [this](const Result<QStringList> &accounts) {
                       if (accounts)
                           m_filters->setAccounts(*accounts);
                       else
                           showProblem(accounts.error().sentence());
                   });
}

void HistoryPage::applyFilter()
{
    journal::Filter filter = m_model->filter();
    m_filters->writeTo(filter, m_session->environment()->clock->nowUtc());
    m_model->setFilter(filter);
    updateCount();
}

void HistoryPage::setFilter(const QString &text)
{
    m_filters->setText(text);
    applyFilter();
}

void HistoryPage::showRow(qint64 journalId)
{
    m_sought = journalId;
    findSought();
}

void HistoryPage::findSought()
{
    if (m_sought == 0 || !m_model->isSettled())
        return;
    const int row = m_model->rowOf(m_sought);
    const journal::Filter &filter = m_model->filter();
    if (row < 0 && (!filter.text.isEmpty() || filter.since)) { // looked for again without it
        setFilter({});
        return;
    }
    m_sought = 0;
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
    m_table->setFocus();
}

void HistoryPage::showSelected()
{
    const QList<qint64> ids = selectedIds();
    if (selectedBatch() > 0) {
        m_details->showRecord(0);
        refreshBatch();
        m_below->setCurrentWidget(m_batch);
        refreshActions();
        return;
    }
    m_details->showRecord(ids.size() == 1 ? ids.first() : 0);
    m_many->setCount(ids.size());
    m_below->setCurrentWidget(ids.size() == 1     ? static_cast<QWidget *>(m_details)
                                  : ids.isEmpty() ? m_hint
                                                  : static_cast<QWidget *>(m_many));
    refreshActions();
}

// Whether anything of it may be sent again.
void HistoryPage::findRetryable(const QList<qint64> &ids)
{
    if (ids.isEmpty()) {
        m_retryable.drop();
        m_retry->setEnabled(false);
        return;
    }
    journal::Filter filter;
    filter.text = QStringLiteral("outcome:unknown,rejected,settled");
    m_retryable.ask(m_session->journal().ask<QList<qint64>>([filter, ids](const journal::Reader &history) {
        return history.passing(filter, ids);
    }),
                    this, [this](const Result<QList<qint64>> &found) {
                        m_retry->setEnabled(found && !found->isEmpty());
                    });
}

// What is not seen is neither sent nor deleted.
void HistoryPage::refreshActions()
{
    const QList<qint64> ids = isVisible() ? selectedIds() : QList<qint64>();
    findRetryable(ids);
    m_signIn->setEnabled(ids.size() == 1 && m_details->wantsSignIn());
    m_check->setEnabled(ids.size() == 1 && m_details->mayCheck());
    m_edit->setEnabled(ids.size() == 1);
    m_openBatch->setEnabled(isVisible() && selectedBatch() > 0);
    m_presign->setEnabled(ids.size() == 1 && m_details->mayPresign());
    m_compare->setEnabled(ids.size() == 2);
    m_compareThere->setEnabled(ids.size() == 1 && m_details->isChange());
    m_copy->setEnabled(!ids.isEmpty());
    m_delete->setEnabled(!ids.isEmpty());
    m_undo->setEnabled(isVisible() && !m_removed.isEmpty());
}

QList<qint64> HistoryPage::selectedIds() const
{
    QList<qint64> ids = selectedLines();
    ids.removeIf([](qint64 id) { return id <= 0; });
    return ids;
}

QList<qint64> HistoryPage::selectedLines() const
{
    QList<qint64> ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids.append(m_model->idAt(index.row()));
    return ids;
}

void HistoryPage::updateCount()
{
    m_filters->setCount(m_model->total());
    const journal::Filter &filter = m_model->filter();
    const bool isFiltered = !filter.text.isEmpty() || filter.since.has_value();
    if (!m_model->isSettled() && m_model->problem().isEmpty()) // nothing may be said of it yet
        return;
    m_table->setEmptyText(
        !m_model->problem().isEmpty() ? tr("The history cannot be read.")
            : isFiltered
            ? (tr("No request fits the filter.") + u' ' + journal::filterDoubt(filter.text)).trimmed()
            : tr("Nothing has been sent yet. Every request you send stands here, with its outcome."));
}

void HistoryPage::showProblem(const QString &sentence)
{
    m_problem->setText(tr("The history cannot be read, so requests may be missing here."), sentence);
    m_problem->setVisible(!sentence.isEmpty());
    updateCount();
    if (!sentence.isEmpty())
        widgets::announce(this, sentence);
}

void HistoryPage::notice(widgets::Tone tone, const QString &sentence)
{
    m_banner->clearButtons();
    m_banner->setTone(tone);
    m_banner->setText({}, sentence);
    m_banner->show();
    widgets::announce(this, sentence);
}

} // namespace formwork::history
