// SPDX-License-Identifier: Apache-2.0
// What is put on the wire: whatever a document holds, it stays inside the part of the request where it
// belongs, and a server that reads the request does not stumble.
#include "document/json.h"
#include "everything.h"
#include "harness.h"
#include "protocol/codec.h"

#include <algorithm>
#include <vector>

using namespace formwork;

namespace
{

std::vector<model::OperationPtr> allOperations()
{
    std::vector<model::OperationPtr> operations;
    using enum model::Protocol;
    for (const auto protocol :
         {AwsJson10, AwsJson11, RestJson, RestXml, Query, Ec2Query, RpcV2Cbor, RpcV2Json}) {
        for (const auto layout : {fuzz::Layout::Body, fuzz::Layout::Structure, fuzz::Layout::Bytes})
            operations.push_back(fuzz::everything(protocol, layout));
    }
    return operations;
}

bool isVisible(const QByteArray &text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 127; });
}

bool isOneLine(const QByteArray &text)
{
    return std::ranges::none_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const std::vector<model::OperationPtr> operations = allOperations();
    if (size == 0)
        return 0;
    const model::Operation &operation = *operations[data[0] % operations.size()];
    const auto input = document::fromJson(fuzz::bytes(data + 1, size - 1), *operation.input);
    if (!input)
        return 0;
    const auto made = protocol::serialise(operation, *input, "/base");
    if (!made) {
        fuzz::require(!made.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    const http::Request &request = made->request;
    fuzz::require(isVisible(request.path) && !request.path.contains('?') && !request.path.contains('#'),
                  "a path is a path");
    fuzz::require(isVisible(request.query) && !request.query.contains('#'), "a query is a query");
    for (const auto &[name, value] : request.headers)
        fuzz::require(isVisible(name) && !name.contains(':') && isOneLine(value), "a header is one line");
    (void)protocol::parseRequest(operation, request);
    return 0;
}
