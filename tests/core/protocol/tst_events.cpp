// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "protocol/events.h"
#include "shapes.h"

#include <QCborArray>
#include <QDateTime>
#include <QTest>
#include <QUuid>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::Shape;
using model::ShapeType;
using protocol::EventFrames;
using protocol::EventMessage;

namespace
{

// An answer with a stream of texts, of pieces with a header and bytes, and of a failure.
OperationBuilder streaming(Protocol protocol)
{
    OperationBuilder builder(protocol);
    Shape *text = builder.scalar(ShapeType::String);
    Shape *events = builder.structure(QStringLiteral("Events"));
    events->type = ShapeType::Union;
    events->eventStream = true;
    Shape *line = builder.structure(QStringLiteral("Line"));
    OperationBuilder::add(line, QStringLiteral("text"), text);
    OperationBuilder::add(events, QStringLiteral("line"), line);
    Shape *piece = builder.structure(QStringLiteral("Piece"));
    OperationBuilder::add(piece, QStringLiteral("number"), builder.scalar(ShapeType::Long)).eventHeader =
        true;
    OperationBuilder::add(piece, QStringLiteral("bytes"), builder.scalar(ShapeType::Blob)).eventPayload =
        true;
    OperationBuilder::add(events, QStringLiteral("piece"), piece);
    Shape *busy = builder.error(QStringLiteral("BusyException"), 429);
    busy->error.throttling = true;
    OperationBuilder::add(busy, QStringLiteral("message"), text);
    OperationBuilder::add(events, QStringLiteral("busy"), busy);
    const bool isRest = protocol == Protocol::RestJson || protocol == Protocol::RestXml;
    OperationBuilder::add(builder.output(), QStringLiteral("session"), text,
                          isRest ? Location::Header : Location::Body, QStringLiteral("x-session"));
    if (isRest)
        OperationBuilder::add(builder.output(), QStringLiteral("events"), events, Location::Payload);
    else
        OperationBuilder::add(builder.output(), QStringLiteral("events"), events);
    return builder;
}

EventMessage exception(const char *type, const char *name, const QByteArray &payload)
{
    return {{{":message-type", QString::fromLatin1(type)},
             {":exception-type", QString::fromLatin1(name)},
             {":error-code", QString::fromLatin1(name)},
             {":error-message", QStringLiteral("over")}},
            payload};
}

QByteArray stream(std::initializer_list<EventMessage> messages)
{
    QByteArray bytes;
    for (const EventMessage &message : messages)
        bytes += protocol::framed(message);
    return bytes;
}

Result<protocol::Answer> parsed(const OperationBuilder &builder, const QByteArray &body)
{
    return protocol::parse(*builder.ptr(),
                           {200, {{"content-type", "application/vnd.amazon.eventstream"}}, body});
}

} // namespace

class EventsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPublishedFrames();
    void keepsTypesOfHeaders();
    void waitsForWholeFrames();
    void refusesBrokenFrames_data();
    void refusesBrokenFrames();
    void goesThereAndBack_data();
    void goesThereAndBack();
    void tellsExceptions();
    void skipsUnknownEvents();
    void refusesHalfAStream();
};

// The bytes that AWS's SDKs test themselves with.
void EventsTest::readsPublishedFrames()
{
    const QByteArray empty = QByteArray::fromHex("000000100000000005c248eb7d98c8ff");
    const QByteArray plain =
        QByteArray::fromHex("0000001d00000000fd528c5a") + "{'foo':'bar'}" + QByteArray::fromHex("c3653936");
    EventFrames frames;
    frames.feed(empty + plain);
    auto first = frames.next();
    QVERIFY(first && *first && (*first)->payload.isEmpty());
    auto second = frames.next();
    QVERIFY(second && *second);
    QCOMPARE((*second)->payload, "{'foo':'bar'}");
    QVERIFY(frames.isBetween());
    QCOMPARE(protocol::framed(**first), empty);
    QCOMPARE(protocol::framed(**second), plain);
}

void EventsTest::keepsTypesOfHeaders()
{
    const EventMessage message{
        {{"t", true},
         {"f", false},
         {"n", -5},
         {"s", QStringLiteral("\u00fc")},
         {"b", QByteArray("\x00\x01", 2)},
         {"d", QCborValue(QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC))},
         {"u", QCborValue(QUuid(QStringLiteral("{00000000-0000-4000-8000-00000000000a}")))}},
        "p"};
    EventFrames frames;
    frames.feed(protocol::framed(message));
    const auto read = frames.next();
    QVERIFY(read && *read);
    QCOMPARE((*read)->headers.size(), message.headers.size());
    for (const auto &[name, value] : message.headers)
        QCOMPARE((*read)->header(name), value);
}

void EventsTest::waitsForWholeFrames()
{
    const QByteArray bytes = stream({{{{"a", 1}}, "x"}, {{{"a", 2}}, "y"}});
    EventFrames frames;
    int count = 0;
    for (const char byte : bytes) {
        frames.feed(QByteArray(1, byte));
        const auto message = frames.next();
        QVERIFY(message);
        count += *message ? 1 : 0;
    }
    QCOMPARE(count, 2);
}

void EventsTest::refusesBrokenFrames_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const QByteArray good = protocol::framed({{{"name", QStringLiteral("v")}}, "payload"});
    const auto broken = [&good](const char *name, qsizetype at, char with) {
        QByteArray bytes = good;
        bytes[at] = with;
        QTest::newRow(name) << bytes;
    };
    broken("length", 3, 1);
    broken("length of headers", 7, 2);
    broken("first checksum", 9, 0x55);
    broken("payload", good.size() - 6, 'X');
    broken("last checksum", good.size() - 1, 0x55);
    QTest::newRow("web page") << QByteArray("<!DOCTYPE html><html></html>");
}

void EventsTest::refusesBrokenFrames()
{
    QFETCH(const QByteArray, bytes);
    EventFrames frames;
    frames.feed(bytes);
    const auto message = frames.next();
    QVERIFY(!message);
    QCOMPARE(message.error().code, QStringLiteral("NotEventStream"));
}

void EventsTest::goesThereAndBack_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("aws-json") << int(Protocol::AwsJson11);
    QTest::newRow("rest-json") << int(Protocol::RestJson);
    QTest::newRow("rest-xml") << int(Protocol::RestXml);
    QTest::newRow("rpc-v2-cbor") << int(Protocol::RpcV2Cbor);
    QTest::newRow("rpc-v2-json") << int(Protocol::RpcV2Json);
}

void EventsTest::goesThereAndBack()
{
    QFETCH(int, protocol);
    const OperationBuilder builder = streaming(static_cast<Protocol>(protocol));
    const QCborArray events{
        QCborMap{{QStringLiteral("line"), QCborMap{{QStringLiteral("text"), QStringLiteral("a<b")}}}},
        QCborMap{
            {QStringLiteral("piece"),
             QCborMap{{QStringLiteral("bytes"), QByteArray("\x01\x02")}, {QStringLiteral("number"), 7}}}}};
    const QCborMap output{{QStringLiteral("session"), QStringLiteral("s-1")},
                          {QStringLiteral("events"), events}};
    const http::Response response = protocol::writeResponse(*builder.ptr(), output, QStringLiteral("r-1"));
    QCOMPARE(response.headers.value("content-type"), "application/vnd.amazon.eventstream");
    const auto answer = protocol::parse(*builder.ptr(), response);
    QVERIFY2(answer && !answer->error, answer ? "" : qPrintable(answer.error().message));
    QCOMPARE(answer->requestId, QStringLiteral("r-1"));
    QCOMPARE(answer->output.toMap().value(QStringLiteral("session")).toString(), QStringLiteral("s-1"));
    QCOMPARE(QCborValue(answer->output.toMap().value(QStringLiteral("events"))), QCborValue(events));
}

void EventsTest::tellsExceptions()
{
    const OperationBuilder builder = streaming(Protocol::RestJson);
    const auto modelled = parsed(builder, stream({exception("exception", "busy", R"({"message":"later"})")}));
    QVERIFY(modelled && modelled->error);
    QCOMPARE(modelled->error->code, QStringLiteral("BusyException"));
    QCOMPARE(modelled->error->message, QStringLiteral("later"));
    QVERIFY(modelled->error->throttling);
    const auto unknown = parsed(builder, stream({exception("exception", "newer", "?")}));
    QVERIFY(unknown && unknown->error);
    QCOMPARE(unknown->error->code, QStringLiteral("newer"));
    const auto plain = parsed(builder, stream({exception("error", "Internal", {})}));
    QVERIFY(plain && plain->error);
    QCOMPARE(plain->error->code, QStringLiteral("Internal"));
    QCOMPARE(plain->error->message, QStringLiteral("over"));
}

void EventsTest::skipsUnknownEvents()
{
    const OperationBuilder builder = streaming(Protocol::RestJson);
    const EventMessage newer{
        {{":message-type", QStringLiteral("event")}, {":event-type", QStringLiteral("newer")}}, "{"};
    const auto line = protocol::messageOf(*builder.ptr(), QStringLiteral("line"),
                                          {{QStringLiteral("text"), QStringLiteral("t")}});
    QVERIFY(line);
    const auto answer = parsed(builder, stream({newer, *line}));
    QVERIFY(answer && !answer->error);
    QCOMPARE(answer->output.toMap().value(QStringLiteral("events")).toArray().size(), 1);
    const auto event = protocol::eventFrom(*builder.ptr(), newer);
    QVERIFY(event && event->kind == protocol::Event::Kind::Unknown && event->value.isUndefined());
}

void EventsTest::refusesHalfAStream()
{
    const OperationBuilder builder = streaming(Protocol::RestJson);
    const auto line = protocol::messageOf(*builder.ptr(), QStringLiteral("line"), {});
    const auto answer = parsed(builder, protocol::framed(*line).chopped(3));
    QVERIFY(!answer);
    QVERIFY(!parsed(builder, protocol::framed({{}, "x"})));
}

QTEST_GUILESS_MAIN(EventsTest)
#include "tst_events.moc"
