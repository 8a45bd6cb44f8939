// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QCborValue>
#include <QList>

namespace formwork::forms
{

// What pasted text becomes. Lists of scalars take one entry a line; lists of structures take comma- or
// tab-separated values (RFC 4180 quotes), a column a member in the order of the model or as a first line of
// names says; maps take "key=value", "key,value" or "key<tab>value".
struct Pasted {
    QString key; // maps only
    QCborValue value;
};

inline constexpr qsizetype kMostPasted = 20'000; // entries
inline constexpr qsizetype kLongestPaste = 8'000'000; // characters

// Errors: Phase::Input, with a sentence that names the line.
[[nodiscard]] Result<QList<Pasted>> parsePaste(const QString &text, const model::Shape &container);

// Whether many entries of such a list or map can be pasted at all.
[[nodiscard]] bool canPaste(const model::Shape &container);

// What to paste, in words, for the person who is about to.
[[nodiscard]] QString pasteHelp(const model::Shape &container);

} // namespace formwork::forms
