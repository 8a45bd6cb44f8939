// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"

#include <QDateTime>

#include <optional>

namespace formwork::document
{

// When the thing that a structure describes was made, as the structure itself says: of its members, or of
// those of a structure in it, the first that is a time and named like one of making ("createdAt",
// "CreationDate", "LaunchTime", "requestedAt"). Nothing where it does not say.
[[nodiscard]] std::optional<QDateTime> creationTime(const QCborValue &structure);

} // namespace formwork::document
