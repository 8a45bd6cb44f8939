// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborMap>

// Which headers of a request an input is asked about, and which it has said something of.
namespace formwork::transfer
{

// The member that travels in this header; null if none does.
[[nodiscard]] const model::Member *headerMember(const model::Shape &shape, QByteArrayView header);

// Whether a header stands for a value of the input, and not for what was filled in or computed.
[[nodiscard]] bool isOfInput(const model::Operation &operation, const QCborMap &input, QByteArrayView header);

// Whether it was computed of the body: length, digests, the trailer with one.
[[nodiscard]] bool isOfTheBody(QByteArrayView header);

} // namespace formwork::transfer
