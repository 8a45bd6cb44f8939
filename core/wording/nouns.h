// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace formwork::wording
{

// One of them: "instances" -> "instance", "policies" -> "policy". What is no plural stays as it is.
[[nodiscard]] QString singular(const QString &noun);

// As it stands in a sentence: "Visual" -> "visual", "KMS key" stays.
[[nodiscard]] QString inSentence(const QString &noun);

// Whether the English article before it is "an".
[[nodiscard]] bool takesAn(const QString &noun);

} // namespace formwork::wording
