// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "signin/sharedfiles.h"

#include <QDateTime>

// Which credentials a profile gives, before anything is asked, started or sent: the step of the AWS CLI's
// chain that wins, and what it needs.
namespace formwork::signin
{

// In the order of the chain.
enum class Step {
    Environment,
    AssumeRole,
    WebIdentity,
    Sso,
    SharedCredentials, // keys in the credentials file
    Login,
    Process,
    ConfigFile, // keys in the config file
    Ec2Credentials,
    Boto,
    Container,
    InstanceMetadata
};

// As `aws configure list` has it in its column TYPE.
[[nodiscard]] QString typeName(Step step);

struct StaticKeys {
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken; // empty: none
    QDateTime expiresAt; // not valid: they last
};

struct SsoRole {
    QString session; // name of its sso-session; empty: the old form, whose token is filed under the start URL
    QString startUrl; // as configured
    QString region;
    QString accountId;
    QString roleName;
};

struct WebIdentityRole {
    QString tokenFile;
    QString roleArn;
    QString sessionName; // empty: one is made up
    QString sessionPolicy; // as for RoleHop
};

// A role to assume with the credentials that were there before.
struct RoleHop {
    QString profile; // that asks for it
    QString roleArn;
    QString sessionName; // empty: one is made up
    QString externalId;
    QString mfaSerial;
    std::optional<int> durationSeconds;
    QString sessionPolicy; // ARN of a policy that the session is held to beside the role's own; empty: none
    bool isDeviceShared = false; // other profiles want codes of the same MFA device for their roles
    QString place; // of role_arn, for sentences
};

struct Way {
    Step step = Step::Environment; // that wins
    Step source = Step::Environment; // where the first credentials come from; the same without roles
    QString profile; // of the source
    QString place; // of the source: "~/.aws/config, line 3", or the name of a variable
    StaticKeys keys;
    SsoRole sso;
    WebIdentityRole webIdentity;
    QString loginSession;
    QString command; // credential_process
    QString sourceAccountId; // as configured or part of the source
    QList<RoleHop> roles; // in the order in which they are assumed
    QString region; // in which STS is asked for all roles; empty: in that of the account, if it has one

    [[nodiscard]] QString accountId() const; // of what it gives, as far as that is written; empty: not known
    [[nodiscard]] QString roleName() const;
};

// How a profile was chosen. Named: in Formwork or with --profile, which leaves the variables with keys and
// with a web identity out. Errors: an AWS_PROFILE that is set but empty.
struct Choice {
    QString profile; // empty: none was named, and "default" counts if there is one
    bool isNamed = false; // explicitly
    QString variable; // that named it
};
[[nodiscard]] Result<Choice> choose(const Machine &machine, const QString &named);

struct Question {
    const SharedFiles &files;
    const Machine &machine;
    Choice choice;
    bool mayAskMetadata = false; // this machine looks like EC2, or somebody said so
    QDateTime now; // keys of the environment that have run out are an error
};

// Errors are sentences with file, line, profile and way out. Codes: "ProfileNotFound", "NoCredentials"
// (nothing was found and nothing is wrong), "PartialCredentials", "InvalidProfile", "SourceMissing",
// "RoleCycle".
[[nodiscard]] Result<Way> findWay(const Question &question);

// The role that comes out is held to reading: by a policy of AWS's own in the session, which no one can
// widen. Roles before it keep what they need to assume it. Nothing where no role is assumed.
void askForReadingOnly(Way &way);

// Looks through all profiles, which is why it is done only for a way that is about to be gone.
void noteSharedDevices(Way &way, const SharedFiles &files);

[[nodiscard]] QString accountOfArn(const QString &arn); // its fifth field, if that is 12 digits

} // namespace formwork::signin
