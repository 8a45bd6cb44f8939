// SPDX-License-Identifier: Apache-2.0
#include "evidence/trail.h"

#include "asking/ask.h"
#include "asking/plan.h"
#include "base/tr.h"
#include "evidence/trailevent.h"
#include "evidence/words.h"
#include "readers/reader.h"
#include "transport/pause.h"

#include <QCborArray>

namespace formwork::evidence
{

namespace
{

constexpr int kMostPages = 20; // of 50 events
constexpr std::chrono::milliseconds kBetween{500}; // an account is answered twice a second
constexpr qint64 kSlack = 300; // s, of clocks
constexpr qint64 kLate = 3600; // s

// Models of AWS may be absent; this question is always known.
Result<model::OperationPtr> lookUp()
{
    const Result<model::ServicePtr> service =
        readers::readService(QStringLiteral(":/asking/cloudtrail.json"));
    return service ? readers::readOperation(*service, trailOperation()) : std::unexpected(service.error());
}

// Services that are the same everywhere sign for one Region, and are recorded there.
QString regionOf(const Subject &subject)
{
    const Result<endpoint::Endpoint> endpoint = asking::endpointFor(
        *subject.environment, *subject.operation, subject.record.request.input, subject.target);
    const QString signedFor = endpoint ? endpoint->signingRegion : QString();
    const bool isOne = !signedFor.isEmpty() && !signedFor.contains(u'*') && !signedFor.contains(u',');
    return isOne ? signedFor : subject.target.region;
}

QCborMap inputFor(const QString &event, const QDateTime &from, const QDateTime &until)
{
    const QCborMap attribute{{QStringLiteral("AttributeKey"), QStringLiteral("EventName")},
                             {QStringLiteral("AttributeValue"), event}};
    QCborMap input{{QStringLiteral("LookupAttributes"), QCborArray{attribute}},
                   {QStringLiteral("StartTime"), QCborValue(from)},
                   {QStringLiteral("MaxResults"), 50}};
    if (until.isValid())
        input.insert(QStringLiteral("EndTime"), QCborValue(until));
    return input;
}

QCoro::Task<void> breathe(CheckOptions options)
{
    if (options.pause)
        co_await options.pause(kBetween, options.cancellation);
    else
        co_await transport::pause(kBetween, options.cancellation);
}

struct Events {
    QList<TrailEvent> events;
    std::optional<Error> error;
};

QCoro::Task<Events> eventsOf(SubjectPtr subject, CheckOptions options, QString name, QDateTime until)
{
    Events found;
    const Result<model::OperationPtr> operation = lookUp();
    if (!operation) {
        found.error = operation.error();
        co_return found;
    }
    asking::Target target = subject->target;
    target.region = regionOf(*subject);
    asking::AskOptions asOften;
    asOften.cancellation = options.cancellation;
    QCborMap input = inputFor(name, subject->wanted.firstSent.addSecs(-kSlack), until);
    for (int page = 1; page <= kMostPages; ++page) {
        const QCborValue asked = input;
        const Result<asking::Reply> reply =
            co_await asking::ask(subject->environment, *operation, asked, target, asOften);
        if (!reply) {
            found.error = reply.error();
            co_return found;
        }
        const QCborMap output = reply->output.toMap();
        for (const QCborValue &event : output.value(QStringLiteral("Events")).toArray())
            found.events.append(trailEvent(event.toMap()));
        const QCborValue next = output.value(QStringLiteral("NextToken"));
        if (!next.isString() || next.toString().isEmpty())
            co_return found;
        input[QStringLiteral("NextToken")] = next;
        co_await breathe(options);
    }
    co_return found;
}

// Silence says something only where others of the same marker have arrived.
QCoro::Task<QString> silence(SubjectPtr subject, CheckOptions options)
{
    const QString &marker = subject->record.request.marker;
    const QList<Look> looks = subject->reads + subject->lists;
    if (marker.isEmpty() || looks.isEmpty())
        co_return Tr::tr("CloudTrail does not show it; that says little, because events come late.");
    co_await breathe(options);
    const QString control = looks.first().operation->name;
    const Events found = co_await eventsOf(subject, options, control, QDateTime());
    // Those of a check before the last attempt say nothing of it.
    const qint64 last =
        subject->wanted.lastEnded.isValid() ? subject->wanted.lastEnded.toSecsSinceEpoch() : 0;
    for (const TrailEvent &event : found.events) {
        if (event.userAgent.contains(marker) && event.time.isValid() && event.time.toSecsSinceEpoch() >= last)
            co_return Tr::tr(
                "CloudTrail does not show it, while it already shows %1, which this program asked "
                "after it.")
                .arg(control);
    }
    co_return Tr::tr(
        "CloudTrail does not show it yet. Nor does it show the questions that this program asked "
        "after it, so that says nothing: check again in some minutes.");
}

} // namespace

QString trailOperation() { return QStringLiteral("LookupEvents"); }

QCoro::Task<Trail> followTrail(SubjectPtr subject, CheckOptions options)
{
    const QDateTime until = subject->wanted.lastEnded.addSecs(kLate);
    const Events found = co_await eventsOf(subject, options, subject->operation->name, until);
    if (found.error) {
        const bool isDenied = evidence::isDenied(*found.error);
        co_return Trail{Trail::Found::NotAsked, found.error->code,
                        isDenied ? deniedSentence(trailOperation())
                                 : notAnsweredSentence(trailOperation(), *found.error)};
    }
    Trail trail = judgeTrail(*subject, subject->attempts, found.events);
    if (trail.found == Trail::Found::Nothing && trail.sentence.isEmpty())
        trail.sentence = co_await silence(subject, options);
    co_return trail;
}

} // namespace formwork::evidence
