// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/arguments.h"
#include "client/call.h"

namespace formwork::cli
{

inline constexpr qsizetype kMaxInput = 64 * 1024 * 1024; // bytes of one input

// The bytes of --input: a file, standard input for "-", "{}" where none is given. At most 64 MiB.
[[nodiscard]] Result<QByteArray> readInput(const QString &name);

// The document of --input for an operation.
[[nodiscard]] Result<QCborValue> inputDocument(const Arguments &arguments, const model::Operation &operation);

[[nodiscard]] Result<credentials::Profile> selectedProfile(const Arguments &arguments,
                                                           const credentials::ProfileStore &profiles);
// May be empty.
[[nodiscard]] QString selectedRegion(const Arguments &arguments, const credentials::Profile &profile);

// Whether AWS_PROFILE or AWS_DEFAULT_PROFILE is set.
[[nodiscard]] bool namesProfile();

// Which account, Region and endpoint: --profile, else the environment's keys, else AWS_PROFILE, else
// AWS_DEFAULT_PROFILE, else the account chosen in Formwork;
// --region, else AWS_REGION, AWS_DEFAULT_REGION, else the profile's; without one only for a service that is
// at one place for all Regions.
[[nodiscard]] Result<client::Target> target(const Arguments &arguments,
                                            const credentials::ProfileStore &profiles,
                                            const model::Service *service = nullptr);

} // namespace formwork::cli
