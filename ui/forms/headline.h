// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "forms/formmodel.h"

namespace formwork::forms
{

// What one entry of a list or map is called: "visual" of "Visuals", "attribute" of a map by attribute names.
// As it stands in a sentence.
[[nodiscard]] QString entryNoun(const FormModel &form, const document::Pointer &container);

[[nodiscard]] QString addText(const QString &noun); // "Add a visual"

// What an entry or structure is, told by what it holds: its name, or what of the ways to fill it in was
// chosen and the name in that. Empty: it holds nothing that tells. Never a secret.
[[nodiscard]] QString headline(const FormModel &form, const document::Pointer &place);

// Where a place is, for a crumb or an outline: "Sheets", "Overview", "Visual 2".
[[nodiscard]] QString placeName(const FormModel &form, const document::Pointer &place);

// The values at and below a place.
[[nodiscard]] int leafCount(const QCborValue &value);

} // namespace formwork::forms
