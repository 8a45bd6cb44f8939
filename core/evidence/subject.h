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

// A question that is answered with the tags of one thing.
struct TagReading {
    model::OperationPtr operation;
    relations::Related related;
};

// All that is known of an unknown row, and what can be asked about it.
struct Subject {
    client::EnvironmentPtr environment;
    journal::Record record;
    QList<journal::Attempt> attempts;
    model::OperationPtr operation;
    client::Target target; // where it went
    relations::RelationPtr relation;
    QCborMap answer; // to the request, where one came; without secrets
    Wanted wanted;
    QList<Look> reads; // of the one thing
    QList<Look> lists;
    QList<TagReading> tagReads; // where the request gave what it makes a tag
    QStringList obstacles; // sentences: what cannot be asked, and why
};

using SubjectPtr = std::shared_ptr<const Subject>;

// Fails where its account is another one today. `input`: of the row, opened; `attempts`: its own; `answer`:
// its output, opened, of a request that was done and of which is to be known what became of it since.
[[nodiscard]] Result<SubjectPtr> subjectOf(const client::EnvironmentPtr &environment,
                                           const journal::Record &record, const QCborValue &input,
                                           const QList<journal::Attempt> &attempts, bool otherKeys,
                                           const QCborValue &answer = {});

// The single text at a path of an identifier; empty: there is none.
[[nodiscard]] QString textAt(const QCborMap &from, const QString &path);

} // namespace formwork::evidence
