// SPDX-License-Identifier: Apache-2.0
#include "protocol/codec.h"
#include "shapes.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace formwork;
using formwork::testing::OperationBuilder;
using model::Protocol;
using model::ShapeType;

// What every client of AWS unwraps in answers, as `--query` of the AWS CLI sees it.
class DecodingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsPolicies_data();
    void readsPolicies();
    void readsPoliciesInLists();
    void readsTemplates();
    void readsConsoles();
};

void DecodingTest::readsPolicies_data()
{
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("policy") << QByteArray("%7B%22Version%22%3A%222012-10-17%22%2C%22A%22%3A%5B1%5D%7D")
                            << QCborValue(QCborMap{{QStringLiteral("Version"), QStringLiteral("2012-10-17")},
                                                   {QStringLiteral("A"), QCborArray{1}}});
    QTest::newRow("plain") << QByteArray("{&quot;a&quot;:&quot;b+c&quot;}")
                           << QCborValue(QCborMap{{QStringLiteral("a"), QStringLiteral("b+c")}});
    QTest::newRow("not JSON") << QByteArray("%7Bbroken") << QCborValue(QStringLiteral("%7Bbroken"));
}

void DecodingTest::readsPolicies()
{
    QFETCH(QByteArray, wire);
    QFETCH(QCborValue, value);
    OperationBuilder builder(Protocol::Query);
    builder.service().sdkId = QStringLiteral("IAM");
    builder.operation().name = QStringLiteral("GetRole");
    model::Shape *policy = builder.scalar(ShapeType::String);
    policy->name = QStringLiteral("policyDocumentType");
    model::Shape *role = builder.structure(QStringLiteral("Role"));
    OperationBuilder::add(role, QStringLiteral("Policy"), policy);
    OperationBuilder::add(role, QStringLiteral("Name"), builder.scalar(ShapeType::String));
    OperationBuilder::add(builder.output(), QStringLiteral("Role"), role);
    const auto answer =
        protocol::parse(builder.operation(),
                        {200,
                         {},
                         "<GetRoleResponse><GetRoleResult><Role><Policy>" + wire
                             + "</Policy><Name>%7B%7D</Name></Role></GetRoleResult></GetRoleResponse>"});
    QVERIFY(answer);
    const QCborMap found = answer->output.toMap().value(QStringLiteral("Role")).toMap();
    QCOMPARE(found.value(QStringLiteral("Policy")), value);
    QCOMPARE(found.value(QStringLiteral("Name")).toString(), QStringLiteral("%7B%7D"));
}

void DecodingTest::readsPoliciesInLists()
{
    OperationBuilder builder(Protocol::Query);
    builder.service().sdkId = QStringLiteral("IAM");
    builder.operation().name = QStringLiteral("GetAll");
    model::Shape *policy = builder.scalar(ShapeType::String);
    policy->name = QStringLiteral("policyDocumentType");
    model::Shape *item = builder.structure(QStringLiteral("Item"));
    OperationBuilder::add(item, QStringLiteral("Policy"), policy);
    OperationBuilder::add(builder.output(), QStringLiteral("Items"), builder.list(item));
    const auto answer = protocol::parse(builder.operation(),
                                        {200,
                                         {},
                                         "<GetAllResponse><GetAllResult><Items><member><Policy>%7B%7D</"
                                         "Policy></member></Items></GetAllResult>"
                                         "</GetAllResponse>"});
    QVERIFY(answer);
    QVERIFY(answer->output.toMap()
                .value(QStringLiteral("Items"))
                .toArray()
                .at(0)
                .toMap()
                .value(QStringLiteral("Policy"))
                .isMap());
}

void DecodingTest::readsTemplates()
{
    OperationBuilder builder(Protocol::Query);
    builder.service().sdkId = QStringLiteral("CloudFormation");
    builder.operation().name = QStringLiteral("GetTemplate");
    OperationBuilder::add(builder.output(), QStringLiteral("TemplateBody"),
                          builder.scalar(ShapeType::String));
    const auto body = [&](const QByteArray &text) {
        const auto answer =
            protocol::parse(builder.operation(),
                            {200,
                             {},
                             "<GetTemplateResponse><GetTemplateResult><TemplateBody>" + text
                                 + "</TemplateBody></GetTemplateResult></GetTemplateResponse>"});
        return answer ? answer->output.toMap().value(QStringLiteral("TemplateBody")) : QCborValue();
    };
    QCOMPARE(body("{\"Resources\":{\"B\":1,\"A\":2}}"),
             QCborValue(QCborMap{{QStringLiteral("Resources"),
                                  QCborMap{{QStringLiteral("B"), 1}, {QStringLiteral("A"), 2}}}}));
    QCOMPARE(body("Resources:\n  A: 1"), QCborValue(QStringLiteral("Resources:\n  A: 1")));
}

void DecodingTest::readsConsoles()
{
    OperationBuilder builder(Protocol::Ec2Query);
    builder.service().sdkId = QStringLiteral("EC2");
    builder.operation().name = QStringLiteral("GetConsoleOutput");
    OperationBuilder::add(builder.output(), QStringLiteral("Output"), builder.scalar(ShapeType::String));
    const auto output = [&](const QByteArray &text) {
        const auto answer = protocol::parse(
            builder.operation(),
            {200, {}, "<GetConsoleOutputResponse><Output>" + text + "</Output></GetConsoleOutputResponse>"});
        return answer ? answer->output.toMap().value(QStringLiteral("Output")).toString() : QString();
    };
    QCOMPARE(output("aGVs\nbG8="), QStringLiteral("hello"));
    QCOMPARE(output("Yf9i"), QStringLiteral("a\uFFFDb"));
    QCOMPARE(output("?!"), QStringLiteral("?!"));
}

QTEST_GUILESS_MAIN(DecodingTest)
#include "tst_decoding.moc"
