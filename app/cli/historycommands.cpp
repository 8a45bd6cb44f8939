// SPDX-License-Identifier: Apache-2.0
#include "base/outputfile.h"
#include "base/tr.h"
#include "cli/commands.h"
#include "cli/consent.h"
#include "cli/input.h"
#include "cli/interruption.h"
#include "cli/output.h"
#include "cli/report.h"
#include "cli/rowid.h"
#include "client/beforeretry.h"
#include "client/shownrecord.h"
#include "client/unlock.h"
#include "client/whereabouts.h"
#include "document/json.h"
#include "journal/export.h"
#include "journal/filterdoubt.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::cli
{

namespace
{

journal::Filter filterOf(const Arguments &arguments)
{
    journal::Filter filter;
    filter.text = arguments.filter;
    return filter;
}

// Some damage meets no question: rows that an index has lost are simply not listed. Looking for it costs a
// moment in a file of usual size.
Result<void> checkSound(const journal::Journal &journal)
{
    constexpr qint64 kUsual = 64LL * 1024 * 1024;
    return journal.size() > kUsual ? Result<void>() : journal.examine();
}

// One after another, so that a long history needs no room.
Result<void> writeRows(const Arguments &arguments, const client::Environment &environment,
                       journal::Exporter::Format format, const journal::Exporter::Write &write)
{
    using Documents = journal::Journal::Documents;
    journal::Exporter exporter(format, write);
    const Documents documents = arguments.full ? Documents::With : Documents::Without;
    const Result<void> rows = environment.journal->each(
        filterOf(arguments), arguments.limit, documents, [&](const journal::Record &row) {
            return exporter.add(arguments.full ? client::shownRecord(environment, row) : row);
        });
    return rows ? exporter.finish() : rows;
}

Result<void> jsonToOutput(const QByteArray &text)
{
    printJsonPiece(text);
    return {};
}

Result<void> textToOutput(const QByteArray &text)
{
    printForTerminal(text);
    return {};
}

QString lineOf(const journal::Record &row)
{
    QString line = QStringLiteral("%1  %2  %3  %4  %5  %6")
                       .arg(row.id, 6)
                       .arg(row.time.toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")),
                            (row.isSettled() ? QStringLiteral("settled") : journal::outcomeName(row.outcome))
                                .leftJustified(9),
                            QString(row.request.service + u' ' + row.request.operation).leftJustified(44),
                            visibleLine(row.request.what).leftJustified(24), visibleLine(row.errorCode));
    while (line.endsWith(u' '))
        line.chop(1);
    if (row.request.batch > 0)
        line += Tr::tr("  (batch %1, row %2)").arg(row.request.batch).arg(row.request.batchRow);
    return line + u'\n';
}

// A retry goes where the request went first. Where something else is selected now: the question whether that
// is meant.
std::optional<client::Selected> selected(const Arguments &arguments,
                                         const credentials::ProfileStore &profiles)
{
    const Result<credentials::Profile> profile = selectedProfile(arguments, profiles);
    if (!profile)
        return {};
    return client::Selected{profile->id, profile->name, selectedRegion(arguments, *profile),
                            arguments.endpointUrl};
}

bool hasSealedInput(const client::Environment &environment, const journal::Record &record)
{
    const Result<model::OperationPtr> operation =
        environment.catalog->operation(record.request.service, record.request.operation);
    return operation && client::holdsSecrets(record.request.input, *(*operation)->input);
}

// A signal cancels what is being sent, and ends the program while it asks.
QCoro::Task<client::CallResult> sendAgain(EnvironmentPtr environment, qint64 id, bool mayDuplicate,
                                          client::CallOptions options)
{
    const Interruption interruption;
    options.cancellation = interruption.cancellation();
    co_return co_await client::retry(environment, id, mayDuplicate, options);
}

} // namespace

int historyList(const Arguments &arguments, const EnvironmentPtr &environment)
{
    if (const Result<void> sound = checkSound(*environment->journal); !sound)
        return complain(sound.error());
    remark(journal::filterDoubt(arguments.filter));
    Result<void> listed;
    if (arguments.json) {
        listed = writeRows(arguments, *environment, journal::Exporter::Format::Json, jsonToOutput);
        if (listed)
            print(QByteArray("\n"));
    } else {
        listed = environment->journal->each(filterOf(arguments), arguments.limit,
                                            journal::Journal::Documents::Without,
                                            [](const journal::Record &row) -> Result<void> {
                                                print(lineOf(row));
                                                return {};
                                            });
    }
    return listed ? int(Done) : complain(listed.error());
}

QCoro::Task<int> historyShow(Arguments arguments, EnvironmentPtr environment)
{
    const Result<qint64> id = rowId(arguments);
    if (!id)
        co_return complain(id.error());
    const Result<journal::Record> record = environment->journal->record(*id);
    if (!record)
        co_return complain(record.error());
    const bool isOpen =
        record->outcome == journal::Outcome::Unknown || record->outcome == journal::Outcome::Rejected;
    if (isOpen && hasSealedInput(*environment, *record)) // whether it can be retried depends on the key
        static_cast<void>(co_await client::unlockHistory(environment));
    QCborMap json = journal::toMap(client::shownRecord(*environment, *record));
    const Result<QList<journal::Attempt>> made = environment->journal->attempts(*id);
    const Result<journal::RetryPlan> plan = environment->journal->retryPlan(*record);
    if (!made || !plan)
        co_return complain(made ? plan.error() : made.error());
    QCborArray attempts;
    for (const journal::Attempt &attempt : *made)
        attempts.append(journal::toMap(attempt));
    json[QStringLiteral("attemptList")] = attempts;
    json[QStringLiteral("retry")] = plan->sentence;
    printJson(json);
    co_return Done;
}

int historyExport(const Arguments &arguments, const EnvironmentPtr &environment)
{
    const QString format = arguments.format.isEmpty() ? QStringLiteral("json") : arguments.format;
    if (format != u"json" && format != u"csv") {
        complain(Tr::tr("--format takes json or csv, not '%1'.").arg(format));
        return LocalFault;
    }
    if (const Result<void> sound = environment->journal->examine(); !sound)
        return complain(sound.error());
    remark(journal::filterDoubt(arguments.filter));
    const auto as = format == u"csv" ? journal::Exporter::Format::Csv : journal::Exporter::Format::Json;
    const OutputPieces pieces = [&](const WritePiece &write) -> Result<void> {
        const Result<void> rows = writeRows(arguments, *environment, as, write);
        return rows && as == journal::Exporter::Format::Json ? write("\n") : rows;
    };
    const Result<void> written =
        arguments.output.isEmpty() ? pieces(textToOutput) : writeOutput(arguments.output, pieces);
    return written ? int(Done) : complain(written.error());
}

QCoro::Task<int> historyRetry(Arguments arguments, EnvironmentPtr environment)
{
    const Result<qint64> id = rowId(arguments);
    if (!id)
        co_return complain(id.error());
    const Result<journal::Record> record = environment->journal->record(*id);
    if (!record)
        co_return complain(record.error());
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record->request.service, record->request.operation);
    if (!operation)
        co_return complain(operation.error());
    if (hasSealedInput(*environment, *record))
        static_cast<void>(co_await client::unlockHistory(environment));
    const Result<journal::RetryPlan> planned = environment->journal->retryPlan(*record);
    if (!planned)
        co_return complain(planned.error());
    const Result<credentials::Profile> profile = environment->profiles->profile(record->request.profileId);
    const client::BeforeRetry asked = client::beforeRetry({*record, *planned}, operation->get(),
                                                          profile ? std::optional(*profile) : std::nullopt,
                                                          selected(arguments, *environment->profiles));
    if (!asked.refusal.isEmpty()) {
        complain(asked.refusal);
        co_return LocalFault;
    }
    for (const QString &sentence : {asked.duplicate, asked.elsewhere}) {
        if (!sentence.isEmpty() && !agreed(arguments, sentence))
            co_return LocalFault;
    }
    const Result<bool> consented =
        profile ? consent(arguments, *profile, **operation) : Result<bool>(false); // retry() says why
    if (!consented)
        co_return complain(consented.error());
    if (profile)
        remark(client::saidBeforeRetry(*profile, record->request));
    client::CallOptions options = callOptions(arguments);
    options.outputFile = arguments.outputFile;
    options.otherKeys = arguments.yes;
    options.isConfirmed = *consented;
    client::CallResult result = co_await sendAgain(environment, *id, asked.mayDuplicate, options);
    if (result.error && result.error->code == u"OtherKeys" && agreed(arguments, result.error->message)) {
        options.otherKeys = true;
        result = co_await sendAgain(environment, *id, asked.mayDuplicate, options);
    }
    co_return report(arguments, *environment, **operation, result);
}

} // namespace formwork::cli
