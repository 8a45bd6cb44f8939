// SPDX-License-Identifier: Apache-2.0
#include "evidence/rungs.h"

#include "base/tr.h"
#include "client/requesttag.h"
#include "evidence/rivals.h"
#include "evidence/tagreading.h"
#include "evidence/words.h"
#include "transport/pause.h"

#include <QCoroFuture>

namespace formwork::evidence
{

namespace
{

QString nameOf(const Comparison &thing) { return thing.id.isEmpty() ? Tr::tr("one") : thing.id; }

// One look's answer in words, where nothing of it is the request's.
Finding notOurs(Climb &climb, Rung rung, const Look &look, const Asked &asked)
{
    const QString &operation = look.operation->name;
    if (!asked.like.isEmpty()) {
        const Candidate &like = asked.like.first();
        climb.like = like.judgement.reason;
        climb.likeId = like.comparison.id;
        climb.isLikeOpen = like.judgement.isOpen;
        return {rung, operation, like.comparison.id,
                Tr::tr("%1 shows one like it, %2, but %3.")
                    .arg(operation, nameOf(like.comparison), like.judgement.reason)};
    }
    QString sentence = asked.shown == 0
        ? Tr::tr("%1 does not show it.").arg(operation)
        : Tr::tr("%1 shows %n other(s), and not it.", nullptr, asked.shown).arg(operation);
    if (asked.isCut)
        sentence += u' ' + Tr::tr("There are more than were looked at.");
    return {rung, operation, {}, sentence};
}

// The request of the history that may have made the one thing that was found, where there is just one.
journal::Answer<QString> rivalOf(const SubjectPtr &subject, const Asked &asked)
{
    return subject->environment->journal->ask<QString>(
        [claimant = Claimant{subject->record, subject->wanted},
         ours = asked.ours](const journal::Reader &history) -> Result<QString> {
            const bool isProven = !ours.isEmpty() && ours.first().comparison.tagged == Tagged::Ours;
            return ours.size() == 1 && !isProven ? rivalOf(history, claimant, ours.first().comparison)
                                                 : QString();
        });
}

// Several that fit, or another request that may have made it, settle nothing.
Finding oursOrLike(Climb &climb, Rung rung, const Look &look, const Asked &asked,
                   const Result<QString> &rival)
{
    const QString &operation = look.operation->name;
    const Candidate &found = asked.ours.first();
    const bool isProven = found.comparison.tagged == Tagged::Ours;
    if (asked.ours.size() > 1 && !isProven) {
        climb.like = Tr::tr("there are several like it, and nothing tells which of them this request made");
        climb.likeId = found.comparison.id;
        return {rung, operation, found.comparison.id,
                Tr::tr("%1 shows %2 that fit, and nothing tells them apart.")
                    .arg(operation)
                    .arg(asked.ours.size())};
    }
    if (!rival || !rival->isEmpty()) {
        climb.like = rival ? *rival : rival.error().message;
        climb.likeId = found.comparison.id;
        return {
            rung, operation, found.comparison.id,
            Tr::tr("%1 shows one like it, %2, but %3.").arg(operation, nameOf(found.comparison), climb.like)};
    }
    climb.ours = found;
    climb.oursAsked = operation;
    const QString name = nameOf(found.comparison);
    if (isProven) {
        const QString tagged = asked.ours.size() == 1
            ? Tr::tr("%1 shows %2, which carries the tag of this request.").arg(operation, name)
            : Tr::tr("%1 shows %2 and others that carry the tag of this request.").arg(operation, name);
        return {rung, operation, found.comparison.id, tagged};
    }
    const QString sentence = found.comparison.createdAt
        ? Tr::tr("%1 shows it: %2, made on %3.").arg(operation, name, inWords(*found.comparison.createdAt))
        : Tr::tr("%1 shows it: %2.").arg(operation, name);
    return {rung, operation, found.comparison.id, sentence};
}

Finding findingOf(Climb &climb, Rung rung, const Look &look, const Asked &asked, const Result<QString> &rival)
{
    const QString &operation = look.operation->name;
    const bool isNotThere = asked.error && evidence::isNotThere(*asked.error);
    if (asked.error && !isNotThere) {
        climb.unanswered.insert(operation);
        const bool isDenied = evidence::isDenied(*asked.error);
        return {rung, operation, asked.error->code,
                isDenied ? deniedSentence(operation) : notAnsweredSentence(operation, *asked.error)};
    }
    ++climb.looked[operation];
    if (isNotThere)
        return {rung, operation, {}, Tr::tr("%1 says that there is none.").arg(operation)};
    return asked.ours.isEmpty() ? notOurs(climb, rung, look, asked)
                                : oursOrLike(climb, rung, look, asked, rival);
}

Finding tagFinding(const TagsRead &read)
{
    if (read.error)
        return {Rung::Tag, read.asked, read.error->code,
                evidence::isDenied(*read.error) ? deniedSentence(read.asked)
                                                : notAnsweredSentence(read.asked, *read.error)};
    switch (read.tagged) {
    case Tagged::Ours:
        return {Rung::Tag, read.asked, QString(client::kRequestTag),
                Tr::tr("%1 shows the tag of this request.").arg(read.asked)};
    case Tagged::Another:
        return {Rung::Tag, read.asked, {}, Tr::tr("%1 shows the tag of another request.").arg(read.asked)};
    case Tagged::Missing:
    case Tagged::Untold:
        break;
    }
    return {Rung::Tag, read.asked, {}, Tr::tr("%1 does not show the tag of this request.").arg(read.asked)};
}

// Everything that carries the tag of the request, whatever service it belongs to: one question.
QCoro::Task<void> searchTag(ClimbPtr climb)
{
    if (climb->subject->wanted.tag.isEmpty() || climb->ours || climb->isCancelled())
        co_return;
    const QString operation = tagSearchOperation();
    climb->climbing(Rung::Tag, operation);
    const TagSearch search = co_await searchByTag(climb->subject, climb->options.cancellation);
    if (climb->isCancelled())
        co_return;
    if (search.error) {
        climb->tell({Rung::Tag, operation, search.error->code,
                     evidence::isDenied(*search.error) ? deniedSentence(operation)
                                                       : notAnsweredSentence(operation, *search.error)});
        co_return;
    }
    ++climb->looked[operation];
    climb->tagged = search.arns;
    const QString found = search.arns.value(0);
    climb->tell({Rung::Tag, operation, found,
                 found.isEmpty()
                     ? Tr::tr("%1 shows nothing with the tag of this request.").arg(operation)
                     : Tr::tr("%1 shows %2, which carries the tag of this request.").arg(operation, found)});
}

// Looks at all of them once. Whether that is enough.
QCoro::Task<bool> lookOnce(ClimbPtr climb, Rung rung, QList<Look> looks)
{
    for (const Look &look : std::as_const(looks)) {
        if (climb->unanswered.contains(look.operation->name))
            continue;
        climb->climbing(rung, look.operation->name);
        Asked asked = co_await lookAt(climb->subject, look, climb->options.cancellation);
        const auto read = std::make_shared<TagsRead>();
        asked = co_await withTagsRead(climb->subject, asked, read, climb->options.cancellation);
        const Result<QString> rival = co_await rivalOf(climb->subject, asked);
        if (climb->isCancelled())
            co_return true;
        if (!read->asked.isEmpty())
            climb->tell(tagFinding(*read));
        climb->tell(findingOf(*climb, rung, look, asked, rival));
        // One that has the name and is not ours stands where ours would be.
        if (climb->ours || (look.isByName && !climb->like.isEmpty()))
            co_return true;
    }
    co_return false;
}

QCoro::Task<void> rest(ClimbPtr climb, std::chrono::seconds pause)
{
    if (climb->options.pause)
        co_await climb->options.pause(pause, climb->options.cancellation);
    else if (pause.count() > 0)
        co_await transport::pause(pause, climb->options.cancellation);
}

} // namespace

void Climb::climbing(Rung rung, const QString &asked) const
{
    if (options.climbing)
        options.climbing(rung, asked);
}

void Climb::tell(const Finding &finding)
{
    findings.append(finding);
    if (options.told)
        options.told(finding);
}

bool Climb::isCancelled() const { return options.cancellation && options.cancellation->isCancelled(); }

QCoro::Task<void> climbReads(ClimbPtr climb)
{
    const bool canRead = !climb->subject->reads.isEmpty();
    const QList<Look> looks = canRead ? climb->subject->reads : climb->subject->lists;
    Rung rung = canRead ? Rung::Read : Rung::List;
    for (const std::chrono::seconds pause : std::as_const(climb->options.pauses)) {
        const auto isUnanswered = [&climb](const Look &look) {
            return climb->unanswered.contains(look.operation->name);
        };
        if (std::ranges::all_of(looks, isUnanswered))
            break;
        co_await rest(climb, pause);
        if (climb->isCancelled())
            co_return;
        const bool isEnough = co_await lookOnce(climb, rung, looks);
        if (climb->ours || climb->isCancelled())
            co_return;
        if (isEnough)
            break;
        rung = Rung::Again;
    }
    co_await searchTag(climb);
    if (!climb->tagged.isEmpty() || climb->isCancelled())
        co_return;
    // What a read does not tell, such as the time of its making, a list may.
    if (canRead && (climb->like.isEmpty() || climb->isLikeOpen))
        co_await lookOnce(climb, Rung::List, climb->subject->lists);
}

} // namespace formwork::evidence
