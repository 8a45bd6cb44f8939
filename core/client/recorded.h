// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "client/download.h"

namespace formwork::client
{

// A request that has its row, and what is needed to send it.
struct Recorded {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborValue input;
    Target target;
    CallOptions options;
    Result<endpoint::Endpoint> endpoint;
    qint64 journalId = 0;
    bool wasUnknown = false;
    bool mayDuplicate = false; // the person was asked; nothing more is repeated without asking again
    QDateTime tokenExpiresAt; // of a retry
    DownloadPtr download; // null: the answer is kept in memory
    bool isRetry = false;
};

using RecordedPtr = std::shared_ptr<const Recorded>;

// The account as people read it in the history; the environment's with its access key ID, shortened, because
// nothing else tells one environment from another.
[[nodiscard]] QString accountText(const credentials::Profile &profile);
// The practice account itself, not another endpoint reached with its keys.
[[nodiscard]] bool isPracticeAccount(const Target &target);

[[nodiscard]] bool createsOnRetry(const model::Operation &operation, const QString &token);
[[nodiscard]] QString tokenOf(const model::Operation &operation, const QCborValue &input);

// A call that ended before it sent anything.
[[nodiscard]] CallResult refused(Error error, qint64 journalId = 0,
                                 journal::Outcome outcome = journal::Outcome::Rejected);

// Where the data of the answer goes; null where no file is named. The row keeps the input as it was given:
// that only the rest is asked for is a matter of the download.
[[nodiscard]] Result<DownloadPtr> downloadFor(const model::OperationPtr &operation, const QCborValue &input,
                                              const CallOptions &options);

void report(const Recorded &recorded, Progress::Stage stage);

// From the row to its outcome: credentials -> serialise -> sign and send (attempts) -> journal.finish.
QCoro::Task<CallResult> deliver(RecordedPtr recorded);

} // namespace formwork::client
