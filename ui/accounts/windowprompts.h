// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "signin/sessions.h"

#include <QCoroTask>

#include <memory>

namespace formwork::accounts
{

// What is asked in windows while credentials are got: codes of MFA devices, and whether a program of
// credential_process may run. One question at a time, over the window that is active. Made by main() before
// the accounts are.
class WindowPrompts
{
public:
    explicit WindowPrompts(ClockPtr clock);

    [[nodiscard]] QCoro::Task<Result<QString>> askForCode(signin::MfaQuestion question) const;
    [[nodiscard]] QCoro::Task<bool> askToRun(signin::CommandQuestion question) const;

private:
    struct State;
    static QCoro::Task<Result<QString>> code(std::shared_ptr<State> state, signin::MfaQuestion question);
    static QCoro::Task<bool> run(std::shared_ptr<State> state, signin::CommandQuestion question);
    std::shared_ptr<State> m_state; // the questions that are open keep it
};

} // namespace formwork::accounts
