// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "model/shape.h"

namespace formwork::validation
{

// A problem before it has a place and a label.
struct Finding {
    QString kind;
    QString phrase; // to stand after a label and before a full stop
    bool canSendAnyway = true;
    document::Severity severity = document::Severity::Error;
};

[[nodiscard]] bool fits(model::ShapeType type, const QCborValue &value); // is carried by the right type

// What is wrong with a value that fits its type and is no aggregate.
// `key` is the one it stands under in a map; null elsewhere.
[[nodiscard]] QList<Finding> scalarFindings(const model::Member &member, const QCborValue &value,
                                            const QString &key = {});

// Number of entries, and whether two are equal.
[[nodiscard]] QList<Finding> sizeFindings(const model::Member &member, qint64 entries);

} // namespace formwork::validation
