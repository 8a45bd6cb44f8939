// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "credentials/accountsource.h"
#include "signin/settings.h"
#include "signin/way.h"

#include <QElapsedTimer>

namespace formwork::signin
{

class FileWatch;
class Obtaining; // provider.h: how credentials are got

// The profiles of the shared files as accounts: "aws:NAME" each, and "aws-chain" for what the environment or
// the machine gives without any profile (a web identity, a container, an instance).
class SharedAccounts final : public credentials::AccountSource
{
public:
    SharedAccounts(Machine machine, ClockPtr clock, std::shared_ptr<Obtaining> obtaining);
    ~SharedAccounts() override;

    [[nodiscard]] QList<credentials::Profile> profiles() override;
    [[nodiscard]] QCoro::Task<Result<credentials::Credentials>>
    credentials(credentials::Profile shared, QString region, Effort effort) override;
    [[nodiscard]] QCoro::Task<Result<credentials::Credentials>> credentialsOf(credentials::Profile signedIn,
                                                                              Effort effort) override;
    void forget(const QString &accessKeyId) override;
    void watch(std::function<void()> changed) override;

    // What a person should know of the files: lines that the AWS CLI refuses, sections that count for
    // nothing.
    [[nodiscard]] QList<Note> notes();

private:
    struct Known;
    const Known &known();
    [[nodiscard]] std::unique_ptr<Known> read() const;

    Machine m_machine;
    ClockPtr m_clock;
    std::shared_ptr<Obtaining> m_obtaining;
    std::unique_ptr<Known> m_known;
    QElapsedTimer m_halfSince; // a file is there in half
    std::unique_ptr<FileWatch> m_watch;
};

// A role is assumed for it, whose session can be held to less than the role may.
[[nodiscard]] bool assumesRole(const credentials::Profile &profile);

[[nodiscard]] QString sharedId(const QString &profile);

} // namespace formwork::signin
