// SPDX-License-Identifier: Apache-2.0
#include "client/transport.h"
#include "wireserver.h"

#include <QCoroTask>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>
#include <QTestEventLoop>
#include <QTimer>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using namespace std::chrono_literals;

namespace
{

using Answer = Result<http::Response>;

// Runs the send to its end, in the test's own event loop.
struct Sending {
    std::optional<Answer> answer;
    QTestEventLoop loop;
};

QCoro::Task<void> drive(TransportPtr transport, http::Request request, Timeouts timeouts,
                        CancellationPtr cancellation, std::shared_ptr<Sending> sending)
{
    Answer answer = co_await transport->send(request, timeouts, cancellation);
    sending->answer = std::move(answer);
    sending->loop.exitLoop();
}

Answer send(const TransportPtr &transport, const http::Request &request, Timeouts timeouts = {5s, 5s},
            const CancellationPtr &cancellation = {})
{
    const auto sending = std::make_shared<Sending>();
    const auto task = drive(transport, request, timeouts, cancellation, sending);
    if (!sending->answer)
        sending->loop.enterLoopMSecs(15'000);
    if (!sending->answer)
        return failure(Phase::Local, QStringLiteral("TestTimeout"), QStringLiteral("The send did not end."));
    return *sending->answer;
}

http::Request post(const WireServer &server, const QByteArray &body = "{\"a\":1}")
{
    http::Request request;
    request.method = "POST";
    request.scheme = server.scheme();
    request.authority = server.authority();
    request.headers = {{"Content-Type", "application/x-amz-json-1.0"}};
    request.body = body;
    return request;
}

http::Request bodiless(const WireServer &server, const QByteArray &method)
{
    http::Request request = post(server, {});
    request.method = method;
    request.headers = {};
    return request;
}

} // namespace

class TestTransport : public QObject
{
    Q_OBJECT

private:
    TlsIdentity m_identity = makeIdentity();
    QTemporaryDir m_dir;

    QString trusted(const TlsIdentity &identity)
    {
        QFile file(m_dir.filePath(QStringLiteral("ca-%1.pem").arg(qHash(identity.certificate))));
        if (file.open(QIODevice::WriteOnly))
            file.write(identity.certificate.toPem());
        return file.fileName();
    }

    std::optional<TlsIdentity> identity(bool tls) const
    {
        return tls ? std::optional(m_identity) : std::nullopt;
    }

private Q_SLOTS:
    void sendsExactTargets_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("sendable");

        QTest::newRow("root") << QByteArray("/") << QByteArray() << true;
        QTest::newRow("plain") << QByteArray("/Groups/CreateGroup") << QByteArray("DirectoryId=d-1234567890")
                               << true;
        QTest::newRow("encoded slash") << QByteArray("/a%2Fb") << QByteArray("x=a%2Fb") << true;
        QTest::newRow("plus") << QByteArray("/a+b") << QByteArray("x=a+b&y=a%2Bb") << true;
        QTest::newRow("space") << QByteArray("/a%20b") << QByteArray("x=a%20b") << true;
        QTest::newRow("unicode") << QByteArray("/%E1%88%B4") << QByteArray("%E1%88%B4=%F0%9F%98%80") << true;
        QTest::newRow("not utf-8") << QByteArray("/%FF%FE") << QByteArray("x=%FF") << true;
        QTest::newRow("double slash inside") << QByteArray("/a//b") << QByteArray() << true;
        QTest::newRow("double slash first") << QByteArray("//b") << QByteArray() << false;
        QTest::newRow("trailing slash") << QByteArray("/a/") << QByteArray() << true;
        QTest::newRow("double encoding") << QByteArray("/a%252Fb%2520c") << QByteArray() << true;
        QTest::newRow("reserved") << QByteArray("/!$&'()*+,;=:@") << QByteArray("a=!$'()*,;:@/?") << true;
        QTest::newRow("encoded reserved")
            << QByteArray("/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%23%3F%5B%5D")
            << QByteArray("a=%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%23%3F%5B%5D") << true;
        QTest::newRow("others encoded") << QByteArray("/%22%25%3C%3E%5C%5E%60%7B%7C%7D")
                                        << QByteArray("x=%22%25%3C%3E%5C%5E%60%7B%7C%7D") << true;
        QTest::newRow("control encoded") << QByteArray("/%00%0A%0D%7F") << QByteArray("x=%00%0A") << true;
        QTest::newRow("empty values") << QByteArray("/") << QByteArray("a=&b&=&") << true;
        QTest::newRow("arn") << QByteArray("/tags/arn%3Aaws%3Aappflow%3Aus-east-1%3A000000000000%3Aflow%2Fx")
                             << QByteArray() << true;
        QTest::newRow("dots in names") << QByteArray("/a..b/..c/...") << QByteArray() << true;

        QTest::newRow("name like a dot segment") << QByteArray("/a..b/.c/...") << QByteArray() << false;
        QTest::newRow("dot segment") << QByteArray("/a/./b") << QByteArray() << false;
        QTest::newRow("parent segment") << QByteArray("/a/../b") << QByteArray() << false;
        QTest::newRow("parent at end") << QByteArray("/a/..") << QByteArray() << false;
        QTest::newRow("encoded dots") << QByteArray("/a/%2E%2E/b") << QByteArray() << false;
        QTest::newRow("encoded unreserved") << QByteArray("/%41") << QByteArray() << false;
        QTest::newRow("raw space") << QByteArray("/a b") << QByteArray() << false;
        QTest::newRow("raw unicode") << QByteArray("/\xC3\xA4") << QByteArray() << false;
        QTest::newRow("fragment") << QByteArray("/a#b") << QByteArray() << false;
        QTest::newRow("question mark in the path")
            << QByteArray("/a?b") << QByteArray("c=d") << true; // the target is what counts
        QTest::newRow("stray percent") << QByteArray("/a%2") << QByteArray() << false;
        QTest::newRow("line break") << QByteArray("/a\r\nX: y") << QByteArray() << false;
    }

    void sendsExactTargets()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(bool, sendable);
        WireServer server(answer(200));
        http::Request request = post(server);
        request.path = path;
        request.query = query;
        const Answer result = send(networkTransport({}), request);
        if (!sendable) {
            QVERIFY(!result);
            QCOMPARE(result.error().code, QStringLiteral("UnsendableRequest"));
            QVERIFY(!result.error().bytesMayHaveLeft);
            QCOMPARE(server.connections, 0);
            return;
        }
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests.first().target(), request.target());
        QCOMPARE(server.requests.first().requestLine(), "POST " + request.target() + " HTTP/1.1");
        QCOMPARE(server.requests.first().body, request.body);
    }

    void sendsHeadersAsGiven()
    {
        WireServer server(answer(200));
        http::Request request = post(server);
        request.headers.append("X-Amz-Target", "AwsProton20200720.CreateEnvironmentAccountConnection");
        request.headers.append("User-Agent", "formwork/0");
        request.headers.append("x-empty", "");
        request.headers.append("x-many", "a");
        request.headers.append("x-many", "b  c");
        QVERIFY(send(networkTransport({}), request));
        const RawRequest arrived = server.requests.value(0);
        QCOMPARE(arrived.header("host"), server.authority());
        QCOMPARE(arrived.header("content-length"), QByteArray::number(request.body.size()));
        QCOMPARE(arrived.header("content-type"), QByteArray("application/x-amz-json-1.0"));
        QCOMPARE(arrived.header("x-amz-target"),
                 QByteArray("AwsProton20200720.CreateEnvironmentAccountConnection"));
        QVERIFY(arrived.head.contains("\r\nX-Amz-Target: "));
        QCOMPARE(arrived.header("user-agent"), QByteArray("formwork/0"));
        QCOMPARE(arrived.headerCount("x-empty"), 1);
        QCOMPARE(arrived.header("x-empty"), QByteArray(""));
        QCOMPARE(arrived.header("x-many"), QByteArray("a,b  c"));
        QCOMPARE(arrived.header("accept-encoding"), QByteArray("identity"));
        QCOMPARE(arrived.headerCount("cookie"), 0);
        QCOMPARE(arrived.headerCount("cache-control"), 0);
        for (const char *once : {"host", "content-length", "content-type", "connection", "accept-language"})
            QVERIFY2(arrived.headerCount(once) <= 1, once);
    }

    void inventsNoContentType_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("POST with a body") << QByteArray("POST") << QByteArray("x");
        QTest::newRow("POST without") << QByteArray("POST") << QByteArray();
        QTest::newRow("GET") << QByteArray("GET") << QByteArray();
        QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("x");
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
        QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("x");
    }

    void inventsNoContentType()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        WireServer server(answer(200, "fine"));
        http::Request request = bodiless(server, method);
        request.body = body;
        request.query = "a=b";
        const Answer result = send(networkTransport({}), request);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->body, QByteArray("fine"));
        QCOMPARE(server.requests.value(0).requestLine(), method + " /?a=b HTTP/1.1");
        QCOMPARE(server.requests.value(0).headerCount("content-type"), 0);
        QCOMPARE(server.requests.value(0).header("content-length"), QByteArray::number(body.size()));
        QCOMPARE(server.requests.value(0).body, body);
    }

    void answersHeadWithoutWaitingForABody()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\nETag: \"x\"\r\n\r\n");
        });
        const Answer result = send(networkTransport({}), bodiless(server, "HEAD"));
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->status, 200);
        QCOMPARE(result->headers.value("etag"), QByteArray("\"x\""));
        QCOMPARE(result->headers.value("content-length"), QByteArray("12345"));
    }

    void refusesHeaderInjection_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("CRLF in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\r\nx-evil: 2");
        QTest::newRow("LF in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\n2");
        QTest::newRow("NUL in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\0002", 3);
        QTest::newRow("CRLF in a name") << QByteArray("x\r\ny") << QByteArray("1");
        QTest::newRow("colon in a name") << QByteArray("x:y") << QByteArray("1");
        QTest::newRow("empty name") << QByteArray("") << QByteArray("1");
        QTest::newRow("other length") << QByteArray("Content-Length") << QByteArray("1");
        QTest::newRow("chunked") << QByteArray("Transfer-Encoding") << QByteArray("chunked");
        QTest::newRow("other host") << QByteArray("Host") << QByteArray("elsewhere.example");
    }

    void refusesHeaderInjection()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        WireServer server(answer(200));
        http::Request request = post(server);
        request.headers.append(name, value);
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("UnsendableRequest"));
        QCOMPARE(server.connections, 0);
    }

    void refusesPlainHttpElsewhere()
    {
        http::Request request;
        request.method = "POST";
        request.scheme = "http";
        request.authority = "ds-data.us-east-1.amazonaws.com";
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("InsecureEndpoint"));
        QVERIFY(result.error().message.contains(QStringLiteral("http://ds-data.us-east-1.amazonaws.com")));
    }

    // The heart: a server that takes the request and hangs up receives it once.
    void sendsOnce_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("reused");
        QTest::addColumn<QByteArray>("partial"); // written before hanging up
        for (const bool tls : {false, true}) {
            for (const bool reused : {false, true}) {
                const auto row = [&](const char *name, const char *method, QByteArray body,
                                     const char *partial = "") {
                    QTest::addRow("%s, %s, %s", name, tls ? "TLS" : "http", reused ? "reused" : "fresh")
                        << QByteArray(method) << body << tls << reused << QByteArray(partial);
                };
                row("POST", "POST", "{\"a\":1}");
                row("POST without body", "POST", {});
                row("large POST", "POST", QByteArray(300'000, 'x'));
                row("GET", "GET", {});
                row("HEAD", "HEAD", {});
                row("PUT", "PUT", "x");
                row("PUT without body", "PUT", {});
                row("DELETE", "DELETE", {});
                row("status line only", "POST", "{}", "HTTP/1.1 200 OK\r\n");
                row("half a status line", "GET", {}, "HTTP/1");
                row("half a header", "GET", {}, "HTTP/1.1 200 OK\r\nContent-");
                row("half a body", "POST", "{}", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half\":");
                row("half a chunk", "GET", {},
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n{\"half\":");
                row("half an error", "POST", "{}",
                    "HTTP/1.1 500 Oh\r\nContent-Length: 100\r\n\r\n{\"half\":");
            }
        }
    }

    void sendsOnce()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        QFETCH(bool, tls);
        QFETCH(bool, reused);
        QFETCH(QByteArray, partial);
        WireServer server(
            [&](QTcpSocket &socket, const RawRequest &request, int) {
                if (request.target() == "/warm") {
                    socket.write(answerBytes(200, "warm"));
                    return;
                }
                socket.write(partial);
                socket.disconnectFromHost();
            },
            identity(tls));
        const TransportPtr transport = networkTransport(trusted(m_identity));
        if (reused) {
            http::Request warm = post(server);
            warm.path = "/warm";
            const Answer warmed = send(transport, warm);
            QVERIFY2(warmed, warmed ? "" : qPrintable(warmed.error().sentence()));
            QCOMPARE(warmed->body, QByteArray("warm"));
        }
        http::Request request = bodiless(server, method);
        request.path = "/work";
        request.body = body;
        const Answer result = send(transport, request);
        QVERIFY(!result);
        QVERIFY2(result.error().code == QStringLiteral("ConnectionClosed"),
                 qPrintable(result.error().code + result.error().message));
        QCOMPARE(result.error().phase, Phase::Send);
        QVERIFY(result.error().bytesMayHaveLeft);
        // Nothing comes later either: another request on the same transport would have been behind it.
        http::Request after = post(server);
        after.path = "/warm";
        QVERIFY(send(transport, after));
        const auto works =
            std::ranges::count_if(server.requests, [](const RawRequest &r) { return r.target() == "/work"; });
        QCOMPARE(works, 1);
        if (reused)
            QCOMPARE(server.requests[1].peerPort, server.requests[0].peerPort);
    }

    void noticesAnEndlessHangUpBeforeSending_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("TLS") << true;
    }

    void noticesAnEndlessHangUpBeforeSending()
    {
        QFETCH(bool, tls);
        WireServer server(answer(200), identity(tls));
        server.hangUpOnConnect = true;
        const Answer result = send(networkTransport(trusted(m_identity)), post(server));
        QVERIFY(!result);
        QVERIFY(server.requests.isEmpty());
        if (tls)
            QVERIFY2(!result.error().bytesMayHaveLeft, qPrintable(result.error().message));
    }

    void followsNoRedirect_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {301, 302, 303, 307, 308})
            QTest::addRow("%d", status) << status;
    }

    void followsNoRedirect()
    {
        QFETCH(int, status);
        WireServer elsewhere(answer(200, "stolen"));
        WireServer server(answer(status, "moved", "Location: http://" + elsewhere.authority() + "/\r\n"));
        const Answer result = send(networkTransport({}), post(server));
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->status, status);
        QCOMPARE(result->body, QByteArray("moved"));
        QCOMPARE(elsewhere.connections, 0);
    }

    void answersEveryStatusWithItsBody_data()
    {
        QTest::addColumn<int>("status");
        for (const int status :
             {200, 201, 202, 400, 401, 403, 404, 407, 409, 410, 413, 429, 500, 501, 502, 503, 504, 599})
            QTest::addRow("%d", status) << status;
    }

    void answersEveryStatusWithItsBody()
    {
        QFETCH(int, status);
        WireServer server(answer(status, "{\"__type\":\"X\"}",
                                 "x-amzn-requestid: r-1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"));
        const Answer result = send(networkTransport({}), post(server));
        QVERIFY2(result, result ? "" : qPrintable(result.error().code + result.error().sentence()));
        QCOMPARE(result->status, status);
        QCOMPARE(result->body, QByteArray("{\"__type\":\"X\"}"));
        QCOMPARE(result->headers.value("X-Amzn-RequestId"), QByteArray("r-1"));
        QCOMPARE(server.requests.size(), 1);
    }

    void answersWithoutABody()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 204 No Content\r\n\r\n");
        });
        const Answer result = send(networkTransport({}), bodiless(server, "DELETE"));
        QVERIFY(result);
        QCOMPARE(result->status, 204);
        QVERIFY(result->body.isEmpty());
    }

    void keepsConnectionsAndForgetsCookies()
    {
        WireServer server(answer(200, "{}", "Set-Cookie: a=b\r\nCache-Control: max-age=1000\r\n"));
        const TransportPtr transport = networkTransport({});
        for (int i = 0; i < 3; ++i)
            QVERIFY(send(transport, post(server)));
        QCOMPARE(server.connections, 1);
        QCOMPARE(server.requests.size(), 3);
        QCOMPARE(server.requests.last().headerCount("cookie"), 0);
    }

    void sendsALargeBodyWhole()
    {
        WireServer server(answer(200));
        QByteArray body;
        for (int i = 0; i < 400'000; ++i)
            body += QByteArray::number(i);
        QVERIFY(send(networkTransport({}), post(server, body)));
        QVERIFY(server.requests.value(0).body == body);
    }

    void saysWhatIsWrongWithTls_data()
    {
        QTest::addColumn<QByteArray>("names");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("trust");
        QTest::addColumn<QString>("words");
        const QByteArray here("IP:127.0.0.1");
        QTest::newRow("self-signed") << here << -100 << 100 << false << QStringLiteral("self-signed");
        QTest::newRow("expired") << here << -200 << -100 << true << QStringLiteral("has expired");
        QTest::newRow("not yet") << here << 500 << 1000 << true << QStringLiteral("not valid yet");
        QTest::newRow("wrong host") << QByteArray("DNS:elsewhere.example") << -100 << 100 << true
                                    << QStringLiteral("for another host");
    }

    void saysWhatIsWrongWithTls()
    {
        QFETCH(QByteArray, names);
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, trust);
        QFETCH(QString, words);
        const TlsIdentity own = makeIdentity({names, from, to});
        WireServer server(answer(200), own);
        const Answer result = send(networkTransport(trust ? trusted(own) : QString()), post(server));
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("TlsFailed"));
        QCOMPARE(result.error().phase, Phase::Connect);
        QVERIFY(!result.error().bytesMayHaveLeft);
        QVERIFY(!result.error().retryable);
        QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
        QVERIFY(result.error().sentence().contains(QStringLiteral("Nothing was sent.")));
        QCOMPARE(server.bytesReceived, 0);
    }

    void saysThatAServerSpeaksPlainHttp()
    {
        WireServer server([](QTcpSocket &, const RawRequest &, int) { });
        connect(&server, &QTcpServer::newConnection, &server, [] { });
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, &plain, [&plain] {
            QTcpSocket *socket = plain.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] {
                socket->write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                socket->disconnectFromHost();
            });
        });
        http::Request request = post(server);
        request.scheme = "https";
        request.authority = "127.0.0.1:" + QByteArray::number(plain.serverPort());
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("TlsFailed"));
        QVERIFY(!result.error().bytesMayHaveLeft);
        QVERIFY2(result.error().message.contains(QStringLiteral("plain http")),
                 qPrintable(result.error().message));
    }

    void saysThatNothingListens()
    {
        QByteArray authority;
        {
            const WireServer gone(answer(200));
            authority = gone.authority();
        }
        http::Request request;
        request.method = "POST";
        request.scheme = "http";
        request.authority = authority;
        request.body = "x";
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("ConnectionRefused"));
        QCOMPARE(result.error().phase, Phase::Connect);
        QVERIFY(!result.error().bytesMayHaveLeft);
        QVERIFY(result.error().retryable);
    }

    void saysThatThereIsNoSuchHost()
    {
        http::Request request;
        request.method = "POST";
        request.authority = "no-such-service.invalid";
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QVERIFY2(result.error().code == QStringLiteral("HostNotFound"),
                 qPrintable(result.error().code + result.error().message));
        QCOMPARE(result.error().phase, Phase::Connect);
        QVERIFY(!result.error().bytesMayHaveLeft);
    }

    void timesOutOnSilence_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("http") << false;
        QTest::newRow("TLS") << true;
    }

    void timesOutOnSilence()
    {
        QFETCH(bool, tls);
        WireServer server(silence(), identity(tls));
        const Answer result = send(networkTransport(trusted(m_identity)), post(server), {5s, 300ms});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("Timeout"));
        QCOMPARE(result.error().phase, Phase::Send);
        QVERIFY(result.error().bytesMayHaveLeft);
        QVERIFY(result.error().message.contains(QStringLiteral("0.3 seconds")));
        QCOMPARE(server.requests.size(), 1);
    }

    void timesOutInTheHandshake()
    {
        QTcpServer mute; // accepts in the kernel, never says a word
        QVERIFY(mute.listen(QHostAddress::LocalHost));
        http::Request request;
        request.method = "POST";
        request.authority = "127.0.0.1:" + QByteArray::number(mute.serverPort());
        request.body = "x";
        const Answer result = send(networkTransport({}), request, {300ms, 20s});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("Timeout"));
        QCOMPARE(result.error().phase, Phase::Connect);
        QVERIFY(!result.error().bytesMayHaveLeft);
    }

    void doesNotTimeOutWhileBytesMove()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n");
            auto *timer = new QTimer(&socket);
            connect(timer, &QTimer::timeout, &socket, [&socket] { socket.write("x"); });
            timer->start(100);
        });
        const Answer result = send(networkTransport({}), post(server), {5s, 400ms});
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->body, QByteArray("xxxxxxxx"));
    }

    void cancels()
    {
        const auto cancellation = std::make_shared<Cancellation>();
        WireServer server([cancellation](QTcpSocket &, const RawRequest &, int) { cancellation->cancel(); });
        const Answer result = send(networkTransport({}), post(server), {5s, 5s}, cancellation);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("Cancelled"));
        QCOMPARE(result.error().phase, Phase::Send);
        QVERIFY(result.error().bytesMayHaveLeft);
    }

    void sendsNothingWhenCancelledBefore()
    {
        const auto cancellation = std::make_shared<Cancellation>();
        cancellation->cancel();
        WireServer server(answer(200));
        const Answer result = send(networkTransport({}), post(server), {5s, 5s}, cancellation);
        QVERIFY(!result);
        QCOMPARE(result.error().message, QStringLiteral("Cancelled, nothing was sent."));
        QVERIFY(!result.error().bytesMayHaveLeft);
        QCOMPARE(server.connections, 0);
    }

    void manyAtOnceAllArriveOnce()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &request, int) {
            QTimer::singleShot(50, &socket,
                               [&socket, body = request.body] { socket.write(answerBytes(200, body)); });
        });
        const TransportPtr transport = networkTransport({});
        QList<std::shared_ptr<Sending>> sendings;
        std::vector<QCoro::Task<void>> tasks;
        for (int i = 0; i < 30; ++i) {
            sendings.append(std::make_shared<Sending>());
            tasks.push_back(
                drive(transport, post(server, QByteArray::number(i)), {100ms, 5s}, {}, sendings.last()));
        }
        QTRY_VERIFY(
            std::ranges::all_of(sendings, [](const auto &sending) { return sending->answer.has_value(); }));
        for (int i = 0; i < 30; ++i) {
            const Answer &result = *sendings[i]->answer;
            QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
            QCOMPARE(result->body, QByteArray::number(i));
        }
        QCOMPARE(server.requests.size(), 30);
    }

    void goesStraightToThisComputerWhateverTheProxy()
    {
        qputenv("http_proxy", "http://127.0.0.1:9");
        WireServer server(answer(200));
        const Answer result = send(networkTransport({}), post(server));
        qunsetenv("http_proxy");
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
