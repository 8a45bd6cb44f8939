// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QByteArrayList>
#include <QCoroTask>
#include <QFuture>
#include <QStringList>

#include <chrono>
#include <functional>
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

    // Writes an entry of a name that nothing has yet; on failure nothing is kept of it.
    virtual QCoro::Task<Result<void>> add(QString key, QByteArray secret) { return write(key, secret); }

    // An entry that is not there is no error.
    virtual QCoro::Task<Result<void>> remove(QString key) = 0;

    // Whether "EntryNotFound" is the truth just now. A desktop whose question for the password was dismissed
    // says the same of entries that it has; only one that takes and gives an entry is open.
    virtual QCoro::Task<Result<void>> checkOpen() = 0;

    // Writes what had to stay in memory once more: the keychain has been unlocked, or started.
    virtual QCoro::Task<Result<void>> retry() = 0;

    // Whether secrets outlive this run, as far as the last jobs could tell.
    [[nodiscard]] virtual bool isPersistent() const = 0;
};

using KeychainPtr = std::shared_ptr<Keychain>;

// The OS keychain through QtKeychain (service name "Formwork", or FORMWORK_KEYCHAIN_SERVICE). Plain-text
// fallback is never used. Large secrets are split to fit Windows' 2,560 bytes an entry.
struct KeychainManners {
    std::chrono::milliseconds patience{90'000}; // a person may be asked for a password
    std::function<void()> waiting; // called when an answer takes longer than a moment
};
[[nodiscard]] KeychainPtr osKeychain(KeychainManners manners = {});

// In memory only; for tests and --no-keychain.
[[nodiscard]] KeychainPtr memoryKeychain();

// Which entries of the keychain hold keys of the history; the history itself knows.
struct KeyBook {
    std::function<Result<QStringList>()> names; // the current one first
    // Makes a name the current one, unless another process was faster since `known`; answers the current one.
    std::function<QFuture<Result<QString>>(const QString &name, const QStringList &known)> enter;
};

struct HistoryKeys {
    QByteArray current; // 32 bytes
    QByteArrayList earlier; // for what was sealed before
};

// The keys of the history; the first one is made when there is none yet. A key is made only when the keychain
// is certain to have none, and always under a name of its own: what an entry holds is never replaced.
[[nodiscard]] QCoro::Task<Result<HistoryKeys>> historyKeys(KeychainPtr keychain, KeyBook book);

} // namespace formwork::credentials
