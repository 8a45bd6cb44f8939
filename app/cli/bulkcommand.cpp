// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "bulk/resume.h"
#include "bulk/source.h"
#include "bulk/words.h"
#include "cli/batch.h"
#include "cli/bulkrunning.h"
#include "cli/consent.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/report.h"
#include "client/requesttag.h"
#include "client/unlock.h"
#include "client/whereabouts.h"
#include "document/json.h"
#include "document/redact.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QFileInfo>

#include <unistd.h>

namespace formwork::cli
{

namespace
{

using bulk::Source;

QString nameOf(const Source &source)
{
    return source.bytes.isNull() ? QFileInfo(source.file).fileName() : Tr::tr("standard input");
}

std::unexpected<Error> wrong(const QString &sentence)
{
    return failure(Phase::Local, QStringLiteral("Usage"), sentence, Tr::tr("Nothing was sent."));
}

Result<Source> sourceOf(const Arguments &arguments, const model::Operation &operation)
{
    if (arguments.csv.isEmpty())
        return wrong(
            Tr::tr("The rows are missing: --csv FILE. The head of such a file is printed by --template."));
    if (arguments.csv == u"-" && arguments.input == u"-")
        return wrong(Tr::tr("Standard input cannot be both the rows and what they have in common."));
    Source source;
    source.file = arguments.csv;
    source.form = {arguments.delimiter.isEmpty() ? QChar() : arguments.delimiter.front(), arguments.encoding};
    source.wishes = {arguments.maps, arguments.templates, {}, arguments.emptyText};
    if (!arguments.input.isEmpty()) {
        const Result<QCborValue> fixed = inputDocument(arguments, operation);
        if (!fixed)
            return std::unexpected(fixed.error());
        source.wishes.fixed = *fixed;
    }
    const QFileInfo info(arguments.csv);
    const bool isPipe = arguments.csv == u"-" || (info.exists() && !info.isFile() && !info.isDir());
    if (isPipe) {
        const Result<QByteArray> bytes = readInput(arguments.csv);
        if (!bytes)
            return std::unexpected(bytes.error());
        source.bytes = bytes->isNull() ? QByteArray("") : *bytes;
    }
    return source;
}

void tellBad(const Arguments &arguments, const bulk::BadRow &row, int &told)
{
    constexpr int kMostTold = 200; // for people
    if (arguments.json) {
        printJsonLine(QCborMap{{QStringLiteral("row"), row.row},
                               {QStringLiteral("line"), row.line},
                               {QStringLiteral("outcome"), QStringLiteral("invalid")},
                               {QStringLiteral("id"), nullptr},
                               {QStringLiteral("output"), nullptr},
                               {QStringLiteral("error"), bulk::sentenceOf(row)},
                               {QStringLiteral("problems"), problemsAsJson(row.problems)}});
        return;
    }
    if (++told <= kMostTold)
        complain(visibleLine(bulk::sentenceOf(row)));
    else if (told == kMostTold + 1)
        complain(Tr::tr("There are more rows that are not valid; --json lists them all."));
}

// Everything of the file that a person should know before it is sent. Answers nothing where it is not.
Result<std::optional<bulk::Checked>> checked(const Arguments &arguments, const Source &source,
                                             const EnvironmentPtr &environment,
                                             const model::OperationPtr &operation)
{
    const Result<std::shared_ptr<bulk::Sheet>> sheet = source.open(operation);
    if (!sheet)
        return std::unexpected(sheet.error());
    int told = 0;
    const bulk::CheckWishes wishes{arguments.noValidate, arguments.row, {}};
    Result<bulk::Checked> done =
        bulk::checkSheet(**sheet, *environment->guides->guideFor(*operation), operation, wishes,
                         [&](const bulk::BadRow &row) { tellBad(arguments, row, told); });
    if (!done)
        return std::unexpected(done.error());
    for (const auto &[row, earlier] : std::as_const(done->twins).mid(0, 10))
        complain(Tr::tr("Row %1 is the same as row %2.").arg(row).arg(earlier));
    for (const bulk::Warning &warning : std::as_const(done->warnings))
        complain(bulk::sentenceOf(warning));
    if (done->invalid > 0 && !arguments.skipInvalid) {
        complain(Tr::tr("%n row(s) are not valid, so nothing was sent.", nullptr, int(done->invalid)) + u' '
                 + Tr::tr("Correct the file, or leave such rows out with --skip-invalid."));
        return std::nullopt;
    }
    if (done->rows == done->invalid) {
        complain(done->rows == 0 ? Tr::tr("The file has no rows below its head; nothing was sent.")
                                 : Tr::tr("No row of the file is valid; nothing was sent."));
        return std::nullopt;
    }
    if (arguments.row > 0 && !done->example)
        return wrong(Tr::tr("The file has no valid row %1.").arg(arguments.row));
    return done;
}

// One row as it would be sent, and nothing sent.
int show(const Arguments &arguments, const client::Environment &environment,
         const model::Operation &operation, const client::Target &where, const bulk::Checked &found)
{
    const bulk::SheetRow &row = *found.example;
    const QCborValue whole = client::withRequestTag(
        operation, client::withToken(operation, row.input, *environment.tokens), where, *environment.tokens);
    const QCborValue input = document::redacted(whole, *operation.input);
    const Result<client::Prepared> prepared = client::prepare(
        environment, operation, input, where, client::previewKeys(), environment.clock->nowUtc());
    QCborMap shown{
        {QStringLiteral("rows"), found.rows},
        {QStringLiteral("invalid"), found.invalid},
        {QStringLiteral("row"), row.row},
        {QStringLiteral("line"), row.line},
        {QStringLiteral("input"), *document::fromPlainJson(document::toJson(input, *operation.input))}};
    if (prepared)
        shown[QStringLiteral("request")] = cli::asJson(prepared->request);
    if (arguments.json) {
        printJsonLine(shown);
        return Done;
    }
    print(Tr::tr("%n row(s) would be sent.", nullptr, int(found.rows - found.invalid)) + u' '
          + Tr::tr("Row %1 (line %2):").arg(row.row).arg(row.line) + u'\n');
    printJsonText(document::toJson(input, *operation.input, document::JsonStyle::Indented));
    if (prepared)
        print(QString::fromLatin1(prepared->request.method) + u' '
              + QString::fromLatin1(prepared->request.url()) + u'\n');
    return Done;
}

// Questions before anything is written. False: a person said no.
Result<bool> agreedTo(const Arguments &arguments, const client::Environment &environment,
                      const bulk::Intake &intake)
{
    const journal::NewBatch batch = bulk::batchOf(intake);
    const Result<QList<qint64>> alike = environment.journal->batchesLike(batch);
    if (!alike)
        return std::unexpected(alike.error());
    for (const qint64 earlier : *alike) {
        const Result<journal::Batch> there = environment.journal->batch(earlier);
        if (intake.into == 0 && there
            && !agreed(
                arguments,
                Tr::tr("The same rows were sent to the same account before, as batch %1: %2. Sending them "
                       "again makes everything a second time; formwork-cli bulk resume %1 goes on.")
                    .arg(earlier)
                    .arg(bulk::countsText(there->counts))))
            return false;
        break;
    }
    const int count = int(intake.checked.rows - intake.checked.invalid);
    const QString question = Tr::tr("%n request(s)", nullptr, count)
        + Tr::tr(" of %1 go to the account %2 in %3.")
              .arg(intake.operation->name, batch.where.account, batch.where.region);
    // A script has said what it wants; a person looks once more.
    return isatty(STDIN_FILENO) == 0 || agreed(arguments, question);
}

// The keychain, where rows hold secrets that have to be kept.
QCoro::Task<bool> secretsMayBeLost(Arguments arguments, EnvironmentPtr environment, bulk::Intake intake)
{
    if (!intake.checked.hasSecrets)
        co_return true;
    static_cast<void>(co_await client::unlockHistory(environment));
    const Result<void> accepted = client::mayLoseSecrets(*environment, *intake.operation,
                                                         intake.checked.example->input, intake.target, false);
    co_return accepted || agreed(arguments, accepted.error().message);
}

} // namespace

QCoro::Task<int> bulk(Arguments arguments, EnvironmentPtr environment)
{
    const Result<model::OperationPtr> found =
        environment->catalog->operation(arguments.words[0], arguments.words[1]);
    if (!found)
        co_return complain(found.error());
    const model::OperationPtr &operation = *found;
    if (arguments.csvTemplate) {
        QStringList cells;
        for (const QString &name : bulk::columnNames(*operation, arguments.everyMember))
            cells += document::csvCell(name, u',');
        print(cells.join(u',') + u'\n');
        co_return Done;
    }
    const Result<Source> source = sourceOf(arguments, *operation);
    if (!source)
        co_return complain(source.error());
    const Result<client::Target> where = target(arguments, *environment->profiles, operation->service.get());
    if (!where)
        co_return complain(where.error());
    const auto check = checked(arguments, *source, environment, operation);
    if (!check)
        co_return complain(check.error());
    if (!*check)
        co_return InputNotValid;
    if (arguments.dryRun)
        co_return show(arguments, *environment, *operation, *where, **check);
    const Result<bool> consented = consent(arguments, where->profile, *operation);
    if (!consented)
        co_return complain(consented.error());
    const Result<std::shared_ptr<bulk::Sheet>> sheet = source->open(operation);
    if (!sheet)
        co_return complain(sheet.error());
    bulk::Intake intake{environment,
                        operation,
                        *where,
                        *sheet,
                        **check,
                        nameOf(*source),
                        bulk::runnerText(QStringLiteral("formwork-cli")),
                        arguments.noValidate,
                        arguments.into,
                        arguments.yes};
    const bool mayLose = co_await secretsMayBeLost(arguments, environment, intake);
    const Result<bool> agrees = mayLose ? agreedTo(arguments, *environment, intake) : Result<bool>(false);
    if (!agrees)
        co_return complain(agrees.error());
    if (!*agrees)
        co_return LocalFault;
    remark(client::saidBeforeSending(*where));
    if (arguments.into > 0) {
        Result<void> taken = co_await bulk::takeInto(intake);
        if (!taken && taken.error().code == u"OtherKeys" && agreed(arguments, taken.error().message)) {
            intake.otherKeys = true;
            taken = co_await bulk::takeInto(intake);
        }
        if (!taken)
            co_return complain(taken.error());
    }
    const Result<qint64> id = co_await bulk::takeIn(intake);
    const Result<journal::Batch> batch =
        id ? environment->journal->batch(*id) : Result<journal::Batch>(std::unexpected(id.error()));
    if (!batch) {
        if (arguments.into > 0)
            co_await environment->journal->leaveBatch(arguments.into);
        co_return complain(batch.error());
    }
    complain(Tr::tr("Batch %1. Should it break off: formwork-cli bulk resume %1").arg(batch->id));
    Sending sending{environment, operation, *where, *batch, *consented, intake.otherKeys};
    co_return co_await sendBatch(arguments, sending);
}

QCoro::Task<int> bulkResume(Arguments arguments, EnvironmentPtr environment)
{
    bool isNumber = false;
    const qint64 id = arguments.words.value(1).toLongLong(&isNumber);
    const Result<journal::Batch> batch = environment->journal->batch(isNumber ? id : 0);
    if (!batch)
        co_return complain(batch.error());
    if (batch->made.undoes > 0) { // what deletes shows what, and asks
        arguments.words[1] = QString::number(batch->made.undoes);
        co_return co_await bulkUndo(arguments, environment);
    }
    const journal::NewRequest &row = batch->made.where;
    const Result<model::OperationPtr> operation = environment->catalog->operation(row.service, row.operation);
    if (!operation)
        co_return complain(operation.error());
    bool otherKeys = arguments.yes;
    Result<client::Target> where = co_await bulk::targetOfBatch(environment, *operation, *batch, otherKeys);
    if (!where && where.error().code == u"OtherKeys" && agreed(arguments, where.error().message)) {
        otherKeys = true;
        where = co_await bulk::targetOfBatch(environment, *operation, *batch, otherKeys);
    }
    if (!where)
        co_return complain(where.error());
    const Result<bool> consented = consent(arguments, where->profile, **operation);
    if (!consented)
        co_return complain(consented.error());
    const QString runner = bulk::runnerText(QStringLiteral("formwork-cli"));
    const Result<void> taken = co_await environment->journal->takeBatch(id, runner);
    if (!taken)
        co_return complain(taken.error());
    remark(client::saidBeforeSending(*where));
    Sending sending{environment, *operation, *where, *batch, *consented, otherKeys};
    co_return co_await sendBatch(arguments, sending);
}

} // namespace formwork::cli
