// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/relationtexts.h"
#include "relations/relations.h"

namespace formwork::cli
{

namespace
{

// A line an operation that creates, over every model found.
int listAll(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const relations::Relations all(environment->catalog.current());
    for (const relations::ServiceRelationsPtr &service : all.all()) {
        for (const relations::RelationPtr &relation : service->creations) {
            const Result<model::OperationPtr> operation =
                environment->catalog->operation(relation->service, relation->operation);
            if (!operation)
                continue;
            if (arguments.json) {
                printJsonLine(relationAsJson(*relation, **operation));
                continue;
            }
            const QList<relations::Related> reads = relation->reads + relation->lists;
            print(QStringLiteral("%1 %2  %3  %4\n")
                      .arg(relation->service, relation->operation,
                           journal::protectionName(protectionWithToken(**operation)),
                           reads.isEmpty() ? QString() : reads.first().operation));
        }
    }
    return Done;
}

} // namespace

int listRelations(const Arguments &arguments, const EnvironmentPtr &environment)
{
    if (arguments.everyMember && arguments.words.isEmpty())
        return listAll(arguments, environment);
    if (arguments.words.size() != 2)
        return complain({.phase = Phase::Local,
                         .code = QStringLiteral("Usage"),
                         .message = Tr::tr("relations wants a service and an operation, or --all."),
                         .advice = Tr::tr("See formwork-cli --help.")});
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        return complain(operation.error());
    const relations::Relations all(environment->catalog.current());
    const Result<relations::RelationPtr> relation = all.of((*operation)->service->id, (*operation)->name);
    if (!relation)
        return complain(relation.error());
    if (arguments.json)
        printJson(relationAsJson(**relation, **operation));
    else
        print(relationAsText(**relation, **operation));
    return Done;
}

} // namespace formwork::cli
