// SPDX-License-Identifier: Apache-2.0
#include "guide/hits.h"

#include <QCborArray>
#include <QTest>

using namespace formwork;

class TestHits : public QObject
{
    Q_OBJECT

    model::Operation m_operation;
    guide::GuidePtr m_guide;

    static model::Member member(const char *name, const model::Shape &target, bool required = false)
    {
        model::Member made;
        made.name = QString::fromLatin1(name);
        made.target = &target;
        made.required = required;
        return made;
    }

    model::Shape &shape(model::ShapeType type)
    {
        model::Shape &made = m_operation.shapes.emplace_back();
        made.type = type;
        return made;
    }

    QString said(const QCborMap &input) const { return guide::whatItHits(m_operation, *m_guide, input); }

private Q_SLOTS:
    void initTestCase()
    {
        using model::ShapeType;
        model::Shape &text = shape(ShapeType::String);
        model::Shape &texts = shape(ShapeType::List);
        texts.element = member("member", text);
        model::Shape &entry = shape(ShapeType::Structure);
        entry.members = {member("Key", text, true), member("Note", text)};
        model::Shape &entries = shape(ShapeType::List);
        entries.element = member("member", entry);
        model::Shape &enclosing = shape(ShapeType::Structure);
        enclosing.members = {member("Objects", entries, true)};
        model::Shape &input = shape(ShapeType::Structure);
        input.members = {member("SnapshotName", text), member("Bucket", text, true),
                         member("Ids", texts),         member("Delete", enclosing),
                         member("Remark", text),       member("Password", text, true)};
        m_operation.name = QStringLiteral("DeleteThings");
        m_operation.input = &input;
        m_operation.service = std::make_shared<model::Service>();
        m_guide = guide::generatedGuide(m_operation);
    }

    void whatIsNeededComesFirst()
    {
        QCOMPARE(said({{QStringLiteral("SnapshotName"), QStringLiteral("last")},
                       {QStringLiteral("Bucket"), QStringLiteral("photos")},
                       {QStringLiteral("Remark"), QStringLiteral("no identifier")}}),
                 QStringLiteral("Bucket \u201cphotos\u201d, Snapshot name \u201clast\u201d"));
    }

    void longListsEndInTheirNumber()
    {
        QCborArray ids;
        for (int i = 1; i <= 5; ++i)
            ids.append(QStringLiteral("i-%1").arg(i));
        const QString text = said({{QStringLiteral("Ids"), ids}});
        QVERIFY2(
            text.contains(QStringLiteral("\u201ci-1\u201d, \u201ci-2\u201d, \u201ci-3\u201d and 2 more")),
            qPrintable(text));
    }

    void entriesOfStructuresAreNamed()
    {
        const QCborArray objects{QCborMap{{QStringLiteral("Key"), QStringLiteral("a.jpg")}},
                                 QCborMap{{QStringLiteral("Key"), QStringLiteral("b.jpg")}}};
        const QString text =
            said({{QStringLiteral("Delete"), QCborMap{{QStringLiteral("Objects"), objects}}}});
        QVERIFY2(text.contains(QStringLiteral("\u201ca.jpg\u201d, \u201cb.jpg\u201d")), qPrintable(text));
    }

    // A found bug: of a function that was created the result showed VPC, target and key before its own ARN.
    void theThingItselfComesFirst()
    {
        model::Operation operation;
        operation.service = std::make_shared<model::Service>();
        operation.name = QStringLiteral("CreateFunction");
        const auto made = [&operation](model::ShapeType type) -> model::Shape & {
            model::Shape &shape = operation.shapes.emplace_back();
            shape.type = type;
            return shape;
        };
        model::Shape &text = made(model::ShapeType::String);
        model::Shape &vpc = made(model::ShapeType::Structure);
        vpc.members = {member("VpcId", text)};
        model::Shape &output = made(model::ShapeType::Structure);
        output.members = {member("VpcConfig", vpc),     member("TargetArn", text),
                          member("KMSKeyArn", text),    member("FunctionArn", text),
                          member("FunctionName", text), member("Runtime", text)};
        operation.output = &output;
        QStringList ids;
        for (const document::Pointer &pointer : guide::generatedGuide(operation)->resultIds)
            ids.append(pointer.toString());
        QCOMPARE(ids,
                 (QStringList{QStringLiteral("/FunctionName"), QStringLiteral("/FunctionArn"),
                              QStringLiteral("/TargetArn"), QStringLiteral("/KMSKeyArn"),
                              QStringLiteral("/VpcConfig/VpcId")}));

        // What stands within a member called like it, and the first of several.
        model::Shape &instance = made(model::ShapeType::Structure);
        instance.members = {member("ImageId", text), member("InstanceId", text)};
        model::Shape &instances = made(model::ShapeType::List);
        instances.element = member("member", instance);
        model::Shape &reservation = made(model::ShapeType::Structure);
        reservation.members = {member("OwnerId", text), member("Instances", instances)};
        operation.name = QStringLiteral("RunInstances");
        operation.output = &reservation;
        QCOMPARE(guide::generatedGuide(operation)->resultIds.value(0).toString(),
                 QStringLiteral("/Instances/0/InstanceId"));
    }

    void secretsAreNotNamed()
    {
        QCOMPARE(said({{QStringLiteral("Password"), QStringLiteral("canary")}}), QString());
        QCOMPARE(said({}), QString());
    }
};

QTEST_APPLESS_MAIN(TestHits)
#include "tst_hits.moc"
