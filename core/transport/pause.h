// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "transport/cancellation.h"

#include <QCoroTask>

#include <chrono>

namespace formwork::transport
{

// Comes back after the delay, or at once when it is cancelled.
QCoro::Task<void> pause(std::chrono::milliseconds delay, CancellationPtr cancellation);

} // namespace formwork::transport
