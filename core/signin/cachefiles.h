// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"
#include "signin/machine.h"
#include "signin/sessions.h"
#include "signin/way.h"

#include <QJsonObject>

// What the AWS CLI keeps under ~/.aws about who is signed in. Read; written only after the very token in a
// file has been renewed, because the one before is spent then.
namespace formwork::signin
{

// Names in the cache folders.
[[nodiscard]] QString ssoTokenFile(const QString &session, const QString &startUrl);
[[nodiscard]] QString ssoRegistrationFile(const IdentityCenter &center);
[[nodiscard]] QString ssoRoleFile(const SsoRole &role);
[[nodiscard]] QString roleFile(const RoleHop &hop);
[[nodiscard]] QString loginFile(const QString &session);

// Paths, as they are named in sentences.
[[nodiscard]] QString ssoTokenPath(const Machine &machine, const QString &session, const QString &startUrl);
[[nodiscard]] QString loginPath(const Machine &machine, const QString &session);
[[nodiscard]] QStringList cacheFolders(const Machine &machine); // to watch

// What is no JSON object is empty, like what is not there.
[[nodiscard]] QJsonObject readCache(const Machine &machine, const QString &path);
// As a whole or not at all, for the owner alone.
[[nodiscard]] Result<void> writeCache(const Machine &machine, const QString &path, const QJsonObject &object);

// Credentials of a role that the CLI still has: of Identity Center, or assumed.
[[nodiscard]] std::optional<credentials::Credentials> cachedRole(const Machine &machine, const SsoRole &role);
[[nodiscard]] std::optional<credentials::Credentials> cachedRole(const Machine &machine, const RoleHop &hop);

} // namespace formwork::signin
