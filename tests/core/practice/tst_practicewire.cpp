// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"
#include "practice/ledger.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;

// The endpoint against clients that are slow, large, hasty or broken.
class TestPracticeWire : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>();
        m_operation = m_account->operation("sso-admin", "CreateInstance");
        m_bytes = m_account->bytes(*m_operation, input("{'Name':'a','ClientToken':'t'}"));
    }

    void listensOnLoopbackOnly()
    {
        QVERIFY(m_account->server().url().startsWith(QStringLiteral("http://127.0.0.1:")));
        QVERIFY(m_account->server().listen()); // again: nothing
        const signing::Keys keys = m_account->server().keys();
        QCOMPARE(keys.accessKeyId.size(), 20);
        QCOMPARE(keys.secretAccessKey.size(), 40);
        m_account->restart();
        QVERIFY(m_account->server().keys().secretAccessKey != keys.secretAccessKey);
    }

    void aPortThatIsTaken()
    {
        practice::Server other(m_account->file(), catalog::Catalog::build({}), guide::Guides::builtIn(),
                               std::make_shared<SystemClock>(), std::make_shared<RandomTokenSource>());
        const auto port = m_account->server().url().section(u':', -1).toUShort();
        const Result<void> listening = other.listen(port);
        QVERIFY(!listening);
        QVERIFY(listening.error().message.contains(QString::number(port)));
        QCOMPARE(other.url(), QString());
    }

    void connectionsAreKept()
    {
        RawClient client(m_account->server());
        for (int i = 1; i <= 3; ++i) {
            client.write(m_bytes);
            QVERIFY(client.waitForAnswers(i));
        }
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void pipelinedRequestsAreAnsweredInTurn()
    {
        const QByteArray other = m_account->bytes(*m_operation, input("{'Name':'b','ClientToken':'u'}"));
        RawClient client(m_account->server());
        client.write(m_bytes + other + m_bytes);
        QVERIFY(client.waitForAnswers(3));
        const QList<http::Response> answers = client.answers();
        QCOMPARE(answers[0].status, 200);
        QVERIFY(answers[1].status != 200); // there is an instance already
        QCOMPARE(answers[2].body, answers[0].body);
    }

    // They are written together, and each is written before its answer.
    void whatComesAtOneMomentSharesATransaction()
    {
        const auto group = m_account->operation("ds-data", "CreateGroup");
        RawClient first(m_account->server());
        RawClient second(m_account->server());
        int count = 0;
        for (RawClient *client : {&first, &second}) { // both are accepted
            client->write("GET /_formwork/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            QVERIFY(client->waitForAnswers(1));
        }
        practice::Ledger other(m_account->file());
        QVERIFY(other.open());
        QList<int> seen; // by another process
        connect(&m_account->server(), &practice::Server::requestServed, this,
                [&] { seen += other.resourceCount(); });
        for (RawClient *client : {&first, &second}) {
            const QString name = QStringLiteral("g%1").arg(++count);
            client->write(
                m_account->bytes(*group,
                                 QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-1234567890")},
                                          {QStringLiteral("SAMAccountName"), name},
                                          {QStringLiteral("ClientToken"), name}}));
        }
        for (RawClient *client : {&first, &second}) {
            QVERIFY(client->waitForAnswers(2));
            QCOMPARE(client->answers().last().status, 200);
            QCOMPARE(other.resourceCount(), 2);
        }
        QCOMPARE(seen, QList<int>({0, 0}));
    }

    void requestsInPieces()
    {
        RawClient client(m_account->server());
        for (qsizetype at = 0; at < m_bytes.size(); at += 7) {
            client.write(m_bytes.mid(at, 7));
            QCoreApplication::processEvents();
        }
        QVERIFY(client.waitForAnswers(1));
        QCOMPARE(client.answers()[0].status, 200);
    }

    void tornRequestsDoNothing()
    {
        QSignalSpy served(&m_account->server(), &practice::Server::requestServed);
        {
            RawClient client(m_account->server());
            client.write(m_bytes.chopped(1));
            QCoreApplication::processEvents();
        }
        QCOMPARE(m_account->send(m_bytes).status, 200);
        QCOMPARE(served.size(), 1);
    }

    void saysContinueToThoseWhoWait()
    {
        const qsizetype end = m_bytes.indexOf("\r\n\r\n") + 4;
        QByteArray header = m_bytes.first(end);
        header.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n");
        RawClient client(m_account->server());
        client.write(header);
        QTRY_COMPARE(client.received(), QByteArray("HTTP/1.1 100 Continue\r\n\r\n"));
        client.write(m_bytes.sliced(end));
        QTRY_VERIFY(client.received().contains("HTTP/1.1 200 OK"));
    }

    void refusesAndCloses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        QTest::newRow("giant header")
            << "GET / HTTP/1.1\r\nHost: a\r\nX: " + QByteArray(300 * 1024, 'x') << 431;
        QTest::newRow("giant body") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n"
                + QByteArray(5000, 'x')
                                    << 413;
        QTest::newRow("large and unsigned") << "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9000000\r\n\r\n"
                + QByteArray(1'000'000, 'x') << 403;
        QTest::newRow("garbage") << QByteArray("\x16\x03\x01\r\n\r\n") << 400;
    }

    void refusesAndCloses()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, status);
        RawClient client(m_account->server());
        client.write(bytes);
        QVERIFY(client.waitForAnswers(1));
        QCOMPARE(client.answers()[0].status, status);
        QCOMPARE(client.answers()[0].headers.value("connection"), QByteArray("close"));
        QVERIFY(client.waitForEnd());
    }

    void closesWhenAsked()
    {
        RawClient client(m_account->server());
        QByteArray bytes = m_bytes;
        client.write(bytes.replace("\r\nHost:", "\r\nConnection: close\r\nHost:"));
        QVERIFY(client.waitForAnswers(1));
        QVERIFY(client.waitForEnd());
    }

    void silentConnectionsEnd()
    {
        m_account->server().setPatience(std::chrono::milliseconds(50), std::chrono::milliseconds(10'000));
        RawClient client(m_account->server());
        QVERIFY(client.waitForEnd());
        QVERIFY(client.received().isEmpty());
    }

    void trickledHeadersEnd()
    {
        m_account->server().setPatience(std::chrono::milliseconds(10'000), std::chrono::milliseconds(100));
        RawClient client(m_account->server());
        client.write("GET / HTTP/1.1\r\nHost: a\r\n");
        // One header line after another: the time for a whole header does not begin anew.
        QTRY_VERIFY((client.write("X: y\r\n"), client.received().contains("408")));
        QVERIFY(client.waitForEnd());
    }

    // Connections that never send a whole header keep nobody out.
    void halfRequestsGiveWay()
    {
        std::vector<std::unique_ptr<RawClient>> idlers;
        for (int i = 0; i < 300; ++i) {
            idlers.push_back(std::make_unique<RawClient>(m_account->server()));
            idlers.back()->write("POST / HTTP/1.1\r\nHost: a\r\nX: ");
            QCoreApplication::processEvents();
        }
        RawClient client(m_account->server());
        client.write(m_bytes);
        QVERIFY(client.waitForAnswers(1));
        QCOMPARE(client.answers()[0].status, 200);
    }

    void headGetsNoBody()
    {
        RawClient client(m_account->server());
        client.write("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        QVERIFY(client.waitForEnd());
        QVERIFY(client.received().startsWith("HTTP/1.1 403"));
        QVERIFY(client.received().endsWith("\r\n\r\n"));
    }

    void chunkedBodiesAreSignedLikeOthers()
    {
        const qsizetype end = m_bytes.indexOf("\r\n\r\n") + 4;
        const QByteArray body = m_bytes.sliced(end);
        QByteArrayList lines = m_bytes.first(end - 4).split('\n');
        lines.removeIf([](const QByteArray &line) { return line.startsWith("Content-Length"); });
        RawClient client(m_account->server());
        client.write(lines.join('\n') + "\nTransfer-Encoding: chunked\r\n\r\n"
                     + QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n");
        QVERIFY(client.waitForAnswers(1));
        QCOMPARE(client.answers()[0].status, 200);
    }

    // A body in signed pieces, as S3 clients send it over HTTP: each piece is signed with the one before it.
    void piecesAreSignedToo_data()
    {
        QTest::addColumn<QByteArray>("second"); // what the second piece holds on the wire
        QTest::addColumn<bool>("isWhole");
        QTest::addColumn<int>("status");
        QTest::newRow("as signed") << QByteArray("world") << true << 404; // there is no such bucket
        QTest::newRow("changed on its way") << QByteArray("wOrld") << true << 403;
        QTest::newRow("torn off") << QByteArray("world") << false << 400;
    }

    void piecesAreSignedToo()
    {
        QFETCH(const QByteArray, second);
        QFETCH(const bool, isWhole);
        QFETCH(const int, status);
        const QString models = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");
        if (!QFile::exists(models))
            QSKIP("The models of botocore are not installed (Debian package python3-botocore).");
        Loopback account({models});
        const model::OperationPtr make = account.operation("s3", "CreateBucket");
        const QByteArray time =
            account.clock().nowUtc().toString(QStringLiteral("yyyyMMdd'T'HHmmss'Z'")).toLatin1();
        http::Request request;
        request.method = "PUT";
        request.path = "/pieces/k";
        request.headers.append("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD");
        request.headers.append("x-amz-decoded-content-length", "10");
        request.body = "-";
        QByteArray bytes = account.bytes(*make, request);
        const qsizetype at = bytes.indexOf("Signature=") + 10;
        QByteArray before = bytes.sliced(at, 64);
        const auto hmac = [](const QByteArray &key, const QByteArray &text) {
            return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
        };
        const auto digest = [](const QByteArray &data) {
            return QCryptographicHash::hash(data, QCryptographicHash::Sha256).toHex();
        };
        QByteArray key = "AWS4" + account.server().keys().secretAccessKey;
        for (const QByteArray &part :
             {time.first(8), QByteArray("us-east-1"), QByteArray("s3"), QByteArray("aws4_request")})
            key = hmac(key, part);
        QByteArray body;
        const QByteArray scope = time.first(8) + "/us-east-1/s3/aws4_request";
        for (const auto &[signedData, sent] :
             {std::pair(QByteArray("hello"), QByteArray("hello")), std::pair(QByteArray("world"), second),
              std::pair(QByteArray(), QByteArray())}) {
            before = hmac(key,
                          "AWS4-HMAC-SHA256-PAYLOAD\n" + time + '\n' + scope + '\n' + before + '\n'
                              + digest({}) + '\n' + digest(signedData))
                         .toHex();
            if (isWhole || !sent.isEmpty())
                body += QByteArray::number(sent.size(), 16) + ";chunk-signature=" + before + "\r\n" + sent
                    + "\r\n";
        }
        bytes = bytes.first(bytes.indexOf("Content-Length"))
            + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        QCOMPARE(account.send(bytes).status, status);
    }

    void theServerMayEndWithConnectionsOpen()
    {
        RawClient client(m_account->server());
        m_account->server().setFault({practice::Fault::Kind::SlowAnswer, 1, 60'000});
        client.write(m_bytes);
        QTRY_COMPARE(m_account->server().resourceCount(), 1);
        m_account->restart();
        QVERIFY(client.waitForEnd());
    }

private:
    std::unique_ptr<Loopback> m_account;
    model::OperationPtr m_operation;
    QByteArray m_bytes;
};

QTEST_GUILESS_MAIN(TestPracticeWire)
#include "tst_practicewire.moc"
