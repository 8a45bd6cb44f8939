// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/check.h"
#include "evidence/subject.h"

#include <QCoroTask>

namespace formwork::evidence
{

// What CloudTrail has of a request.
struct Trail {
    enum class Found {
        Nothing,
        Made, // carried out
        Refused,
        Another, // a request of somebody else made one like it
        NotAsked, // denied, or not answered
    };
    Found found = Found::Nothing;
    QString id; // of the event, or the code of the error
    QString sentence;
};

// The operation that is asked for it.
[[nodiscard]] QString trailOperation();

// Looks the request up by its marker, its client token and its parameters, in the account and Region of the
// row. That it is not there says little: events come some minutes late, and whether they have come is only
// told by others of this program that have.
QCoro::Task<Trail> followTrail(SubjectPtr subject, CheckOptions options);

} // namespace formwork::evidence
