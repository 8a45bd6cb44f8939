// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/pace.h"
#include "client/call.h"

#include <QCoroTask>
#include <QFuture>
#include <QPromise>
#include <QSet>

#include <deque>
#include <functional>

namespace formwork::bulk
{

struct RunWishes {
    int concurrency = 16;
    double pace = 0; // a second; 0: found by what the service bears
    int stopAfter = 0; // rows that failed; 0: never
    qint64 most = 0; // so many rows, then it ends: to try one first; 0: all
    bool refusedToo = false; // rows that the service refused are sent once more
    // The batch takes things away again (undo.h): what was refused or is unknown is sent once more, because
    // the second deletion of a thing finds nothing; what was gone already is done.
    bool isUndo = false;
    QSet<qint64> leftOut; // rows that are not sent, whatever they stand at
    client::CallOptions call; // what every row is sent with
};

// What became of a row in this run.
struct RowEnd {
    qint64 row = 0;
    qint64 line = 0;
    journal::Outcome outcome = journal::Outcome::Rejected;
    bool isWaiting = false; // nothing of it was sent after all; `error` says why
    qint64 id = 0; // its row of the history
    QCborValue output; // without secrets
    std::optional<Error> error;
    QString requestId;
    std::chrono::milliseconds asked{0}; // how long the service wants to be left alone
    QString found; // a sentence: what a check has found out of it, where it was not sent again
};

struct RunCounts {
    qint64 ended = 0; // in this run
    qint64 succeeded = 0;
    qint64 rejected = 0;
    qint64 unknown = 0;
    qint64 waiting = 0; // nothing of them was sent after all
    int inFlight = 0;
};

// The rows of a batch on their way, which this process has taken. Shared by whoever looks on; one thread's.
class Run
{
public:
    Run(client::EnvironmentPtr environment, model::OperationPtr operation, client::Target target,
        journal::Batch batch, RunWishes wishes);

    void stop(); // what is under way is finished, nothing more is begun
    void pause();
    void goOn();

    [[nodiscard]] const RunCounts &counts() const { return m_counts; }
    [[nodiscard]] bool isStopping() const { return m_halt->isCancelled(); }
    [[nodiscard]] bool isPaused() const { return m_gate != nullptr; }
    [[nodiscard]] double rate() const { return m_pace.rate(); } // a second; 0: not limited
    // Why it stopped by itself; empty: it did not.
    [[nodiscard]] const std::optional<Error> &reason() const { return m_reason; }

    std::function<void(const RowEnd &)> ended; // on this thread

private:
    friend QCoro::Task<void> sendRows(std::shared_ptr<Run> run);
    friend QCoro::Task<void> work(std::shared_ptr<Run> run);
    friend QCoro::Task<void> fetch(std::shared_ptr<Run> run);
    friend QCoro::Task<void> awaitTurn(std::shared_ptr<Run> run);
    friend QCoro::Task<RowEnd> checkRow(std::shared_ptr<Run> run, RowEnd end);
    friend QCoro::Task<RowEnd> sendRow(std::shared_ptr<Run> run, journal::BatchRow row);

    // The next rows of the batch, with those of them that are to be sent.
    struct Read {
        QList<journal::BatchRow> rows;
        qint64 last = 0;
        bool isAll = false; // none follow
    };

    [[nodiscard]] bool hasEnough() const;
    [[nodiscard]] std::optional<journal::BatchRow> next();
    [[nodiscard]] journal::Answer<Read> readOn() const;
    void keep(const Result<Read> &read);
    void take(const journal::BatchRow &row, const RowEnd &end);
    void stopBecause(Error error);
    [[nodiscard]] journal::Answer<bool> standsAsWaiting(qint64 row) const;
    [[nodiscard]] journal::Answer<QCborValue> inputOf(qint64 row) const;
    [[nodiscard]] client::CallOptions optionsFor(const journal::BatchRow &row);

    client::EnvironmentPtr m_environment;
    model::OperationPtr m_operation;
    client::Target m_target;
    journal::Batch m_batch;
    RunWishes m_wishes;
    Pace m_pace;
    client::CancellationPtr m_halt = std::make_shared<client::Cancellation>();
    std::shared_ptr<QPromise<void>> m_gate; // paused: kept when it goes on
    std::deque<journal::BatchRow> m_rows; // read ahead
    std::optional<journal::Answer<Read>> m_reading; // that all workers wait for
    int m_readings = 0; // that ended
    qint64 m_lastRead = 0;
    qint64 m_begun = 0;
    bool m_isAllRead = false;
    QHash<qint64, int> m_throttled; // how often, by row
    int m_cutOff = 0; // rows in sequence that the network kept from the service
    RunCounts m_counts;
    std::optional<Error> m_reason;
};

using RunPtr = std::shared_ptr<Run>;

// Sends what is not done, in order, several at a time: rows not begun; those that nothing was sent of;
// unknown ones whose retry makes no second one, with their own token. Of other unknown ones it is looked
// whether they happened (evidence::check(), one look): what did is done, what was refused is sent, and the
// rest stays unknown. Comes back when nothing is under way any more.
QCoro::Task<void> sendRows(RunPtr run);

// Whether the row is sent when the batch goes on, and needs no check before it. To be asked of
// Journal::ask().
[[nodiscard]] bool isOpen(const journal::Reader &history, const journal::BatchRow &row, bool refusedToo,
                          const QDateTime &now);

} // namespace formwork::bulk
