// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "endpoint/resolve.h"
#include "guide/guide.h"
#include "journal/journal.h"
#include "protocol/events.h"

#include <QCborMap>
#include <QStringList>

#include <functional>

namespace formwork::keeping
{
class SavedForms;
}

namespace formwork::client
{

using asking::Target;
using transport::Cancellation;
using transport::CancellationPtr;
using transport::Timeouts;
using transport::Transferred;

struct HistoryLock; // client/unlock.h

// Everything a call needs from outside. Made once by app/, shared by ui/ and the command line.
struct Environment : asking::Environment {
    guide::GuidesPtr guides;
    journal::JournalPtr journal;
    std::shared_ptr<HistoryLock> historyLock; // null: the journal's sealer needs no key from the keychain
    std::shared_ptr<keeping::SavedForms> saved; // null where there is no data directory
    std::function<bool()> marksRequests; // whether new requests carry a marker (client/marker.h); empty: yes
};

using EnvironmentPtr = std::shared_ptr<const Environment>;

// The problems of an input as it would be sent: the model's constraints, in the guide's words, and the
// guide's rules. A form asks about what it shows (guide::Guide::visible).
[[nodiscard]] QList<document::Problem> check(const model::Operation &operation, const guide::Guide &guide,
                                             const QCborValue &input);

// The input with a client token filled in where the operation takes one and none is given.
[[nodiscard]] QCborValue withToken(const model::Operation &operation, QCborValue input, TokenSource &tokens);

// A request as it would go over the wire, with what its signature was made of.
struct Prepared {
    http::Request request; // signed
    endpoint::Endpoint endpoint;
    QByteArray canonicalRequest;
    QByteArray stringToSign;
};

// Made-up keys, which sign nothing that could be sent.
[[nodiscard]] credentials::Credentials previewKeys();

// The exact request that call() would send now, signed with `credentials`. In a read-only account what writes
// is refused with other than made-up keys.
[[nodiscard]] Result<Prepared> prepare(const Environment &environment, const model::Operation &operation,
                                       const QCborValue &input, const Target &target,
                                       const credentials::Credentials &credentials, const QDateTime &time);

struct Progress {
    enum class Stage {
        Reading, // a file to be sent
        Recording,
        Credentials,
        Sending,
        Waiting,
        Done
    };
    Stage stage = Stage::Recording;
    int attempt = 0; // 1, 2, ...
    int maxAttempts = 0;
    std::chrono::milliseconds delay{0}; // Waiting: until the next attempt
    qint64 journalId = 0;
    bool wasThrottled = false; // Waiting: the service asked for it
    std::chrono::milliseconds asked{0}; // Waiting: how long, where the service said so
};

struct CallOptions {
    QString outputFile; // where the data of the answer goes (transfer/download.h); empty: into the output
    bool replacesOutput = false; // the person knows that a file of that name is there
    std::function<void(const Transferred &)> transferred; // on the caller's thread
    bool sendAnyway = false; // in spite of problems that allow it
    qint64 parent = 0; // history row this was edited from, or the first of several that belong together
    QString part; // which of several this is: "page 2"
    qint64 batch = 0; // it is a row of (journal/batch.h), which this process has taken; 0: none
    qint64 batchRow = 0;
    CancellationPtr cancellation;
    // Where the answer is a stream of events: each as it comes, on the caller's thread; without it they are
    // in the output at the end.
    std::function<void(const protocol::Event &)> event;
    std::function<void(const Progress &)> progress; // on the caller's thread
    std::optional<Timeouts> timeouts; // instead of the target's
    bool isConfirmed = false; // the person said yes to what the account's guard asks (client/guard.h)
    bool mayLoseSecrets = false; // the person was told that they cannot be kept for a retry
    QString requestTag; // its id where the account tags (client/requesttag.h); empty: a new one
    bool isMarked = true; // false: a new request carries no marker
    bool otherKeys = false; // a retry: the person was asked about other keys in the environment
};

struct CallResult {
    qint64 journalId = 0;
    journal::Outcome outcome = journal::Outcome::Rejected;
    QCborValue output; // of success
    QStringList notes; // of success: sentences on what of the output does not fit the model
    QCborMap errorMembers; // what the service told with its error beside the message
    QString requestId;
    QString belongsIn; // the Region that the request belongs to, where the service says that it is another
    int httpStatus = 0; // of the last attempt; 0: no HTTP answer
    std::optional<Error> error; // of success: the history could not be written
    int attempts = 0; // made by this call
    std::chrono::milliseconds asked{0}; // how long the service wants to be left alone; 0: it did not say
    QList<document::Problem> problems; // not sent because of these; then there is no row
    bool isSealedForRun = false; // its secrets are lost with this run, and so is a retry
};

// The whole way of a creation: validate, a row in the history, credentials, endpoint, serialise, sign, send
// (attempts, each durable before its first byte), parse, the outcome into the row. Never throws; never refers
// to anything but its arguments. The input is sent as it is, but for a client token that is filled in.
QCoro::Task<CallResult> call(EnvironmentPtr environment, model::OperationPtr operation, QCborValue input,
                             Target target, CallOptions options);

// What the history is told of a call's place before anything else happens; without its input. Of a batch it
// is what all rows have in common.
[[nodiscard]] journal::NewRequest whereOf(const EnvironmentPtr &environment,
                                          const model::OperationPtr &operation, const QCborValue &input,
                                          const Target &target);

// A row of the history once more, to its own endpoint, account and region, with its own token and body.
// The caller has asked where journal::RetryPlan says to ask (`mayDuplicate` is the answer; without it such a
// row is refused with the code "MayDuplicate"). The practice account's endpoint is that of now, because its
// port changes. An output file begins anew or goes on with the part of an earlier attempt.
QCoro::Task<CallResult> retry(EnvironmentPtr environment, qint64 journalId, bool mayDuplicate,
                              CallOptions options);

} // namespace formwork::client
