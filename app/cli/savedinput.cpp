// SPDX-License-Identifier: Apache-2.0
#include "cli/savedinput.h"

#include "asking/identity.h"
#include "base/tr.h"
#include "cli/input.h"
#include "keeping/filling.h"
#include "keeping/savedforms.h"

#include <QCborMap>

namespace formwork::cli
{

namespace
{

QCborValue laidOver(const QCborValue &below, const QCborValue &above)
{
    if (!below.isMap() || !above.isMap())
        return above;
    QCborMap both = below.toMap();
    const QCborMap members = above.toMap();
    for (const auto &[key, value] : members)
        both[key.toString()] = both.contains(key) ? laidOver(both.value(key), value) : value;
    return both;
}

// What is said here wins over what the form was saved for, and that over the environment.
Arguments placedAs(const keeping::SavedForm &form, Arguments arguments)
{
    if (!arguments.profile.isEmpty() || form.account.isEmpty())
        return arguments;
    arguments.profile = form.account;
    if (arguments.region.isEmpty())
        arguments.region = form.region;
    return arguments;
}

// The id of the account, which is asked for where a text wants it.
QCoro::Task<QString> accountIdOf(EnvironmentPtr environment, client::Target where)
{
    if (!where.profile.accountId.isEmpty())
        co_return where.profile.accountId;
    const Result<credentials::Credentials> keys =
        co_await environment->profiles->credentials(where.profile.id, where.region);
    if (keys && !keys->accountId.isEmpty())
        co_return keys->accountId;
    const Result<asking::Identity> identity = co_await asking::identify(environment, where, std::nullopt);
    co_return identity ? identity->accountId : QString();
}

Result<keeping::SavedForm> formFor(const Arguments &arguments, const client::Environment &environment,
                                   const model::Operation &operation)
{
    const Result<keeping::SavedForm> form = environment.saved->form(arguments.saved);
    if (!form || (form->service == operation.service->id && form->operation == operation.name))
        return form;
    return failure(Phase::Local, QStringLiteral("Usage"),
                   Tr::tr("The saved form \u201c%1\u201d is one of %2 %3.")
                       .arg(form->name, form->service, form->operation),
                   Tr::tr("formwork-cli saved run sends it."));
}

} // namespace

QCoro::Task<SavedInput> savedInput(Arguments arguments, EnvironmentPtr environment,
                                   model::OperationPtr operation)
{
    SavedInput result{arguments, inputDocument(arguments, *operation), {}};
    if (arguments.saved.isEmpty() && !arguments.variables.isEmpty())
        result.document = failure(Phase::Local, QStringLiteral("Usage"),
                                  Tr::tr("--var fills in the variables of a saved form."),
                                  Tr::tr("Name one with --saved."));
    if (arguments.saved.isEmpty() || !result.document)
        co_return result;
    const Result<keeping::SavedForm> form = formFor(arguments, *environment, *operation);
    if (!form) {
        result.document = std::unexpected(form.error());
        co_return result;
    }
    result.arguments = placedAs(*form, arguments);
    const Result<client::Target> where =
        target(result.arguments, *environment->profiles, operation->service.get());
    if (!where) {
        result.document = std::unexpected(where.error());
        co_return result;
    }
    keeping::Variables::Place place{where->profile.name, where->profile.accountId, where->region,
                                    environment->clock->nowUtc(), where->profile.variables};
    const QString account = QStringLiteral("account");
    const bool isGiven = std::ranges::any_of(
        arguments.variables, [&account](const auto &given) { return given.first == account; });
    if (form->variables.contains(account) && !isGiven)
        place.accountId = co_await accountIdOf(environment, *where);
    keeping::Variables variables(place);
    for (const auto &[name, value] : arguments.variables)
        variables.set(name, value);
    const QCborValue whole = laidOver(form->document, *result.document);
    const keeping::Names names{form->variables, {}};
    const keeping::Filled filled = keeping::filled(whole, *operation->input, variables, names);
    result.document = filled.document;
    result.problems = filled.problems + keeping::missingSecrets(filled.document, form->leftOut);
    co_return result;
}

} // namespace formwork::cli
