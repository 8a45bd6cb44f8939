// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::readers
{

// One of a service's waiters, before the operation it polls is opened.
struct WaiterName {
    QString name; // "DBInstanceAvailable"
    QString operation; // that it polls
    bool operator==(const WaiterName &) const = default;
};

// The waiters a service publishes, sorted by name; none where its file cannot be read. Reads the file: a few
// milliseconds of a service in botocore's form, some ten of a large one in Smithy's.
[[nodiscard]] QList<WaiterName> waiterNames(const model::Service &service);

} // namespace formwork::readers
