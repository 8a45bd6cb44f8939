// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "credentials/keychain.h"

#include <QCoroTask>
#include <QHash>
#include <QJsonObject>

#include <memory>
#include <optional>

class QLockFile;

namespace formwork::journal
{
class Sealer;
}

namespace formwork::signin
{

// What Formwork obtains by signing in: tokens, registrations, sessions. Each lies in a file of its own,
// sealed under one key that the keychain keeps, because keychains take little and cannot be listed; when a
// file is stale can be read from outside. What a keychain refuses stays in memory for this run. On the main
// thread.
class Vault
{
public:
    // An empty folder: in memory alone.
    Vault(QString folder, credentials::KeychainPtr keychain, ClockPtr clock);
    ~Vault();
    Vault(const Vault &) = delete;
    Vault &operator=(const Vault &) = delete;
    using VaultPtr = std::shared_ptr<Vault>;

    // A kind and what it is of: both decide the file's name, which tells nobody what it is.
    struct Name {
        QByteArray text;
        [[nodiscard]] static Name of(QLatin1StringView kind, const QStringList &parts);
    };

    // What is stale, damaged, or sealed under a key that is gone is not there. The keychain is asked only
    // where there is a file.
    static QCoro::Task<std::optional<QJsonObject>> read(VaultPtr vault, Name name);

    // Until it is stale. The error is that of keychain or disk; in memory it is kept all the same.
    static QCoro::Task<Result<void>> write(VaultPtr vault, Name name, QJsonObject value, QDateTime until);

    void remove(const Name &name);
    void removeAll(const QByteArray &kind);
    void sweep() const; // what is stale

    // Held by one at a time, among all programs with this folder; null: somebody holds it for too long. A
    // program that is gone holds nothing.
    using Held = std::shared_ptr<QLockFile>;
    static QCoro::Task<Held> hold(VaultPtr vault, Name name);

private:
    struct Kept;
    struct Stamp;
    [[nodiscard]] QString pathOf(const Name &name) const;
    static QCoro::Task<Result<void>> unlock(VaultPtr vault, bool isNeeded);

    QString m_folder;
    credentials::KeychainPtr m_keychain;
    ClockPtr m_clock;
    std::unique_ptr<journal::Sealer> m_sealer; // null: the keychain was not asked yet
    std::optional<Error> m_refusal; // of the keychain: it is not asked all the time
    Clock::Elapsed m_refusedAt{};
    QHash<QByteArray, Kept> m_kept;
};

using VaultPtr = Vault::VaultPtr;

} // namespace formwork::signin
