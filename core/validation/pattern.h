// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

// Patterns of models: ECMA 262 by the book, Java's dialect in truth, searched for with PCRE2.
namespace formwork::validation
{

enum class Verdict {
    Matches,
    Differs,
    Unreadable, // no regular expression that PCRE2 knows
    GaveUp, // the limits of work were reached, or the text is too long to look at
};

// Whether the pattern is found in the text. Compiled patterns are kept; safe on any thread; the work is
// bounded.
[[nodiscard]] Verdict search(const QString &pattern, const QString &text);

// Whether a text that fits the pattern as a whole may begin with this one. Differs: none does. Never says
// Differs of what could go on; of patterns that look ahead it may say Matches of what could not. `steps` is
// the work that may still be done, items of a pattern looked at; what is done is taken off.
[[nodiscard]] Verdict couldGoOn(const QString &pattern, const QString &beginning, qsizetype &steps);

// The pattern as PCRE2 writes it: \u escapes, surrogate pairs, property names of Java, hyphens and brackets
// in classes.
[[nodiscard]] QString toPcre(QStringView pattern);

} // namespace formwork::validation
