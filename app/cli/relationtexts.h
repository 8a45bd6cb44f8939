// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/protection.h"
#include "model/service.h"
#include "relations/relation.h"

#include <QCborMap>

namespace formwork::cli
{

// Of a request that carries its token, where the operation takes one.
[[nodiscard]] journal::Protection protectionWithToken(const model::Operation &operation);

// What `relations --json` prints, and `describe --json` under "relations".
[[nodiscard]] QCborMap relationAsJson(const relations::Relation &relation, const model::Operation &operation);

// The same for people; empty where nothing is known.
[[nodiscard]] QString relationAsText(const relations::Relation &relation, const model::Operation &operation);

} // namespace formwork::cli
