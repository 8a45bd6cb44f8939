// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::fuzz
{

// An operation whose input and output hold a member of every type, in every way a protocol writes one, and
// that has two errors.
enum class Layout {
    Body, // all in the body but a few in headers, label, query and status
    Structure, // the payload is a structure
    Bytes, // the payload is a blob
};

[[nodiscard]] model::OperationPtr everything(model::Protocol protocol, Layout layout = Layout::Body);

// An operation that answers with a stream of events: one with members in its payload ("made"), one with
// headers and bytes ("piece"), one that is a failure ("busy").
[[nodiscard]] model::OperationPtr streaming(model::Protocol protocol);

} // namespace formwork::fuzz
