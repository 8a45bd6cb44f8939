// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/pointer.h"

#include <QList>

namespace formwork::document
{

enum class Severity {
    Error,
    Warning,
    Advice
}; // only errors stop a request, and most of those can be overridden

// One thing that is wrong with a document. `sentence` names the thing as the person sees it and says what to
// do.
struct Problem {
    Pointer pointer;
    QString kind; // "required", "type", "enum", "length", "range", "pattern", "unique", "union", "unknown",
                  // "rule"
    QString sentence;
    Severity severity = Severity::Error;
    bool canSendAnyway =
        true; // false for a missing required member and for a value that cannot be put on the wire
};

} // namespace formwork::document
