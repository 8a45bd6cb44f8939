// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "evidence/comparing.h"
#include "relations/relations.h"

#include <functional>

namespace formwork::evidence
{

// A question whose answer would show what the request made.
struct Look {
    model::OperationPtr operation;
    QCborMap input;
    relations::Cloning cloning; // with the path of the structures in the answer
    bool isByName = false; // asks for just the one thing
};

// All that is known of an unknown row, and what can be asked about it.
struct Subject {
    client::EnvironmentPtr environment;
    journal::Record record;
    model::OperationPtr operation;
    client::Target target; // where it went
    relations::RelationPtr relation;
    Wanted wanted;
    QList<Look> reads; // of the one thing
    QList<Look> lists;
    QStringList obstacles; // sentences: what cannot be asked, and why
};

using SubjectPtr = std::shared_ptr<const Subject>;

// Fails where the row cannot be read or its account is another one today. `input`: of the row, opened.
[[nodiscard]] Result<SubjectPtr> subjectOf(const client::EnvironmentPtr &environment,
                                           const journal::Record &record, const QCborValue &input,
                                           bool otherKeys);

} // namespace formwork::evidence
