// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"
#include "base/tr.h"
#include "catalog/catalog.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/inputproblems.h"
#include "cli/output.h"
#include "document/json.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

} // namespace

int listServices(const Arguments &arguments, const EnvironmentPtr &environment)
{
    if (arguments.skipped)
        return listPlaces(arguments, environment);
    QCborArray array;
    QString text;
    for (const model::ServicePtr &service : environment->catalog->services()) {
        array.append(QCborMap{{QStringLiteral("id"), service->id},
                              {QStringLiteral("title"), service->title},
                              {QStringLiteral("apiVersion"), service->apiVersion},
                              {QStringLiteral("operations"), service->operations.size()},
                              {QStringLiteral("origin"), service->origin}});
        text += service->id.leftJustified(34) + QStringLiteral("  ") + service->title + u'\n';
    }
    for (const catalog::Catalog::Source &source : environment->catalog->sources()) {
        for (const catalog::Catalog::Skipped &skipped : source.skipped) {
            if (source.place.isNamed()) // what was found by itself is told by --skipped
                complain(QStringLiteral("%1: %2").arg(skipped.path, skipped.reason));
        }
    }
    arguments.json ? printJson(array) : print(text);
    return Done;
}

int listOperations(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::ServicePtr> service = environment->catalog->service(arguments.words.first());
    if (!service)
        return complain(service.error());
    QCborArray array;
    QString text;
    for (const model::OperationSummary &operation : (*service)->operations) {
        array.append(QCborMap{{QStringLiteral("name"), operation.name},
                              {QStringLiteral("cliName"), wording::cliName(operation.name)},
                              {QStringLiteral("deprecated"), operation.deprecated}});
        text += operation.name + u'\n';
    }
    arguments.json ? printJson(array) : print(text);
    return Done;
}

int skeleton(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const model::Shape &shape = *(*operation)->input;
    print(document::toJson(document::skeleton(shape, arguments.everyMember), shape) + '\n');
    return Done;
}

int validate(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const Result<QCborValue> input = inputDocument(arguments, **operation);
    if (!input)
        return complain(input.error());
    const QList<document::Problem> problems = problemsOf(arguments, *environment, **operation, *input);
    if (arguments.json)
        printJson(problemsAsJson(problems));
    else
        print(problems.isEmpty() ? Tr::tr("The input is valid.\n") : problemsAsText(problems));
    const bool valid = std::ranges::none_of(
        problems, [](const auto &problem) { return problem.severity == document::Severity::Error; });
    return valid ? Done : InputNotValid;
}

} // namespace formwork::cli
