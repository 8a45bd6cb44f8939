// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::journal
{

// What may be a slip in the text of a filter, as a sentence: a place written almost as one there is
// ("outcom:"), an outcome, a kind or a batch that cannot be. Who finds nothing by it must not take that for
// an answer. Empty: nothing.
[[nodiscard]] QString filterDoubt(const QString &text);

} // namespace formwork::journal
