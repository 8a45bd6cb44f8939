// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/plan.h"
#include "client/recorded.h"

namespace formwork::client
{

// A call that another one needs before it can be signed or addressed. It creates nothing and is no row of the
// history.
struct SideCall {
    model::OperationPtr operation;
    Plan plan; // ready but for its signature
};

// An operation of the same service, to the same account and Region.
[[nodiscard]] Result<SideCall> sideCall(const Recorded &recorded, const QString &operation,
                                        const QCborMap &input);

// Of which call it is: endpoint, path, and the keys it is signed with; for a cache.
[[nodiscard]] QByteArray nameOf(const SideCall &side, const credentials::Credentials &account);

struct SideAnswer {
    QCborValue output;
};

// Sends it, once. The error is that of the service or of the way to it.
QCoro::Task<Result<SideAnswer>> answered(RecordedPtr recorded, SideCall side,
                                         credentials::Credentials account);

} // namespace formwork::client
