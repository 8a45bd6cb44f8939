// SPDX-License-Identifier: Apache-2.0
// One request parser of the practice account. Whatever a client sends is read or refused with a sentence;
// what was read can be shown, and sent again it is read as the same.
#include "document/json.h"
#include "everything.h"
#include "harness.h"
#include "protocol/codec.h"

#include <array>

using namespace formwork;

namespace
{

// "METHOD PATH?QUERY\nname: value\n\nbody"
http::Request request(const QByteArray &text)
{
    http::Request request;
    auto [line, rest] = fuzz::cutLine(text);
    const qsizetype blank = line.indexOf(' ');
    const QByteArray target = blank < 0 ? line : line.sliced(blank + 1);
    const qsizetype mark = target.indexOf('?');
    request.method = blank < 0 ? "POST" : line.first(blank);
    request.path = mark < 0 ? target : target.first(mark);
    request.query = mark < 0 ? QByteArray() : target.sliced(mark + 1);
    while (!rest.isEmpty()) {
        std::tie(line, rest) = fuzz::cutLine(rest);
        const qsizetype colon = line.indexOf(':');
        if (colon < 0)
            break;
        request.headers.append(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    request.body = rest;
    return request;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static const std::array operations{
        fuzz::everything(model::Protocol::FUZZ_PROTOCOL, fuzz::Layout::Body),
        fuzz::everything(model::Protocol::FUZZ_PROTOCOL, fuzz::Layout::Structure),
        fuzz::everything(model::Protocol::FUZZ_PROTOCOL, fuzz::Layout::Bytes),
    };
    if (size == 0)
        return 0;
    const model::Operation &operation = *operations[data[0] % operations.size()];
    const auto input = protocol::parseRequest(operation, request(fuzz::bytes(data + 1, size - 1)));
    if (!input) {
        fuzz::require(!input.error().message.isEmpty(), "a refusal has a sentence");
        const http::Response no = protocol::writeError(operation, QStringLiteral("Malformed"),
                                                       input.error().message, 400, QStringLiteral("r"));
        const auto answer = protocol::parse(operation, no);
        fuzz::require(answer && answer->error, "a client reads the refusal");
        return 0;
    }
    fuzz::require(input->isMap(), "an input is a structure");
    (void)document::toJson(*input, *operation.input, document::JsonStyle::Compact);
    const auto again = protocol::serialise(operation, *input);
    if (!again)
        return 0; // an empty label, a control character: nothing a client would send
    const auto second = protocol::parseRequest(operation, again->request);
    fuzz::require(second.has_value(), "what a client sends is read");
    const auto third = protocol::serialise(operation, *second);
    fuzz::require(third.has_value() && third->request.body == again->request.body
                      && third->request.target() == again->request.target(),
                  "what was read is sent as it came");
    return 0;
}
