// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/subject.h"
#include "transport/cancellation.h"

#include <QCoroTask>

namespace formwork::evidence
{

// One thing of an answer that could be what the request made.
struct Candidate {
    QCborValue structure; // as it is shown, without secrets
    Comparison comparison;
    Judgement judgement;
};

// What one question came to.
struct Asked {
    std::optional<Error> error;
    QList<Candidate> ours;
    QList<Candidate> like;
    int shown = 0; // things that were compared
    bool isCut = false; // there are more than were looked at

    void add(const Candidate &candidate);
    void keepProven(); // of several, those alone that carry the tag of the request, where any does
};

// Asks, page after page, and compares all that is answered. Nothing of it is a row of the history; it needs
// reading permission alone. The marker of the row goes along, so that CloudTrail shows these questions too.
QCoro::Task<Asked> lookAt(SubjectPtr subject, Look look, transport::CancellationPtr cancellation);

} // namespace formwork::evidence
