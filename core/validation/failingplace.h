// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/patternshape.h"

#include <optional>

namespace formwork::validation
{

// Where a text leaves the pattern that it should fit as a whole, found by trying what could stand there. So
// it holds for any pattern, whatever it is made of.
struct FailingPlace {
    qsizetype at = 0; // code points from the beginning that are right
    bool isAfterEnd = false; // all of it is right, and something has to follow
    bool nothingFollows = false; // what is right is all that there may be
    CharSet next; // what may stand there
    QString only; // where there is one way to go on: the characters of it
};

// Nothing where the text is longer than a value that people type, or the work would be too much.
[[nodiscard]] std::optional<FailingPlace> failingPlace(const QString &pattern, const QString &text);

} // namespace formwork::validation
