// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/wiresettings.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

namespace formwork::credentials
{

// Shared: a profile of the files that the AWS CLI and the SDKs read; Formwork reads them too and never writes
// them. SignedIn: an account of Formwork's own whose credentials come of signing in, and which keeps none.
enum class ProfileKind { Practice, AccessKeys, Environment, Shared, SignedIn };

// Where one signs in for an account: a role of Identity Center (a start URL is there), or with the rights of
// the console (`consoleIdentity`).
struct SignInPlace {
    QString startUrl; // as it is written
    QString region; // of the Identity Center, or that one signs in to the console in
    QString session; // name of the sso-session in the shared files; empty: none
    bool fips = false; // of sign-in alone
    QString consoleIdentity; // ARN of a user or an assumed role
    [[nodiscard]] bool isEmpty() const { return startUrl.isEmpty() && consoleIdentity.isEmpty(); }
    bool operator==(const SignInPlace &) const = default;
};

// How careful Formwork is with an account: what goes out without a question.
enum class Guard {
    None,
    Confirm, // whatever writes is confirmed; what deletes or stops, by typing the account's name
    ReadOnly, // nothing that writes is signed
};

// How an account is reached, where that is not as the machine says.
struct Network {
    enum class Proxy {
        System, // the environment's, else the desktop's
        None,
        Manual
    };
    Proxy proxy = Proxy::System;
    QString proxyUrl = {}; // Manual: scheme (http or socks5), host and port
    QString proxyUser = {};
    bool hasProxyPassword = false; // one is in the keychain
    QString caBundle = {}; // a PEM file whose authorities count beside the system's
    int connectSeconds = 0; // 0: the usual
    int answerSeconds = 0; // without any byte; 0: the usual

    [[nodiscard]] bool isUsual() const { return *this == Network(); }
    bool operator==(const Network &) const = default;
};

// What is wrong with it, as a sentence that names the field.
[[nodiscard]] Result<void> checkNetwork(const Network &network);

// An account as the user sees it in the account chip. Holds no secret; stored in profiles.json.
struct Profile {
    QString id; // "practice", "environment", "aws:" and a name for Shared, else a UUID; never changes
    QString name; // unique, as shown
    ProfileKind kind = ProfileKind::AccessKeys;
    QString region; // default region
    QString colour; // "#rrggbb"
    QString endpointUrl; // custom endpoint, empty: AWS's own
    QString accountId; // 12 digits once known, else empty
    QString accessKeyId; // AccessKeys only; not a secret, but shown shortened
    bool hasSessionToken = false;
    Guard guard = Guard::None;
    bool asksForLess = true; // ReadOnly: of a role that is assumed only what reads, so that AWS refuses too
    bool tagsRequests = false; // what a request makes gets a tag with its id (client/requesttag.h)
    int maxAttempts = 0; // 1 to 10; 0: as many as AWS's own tools make, which is 3, for some services more
    bool fips = false; // endpoints with validated cryptography
    bool dualStack = false; // endpoints that also speak IPv6
    bool hasBearerToken = false; // AccessKeys: one is in the keychain
    QString accountIdEndpoints = {}; // "preferred", "disabled", "required"; empty: AWS's default
    QHash<QString, QString> serviceEndpoints = {}; // Environment: AWS_ENDPOINT_URL_<SERVICE>, by that SERVICE
    QHash<QString, QString> endpointProblems =
        {}; // likewise: a sentence; why no request goes to that service
    WireSettings wire = {};

    QString source = {}; // Shared: the step of the chain that wins, as `aws configure list` names it
    QString roleName = {}; // Shared and SignedIn: of a role that is assumed, or of Identity Center
    SignInPlace signIn = {}; // SignedIn, with accountId and roleName; Shared where its profile signs in
    QString mfaSerial = {}; // Shared: of the device that it wants a code of
    QString caBundle = {}; // a PEM file whose certificates count beside the system's
    QString caBundlePlace = {}; // what names it, to begin a sentence
    bool isAdaptive = false; // Shared: retry_mode = adaptive
    QString problem = {}; // Shared: a sentence; why it cannot be used as it stands
    QString notice = {}; // Shared: a sentence about it that does not keep it from being used

    bool isProduction = false; // is marked so wherever the account is shown
    Network network = {};
    QMap<QString, QString> variables = {}; // one's own, for forms (core/keeping); no secrets

    // The custom endpoint for a service, by its SDK ID ("Directory Service Data").
    [[nodiscard]] QString endpointOf(const QString &sdkId) const;
    [[nodiscard]] QString endpointProblemOf(const QString &sdkId) const; // empty: none
    [[nodiscard]] bool wantsReadingRole() const { return guard == Guard::ReadOnly && asksForLess; }
    bool operator==(const Profile &) const = default;
};

// What signs a request.
struct Credentials {
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken; // empty: none
    QString source; // for people: "keychain", "environment", "practice"
    QString bearerToken = {}; // for every service that takes one instead of keys
    QDateTime expiresAt = {}; // not valid: they last
    QString accountId = {}; // empty: not known
    QHash<QString, QString> serviceTokens = {}; // for one service each, by what AWS_BEARER_TOKEN_ ends with
    [[nodiscard]] bool hasTokenOfItsOwn(const QString &signingName) const;
    [[nodiscard]] QString tokenFor(const QString &signingName) const; // empty: none
    [[nodiscard]] bool isEmpty() const { return accessKeyId.isEmpty() || secretAccessKey.isEmpty(); }
};

// "AWS_BEARER_TOKEN_CODECATALYST"
[[nodiscard]] QString tokenVariable(const QString &signingName);

// A bearer token as typed; the error does not repeat it.
[[nodiscard]] Result<void> checkToken(const QString &token, const QString &name);

// What is wrong with what was typed, as a sentence that names the field; no secret is ever repeated in it.
// `others` are the profiles whose names are taken.
[[nodiscard]] Result<void> checkProfile(const Profile &profile, const QList<Profile> &others);

// How the parts of credentials are called where they were entered.
struct KeyNames {
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken;
    [[nodiscard]] static KeyNames ofForm(); // "Access key ID", ...
    [[nodiscard]] static KeyNames ofEnvironment(); // "AWS_ACCESS_KEY_ID", ...
};

// Empty keys, blanks, line breaks and characters that no key of AWS has.
[[nodiscard]] Result<void> checkCredentials(const Credentials &credentials, const KeyNames &names);

// AWS_ACCESS_KEY_ID and its kin; the profile exists only where that one or a token for a service is set.
[[nodiscard]] bool hasEnvironmentProfile();
[[nodiscard]] Profile environmentProfile();
[[nodiscard]] Result<Credentials> environmentCredentials();

[[nodiscard]] Profile practiceProfile();

} // namespace formwork::credentials
