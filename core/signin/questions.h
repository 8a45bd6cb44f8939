// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/ask.h"
#include "signin/sessions.h"
#include "signin/wire.h"

#include <QCborMap>
#include <QStringList>

// The questions that signing in asks: which operations there are, and where they go. Their models are built
// in, whatever models the machine has.
namespace formwork::signin
{

enum class Call {
    AssumeRole,
    AssumeRoleWithWebIdentity,
    GetSessionToken,
    GetRoleCredentials,
    ListAccounts,
    ListAccountRoles,
    Logout,
    RegisterClient,
    StartDeviceAuthorization,
    CreateToken,
    CreateConsoleToken,
    ListAccountAliases,
    GetAccountCustomizations,
};
[[nodiscard]] Result<model::OperationPtr> operationOf(Call call);

// Those that the practice account plays: this program's, unless the profile that names one says where it is.
[[nodiscard]] IdentityCenter practiceCenter();
[[nodiscard]] bool isPracticeCenter(const IdentityCenter &center);
[[nodiscard]] ConsoleSession practiceConsole();
[[nodiscard]] bool isPracticeConsole(const ConsoleSession &session);

// Where STS is asked: in the Region of the selected profile for every hop, as for the AWS CLI.
[[nodiscard]] asking::Target roleTarget(credentials::Profile profile);
[[nodiscard]] asking::Target regionalTarget(credentials::Profile profile); // never of no Region

// Where sessions of STS can be used that are got as the account says: the partition or the endpoint that gave
// them, and whether STS of no Region did, whose sessions are refused in Regions that are opted into. The
// first is where they would be asked for now; sessions of the others will do just as well.
[[nodiscard]] QStringList stsPlaces(const credentials::Profile &profile,
                                    const asking::EnvironmentPtr &environment);
// The Region of the Identity Center, its own switch for FIPS, and the family of hosts that its start URL is
// of.
[[nodiscard]] asking::Target centerTarget(credentials::Profile profile, const IdentityCenter &center);
[[nodiscard]] asking::Target consoleTarget(credentials::Profile profile, const ConsoleSession &session);

// What came of an unsigned question, with what the service says beside its message.
struct Reply {
    std::optional<Error> error;
    QString oauthError; // "authorization_pending"; empty: none, or not of that kind
    QCborMap output;
};
// maxAttempts 1: what it does can be done once.
QCoro::Task<Reply> askUnsigned(WirePtr wire, Call call, QCborMap input, asking::Target target,
                               int maxAttempts, transport::CancellationPtr cancellation = {});

// What a person pastes into a shell: the name is one word there, whatever is in it.
[[nodiscard]] QString loginCommand(const char *option, const QString &name);

[[nodiscard]] std::unexpected<Error> signInNeeded(const QString &message, const QString &advice);
[[nodiscard]] std::unexpected<Error> cancelled();

} // namespace formwork::signin
