// SPDX-License-Identifier: Apache-2.0
// What can be done with the rows that are selected in the history.
#include "accounts/signingin.h"
#include "base/latest.h"
#include "checking/checkdialog.h"
#include "history/batchpanel.h"
#include "history/exporter.h"
#include "history/filterbar.h"
#include "history/historymodel.h"
#include "history/historypage.h"
#include "history/requesttable.h"
#include "history/retrier.h"
#include "journal/reader.h"
#include "widgets/announce.h"
#include "widgets/banner.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QPushButton>
#include <QShortcut>

namespace formwork::history
{

void HistoryPage::buildActions()
{
    const auto add = [this](const QString &text, const QString &name, const QKeySequence &keys, auto action) {
        auto *entry = new QAction(text, m_table);
        entry->setObjectName(name);
        entry->setShortcut(keys);
        entry->setShortcutContext(Qt::WidgetShortcut);
        connect(entry, &QAction::triggered, this, action);
        m_table->addAction(entry);
        return entry;
    };
    m_retry = add(tr("Retry"), QStringLiteral("retrySelected"), QKeySequence(Qt::CTRL | Qt::Key_R),
                  [this] { retry(selectedIds()); });
    m_signIn = add(tr("Sign in and go on"), QStringLiteral("signInSelected"), {}, [this] {
        if (const QList<qint64> ids = selectedIds(); ids.size() == 1)
            signInAndRetry(ids.first());
    });
    m_check = add(tr("Check"), QStringLiteral("checkSelected"), {}, [this] {
        if (const QList<qint64> ids = selectedIds(); ids.size() == 1)
            check(ids.first());
    });
    m_edit =
        add(tr("Edit as new..."), QStringLiteral("editSelected"), QKeySequence(Qt::CTRL | Qt::Key_E), [this] {
            if (const QList<qint64> ids = selectedIds(); ids.size() == 1)
                Q_EMIT editAsNewRequested(ids.first());
        });
    m_openBatch = add(tr("Open batch..."), QStringLiteral("openBatchSelected"), {}, [this] { openBatch(); });
    m_presign = add(tr("Presigned URL..."), QStringLiteral("presignSelected"), {}, [this] {
        if (const QList<qint64> ids = selectedIds(); ids.size() == 1)
            Q_EMIT presignRequested(ids.first());
    });
    m_compare = add(tr("Compare..."), QStringLiteral("compareSelected"), {}, [this] {
        if (const QList<qint64> ids = selectedIds(); ids.size() == 2)
            compare(ids.first(), ids.last());
    });
    m_compareThere = add(tr("Compare with what is there..."), QStringLiteral("compareThere"), {}, [this] {
        if (const QList<qint64> ids = selectedIds(); ids.size() == 1)
            compareWithThere(ids.first());
    });
    m_copy = add(tr("Copy request ID"), QStringLiteral("copyRequestId"), QKeySequence::Copy,
                 [this] { copyRequestIds(); });
    m_delete = add(tr("Delete"), QStringLiteral("deleteSelected"), QKeySequence::Delete,
                   [this] { removeSelected(); });
    m_undo = add(tr("Undo delete"), QStringLiteral("undoDelete"), QKeySequence::Undo,
                 [this] { restoreRemoved(); });
    m_undo->setEnabled(false);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &HistoryPage::startSearch);
    connect(m_filters, &FilterBar::stepped, m_table, [this] {
        if (m_model->rowCount() == 0)
            return;
        m_table->setFocus(Qt::OtherFocusReason);
        if (!m_table->selectionModel()->hasSelection())
            m_table->selectRow(qMax(0, m_table->currentIndex().row()));
    });
}

void HistoryPage::startSearch() { m_filters->startSearch(); }

QList<QAction *> HistoryPage::requestActions() const { return m_table->actions(); }

void HistoryPage::copyRequestIds()
{
    whenAnswered(m_session->journal().ask<QList<journal::Record>>(
                     [ids = selectedIds()](const journal::Reader &history) { return history.rows(ids); }),
                 this, [this](const Result<QList<journal::Record>> &rows) { copyRequestIdsOf(rows); });
}

void HistoryPage::copyRequestIdsOf(const Result<QList<journal::Record>> &rows)
{
    if (!rows) {
        notice(widgets::Tone::Warning, rows.error().sentence());
        return;
    }
    QStringList ids;
    for (const journal::Record &row : *rows)
        ids += row.requestId;
    ids.removeAll(QString());
    if (ids.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
    widgets::announce(this, tr("Copied"));
}

void HistoryPage::retry(const QList<qint64> &ids)
{
    if (ids.isEmpty())
        return;
    auto *retrier = new Retrier(m_session, this);
    connect(retrier, &Retrier::finished, this, [this, retrier](const QString &summary) {
        retrier->deleteLater();
        if (!summary.isEmpty())
            notice(widgets::Tone::Neutral, summary);
    });
    retrier->retry(ids);
}

// The same row: with its client token and its body.
void HistoryPage::signInAndRetry(qint64 id)
{
    withRow(id, [this, id](const journal::Record &row) {
        const Result<credentials::Profile> profile = m_session->profiles().profile(row.request.profileId);
        if (profile)
            accounts::signInThen(m_session, *profile, this, [this, id] { retry({id}); });
        else
            notice(widgets::Tone::Warning, profile.error().sentence());
    });
}

void HistoryPage::withRow(qint64 id, std::function<void(const journal::Record &)> then)
{
    whenAnswered(journal::recordOf(m_session->journal(), id), this,
                 [this, then = std::move(then)](const Result<journal::Record> &row) {
                     if (row)
                         then(*row);
                     else
                         notice(widgets::Tone::Warning, row.error().sentence());
                 });
}

void HistoryPage::check(qint64 id)
{
    withRow(id, [this](const journal::Record &row) {
        (new checking::CheckDialog(m_session, row, this))->show();
    });
}

void HistoryPage::removeSelected()
{
    const QList<qint64> ids = selectedIds();
    if (ids.isEmpty())
        return;
    whenAnswered(m_session->journal().remove(ids), this,
                 [this, ids](const Result<void> &removed) { showRemoved(ids, removed); });
}

void HistoryPage::showRemoved(const QList<qint64> &ids, const Result<void> &removed)
{
    if (!removed) {
        notice(widgets::Tone::Warning, removed.error().sentence());
        return;
    }
    m_removed = ids;
    refreshActions();
    notice(widgets::Tone::Neutral,
           tr("%n (request was|requests were) deleted from the history. Nothing changed at AWS.", nullptr,
              static_cast<int>(ids.size())));
    m_banner->addButton(tr("Undo"), [this] { restoreRemoved(); })
        ->setObjectName(QStringLiteral("undoButton"));
}

void HistoryPage::restoreRemoved()
{
    if (m_removed.isEmpty())
        return;
    const QList<qint64> ids = std::exchange(m_removed, {});
    whenAnswered(m_session->journal().restore(ids), this,
                 [this, ids](const Result<void> &restored) { showRestored(ids, restored); });
}

void HistoryPage::showRestored(const QList<qint64> &ids, const Result<void> &restored)
{
    if (!restored) {
        m_removed = ids;
        notice(widgets::Tone::Warning, restored.error().sentence());
        return;
    }
    refreshActions();
    m_banner->hide();
    widgets::announce(this, tr("The requests are back in the history."));
}

void HistoryPage::exportShown() { exportHistory(m_session, m_model->filter(), this); }

qint64 HistoryPage::selectedBatch() const
{
    const QList<qint64> lines = selectedLines();
    return lines.size() == 1 && lines.first() < 0 ? -lines.first() : 0;
}

void HistoryPage::toggleBatch(int line)
{
    if (const qint64 batch = m_model->batchAt(line); batch > 0)
        m_model->setOpen(batch, !m_model->isOpen(batch));
}

void HistoryPage::openBatch()
{
    if (const qint64 batch = selectedBatch(); batch > 0)
        Q_EMIT batchRequested(batch);
}

void HistoryPage::refreshBatch()
{
    if (const qint64 batch = selectedBatch(); batch > 0)
        m_batch->showBatch(batch, m_model->batch(batch), m_model->isOpen(batch));
}

} // namespace formwork::history
