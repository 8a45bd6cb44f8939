// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/http.h"
#include "model/service.h"
#include "protocol/eventframes.h"

#include <QCborArray>
#include <QCborMap>
#include <QStringList>

// Answers that are streams of events, read and written in the language of the operation's protocol.
namespace formwork::protocol
{

// The member of a structure that is a stream of events; null if there is none.
[[nodiscard]] const model::Member *eventStream(const model::Shape &shape);

struct Event {
    enum class Kind {
        Initial, // members of the output beside the stream, in protocols that have no headers for them
        Modelled,
        Unknown, // of a later model than ours: its name and nothing of its content
    };
    Kind kind = Kind::Modelled;
    QString name; // the member of the union
    QCborValue value;
    QStringList notes; // what of it does not fit the model
    std::optional<Error> error; // the service ends the stream with it; Phase::Service
};

[[nodiscard]] Result<Event> eventFrom(const model::Operation &operation, const EventMessage &message);

// For the practice account: a structure with one member named, the event; headers of the answer are as for
// any other, but for its type.
[[nodiscard]] Result<EventMessage> messageOf(const model::Operation &operation, const QString &name,
                                             const QCborMap &value);
[[nodiscard]] Result<EventMessage> initialResponse(const model::Operation &operation, const QCborMap &output);

// A whole stream, and what stands for it in an output: a list of maps with one member each, in their order.
// Unknown events are left out. `notes` are those of events; the error that ended the stream is its `error`.
struct Events {
    QCborMap initial;
    QCborArray list;
    QStringList notes;
    std::optional<Error> error;
};
[[nodiscard]] Result<Events> eventsFrom(const model::Operation &operation, const QByteArray &body);
[[nodiscard]] Result<QByteArray> streamOf(const model::Operation &operation, const QCborMap &output);

inline constexpr QByteArrayView kEventStreamType = "application/vnd.amazon.eventstream";

} // namespace formwork::protocol
