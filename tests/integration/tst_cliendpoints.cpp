// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QTest>

using namespace formwork::tests;

// Endpoints that are not what they should be: a sentence that names the endpoint and says whether anything
// was sent.
class TestCliEndpoints : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void notThere();
    void unusableAddress_data();
    void unusableAddress();
    void notTls();
    void selfSigned();
    void servicesAtOnePlaceNeedNoRegion();
    void answers_data();
    void answers();
    void silent();
    void retriesAtItsOwnEndpoint();
};

namespace
{

QStringList callTo(const QByteArray &url, const QStringList &more = {})
{
    return QString(QStringLiteral("call ds-data create-group --timeout 2 --input - --endpoint-url"))
               .split(u' ')
        + QStringList{QString::fromLatin1(url)} + more;
}

QByteArray urlOf(const WireServer &server) { return server.scheme() + "://" + server.authority(); }

} // namespace

void TestCliEndpoints::notThere()
{
    Cli cli;
    cli.useKeys();
    QTcpServer free; // its port, once it is closed
    QVERIFY(free.listen(QHostAddress::LocalHost));
    const QByteArray url = "http://127.0.0.1:" + QByteArray::number(free.serverPort());
    free.close();
    const Ran ran = cli.run(callTo(url), groupInput());
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(url) && ran.says("Nothing was sent."), ran.err.constData());
    const Ran host = cli.run(callTo("https://formwork.invalid"), groupInput());
    QCOMPARE(host.code, 1);
    QVERIFY2(host.says("no host named formwork.invalid"), host.err.constData());
}

void TestCliEndpoints::unusableAddress_data()
{
    QTest::addColumn<QByteArray>("url");
    for (const char *url : {"nonsense", "http://192.0.2.1", "http://aws.example.com", "ftp://127.0.0.1",
                            "https://127.0.0.1/?x=1"})
        QTest::newRow(url) << QByteArray(url);
}

void TestCliEndpoints::unusableAddress()
{
    QFETCH(const QByteArray, url);
    Cli cli;
    cli.useKeys();
    const Ran ran = cli.run(callTo(url), groupInput());
    QVERIFY2(ran.code == 1, ran.err.constData());
    QVERIFY2(ran.err.contains(url) && ran.err.count("othing was sent") == 1, ran.err.constData());
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), 0);
}

void TestCliEndpoints::notTls()
{
    QTcpServer server; // an http server, which takes the greeting of TLS for a bad request
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, this, [&server] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket] {
            socket->write(answerBytes(400, "Bad Request"));
            socket->disconnectFromHost();
        });
    });
    Cli cli;
    cli.useKeys();
    const Ran ran =
        cli.run(callTo("https://127.0.0.1:" + QByteArray::number(server.serverPort())), groupInput());
    QVERIFY2(ran.code == 1, ran.err.constData());
    QVERIFY2(ran.says("does not answer in TLS") && ran.says("Nothing was sent."), ran.err.constData());
}

void TestCliEndpoints::selfSigned()
{
    WireServer server(answer(200), makeIdentity());
    Cli cli;
    cli.useKeys();
    const Ran ran = cli.run(callTo(urlOf(server)), groupInput());
    QVERIFY2(ran.code == 1, ran.err.constData());
    QVERIFY2(ran.says("self-signed") && ran.says("AWS_CA_BUNDLE"), ran.err.constData());
    QCOMPARE(server.requests.size(), 0);
    cli.set("AWS_CA_BUNDLE",
            cli.write(QStringLiteral("ca.pem"), makeIdentity().certificate.toPem())); // of another one
    QCOMPARE(cli.run(callTo(urlOf(server)), groupInput()).code, 1);
}

void TestCliEndpoints::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("said");
    const QByteArray html = "<html><body>Welcome to the network of this hotel</body></html>";
    const QByteArray type = "Content-Type: text/html\r\n";
    QTest::newRow("HTML with 200") << 200 << html << type << 4 << QByteArray("history retry 1");
    QTest::newRow("HTML with 403") << 403 << html << type << 3 << QByteArray("403");
    QTest::newRow("HTML with 502") << 502 << html << type << 4 << QByteArray("502");
    QTest::newRow("redirect") << 307 << QByteArray() << QByteArray("Location: https://elsewhere.example/\r\n")
                              << 3 << QByteArray("https://elsewhere.example/");
    QTest::newRow("half a body") << 200 << QByteArray(R"({"DirectoryId": "d-92)") << QByteArray() << 4
                                 << QByteArray("history retry 1");
    QTest::newRow("expired credentials")
        << 403 << QByteArray(R"({"message": "The security token included in the request is expired"})")
        << QByteArray("x-amzn-ErrorType: ExpiredTokenException\r\n") << 3 << QByteArray("Get new ones");
    QTest::newRow("unknown key")
        << 403 << QByteArray(R"({"message": "The security token included in the request is invalid."})")
        << QByteArray("x-amzn-ErrorType: UnrecognizedClientException\r\n") << 3
        << QByteArray("access key ID");
}

void TestCliEndpoints::answers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, body);
    QFETCH(const QByteArray, headers);
    QFETCH(const int, code);
    QFETCH(const QByteArray, said);
    WireServer server(answer(status, body, headers));
    Cli cli;
    cli.useKeys();
    const Ran ran = cli.run(callTo(urlOf(server)), groupInput());
    QVERIFY2(ran.code == code, ran.err.constData());
    QCOMPARE(ran.out, QByteArray());
    QVERIFY2(ran.err.contains(said), ran.err.constData());
    QVERIFY(server.requests.size() >= 1);
    QCOMPARE(cli.history().first()[QStringLiteral("outcome")].toString(),
             code == 4 ? QStringLiteral("unknown") : QStringLiteral("rejected"));
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), int(server.requests.size()));
}

void TestCliEndpoints::silent()
{
    WireServer server(silence());
    Cli cli;
    cli.useKeys();
    const Ran ran = cli.run(callTo(urlOf(server)), groupInput());
    QVERIFY2(ran.code == 4, ran.err.constData());
    QVERIFY2(ran.says("did not answer within 2 seconds"), ran.err.constData());
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), int(server.requests.size()));
    // A connection that is cut in the middle of the answer.
    server.setScript([](QTcpSocket &socket, const RawRequest &, int) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"DirectoryId\"");
        socket.disconnectFromHost();
    });
    QCOMPARE(cli.run(callTo(urlOf(server)), groupInput("Other")).code, 4);
}

void TestCliEndpoints::retriesAtItsOwnEndpoint()
{
    WireServer server(hangUp());
    const Cli cli; // the practice account is selected, and its keys are used elsewhere
    QCOMPARE(cli.run(callTo(urlOf(server)), groupInput()).code, 4);
    const QByteArray body = server.requests.first().body;
    server.setScript(
        answer(200, R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "Finance", "SID": "S-1"})"));
    server.requests.clear();
    const Ran ran = cli.run({QStringLiteral("history"), QStringLiteral("retry"), QStringLiteral("1")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(server.requests.size(), 1);
    QCOMPARE(server.requests.first().body, body);
    QCOMPARE(ran.object()[QStringLiteral("SID")].toString(), QStringLiteral("S-1"));
}

void TestCliEndpoints::servicesAtOnePlaceNeedNoRegion()
{
    const QByteArray model =
        R"({"version": "2.0", "metadata": {"apiVersion": "2020-01-01", "protocol": "json",
        "jsonVersion": "1.1", "endpointPrefix": "%1", "serviceId": "%1", "serviceFullName": "%1",
        "signatureVersion": "v4", "targetPrefix": "%1", "uid": "%1-2020-01-01"%2}, "operations": {"ListThings":
        {"name": "ListThings", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "In"}}},
        "shapes": {"In": {"type": "structure", "members": {}}}})";
    Cli cli;
    cli.useKeys();
    cli.unset("AWS_REGION");
    cli.unset("AWS_DEFAULT_REGION");
    QVERIFY(QDir().mkpath(cli.path(QStringLiteral("models"))));
    const QByteArray address = R"(, "globalEndpoint": "everywhere.amazonaws.com")";
    cli.write(QStringLiteral("models/one.json"),
              QByteArray(model).replace("%1", "one").replace("%2", address));
    cli.write(QStringLiteral("models/many.json"), QByteArray(model).replace("%1", "many").replace("%2", ""));
    cli.set("FORMWORK_MODELS", cli.path(QStringLiteral("models")));
    const QStringList request{QStringLiteral("request"), QStringLiteral("one"), QStringLiteral("list-things"),
                              QStringLiteral("--input"), QStringLiteral("-")};
    const Ran ran = cli.run(request, "{}");
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.out.contains("host: everywhere.amazonaws.com") && ran.out.contains("/us-east-1/one/"),
             ran.out.constData());
    QStringList other = request;
    other[1] = QStringLiteral("many");
    const Ran refused = cli.run(other, "{}");
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.says("No AWS Region is chosen"), refused.err.constData());
}

QTEST_GUILESS_MAIN(TestCliEndpoints)
#include "tst_cliendpoints.moc"
