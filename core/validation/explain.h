// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::validation
{

struct Explanation {
    QString phrase; // "the character + is not allowed", to stand after a label and before a full stop
    bool isSpecific = false; // says more than that the form is not the one AWS asks for
};

// Why a text that is known not to fit does not fit. With `isSecret` nothing of the text is repeated.
[[nodiscard]] Explanation explain(const QString &pattern, const QString &text, bool isSecret = false);

} // namespace formwork::validation
