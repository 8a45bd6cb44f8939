// SPDX-License-Identifier: Apache-2.0
#include "signin/accountlook.h"

#include "asking/ask.h"
#include "signin/questions.h"

#include <QCborArray>
#include <QCborMap>

#include <array>

namespace formwork::signin
{

namespace
{

struct Colour {
    QLatin1StringView name; // as the console has it
    QLatin1StringView value;
};

constexpr std::array kColours{
    Colour{QLatin1StringView("pink"), QLatin1StringView("#d6336c")},
    Colour{QLatin1StringView("purple"), QLatin1StringView("#7048c8")},
    Colour{QLatin1StringView("darkBlue"), QLatin1StringView("#1f3f8f")},
    Colour{QLatin1StringView("lightBlue"), QLatin1StringView("#2f86d6")},
    Colour{QLatin1StringView("teal"), QLatin1StringView("#0b8a8a")},
    Colour{QLatin1StringView("green"), QLatin1StringView("#2b8a3e")},
    Colour{QLatin1StringView("yellow"), QLatin1StringView("#b8960c")},
    Colour{QLatin1StringView("orange"), QLatin1StringView("#d9730d")},
    Colour{QLatin1StringView("red"), QLatin1StringView("#c92a2a")},
};

QString valueOf(const QString &name)
{
    for (const Colour &colour : kColours) {
        if (name == colour.name)
            return colour.value;
    }
    return {};
}

QCoro::Task<QCborMap> answered(asking::EnvironmentPtr environment, Call call, QCborMap input,
                               asking::Target target, credentials::Credentials keys)
{
    const Result<model::OperationPtr> operation = operationOf(call);
    if (!operation)
        co_return QCborMap();
    asking::AskOptions options;
    options.keys = keys;
    options.maxAttempts = 1;
    const QCborValue asked = input;
    const asking::Verdict verdict =
        co_await asking::askInFull(environment, *operation, asked, std::move(target), options);
    co_return verdict.error ? QCborMap() : verdict.output.toMap();
}

} // namespace

QCoro::Task<AccountLook> accountLook(asking::EnvironmentPtr environment, asking::Target target,
                                     credentials::Credentials keys)
{
    AccountLook look;
    const QCborMap nothing;
    const QCborMap aliases = co_await answered(environment, Call::ListAccountAliases, nothing, target, keys);
    look.alias = aliases.value(QLatin1StringView("AccountAliases")).toArray().at(0).toString();
    const QCborMap custom =
        co_await answered(environment, Call::GetAccountCustomizations, nothing, target, keys);
    look.colour = valueOf(custom.value(QLatin1StringView("accountColor")).toString());
    co_return look;
}

} // namespace formwork::signin
