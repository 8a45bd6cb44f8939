// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

namespace formwork::endpoint
{

// The endpoint rule parameters that an operation binds: those fixed for the operation (staticContextParams),
// those taken from a path into the input (operationContextParams), and those bound to a member of the input
// (contextParam), where a later kind wins over an earlier one. By parameter name; what the input does not
// have is left out.
[[nodiscard]] QCborMap contextParameters(const model::Operation &operation, const QCborMap &input);

// The JMESPath subset of operationContextParams: fields, "[*]" over lists, ".*" over maps, keys(), a list of
// paths in brackets, and "[]" to flatten. Undefined where the path leads nowhere or is not understood.
[[nodiscard]] QCborValue valueAtPath(const QCborValue &value, QStringView path);

} // namespace formwork::endpoint
