// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/questions.h"
#include "signin/way.h"

#include <QJsonObject>

// What `aws login` and Formwork's own sign-in to the console keep: credentials of minutes and what renews
// them.
namespace formwork::signin
{

struct ConsoleKept {
    QJsonObject object; // as the AWS CLI writes it
    QString file; // the AWS CLI's; empty: Formwork's own
    credentials::Credentials credentials;
};

// Errors: "SignInNeeded": there is nothing, or it is damaged.
QCoro::Task<Result<ConsoleKept>> knownConsole(ConsoleSession session, QString place, WirePtr wire);

// Credentials that last a while, renewed where less than five minutes are left, by one program at a time.
QCoro::Task<Result<credentials::Credentials>> currentConsole(ConsoleSession session, QString place,
                                                             credentials::Profile profile, WirePtr wire);

// Signs in by the browser of this machine, or of another one. A session that names its identity takes no
// other.
QCoro::Task<Result<SessionState>> signInToConsole(ConsoleSession session, credentials::Profile profile,
                                                  SignInOptions options, WirePtr wire);

void signOutOfConsole(const ConsoleSession &session, const Wire &wire); // there is no call for it

[[nodiscard]] QString consoleAdvice(const ConsoleSession &session);

} // namespace formwork::signin
