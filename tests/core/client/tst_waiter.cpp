// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/waiter.h"
#include "document/json.h"
#include "readers/waiterlist.h"

#include <QDir>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;

namespace
{

QCborValue json(const char *text) { return document::fromPlainJson(text).value_or(QCborValue()); }

// An operation with the text members named, those with a "!" required, those with "[]" lists of texts.
struct Polled {
    explicit Polled(const QStringList &names)
    {
        text.type = model::ShapeType::String;
        list.type = model::ShapeType::List;
        list.element.target = &text;
        for (QString name : names) {
            model::Member member;
            member.required = name.contains(u'!');
            member.target = name.contains(u'[') ? &list : &text;
            member.name = name.remove(u'!').remove(QStringLiteral("[]"));
            input.members.push_back(member);
        }
        operation.input = &input;
    }
    model::Shape text;
    model::Shape list;
    model::Shape input;
    model::Operation operation;
};

} // namespace

class TestWaiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsTheInput_data()
    {
        QTest::addColumn<QStringList>("members");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QByteArray>("answered");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char *name, const QStringList &members, const char *sent,
                            const char *answered, const char *expected) {
            QTest::newRow(name) << members << QByteArray(sent) << QByteArray(answered)
                                << QByteArray(expected);
        };
        row("required, of the input", {QStringLiteral("TableName!")}, "{\"TableName\":\"t\"}", "{}",
            "{\"TableName\":\"t\"}");
        row("first identifier, deep in the answer",
            {QStringLiteral("Engine"), QStringLiteral("DBInstanceIdentifier"), QStringLiteral("VpcId")},
            "{\"Engine\":\"mysql\"}", "{\"DBInstance\":{\"DBInstanceIdentifier\":\"db\",\"VpcId\":\"v\"}}",
            "{\"DBInstanceIdentifier\":\"db\"}");
        row("a list of those in a list", {QStringLiteral("InstanceIds[]")}, "{}",
            "{\"Instances\":[{\"InstanceId\":\"i-1\"},{\"InstanceId\":\"i-2\"}]}",
            "{\"InstanceIds\":[\"i-1\",\"i-2\"]}");
        row("the answer goes first", {QStringLiteral("name!")}, "{\"name\":\"asked\"}",
            "{\"name\":\"given\"}", "{\"name\":\"given\"}");
        row("another case", {QStringLiteral("clusterName!")}, "{\"ClusterName\":\"c\"}", "{}",
            "{\"clusterName\":\"c\"}");
        row("two candidates for one", {QStringLiteral("InstanceId!")}, "{}",
            "{\"Instances\":[{\"InstanceId\":\"i-1\"},{\"InstanceId\":\"i-2\"}]}", "");
        row("a required one is missing", {QStringLiteral("Name!"), QStringLiteral("Group!")},
            "{\"Name\":\"n\"}", "{}", "");
        row("nothing that identifies", {QStringLiteral("Status"), QStringLiteral("Engine")},
            "{\"Engine\":\"mysql\"}", "{\"Status\":\"creating\"}", "");
    }

    void fillsTheInput()
    {
        QFETCH(const QStringList, members);
        QFETCH(const QByteArray, sent);
        QFETCH(const QByteArray, answered);
        QFETCH(const QByteArray, expected);
        const Polled polled(members);
        const std::optional<QCborValue> input =
            inputForWaiting(polled.operation, json(sent.constData()), json(answered.constData()));
        QCOMPARE(input ? document::toPlainJson(*input) : QByteArray(), expected);
    }

    void namesOfAService()
    {
        const CallFixture fixture;
        const QList<readers::WaiterName> names =
            readers::waiterNames(**fixture.environment->catalog->service(u"gadgets"));
        QCOMPARE(
            names,
            (QList<readers::WaiterName>{{QStringLiteral("GadgetDeleted"), QStringLiteral("DescribeGadget")},
                                        {QStringLiteral("GadgetReady"), QStringLiteral("DescribeGadget")}}));
    }

    void whatIsWaitedFor()
    {
        const CallFixture fixture;
        const QList<Waiter> waiters = waitersOf(*fixture.operation("gadgets", "DescribeGadget"));
        QCOMPARE(waiters.size(), 2);
        QVERIFY(waiters[0].waitsForEnd());
        QVERIFY(!waiters[1].waitsForEnd());
        QVERIFY(isNamed(waiters[1].name, u"gadget-ready"));
        QVERIFY(isNamed(waiters[1].name, u"GadgetReady"));
    }

    void damagedWaitersAreLeftOut_data()
    {
        QTest::addColumn<QByteArray>("waiters");
        QTest::newRow("no acceptors") << QByteArray("{\"A\":{}}");
        QTest::newRow("no JSON") << QByteArray("{\"A\":");
        QTest::newRow("a path that is none") << QByteArray(
            "{\"A\":{\"acceptors\":[{\"state\":\"success\",\"matcher\":{\"output\":{\"path\":\"a..b\","
            "\"expected\":\"x\",\"comparator\":\"stringEquals\"}}}]}}");
        QTest::newRow("a matcher nobody knows") << QByteArray(
            "{\"A\":{\"acceptors\":[{\"state\":\"success\",\"matcher\":{\"moon\":\"full\"}}]}}");
        QTest::newRow("a state nobody knows")
            << QByteArray("{\"A\":{\"acceptors\":[{\"state\":\"maybe\",\"matcher\":{\"success\":true}}]}}");
    }

    void damagedWaitersAreLeftOut()
    {
        QFETCH(const QByteArray, waiters);
        model::Operation operation;
        operation.waiters = waiters;
        QVERIFY(waitersOf(operation).isEmpty());
    }

    // Every waiter AWS publishes can be read, and every paginator.
    void publishedOnes()
    {
        const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore");
        if (!QDir(folder).exists())
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        const auto catalog = catalog::Catalog::build({folder});
        int waiters = 0;
        int services = 0;
        for (const model::ServicePtr &service : catalog->services()) {
            const QList<readers::WaiterName> names = readers::waiterNames(*service);
            services += !names.isEmpty();
            for (const readers::WaiterName &name : names) {
                const auto operation = catalog->operation(service->id, name.operation);
                QVERIFY2(operation, qPrintable(name.operation));
                const QList<Waiter> read = waitersOf(**operation);
                const bool isThere =
                    std::ranges::any_of(read, [&](const Waiter &waiter) { return waiter.name == name.name; });
                QVERIFY2(isThere, qPrintable(service->id + u' ' + name.name));
                ++waiters;
            }
        }
        qInfo("%d waiters of %d services", waiters, services);
    }
};

QTEST_GUILESS_MAIN(TestWaiter)
#include "tst_waiter.moc"
