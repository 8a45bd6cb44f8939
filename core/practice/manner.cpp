// SPDX-License-Identifier: Apache-2.0
#include "practice/manner.h"

#include "quirks/quirks.h"

#include <array>

namespace formwork::practice
{

namespace
{

struct Saying {
    const char *codes; // separated by blanks; the first where the operation lists none
    int status; // 0: the model's, else 400
};

// A row for each Trouble, in their order.
using Sayings = std::array<Saying, 11>;

constexpr const char *kInvalid =
    "ValidationException InvalidParameterException InvalidRequestException BadRequestException";

constexpr Sayings kJsonRpc{{
    {"MissingAuthenticationTokenException", 400},
    {"IncompleteSignatureException", 400},
    {"UnrecognizedClientException", 400},
    {"ExpiredTokenException", 400},
    {"InvalidSignatureException", 400},
    {"UnknownOperationException", 400},
    {"SerializationException", 400},
    {kInvalid, 0},
    {"ThrottlingException TooManyRequestsException", 400},
    {"InternalServerException InternalServerError", 500},
    {"AccessDeniedException", 400},
}};
constexpr Sayings kRestJson{{
    {"MissingAuthenticationTokenException", 403},
    {"IncompleteSignatureException", 403},
    {"UnrecognizedClientException", 403},
    {"ExpiredTokenException", 403},
    {"InvalidSignatureException", 403},
    {"UnknownOperationException", 404},
    {"SerializationException", 400},
    {kInvalid, 0},
    {"ThrottlingException TooManyRequestsException", 429},
    {"InternalServerException InternalServerError", 500},
    {"AccessDeniedException", 403},
}};
constexpr Sayings kQuery{{
    {"MissingAuthenticationToken", 403},
    {"IncompleteSignature", 400},
    {"InvalidClientTokenId", 403},
    {"ExpiredToken", 403},
    {"SignatureDoesNotMatch", 403},
    {"InvalidAction", 400},
    {"MalformedInput", 400},
    {"ValidationError InvalidParameterValue InvalidInput", 0},
    {"Throttling", 400},
    {"InternalFailure", 500},
    {"AccessDenied", 403},
}};
constexpr Sayings kEc2{{
    {"AuthFailure", 401},
    {"AuthFailure", 401},
    {"AuthFailure", 401},
    {"ExpiredToken", 403},
    {"AuthFailure", 401},
    {"InvalidAction", 400},
    {"InvalidParameterValue", 400},
    {"InvalidParameterValue", 0},
    {"RequestLimitExceeded", 503},
    {"InternalError", 500},
    {"UnauthorizedOperation", 403},
}};
constexpr Sayings kRestXml{{
    {"MissingAuthenticationToken", 403},
    {"IncompleteSignature", 400},
    {"InvalidClientTokenId", 403},
    {"ExpiredToken", 403},
    {"SignatureDoesNotMatch", 403},
    {"UnknownOperationException", 404},
    {"MalformedInput", 400},
    {"InvalidInput InvalidArgument ValidationException", 0},
    {"Throttling", 400},
    {"InternalFailure", 500},
    {"AccessDenied", 403},
}};
constexpr Sayings kBareXml{{
    {"AccessDenied", 403},
    {"AuthorizationHeaderMalformed", 400},
    {"InvalidAccessKeyId", 403},
    {"ExpiredToken", 400},
    {"SignatureDoesNotMatch", 403},
    {"MethodNotAllowed", 405},
    {"MalformedXML", 400},
    {"InvalidArgument", 0},
    {"SlowDown", 503},
    {"InternalError", 500},
    {"AccessDenied", 403},
}};

const Sayings &sayingsOf(const model::Operation &operation)
{
    using enum model::Protocol;
    switch (operation.service->protocols.value(0, AwsJson11)) {
    case RestJson:
        return kRestJson;
    case Query:
        return kQuery;
    case Ec2Query:
        return kEc2;
    case RestXml:
        return quirks::quirksOf(operation).bareErrors ? kBareXml : kRestXml;
    default:
        return kJsonRpc;
    }
}

} // namespace

Complaint complaintOf(Trouble trouble, const QString &message, const model::Operation &operation)
{
    const Saying &saying = sayingsOf(operation).at(static_cast<size_t>(trouble));
    return {listedCode(operation, QString::fromLatin1(saying.codes).split(u' ')), message, {}, saying.status};
}

Trouble troubleOf(QByteArrayView verdictCode)
{
    if (verdictCode == "MissingAuthenticationTokenException")
        return Trouble::NoSignature;
    if (verdictCode == "IncompleteSignatureException")
        return Trouble::BadAuthorization;
    return verdictCode == "UnrecognizedClientException" ? Trouble::UnknownKey : Trouble::WrongSignature;
}

} // namespace formwork::practice
