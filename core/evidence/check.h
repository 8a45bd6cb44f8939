// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "client/call.h"
#include "evidence/report.h"
#include "transport/cancellation.h"

#include <QCoroTask>

#include <functional>

namespace formwork::evidence
{

using Pause = std::function<QCoro::Task<void>(std::chrono::milliseconds, transport::CancellationPtr)>;

struct CheckOptions {
    // Before each look; a service may not show at once what it has made.
    QList<std::chrono::seconds> pauses{std::chrono::seconds(0), std::chrono::seconds(5),
                                       std::chrono::seconds(15), std::chrono::seconds(60)};
    Pause pause; // empty: by the clock on the wall
    transport::CancellationPtr cancellation;
    std::function<void(Rung, const QString &asked)> climbing; // a rung begins
    std::function<void(const Finding &)> told; // and this is what it came to
    bool otherKeys = false; // the person was asked about other keys in the environment
};

// Climbs the ladder for a row whose outcome is unknown, and settles the row where that comes to something:
// read what it would have made, look again, list, CloudTrail. Only reads, with the keys of the row's own
// account, and writes nothing but the settlement. Of a row whose outcome is known or that is settled, nothing
// is asked: the report says what is known. Errors: those of the history and of the way to the row's account,
// "BeingSent", "Cancelled".
QCoro::Task<Result<Report>> check(client::EnvironmentPtr environment, qint64 id, CheckOptions options);

// What a person has found out.
struct PersonsWord {
    bool itHappened = false;
    QString note; // may be empty
    QString person; // empty: who uses this computer
};

QCoro::Task<Result<Report>> settle(client::EnvironmentPtr environment, qint64 id, PersonsWord word);

// What is known of a row without asking anybody. Nothing where it has to be checked.
[[nodiscard]] std::optional<Report> knownReport(const journal::Record &record);

// Whether a check can say more of a row than the history does.
[[nodiscard]] bool canBeChecked(const journal::Record &record);

// Whether a service said that there is one already, where an earlier attempt of the same request may have
// made it: the strongest hint there is, so that a check is what comes next.
[[nodiscard]] bool pointsToCheck(const client::Environment &environment, const model::Operation &operation,
                                 const client::CallResult &result);

} // namespace formwork::evidence
