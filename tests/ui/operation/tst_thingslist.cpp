// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "document/json.h"
#include "operation/formoffers.h"
#include "operationfixture.h"

#include <QCborMap>
#include <QLineEdit>
#include <QSignalSpy>

using namespace formwork;
using namespace formwork::operation;

// What is there to choose from: read out of answers, asked for without a trace in the history.
class TestThingsList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anAnswerIsRead_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("found"); // value|name|help
        QTest::newRow("names beside ARNs")
            << QByteArray(
                   R"({"Roles":[{"RoleName":"admin","Arn":"arn:1"},{"RoleName":"reader","Arn":"arn:2"}]})")
            << QStringLiteral("Roles[].Arn")
            << QStringList({QStringLiteral("arn:1|admin|"), QStringLiteral("arn:2|reader|")});
        QTest::newRow("a tag called Name, and the state") << QByteArray(
            R"({"Subnets":[{"SubnetId":"subnet-1","State":"available","Tags":[{"Key":"Name","Value":"web a"}]}]})")
                                                          << QStringLiteral("Subnets[].SubnetId")
                                                          << QStringList({QStringLiteral(
                                                                 "subnet-1|web a|available")});
        QTest::newRow("a list in a list")
            << QByteArray(R"({"Reservations":[{"Instances":[{"InstanceId":"i-1","State":{"Name":"running"}}]},
               {"Instances":[{"InstanceId":"i-2"}]}]})")
            << QStringLiteral("Reservations[].Instances[].InstanceId")
            << QStringList({QStringLiteral("i-1||running"), QStringLiteral("i-2||")});
        QTest::newRow("texts alone") << QByteArray(R"({"clusters":["a","b"]})")
                                     << QStringLiteral("clusters[]")
                                     << QStringList({QStringLiteral("a||"), QStringLiteral("b||")});
        QTest::newRow("nothing there")
            << QByteArray(R"({"Other":1})") << QStringLiteral("Roles[].Arn") << QStringList();
    }

    void anAnswerIsRead()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, path);
        QFETCH(QStringList, found);
        QStringList got;
        for (const forms::Offer &offer : offersIn(*document::fromPlainJson(answer), path))
            got.append(QStringList{offer.value, offer.name, offer.help}.join(u'|'));
        QCOMPARE(got, found);
    }

    // Listing is asked for, kept, and no row of the history.
    void listingLeavesNoTrace()
    {
        tests::OperationFixture program;
        program.environment->catalog = catalog::Catalog::build(
            {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore")});
        if (!program.environment->catalog->operation(QStringLiteral("iam"), u"ListRoles"))
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        Things *things = Things::of(program.session.get());
        QCOMPARE(Things::of(program.session.get()), things);
        const ThingsPlace place{QStringLiteral("iam"),
                                QStringLiteral("ListRoles"),
                                QStringLiteral("Roles[].Arn"),
                                {},
                                program.session->target()};
        ThingsList *list = things->list(place);
        QCOMPARE(things->list(place), list);
        QVERIFY(list->isOld());
        QSignalSpy changed(list, &ThingsList::changed);
        list->refresh();
        QVERIFY(list->isAsking());
        QTRY_VERIFY(!list->isAsking());
        QVERIFY(changed.size() >= 2);
        QVERIFY(list->isOld() == !list->sentence().isEmpty()); // what failed is asked for again
        QVERIFY(program.rows().isEmpty());
        things->use(place, QStringLiteral("b"));
        things->use(place, QStringLiteral("a"));
        things->use(place, QStringLiteral("b"));
        QCOMPARE(things->used(place), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
    }

    // What a field takes of a new thing.
    void aNewThingIsTakenOver_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("output");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("value");
        QTest::newRow("its ARN") << "Roles[].Arn" << QByteArray(R"({"Role":{"RoleName":"r","Arn":"arn:r"}})")
                                 << QByteArray(R"({"RoleName":"r"})") << "/RoleName" << "arn:r";
        QTest::newRow("of a list") << "Reservations[].Instances[].InstanceId"
                                   << QByteArray(
                                          R"({"Instances":[{"InstanceId":"i-1"},{"InstanceId":"i-2"}]})")
                                   << QByteArray("{}") << "" << "i-1";
        QTest::newRow("its name, which the answer does not have")
            << "Buckets[].Name" << QByteArray(R"({"Location":"/b"})") << QByteArray(R"({"Bucket":"b"})")
            << "/Bucket" << "b";
        QTest::newRow("no ARN is made up")
            << "Topics[].TopicArn" << QByteArray("{}") << QByteArray(R"({"Name":"t"})") << "/Name" << "";
    }

    void aNewThingIsTakenOver()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, output);
        QFETCH(QByteArray, input);
        QFETCH(QString, what);
        QFETCH(QString, value);
        QCOMPARE(valueOfNew(path, *document::fromPlainJson(output), *document::fromPlainJson(input),
                            document::Pointer::parse(what)),
                 value);
    }

    void anUnknownOperationIsOneSentence()
    {
        tests::OperationFixture program;
        ThingsList *list = Things::of(program.session.get())
                               ->list({QStringLiteral("appflow"),
                                       QStringLiteral("ListNothing"),
                                       QStringLiteral("a[]"),
                                       {},
                                       program.session->target()});
        list->refresh();
        QVERIFY(!list->isAsking());
        QVERIFY(!list->sentence().isEmpty());
        QVERIFY(list->found().isEmpty());
    }
};

QTEST_MAIN(TestThingsList)
#include "tst_thingslist.moc"
