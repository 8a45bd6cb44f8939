// SPDX-License-Identifier: Apache-2.0
// Streams of events. Whatever comes is read or refused; where the pieces are cut makes no difference; frames
// that were read are written as the same ones.
#include "everything.h"
#include "harness.h"
#include "protocol/codec.h"
#include "protocol/events.h"

#include <algorithm>
#include <array>

using namespace formwork;

namespace
{

struct Read {
    std::vector<protocol::EventMessage> messages;
    bool isBroken = false;
};

Read read(const QByteArray &bytes, qsizetype piece)
{
    Read result;
    protocol::EventFrames frames;
    for (qsizetype at = 0; at < bytes.size() && !result.isBroken; at += piece) {
        frames.feed(bytes.mid(at, piece));
        while (true) {
            auto message = frames.next();
            result.isBroken = !message.has_value();
            if (!message || !*message)
                break;
            result.messages.push_back(**std::move(message));
        }
    }
    return result;
}

// The fuzzer cannot guess checksums: they are set right, unless the input asks for its own.
QByteArray mended(QByteArray bytes)
{
    protocol::EventMessage message;
    message.headers = {{":message-type", QStringLiteral("event")}};
    const qsizetype cut = bytes.indexOf('\n');
    message.headers.emplace_back(":event-type", QString::fromUtf8(cut < 0 ? bytes : bytes.first(cut)));
    message.payload = cut < 0 ? QByteArray() : bytes.sliced(cut + 1);
    return protocol::framed(message);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    using model::Protocol;
    static const std::array operations{
        fuzz::streaming(Protocol::AwsJson11), fuzz::streaming(Protocol::RestJson),
        fuzz::streaming(Protocol::RestXml), fuzz::streaming(Protocol::RpcV2Cbor)};
    if (size < 2)
        return 0;
    const model::Operation &operation = *operations[data[0] % operations.size()];
    const bool isRaw = data[1] % 2 == 1;
    const QByteArray rest = fuzz::bytes(data + 2, size - 2);
    const QByteArray bytes = isRaw ? rest : mended(rest);
    const Read whole = read(bytes, std::max<qsizetype>(bytes.size(), 1));
    const Read pieces = read(bytes, 7);
    fuzz::require(whole.isBroken == pieces.isBroken && whole.messages.size() == pieces.messages.size(),
                  "where pieces are cut makes no difference");
    for (const protocol::EventMessage &message : whole.messages) {
        const Read again = read(protocol::framed(message), 1 << 20);
        fuzz::require(!again.isBroken && again.messages.size() == 1
                          && again.messages.front().payload == message.payload
                          && again.messages.front().headers.size() == message.headers.size(),
                      "a frame is written as it was read");
        const auto event = protocol::eventFrom(operation, message);
        fuzz::require(event.has_value() || !event.error().message.isEmpty(), "a refusal has a sentence");
    }
    const auto answer =
        protocol::parse(operation, {200, {{"content-type", "application/vnd.amazon.eventstream"}}, bytes});
    fuzz::require(answer.has_value() || !answer.error().message.isEmpty(), "a refusal has a sentence");
    return 0;
}
