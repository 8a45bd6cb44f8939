// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"
#include "protocol/members.h"
#include "protocol/misfit.h"

#include <QByteArray>
#include <QCborMap>
#include <QCborValue>

namespace formwork::protocol
{

// Reads JSON from the wire into a document, guided by the shape. Members the shape does not know are skipped,
// null members too; null entries stay only where the list or map is sparse. Numbers of 64 bits are exact.
// Errors: Phase::Parse with code "NotJson" (with the byte where it ends to be JSON), "TooLarge" or
// "WrongType" (with the pointer). The caller makes the sentence fit the direction. `misfit` is given for an
// answer: a lenient one takes the notes on what did not fit inside of it.
[[nodiscard]] Result<QCborMap> readJsonStructure(const QByteArray &body, const model::Shape &shape,
                                                 Members which = Members::All, Misfit *misfit = nullptr);
[[nodiscard]] Result<QCborValue> readJsonValue(const QByteArray &body, const model::Member &member,
                                               Misfit *misfit = nullptr);

// Without a shape.
[[nodiscard]] Result<QCborValue> readPlainJson(const QByteArray &body);

} // namespace formwork::protocol
