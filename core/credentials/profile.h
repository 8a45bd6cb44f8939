// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QList>
#include <QString>

namespace formwork::credentials {

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
    int maxAttempts = 3;

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

} // namespace formwork::credentials
