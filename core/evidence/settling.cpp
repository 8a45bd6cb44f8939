// SPDX-License-Identifier: Apache-2.0
#include "evidence/settling.h"

#include "base/tr.h"
#include "evidence/check.h"
#include "journal/reader.h"
#include "journal/settlement.h"
#include "relations/relations.h"

#include <QCoroFuture>

#include <pwd.h>
#include <unistd.h>

namespace formwork::evidence
{

namespace
{

using journal::Outcome;
using journal::Settled;

QString whoUsesThisComputer()
{
    const passwd *entry = getpwuid(getuid());
    const QString name = entry ? QString::fromLocal8Bit(entry->pw_name) : QString();
    return name.isEmpty() ? Tr::tr("somebody") : name;
}

Report reportOf(const journal::Record &record, const journal::Settlement &settlement)
{
    Report report{record.id, Verdict::CannotTell, journal::inWords(settlement),
                  findingsFrom(settlement.evidence), true};
    const bool byPerson = !settlement.person.isEmpty();
    if (byPerson)
        report.findings.append({Rung::Person, settlement.person, {}, journal::inWords(settlement)});
    // What a person has not seen is no refusal of the service's.
    report.verdict = settlement.verdict == Settled::Happened ? Verdict::Happened
        : byPerson                                           ? Verdict::NotSeen
                                                             : Verdict::Refused;
    return report;
}

} // namespace

std::optional<Report> knownReport(const journal::Record &record)
{
    const journal::NewRequest &request = record.request;
    if (record.outcome == Outcome::Succeeded) {
        const QString sentence = Tr::tr("It happened: the service answered that it was done.");
        return Report{record.id,
                      Verdict::Happened,
                      sentence,
                      {{Rung::Answer, request.operation, record.requestId, sentence}},
                      true};
    }
    if (record.outcome == Outcome::Rejected) {
        const QString sentence = record.mayHaveLeft
            ? Tr::tr("It was refused: the service answered with %1.").arg(record.errorCode)
            : Tr::tr("It was refused before anything was sent: %1.").arg(record.errorCode);
        return Report{record.id,
                      Verdict::Refused,
                      sentence,
                      {{Rung::Answer, request.operation, record.errorCode, sentence}},
                      true};
    }
    if (record.isSettled() && !record.settlements.isEmpty())
        return reportOf(record, record.settlements.last());
    return {};
}

bool canBeChecked(const journal::Record &record)
{
    return record.outcome == Outcome::Unknown && !record.isSettled() && !record.request.onlyReads;
}

bool pointsToCheck(const client::Environment &environment, const model::Operation &operation,
                   const client::CallResult &result)
{
    if (result.outcome != Outcome::Unknown || result.journalId == 0 || !result.error
        || result.error->phase != Phase::Service)
        return false;
    const relations::Relations all(environment.catalog.current());
    const Result<relations::RelationPtr> relation = all.of(operation.service->id, operation.name);
    return relation && (*relation)->conflicts.contains(result.error->code);
}

QCoro::Task<Result<Report>> settled(client::EnvironmentPtr environment, journal::Record record, Report report)
{
    if (report.verdict != Verdict::Happened && report.verdict != Verdict::Refused)
        co_return report;
    journal::Settlement settlement;
    settlement.verdict = report.verdict == Verdict::Happened ? Settled::Happened : Settled::DidNotHappen;
    settlement.sentence = report.sentence;
    settlement.evidence = asCbor(report.findings);
    const Result<void> written = co_await environment->journal->settle(record, settlement);
    if (!written)
        co_return std::unexpected(written.error());
    report.isSettled = true;
    co_return report;
}

namespace
{

// What was read of the service says that it was done: sending it again would do it twice.
bool wasFound(const journal::Record &record)
{
    return record.isSettled() && !record.settlements.isEmpty()
        && record.settlements.last().verdict == Settled::Happened
        && record.settlements.last().person.isEmpty();
}

std::unexpected<Error> foundBefore(const journal::Record &record)
{
    return failure(
        Phase::Local, QStringLiteral("FoundBefore"),
        Tr::tr("The check of row %1 found that it happened: %2")
            .arg(record.id)
            .arg(record.settlements.last().sentence),
        Tr::tr("If it was deleted since, make it anew as a request of its own; this one was carried out."));
}

} // namespace

QCoro::Task<Result<Report>> settle(client::EnvironmentPtr environment, qint64 id, PersonsWord word)
{
    const Result<journal::Record> record = co_await journal::recordOf(*environment->journal, id);
    if (!record)
        co_return std::unexpected(record.error());
    if (!word.itHappened && wasFound(*record))
        co_return foundBefore(*record);
    journal::Settlement settlement;
    settlement.verdict = word.itHappened ? Settled::Happened : Settled::DidNotHappen;
    settlement.person = word.person.isEmpty() ? whoUsesThisComputer() : word.person;
    settlement.note = word.note;
    const Result<void> written = co_await environment->journal->settle(*record, settlement);
    if (!written)
        co_return std::unexpected(written.error());
    const Result<journal::Record> now = co_await journal::recordOf(*environment->journal, id);
    if (!now)
        co_return std::unexpected(now.error());
    const std::optional<Report> known = knownReport(*now);
    co_return known.value_or(Report{id});
}

} // namespace formwork::evidence
