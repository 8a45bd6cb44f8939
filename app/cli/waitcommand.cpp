// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/report.h"
#include "client/waiting.h"
#include "client/whereabouts.h"
#include "readers/waiterlist.h"
#include "wording/names.h"

#include <QCborMap>

#include <algorithm>
#include <unistd.h>

namespace formwork::cli
{

namespace
{

using client::WaitResult;

struct Found {
    model::OperationPtr operation; // that is asked
    client::Waiter waiter;
};

std::unexpected<Error> noWaiter(const QString &service, const QString &name,
                                const QList<readers::WaiterName> &known)
{
    QStringList names;
    for (const readers::WaiterName &waiter : known)
        names += wording::cliName(waiter.name);
    return failure(Phase::Local, QStringLiteral("Usage"),
                   names.isEmpty() ? Tr::tr("%1 publishes nothing to wait for.").arg(service)
                                   : Tr::tr("%1 has no waiter '%2'.").arg(service, name),
                   names.isEmpty() ? QString()
                                   : Tr::tr("There are: %1.").arg(names.join(QStringLiteral(", "))));
}

Result<Found> find(const catalog::Catalog &catalog, const QString &serviceId, const QString &name)
{
    const Result<model::ServicePtr> service = catalog.service(serviceId);
    if (!service)
        return std::unexpected(service.error());
    const QList<readers::WaiterName> names = readers::waiterNames(**service);
    const auto named = std::ranges::find_if(
        names, [&](const readers::WaiterName &one) { return client::isNamed(one.name, name); });
    if (named == names.end())
        return noWaiter(serviceId, name, names);
    const Result<model::OperationPtr> operation = catalog.operation(serviceId, named->operation);
    if (!operation)
        return std::unexpected(operation.error());
    const QList<client::Waiter> waiters = client::waitersOf(**operation);
    const auto waiter = std::ranges::find(waiters, named->name, &client::Waiter::name);
    if (waiter == waiters.end())
        return failure(
            Phase::Model, QStringLiteral("Waiter"),
            Tr::tr("What the model of %1 says of the waiter %2 cannot be read.").arg(serviceId, name));
    return Found{*operation, *waiter};
}

// For a person who looks on; a script reads the exit code.
void showProgress(const client::WaitProgress &progress)
{
    if (!progress.next || isatty(STDERR_FILENO) == 0)
        return;
    const QString state = progress.seen.isEmpty() ? Tr::tr("nothing to see yet") : progress.seen;
    complain(Tr::tr("Look %1: %2. The next one follows in %3 s.")
                 .arg(progress.look)
                 .arg(state)
                 .arg(double(progress.next->count()) / 1000.0));
}

QString stateName(WaitResult::State state)
{
    switch (state) {
    case WaitResult::State::Ready:
        return QStringLiteral("ready");
    case WaitResult::State::Failed:
        return QStringLiteral("failed");
    case WaitResult::State::TooLong:
        return QStringLiteral("tooLong");
    case WaitResult::State::Cancelled:
        return QStringLiteral("cancelled");
    case WaitResult::State::Broken:
        break;
    }
    return QStringLiteral("error");
}

int reportWait(const Arguments &arguments, const client::Environment &environment,
               const model::Operation &operation, const WaitResult &result)
{
    if (result.state == WaitResult::State::Broken)
        return report(arguments, environment, operation, result.last);
    if (arguments.json)
        printJson(QCborMap{{QStringLiteral("state"), stateName(result.state)},
                           {QStringLiteral("looks"), result.looks},
                           {QStringLiteral("seen"), result.seen}});
    if (result.state == WaitResult::State::Ready)
        return Done;
    complain(result.sentence);
    return result.state == WaitResult::State::Failed ? ServiceSaidNo : OutcomeUnknown;
}

} // namespace

QCoro::Task<int> wait(Arguments arguments, EnvironmentPtr environment)
{
    const Result<Found> found = find(*environment->catalog, arguments.words[0], arguments.words[1]);
    if (!found)
        co_return complain(found.error());
    const Result<QCborValue> input = inputDocument(arguments, *found->operation);
    if (!input)
        co_return complain(input.error());
    const Result<client::Target> where =
        target(arguments, *environment->profiles, found->operation->service.get());
    if (!where)
        co_return complain(where.error());
    remark(client::saidBeforeSending(*where));
    const Interruption interruption;
    client::CallOptions options = callOptions(arguments);
    options.cancellation = interruption.cancellation();
    const client::WaitOptions waiting{options, showProgress, {}};
    const WaitResult result =
        co_await client::wait(environment, found->operation, *input, *where, found->waiter, waiting);
    co_return reportWait(arguments, *environment, *found->operation, result);
}

} // namespace formwork::cli
