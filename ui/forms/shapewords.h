// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/versions.h"
#include "model/shape.h"

#include <QCborValue>
#include <QString>

namespace formwork::forms
{

// What an entry that was just added to a list or map holds: empty text, an empty list, a structure without
// members.
[[nodiscard]] QCborValue emptyValue(const model::Shape &shape);

// The limits of a number as a person writes them: "1 to 100", "at least 0"; empty without limits.
[[nodiscard]] QString rangeInWords(const model::Member &member);

// A value in a few words, for the head of a folded entry. Secrets are never part of it.
[[nodiscard]] QString summary(const QCborValue &value, const model::Shape &shape);

// What stands in a field that is not set: "Not set", and what the service takes then where the model says.
[[nodiscard]] QString unsetInWords(const model::Member &member);

// What a value of a choice means, in a sentence; empty where the model does not say.
[[nodiscard]] QString valueHelp(const model::EnumValue &value);

// A value of a choice as it stands in a list: with what a guide calls it, and whether it is retired.
[[nodiscard]] QString offeredText(const guide::OfferedValue &offered, const QString &words);

// A scalar as text a person can edit, and back: what does not fit the shape stays text.
[[nodiscard]] QString editText(const QCborValue &value);
[[nodiscard]] QCborValue fromEditText(const QString &text, const model::Shape &shape);

} // namespace formwork::forms
