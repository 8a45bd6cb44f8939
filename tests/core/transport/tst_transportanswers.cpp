// SPDX-License-Identifier: Apache-2.0
#include "transportfixture.h"

#include <QTest>
#include <QTimer>

using namespace formwork;
using namespace formwork::transport;
using namespace formwork::tests;
using namespace std::chrono_literals;

// What comes back, and that a request goes out once whatever does.
class TestTransportAnswers : public QObject
{
    Q_OBJECT

private:
    TrustedFiles m_trust;

private Q_SLOTS:
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
            m_trust.identity(tls));
        const TransportPtr transport = networkTransport({.caBundle = m_trust.file()});
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
        WireServer server(answer(200), m_trust.identity(tls));
        server.hangUpOnConnect = true;
        const Answer result = send(networkTransport({.caBundle = m_trust.file()}), post(server));
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

    // A service that says no without having read the body, and hangs up.
    void readsAnEarlyRefusal_data()
    {
        QTest::addColumn<bool>("asksFirst");
        QTest::newRow("sent at once") << false;
        QTest::newRow("Expect: 100-continue") << true;
    }

    void readsAnEarlyRefusal()
    {
        QFETCH(bool, asksFirst);
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        qint64 arrived = 0;
        connect(&server, &QTcpServer::newConnection, &server, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            socket->setReadBufferSize(4096);
            const auto answered = std::make_shared<bool>(false);
            connect(socket, &QTcpSocket::readyRead, socket, [&arrived, socket, answered] {
                if (std::exchange(*answered, true))
                    return;
                arrived += socket->readAll().size();
                socket->write(answerBytes(403, "denied", "Connection: close\r\n"));
                QTimer::singleShot(200, socket, &QTcpSocket::abort);
            });
        });
        http::Request request;
        request.method = "PUT";
        request.scheme = "http";
        request.authority = "127.0.0.1:" + QByteArray::number(server.serverPort());
        request.body = QByteArray(16'000'000, 'x');
        if (asksFirst)
            request.headers.append("Expect", "100-continue");
        const Answer result = send(networkTransport({}), request);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->status, 403);
        QCOMPARE(result->body, QByteArray("denied"));
        if (asksFirst)
            QVERIFY(arrived < 4096);
    }

    void sendsTheBodyAlthoughNobodySaysThatItMay()
    {
        WireServer server(answer(200, "fine"));
        http::Request request = post(server, "body");
        request.headers.append("Expect", "100-continue");
        const Answer result = send(networkTransport({}), request);
        QVERIFY(result);
        QCOMPARE(server.requests.value(0).body, QByteArray("body"));
        QCOMPARE(server.requests.value(0).header("expect"), QByteArray("100-continue"));
    }

    void takesNoBrokenAnswerForAWholeOne_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("code");
        const QByteArray chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        QTest::newRow("chunk size") << chunked + "zz\r\n{}\r\n0\r\n\r\n" << QStringLiteral("BrokenAnswer");
        QTest::newRow("cut after a chunk") << chunked + "2\r\n{}\r\n" << QStringLiteral("ConnectionClosed");
        QTest::newRow("cut after the size") << chunked + "2\r\n" << QStringLiteral("ConnectionClosed");
        QTest::newRow("not HTTP") << QByteArray("SSH-2.0-x\r\n") << QStringLiteral("NotHttp");
        QTest::newRow("only early hints")
            << QByteArray("HTTP/1.1 103 Early\r\n\r\n") << QStringLiteral("ConnectionClosed");
    }

    void takesNoBrokenAnswerForAWholeOne()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, code);
        WireServer server([bytes](QTcpSocket &socket, const RawRequest &, int) {
            socket.write(bytes);
            socket.disconnectFromHost();
        });
        const Answer result = send(networkTransport({}), post(server));
        QVERIFY(!result);
        QCOMPARE(result.error().code, code);
        QVERIFY(result.error().bytesMayHaveLeft);
        QCOMPARE(server.requests.size(), 1);
    }

    void passesOverEarlyHints()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answerBytes(201, "made"));
        });
        const Answer result = send(networkTransport({}), post(server));
        QVERIFY(result);
        QCOMPARE(result->status, 201);
        QCOMPARE(result->body, QByteArray("made"));
    }

    void anEndlessAnswerIsNotReadToItsEnd_data()
    {
        QTest::addColumn<int>("status");
        QTest::newRow("of data") << 200;
        QTest::newRow("of an error") << 403;
    }

    void anEndlessAnswerIsNotReadToItsEnd()
    {
        QFETCH(int, status);
        qint64 written = 0;
        WireServer server([&written, status](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 " + QByteArray::number(status) + " Said\r\n\r\n");
            connect(&socket, &QTcpSocket::bytesWritten, &socket, [&written, &socket] {
                if (socket.bytesToWrite() == 0 && written < 400'000'000)
                    written += socket.write(QByteArray(1'000'000, 'x'));
            });
        });
        const Answer result = send(networkTransport({}), post(server));
        QVERIFY2(written < 100'000'000, qPrintable(QString::number(written)));
        QCOMPARE(result.has_value(), status == 403);
        if (!result)
            QVERIFY(result.error().advice.contains(QStringLiteral("--output-file")));
        else
            QVERIFY(result->body.size() <= 1024 * 1024);
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
};

QTEST_GUILESS_MAIN(TestTransportAnswers)
#include "tst_transportanswers.moc"
