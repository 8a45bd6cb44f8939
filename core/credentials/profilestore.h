// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/keychain.h"
#include "credentials/profile.h"

#include <QObject>

#include <functional>

namespace formwork::credentials
{

// The list of profiles (profiles.json) and the way to their secrets. The practice profile is always first;
// the environment profile is there when AWS_ACCESS_KEY_ID is set. One per program, lives on the main thread.
// No coroutine started here needs the store once it is started.
class ProfileStore : public QObject
{
    Q_OBJECT
public:
    // `practiceCredentials` gives the keys of the running practice account.
    ProfileStore(QString file, KeychainPtr keychain, std::function<Credentials()> practiceCredentials,
                 QObject *parent = nullptr);

    // A missing file is an empty list. A damaged one is an error and is kept aside; the list is usable all
    // the same.
    Result<void> load();
    [[nodiscard]] QList<Profile> profiles() const;
    [[nodiscard]] Result<Profile> profile(const QString &idOrName) const; // error names the ones there are
    [[nodiscard]] QString currentId() const; // the selected one; falls back to "practice"
    Result<void> select(const QString &id);
    [[nodiscard]] KeychainPtr keychain() const { return m_keychain; }

    // Saves the profile and, where given, its secrets. A new one may come without an id: find it by its name.
    // Of the practice and the environment profile only colour, attempts and caution can be changed. Errors:
    // see checkProfile() and checkCredentials(); a keychain that refuses (the profile is kept, its secrets
    // for this run only: the error says so).
    QCoro::Task<Result<void>> save(Profile profile, std::optional<Credentials> secrets);
    QCoro::Task<Result<void>> remove(QString id);

    // The bearer token of an account with access keys, beside them in the keychain; an empty one removes it.
    QCoro::Task<Result<void>> saveToken(QString id, QString token);

    // From the keychain, the environment or the practice account.
    QCoro::Task<Result<Credentials>> credentials(QString id) const;

    // The keychain once more, after it was unlocked or started; what had to stay in memory is written.
    QCoro::Task<Result<void>> retryKeychain();

Q_SIGNALS:
    void profilesChanged();
    void currentChanged(const QString &id);
    void keychainProblem(const QString &sentence) const; // for a banner; empty: solved

private:
    Result<Profile> put(Profile profile, const std::optional<Credentials> &secrets);
    Result<void> write();

    QString m_file;
    KeychainPtr m_keychain;
    std::function<Credentials()> m_practiceCredentials;
    QList<Profile> m_stored; // those of the file, in its order
    QString m_currentId;
    std::optional<Error> m_readOnly; // why the file must not be written
};

} // namespace formwork::credentials
