// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QCoroTask>

#include <memory>

namespace formwork::credentials {

// A place for secrets. Errors: Phase::Credentials with code "KeychainMissing", "KeychainLocked", "KeychainRefused" or
// "EntryNotFound". Jobs never finish inside the call that starts them.
class Keychain
{
public:
    virtual ~Keychain() = default;
    virtual QCoro::Task<Result<QByteArray>> read(QString key) = 0;
    virtual QCoro::Task<Result<void>> write(QString key, QByteArray secret) = 0;
    virtual QCoro::Task<Result<void>> remove(QString key) = 0;
    [[nodiscard]] virtual bool isPersistent() const = 0; // false: for this run only
};

using KeychainPtr = std::shared_ptr<Keychain>;

// The OS keychain through QtKeychain (service name "Formwork"). Plain-text fallback is never used. Large secrets are
// split to fit Windows' 2,560 bytes an entry. When the keychain is missing or refuses, values live in memory for this
// run, and isPersistent() turns false; a locked one can be tried again.
[[nodiscard]] KeychainPtr osKeychain();

// In memory only; for tests and --no-keychain.
[[nodiscard]] KeychainPtr memoryKeychain();

} // namespace formwork::credentials
