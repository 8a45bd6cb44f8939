// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/waiter.h"

namespace formwork::operation
{

// Something that can be waited for after a request, and how.
struct WaitOffer {
    model::OperationPtr polled;
    client::Waiter waiter;
    QCborValue input;
};

// What a service publishes to wait for after this request: of the operation itself, or of one that looks at
// the same kind of thing and whose input follows from what was sent and answered. What waits for an end is
// offered only after what ends something. Reads models: some milliseconds each.
[[nodiscard]] QList<WaitOffer> waitOffers(const catalog::Catalog &catalog, const model::Operation &operation,
                                          const QCborValue &sent, const QCborValue &answered);

} // namespace formwork::operation
