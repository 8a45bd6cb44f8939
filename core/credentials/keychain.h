// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QCoroTask>

#include <memory>

namespace formwork::credentials
{

// The bytes of a secret. A type of its own because GCC 12 cannot await a std::expected of QByteArray.
struct Secret {
    QByteArray bytes;
};

// A place for secrets. Errors: Phase::Credentials with code "KeychainMissing", "KeychainLocked",
// "KeychainRefused", "EntryNotFound" or "EntryDamaged". Once started, a job needs the keychain object no
// longer.
class Keychain
{
public:
    virtual ~Keychain() = default;
    virtual QCoro::Task<Result<Secret>> read(QString key) = 0;

    // On failure the secret is kept in memory for this run, where read() finds it, and the error says so.
    virtual QCoro::Task<Result<void>> write(QString key, QByteArray secret) = 0;
    virtual QCoro::Task<Result<void>> remove(QString key) = 0; // an entry that is not there is no error

    // Writes what had to stay in memory once more: the keychain has been unlocked, or started.
    virtual QCoro::Task<Result<void>> retry() = 0;

    // Whether secrets outlive this run, as far as the last jobs could tell.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

using KeychainPtr = std::shared_ptr<Keychain>;

// The OS keychain through QtKeychain (service name "Formwork", or FORMWORK_KEYCHAIN_SERVICE). Plain-text
// fallback is never used. Large secrets are split to fit Windows' 2,560 bytes an entry.
[[nodiscard]] KeychainPtr osKeychain();

// In memory only; for tests and --no-keychain.
[[nodiscard]] KeychainPtr memoryKeychain();

// The key that seals the history: 32 bytes, made and stored when there is none yet. An error of the keychain
// is passed on, so that a key which cannot be read now is never replaced.
[[nodiscard]] QCoro::Task<Result<Secret>> historyKey(KeychainPtr keychain);

} // namespace formwork::credentials
