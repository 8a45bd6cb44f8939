// SPDX-License-Identifier: Apache-2.0
#include "many/batchrunner.h"

#include "bulk/words.h"
#include "journal/reader.h"
#include "widgets/notifier.h"

#include <QPointer>
#include <QWidget>

namespace formwork::many
{

BatchRunner::BatchRunner(session::Session *session, Order order)
    : QObject(session)
    , m_session(session)
    , m_order(std::move(order))
    , m_toSend(bulk::openRows(m_order.batch.counts))
{
    m_telling.setInterval(200);
    connect(&m_telling, &QTimer::timeout, this, &BatchRunner::changed);
    begin(m_order.triesOne ? 1 : 0);
}

BatchRunner *BatchRunner::of(const session::Session &session, qint64 batch)
{
    for (BatchRunner *runner : session.findChildren<BatchRunner *>(Qt::FindDirectChildrenOnly)) {
        if (runner->batch() == batch && (runner->isRunning() || runner->m_waitsAfterFirst))
            return runner;
    }
    return nullptr;
}

void BatchRunner::begin(qint64 most)
{
    m_waitsAfterFirst = false;
    m_underWay = m_session->underWay();
    bulk::RunWishes wishes = m_order.wishes;
    wishes.most = most;
    m_run = std::make_shared<bulk::Run>(m_session->environment(), m_order.operation, m_order.target,
                                        m_order.batch, wishes);
    m_run->ended = [self = QPointer(this)](const bulk::RowEnd &end) {
        if (self)
            Q_EMIT self->rowEnded(end);
    };
    m_since.start();
    m_telling.start();
    bulk::sendRows(m_run).then([self = QPointer(this)] {
        if (self)
            self->end();
    });
}

void BatchRunner::end()
{
    m_counts = totals();
    m_before += m_since.isValid() ? m_since.elapsed() : 0;
    m_since.invalidate();
    const bool wasStopped = m_run->isStopping();
    const std::optional<Error> &reason = m_run->reason();
    m_reason = !reason                 ? QString()
        : reason->code == u"StopAfter" ? tr("as many rows failed as you allowed.")
                                       : reason->sentence();
    m_run->ended = nullptr;
    m_run.reset();
    m_telling.stop();
    m_underWay.reset();
    m_waitsAfterFirst = m_order.triesOne && !wasStopped && m_toSend > m_counts.ended;
    if (!m_waitsAfterFirst)
        leave();
    Q_EMIT changed();
}

void BatchRunner::leave()
{
    whenAnswered(m_session->journal().leaveBatch(batch()), this, [this](const Result<void> &) {
        const auto read = [id = batch()](const journal::Reader &history) { return history.batch(id); };
        whenAnswered(m_session->journal().ask<journal::Batch>(read), this,
                     [this](const Result<journal::Batch> &now) { finish(now.value_or(m_order.batch)); });
    });
}

void BatchRunner::finish(const journal::Batch &now)
{
    m_session->notifier().ended(m_window, elapsed(), m_order.title, bulk::countsText(now.counts));
    Q_EMIT finished();
    deleteLater();
}

bulk::RunCounts BatchRunner::totals() const
{
    bulk::RunCounts counts = m_counts;
    if (!m_run)
        return counts;
    const bulk::RunCounts &now = m_run->counts();
    counts.ended += now.ended;
    counts.succeeded += now.succeeded;
    counts.rejected += now.rejected;
    counts.unknown += now.unknown;
    counts.waiting += now.waiting;
    counts.inFlight = now.inFlight;
    return counts;
}

std::chrono::milliseconds BatchRunner::elapsed() const
{
    return std::chrono::milliseconds(m_before + (m_since.isValid() ? m_since.elapsed() : 0));
}

QString BatchRunner::progress() const { return bulk::progressText(totals(), m_toSend, elapsed()); }

qint64 BatchRunner::ended() const { return totals().ended; }

void BatchRunner::pause()
{
    if (!m_run || m_run->isPaused())
        return;
    m_run->pause();
    m_before += m_since.elapsed();
    m_since.invalidate();
    Q_EMIT changed();
}

void BatchRunner::goOn()
{
    if (!isPaused())
        return;
    m_since.start();
    m_run->goOn();
    Q_EMIT changed();
}

void BatchRunner::stop()
{
    if (m_run) {
        m_run->stop();
        Q_EMIT changed();
    } else if (m_waitsAfterFirst) {
        m_waitsAfterFirst = false;
        leave();
        Q_EMIT changed();
    }
}

void BatchRunner::sendTheRest()
{
    if (!m_waitsAfterFirst)
        return;
    m_order.triesOne = false;
    begin(0);
    Q_EMIT changed();
}

} // namespace formwork::many
