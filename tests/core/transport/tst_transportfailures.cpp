// SPDX-License-Identifier: Apache-2.0
#include "transportfixture.h"

#include <QTest>

using namespace formwork;
using namespace formwork::transport;
using namespace formwork::tests;
using namespace std::chrono_literals;

// What is said when there is no answer.
class TestTransportFailures : public QObject
{
    Q_OBJECT

private:
    TrustedFiles m_trust;

private Q_SLOTS:
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
        const Answer result =
            send(networkTransport({.caBundle = trust ? m_trust.file(own) : QString()}), post(server));
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("TlsFailed"));
        QCOMPARE(result.error().phase, Phase::Connect);
        QVERIFY(!result.error().bytesMayHaveLeft);
        QVERIFY(!result.error().retryable);
        QVERIFY2(result.error().message.contains(words), qPrintable(result.error().message));
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
        WireServer server(silence(), m_trust.identity(tls));
        const Answer result = send(networkTransport({.caBundle = m_trust.file()}), post(server), {5s, 300ms});
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("Timeout"));
        QCOMPARE(result.error().phase, Phase::Send);
        QVERIFY(result.error().bytesMayHaveLeft);
        QVERIFY(result.error().message.contains(QStringLiteral("0.3 second")));
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
};

QTEST_GUILESS_MAIN(TestTransportFailures)
#include "tst_transportfailures.moc"
