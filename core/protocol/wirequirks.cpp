// SPDX-License-Identifier: Apache-2.0
#include "protocol/wirequirks.h"

#include "protocol/checksum.h"
#include "protocol/httpwriting.h"
#include "quirks/quirks.h"

namespace formwork::protocol
{

namespace
{

void moveQueryToBody(http::Request &request)
{
    if (request.query.isEmpty())
        return;
    request.method = "POST";
    request.body = std::move(request.query);
    request.query.clear();
    request.headers.set("content-type", "application/x-www-form-urlencoded");
}

} // namespace

void applyQuirks(const model::Operation &operation, const QCborMap &input, http::Request &request)
{
    const quirks::Quirks &quirks = quirks::quirksOf(operation);
    for (const auto &[name, pattern] : quirks.headers) {
        QByteArray value = pattern;
        if (!request.headers.contains(name))
            request.headers.append(name,
                                   value.replace("{apiVersion}", operation.service->apiVersion.toUtf8()));
    }
    if (quirks.treeHash && !request.headers.contains("x-amz-sha256-tree-hash"))
        request.headers.append("x-amz-sha256-tree-hash", treeHash(request.body));
    const model::Member *payload = quirks.waitsForContinue ? payloadMember(*operation.input) : nullptr;
    if (payload && input.contains(payload->name))
        request.headers.append("expect", "100-continue");
    if (quirks.queryInBody && request.method == "GET")
        moveQueryToBody(request);
}

Fraction fractionOf(const model::Operation &operation)
{
    return quirks::quirksOf(operation).milliseconds ? Fraction::Milliseconds : Fraction::Shortest;
}

} // namespace formwork::protocol
