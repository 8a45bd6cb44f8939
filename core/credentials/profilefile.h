// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/profile.h"

namespace formwork::credentials
{

// What profiles.json holds. Of the built-in profiles only what the user changed is kept.
struct StoredProfiles {
    QList<Profile> profiles;
    QString currentId;
};

// "practice", "access-keys", "environment", "shared", "signed-in": in files and for scripts.
[[nodiscard]] QString kindName(ProfileKind kind);
[[nodiscard]] QString guardName(Guard guard); // "none", "confirm", "read-only"

// A missing file is an empty list. Errors: "Damaged" (the file has been moved aside, the error says where
// to), "NewerVersion", "Unreadable"; after the last two the file must not be written.
[[nodiscard]] Result<StoredProfiles> readProfiles(const QString &file);

// Atomically, with mode 0600.
[[nodiscard]] Result<void> writeProfiles(const QString &file, const StoredProfiles &stored);

} // namespace formwork::credentials
