// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/asked.h"
#include "evidence/check.h"

#include <QMap>
#include <QSet>

namespace formwork::evidence
{

// How far a check has come.
struct Climb {
    SubjectPtr subject;
    CheckOptions options;
    QList<Finding> findings;
    std::optional<Candidate> ours; // what the request made
    QString oursAsked; // by which operation it was found
    QString like; // why one that is like it does not count; empty: there is none
    QString likeId;
    bool isLikeOpen = false; // it does not count only for want of knowledge
    QStringList tagged; // what carries the tag of the request, by a search for it
    QMap<QString, int> looked; // operation -> how often it answered
    QSet<QString> unanswered; // operations that are not asked again

    void climbing(Rung rung, const QString &asked) const;
    void tell(const Finding &finding);
    [[nodiscard]] bool isCancelled() const;
};

using ClimbPtr = std::shared_ptr<Climb>;

// Reads what the request would have made, again after each pause, looks for its tag where it has one, then
// lists. Stops at what is found.
QCoro::Task<void> climbReads(ClimbPtr climb);

} // namespace formwork::evidence
