// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"
#include "model/shape.h"

#include <functional>

namespace formwork::document
{

// What stands in place of a sensitive value wherever it is shown: U+2039 sealed U+203A.
inline constexpr QStringView kSealedText = u"\u2039sealed\u203A";

// Whether a member's value must be sealed: the model marks it sensitive, or its name says so
// (document/secretnames.h). One rule for the history, the previews, the exports and every view of an answer.
[[nodiscard]] bool isSecret(const model::Member &member);

// Whether the entries of a list are: those of `Passwords` have no name of their own.
[[nodiscard]] bool isSecretEntry(const model::Member &list);

using Visit = std::function<QCborValue(const Pointer &, const model::Member &, const QCborValue &)>;

// By which names a document calls the members of structures: the model's, or those of a JSON body.
enum class Names { Model, Wire };

// A copy in which each outermost secret value (members by the shape; map values and list elements included)
// is replaced by what `replace` returns. The rest is untouched. Here more can be told than of a member alone:
// the key of a map and the name beside a value, as in {"Name": "DB_PASSWORD", "Value": ...}, and what a text
// shows by itself, such as a signed URL. The member that `replace` is given has the name that it was judged
// by.
[[nodiscard]] QCborValue mapSecrets(const QCborValue &value, const model::Shape &shape, const Visit &replace,
                                    Names names = Names::Model);

// A copy with every secret replaced by kSealedText.
[[nodiscard]] QCborValue redacted(const QCborValue &value, const model::Shape &shape);

} // namespace formwork::document
