// SPDX-License-Identifier: Apache-2.0
#include "evidence/check.h"

#include "base/tr.h"
#include "client/rowtarget.h"
#include "client/unlock.h"
#include "client/whereabouts.h"
#include "evidence/rungs.h"
#include "evidence/settling.h"
#include "evidence/tagreading.h"
#include "evidence/trail.h"
#include "evidence/words.h"
#include "journal/reader.h"

#include <QCoroFuture>

namespace formwork::evidence
{

namespace
{

using journal::Outcome;

std::unexpected<Error> cancelled()
{
    return failure(Phase::Local, QStringLiteral("Cancelled"),
                   Tr::tr("The check was cancelled; the request is as unknown as before."));
}

QString place(const Subject &subject)
{
    return Tr::tr("%1, %2").arg(client::wentTo(subject.record.request), subject.record.request.region);
}

QString timesInWords(const QMap<QString, int> &looked)
{
    QStringList parts;
    for (auto it = looked.cbegin(); it != looked.cend(); ++it)
        parts.append(Tr::tr("%1 %n time(s)", nullptr, it.value()).arg(it.key()));
    return parts.join(QStringLiteral(", "));
}

// What is there, when it was made, and what of it nobody could compare.
QString happenedSentence(const Climb &climb)
{
    const Comparison &thing = climb.ours->comparison;
    const QString name = thing.id.isEmpty() ? Tr::tr("what the request asks for") : thing.id;
    QString sentence = thing.createdAt ? Tr::tr("It happened: %1 shows %2, made on %3.")
                                             .arg(climb.oursAsked, name, inWords(*thing.createdAt))
                                       : Tr::tr("It happened: %1 shows %2.").arg(climb.oursAsked, name);
    if (thing.tagged == Tagged::Ours)
        sentence += u' ' + Tr::tr("It carries the tag of this request.");
    if (!thing.equal.isEmpty())
        sentence += u' ' + Tr::tr("As it was sent: %1.").arg(thing.equal.join(QStringLiteral(", ")));
    if (!thing.open.isEmpty())
        sentence += u' '
            + Tr::tr("Not compared, because it is secret or not shown: %1.")
                  .arg(thing.open.join(QStringLiteral(", ")));
    return sentence;
}

QString likeSentence(const Climb &climb)
{
    const QString name = climb.likeId.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(climb.likeId);
    return Tr::tr(
               "Cannot tell: one like it exists%1, but %2. That is no proof that this request made it, nor "
               "that it did not.")
        .arg(name, climb.like);
}

Report concluded(const Climb &climb, const Trail &trail)
{
    Report report{climb.subject->record.id, Verdict::CannotTell, {}, climb.findings, false};
    const auto says = [&report](Verdict verdict, const QString &sentence) {
        report.verdict = verdict;
        report.sentence = sentence;
        return report;
    };
    if (trail.found == Trail::Found::Made)
        return says(Verdict::Happened, Tr::tr("It happened: %1").arg(trail.sentence));
    if (!climb.tagged.isEmpty())
        return says(Verdict::Happened,
                    Tr::tr("It happened: %1 shows %2, which carries the tag of this request.")
                        .arg(tagSearchOperation(), climb.tagged.first()));
    if (climb.ours)
        return says(Verdict::Happened, happenedSentence(climb));
    if (trail.found == Trail::Found::Refused)
        return says(Verdict::Refused, Tr::tr("It was refused: %1").arg(trail.sentence));
    if (trail.found == Trail::Found::Another)
        return says(Verdict::CannotTell,
                    Tr::tr("Cannot tell: one like it exists, but %1").arg(trail.sentence));
    if (!climb.like.isEmpty())
        return says(Verdict::CannotTell, likeSentence(climb));
    if (!climb.looked.isEmpty())
        return says(Verdict::NotSeen, notSeenSentence(timesInWords(climb.looked), place(*climb.subject)));
    QStringList reasons = climb.subject->obstacles;
    for (const Finding &finding : climb.findings)
        reasons.append(finding.sentence);
    return says(Verdict::CannotTell, Tr::tr("Cannot tell. %1").arg(reasons.join(u' ')));
}

// What was sent of a row, and when.
struct Sent {
    Result<QCborValue> input; // opened
    QList<journal::Attempt> attempts;
};

journal::Answer<Sent> sentOf(const client::Environment &environment, qint64 id)
{
    return environment.journal->ask<Sent>([id](const journal::Reader &history) -> Result<Sent> {
        const Result<QList<journal::Attempt>> attempts = history.attempts(id);
        if (!attempts) // without them a refusal of one would be taken for that of all
            return std::unexpected(attempts.error());
        return Sent{history.openInput(id), *attempts};
    });
}

} // namespace

QCoro::Task<Result<Report>> check(client::EnvironmentPtr environment, qint64 id, CheckOptions options)
{
    const Result<journal::Record> record = co_await journal::recordOf(*environment->journal, id);
    if (!record)
        co_return std::unexpected(record.error());
    if (record->outcome == Outcome::Sending)
        co_return failure(Phase::Journal, QStringLiteral("BeingSent"),
                          Tr::tr("Request %1 is being sent.").arg(id), Tr::tr("Wait for its outcome."));
    if (const std::optional<Report> known = knownReport(*record)) {
        for (const Finding &finding : known->findings) {
            if (options.told)
                options.told(finding);
        }
        co_return *known;
    }
    const Result<model::OperationPtr> operation =
        environment->catalog->operation(record->request.service, record->request.operation);
    if (!operation)
        co_return std::unexpected(operation.error());
    if (client::holdsSecrets(record->request.input, *(*operation)->input))
        static_cast<void>(co_await client::unlockHistory(environment));
    const Result<Sent> sent = co_await sentOf(*environment, id);
    if (!sent)
        co_return std::unexpected(sent.error());
    // What cannot be opened is secret, and nothing secret is compared.
    const QCborValue input = sent->input ? *sent->input : record->request.input;
    const Result<SubjectPtr> subject =
        subjectOf(environment, *record, input, sent->attempts, options.otherKeys);
    if (!subject)
        co_return std::unexpected(subject.error());
    const client::Target target = (*subject)->target;
    if (const Result<void> same = co_await client::checkAccount(environment, record->request, target); !same)
        co_return std::unexpected(same.error());

    const auto climb = std::make_shared<Climb>();
    climb->subject = *subject;
    climb->options = options;
    co_await climbReads(climb);
    if (climb->isCancelled())
        co_return cancelled();
    Trail trail;
    if (!climb->ours && climb->tagged.isEmpty()) {
        climb->climbing(Rung::Trail, trailOperation());
        trail = co_await followTrail(*subject, options);
        if (climb->isCancelled())
            co_return cancelled();
        climb->tell({Rung::Trail, trailOperation(), trail.id, trail.sentence});
    }
    const Report report = concluded(*climb, trail);
    co_return co_await settled(environment, *record, report);
}

} // namespace formwork::evidence
