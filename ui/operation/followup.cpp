// SPDX-License-Identifier: Apache-2.0
#include "operation/followup.h"

#include "base/figures.h"
#include "client/waiting.h"

#include <QFutureWatcher>
#include <QPointer>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

namespace formwork::operation
{
namespace
{

constexpr qint64 kBetweenViews = 1000; // milliseconds; showing pages costs more than fetching them
constexpr qint64 kPartForViews = 5; // no more than a fifth of the time goes into showing them

} // namespace

FollowUp::FollowUp(session::Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_ticker(new QTimer(this))
{
    m_ticker->setInterval(1000);
    connect(m_ticker, &QTimer::timeout, this, &FollowUp::countDown);
}

FollowUp::~FollowUp()
{
    if (m_cancellation)
        m_cancellation->cancel();
}

void FollowUp::clear()
{
    if (m_cancellation)
        m_cancellation->cancel();
    m_cancellation.reset();
    m_ticker->stop();
    ++m_round;
    m_pages.reset();
    m_offers.clear();
    m_operation.reset();
    say(Tone::Neutral, {});
}

void FollowUp::start(const model::OperationPtr &operation, const QCborValue &input,
                     const client::CallResult &result, const client::Target &target)
{
    clear();
    m_operation = operation;
    m_result = result;
    m_target = target;
    m_input = input;
    if (const std::optional<client::Paging> paging = client::Paging::of(*operation)) {
        m_pages = std::make_shared<client::Pages>(*paging, m_input);
        (void)m_pages->add(result.output, result.journalId);
    }
    say(Tone::Neutral, hasNextPage() ? soFar() : QString());
    QTimer::singleShot(0, this, &FollowUp::findOffers); // the answer is shown first
}

void FollowUp::findOffers()
{
    if (!m_operation)
        return;
    // Reading the models of a large service takes longer than a window may stand still.
    const auto promise = std::make_shared<QPromise<QList<WaitOffer>>>();
    promise->start();
    auto *watcher = new QFutureWatcher<QList<WaitOffer>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, asked = m_round] {
        watcher->deleteLater();
        if (asked != m_round)
            return; // of an answer that is no longer shown
        m_offers = watcher->result();
        Q_EMIT changed();
    });
    watcher->setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, catalog = m_session->environment()->catalog.current(),
                                          operation = m_operation, sent = m_input,
                                          answered = m_result.output] {
        promise->addResult(waitOffers(*catalog, *operation, sent, answered));
        promise->finish();
    });
}

void FollowUp::say(Tone tone, const QString &sentence)
{
    m_tone = tone;
    m_sentence = sentence;
    Q_EMIT changed();
}

void FollowUp::begin(const QString &sentence)
{
    m_cancellation = std::make_shared<client::Cancellation>();
    m_isStopping = false;
    m_sinceBegin.start();
    say(Tone::Neutral, sentence);
}

void FollowUp::end(Tone tone, const QString &sentence)
{
    m_cancellation.reset();
    m_ticker->stop();
    say(tone, sentence);
    if (!m_isStopping)
        Q_EMIT ended(std::chrono::milliseconds(m_sinceBegin.elapsed()), sentence);
}

void FollowUp::stop()
{
    if (!m_cancellation)
        return;
    const bool isLooking = m_ticker->isActive() || m_isStopping;
    m_isStopping = true;
    if (isLooking)
        m_cancellation->cancel();
    else
        say(Tone::Neutral,
            tr("Stopping once the answer that is on its way is there. Stop again to give it up."));
}

QString FollowUp::soFar() const
{
    const QString items = tr("%Ln item(s)", nullptr, pluralOf(m_pages->items()));
    const QString pages = tr("%n page(s)", nullptr, m_pages->count());
    return m_pages->hasNext() ? tr("%1 of %2 so far; the service has more.").arg(items, pages)
                              : tr("%1, all there are, in %2.").arg(items, pages);
}

void FollowUp::load(int pages)
{
    if (isBusy() || !hasNextPage())
        return;
    begin(tr("Fetching page %1...").arg(m_pages->count() + 1));
    m_sinceExtended.start();
    m_betweenViews = kBetweenViews;
    client::PagesOptions options;
    options.maxPages = pages;
    options.call.cancellation = m_cancellation;
    // What was under way for an earlier answer is not this one's.
    const auto isMine = [self = QPointer(this), mine = m_cancellation] {
        return self && self->m_cancellation == mine;
    };
    options.fetched = [self = QPointer(this), isMine](const client::Pages &) {
        return isMine() && self->noteFetched();
    };
    client::fetchPages(m_session->environment(), m_operation, m_target, m_pages, options)
        .then([self = QPointer(this), isMine,
               underWay = m_session->underWay()](const client::CallResult &result) {
            if (isMine())
                self->finishLoading(result);
        });
}

bool FollowUp::noteFetched()
{
    if (!m_isStopping && m_pages->hasNext())
        say(Tone::Neutral,
            tr("%Ln item(s), page %1...", nullptr, pluralOf(m_pages->items())).arg(m_pages->count() + 1));
    if (m_sinceExtended.elapsed() > m_betweenViews) {
        m_sinceExtended.restart();
        Q_EMIT extended(m_pages->merged());
        m_betweenViews = qMax(kBetweenViews, kPartForViews * m_sinceExtended.restart());
    }
    return !m_isStopping;
}

void FollowUp::finishLoading(const client::CallResult &result)
{
    Q_EMIT extended(result.output);
    if (result.outcome == journal::Outcome::Succeeded)
        end(Tone::Neutral, soFar());
    else if (m_isStopping)
        end(Tone::Neutral, tr("Stopped.") + u' ' + soFar());
    else
        end(Tone::Bad, result.error.value_or(Error{}).sentence() + u' ' + soFar());
}

void FollowUp::waitFor(qsizetype offer)
{
    if (isBusy() || offer < 0 || offer >= m_offers.size())
        return;
    begin(tr("Looking..."));
    client::WaitOptions options;
    options.call.cancellation = m_cancellation;
    options.call.parent = m_result.journalId;
    const auto isMine = [self = QPointer(this), mine = m_cancellation] {
        return self && self->m_cancellation == mine;
    };
    options.progress = [self = QPointer(this), isMine](const client::WaitProgress &progress) {
        if (isMine())
            self->noteLook(progress);
    };
    const WaitOffer chosen = m_offers[offer];
    client::wait(m_session->environment(), chosen.polled, chosen.input, m_target, chosen.waiter, options)
        .then([self = QPointer(this), isMine,
               underWay = m_session->underWay()](const client::WaitResult &result) {
            using State = client::WaitResult::State;
            if (!isMine())
                return;
            const Error error = result.last.error.value_or(Error{});
            const bool isBroken = result.state == State::Broken;
            self->end(result.state == State::Ready           ? Tone::Good
                          : result.state == State::Cancelled ? Tone::Neutral
                                                             : Tone::Bad,
                      isBroken ? result.sentence + u' ' + error.sentence() : result.sentence);
        });
}

void FollowUp::noteLook(const client::WaitProgress &progress)
{
    m_lookWords = progress.maxLooks > 0 ? tr("Look %1 of %2").arg(progress.look).arg(progress.maxLooks)
                                        : tr("Look %1").arg(progress.look);
    if (!progress.seen.isEmpty())
        m_lookWords += QStringLiteral(": ") + progress.seen;
    m_ticker->stop();
    if (!progress.next) {
        say(Tone::Neutral, m_lookWords + u'.');
        return;
    }
    m_lookAfter = progress.next->count();
    m_sinceLook.start();
    m_ticker->start();
    countDown();
}

void FollowUp::countDown()
{
    const qint64 seconds = qMax<qint64>(0, (m_lookAfter - m_sinceLook.elapsed() + 999) / 1000);
    say(Tone::Neutral, tr("%1. Next look in %2 s.").arg(m_lookWords).arg(seconds));
}

} // namespace formwork::operation
