// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

// A small input that a model accepts: what is required, as short as it may be.
[[nodiscard]] QCborMap filled(const formwork::model::Operation &operation);
