// SPDX-License-Identifier: Apache-2.0
#include "practice/messages.h"
#include "practice/messagewords.h"

#include <QCborArray>
#include <QSet>

#include <algorithm>

namespace formwork::practice
{

using namespace messagewords;

namespace
{

QString groupOf(const Thing &message)
{
    return messageText(message.input.value(kSystem).toMap(), "MessageGroupId");
}

} // namespace

Outcome<bool> Messages::isMoved(const Call &call, const Queue &queue, Thing &message)
{
    const Queue::Redrive redrive = queue.redrive();
    if (redrive.name.isEmpty() || redrive.most < 1 || message.input.value(kCount).toInteger() < redrive.most)
        return false;
    const Outcome<Queue> target = queueOf(call, redrive.name);
    if (!target)
        return false; // there is nowhere to go
    message.kind = target->kind();
    message.input[kVisible] = call.now.toMSecsSinceEpoch();
    const Result<void> done = m_things.move(message);
    if (call.stir)
        call.stir(topicOfMessages(call, *target));
    return done ? Outcome<bool>(true) : messageTrouble(done.error());
}

// Those that are received now; they are hidden from others for a while.
Outcome<QCborArray> Messages::take(const Call &call, const Queue &queue, QList<Thing> free, qint64 most)
{
    const auto hiding =
        messageNumber(call.input, "VisibilityTimeout", 0, kLongestHiding, queue.number("VisibilityTimeout"));
    if (!hiding)
        return std::unexpected(hiding.error());
    const qint64 now = call.now.toMSecsSinceEpoch();
    QCborArray received;
    for (Thing &message : free) {
        if (received.size() == most)
            break;
        const Outcome<bool> moved = isMoved(call, queue, message);
        if (!moved)
            return std::unexpected(moved.error());
        if (*moved)
            continue;
        message.input[kCount] = message.input.value(kCount).toInteger() + 1;
        message.input[kVisible] = now + *hiding * 1000;
        if (!message.input.contains(kFirst))
            message.input[kFirst] = now;
        if (const Result<void> done = m_things.change(message); !done)
            return messageTrouble(done.error());
        received.append(toldMessage(call, message));
    }
    return received;
}

Messages::Answer Messages::receive(const Call &call, const Queue &queue)
{
    const auto most = messageNumber(call.input, "MaxNumberOfMessages", 1, 10, 1);
    const auto patience = messageNumber(call.input, "WaitTimeSeconds", 0, kLongestWaiting,
                                        queue.number("ReceiveMessageWaitTimeSeconds"));
    if (!most || !patience)
        return std::unexpected(most ? patience.error() : most.error());
    const qint64 now = call.now.toMSecsSinceEpoch();
    const qint64 end = call.arrival.first.toMSecsSinceEpoch() + *patience * 1000;
    qint64 next = end; // when there may be one
    QSet<QString> waiting; // groups of which one is with somebody
    QList<Thing> free;
    const Outcome<void> read = eachMessage(call, queue, [&](Thing &message) {
        const QString group = queue.isFifo() ? groupOf(message) : QString();
        if (visibleFrom(message) > now) {
            waiting.insert(group);
            next = std::min(next, visibleFrom(message));
        } else if (!queue.isFifo() || !waiting.contains(group)) {
            free.append(message);
        }
        return free.size() < kAtOnce;
    });
    const Outcome<QCborArray> received =
        read ? take(call, queue, std::move(free), *most) : std::unexpected(read.error());
    if (!received)
        return std::unexpected(received.error());
    if (!received->isEmpty())
        return Told{{{QStringLiteral("Messages"), *received}}, 0};
    if (now >= end)
        return Told{};
    return Told{{}, 0, Waiting{topicOfMessages(call, queue), QDateTime::fromMSecsSinceEpoch(next, Qt::UTC)}};
}

} // namespace formwork::practice
