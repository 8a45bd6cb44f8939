// SPDX-License-Identifier: Apache-2.0
#include "readers/reader.h"
#include "relations/ownname.h"

#include <QTest>

using namespace formwork;
using namespace formwork::relations;

namespace
{

model::OperationPtr operation(const char *name, const char *required, const char *members, const char *error)
{
    QByteArray text =
        R"({'metadata':{'protocol':'json','jsonVersion':'1.1','serviceId':'Shop','targetPrefix':'S'},
'operations':{'@':{'http':{'method':'POST','requestUri':'/'},'input':{'shape':'In'},'errors':[{'shape':'%'}]}},
'shapes':{'T':{'type':'string'},'In':{'type':'structure','required':[&],'members':{#}},'%':{'type':'structure','members':{},'exception':true}}})";
    text.replace('@', name).replace('%', error).replace('&', required).replace('#', members);
    text.replace('\'', '"');
    const auto service = readers::readServiceBytes(text, QStringLiteral("shop.json"), QStringLiteral("shop"));
    if (!service)
        qFatal("%s", qPrintable(service.error().message));
    const auto read = readers::readOperationBytes(text, *service, QString::fromLatin1(name));
    if (!read)
        qFatal("%s", qPrintable(read.error().message));
    return *read;
}

} // namespace

class UniqueNameTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // A name that no rule takes for one is a correction.
    void correctedNames()
    {
        const model::OperationPtr plain =
            operation("CreateGroup", "'DirectoryId','SAMAccountName'",
                      "'DirectoryId':{'shape':'T'},'SAMAccountName':{'shape':'T'}", "ConflictException");
        QVERIFY(!uniqueName(*plain)); // of any other service
        auto service = std::make_shared<model::Service>(*plain->service);
        service->id = QStringLiteral("ds-data");
        model::Operation corrected = {};
        corrected.service = service;
        corrected.name = plain->name;
        corrected.input = plain->input;
        corrected.errors = plain->errors;
        const auto unique = nameOfItsOwn(corrected);
        QVERIFY(unique);
        QCOMPARE(unique->member, QStringLiteral("SAMAccountName"));
        QCOMPARE(unique->errors, QStringList{QStringLiteral("ConflictException")});
    }

    // What is made of a taken name, where no error says that the name is taken.
    void whatAnswersAlike()
    {
        const char *members = "'RoomName':{'shape':'T'},'Colour':{'shape':'T'}";
        const auto alike = [&](const char *name, const char *required, const char *error) {
            return answersAlike(*operation(name, required, members, error));
        };
        QCOMPARE(alike("CreateRoom", "'RoomName'", "LimitExceededException"), Alike::Likely);
        QCOMPARE(alike("CreateRoom", "'RoomName'", "RoomAlreadyExistsException"), Alike::No);
        QCOMPARE(alike("CreateRoom", "", "LimitExceededException"), Alike::No); // a second one is another
        QCOMPARE(alike("UpdateRoom", "'RoomName'", "LimitExceededException"), Alike::No);
        QCOMPARE(
            answersAlike(*operation("CreateRoom", "'RoomName'",
                                    "'RoomName':{'shape':'T'},'Token':{'shape':'T','idempotencyToken':true}",
                                    "LimitExceededException")),
            Alike::No);
        const model::OperationPtr queue =
            operation("CreateQueue", "'QueueName'", "'QueueName':{'shape':'T'}", "QueueNameExists");
        auto service = std::make_shared<model::Service>(*queue->service);
        service->id = QStringLiteral("sqs");
        model::Operation known = {};
        known.service = service;
        known.name = queue->name;
        known.input = queue->input;
        known.errors = queue->errors;
        QCOMPARE(answersAlike(known), Alike::Known);
    }

    void needsAllOfIt_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("required");
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("error");
        QTest::addColumn<QString>("member");
        const auto row = [](const char *what, const char *name, const char *required, const char *members,
                            const char *error, const char *member) {
            QTest::newRow(what) << QByteArray(name) << QByteArray(required) << QByteArray(members)
                                << QByteArray(error) << QString::fromLatin1(member);
        };
        const char *both = "'RoomName':{'shape':'T'},'Colour':{'shape':'T'}";
        row("a name and an error for it", "CreateRoom", "'RoomName'", both, "RoomAlreadyExistsException",
            "RoomName");
        row("a conflict", "CreateRoom", "'RoomName'", both, "ConflictException", "RoomName");
        row("just called name", "CreateRoom", "'Name'", "'Name':{'shape':'T'}", "ResourceInUseException",
            "Name");
        row("the end of the noun", "CreateSmallRoom", "'RoomName'", both, "DuplicateRoomNameException",
            "RoomName");
        row("the name may be left out", "CreateRoom", "", both, "RoomAlreadyExistsException", "");
        row("no error for it", "CreateRoom", "'RoomName'", both, "LimitExceededException", "");
        row("an error about something else", "CreateRoom", "'RoomName'", both, "DoorAlreadyExistsException",
            "");
        row("what does not exist", "CreateRoom", "'RoomName'", both, "RoomDoesNotExistException", "");
        row("two at the same time", "CreateRoom", "'RoomName'", both, "RetryableConflictException", "");
        row("the name of what it belongs to", "CreateDoor", "'RoomName'", both, "ConflictException", "");
        row("an id that may be the parent's", "CreateDoor", "'Id'", "'Id':{'shape':'T'}", "ConflictException",
            "");
        row("versions share the name", "CreateRoomVersion", "'Name'", "'Name':{'shape':'T'}",
            "ConflictException", "");
        row("a token does it", "CreateRoom", "'RoomName'",
            "'RoomName':{'shape':'T'},'Token':{'shape':'T','idempotencyToken':true}",
            "RoomAlreadyExistsException", "");
        row("nothing is made", "UpdateRoom", "'RoomName'", both, "ConflictException", "");
        row("what is shown only", "CreateRoom", "'DisplayName'", "'DisplayName':{'shape':'T'}",
            "ConflictException", "");
    }
    void needsAllOfIt()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, required);
        QFETCH(QByteArray, members);
        QFETCH(QByteArray, error);
        const auto read = operation(name, required, members, error);
        const std::optional<UniqueName> unique = uniqueName(*read);
        QTEST(unique ? unique->member : QString(), "member");
        if (unique)
            QCOMPARE(unique->errors, QStringList{QString::fromLatin1(error)});
    }
};

QTEST_GUILESS_MAIN(UniqueNameTest)
#include "tst_uniquename.moc"
