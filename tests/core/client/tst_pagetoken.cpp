// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/pagetoken.h"
#include "document/json.h"

#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;

namespace
{

// An operation that hands out bytes in its token, as tables with binary keys do.
struct Binary {
    Binary()
    {
        blob.type = model::ShapeType::Blob;
        map.type = input.type = model::ShapeType::Structure;
        add(map, "Key", blob);
        add(input, "Start", map);
        operation.name = QStringLiteral("ListKeys");
        operation.input = &input;
        operation.output = &input;
        operation.pagination = R"({"inputToken": "Start", "outputToken": "End", "items": "Keys"})";
    }
    static void add(model::Shape &shape, const char *name, const model::Shape &target)
    {
        model::Member member;
        member.name = QString::fromLatin1(name);
        member.target = &target;
        shape.members.push_back(member);
    }
    model::Shape blob;
    model::Shape map;
    model::Shape input;
    model::Operation operation;
};

} // namespace

// Tokens that go to and come from the AWS CLI.
class TestPageToken : public QObject
{
    Q_OBJECT

private:
    CallFixture m_fixture;
    model::OperationPtr listGadgets() const { return m_fixture.operation("gadgets", "ListGadgets"); }

private Q_SLOTS:
    void readsBotocores_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("tokens");
        QTest::addColumn<qint64>("had");
        QTest::newRow("in a page") << QByteArray(
            "eyJOZXh0VG9rZW4iOiAiMiIsICJib3RvX3RydW5jYXRlX2Ftb3VudCI6IDF9")
                                   << QByteArray(R"({"NextToken":"2"})") << qint64(1);
        QTest::newRow("in the first page")
            << QByteArray("eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAzfQ==")
            << QByteArray(R"({"NextToken":null})") << qint64(3);
        QTest::newRow("at the end of a page")
            << QByteArray("eyJOZXh0VG9rZW4iOiAiMiJ9") << QByteArray(R"({"NextToken":"2"})") << qint64(0);
        QTest::newRow("the service's own")
            << QByteArray("2") << QByteArray(R"({"NextToken":"2"})") << qint64(0);
        QTest::newRow("the service's own, an object in base64")
            << QByteArray(R"({"page":2})").toBase64() << QByteArray(R"({"NextToken":"eyJwYWdlIjoyfQ=="})")
            << qint64(0);
        QTest::newRow("less than nothing")
            << QByteArray(R"({"NextToken":"2","boto_truncate_amount":-1})").toBase64()
            << QByteArray(R"({"NextToken":"eyJOZXh0VG9rZW4iOiIyIiwiYm90b190cnVuY2F0ZV9hbW91bnQiOi0xfQ=="})")
            << qint64(0);
    }

    void readsBotocores()
    {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, tokens);
        QFETCH(const qint64, had);
        const auto token = PageToken::fromText(text, *listGadgets());
        QVERIFY(token);
        QCOMPARE(document::toPlainJson(token->tokens), tokens);
        QCOMPARE(token->had, had);
    }

    void writesWhatItReads_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::newRow("in a page") << QByteArray(R"({"NextToken":"2","boto_truncate_amount":1})");
        QTest::newRow("at the end of a page") << QByteArray(R"({"NextToken":"2"})");
        QTest::newRow("in the first page") << QByteArray(R"({"NextToken":null,"boto_truncate_amount":3})");
    }

    void writesWhatItReads()
    {
        QFETCH(const QByteArray, json);
        const auto token = PageToken::fromText(json.toBase64(), *listGadgets());
        QCOMPARE(document::fromPlainJson(QByteArray::fromBase64(token->toText())).value(),
                 document::fromPlainJson(json).value());
    }

    void bytes()
    {
        const Binary binary;
        const QByteArray json =
            R"({"Start":{"Key":"AP8="},"boto_truncate_amount":1,"boto_encoded_keys":[["Start","Key"]]})";
        const auto token = PageToken::fromText(json.toBase64(), binary.operation);
        QCOMPARE(
            token->tokens.value(QStringLiteral("Start")).toMap().value(QStringLiteral("Key")).toByteArray(),
            QByteArray("\x00\xff", 2));
        QCOMPARE(document::fromPlainJson(QByteArray::fromBase64(token->toText())).value(),
                 document::fromPlainJson(json).value());
    }

    void onlyWhereThereArePages()
    {
        const auto token = PageToken::fromText("2", *m_fixture.operation("gadgets", "DescribeGadget"));
        QCOMPARE(token.error().code, QStringLiteral("StartingToken"));
    }
};

QTEST_GUILESS_MAIN(TestPageToken)
#include "tst_pagetoken.moc"
