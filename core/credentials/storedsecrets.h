// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/keychain.h"
#include "credentials/profile.h"

#include <QCoroTask>

#include <functional>

// The secrets of Formwork's own accounts as entries of the keychain. What became of the keychain is told to
// `report` before the answer.
namespace formwork::credentials
{

using KeychainReport = std::function<void(const Result<void> &)>;

[[nodiscard]] QString keychainKey(const QString &id); // of an account's keys
[[nodiscard]] QString proxyKey(const QString &id); // of the password of its proxy
[[nodiscard]] QString tokenKey(const QString &id); // of its bearer token
[[nodiscard]] QByteArray pack(const Credentials &credentials);

QCoro::Task<Result<Credentials>> readCredentials(KeychainPtr keychain, Profile profile,
                                                 KeychainReport report);
QCoro::Task<Result<QString>> readProxyPassword(KeychainPtr keychain, Profile profile, KeychainReport report);
QCoro::Task<Result<void>> writeEntry(KeychainPtr keychain, QString key, QByteArray secrets,
                                     KeychainReport report);
QCoro::Task<Result<void>> removeEntry(KeychainPtr keychain, QString key, KeychainReport report);
QCoro::Task<Result<void>> removeSecrets(KeychainPtr keychain, QString id, KeychainReport report); // all three
QCoro::Task<Result<void>> retryWrites(KeychainPtr keychain, KeychainReport report); // that failed before

} // namespace formwork::credentials
