// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/shape.h"

#include <QCborValue>
#include <QString>

namespace formwork::answers
{

// A value in one line for a cell: times in local time, blobs by their size, lists and maps by what they hold.
// Cut where nobody reads on. What has one member is shown as that member's value. `shape` may be null.
[[nodiscard]] QString inWords(const QCborValue &value, const model::Shape *shape = nullptr);

// The same at length, for a tool tip: a time with its UTC form too, a text as a whole.
[[nodiscard]] QString atLength(const QCborValue &value, const model::Shape *shape = nullptr);

// A value as plain text for the clipboard: what a script would take for it.
[[nodiscard]] QString asText(const QCborValue &value);

// "timestamp", "list of DB instance".
[[nodiscard]] QString typeInWords(const QCborValue &value, const model::Shape *shape);

} // namespace formwork::answers
