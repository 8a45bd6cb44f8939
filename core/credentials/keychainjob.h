// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/keychain.h"

// Single entries of the OS keychain: QtKeychain's jobs as coroutines, its errors in our words. An entry holds
// at most kEntryBytes, because Windows takes no more than 2,560.
namespace formwork::credentials::job
{

inline constexpr qsizetype kEntryBytes = 2'400;

[[nodiscard]] QCoro::Task<Result<Secret>> read(QString key, KeychainManners manners);
[[nodiscard]] QCoro::Task<Result<void>> write(QString key, QByteArray secret, KeychainManners manners);
[[nodiscard]] QCoro::Task<Result<void>> remove(QString key, KeychainManners manners); // "EntryNotFound" too

} // namespace formwork::credentials::job
