// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"
#include "signin/sharedfiles.h"

#include <chrono>

// Where the endpoints are that give the credentials of a container or an instance, and how they are asked.
namespace formwork::signin
{

// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or _FULL_URI, with the token that goes with it. Plain http only to
// this machine and to the addresses that AWS has for it.
[[nodiscard]] Result<http::Request> containerRequest(const Machine &machine);

// The base URL of the instance's metadata, without a slash at its end. `profile` may be null.
[[nodiscard]] Result<QString> metadataBase(const Machine &machine, const SharedProfile *profile);

// How long and how often the instance's metadata is asked: AWS_METADATA_SERVICE_TIMEOUT and _NUM_ATTEMPTS,
// else the profile's. Error: "BadSetting", for what is no number of 1 or more.
struct MetadataLimits {
    std::chrono::seconds timeout{1};
    int attempts = 1;
};
[[nodiscard]] Result<MetadataLimits> metadataLimits(const Machine &machine, const SharedProfile *profile);

[[nodiscard]] bool isVersionOneDisabled(const Machine &machine, const SharedProfile *profile);

// Error: "BadEndpoint".
[[nodiscard]] Result<http::Request> requestTo(const QString &url, const QByteArray &method);

} // namespace formwork::signin
