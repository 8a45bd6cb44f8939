// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "forwardproxy.h"
#include "transportfixture.h"

#include <QTest>

using namespace formwork;
using namespace formwork::transport;
using namespace formwork::tests;

// Requests on their way through a proxy, which never sees more of them than where they go.
class TestForwardProxy : public QObject
{
    Q_OBJECT

private:
    TlsIdentity m_own = makeIdentity({"DNS:service.example", -3600, 3600});
    TrustedFiles m_trust;
    std::unique_ptr<ForwardProxy> m_proxy;
    QByteArray m_place; // of the proxy
    std::unique_ptr<WireServer> m_server;

    Route route() const { return {.caBundle = m_trust.file(m_own)}; }

    Answer ask(const TransportPtr &transport)
    {
        m_proxy->hosts.insert("service.example:443", m_server->serverPort());
        http::Request request = post(*m_server);
        request.authority = "service.example";
        return send(transport, request);
    }

    Answer ask(const QByteArray &userInfo = {}, const char *variable = "HTTPS_PROXY")
    {
        const QByteArray place = m_place;
        qputenv(variable, "http://" + (userInfo.isEmpty() ? place : userInfo + '@' + place));
        return ask(networkTransport(route()));
    }

private Q_SLOTS:
    void init()
    {
        cleanup();
        m_proxy = std::make_unique<ForwardProxy>();
        m_place = m_proxy->authority();
        m_server = std::make_unique<WireServer>(answer(200, "done"), m_own);
    }

    void cleanup()
    {
        for (const char *name :
             {"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "NO_PROXY", "no_proxy"})
            qunsetenv(name);
    }

    void tunnels()
    {
        const Answer answer = ask();
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
        QCOMPARE(answer->body, "done");
        QCOMPARE(m_proxy->tunnels, 1);
        QVERIFY(m_proxy->asked.first().startsWith("CONNECT service.example:443 "));
        QCOMPARE(m_server->requests.size(), 1);
        QCOMPARE(m_server->requests.first().header("proxy-authorization"), QByteArray());
    }

    void authenticates()
    {
        m_proxy->wanted = "us@er:pa:ss w";
        const Answer answer = ask("us%40er:pa%3Ass%20w");
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
        QCOMPARE(m_server->requests.size(), 1);
        QCOMPARE(m_server->requests.first().header("proxy-authorization"), QByteArray());
    }

    void isNotLetPass_data()
    {
        QTest::addColumn<QByteArray>("userInfo");
        QTest::addColumn<QByteArray>("refusal");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody") << QByteArray() << QByteArray() << QStringLiteral("407");
        QTest::newRow("wrong password")
            << QByteArray("user:canary-secret-0001") << QByteArray() << QStringLiteral("407");
        for (const char *status :
             {"400 Bad Request", "403 Forbidden", "404 Not Found", "405 No", "407 Password", "500 Oh",
              "502 Bad Gateway", "503 Service Unavailable", "302 Elsewhere"})
            QTest::newRow(status) << QByteArray("user:right")
                                  << "HTTP/1.1 " + QByteArray(status)
                    + "\r\nLocation: https://portal.example/\r\nContent-Length: 5\r\n\r\nSorry"
                                  << QString::fromLatin1(status).left(3);
        QTest::newRow("no HTTP") << QByteArray("user:right") << QByteArray("no HTTP at all\r\n\r\n")
                                 << QStringLiteral("not HTTP");
        QTest::newRow("half an answer") << QByteArray("user:right") << QByteArray("HTTP/1.1 200 O")
                                        << QStringLiteral("closed the connection");
    }

    void isNotLetPass()
    {
        QFETCH(const QByteArray, userInfo);
        QFETCH(const QByteArray, refusal);
        QFETCH(const QString, words);
        m_proxy->wanted = "user:right";
        m_proxy->refusal = refusal;
        const Answer answer = ask(userInfo);
        QVERIFY(!answer);
        QVERIFY2(answer.error().code == u"ProxyFailed",
                 qPrintable(answer.error().code + answer.error().sentence()));
        QVERIFY(!answer.error().bytesMayHaveLeft);
        QCOMPARE(answer.error().phase, Phase::Connect);
        QCOMPARE(answer.error().httpStatus, 0); // the service has said nothing
        for (const QString &word : {words, QStringLiteral("http://") + QString::fromLatin1(m_place),
                                    QStringLiteral("https://service.example")})
            QVERIFY2(answer.error().message.contains(word), qPrintable(answer.error().sentence()));
        const bool isTheirFault = words.startsWith(u'5') || words.startsWith(u'c');
        QCOMPARE(answer.error().retryable, isTheirFault);
        QVERIFY(!answer.error().sentence().contains(QStringLiteral("canary")));
        QCOMPARE(m_server->connections, 0);
    }

    void isNotThere()
    {
        m_proxy->close();
        const Answer answer = ask();
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, QStringLiteral("ProxyFailed"));
        QVERIFY2(answer.error().message.contains(QString::fromLatin1(m_place)),
                 qPrintable(answer.error().message));
        QVERIFY(!answer.error().bytesMayHaveLeft);
    }

    // A password would go there in clear.
    void isReachedOverTls()
    {
        qputenv("HTTPS_PROXY", "https://user:canary-secret-0001@" + m_place);
        const Answer answer = ask(networkTransport(route()));
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, QStringLiteral("ProxyFailed"));
        QVERIFY2(answer.error().message.contains(QStringLiteral("https://") + QString::fromLatin1(m_place)),
                 qPrintable(answer.error().message));
        QVERIFY(!answer.error().sentence().contains(QStringLiteral("canary")));
        QVERIFY(!answer.error().bytesMayHaveLeft);
        QVERIFY(m_proxy->asked.isEmpty());
    }

    void saysNothing()
    {
        m_proxy->isMute = true;
        const Answer answer = ask();
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, QStringLiteral("Timeout"));
        QVERIFY2(answer.error().message.contains(QString::fromLatin1(m_place)),
                 qPrintable(answer.error().message));
        QVERIFY(!answer.error().bytesMayHaveLeft);
    }

    // Schemes of several rounds are Qt's: the request goes the same way.
    void authenticatesInRounds()
    {
        m_proxy->wanted = "user:right";
        m_proxy->digest = true;
        const Answer answer = ask("user:right");
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().sentence()));
        QCOMPARE(m_server->requests.size(), 1);
        QCOMPARE(m_proxy->tunnels, 1);
    }

    void goesOnInItsTunnel()
    {
        qputenv("HTTPS_PROXY", m_place);
        const TransportPtr transport = networkTransport(route());
        QVERIFY(ask(transport));
        QVERIFY(ask(transport));
        QCOMPARE(m_server->requests.size(), 2);
        QCOMPARE(m_proxy->tunnels, 1);
    }

    // What it cannot look at it cannot change: the certificate is checked through the tunnel.
    void cannotStandInForTheService()
    {
        m_server = std::make_unique<WireServer>(answer(200, "done"),
                                                makeIdentity({"DNS:service.example", -3600, 3600}));
        const Answer answer = ask();
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, QStringLiteral("TlsFailed"));
        QVERIFY(!answer.error().bytesMayHaveLeft);
        QCOMPARE(m_server->requests.size(), 0);
    }

    void breaksOff()
    {
        m_server->setScript([this](QTcpSocket &, const RawRequest &, int) { m_proxy.reset(); });
        const Answer answer = ask();
        QVERIFY(!answer);
        QVERIFY2(answer.error().bytesMayHaveLeft, qPrintable(answer.error().code));
        QCOMPARE(answer.error().phase, Phase::Send);
    }

    void isGoneRound_data()
    {
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("exempt");
        QTest::newRow("not for https") << QByteArray("HTTP_PROXY") << QByteArray();
        QTest::newRow("unused") << QByteArray("ALL_PROXY") << QByteArray();
        QTest::newRow("all exempt") << QByteArray("HTTPS_PROXY") << QByteArray("*");
        QTest::newRow("host") << QByteArray("HTTPS_PROXY") << QByteArray("a.example, Service.example");
        QTest::newRow("domain") << QByteArray("HTTPS_PROXY") << QByteArray(".example");
    }

    void isGoneRound()
    {
        QFETCH(const QByteArray, variable);
        QFETCH(const QByteArray, exempt);
        if (!exempt.isEmpty())
            qputenv("NO_PROXY", exempt);
        const Answer answer = ask({}, variable.constData());
        QVERIFY(!answer); // nobody knows that name but the proxy
        QVERIFY(m_proxy->asked.isEmpty());
    }

    void isGoneRoundWhereThatIsAsked()
    {
        qputenv("HTTPS_PROXY", "http://" + m_place);
        m_proxy->hosts.insert("service.example:443", m_server->serverPort());
        http::Request request = post(*m_server);
        request.authority = "service.example";
        Streams streams;
        streams.isDirect = true;
        const TransportPtr transport = networkTransport(route());
        QVERIFY(!await(transport->send(request, {}, nullptr, streams)));
        QVERIFY(m_proxy->asked.isEmpty());
        QVERIFY(await(transport->send(request, {}, nullptr))); // and the others go on through it
    }
};

QTEST_GUILESS_MAIN(TestForwardProxy)
#include "tst_forwardproxy.moc"
