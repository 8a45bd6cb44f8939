// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "shapes.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Location;
using model::Protocol;
using model::Shape;
using model::ShapeType;

namespace
{

QCborMap one(const char *name, const QCborValue &value)
{
    QCborMap map;
    map[QLatin1String(name)] = value;
    return map;
}

} // namespace

// Inputs that cannot be put on the wire: each is told with its place, and nothing is sent.
class RefusalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesThePlace_data();
    void namesThePlace();
    void refusesDepth_data();
    void refusesDepth();
    void refusesWhatOnlyJsonCanCarry_data();
    void refusesWhatOnlyJsonCanCarry();
};

void RefusalsTest::namesThePlace_data()
{
    QTest::addColumn<QCborMap>("input");
    QTest::addColumn<QString>("place");
    const auto with = [](const char *name, const QCborValue &value) {
        QCborMap map = one("id", QStringLiteral("x"));
        map[QLatin1String(name)] = value;
        return map;
    };
    QTest::newRow("missing label") << QCborMap() << QStringLiteral("/id");
    QTest::newRow("empty label") << one("id", QString()) << QStringLiteral("/id");
    QTest::newRow("header injection")
        << with("header", QStringLiteral("a\r\nX-Evil: 1")) << QStringLiteral("/header");
    QTest::newRow("header name injection")
        << with("meta", one("a:\r\nb", QStringLiteral("x"))) << QStringLiteral("/meta/a:");
    QTest::newRow("text for a number") << with("number", QStringLiteral("12")) << QStringLiteral("/number");
    QTest::newRow("fraction for a whole number") << with("number", 1.5) << QStringLiteral("/number");
    QTest::newRow("text for bytes") << with("bytes", QStringLiteral("not base64!"))
                                    << QStringLiteral("/bytes");
    QTest::newRow("text for a time") << with("time", QStringLiteral("soon")) << QStringLiteral("/time");
    QTest::newRow("inside a list") << with("list", QCborArray{1, QStringLiteral("x")})
                                   << QStringLiteral("/list/1");
    QTest::newRow("map for a list") << with("list", QCborMap()) << QStringLiteral("/list");
}

void RefusalsTest::namesThePlace()
{
    QFETCH(QCborMap, input);
    QFETCH(QString, place);
    OperationBuilder builder(Protocol::RestJson);
    builder.operation().httpUri = "/{id}";
    Shape *text = builder.scalar(ShapeType::String);
    OperationBuilder::add(builder.input(), QStringLiteral("id"), text, Location::Label);
    OperationBuilder::add(builder.input(), QStringLiteral("header"), text, Location::Header,
                          QStringLiteral("X-H"));
    OperationBuilder::add(builder.input(), QStringLiteral("meta"), builder.map(text), Location::PrefixHeaders,
                          QStringLiteral("x-"));
    OperationBuilder::add(builder.input(), QStringLiteral("number"), builder.scalar(ShapeType::Integer));
    OperationBuilder::add(builder.input(), QStringLiteral("bytes"), builder.scalar(ShapeType::Blob));
    OperationBuilder::add(builder.input(), QStringLiteral("time"), builder.scalar(ShapeType::Timestamp));
    OperationBuilder::add(builder.input(), QStringLiteral("list"),
                          builder.list(builder.scalar(ShapeType::Long)));
    const auto result = protocol::serialise(builder.operation(), input);
    QVERIFY(!result);
    QCOMPARE(result.error().phase, Phase::Serialise);
    QVERIFY2(result.error().message.contains(place), qPrintable(result.error().message));
    QVERIFY(!result.error().bytesMayHaveLeft);
}

void RefusalsTest::refusesDepth_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("aws-json") << int(Protocol::AwsJson10);
    QTest::newRow("rest-xml") << int(Protocol::RestXml);
    QTest::newRow("query") << int(Protocol::Query);
    QTest::newRow("rpc-v2-cbor") << int(Protocol::RpcV2Cbor);
    QTest::newRow("rpc-v2-json") << int(Protocol::RpcV2Json);
}

void RefusalsTest::refusesDepth()
{
    QFETCH(int, protocol);
    OperationBuilder builder(static_cast<Protocol>(protocol));
    OperationBuilder::add(builder.input(), QStringLiteral("again"), builder.input());
    QCborMap input;
    for (int i = 0; i < 500; ++i)
        input = one("again", input);
    const auto result = protocol::serialise(builder.operation(), input);
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(QStringLiteral("levels")));
}

void RefusalsTest::refusesWhatOnlyJsonCanCarry_data()
{
    QTest::addColumn<int>("protocol");
    QTest::newRow("rest-xml") << int(Protocol::RestXml);
    QTest::newRow("query") << int(Protocol::Query);
    QTest::newRow("ec2-query") << int(Protocol::Ec2Query);
}

void RefusalsTest::refusesWhatOnlyJsonCanCarry()
{
    QFETCH(int, protocol);
    OperationBuilder builder(static_cast<Protocol>(protocol));
    OperationBuilder::add(builder.input(), QStringLiteral("a"), builder.scalar(ShapeType::String));
    const auto result = protocol::serialise(builder.operation(), one("unknown", 1));
    QVERIFY(!result);
    QVERIFY(result.error().message.contains(QStringLiteral("/unknown")));
    if (protocol == int(Protocol::RestXml))
        QVERIFY(!protocol::serialise(builder.operation(), one("a", QStringLiteral("\u0001"))));
}

QTEST_GUILESS_MAIN(RefusalsTest)
#include "tst_refusals.moc"
