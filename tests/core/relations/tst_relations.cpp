// SPDX-License-Identifier: Apache-2.0
#include "relations/paths.h"
#include "relations/relations.h"

#include "shop.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::relations;

namespace
{

QStringList names(const QList<Related> &operations)
{
    QStringList result;
    for (const Related &related : operations)
        result.append(related.operation);
    return result;
}

QString filled(const Related &related) // "RackId<-out:RackId"
{
    QStringList result;
    for (const Filling &filling : related.filled)
        result.append(
            filling.member
            + (filling.source == Filling::Source::Output ? QStringLiteral("<-out:") : QStringLiteral("<-in:"))
            + filling.path + (filling.asList ? QStringLiteral("[]") : QString()));
    return result.join(u' ');
}

} // namespace

class RelationsTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;
    std::unique_ptr<Relations> m_relations;

    void write(const QString &name, const QByteArray &bytes)
    {
        const QString path = m_home.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    RelationPtr of(const char *operation, const char *service = "shop")
    {
        const Result<RelationPtr> relation =
            m_relations->of(QString::fromLatin1(service), QString::fromLatin1(operation));
        return relation ? *relation : std::make_shared<Relation>();
    }

private Q_SLOTS:
    void followsPaths()
    {
        using enum OfLists;
        const auto tags = [](const QStringList &keys) {
            QCborArray list;
            for (const QString &key : keys)
                list.append(QCborMap{{QStringLiteral("Key"), key}});
            return QCborMap{{QStringLiteral("Tags"), list}};
        };
        const QString path = QStringLiteral("Tags[].Key");
        QCOMPARE(lastStep(QStringLiteral("Disk.Tags[]")), QStringLiteral("Tags"));
        QCOMPARE(valueAlong(tags({QStringLiteral("a")}), path, Only).toString(), QStringLiteral("a"));
        const QCborMap two = tags({QStringLiteral("a"), QStringLiteral("b")});
        QCOMPARE(valueAlong(two, path, First).toString(), QStringLiteral("a"));
        QVERIFY(valueAlong(two, path, Only).isUndefined());
        for (const OfLists which : {First, Only})
            QVERIFY(valueAlong(tags({}), path, which).isUndefined()); // an empty list has none
    }

    void initTestCase()
    {
        write(QStringLiteral("shop/2026-01-01/service-2.json"), shop::model());
        write(QStringLiteral("smithy-shop.json"), shop::smithyModel());
        m_relations = std::make_unique<Relations>(catalog::Catalog::build({m_home.path()}));
    }

    void whatIsMadeAndByWhichNames()
    {
        const RelationPtr room = of("CreateRoom");
        QVERIFY(room->creates);
        QCOMPARE(room->noun, QStringLiteral("Room"));
        QCOMPARE(room->ownName, QStringLiteral("RoomName"));
        QVERIFY(room->isNameRequired);
        QCOMPARE(room->conflicts, QStringList{QStringLiteral("RoomAlreadyExistsException")});
        const RelationPtr rack = of("CreateRack");
        QCOMPARE(rack->identifiers.size(), 2);
        QCOMPARE(rack->identifiers.at(0).path, QStringLiteral("Arn"));
        QCOMPARE(rack->identifiers.at(1).path, QStringLiteral("RackId"));
        QCOMPARE(rack->tags, QStringLiteral("Tags"));
        QCOMPARE(rack->dryRun, QStringLiteral("DryRun"));
        QVERIFY(rack->conflicts.isEmpty());
    }

    void whatMakesNothing()
    {
        for (const char *operation :
             {"GetRack", "ListRacks", "DeleteRack", "UpdateRack", "TagResource", "StartRack"})
            QVERIFY2(!of(operation)->creates, operation);
        QVERIFY(of("PutBox")->creates); // something reads it, and nothing else makes it
    }

    void whatBelongsToIt()
    {
        const RelationPtr rack = of("CreateRack");
        QCOMPARE(names(rack->reads), QStringList{QStringLiteral("GetRack")});
        QCOMPARE(rack->reads.first().path, QStringLiteral("Rack"));
        QCOMPARE(filled(rack->reads.first()), QStringLiteral("RackId<-out:RackId"));
        QCOMPARE(names(rack->lists), QStringList{QStringLiteral("ListRacks")});
        QCOMPARE(rack->lists.first().path, QStringLiteral("Racks[]"));
        QCOMPARE(filled(rack->lists.first()), QStringLiteral("RoomName<-in:RoomName"));
        QCOMPARE(filled(rack->deletes.first()), QStringLiteral("RackId<-out:RackId"));
        QCOMPARE(
            filled(rack->taggings.first()),
            QStringLiteral("ResourceArn<-out:Arn Tags<-in:Tags").left(filled(rack->taggings.first()).size()));
        QCOMPARE(filled(rack->changes.first()), QStringLiteral("RackIdentifier<-out:RackId"));
        QCOMPARE(rack->changes.first().missing, QStringList{QStringLiteral("Reason")});
        QVERIFY(!rack->changes.first().isCallable());
        const RelationPtr room = of("CreateRoom");
        QCOMPARE(names(room->lists), QStringList{QStringLiteral("DescribeRooms")});
        QCOMPARE(room->lists.first().path, QStringLiteral("Rooms[]")); // what failed is beside
        QCOMPARE(filled(room->lists.first()), QStringLiteral("RoomNames<-in:RoomName[]"));
    }

    void whereValuesComeFrom()
    {
        const RelationPtr rack = of("CreateRack");
        const Picker room = rack->pickers.value(QStringLiteral("RoomName"));
        QCOMPARE(room.operation, QStringLiteral("DescribeRooms"));
        QCOMPARE(room.path, QStringLiteral("Rooms[].RoomName"));
        QVERIFY(room.parents.isEmpty());
        const Picker role = rack->pickers.value(QStringLiteral("RoleArn"));
        QVERIFY(role.isElsewhere);
        QCOMPARE(role.service, QStringLiteral("iam"));
        QVERIFY(!rack->pickers.contains(QStringLiteral("DisplayName")));
        QVERIFY(!rack->pickers.contains(QStringLiteral("ClientToken")));
        QVERIFY(!of("CreateRoom")->pickers.contains(QStringLiteral("RoomName"))); // its own
        const Picker nested = of("PutBox")->pickers.value(QStringLiteral("Target/RackIds"));
        QCOMPARE(nested.operation, QStringLiteral("ListRacks"));
        QCOMPARE(nested.path, QStringLiteral("Racks[].Id"));
        QCOMPARE(nested.parents.size(), 1);
        QCOMPARE(nested.parents.first().member, QStringLiteral("RoomName"));
    }

    void oneLikeIt()
    {
        const Cloning cloning = of("CreateRack")->cloning;
        QCOMPARE(cloning.operation, QStringLiteral("GetRack"));
        QCOMPARE(cloning.path, QStringLiteral("Rack"));
        QCOMPARE(cloning.fills.value(QStringLiteral("RoomName")), QStringLiteral("RoomName"));
        QCOMPARE(cloning.fills.value(QStringLiteral("RackSize")), QStringLiteral("Size"));
        QCOMPARE(cloning.fills.value(QStringLiteral("Label")), QStringLiteral("RackLabel"));
        QVERIFY(!cloning.fills.contains(
            QStringLiteral("Password"))); // what an answer has for it is no secret that works
        QVERIFY(!cloning.fills.contains(QStringLiteral("ClientToken")));
        QVERIFY(!cloning.fills.contains(QStringLiteral("Tags")));
    }

    void bothFormatsOfModels()
    {
        const RelationPtr room = of("CreateRoom", "smithy-shop");
        QVERIFY(room->creates);
        QCOMPARE(room->ownName, QStringLiteral("roomName"));
        QCOMPARE(names(room->reads), QStringList{QStringLiteral("GetRoom")});
        QCOMPARE(filled(room->reads.first()), QStringLiteral("roomIdentifier<-out:roomId"));
        QCOMPARE(room->lists.first().path, QStringLiteral("items[]")); // as the paginator has it
        QCOMPARE(room->cloning.fills.value(QStringLiteral("roomName")), QStringLiteral("name"));
        QVERIFY(!room->pickers.contains(QStringLiteral("token")));
    }

    void fromTheOtherEnd()
    {
        const Result<ServiceRelationsPtr> all = m_relations->ofService(QStringLiteral("shop"));
        QVERIFY(all);
        QCOMPARE((*all)->creations.size(), 3);
        const auto parts = (*all)->partsOf(QStringLiteral("DeleteRack"));
        QCOMPARE(parts.size(), 1);
        QCOMPARE(int(parts.first().role), int(ServiceRelations::Role::Deletes));
        QCOMPARE((*all)->creations.at(parts.first().creation)->operation, QStringLiteral("CreateRack"));
        const auto moves = (*all)->partsOf(QStringLiteral("StartRack"));
        QCOMPARE(moves.size(), 1);
        QCOMPARE(int(moves.first().role), int(ServiceRelations::Role::Moves));
        QVERIFY((*all)->partsOf(QStringLiteral("NoSuch")).isEmpty());
        QVERIFY(!(*all)->creation(u"DeleteRack"));
    }

    void everyServiceAndAnEarlyEnd()
    {
        QCOMPARE(m_relations->all().size() >= 2, true);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(m_relations->all(stop.get_token()).isEmpty());
    }

    void whatIsNotThere()
    {
        QVERIFY(!m_relations->of(QStringLiteral("shop"), QStringLiteral("CreateNothing")));
        QVERIFY(!m_relations->of(QStringLiteral("nowhere"), QStringLiteral("CreateNothing")));
        QCOMPARE(of("create-room")->operation, QStringLiteral("CreateRoom")); // the AWS CLI's spelling
    }
};

QTEST_GUILESS_MAIN(RelationsTest)
#include "tst_relations.moc"
