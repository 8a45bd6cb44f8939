// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "client/download.h"
#include "client/judge.h"
#include "client/plan.h"

namespace formwork::client
{

// A request that stands in the history and only has to be sent.
struct Delivery {
    EnvironmentPtr environment;
    model::OperationPtr operation;
    guide::GuidePtr guide;
    Plan plan;
    credentials::Credentials credentials;
    Timeouts timeouts;
    CallOptions options;
    qint64 journalId = 0;
    int maxAttempts = 3;
    Repeatable repeatable = Repeatable::No;
    QDateTime tokenExpiresAt; // from then on nothing is repeated; invalid: not known, or no token
    DownloadPtr download; // null: the answer is kept in memory
    bool wasUnknown = false; // a retry: an earlier attempt may have been carried out
    QStringList secrets; // that no error may repeat
};

using DeliveryPtr = std::shared_ptr<const Delivery>;

// Makes attempts until one succeeds or another would not help or might do harm; each is in the journal before
// its first byte leaves. Returns what it all came to; the row itself is finished by the caller.
QCoro::Task<CallResult> makeAttempts(DeliveryPtr delivery);

// What the guide knows to do about an error.
void addAdvice(Error &error, const guide::Guide &guide);

} // namespace formwork::client
