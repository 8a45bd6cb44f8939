// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "cli/batch.h"
#include "cli/commands.h"
#include "cli/consent.h"
#include "cli/files.h"
#include "cli/input.h"
#include "cli/inputproblems.h"
#include "cli/interruption.h"
#include "cli/lines.h"
#include "cli/output.h"
#include "cli/paging.h"
#include "cli/report.h"
#include "cli/savedinput.h"
#include "client/presign.h"
#include "client/requesttag.h"
#include "client/whereabouts.h"
#include "document/json.h"

#include <QCborMap>

#include <cstdio>

namespace formwork::cli
{

namespace
{

using document::Problem;

QByteArray asText(const http::Request &request)
{
    QByteArray text =
        request.method + ' ' + request.target() + " HTTP/1.1\nhost: " + request.authority + '\n';
    for (const http::Header &header : request.headers)
        text += header.first + ": " + header.second + '\n';
    return text + '\n' + request.body + (request.body.isEmpty() ? "" : "\n");
}

// A line an event. One that a later model has stands with its name alone; a failure is told at the end.
void tellEvent(const model::Operation &operation, const protocol::Event &event)
{
    if (event.error || event.kind == protocol::Event::Kind::Initial)
        return;
    const model::Member *stream = protocol::eventStream(*operation.output);
    const QCborMap line{{event.name, event.value.isMap() ? event.value : QCborValue(nullptr)}};
    printJsonText(document::toJson(line, *stream->target, document::JsonStyle::Compact));
}

// The URL alone on standard output; what a person has to know of it on the other.
int report(const Arguments &arguments, const Result<client::Presigned> &presigned)
{
    if (!presigned)
        return complain(presigned.error());
    const QCborMap headers = headersAsJson(presigned->headers);
    complain(presigned->warning());
    if (!headers.isEmpty())
        complain(Tr::tr("These headers are signed and must be sent with it: %1.")
                     .arg(QString::fromUtf8(document::toPlainJson(headers))));
    const QString url = QString::fromLatin1(presigned->url);
    if (arguments.json)
        printJson(
            QCborMap{{QStringLiteral("url"), url},
                     {QStringLiteral("headers"), headers},
                     {QStringLiteral("expiresAt"), presigned->expiresAt.toUTC().toString(Qt::ISODate)}});
    else
        print(url + u'\n');
    return Done;
}

// Of one request; requests of a batch may be of any.
model::ServicePtr serviceOf(const Arguments &arguments, const catalog::Catalog &catalog)
{
    if (arguments.batch)
        return nullptr;
    const Result<model::OperationPtr> operation =
        catalog.operation(arguments.words.value(0), arguments.words.value(1));
    return operation ? (*operation)->service : nullptr;
}

} // namespace

QCoro::Task<int> request(Arguments arguments, EnvironmentPtr environment)
{
    const model::ServicePtr service = serviceOf(arguments, *environment->catalog);
    const Result<client::Target> where = target(arguments, *environment->profiles, service.get());
    if (!where)
        co_return complain(where.error());
    const Result<credentials::Credentials> keys =
        co_await environment->profiles->credentials(where->profile.id, where->region);
    if (!keys)
        co_return complain(keys.error());
    if (arguments.batch) {
        Batch batch(arguments, environment, *where, *keys);
        Lines lines(stdin, kMaxInput);
        while (const std::optional<Result<QByteArray>> line = lines.next()) {
            if (!*line)
                printJsonLine(batch.refusal(line->error()));
            else if (!(*line)->trimmed().isEmpty())
                printJsonLine(batch.answer(**line));
        }
        co_return Done;
    }
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const Result<QCborValue> document = inputDocument(arguments, **operation);
    if (!document)
        co_return complain(document.error());
    const Result<QCborValue> input = withFiles(arguments, **operation, *document);
    if (!input)
        co_return complain(input.error());
    const QList<Problem> problems = problemsOf(arguments, *environment, **operation, *input);
    if (const QList<Problem> stop = stopping(problems, arguments.noValidate); !stop.isEmpty())
        co_return refuse(arguments, stop);
    warn(problems);
    const QCborValue complete =
        client::withRequestTag(**operation, client::withToken(**operation, *input, *environment->tokens),
                               *where, *environment->tokens);
    const QDateTime time = arguments.at.value_or(environment->clock->nowUtc());
    if (arguments.presign)
        co_return report(
            arguments,
            client::presign(*environment, **operation, complete, *where, *keys, time, *arguments.presign));
    const Result<client::Prepared> prepared =
        client::prepare(*environment, **operation, complete, *where, *keys, time);
    if (!prepared)
        co_return complain(prepared.error());
    if (arguments.json)
        printJson(asJson(prepared->request));
    else
        printForTerminal(asText(prepared->request));
    co_return Done;
}

QCoro::Task<int> call(Arguments arguments, EnvironmentPtr environment)
{
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const SavedInput filledIn = co_await savedInput(arguments, environment, *operation);
    if (!filledIn.problems.isEmpty())
        co_return refuse(arguments, filledIn.problems);
    const Result<QCborValue> &document = filledIn.document;
    if (!document)
        co_return complain(document.error());
    arguments = filledIn.arguments;
    const Result<QCborValue> whole = withFiles(arguments, **operation, *document);
    if (!whole)
        co_return complain(whole.error());
    const Result<QCborValue> input = withPageSize(arguments, **operation, *whole);
    if (!input)
        co_return complain(input.error());
    const Result<client::Target> where =
        target(arguments, *environment->profiles, (*operation)->service.get());
    if (!where)
        co_return complain(where.error());
    const Result<std::optional<jmespath::Expression>> query = queryOf(arguments, **operation);
    if (!query)
        co_return complain(query.error());
    const Result<bool> consented = consent(arguments, where->profile, **operation);
    if (!consented)
        co_return complain(consented.error());
    client::CallOptions options = callOptions(arguments);
    options.isConfirmed = *consented;
    if (const Result<void> fits = addFiles(arguments, **operation, options); !fits)
        co_return complain(fits.error());
    const Result<client::PagesPtr> pages = pagesOf(arguments, **operation, *input);
    if (!pages)
        co_return complain(pages.error());
    const QList<Problem> problems = problemsOf(arguments, *environment, **operation, *input);
    if (const QList<Problem> stop = stopping(problems, arguments.noValidate); !stop.isEmpty())
        co_return refuse(arguments, stop);
    warn(problems);
    remark(client::saidBeforeSending(*where));
    const bool tellsEvents = protocol::eventStream(*(*operation)->output) && !*query;
    if (tellsEvents)
        options.event = [op = *operation](const protocol::Event &event) { tellEvent(*op, event); };
    const Interruption interruption;
    options.cancellation = interruption.cancellation();
    client::CallResult result;
    if (*pages) {
        const client::PagesOptions paging{options, 0, {}};
        result = co_await client::fetchPages(environment, *operation, *where, *pages, paging);
        tellOfPages(**pages, result);
    } else {
        result = co_await client::call(environment, *operation, *input, *where, options);
        if (result.error && result.error->code == u"CannotSeal") {
            if (!agreed(arguments, result.error->message))
                co_return LocalFault;
            options.mayLoseSecrets = true;
            result = co_await client::call(environment, *operation, *input, *where, options);
        }
    }
    co_return report(arguments, *environment, **operation, result, *query);
}

} // namespace formwork::cli
