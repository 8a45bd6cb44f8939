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
