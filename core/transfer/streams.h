// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "model/service.h"

#include <optional>

// Operations whose data does not come in one document.
namespace formwork::transfer
{

// Why an operation cannot be sent at all: what it sends is a stream of events.
[[nodiscard]] std::optional<document::Problem> eventStreamProblem(const model::Operation &operation);

// Whether the answer is a stream of bytes, of any size.
[[nodiscard]] bool answersData(const model::Operation &operation);

} // namespace formwork::transfer
