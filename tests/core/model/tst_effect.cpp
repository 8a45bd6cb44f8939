// SPDX-License-Identifier: Apache-2.0
#include "model/effect.h"

#include <QTest>

using namespace formwork::model;

// What sending an operation does, told by its name and its model.
class TestEffect : public QObject
{
    Q_OBJECT

    static Operation named(const char *name, bool readOnly = false)
    {
        Operation operation;
        operation.name = QString::fromLatin1(name);
        operation.readOnly = readOnly;
        return operation;
    }

private Q_SLOTS:
    void isToldByTheVerb_data()
    {
        QTest::addColumn<Effect>("effect");
        QTest::addColumn<QString>("verb");
        const auto row = [](const char *name, Effect effect, const char *verb) {
            QTest::newRow(name) << effect << QString::fromLatin1(verb);
        };
        row("DeleteBucket", Effect::Destroys, "Delete");
        row("TerminateInstances", Effect::Destroys, "Terminate");
        row("StopInstances", Effect::Destroys, "Stop");
        row("DisableKey", Effect::Destroys, "Disable");
        row("RevokeSecurityGroupIngress", Effect::Destroys, "Revoke");
        row("BatchDeleteImage", Effect::Destroys, "Delete");
        row("AdminDeleteUser", Effect::Destroys, "Delete");
        row("ScheduleKeyDeletion", Effect::Destroys, "Schedule");
        row("DeregisterImage", Effect::Destroys, "Deregister");
        row("PurgeQueue", Effect::Destroys, "Purge");
        row("UntagResource", Effect::Destroys, "Untag");
        row("ScheduleRun", Effect::Changes, "Schedule");
        row("CreateBucket", Effect::Creates, "Create");
        row("RunInstances", Effect::Creates, "Run");
        row("UpdateItem", Effect::Changes, "Update");
        row("BatchWriteItem", Effect::Changes, "Write");
        row("Frobnicate", Effect::Changes, "Frobnicate"); // what nobody knows writes
        row("DescribeInstances", Effect::Reads, "Describe");
        row("GetObject", Effect::Reads, "Get");
        row("BatchGetItem", Effect::Reads, "Get");
        row("TransactGetItems", Effect::Reads, "Get");
        row("HeadObject", Effect::Reads, "Head");
        row("Query", Effect::Reads, "Query");
        row("CheckDNSAvailability", Effect::Reads, "Check");
        row("CheckInLicense", Effect::Changes, "Check");
        row("RetrieveTapeArchive", Effect::Changes, "Retrieve");
        row("GetterIsNoVerb", Effect::Changes, "Getter");
    }

    void isToldByTheVerb()
    {
        QFETCH(const Effect, effect);
        QFETCH(const QString, verb);
        const Operation operation = named(QTest::currentDataTag());
        QCOMPARE(effectOf(operation), effect);
        QCOMPARE(verbOf(operation), verb);
    }

    void whatIsCalledCreated()
    {
        for (const char *name : {"CreateBucket", "AdminCreateUser", "BatchCreateRooms", "Create"})
            QVERIFY2(isCreate(QString::fromLatin1(name)), name);
        for (const char *name :
             {"CreatedBuckets", "RunInstances", "DeleteCreate", "BatchGetItem", "Admin", ""})
            QVERIFY2(!isCreate(QString::fromLatin1(name)), name);
    }

    void whatMakesSomething()
    {
        for (const char *name :
             {"CreateBucket", "RunInstances", "RequestCertificate", "AdminCreateUser", "AllocateAddress"})
            QVERIFY2(makes(QString::fromLatin1(name)), name);
        for (const char *name :
             {"SendMessage", "SubmitJobStateChange", "DeleteBucket", "GetBucketPolicy", "RunningCosts"})
            QVERIFY2(!makes(QString::fromLatin1(name)), name);
    }

    void theMoreCarefulAnswerCounts()
    {
        QCOMPARE(effectOf(named("FrobnicateThing", true)), Effect::Reads); // the model says so
        QCOMPARE(effectOf(named("DeleteThing", true)), Effect::Destroys);
        QCOMPARE(effectOf(named("CreateThing", true)), Effect::Creates);
    }
};

QTEST_APPLESS_MAIN(TestEffect)
#include "tst_effect.moc"
