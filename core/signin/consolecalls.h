// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/dpop.h"
#include "signin/questions.h"

#include <QJsonObject>

// The one question of AWS's sign-in service, and what it answers with.
namespace formwork::signin
{

inline constexpr qint64 kConsoleLasts = 12LL * 3600; // seconds that a sign-in can be renewed for

// With a proof of its own for every attempt; a code is tried once.
QCoro::Task<Reply> askConsole(QCborMap tokenInput, ProofKey key, asking::Target target, WirePtr wire,
                              transport::CancellationPtr cancellation);

[[nodiscard]] bool isConsoleOver(const Reply &reply); // only signing in anew helps

[[nodiscard]] Vault::Name consoleName(const ConsoleSession &session);
[[nodiscard]] credentials::Credentials consoleCredentials(const QCborMap &output, const QDateTime &now);
// Into the document that is kept: the credentials and what renews them.
void addConsoleToken(QJsonObject &object, const credentials::Credentials &credentials,
                     const QCborMap &output);

} // namespace formwork::signin
