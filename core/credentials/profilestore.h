// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/accountsource.h"
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

    // Accounts that stand elsewhere, after those of this list. Not owned by any file of Formwork.
    void setSource(AccountSourcePtr source);

    // A missing file is an empty list. A damaged one is an error and is kept aside; the list is usable all
    // the same.
    Result<void> load();
    [[nodiscard]] QList<Profile> profiles() const;

    // By id or name. Names of one's own accounts have no case and come first, those of shared ones have. The
    // error names the ones there are.
    [[nodiscard]] Result<Profile> profile(const QString &idOrName) const;
    [[nodiscard]] QString currentId() const; // the selected one; falls back to "practice"
    [[nodiscard]] bool hasSelection() const; // whether it was selected, and is still there
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

    // The password of the proxy of an account; an empty one removes it. Where none was saved: empty.
    QCoro::Task<Result<void>> saveProxyPassword(QString id, QString password);
    QCoro::Task<Result<QString>> proxyPassword(QString id) const;

    // From the keychain, the environment, the practice account or where shared accounts have them. They are
    // to be used in `region`; empty: in the account's own.
    QCoro::Task<Result<Credentials>> credentials(QString id, QString region = {}) const;

    // Likewise, but without asking any service: error code "NeedsCall" where that would be needed.
    QCoro::Task<Result<Credentials>> credentialsAtHand(QString id) const;

    // A service said that these keys have run out: what is asked for next is got anew, where it can be.
    void forget(const QString &accessKeyId) const;

    // The keychain once more, after it was unlocked or started; what had to stay in memory is written.
    QCoro::Task<Result<void>> retryKeychain();

Q_SIGNALS:
    void profilesChanged();
    void currentChanged(const QString &id);
    void keychainProblem(const QString &sentence) const; // for a banner; empty: solved

private:
    [[nodiscard]] Profile whatIsOurs(const Profile &profile) const;
    Result<Profile> put(Profile profile, const std::optional<Credentials> &secrets);
    Result<void> write();
    QCoro::Task<Result<Credentials>> credentials(QString id, QString region,
                                                 AccountSource::Effort effort) const;

    QString m_file;
    AccountSourcePtr m_source;
    KeychainPtr m_keychain;
    std::function<Credentials()> m_practiceCredentials;
    QList<Profile> m_stored; // those of the file, in its order
    QString m_currentId;
    std::optional<Error> m_readOnly; // why the file must not be written
};

} // namespace formwork::credentials
