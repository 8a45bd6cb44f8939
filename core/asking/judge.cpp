// SPDX-License-Identifier: Apache-2.0
#include "asking/judge.h"

#include "asking/retryrules.h"
#include "base/tr.h"
#include "protocol/checksum.h"
#include "protocol/codec.h"

namespace formwork::asking
{

namespace
{

bool isSuccess(int status) { return status >= 200 && status < 300; }

// These say that the request belongs elsewhere. The other redirects may be the answer to work that was done.
bool saysElsewhere(int status) { return status == 301 || status == 307 || status == 308; }

Error redirectError(const http::Response &response)
{
    Error error;
    error.phase = Phase::Service;
    error.code = QStringLiteral("Redirect");
    error.httpStatus = response.status;
    error.bytesMayHaveLeft = true;
    const QString where = QString::fromLatin1(response.headers.value("location").left(200));
    error.message = where.isEmpty()
        ? Tr::tr("The endpoint answers that the request belongs elsewhere (HTTP %1).").arg(response.status)
        : Tr::tr("The endpoint answers that the request belongs at %1 (HTTP %2).")
              .arg(where)
              .arg(response.status);
    error.advice = Tr::tr("Formwork follows no redirects, because a signature and its data are for one host "
                          "only. Check the endpoint.");
    return error;
}

// A service that did not get the whole request in time and one that did not finish say it in the same words.
bool saysItDidNothing(const Error &error, int status)
{
    if (retryReason(error) == RetryReason::Throttling)
        return true;
    const bool timedOut = status == 408 || error.code == QLatin1String("RequestTimeout")
        || error.code == QLatin1String("RequestTimeoutException");
    return status >= 400 && status < 500 && !timedOut;
}

Verdict judgeFailure(const Error &error)
{
    Verdict verdict;
    verdict.error = error;
    verdict.outcome = error.bytesMayHaveLeft ? Outcome::Unknown : Outcome::Rejected;
    return verdict;
}

QCborMap besideMessage(QCborMap members)
{
    for (const char *name : {"message", "Message", "errorMessage", "code", "Code"})
        members.remove(QLatin1StringView(name));
    return members;
}

void judgeAnswer(Verdict &verdict, const model::Operation &operation, const http::Response &response)
{
    Result<protocol::Answer> answer = protocol::parse(operation, response);
    if (!answer) {
        verdict.error = answer.error();
        verdict.error->bytesMayHaveLeft = true;
        verdict.error->httpStatus = response.status;
        verdict.requestId = answer.error().requestId;
        verdict.outcome =
            response.status >= 400 && response.status < 500 ? Outcome::Rejected : Outcome::Unknown;
        return;
    }
    verdict.requestId = answer->requestId;
    if (!answer->error && isSuccess(response.status)) {
        if (std::optional<Error> wrong = protocol::checksumProblem(operation, response)) {
            verdict.error = std::move(wrong);
            verdict.error->bytesMayHaveLeft = true;
            verdict.outcome = operation.readOnly ? Outcome::Rejected : Outcome::Unknown;
            return;
        }
    }
    if (!answer->error) {
        verdict.outcome = isSuccess(response.status) ? Outcome::Succeeded : Outcome::Unknown;
        verdict.output = std::move(answer->output);
        verdict.notes = std::move(answer->notes);
        return;
    }
    verdict.errorMembers = besideMessage(answer->output.toMap());
    verdict.error = std::move(answer->error);
    verdict.error->bytesMayHaveLeft = true;
    verdict.outcome =
        saysItDidNothing(*verdict.error, response.status) ? Outcome::Rejected : Outcome::Unknown;
}

} // namespace

Verdict judge(const model::Operation &operation, const Result<http::Response> &sent)
{
    if (!sent)
        return judgeFailure(sent.error());
    Verdict verdict;
    verdict.httpStatus = sent->status;
    verdict.headers = sent->headers;
    if (sent->status >= 300 && sent->status < 400) {
        verdict.error = redirectError(*sent);
        verdict.outcome = saysElsewhere(sent->status) ? Outcome::Rejected : Outcome::Unknown;
    } else {
        judgeAnswer(verdict, operation, *sent);
    }
    return verdict;
}

} // namespace formwork::asking
