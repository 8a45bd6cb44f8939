// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "model/service.h"

#include <optional>

// Operations whose data does not come in one document.
namespace formwork::transfer
{

// The member that is a stream of events; null if there is none.
[[nodiscard]] const model::Member *eventStream(const model::Shape &shape);

// Why an operation cannot be sent at all: it holds a stream of events in one of its directions.
[[nodiscard]] std::optional<document::Problem> eventStreamProblem(const model::Operation &operation);

// Whether the answer is a stream of bytes, of any size.
[[nodiscard]] bool answersData(const model::Operation &operation);

} // namespace formwork::transfer
