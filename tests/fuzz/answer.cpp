// SPDX-License-Identifier: Apache-2.0
// One response codec. Whatever a service, a proxy or an attacker answers is read or refused; what was read
// can be shown, and what was refused has a sentence.
#include "document/json.h"
#include "document/redact.h"
#include "everything.h"
#include "harness.h"
#include "protocol/codec.h"

#include <array>

using namespace formwork;

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
    const auto answer = protocol::parse(operation, fuzz::response(fuzz::bytes(data + 1, size - 1)));
    if (!answer) {
        fuzz::require(!answer.error().message.isEmpty(), "a refusal has a sentence");
        return 0;
    }
    fuzz::require(answer->output.isMap(), "an answer is a structure");
    if (answer->error) {
        fuzz::require(!answer->error->code.isEmpty(), "an error has a code");
        return 0;
    }
    if (answer->notes.isEmpty()) {
        fuzz::requireStableJson(answer->output, *operation.output);
    } else { // odd members stand as they came, which is none of their shape, but JSON all the same
        const QByteArray json =
            document::toJson(answer->output, *operation.output, document::JsonStyle::Compact);
        const auto plain = document::fromPlainJson(json);
        fuzz::require(plain.has_value(), "what is kept of an odd answer is JSON");
    }
    const QCborValue hidden = document::redacted(answer->output, *operation.output);
    fuzz::require(hidden.toMap().size() == answer->output.toMap().size(), "hiding secrets drops no member");
    return 0;
}
