// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QCborValue>

#include <optional>
#include <utility>
#include <vector>

// The frames of application/vnd.amazon.eventstream: lengths, headers with a type each, a payload, and a CRC
// of the lengths and of all of it.
namespace formwork::protocol
{

struct EventMessage {
    // Booleans, integers, byte strings, texts, times and UUIDs, as QCborValue has them.
    std::vector<std::pair<QByteArray, QCborValue>> headers;
    QByteArray payload;

    [[nodiscard]] QCborValue header(QByteArrayView name) const; // Undefined where there is none
    [[nodiscard]] QString headerText(QByteArrayView name) const;
};

// Takes a stream apart as it comes.
class EventFrames
{
public:
    // As much as AWS lets a service send: 24 MiB with 128 KiB of headers.
    static constexpr quint32 kMostBytes = 24 * 1024 * 1024;
    static constexpr quint32 kMostHeaderBytes = 128 * 1024;

    void feed(const QByteArray &bytes) { m_pending += bytes; }

    // The next whole message; nothing while more bytes are wanted. An error (Phase::Parse, "NotEventStream")
    // ends the stream: what follows a broken frame cannot be found.
    [[nodiscard]] Result<std::optional<EventMessage>> next();

    // Whether the stream may end here: between two frames.
    [[nodiscard]] bool isBetween() const { return m_pending.isEmpty(); }

private:
    QByteArray m_pending;
};

// A frame with the message. Headers as above: integers become longs.
[[nodiscard]] QByteArray framed(const EventMessage &message);

} // namespace formwork::protocol
