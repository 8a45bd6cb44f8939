// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"

#include <QString>

#include <optional>

// Who a request says it is for, and who sends it.
namespace formwork::practice
{

// What stands in front of "localhost": a bucket, or the host prefix of an operation. Empty where nothing
// does.
[[nodiscard]] QByteArray hostLabelOf(const QByteArray &authority);

// Why a request is not answered although it reached the loopback interface: a page in a browser sent it, or
// it is for another host, which is how a page gets here by a name of its own that leads to this machine.
[[nodiscard]] std::optional<QString> foreignProblem(const http::Request &request);

} // namespace formwork::practice
