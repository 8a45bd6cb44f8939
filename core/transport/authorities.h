// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

namespace formwork::transport
{

// Whether a file holds certificates in PEM form, as the AWS CLI wants it, which takes no folder of them
// either. `setting` begins the sentence that names what is wrong: where the path stands. An empty path is
// good. Error: Phase::Local, "NoCaBundle".
[[nodiscard]] Result<void> checkAuthorities(const QString &path, const QString &setting);

} // namespace formwork::transport
