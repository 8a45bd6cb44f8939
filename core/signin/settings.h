// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/wiresettings.h"
#include "signin/sharedfiles.h"

#include <QHash>

namespace formwork::signin
{

// What a profile and the environment say of sending, besides credentials. For each the environment comes
// before the profile.
struct Settings {
    QString region;
    QString endpointUrl; // for every service
    QHash<QString, QString> serviceEndpoints; // by service ID as AWS_ENDPOINT_URL_ has it: "SSO_OIDC"
    QHash<QString, QString> endpointProblems; // likewise: a sentence; requests to that service are refused
    bool fips = false;
    bool dualStack = false;
    QString accountIdEndpoints; // "preferred", "disabled", "required"; empty: not set
    int maxAttempts = 0; // 0: not set
    bool isAdaptive = false; // retry_mode
    credentials::WireSettings wire;
    QStringList unfollowed; // sentences: what AWS's tools follow and Formwork does not
    QString caBundle; // a path; empty: not set
    QString caBundlePlace; // for the beginning of a sentence
};

// `profile` may be null. The error is a sentence that names the setting and where it stands.
[[nodiscard]] Result<Settings> settingsOf(const SharedProfile *profile, const SharedFiles &files,
                                          const Machine &machine);

} // namespace formwork::signin
