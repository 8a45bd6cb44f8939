// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>

namespace formwork::model
{

// What a trait that is kept as JSON text says. Parsed once as long as it is among those used last: found by
// the text's own bytes, which an operation keeps for its life. Thread-safe. Empty: so is the text, or it is
// no object.
[[nodiscard]] QJsonObject traitObject(const QByteArray &json);

} // namespace formwork::model
