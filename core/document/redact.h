// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"
#include "model/shape.h"

#include <functional>

namespace formwork::document
{

// What stands in place of a sensitive value wherever it is shown: U+2039 sealed U+203A.
inline constexpr QStringView kSealedText = u"\u2039sealed\u203A";

// Whether a member's value must be sealed: the model marks it sensitive, or its name is one of the known
// credential-bearing ones of responses (SecretAccessKey, SessionToken, Password, PrivateKey, ...).
[[nodiscard]] bool isSecret(const model::Member &member);

using Visit = std::function<QCborValue(const Pointer &, const model::Member &, const QCborValue &)>;

// A copy in which each outermost secret value (members by the shape; map values and list elements included)
// is replaced by what `replace` returns. The rest is untouched.
[[nodiscard]] QCborValue mapSecrets(const QCborValue &value, const model::Shape &shape, const Visit &replace);

// A copy with every secret replaced by kSealedText.
[[nodiscard]] QCborValue redacted(const QCborValue &value, const model::Shape &shape);

} // namespace formwork::document
