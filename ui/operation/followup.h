// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/pages.h"
#include "operation/waitoffers.h"
#include "session/session.h"

#include <QElapsedTimer>
#include <QObject>

class QTimer;

namespace formwork::client
{
struct WaitProgress;
struct WaitResult;
} // namespace formwork::client

namespace formwork::operation
{

// What can be done once an answer is there: fetching the pages that follow it, and waiting until what was
// asked for is ready. Goes to where the answer came from. One thing at a time; ends with the window.
class FollowUp : public QObject
{
    Q_OBJECT

public:
    enum class Tone { Neutral, Good, Bad };

    explicit FollowUp(session::Session *session, QObject *parent = nullptr);
    ~FollowUp() override;

    [[nodiscard]] bool isBusy() const { return m_cancellation != nullptr; }
    [[nodiscard]] bool hasNextPage() const { return m_pages && m_pages->hasNext(); }
    [[nodiscard]] bool hasSeveralPages() const
    {
        return m_pages && (m_pages->hasNext() || m_pages->count() > 1);
    }
    [[nodiscard]] const QList<WaitOffer> &offers() const { return m_offers; }
    [[nodiscard]] QString sentence() const { return m_sentence; }
    [[nodiscard]] Tone tone() const { return m_tone; }

    // `input`: as it was sent, from the history; the form may have been edited since.
    void start(const model::OperationPtr &operation, const QCborValue &input,
               const client::CallResult &result, const client::Target &target);
    void clear(); // nothing follows: no answer, or another request is sent
    void loadNextPage() { load(1); }
    void loadAllPages() { load(0); }
    void waitFor(qsizetype offer);
    void stop(); // after the page that is on its way; pressed again: at once

Q_SIGNALS:
    void changed(); // anything of the above
    void extended(const QCborValue &output); // all pages so far
    void ended(std::chrono::milliseconds took, const QString &sentence); // by itself

private:
    void load(int pages);
    void findOffers();
    void begin(const QString &sentence);
    void end(Tone tone, const QString &sentence);
    [[nodiscard]] bool noteFetched(); // whether to go on
    void finishLoading(const client::CallResult &result);
    void noteLook(const client::WaitProgress &progress);
    void countDown();
    void say(Tone tone, const QString &sentence);
    [[nodiscard]] QString soFar() const;

    session::Session *m_session;
    model::OperationPtr m_operation;
    client::CallResult m_result;
    client::Target m_target;
    QCborValue m_input;
    client::PagesPtr m_pages; // null: one answer is all there is
    QList<WaitOffer> m_offers;
    int m_round = 0; // counts the answers; offers that are found too late belong to an earlier one
    client::CancellationPtr m_cancellation; // while busy
    QElapsedTimer m_sinceBegin;
    QTimer *m_ticker; // to the next look
    QElapsedTimer m_sinceLook;
    qint64 m_lookAfter = 0; // milliseconds
    QString m_lookWords;
    QElapsedTimer m_sinceExtended;
    qint64 m_betweenViews = 0; // milliseconds
    QString m_sentence;
    Tone m_tone = Tone::Neutral;
    bool m_isStopping = false;
};

} // namespace formwork::operation
