// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/value.h"

#include <QList>

namespace formwork::guide
{

// The pointers that `pattern` stands for in the document: those that exist, with every "*" replaced.
[[nodiscard]] QList<document::Pointer> expand(const QCborValue &document, const document::Pointer &pattern);

[[nodiscard]] bool hasWildcard(const document::Pointer &pointer);

// Whether `pattern` stands for the pointer itself or for one above it.
[[nodiscard]] bool covers(const document::Pointer &pattern, const document::Pointer &pointer);

// The first `count` tokens.
[[nodiscard]] document::Pointer front(const document::Pointer &pointer, qsizetype count);

} // namespace formwork::guide
