// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "signin/sharedfiles.h"

namespace formwork::signin
{

// A setting as a person is shown it.
struct ShownSetting {
    QString name; // "role_arn"; of a map "s3 / addressing_style"
    QString value; // of secrets only that there is one
    QString place; // "/home/a/.aws/config, line 3"
};

// Everything that counts for a profile, with where each stands: its own settings, those of the sso-session
// and of the services section that it names.
[[nodiscard]] QList<ShownSetting> explained(const SharedProfile &profile, const SharedFiles &files);

} // namespace formwork::signin
