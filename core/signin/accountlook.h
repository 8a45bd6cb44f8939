// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "asking/question.h"

#include <QCoroTask>

namespace formwork::signin
{

// How an account is called and coloured in AWS's own console.
struct AccountLook {
    QString alias; // empty: it has none, or one may not know
    QString colour; // "#rrggbb"; empty likewise
    bool operator==(const AccountLook &) const = default;
};

// Two questions with the keys of the account, each once; who may not ask is told nothing.
QCoro::Task<AccountLook> accountLook(asking::EnvironmentPtr environment, asking::Target target,
                                     credentials::Credentials keys);

} // namespace formwork::signin
