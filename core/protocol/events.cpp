// SPDX-License-Identifier: Apache-2.0
#include "protocol/events.h"

#include "base/tr.h"
#include "protocol/codec.h"
#include "protocol/misfit.h"
#include "protocol/protocolcodec.h"
#include "protocol/text.h"

#include <algorithm>

namespace formwork::protocol
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

const ProtocolCodec &codecOf(const model::Operation &operation)
{
    return codecFor(operation.service->protocols.value(0, model::Protocol::RestJson));
}

const Member *payloadOf(const Shape &event)
{
    const auto found = std::ranges::find_if(event.members, &Member::eventPayload);
    return found == event.members.end() ? nullptr : &*found;
}

// Not as it came: what is sensitive in it could not be told any more.
bool fits(const Shape &shape, const QCborValue &value)
{
    switch (shape.type) {
    case ShapeType::Boolean:
        return value.isBool();
    case ShapeType::Blob:
        return value.isByteArray();
    case ShapeType::Timestamp:
        return value.isDateTime();
    default:
        return shape.isText() ? value.isString() || value.isUuid() : shape.isInteger() && value.isInteger();
    }
}

void readHeaders(const Shape &shape, const EventMessage &message, QCborMap &map, QStringList &notes)
{
    for (const Member &member : shape.members) {
        const QCborValue value = member.eventHeader ? message.header(member.name.toUtf8()) : QCborValue();
        if (value.isUndefined())
            continue;
        if (fits(*member.target, value))
            map[member.name] =
                value.isUuid() ? QCborValue(value.toUuid().toString(QUuid::WithoutBraces)) : value;
        else
            notes.append(
                Tr::tr("The header %1 of an event is of another type than its model says.").arg(member.name));
    }
}

Result<QCborMap> readEvent(const model::Operation &operation, const Shape &shape, const EventMessage &message,
                           QStringList &notes)
{
    QCborMap map;
    Misfit misfit(Misfit::Manner::Lenient);
    const Member *payload = payloadOf(shape);
    const bool isWhole = payload && !payload->target->isAggregate();
    if (isWhole) {
        map[payload->name] = payload->target->type == ShapeType::Blob ? QCborValue(message.payload)
                                                                      : textFromUtf8(message.payload);
    } else if (!message.payload.isEmpty()) {
        const Shape &body = payload ? *payload->target : shape;
        auto read = codecOf(operation).readStructure(body, message.payload, misfit);
        if (!read)
            return std::unexpected(read.error());
        if (payload)
            map[payload->name] = *std::move(read);
        else
            map = *std::move(read);
    }
    readHeaders(shape, message, map, notes);
    notes += misfit.notes();
    return map;
}

Error said(const QString &code, const QString &message)
{
    Error error{Phase::Service,
                code,
                message.isEmpty()
                    ? Tr::tr("The service ended the stream with %1 and gave no message.").arg(code)
                    : message,
                {}};
    error.bytesMayHaveLeft = true;
    return error;
}

QString messageIn(const QCborMap &members)
{
    for (const char *name : {"message", "Message"}) {
        if (const QString text = members.value(QLatin1StringView(name)).toString(); !text.isEmpty())
            return text;
    }
    return {};
}

Result<Event> exceptionFrom(const model::Operation &operation, const Shape &events,
                            const EventMessage &message)
{
    Event event;
    event.name = message.headerText(":exception-type");
    const Member *member = events.member(event.name);
    event.kind = member ? Event::Kind::Modelled : Event::Kind::Unknown;
    QString code = event.name;
    if (member) {
        auto read = readEvent(operation, *member->target, message, event.notes);
        if (read)
            event.value = *std::move(read);
        code = member->target->name;
    }
    event.error = said(code.isEmpty() ? QStringLiteral("Unknown") : code, messageIn(event.value.toMap()));
    if (member) {
        event.error->retryable = member->target->error.retryable;
        event.error->throttling = member->target->error.throttling;
    }
    return event;
}

} // namespace

const Member *eventStream(const Shape &shape)
{
    const auto found =
        std::ranges::find_if(shape.members, [](const Member &member) { return member.target->eventStream; });
    return found == shape.members.end() ? nullptr : &*found;
}

Result<Event> eventFrom(const model::Operation &operation, const EventMessage &message)
{
    const Member *stream = eventStream(*operation.output);
    const QString type = message.headerText(":message-type");
    if (!stream || type.isEmpty())
        return failure(Phase::Parse, QStringLiteral("NotEventStream"),
                       Tr::tr("The stream of events holds a message that does not say what it is."));
    if (type == u"error") {
        Event event{Event::Kind::Unknown, {}, {}, {}, {}};
        const QString code = message.headerText(":error-code");
        event.error =
            said(code.isEmpty() ? QStringLiteral("Unknown") : code, message.headerText(":error-message"));
        return event;
    }
    if (type == u"exception")
        return exceptionFrom(operation, *stream->target, message);
    Event event;
    event.name = message.headerText(":event-type");
    const bool isInitial = event.name == u"initial-response";
    const Member *member = isInitial ? nullptr : stream->target->member(event.name);
    if (!isInitial && !member) {
        event.kind = Event::Kind::Unknown;
        return event;
    }
    event.kind = isInitial ? Event::Kind::Initial : Event::Kind::Modelled;
    auto read = readEvent(operation, isInitial ? *operation.output : *member->target, message, event.notes);
    if (!read)
        return std::unexpected(read.error());
    event.value = *std::move(read);
    return event;
}

namespace
{

Result<EventMessage> messageFor(const model::Operation &operation, const QString &name, const Shape &shape,
                                const QCborMap &value)
{
    EventMessage message;
    message.headers = {{":message-type", QStringLiteral("event")}, {":event-type", name}};
    const Member *payload = payloadOf(shape);
    const bool isWhole = payload && !payload->target->isAggregate();
    if (isWhole) {
        const QCborValue given = value.value(payload->name);
        message.payload = given.isByteArray() ? given.toByteArray() : given.toString().toUtf8();
        message.headers.emplace_back(":content-type",
                                     payload->target->type == ShapeType::Blob
                                         ? QStringLiteral("application/octet-stream")
                                         : QStringLiteral("text/plain"));
    }
    QCborMap body = payload ? value.value(payload->name).toMap() : value;
    for (const Member &member : shape.members) {
        if (!member.eventHeader || !value.contains(member.name))
            continue;
        message.headers.emplace_back(member.name.toUtf8(), value.value(member.name));
        body.remove(member.name);
    }
    if (isWhole)
        return message;
    auto written = codecOf(operation).writeStructure(payload ? *payload->target : shape, body);
    if (!written)
        return std::unexpected(written.error());
    message.payload = *std::move(written);
    message.headers.emplace_back(
        ":content-type", QStringLiteral("application/") + codecOf(operation).bodyLanguage().toLower());
    return message;
}

} // namespace

Result<EventMessage> messageOf(const model::Operation &operation, const QString &name, const QCborMap &value)
{
    const Member *stream = eventStream(*operation.output);
    const Member *member = stream ? stream->target->member(name) : nullptr;
    if (!member)
        return failure(Phase::Local, QStringLiteral("NoSuchEvent"),
                       Tr::tr("%1 has no event %2.").arg(operation.name, name));
    return messageFor(operation, name, *member->target, value);
}

Result<EventMessage> initialResponse(const model::Operation &operation, const QCborMap &output)
{
    QCborMap rest = output;
    if (const Member *stream = eventStream(*operation.output))
        rest.remove(stream->name);
    return messageFor(operation, QStringLiteral("initial-response"), *operation.output, rest);
}

Result<Events> eventsFrom(const model::Operation &operation, const QByteArray &body)
{
    EventFrames frames;
    frames.feed(body);
    Events events;
    while (!events.error) {
        auto message = frames.next();
        if (!message)
            return std::unexpected(message.error());
        if (!*message)
            break;
        auto event = eventFrom(operation, **message);
        if (!event)
            return std::unexpected(event.error());
        events.notes += event->notes;
        events.error = event->error;
        if (event->kind == Event::Kind::Initial)
            events.initial = event->value.toMap();
        else if (event->kind == Event::Kind::Modelled && !event->error)
            events.list.append(QCborMap{{event->name, event->value}});
    }
    if (!events.error && !frames.isBetween())
        return failure(Phase::Parse, QStringLiteral("NotEventStream"),
                       Tr::tr("The stream of events ends in the middle of one."));
    return events;
}

Result<QByteArray> streamOf(const model::Operation &operation, const QCborMap &output)
{
    QByteArray body;
    const Member *stream = eventStream(*operation.output);
    if (stream->location != model::Location::Payload) { // nowhere else for the other members
        const auto first = initialResponse(operation, output);
        if (!first)
            return std::unexpected(first.error());
        body = framed(*first);
    }
    for (const QCborValue entry : output.value(stream->name).toArray()) {
        for (const auto &[name, value] : entry.toMap()) {
            const auto message = messageOf(operation, name.toString(), value.toMap());
            if (!message)
                return std::unexpected(message.error());
            body += framed(*message);
        }
    }
    return body;
}

} // namespace formwork::protocol
