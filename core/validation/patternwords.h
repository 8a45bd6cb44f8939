// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "validation/patternshape.h"

// What a pattern of a model asks for, in words.
namespace formwork::validation
{

// Kinds of things that everybody knows, told by how a pattern begins or what it is made of.
enum class PatternKind { Other, WebAddress, Arn, Uuid, EMail };

inline constexpr qsizetype kMostChoices = 12; // literal alternatives worth listing

[[nodiscard]] PatternKind kindOf(const QString &pattern);

// "12 digits", "1 to 64 characters (letters and -)".
[[nodiscard]] QString counted(const PatternShape::Atom &atom);

// For the help of a field: "Begins with d-, then 10 digits." Empty where the form of the pattern is not
// simple enough to say something that is certainly so.
[[nodiscard]] QString patternInWords(const QString &pattern);

} // namespace formwork::validation
