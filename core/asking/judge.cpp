// SPDX-License-Identifier: Apache-2.0
#include "asking/judge.h"

#include "asking/elsewhere.h"
#include "asking/retryrules.h"
#include "protocol/checksum.h"
#include "protocol/codec.h"

namespace formwork::asking
{

namespace
{

bool isSuccess(int status) { return status >= 200 && status < 300; }

bool isTimeout(const Error &error, int status)
{
    return status == 408 || error.code == QLatin1String("RequestTimeout")
        || error.code == QLatin1String("RequestTimeoutException");
}

// Whether an answer says that nothing was done. A service that did not get the whole request in time and one
// that did not finish say it in the same words. What only reads has done nothing whatever is answered.
bool saysItDidNothing(const model::Operation &operation, const Error &error, int status)
{
    if (retryReason(error) == RetryReason::Throttling)
        return true;
    if (status >= 300 && status < 400)
        return operation.readOnly || operation.httpMethod == "GET" || operation.httpMethod == "HEAD"
            || status == 301 || status == 304 || status == 307 || status == 308;
    if (error.code == u"NetworkAuthenticationRequired") // the request has not come further than that network
        return error.phase == Phase::Parse;
    return status >= 400 && status < 500 && !isTimeout(error, status);
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
    } else if (answer->error) {
        verdict.errorMembers = besideMessage(answer->output.toMap());
        verdict.error = std::move(answer->error);
        verdict.error->bytesMayHaveLeft = true;
        verdict.requestId = answer->requestId;
    } else {
        verdict.requestId = answer->requestId;
        verdict.output = std::move(answer->output);
        verdict.notes = std::move(answer->notes);
        verdict.outcome = isSuccess(response.status) ? Outcome::Succeeded : Outcome::Unknown;
        if (std::optional<Error> wrong = protocol::checksumProblem(operation, response);
            wrong && isSuccess(response.status)) {
            verdict.error = std::move(wrong);
            verdict.error->bytesMayHaveLeft = true;
            verdict.output = {};
            verdict.outcome = operation.readOnly ? Outcome::Rejected : Outcome::Unknown;
        }
        return;
    }
    if (verdict.error)
        verdict.outcome = saysItDidNothing(operation, *verdict.error, response.status) ? Outcome::Rejected
                                                                                       : Outcome::Unknown;
}

} // namespace

Verdict judge(const model::Operation &operation, const Result<http::Response> &sent)
{
    if (!sent)
        return judgeFailure(sent.error());
    Verdict verdict;
    verdict.httpStatus = sent->status;
    verdict.headers = sent->headers;
    judgeAnswer(verdict, operation, *sent);
    if (verdict.error && sent->status >= 300 && sent->status < 500)
        verdict.belongsIn = tellWhere(operation, *sent, *verdict.error);
    return verdict;
}

} // namespace formwork::asking
