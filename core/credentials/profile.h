// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

namespace formwork::credentials
{

enum class ProfileKind { Practice, AccessKeys, Environment };

// An account as the user sees it in the account chip. Holds no secret; stored in profiles.json.
struct Profile {
    QString id; // "practice", "environment", else a UUID; never changes
    QString name; // unique, as shown
    ProfileKind kind = ProfileKind::AccessKeys;
    QString region; // default region
    QString colour; // "#rrggbb"
    QString endpointUrl; // custom endpoint, empty: AWS's own
    QString accountId; // 12 digits once known, else empty
    QString accessKeyId; // AccessKeys only; not a secret, but shown shortened
    bool hasSessionToken = false;
    bool dangerous = false; // asks before every creation
    int maxAttempts = 0; // 1 to 10; 0: as many as AWS's own tools make, which is 3, for some services more

    bool operator==(const Profile &) const = default;
};

// What signs a request.
struct Credentials {
    QString accessKeyId;
    QString secretAccessKey;
    QString sessionToken; // empty: none
    QString source; // for people: "keychain", "environment", "practice"
    [[nodiscard]] bool isEmpty() const { return accessKeyId.isEmpty() || secretAccessKey.isEmpty(); }
};

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

// AWS_ACCESS_KEY_ID and its kin; the profile exists only where that one is set.
[[nodiscard]] bool hasEnvironmentProfile();
[[nodiscard]] Profile environmentProfile();
[[nodiscard]] Result<Credentials> environmentCredentials();

[[nodiscard]] Profile practiceProfile();

} // namespace formwork::credentials
