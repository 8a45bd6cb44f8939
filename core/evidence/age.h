// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/subject.h"
#include "transport/cancellation.h"

#include <QCoroTask>

namespace formwork::evidence
{

// Of what a request made, as far as what stands under its name now tells.
struct Age {
    enum class Kind {
        Its, // made when the request was under way
        Another, // made before it, or long after: another thing of that name
        Gone, // there is none
        Untold,
        Unanswered, // the reading itself failed
    };
    Kind kind = Kind::Untold;
    QString reason; // of all but Its and Gone, part of a sentence
};

// Reads the one thing and nothing else; no row of the history, and reading permission alone. The tag of the
// request counts most, then what the answer to it told: an id that the service chose, the time of creation.
// Without either, what is made anew under the same name within the hour cannot be told from what was there.
// `answersAlike`: the creation, where the thing is there already, so that an id of its answer proves nothing.
QCoro::Task<Age> ageOf(SubjectPtr subject, bool answersAlike, transport::CancellationPtr cancellation);

} // namespace formwork::evidence
