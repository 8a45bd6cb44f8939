// SPDX-License-Identifier: Apache-2.0
#include "transfer/eventsink.h"

#include "base/tr.h"

namespace formwork::transfer
{

namespace
{

constexpr qsizetype kMostNotes = 100;

Error broken(const QString &message)
{
    Error error{Phase::Parse, QStringLiteral("NotEventStream"), message, {}};
    error.bytesMayHaveLeft = true;
    return error;
}

} // namespace

EventSink::EventSink(model::OperationPtr operation, Take take)
    : m_operation(std::move(operation))
    , m_take(std::move(take))
{
}

std::shared_ptr<EventSink> EventSink::of(const model::OperationPtr &operation, Take take)
{
    if (!protocol::eventStream(*operation->output))
        return nullptr;
    return std::shared_ptr<EventSink>(new EventSink(operation, std::move(take)));
}

Result<void> EventSink::begin(const http::Response &head)
{
    m_hasBegun = true;
    const QByteArray type = head.headers.value("content-type");
    if (type.toLower().startsWith(protocol::kEventStreamType))
        return {};
    return std::unexpected(broken(Tr::tr("The service answered something else where a stream of events "
                                         "belongs (content type %1).")
                                      .arg(QString::fromLatin1(type.left(80)))));
}

Result<void> EventSink::write(const QByteArray &bytes)
{
    m_received += bytes.size();
    if (m_received > kMostBytes)
        return std::unexpected(
            broken(Tr::tr("The stream of events is longer than Formwork reads (%1 bytes).").arg(kMostBytes)));
    m_frames.feed(bytes);
    while (true) {
        auto message = m_frames.next();
        if (!message)
            return std::unexpected(message.error());
        if (!*message)
            return {};
        const auto event = protocol::eventFrom(*m_operation, **message);
        if (!event)
            return std::unexpected(event.error());
        if (m_notes.size() < kMostNotes)
            m_notes += event->notes;
        if (event->kind == protocol::Event::Kind::Initial)
            m_initial = event->value.toMap();
        else
            ++m_count;
        if (m_take)
            m_take(*event);
        if (event->error)
            return std::unexpected(*event->error);
    }
}

Result<QCborMap> EventSink::finish() const
{
    if (!m_frames.isBetween())
        return std::unexpected(broken(Tr::tr("The stream of events ends in the middle of one.")));
    QCborMap output = m_initial;
    output[protocol::eventStream(*m_operation->output)->name] = eventCount(m_count, m_received);
    return output;
}

QCborMap eventCount(qint64 count, qint64 bytes)
{
    return {{QStringLiteral("events"), count}, {QStringLiteral("bytes"), bytes}};
}

} // namespace formwork::transfer
