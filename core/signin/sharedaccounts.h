// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "credentials/accountsource.h"
#include "signin/settings.h"
#include "signin/way.h"

namespace formwork::signin
{

class Obtaining; // provider.h: how credentials are got

// The profiles of the shared files as accounts: "aws:NAME" each, and "aws-chain" for what the environment or
// the machine gives without any profile (a web identity, a container, an instance).
class SharedAccounts final : public credentials::AccountSource
{
public:
    SharedAccounts(Machine machine, ClockPtr clock, std::shared_ptr<Obtaining> obtaining);
    ~SharedAccounts() override;

    [[nodiscard]] QList<credentials::Profile> profiles() override;
    [[nodiscard]] QCoro::Task<Result<credentials::Credentials>> credentials(QString id,
                                                                            Effort effort) override;

    // What a person should know of the files: lines that the AWS CLI refuses, sections that count for
    // nothing.
    [[nodiscard]] QList<Note> notes();

private:
    struct Known;
    const Known &known();

    Machine m_machine;
    ClockPtr m_clock;
    std::shared_ptr<Obtaining> m_obtaining;
    std::unique_ptr<Known> m_known;
};

[[nodiscard]] QString sharedId(const QString &profile);

} // namespace formwork::signin
