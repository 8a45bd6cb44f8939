// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCborValue>
#include <QString>

namespace formwork::evidence
{

// What the tags of a thing say of a request that gave what it makes its own (client/requesttag.h).
enum class Tagged : quint8 {
    Untold, // no tags are shown, or the request gave none
    Missing, // others, and not that one
    Ours,
    Another, // that of another request
};

// By the tags at the top of a structure. `id`: the request's, not empty.
[[nodiscard]] Tagged taggedIn(const QCborValue &structure, const QString &id);

// Likewise anywhere in the answer to a question for tags.
[[nodiscard]] Tagged taggedWithin(const QCborValue &answer, const QString &id);

} // namespace formwork::evidence
