// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "protocol/events.h"
#include "transport/bodysink.h"

#include <QCborMap>
#include <QStringList>

#include <functional>

namespace formwork::transfer
{

// The events of an answer, handed on one by one as they come and counted; none is kept. One call's, on its
// thread.
class EventSink final : public transport::BodySink
{
public:
    using Take = std::function<void(const protocol::Event &)>;

    // Null for an operation whose answer is no stream of events.
    [[nodiscard]] static std::shared_ptr<EventSink> of(const model::OperationPtr &operation, Take take);

    static constexpr qint64 kMostBytes = 4ll * 1024 * 1024 * 1024; // of one answer

    [[nodiscard]] Result<void> begin(const http::Response &head) override;
    // An error of the stream, or one that the service ends it with, ends the exchange.
    [[nodiscard]] Result<void> write(const QByteArray &bytes) override;
    [[nodiscard]] qint64 received() const override { return m_received; }
    [[nodiscard]] qint64 total() const override { return -1; }

    // After the last byte: whether the stream had its end there, and what stands for it in the output.
    [[nodiscard]] Result<QCborMap> finish() const;
    [[nodiscard]] bool hasBegun() const { return m_hasBegun; } // it cannot be asked for again
    [[nodiscard]] const QStringList &notes() const { return m_notes; }
    [[nodiscard]] qint64 count() const { return m_count; }

private:
    EventSink(model::OperationPtr operation, Take take);

    model::OperationPtr m_operation;
    Take m_take;
    protocol::EventFrames m_frames;
    QCborMap m_initial;
    QStringList m_notes; // the first of them
    qint64 m_received = 0;
    qint64 m_count = 0;
    bool m_hasBegun = false;
};

using EventSinkPtr = std::shared_ptr<EventSink>;

// What the history keeps of events: how many, and how many bytes.
[[nodiscard]] QCborMap eventCount(qint64 count, qint64 bytes);

} // namespace formwork::transfer
