// SPDX-License-Identifier: Apache-2.0
#include "evidence/asked.h"

#include "asking/ask.h"
#include "client/pages.h"
#include "document/redact.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::evidence
{

namespace
{

constexpr int kMostPages = 100;

// The structures at a path, "Reservations[].Instances[]".
QList<QCborValue> structuresAt(const QCborValue &output, const QString &path)
{
    QList<QCborValue> at{output};
    for (QString step : path.split(u'.', Qt::SkipEmptyParts)) {
        const bool isList = step.endsWith(QLatin1StringView("[]"));
        if (isList)
            step.chop(2);
        QList<QCborValue> next;
        for (const QCborValue &one : std::as_const(at)) {
            const QCborValue value = one.toMap().value(step);
            if (!isList || !value.isArray()) {
                next.append(value);
                continue;
            }
            for (const QCborValue &entry : value.toArray())
                next.append(entry);
        }
        at = next;
    }
    at.removeIf([](const QCborValue &value) { return !value.isMap() && !value.isString(); });
    return at;
}

void take(const Subject &subject, const Look &look, const QCborValue &output, Asked &asked)
{
    const QCborValue shown = document::redacted(output, *look.operation->output);
    for (const QCborValue &structure : structuresAt(shown, look.cloning.path)) {
        ++asked.shown;
        Candidate candidate{structure,
                            structure.isString()
                                ? compareName(subject.wanted, structure.toString())
                                : compare(subject.wanted, look.cloning, structure, look.isByName),
                            {}};
        // Some answers show the tags beside the thing.
        if (look.isByName && !subject.wanted.tag.isEmpty() && candidate.comparison.tagged == Tagged::Untold)
            candidate.comparison.tagged = taggedIn(shown, subject.wanted.tag);
        candidate.judgement = judge(subject.wanted, candidate.comparison);
        asked.add(candidate);
    }
}

bool isProven(const Candidate &candidate) { return candidate.comparison.tagged == Tagged::Ours; }

} // namespace

void Asked::add(const Candidate &candidate)
{
    if (candidate.judgement.standing == Standing::Ours)
        ours.append(candidate);
    else if (candidate.judgement.standing == Standing::Like)
        like.append(candidate);
}

void Asked::keepProven()
{
    if (std::ranges::any_of(ours, isProven))
        ours.removeIf([](const Candidate &candidate) { return !isProven(candidate); });
}

QCoro::Task<Asked> lookAt(SubjectPtr subject, Look look, transport::CancellationPtr cancellation)
{
    Asked asked;
    const std::optional<client::Paging> paging = client::Paging::of(*look.operation);
    QCborValue input = look.input;
    for (int page = 1;; ++page) {
        asking::AskOptions options;
        options.cancellation = cancellation;
        options.marker = subject->record.request.marker.toLatin1();
        const Result<asking::Reply> reply =
            co_await asking::ask(subject->environment, look.operation, input, subject->target, options);
        if (!reply) {
            asked.error = reply.error();
            co_return asked;
        }
        take(*subject, look, reply->output, asked);
        const QCborMap next = paging ? paging->next(reply->output) : QCborMap();
        if (next.isEmpty() || page == kMostPages) {
            asked.isCut = !next.isEmpty();
            asked.keepProven();
            co_return asked;
        }
        input = client::Paging::withTokens(look.input, next);
    }
}

} // namespace formwork::evidence
