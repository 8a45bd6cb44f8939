// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "credentials/accountsource.h"

namespace formwork::tests
{

// Accounts that are kept elsewhere, as many as a test wants, with keys that nobody knows.
class FoundAccounts final : public credentials::AccountSource
{
public:
    QList<credentials::Profile> found;

    void add(const QString &name, const QString &accountId, const QString &role = {})
    {
        credentials::Profile profile;
        profile.id = QStringLiteral("aws:") + name;
        profile.name = name;
        profile.kind = credentials::ProfileKind::Shared;
        profile.colour = QStringLiteral("#c77d0a");
        profile.accountId = accountId;
        profile.roleName = role;
        profile.region = QStringLiteral("eu-west-1");
        profile.source = QStringLiteral("sso");
        found.append(profile);
    }

    QList<credentials::Profile> profiles() override { return found; }

    void forget(const QString &) override { }
    void watch(std::function<void()>) override { }

    QCoro::Task<Result<credentials::Credentials>> credentialsOf(credentials::Profile, Effort effort) override
    {
        return credentials(credentials::Profile(), {}, effort);
    }
    QCoro::Task<Result<credentials::Credentials>> credentials(credentials::Profile, QString, Effort) override
    {
        co_return failure(Phase::Credentials, QStringLiteral("SignInNeeded"),
                          QStringLiteral("Nobody is signed in."));
    }
};

} // namespace formwork::tests
