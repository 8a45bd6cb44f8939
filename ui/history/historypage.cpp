// SPDX-License-Identifier: Apache-2.0
#include "history/historypage.h"

#include "history/exporter.h"
#include "history/historymodel.h"
#include "history/recentrequests.h"
#include "history/requestdetails.h"
#include "history/retrier.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/metrics.h"
#include "widgets/searchfield.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>

namespace formwork::history
{
namespace
{

using widgets::Space;

QComboBox *filterBox(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    widgets::setAccessible(box, accessibleName);
    return box;
}

QString quoted(const QString &text) { return text.contains(u' ') ? u'"' + text + u'"' : text; }

} // namespace

HistoryPage::HistoryPage(session::Session *session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_model(new HistoryModel(session->environment()->journal, this))
    , m_table(new QTableView(this))
    , m_details(new RequestDetails(session, this))
    , m_banner(new widgets::Banner(widgets::Tone::Neutral, this))
    , m_text(new widgets::SearchField(tr("Filter: text, service:ds-data, outcome:unknown..."), this))
    , m_outcome(filterBox(QStringLiteral("outcomeFilter"), tr("Outcome"), this))
    , m_account(filterBox(QStringLiteral("accountFilter"), tr("Account"), this))
    , m_period(filterBox(QStringLiteral("periodFilter"), tr("Period"), this))
    , m_count(new QLabel(this))
{
    setObjectName(QStringLiteral("historyPage"));
    auto *column = new QVBoxLayout(this);
    widgets::setSpacing(column, font(), Space::Medium, Space::Small);
    column->addLayout(buildFilters());
    m_banner->hide();
    column->addWidget(m_banner);
    buildTable();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->addWidget(m_table);
    splitter->addWidget(m_details);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    column->addWidget(splitter, 1);
    buildActions();
    updateCount();
}

QLayout *HistoryPage::buildFilters()
{
    m_text->setObjectName(QStringLiteral("historyFilter"));
    widgets::setAccessible(
        m_text, tr("Filter the history"),
        tr("Words, and service:, operation:, outcome:, account: or region: with a value."));
    m_outcome->addItem(tr("Any outcome"), QString());
    m_outcome->addItem(tr("Unknown"), QStringLiteral("unknown"));
    m_outcome->addItem(tr("Rejected"), QStringLiteral("rejected"));
    m_outcome->addItem(tr("Succeeded"), QStringLiteral("succeeded"));
    m_outcome->addItem(tr("Sending"), QStringLiteral("sending"));
    m_period->addItem(tr("Any time"), 0);
    m_period->addItem(tr("Last day"), 1);
    m_period->addItem(tr("Last 7 days"), 7);
    m_period->addItem(tr("Last 30 days"), 30);
    fillAccounts();
    auto *exportButton = new QPushButton(tr("E&xport..."), this);
    exportButton->setObjectName(QStringLiteral("exportHistory"));
    connect(exportButton, &QPushButton::clicked, this, &HistoryPage::exportShown);
    connect(m_text, &QLineEdit::textChanged, this, &HistoryPage::applyFilter);
    for (QComboBox *box : {m_outcome, m_account, m_period})
        connect(box, &QComboBox::currentIndexChanged, this, &HistoryPage::applyFilter);

    auto *row = new QHBoxLayout;
    row->setSpacing(widgets::space(this, Space::Small));
    m_text->setMinimumWidth(widgets::textWidth(this, 24));
    row->addWidget(m_text, 1);
    for (QWidget *widget :
         std::initializer_list<QWidget *>{m_outcome, m_account, m_period, m_count, exportButton})
        row->addWidget(widget);
    return row;
}

void HistoryPage::buildTable()
{
    m_table->setObjectName(QStringLiteral("historyTable"));
    m_table->setAccessibleName(tr("Requests"));
    m_table->setModel(m_model);
    setUpTable(m_table);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(HistoryModel::Time, Qt::DescendingOrder);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &HistoryPage::showSelected);
    connect(m_model, &HistoryModel::countChanged, this, &HistoryPage::updateCount);
    connect(m_details, &RequestDetails::retryRequested, this, [this](qint64 id) { retry({id}); });
    connect(m_details, &RequestDetails::editAsNewRequested, this, &HistoryPage::editAsNewRequested);
    connect(&m_session->journal(), &journal::Journal::rowsChanged, this, [this](const QList<qint64> &ids) {
        fillAccounts();
        if (ids.contains(m_details->recordId()))
            m_details->showRecord(m_details->recordId());
    });
}

void HistoryPage::buildActions()
{
    const auto add = [this](const QString &text, const QString &name, const QKeySequence &keys, auto action) {
        auto *entry = new QAction(text, m_table);
        entry->setObjectName(name);
        entry->setShortcut(keys);
        entry->setShortcutContext(Qt::WidgetShortcut);
        connect(entry, &QAction::triggered, this, action);
        m_table->addAction(entry);
    };
    add(tr("Retry"), QStringLiteral("retrySelected"), QKeySequence(Qt::CTRL | Qt::Key_R),
        [this] { retry(selectedIds()); });
    add(tr("Edit as new..."), QStringLiteral("editSelected"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
        if (m_details->recordId() > 0)
            Q_EMIT editAsNewRequested(m_details->recordId());
    });
    add(tr("Delete"), QStringLiteral("deleteSelected"), QKeySequence::Delete, [this] { removeSelected(); });
    add(tr("Undo delete"), QStringLiteral("undoDelete"), QKeySequence::Undo, [this] { restoreRemoved(); });
}

void HistoryPage::fillAccounts()
{
    const QStringList accounts = m_session->journal().accounts();
    if (m_account->count() == accounts.size() + 1)
        return;
    const QSignalBlocker blocker(m_account);
    const QString chosen = m_account->currentData().toString();
    m_account->clear();
    m_account->addItem(tr("Any account"), QString());
    for (const QString &account : accounts)
        m_account->addItem(account, account);
    m_account->setCurrentIndex(qMax(0, m_account->findData(chosen)));
}

void HistoryPage::applyFilter()
{
    journal::Filter filter = m_model->filter();
    QStringList parts{m_text->text()};
    if (const QString outcome = m_outcome->currentData().toString(); !outcome.isEmpty())
        parts += QStringLiteral("outcome:") + outcome;
    if (const QString account = m_account->currentData().toString(); !account.isEmpty())
        parts += QStringLiteral("account:") + quoted(account);
    filter.text = parts.join(u' ').trimmed();
    const int days = m_period->currentData().toInt();
    filter.since =
        days > 0 ? std::optional(m_session->environment()->clock->nowUtc().addDays(-days)) : std::nullopt;
    m_model->setFilter(filter);
    updateCount();
}

void HistoryPage::setFilter(const QString &text)
{
    for (QComboBox *box : {m_outcome, m_account, m_period})
        box->setCurrentIndex(0);
    m_text->setText(text);
}

void HistoryPage::showRow(qint64 journalId)
{
    if (m_model->rowOf(journalId) < 0)
        setFilter({});
    const int row = m_model->rowOf(journalId);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model->index(row, 0));
    m_table->setFocus();
}

void HistoryPage::showSelected()
{
    const QList<qint64> ids = selectedIds();
    m_details->showRecord(ids.size() == 1 ? ids.first() : 0);
    if (ids.size() < 2) {
        m_banner->hide();
        return;
    }
    m_banner->setTone(widgets::Tone::Neutral);
    m_banner->setText({}, tr("%n request(s) selected.", nullptr, static_cast<int>(ids.size())));
    m_banner->clearButtons();
    m_banner->addButton(tr("Retry"), [this] { retry(selectedIds()); }, widgets::Banner::Emphasis::Primary);
    m_banner->addButton(tr("Delete"), [this] { removeSelected(); });
    m_banner->show();
}

QList<qint64> HistoryPage::selectedIds() const
{
    QList<qint64> ids;
    for (const QModelIndex &index : m_table->selectionModel()->selectedRows())
        ids.append(m_model->idAt(index.row()));
    return ids;
}

void HistoryPage::updateCount()
{
    m_count->setText(tr("%1 requests").arg(QLocale().toString(m_model->rowCount())));
}

void HistoryPage::retry(const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return;
    auto *retrier = new Retrier(m_session, this);
    connect(retrier, &Retrier::finished, this, [this, retrier](const QString &summary) {
        if (!summary.isEmpty())
            widgets::announce(this, summary);
        retrier->deleteLater();
    });
    retrier->retry(ids);
}

void HistoryPage::removeSelected()
{
    const QList<qint64> ids = selectedIds();
    if (ids.isEmpty())
        return;
    const Result<void> removed = m_session->journal().remove(ids);
    m_banner->clearButtons();
    if (!removed) {
        m_banner->setTone(widgets::Tone::Warning);
        m_banner->setText({}, removed.error().sentence());
    } else {
        m_removed = ids;
        m_banner->setTone(widgets::Tone::Neutral);
        m_banner->setText({},
                          tr("%n request(s) deleted from the history. Nothing changed at AWS.", nullptr,
                             static_cast<int>(ids.size())));
        m_banner->addButton(tr("Undo"), [this] { restoreRemoved(); });
    }
    m_banner->show();
}

void HistoryPage::restoreRemoved()
{
    if (m_removed.isEmpty())
        return;
    const Result<void> restored = m_session->journal().restore(std::exchange(m_removed, {}));
    m_banner->setVisible(!restored);
    if (!restored)
        m_banner->setText({}, restored.error().sentence());
}

void HistoryPage::exportShown() { exportHistory(m_session, m_model->filter(), this); }

} // namespace formwork::history
