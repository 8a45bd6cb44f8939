// SPDX-License-Identifier: Apache-2.0
#include "alike/paste.h"
#include "alike/reading.h"
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "client/requesttag.h"
#include "document/json.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

int complainOf(const QString &sentence, const QString &advice)
{
    return complain({.phase = Phase::Input,
                     .code = QStringLiteral("NotUnderstood"),
                     .message = sentence,
                     .advice = advice});
}

// As the AWS CLI writes it: times and data are texts.
QCborValue asJson(const model::Operation &operation, const QCborMap &input)
{
    const auto plain = document::fromPlainJson(
        document::toJson(client::withoutRequestTag(operation, input), *operation.input));
    return plain ? *plain : QCborValue(input);
}

QCborArray notesAsJson(const QList<alike::Note> &notes)
{
    QCborArray result;
    for (const alike::Note &note : notes)
        result.append(
            QCborMap{{QStringLiteral("about"), note.what}, {QStringLiteral("sentence"), note.sentence}});
    return result;
}

QCborMap formAsJson(const alike::Filled &filled, const model::Operation &operation)
{
    QCborMap entry{{QStringLiteral("service"), filled.service},
                   {QStringLiteral("operation"), filled.operation},
                   {QStringLiteral("from"), filled.from},
                   {QStringLiteral("input"), asJson(operation, filled.document)},
                   {QStringLiteral("notes"), notesAsJson(filled.notes)}};
    if (!filled.region.isEmpty())
        entry[QStringLiteral("region")] = filled.region;
    if (!filled.profile.isEmpty())
        entry[QStringLiteral("profile")] = filled.profile;
    return entry;
}

void remarkAll(const alike::Filled &filled)
{
    for (const QString &sentence : alike::sentences(filled.notes))
        remark(sentence);
    if (!filled.region.isEmpty())
        remark(Tr::tr("It was for the Region %1.").arg(filled.region));
    if (!filled.profile.isEmpty())
        remark(Tr::tr("It was for the profile %1 of the AWS CLI.").arg(filled.profile));
}

// The input alone goes to standard output, so that another command can take it.
int printForm(const Arguments &arguments, const alike::Tools &tools, const Result<alike::Filled> &found)
{
    if (!found)
        return complain(found.error());
    const alike::Filled filled = alike::withoutSecrets(tools, *found);
    const auto operation = tools.catalog->operation(filled.service, filled.operation);
    if (!operation)
        return complain(operation.error());
    if (arguments.json) {
        printJson(formAsJson(filled, **operation));
        return Done;
    }
    remark(Tr::tr("An input for %1 %2, made of %3.").arg(filled.service, filled.operation, filled.from));
    remarkAll(filled);
    printJson(asJson(**operation, filled.document));
    return Done;
}

Result<alike::Filled> fromFile(const Arguments &arguments, const alike::Tools &tools)
{
    const Result<QByteArray> bytes = readInput(arguments.from);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto json = document::fromPlainJson(*bytes);
    if (!json)
        return std::unexpected(json.error());
    return alike::fromAnswer(tools, *json, arguments.words.value(0), arguments.words.value(1));
}

} // namespace

QCoro::Task<int> like(Arguments arguments, EnvironmentPtr environment)
{
    const alike::Tools tools = alike::toolsOf(environment->catalog);
    if (!arguments.from.isEmpty()) {
        const Result<alike::Filled> filled = fromFile(arguments, tools);
        co_return printForm(arguments, tools, filled);
    }
    if (arguments.words.size() < 3)
        co_return complain({.phase = Phase::Local,
                            .code = QStringLiteral("Usage"),
                            .message = Tr::tr("like wants a service, an operation and what tells the thing "
                                              "apart, or --from FILE."),
                            .advice = Tr::tr("See formwork-cli --help.")});
    const auto operation = environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!operation)
        co_return complain(operation.error());
    const Result<client::Target> where =
        target(arguments, *environment->profiles, (*operation)->service.get());
    if (!where)
        co_return complain(where.error());
    const QString service = (*operation)->service->id;
    const QStringList ids = arguments.words.sliced(2);
    const bool isArn = ids.size() == 1 && alike::arnIn(ids.first());
    Result<alike::Reading> reading = alike::readingOf(tools, service, (*operation)->name, ids);
    if (!reading && isArn)
        reading = alike::readingOfArn(tools, ids.first());
    if (!reading)
        co_return complain(reading.error());
    remark(Tr::tr("Asking %1 %2.").arg(service, reading->reading->name));
    const Result<alike::Filled> filled = co_await alike::readAlike(environment, tools, *reading, *where);
    co_return printForm(arguments, tools, filled);
}

int paste(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const Result<QByteArray> bytes = readInput(QStringLiteral("-"));
    if (!bytes)
        return complain(bytes.error());
    const alike::Tools tools = alike::toolsOf(environment->catalog);
    const alike::Pasted pasted = alike::understood(tools, environment->guides, QString::fromUtf8(*bytes));
    if (!pasted.arn.isEmpty()) {
        const Result<alike::Reading> reading = alike::readingOfArn(tools, pasted.arn);
        if (!reading)
            return complain(reading.error());
        return complainOf(Tr::tr("This is the ARN of a thing, which has to be read."),
                          Tr::tr("formwork-cli like %1 %2 %3 reads it.")
                              .arg(reading->creation->service->id, reading->creation->name, pasted.arn));
    }
    if (pasted.found.isEmpty())
        return complainOf(pasted.problem,
                          Tr::tr("An aws command, a curl command, a template of CloudFormation "
                                 "or an answer in JSON is understood."));
    QCborArray found;
    for (const alike::Filled &form : pasted.found) {
        const alike::Filled filled = alike::withoutSecrets(tools, form);
        const auto operation = tools.catalog->operation(filled.service, filled.operation);
        if (!operation)
            return complain(operation.error());
        found.append(formAsJson(filled, **operation));
        if (arguments.json)
            continue;
        remarkAll(filled);
        print(filled.service + u' ' + filled.operation + u'\n');
        printJson(asJson(**operation, filled.document));
    }
    for (const QString &sentence : pasted.left)
        remark(sentence);
    if (arguments.json)
        printJson(QCborMap{{QStringLiteral("found"), found},
                           {QStringLiteral("left"), QCborArray::fromStringList(pasted.left)}});
    return Done;
}

} // namespace formwork::cli
