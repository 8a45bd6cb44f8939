// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include "base/tr.h"
#include "cli/output.h"
#include "document/json.h"

#include <algorithm>

namespace formwork::cli
{

QList<document::Problem> stopping(const QList<document::Problem> &problems, bool onlyHard)
{
    QList<document::Problem> result;
    for (const document::Problem &problem : problems) {
        if (problem.severity == document::Severity::Error && !(onlyHard && problem.canSendAnyway))
            result.append(problem);
    }
    return result;
}

int refuse(const Arguments &arguments, const QList<document::Problem> &problems)
{
    if (arguments.json)
        printJson(problemsAsJson(problems));
    complain(Tr::tr("The input is not valid, nothing was sent:") + u'\n'
             + problemsAsText(problems).chopped(1));
    return InputNotValid;
}

client::CallOptions callOptions(const Arguments &arguments)
{
    client::CallOptions options;
    options.sendAnyway = arguments.noValidate;
    if (arguments.timeout > 0) {
        const std::chrono::seconds limit(arguments.timeout);
        options.timeouts = client::Timeouts{std::min(limit, std::chrono::seconds(10)), limit};
    }
    return options;
}

Result<std::optional<jmespath::Expression>> queryOf(const Arguments &arguments)
{
    if (arguments.query.isEmpty())
        return std::nullopt;
    const Result<jmespath::Expression> query = jmespath::Expression::parse(arguments.query);
    if (query)
        return *query;
    return failure(Phase::Local, QStringLiteral("Usage"), Tr::tr("--query: %1").arg(query.error().sentence()),
                   Tr::tr("Nothing was sent."));
}

int printOutput(const QCborValue &output, const model::Operation &operation,
                const std::optional<jmespath::Expression> &query)
{
    if (!query) {
        print(document::toJson(output, *operation.output) + '\n');
        return Done;
    }
    const Result<QCborValue> found = query->search(output);
    if (!found)
        return complain(found.error());
    printJson(*found);
    return Done;
}

int report(const Arguments &arguments, const model::Operation &operation, const client::CallResult &result,
           const std::optional<jmespath::Expression> &query)
{
    if (!result.problems.isEmpty() && result.journalId == 0)
        return refuse(arguments, stopping(result.problems, arguments.noValidate));
    if (result.outcome == journal::Outcome::Succeeded) {
        const int code = printOutput(result.output, operation, query);
        if (result.error)
            complain(result.error->sentence());
        return code;
    }
    const Error error = result.error.value_or(Error{});
    const QString id = QString::number(result.journalId);
    QString sentence =
        error.code.isEmpty() ? error.sentence() : error.code + QStringLiteral(": ") + error.sentence();
    if (!result.requestId.isEmpty())
        sentence += Tr::tr(" Request ID %1.").arg(result.requestId);
    if (result.outcome == journal::Outcome::Unknown) {
        complain(sentence + u' '
                 + Tr::tr("Whether the service did it is not known. To find out without "
                          "doing it twice: formwork-cli history retry %1")
                       .arg(id));
        return OutcomeUnknown;
    }
    complain(sentence);
    return error.phase == Phase::Service || error.httpStatus >= 400 ? ServiceSaidNo : LocalFault;
}

} // namespace formwork::cli
