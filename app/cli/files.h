// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/call.h"

// Bodies that are files: --upload and --output-file.
namespace formwork::cli
{

// The input with the file of --upload in it.
[[nodiscard]] Result<QCborValue> withFiles(const Arguments &arguments, const model::Operation &operation,
                                           const QCborValue &input);

// Where the answer goes, and how far it is; the latter only where a person is looking. Error: an answer of
// data that would end in a terminal.
[[nodiscard]] Result<void> addFiles(const Arguments &arguments, const model::Operation &operation,
                                    client::CallOptions &options);

} // namespace formwork::cli
