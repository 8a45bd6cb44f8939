// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCborArray>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace formwork;

// Operations without practice data: found by their bindings, answered with what could have been.
class TestPracticeGenerated : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>(QStringList{QStringLiteral(TEST_DATA_DIR "/models")});
    }

    void answersWithTheShapeOfTheOutput()
    {
        const model::OperationPtr op = m_account->operation("notes", "CreateNote");
        const protocol::Answer answer =
            m_account->call(*op, input("{'name':'a','key':'canary-secret-0001'}"));
        QVERIFY2(!answer.error, answer.error ? qPrintable(answer.error->message) : "");
        QVERIFY(!m_account->last().headers.contains("x-formwork-practice")); // it is kept
        QCOMPARE(m_account->last().status, 201);
        const QCborMap note = answer.output.toMap();
        QVERIFY(note[QStringLiteral("noteArn")].toString().startsWith(
            QStringLiteral("arn:aws:notes:us-east-1:000000000000:")));
        QVERIFY(QRegularExpression(QStringLiteral("^[a-z0-9]{8}$"))
                    .match(note[QStringLiteral("noteId")].toString())
                    .hasMatch());
        QCOMPARE(note[QStringLiteral("name")].toString(), QStringLiteral("a"));
        QCOMPARE(note[QStringLiteral("status")].toString(), QStringLiteral("draft"));
        QCOMPARE(note[QStringLiteral("createdAt")].toDateTime(), m_account->clock().nowUtc());
        QCOMPARE(note[QStringLiteral("size")].toInteger(), 3);
        QVERIFY(note[QStringLiteral("labels")].isArray());
        QVERIFY(!note.contains(QStringLiteral("key")));
        QVERIFY(!m_account->last().body.contains("canary"));
    }

    void honoursTokens()
    {
        const model::OperationPtr op = m_account->operation("notes", "CreateNote");
        QCborMap note = input("{'name':'a','clientToken':'t'}");
        const protocol::Answer first = m_account->call(*op, note);
        QCOMPARE(m_account->call(*op, note).output, first.output);
        note[QStringLiteral("name")] = QStringLiteral("b");
        QCOMPARE(m_account->codeOf(*op, note), QStringLiteral("ConflictException"));
        m_account->clock().advance(24 * 3'600'000);
        QCOMPARE(m_account->codeOf(*op, note), QString());
    }

    void findsTheMoreSpecificPath()
    {
        const protocol::Answer text =
            m_account->call(*m_account->operation("notes", "GetNoteText"), input("{'noteId':'a/b'}"));
        QVERIFY(text.output.toMap().contains(QStringLiteral("text")));
        QCOMPARE(m_account->last().headers.value("x-formwork-practice"), QByteArray("generated"));
        const protocol::Answer made =
            m_account->call(*m_account->operation("notes", "CreateNote"), input("{'name':'a'}"));
        const QString id = made.output.toMap()[QStringLiteral("noteId")].toString();
        const protocol::Answer note =
            m_account->call(*m_account->operation("notes", "GetNote"), {{QStringLiteral("noteId"), id}});
        QCOMPARE(note.output.toMap()[QStringLiteral("noteId")].toString(), id);
    }

    void otherProtocols_data()
    {
        QTest::addColumn<QString>("protocol");
        QTest::newRow("rpc-v2-cbor") << QStringLiteral("smithy.protocols#rpcv2Cbor");
        QTest::newRow("rpc-v2-json") << QStringLiteral("smithy.protocols#rpcv2Json");
        QTest::newRow("rest-xml") << QStringLiteral("aws.protocols#restXml");
        QTest::newRow("query") << QStringLiteral("aws.protocols#awsQuery");
        QTest::newRow("ec2-query") << QStringLiteral("aws.protocols#ec2Query");
    }

    void otherProtocols()
    {
        QFETCH(const QString, protocol);
        QCOMPARE(codeSaidBy(protocol), QString());
    }

    void listsAreEmptyAndHaveNoNextPage()
    {
        const protocol::Answer answer = m_account->call(*m_account->operation("notes", "ListNotes"), {});
        QVERIFY(!answer.error);
        QCOMPARE(answer.output.toMap(), QCborMap({{QStringLiteral("notes"), QCborArray()}}));
        QCOMPARE(m_account->server().resourceCount(), 0);
    }

private:
    static QString codeSaidBy(const QString &protocol)
    {
        const QTemporaryDir folder;
        QFile model(folder.filePath(QStringLiteral("parcels.json")));
        if (!model.open(QIODevice::WriteOnly))
            return QStringLiteral("no file");
        model.write(QByteArray(kParcels).replace("PROTOCOL", protocol.toUtf8()));
        model.close();
        Loopback account({folder.path()});
        const model::OperationPtr op = account.operation("parcels", "SendParcel");
        const protocol::Answer answer = account.call(*op, input("{'name':'a'}"));
        if (!answer.error)
            return answer.output.toMap().contains(QStringLiteral("parcelId")) ? QString()
                                                                              : QStringLiteral("no id");
        return answer.error->sentence();
    }

    static constexpr auto kParcels =
        "{\"smithy\":\"2.0\",\"shapes\":{\"com.example.parcels#Parcels\":{\"type\":\"service\","
        "\"version\":\"2026-01-01\",\"operations\":[{\"target\":\"com.example.parcels#SendParcel\"}],"
        "\"traits\":{\"aws.api#service\":{\"sdkId\":\"Parcels\",\"endpointPrefix\":\"parcels\"},"
        "\"aws.auth#sigv4\":{\"name\":\"parcels\"},\"PROTOCOL\":{},\"smithy.api#title\":\"Parcels\","
        "\"smithy.api#xmlNamespace\":{\"uri\":\"https://parcels.example/\"}}},"
        "\"com.example.parcels#SendParcel\":{\"type\":\"operation\","
        "\"input\":{\"target\":\"com.example.parcels#SendParcelRequest\"},"
        "\"output\":{\"target\":\"com.example.parcels#SendParcelResponse\"},"
        "\"traits\":{\"smithy.api#http\":{\"method\":\"POST\",\"uri\":\"/parcels\"}}},"
        "\"com.example.parcels#SendParcelRequest\":{\"type\":\"structure\","
        "\"members\":{\"name\":{\"target\":\"smithy.api#String\"}}},"
        "\"com.example.parcels#SendParcelResponse\":{\"type\":\"structure\","
        "\"members\":{\"parcelId\":{\"target\":\"smithy.api#String\"}}}}}";

    std::unique_ptr<Loopback> m_account;
};

QTEST_GUILESS_MAIN(TestPracticeGenerated)
#include "tst_practicegenerated.moc"
