// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/sessions.h"
#include "signin/way.h"

// The single steps of findWay(). Each answers nothing where it does not apply.
namespace formwork::signin::steps
{

using Found = Result<std::optional<Way>>;

[[nodiscard]] Found environmentKeys(const Machine &machine, const QDateTime &now);
[[nodiscard]] Found webIdentity(const SharedProfile *profile, const Machine &machine, bool withEnvironment);
[[nodiscard]] Found sso(const SharedProfile &profile, const SharedFiles &files);
[[nodiscard]] Found keysIn(const SharedProfile &profile, Step step); // SharedCredentials or ConfigFile
[[nodiscard]] Found login(const SharedProfile &profile);
[[nodiscard]] Found process(const SharedProfile &profile, const Machine &machine);
[[nodiscard]] Found oldFiles(const Machine &machine); // AWS_CREDENTIAL_FILE and boto's
[[nodiscard]] Found container(const Machine &machine);
[[nodiscard]] Found metadata(const Machine &machine);

[[nodiscard]] std::unexpected<Error> wrong(const char *code, const QString &message, const QString &advice);

// The sso-session whose token alone a profile names, for services that take one; nothing where it names none.
[[nodiscard]] Result<std::optional<IdentityCenter>> tokenCenter(const SharedProfile &profile,
                                                                const SharedFiles &files);

} // namespace formwork::signin::steps
