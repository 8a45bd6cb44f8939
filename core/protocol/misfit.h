// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/shape.h"

#include <QCborValue>
#include <QStringList>

namespace formwork::protocol
{

// Why a value cannot be put on the wire, or why what came from it cannot be read, and where. The place is
// gathered while the recursion unwinds, so that the good way costs nothing.
class Misfit
{
public:
    // Both return false, so that a writer can `return misfit.because(...)`.
    bool because(const QString &clause); // continues "The value of NAME ", e.g. "is empty."
    bool under(const QString &token);

    bool wrongType(const model::Shape &expected, const QCborValue &found);

    [[nodiscard]] bool isSet() const { return !m_clause.isEmpty(); }
    [[nodiscard]] QString pointer() const;
    [[nodiscard]] Error error(Phase phase, const QString &code) const;

private:
    QString m_clause;
    QStringList m_tokens; // innermost first
};

// Deeper than any service goes; keeps hostile input from eating the stack.
inline constexpr int kMaxDepth = 200;

[[nodiscard]] QString tooDeep(); // the clause for that
[[nodiscard]] QString kindOfValue(const QCborValue &value); // "text", "a number", ...
[[nodiscard]] QString kindOfShape(const model::Shape &shape);

} // namespace formwork::protocol
