// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "signin/sharedfiles.h"

// Where the endpoints are that give the credentials of a container or an instance, and how they are asked.
namespace formwork::signin
{

// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI, with the token that goes with it. Plain http only to
// this machine and to the addresses that AWS has for it.
[[nodiscard]] Result<http::Request> containerRequest(const Machine &machine);

// The base URL of the instance's metadata, without a slash at its end. `profile` may be null.
[[nodiscard]] Result<QString> metadataBase(const Machine &machine, const SharedProfile *profile);
[[nodiscard]] bool isVersionOneDisabled(const Machine &machine, const SharedProfile *profile);

// Error: "BadEndpoint".
[[nodiscard]] Result<http::Request> requestTo(const QString &url, const QByteArray &method);

} // namespace formwork::signin
