// SPDX-License-Identifier: Apache-2.0
#include "asking/completing.h"

#include "base/tr.h"
#include "transfer/contentrange.h"
#include "transfer/download.h"
#include "transfer/eventsink.h"

#include <QCborMap>

namespace formwork::asking
{

namespace
{

// The end of a download: the file gets its name, or it is said what is kept of it. The service has done its
// part either way.
void complete(const Sending &sending, Verdict &verdict)
{
    transfer::Download &download = *sending.download;
    if (verdict.error) {
        const QString advice = download.advice(verdict.httpStatus);
        if (!advice.isEmpty())
            verdict.error->advice = advice;
        const bool isOurs = verdict.error->phase == Phase::Local || verdict.error->phase == Phase::Parse;
        if (isOurs && sending.question.operation->readOnly)
            verdict.outcome = Outcome::Rejected;
        return;
    }
    const Result<QCborValue> file = download.finish();
    if (!file) {
        verdict.error = file.error();
        verdict.error->bytesMayHaveLeft = true;
        verdict.outcome = sending.question.operation->readOnly ? Outcome::Rejected : Outcome::Unknown;
        return;
    }
    QCborMap output = verdict.output.toMap();
    const QCborMap added = file->toMap();
    for (const auto &[member, value] : added)
        output[member.toString()] = value;
    verdict.output = output;
}

// Data that is kept in memory is all of it, unless a part was asked for. (A file goes on with its part.)
void refuseUnaskedPart(const http::Request &sent, const model::Operation &operation, Verdict &verdict)
{
    constexpr int kPartialContent = 206;
    const transfer::ContentRange range = transfer::ContentRange::of(verdict.headers.value("content-range"));
    if (verdict.error || verdict.httpStatus != kPartialContent || sent.headers.contains("range")
        || !range.isPart())
        return;
    verdict.error = Error{Phase::Parse, QStringLiteral("WrongRange"),
                          Tr::tr("The service answered a part of the data, and all of it was asked for."),
                          Tr::tr("Fetch it again.")};
    verdict.error->httpStatus = verdict.httpStatus;
    verdict.error->bytesMayHaveLeft = true;
    verdict.output = {};
    verdict.outcome = operation.readOnly ? Outcome::Rejected : Outcome::Unknown;
}

// The end of a stream of events: what had come was handed on, so that a break is no refusal.
void completeEvents(const Sending &sending, Verdict &verdict)
{
    const transfer::EventSink &events = *sending.events;
    if (!events.hasBegun())
        return;
    const Result<QCborMap> finished = events.finish();
    if (!verdict.error && !finished) {
        verdict.error = finished.error();
        verdict.outcome = Outcome::Unknown;
    }
    verdict.notes += events.notes();
    if (verdict.error) {
        if (sending.question.operation->readOnly)
            verdict.outcome = Outcome::Rejected;
        return;
    }
    QCborMap output = verdict.output.toMap();
    for (const auto &[member, value] : *finished)
        output[member.toString()] = value;
    verdict.output = output;
}

} // namespace

void completeAnswer(const Sending &sending, const http::Request &sent, Verdict &verdict)
{
    if (sending.download)
        complete(sending, verdict);
    else
        refuseUnaskedPart(sent, *sending.question.operation, verdict);
    if (sending.events)
        completeEvents(sending, verdict);
}

} // namespace formwork::asking
