// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <simdjson.h>

#include <optional>

namespace formwork::readers
{

// A Smithy JSON AST as one without mixins and without traits applied from elsewhere: every shape says itself
// what it has, in Smithy's order (what the mixins bring first, in the order in which they are named). Nothing
// where there is nothing to do. What cannot be mixed in (it is not there, or leads in a circle, or grows past
// all measure) stays named in the shape, which the readers complain of.
[[nodiscard]] std::optional<QByteArray> withoutMixins(simdjson::dom::element root, const QByteArray &text);

} // namespace formwork::readers
