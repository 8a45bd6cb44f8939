// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborValue>

namespace formwork::guide
{

// An input that AWS publishes with the model of an operation.
struct Example {
    QString title; // "To create a cluster"
    QString documentation; // plain text; may be empty
    QCborValue input; // made to fit the model as far as that goes; members it does not know are left out
};

[[nodiscard]] QList<Example> examplesOf(const model::Operation &operation);

} // namespace formwork::guide
