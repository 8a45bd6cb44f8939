// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QJsonDocument>
#include <QTest>

using namespace formwork::tests;

// Pages, queries and waiting with the real program against a small service of the test.
class TestCliPages : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allPages();
    void maxItems();
    void startingToken();
    void pageSize();
    void withoutPages();
    void query_data();
    void query();
    void wrongQueries();
    void waitsUntilReady();
    void waitTells_data();
    void waitTells();
    void unknownWaiters();
};

namespace
{

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

// Five gadgets, two a page; DescribeGadget answers with the states in turn.
WireServer::Script gadgets(const QList<QByteArray> &states = {"READY"})
{
    auto looks = std::make_shared<qsizetype>(0);
    return [states, looks](QTcpSocket &socket, const RawRequest &request, int) {
        if (request.header("X-Amz-Target").endsWith("DescribeGadget")) {
            const QByteArray state = states[qMin((*looks)++, states.size() - 1)];
            if (state.startsWith('{'))
                socket.write(answerBytes(400, state, "x-amzn-requestid: r-9\r\n"));
            else
                socket.write(answerBytes(200, R"({"Gadget":{"Status":")" + state + R"("}})"));
            return;
        }
        const int from = QJsonDocument::fromJson(request.body)[QLatin1String("NextToken")].toString().toInt();
        QByteArray list;
        for (int i = from; i < qMin(5, from + 2); ++i)
            list +=
                (list.isEmpty() ? "" : ",") + QByteArray("{\"GadgetId\":\"g") + QByteArray::number(i) + "\"}";
        const QByteArray next = from + 2 < 5 ? ",\"NextToken\":\"" + QByteArray::number(from + 2) + '"' : "";
        socket.write(answerBytes(200, "{\"Gadgets\":[" + list + "],\"Total\":5" + next + '}'));
    };
}

// The program set up to talk to that service.
struct Gadgets {
    explicit Gadgets(const WireServer &server)
    {
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        cli.set("FORMWORK_MODELS", QStringLiteral(TEST_DATA_DIR "/../core/client/models"));
    }
    Ran run(const char *arguments, const QByteArray &input = {}) const
    {
        return cli.run(words(arguments), input);
    }
    Cli cli;
};

} // namespace

void TestCliPages::allPages()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran ran = program.run("call gadgets list-gadgets --all-pages");
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.object()[QLatin1String("Gadgets")].toArray().size(), 5);
    QVERIFY(!ran.object().contains(QLatin1String("NextToken")));
    QCOMPARE(ran.err, QByteArray());
    const QJsonArray rows = program.cli.history();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0][QLatin1String("attempts")].toInt(), 3);
}

void TestCliPages::maxItems()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran ran = program.run("call gadgets ListGadgets --max-items 3");
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.object()[QLatin1String("Gadgets")].toArray().size(), 3);
    QVERIFY2(ran.says("the service has more"), ran.err);
    QCOMPARE(program.run("call gadgets ListGadgets --max-items 0").code, 1);
}

// What one run prints as NextToken is where the next one begins, as with the AWS CLI.
void TestCliPages::startingToken()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    QStringList had;
    QString token;
    for (int turn = 0; turn < 2; ++turn) {
        QStringList arguments = words("call gadgets list-gadgets --max-items 3");
        if (!token.isEmpty())
            arguments += QStringList{QStringLiteral("--starting-token"), token};
        const Ran ran = program.cli.run(arguments);
        QVERIFY2(ran.code == 0, ran.err);
        for (const QJsonValue gadget : ran.object()[QLatin1String("Gadgets")].toArray())
            had += gadget[QLatin1String("GadgetId")].toString();
        token = ran.object()[QLatin1String("NextToken")].toString();
        QCOMPARE(token.isEmpty(), turn == 1);
    }
    QCOMPARE(had.join(u' '), QStringLiteral("g0 g1 g2 g3 g4"));
    const Ran cli =
        program.run("call gadgets list-gadgets --max-items 3 --query NextToken"); // of botocore's form
    QCOMPARE(QByteArray::fromBase64(cli.out), QByteArray(R"({"NextToken":"2","boto_truncate_amount":1})"));
    const Ran none =
        program.run("call gadgets describe-gadget --starting-token 2 --input -", R"({"GadgetId":"g"})");
    QCOMPARE(none.code, 1);
    QVERIFY2(none.says("no place to go on from"), none.err);
}

void TestCliPages::pageSize()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    QCOMPARE(program.run("call gadgets list-gadgets --page-size 7").code, 0);
    QVERIFY2(server.requests.first().body.contains("\"MaxResults\":7"), server.requests.first().body);
    const Ran none =
        program.run("call gadgets describe-gadget --page-size 7 --input -", R"({"GadgetId":"g"})");
    QCOMPARE(none.code, 1);
    QCOMPARE(server.requests.size(), 1);
}

void TestCliPages::withoutPages()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran one = program.run("call gadgets ListGadgets");
    QCOMPARE(one.object()[QLatin1String("NextToken")].toString(), QStringLiteral("2"));
    const Ran ran = program.run("call gadgets describe-gadget --all-pages --input -", R"({"GadgetId":"g"})");
    QCOMPARE(ran.code, 0); // there are none
}

void TestCliPages::query_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("printed");
    QTest::newRow("list") << QStringLiteral("Gadgets[].GadgetId | [3:]")
                          << QByteArray("[\n    \"g3\",\n    \"g4\"\n]\n");
    QTest::newRow("number") << QStringLiteral("length(Gadgets)") << QByteArray("5\n");
    QTest::newRow("nothing") << QStringLiteral("Missing.a") << QByteArray("null\n");
}

void TestCliPages::query()
{
    QFETCH(const QString, expression);
    QFETCH(const QByteArray, printed);
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran ran = program.cli.run(words("call gadgets list-gadgets --all-pages --query") << expression);
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.out, printed);
}

void TestCliPages::wrongQueries()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran ran = program.run("call gadgets list-gadgets --query Gadgets[");
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("Nothing was sent."), ran.err);
    QCOMPARE(program.cli.history().size(), 0);
    QCOMPARE(program.run("call gadgets list-gadgets --query abs(Gadgets)").code, 1); // sent, and told
}

void TestCliPages::waitsUntilReady()
{
    WireServer server(gadgets({"MAKING", "READY"}));
    const Gadgets program(server);
    const Ran ran = program.run("wait gadgets gadget-ready --input -", R"({"GadgetId":"g"})");
    QCOMPARE(ran.code, 0);
    QCOMPARE(ran.out, QByteArray());
    QCOMPARE(ran.err, QByteArray());
    QCOMPARE(program.cli.history().size(), 2);
}

void TestCliPages::waitTells_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("never") << QByteArray("BUSY") << 3 << QByteArray("BUSY");
    QTest::newRow("an error") << QByteArray(R"({"__type":"AccessDeniedException","message":"No."})") << 3
                              << QByteArray("AccessDeniedException: No. ");
    QTest::newRow("gone") << QByteArray(R"({"__type":"GadgetNotFoundException"})") << 0 << QByteArray();
}

void TestCliPages::waitTells()
{
    QFETCH(const QByteArray, state);
    QFETCH(const int, code);
    QFETCH(const QByteArray, says);
    WireServer server([state](QTcpSocket &socket, const RawRequest &, int) {
        const bool isError = state.startsWith('{');
        socket.write(answerBytes(isError ? 400 : 200,
                                 isError ? state : R"({"Gadget":{"Parts":[{"State":")" + state + R"("}]}})"));
    });
    const Gadgets program(server);
    const Ran ran = program.run("wait gadgets gadget-deleted --input - --json", R"({"GadgetId":"g"})");
    QCOMPARE(ran.code, code);
    QVERIFY2(ran.err.contains(says), ran.err);
}

void TestCliPages::unknownWaiters()
{
    WireServer server(gadgets());
    const Gadgets program(server);
    const Ran ran = program.run("wait gadgets gadget-painted");
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("gadget-deleted, gadget-ready"), ran.err);
    const Ran none = program.run("wait ds-data group-ready");
    QCOMPARE(none.code, 1);
    QVERIFY2(none.says("nothing to wait for"), none.err);
    QCOMPARE(program.run("wait gadgets gadget-ready --input -", "{}").code, 2);
}

QTEST_GUILESS_MAIN(TestCliPages)
#include "tst_clipages.moc"
