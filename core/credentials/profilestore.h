// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/keychain.h"
#include "credentials/profile.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace formwork::credentials {

// The list of profiles (profiles.json) and the way to their secrets. The practice profile is always first; the
// environment profile is there when AWS_ACCESS_KEY_ID is set. One per program, lives on the main thread.
class ProfileStore : public QObject
{
    Q_OBJECT
public:
    // `practiceCredentials` gives the keys of the running practice account.
    ProfileStore(QString file, KeychainPtr keychain, std::function<Credentials()> practiceCredentials, QObject *parent = nullptr);

    Result<void> load(); // a missing file is an empty list; a damaged one is an error and is kept aside
    [[nodiscard]] QList<Profile> profiles() const;
    [[nodiscard]] Result<Profile> profile(const QString &idOrName) const; // error names the ones there are
    [[nodiscard]] QString currentId() const; // the selected one; falls back to "practice"
    Result<void> select(const QString &id);
    [[nodiscard]] KeychainPtr keychain() const { return m_keychain; }

    // Saves the profile and, where given, its secrets. Errors: empty or doubled name, line breaks or blanks in keys,
    // keychain refused (the profile is kept, its secrets for this run only: the error says so).
    QCoro::Task<Result<void>> save(Profile profile, std::optional<Credentials> secrets);
    QCoro::Task<Result<void>> remove(QString id);

    // Free of `this` once started, as far as secrets go: reads the keychain or the environment.
    QCoro::Task<Result<Credentials>> credentials(QString id) const;

Q_SIGNALS:
    void profilesChanged();
    void currentChanged(const QString &id);
    void keychainProblem(const QString &sentence); // for a banner; empty: solved

private:
    QString m_file;
    KeychainPtr m_keychain;
    std::function<Credentials()> m_practiceCredentials;
    QList<Profile> m_profiles;
    QString m_currentId;
};

} // namespace formwork::credentials
