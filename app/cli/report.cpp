// SPDX-License-Identifier: Apache-2.0
#include "cli/report.h"

#include "base/tr.h"
#include "cli/output.h"
#include "client/unlock.h"
#include "document/json.h"
#include "document/redact.h"

#include <QCborMap>
#include <QRegularExpression>
#include <QSet>

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
    options.mayLoseSecrets = arguments.yes;
    options.isMarked = !arguments.noMarker;
    if (arguments.timeout > 0) {
        const std::chrono::seconds limit(arguments.timeout);
        options.timeouts = client::Timeouts{std::min(limit, std::chrono::seconds(10)), limit};
    }
    return options;
}

namespace
{

// Whether a shape can hold what a model leaves open. A list instead of recursion, so that depth costs no
// stack.
bool isOpen(const model::Shape *start)
{
    using enum model::ShapeType;
    QSet<const model::Shape *> seen;
    QList<const model::Shape *> pending{start};
    while (!pending.isEmpty()) {
        const model::Shape *shape = pending.takeLast();
        if (!shape || seen.contains(shape))
            continue;
        seen.insert(shape);
        if (shape->type == Document || shape->type == Union || shape->type == Map)
            return true;
        pending.append(shape->element.target);
        for (const model::Member &member : shape->members)
            pending.append(member.target);
    }
    return false;
}

// Whether an output that is made up from the model tells how the expression fares with a true one: not where
// it depends on values or on how many there are.
bool isTellable(const QString &expression, const model::Operation &operation)
{
    static const QRegularExpression onValues(
        QStringLiteral(R"([?`:=<>]|&&|to_number|\[\s*(?!0\s*\]|-1\s*\])-?\d)"));
    return !expression.contains(onValues) && !isOpen(operation.output);
}

// What a person would otherwise learn only once it is done.
Result<void> checkFits(const jmespath::Expression &query, const model::Operation &operation)
{
    if (!isTellable(query.text(), operation))
        return {};
    const Result<QCborValue> full = query.search(document::skeleton(*operation.output, true));
    if (full || query.search(QCborMap()))
        return {};
    return std::unexpected(full.error());
}

int printOutput(const QCborValue &output, const model::Operation &operation, qint64 id,
                const std::optional<jmespath::Expression> &query)
{
    const QString where = Tr::tr("formwork-cli history show %1 has its output, without secrets.").arg(id);
    setOutputLoss(operation.readOnly
                      ? where
                      : Tr::tr("The request was done all the same; do not send it again.") + u' ' + where);
    const Result<QCborValue> found = query ? query->search(output) : QCborValue();
    if (query && found) {
        printJson(*found);
        return Done;
    }
    // Behind the events, a line each, it is another line.
    const bool isLine = protocol::eventStream(*operation.output) && !query;
    printJsonText(document::toJson(output, *operation.output,
                                   isLine ? document::JsonStyle::Compact : document::JsonStyle::Indented));
    if (!query)
        return Done;
    complain(Tr::tr("The request was done, but --query does not fit its output, which is printed whole: %1")
                 .arg(found.error().sentence()));
    return OutcomeUnknown;
}

// What is to be done about an outcome that is not known, in the words of the history. They say that it is not
// known.
QString wayOn(const client::Environment &environment, const client::CallResult &result, bool onlyReads)
{
    if (onlyReads) // there is nothing that could have happened
        return Tr::tr("It only reads: nothing has changed, and it can be sent again: formwork-cli history "
                      "retry %1")
            .arg(result.journalId);
    const QString doubt = Tr::tr("Whether the service did it is not known.");
    if (result.isSealedForRun) // only this run could send it again
        return doubt + u' '
            + Tr::tr("Its secret values could not be kept, so it cannot be sent again: check whether it "
                     "exists.");
    const qint64 id = result.journalId;
    const Result<journal::Record> row = environment.journal->record(id);
    if (!row)
        return doubt + u' ' + row.error().sentence();
    const Result<journal::RetryPlan> plan = environment.journal->retryPlan(*row);
    if (!plan)
        return doubt + u' ' + plan.error().sentence();
    if (plan->kind == journal::RetryPlan::Kind::MayDuplicate)
        return plan->sentence + u' '
            + Tr::tr(
                  "formwork-cli history check %1 finds out whether it happened; formwork-cli history retry "
                  "%1 asks before it sends it again.")
                  .arg(id);
    if (plan->kind == journal::RetryPlan::Kind::NotPossible)
        return doubt + u' ' + plan->sentence;
    return plan->sentence + u' '
        + Tr::tr("To find out: formwork-cli history check %1. To retry: formwork-cli history retry %1")
              .arg(id);
}

// The exit code of an error whose outcome is known: nothing was done. What a service answers to a read and
// nobody can use is as good as a refusal.
ExitCode codeOf(const Error &error, bool onlyReads)
{
    if (error.phase == Phase::Service || error.httpStatus > 0 || (error.phase == Phase::Parse && onlyReads))
        return ServiceSaidNo;
    return error.bytesMayHaveLeft ? OutcomeUnknown : LocalFault;
}

// What came with the error, with secrets hidden: it goes where errors go.
QCborMap membersOf(const model::Operation &operation, const client::CallResult &result)
{
    const model::Shape *shape = result.error ? operation.error(result.error->code) : nullptr;
    return shape ? document::redacted(result.errorMembers, *shape).toMap() : result.errorMembers;
}

QCborMap errorAsJson(const Error &error, const client::CallResult &result, const QCborMap &members)
{
    const QCborMap inside{{QStringLiteral("code"), error.code},
                          {QStringLiteral("message"), error.message},
                          {QStringLiteral("httpStatus"), result.httpStatus},
                          {QStringLiteral("requestId"), result.requestId},
                          {QStringLiteral("members"), members}};
    return {{QStringLiteral("error"), inside}};
}

} // namespace

Result<std::optional<jmespath::Expression>> queryOf(const Arguments &arguments,
                                                    const model::Operation &operation)
{
    if (arguments.query.isEmpty())
        return std::nullopt;
    const Result<jmespath::Expression> query = jmespath::Expression::parse(arguments.query);
    const Result<void> fits = query ? checkFits(*query, operation) : std::unexpected(query.error());
    if (fits)
        return *query;
    return failure(Phase::Local, QStringLiteral("Usage"), Tr::tr("--query: %1").arg(fits.error().sentence()),
                   Tr::tr("Nothing was sent."));
}

int report(const Arguments &arguments, const client::Environment &environment,
           const model::Operation &operation, const client::CallResult &result,
           const std::optional<jmespath::Expression> &query)
{
    if (!result.problems.isEmpty() && result.journalId == 0)
        return refuse(arguments, stopping(result.problems, arguments.noValidate));
    if (result.outcome == journal::Outcome::Succeeded) {
        const int code = printOutput(result.output, operation, result.journalId, query);
        for (const QString &note : result.notes)
            complain(Tr::tr("Note on the answer: %1").arg(note));
        if (result.error)
            complain(result.error->sentence());
        return code;
    }
    const Error error = result.error.value_or(Error{});
    QString sentence =
        error.code.isEmpty() ? error.sentence() : error.code + QStringLiteral(": ") + error.sentence();
    if (!result.requestId.isEmpty())
        sentence += Tr::tr(" Request ID %1.").arg(result.requestId);
    const QCborMap members = membersOf(operation, result);
    if (arguments.json && error.phase == Phase::Service)
        printJson(errorAsJson(error, result, members));
    if (!members.isEmpty())
        sentence += Tr::tr(" It also says: %1").arg(QString::fromUtf8(document::toPlainJson(members)));
    if (result.outcome == journal::Outcome::Unknown) {
        complain(visibleLine(sentence) + u' ' + wayOn(environment, result, operation.readOnly));
        return OutcomeUnknown;
    }
    complain(visibleLine(sentence));
    return codeOf(error, operation.readOnly);
}

} // namespace formwork::cli
