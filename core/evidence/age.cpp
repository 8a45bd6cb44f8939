// SPDX-License-Identifier: Apache-2.0
#include "evidence/age.h"

#include "base/tr.h"
#include "document/creationtime.h"
#include "evidence/asked.h"
#include "evidence/tagreading.h"
#include "evidence/words.h"
#include "relations/paths.h"

namespace formwork::evidence
{

namespace
{

constexpr qint64 kTimeSlack = 2'000; // ms: many services write whole seconds

// What the answer to the request and the thing that stands there now both tell; nothing: nothing, or nothing
// that decides it.
std::optional<Age> byAnswer(const Subject &subject, const Candidate &candidate, bool answersAlike)
{
    const QCborMap shown = candidate.structure.toMap();
    const QString name = subject.wanted.input.value(subject.wanted.ownName).toString();
    bool isSame = false;
    for (const relations::Identifier &identifier : subject.relation->identifiers) {
        if (identifier.source != relations::Filling::Source::Output)
            continue;
        const QString made = textAt(subject.answer, identifier.path);
        const QString now = textAt(shown, relations::lastStep(identifier.path));
        // What is made of the name is that of any thing of this name.
        if (made.isEmpty() || now.isEmpty() || (!name.isEmpty() && made.contains(name)))
            continue;
        if (made != now)
            return Age{Age::Kind::Another,
                       Tr::tr("its %1 is %2 now, and what this request made had %3")
                           .arg(relations::lastStep(identifier.path), now, made)};
        isSame = true;
    }
    const std::optional<QDateTime> made = document::creationTime(subject.answer);
    const std::optional<QDateTime> &now = candidate.comparison.createdAt;
    if (made && now) {
        if (std::abs(made->msecsTo(*now)) > kTimeSlack)
            return Age{Age::Kind::Another,
                       Tr::tr("it was made on %1, and what this request made on %2")
                           .arg(inWords(*now), inWords(*made))};
        isSame = true;
    }
    return isSame && !answersAlike ? std::optional(Age{Age::Kind::Its, {}}) : std::nullopt;
}

// Of one thing that is shown.
std::optional<Age> ageFor(const Subject &subject, const Candidate &candidate, bool answersAlike)
{
    if (candidate.comparison.tagged == Tagged::Ours)
        return Age{Age::Kind::Its, {}};
    if (candidate.comparison.tagged == Tagged::Another)
        return Age{Age::Kind::Another, candidate.judgement.reason};
    if (const std::optional<Age> told = byAnswer(subject, candidate, answersAlike))
        return told;
    if (candidate.comparison.tagged == Tagged::Missing)
        return Age{Age::Kind::Another, withoutTagReason()};
    const std::optional<QDateTime> &made = candidate.comparison.createdAt;
    if (const std::optional<Judgement> other = judgeAge(subject.wanted, made))
        return Age{Age::Kind::Another, other->reason};
    if (made && isLate(subject.wanted, *made))
        return Age{Age::Kind::Untold, lateReason(*made)};
    return made ? std::optional(Age{Age::Kind::Its, {}}) : std::nullopt;
}

} // namespace

QCoro::Task<Age> ageOf(SubjectPtr subject, bool answersAlike, transport::CancellationPtr cancellation)
{
    Age age{Age::Kind::Untold, Tr::tr("nothing tells when it was made")};
    for (const Look &look : subject->reads) {
        Asked asked = co_await lookAt(subject, look, cancellation);
        const auto read = std::make_shared<TagsRead>();
        asked = co_await withTagsRead(subject, asked, read, cancellation);
        if (asked.error && isNotThere(*asked.error))
            co_return Age{Age::Kind::Gone, {}};
        if (asked.error && !isDenied(*asked.error))
            co_return Age{Age::Kind::Unanswered, notAnsweredSentence(look.operation->name, *asked.error)};
        if (asked.error)
            age.reason =
                Tr::tr("%1 is not permitted, so nothing tells when it was made").arg(look.operation->name);
        for (const Candidate &candidate : asked.ours + asked.like) {
            const std::optional<Age> told = ageFor(*subject, candidate, answersAlike);
            if (told && told->kind == Age::Kind::Another)
                co_return *told;
            age = told.value_or(age);
        }
        if (age.kind == Age::Kind::Its)
            co_return age;
    }
    co_return age;
}

} // namespace formwork::evidence
