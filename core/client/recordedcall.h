// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/attempts.h"
#include "client/call.h"
#include "transfer/download.h"

namespace formwork::client
{

// A request that has its row in the history, or is about to get it.
struct RecordedCall {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborValue input;
    Target target;
    CallOptions options;
    transfer::DownloadPtr download; // null: the answer is kept in memory
    qint64 journalId = 0;
    QString marker; // the row's; empty: none
    bool isFurtherPage = false; // whoever asks for the pages of the row has the last word on it
    // Of a retry only:
    bool isRetry = false;
    bool wasUnknown = false; // an earlier attempt may have been carried out
    bool mayDuplicate = false; // the person was asked; nothing more is repeated without asking again
    QDateTime tokenExpiresAt;
};

using RecordedCallPtr = std::shared_ptr<const RecordedCall>;

// The account as people read it in the history; the environment's with its access key ID, shortened, because
// nothing else tells one environment from another.
[[nodiscard]] QString accountText(const credentials::Profile &profile);
// The practice account itself, not another endpoint reached with its keys.
[[nodiscard]] bool isPracticeAccount(const Target &target);

[[nodiscard]] bool createsOnRetry(const model::Operation &operation, const QString &token);
[[nodiscard]] QString tokenOf(const model::Operation &operation, const QCborValue &input);

// What the history is told of a call before anything else happens.
[[nodiscard]] journal::NewRequest rowFor(const RecordedCall &call, bool sentAnyway);

// A call that ended before it sent anything.
[[nodiscard]] CallResult refused(Error error, qint64 journalId = 0,
                                 journal::Outcome outcome = journal::Outcome::Rejected);

// Where the data of the answer goes; null where no file is named. The row keeps the input as it was given:
// that only the rest is asked for is a matter of the download.
[[nodiscard]] Result<transfer::DownloadPtr> downloadFor(const model::OperationPtr &operation,
                                                        const QCborValue &input, const CallOptions &options);

void report(const RecordedCall &call, Progress::Stage stage);

// What is to be sent, from now on, and the journal told of each attempt before its first byte leaves.
[[nodiscard]] asking::SendingPtr sendingOf(const RecordedCallPtr &call, const asking::Question &question,
                                           const asking::Ready &ready);

// The second half of call() and retry(): from the row to its outcome.
QCoro::Task<CallResult> sendRecorded(RecordedCallPtr call);

} // namespace formwork::client
