// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "document/problem.h"
#include "document/value.h"
#include "texts/actions.h"
#include "texts/jsontree.h"
#include "texts/use.h"

#include <QDateTime>

#include <functional>

namespace formwork::texts
{

// One thing that is wrong with a text, as a phrase without the member's name.
struct Finding {
    QString phrase; // a sentence that stands for itself
    document::Severity severity = document::Severity::Error;
    Place place; // of texts of many lines
    bool isNoJson = false; // and nothing more can be said
};

// What is wrong with a text of such a use, the gravest first, else from above. `actions` may be null: then
// nobody knows which actions there are. Text that is no JSON where it ought to be has one finding.
[[nodiscard]] QList<Finding> check(const Use &use, const QString &text, const Actions *actions);

// What can be said of a text that is as it should be: the next runs of a schedule, the size of a network,
// how much of the limit is used. One sentence or two; empty: nothing. `zone` is what a schedule goes by.
[[nodiscard]] QString note(const Use &use, const QString &text, const QDateTime &now, const QByteArray &zone);

// The problems of all texts of an input; where a text has several, all of them, with their lines.
using Namer = std::function<QString(const document::Pointer &, const model::Member &)>;
[[nodiscard]] QList<document::Problem> problems(const model::Operation &operation, const QCborValue &input,
                                                const Namer &name, const Actions *actions);

// Whether something of an input is a policy: only then is it worth while to know all actions.
[[nodiscard]] bool holdsPolicy(const model::Operation &operation, const QCborValue &input);

} // namespace formwork::texts
