// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "readers/jsonview.h"

// Names reach lists, titles, command lines and file names, so they are held to what AWS uses.
namespace formwork::readers
{

// A name a shape, member or operation can have: no control or invisible character, at most 256 characters.
[[nodiscard]] bool isPlainName(QStringView name);

// The name as text; complains of one that could not be typed.
[[nodiscard]] QString operationName(const JsonView &operation, std::string_view name);

// Complains of an id that could not be typed; takes control characters out of what is only shown.
void checkNames(model::Service &service, const JsonView &place);

// Enough of a documentation for its first sentence, without the cost of the rest.
[[nodiscard]] QString beginningOf(std::string_view documentation);

} // namespace formwork::readers
