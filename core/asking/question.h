// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/environment.h"
#include "asking/plan.h"

namespace formwork::asking
{

// What a service is asked, where and as whom.
struct Question {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    QCborValue input;
    Target target;
    transport::Timeouts timeouts;
    transport::CancellationPtr cancellation;
    std::optional<credentials::Credentials> keys; // instead of those of the target's profile
    QByteArray marker = {}; // what the User-Agent says beside the program's name; empty: nothing
    bool isForKeys = false; // it asks for what other questions are signed with
};

// Addressed and serialised, with what it is signed with.
struct Ready {
    Plan plan;
    credentials::Credentials keys;
    transport::TransportPtr transport; // along the account's way
};

// Another operation of the same service, to the same account and Region.
[[nodiscard]] Result<Question> sideQuestion(const Question &question, const QString &operation,
                                            const QCborMap &input);

// Endpoint -> credentials -> address -> serialise -> session. What has to be asked on the way (an address,
// the keys of a session) creates nothing and is no row of the history. Nothing of the question itself is
// sent. The last place before a signature: nothing that is not known to read alone gets by it for an account
// that is set to read only ("ReadOnlyAccount"), whoever asks and on whatever way.
QCoro::Task<Result<Ready>> makeReady(Question question);

} // namespace formwork::asking
