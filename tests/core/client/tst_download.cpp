// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

QByteArray content()
{
    static QByteArray bytes;
    if (!bytes.isEmpty())
        return bytes;
    bytes = QByteArray(3'000'001, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>((i * 31 + i / 1000) & 0xff);
    return bytes;
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QCborValue tape() { return QCborMap{{QStringLiteral("Name"), QStringLiteral("a")}}; }

// Promises everything and hangs up after a part of it.
WireServer::Script breaksOffAfter(qsizetype size)
{
    return [size](QTcpSocket &socket, const RawRequest &, int) {
        socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: "
                     + QByteArray::number(content().size()) + "\r\n\r\n" + content().first(size));
        socket.disconnectFromHost();
    };
}

// Answers the rest, as long as it is the same version.
WireServer::Script answersTheRest()
{
    return [](QTcpSocket &socket, const RawRequest &request, int) {
        const QByteArray range = request.header("range");
        const qint64 first = range.sliced(6, range.indexOf('-') - 6).toLongLong();
        const QByteArray total = QByteArray::number(content().size());
        socket.write(answerBytes(206, content().sliced(first),
                                 "ETag: \"v1\"\r\nContent-Range: bytes " + QByteArray::number(first) + '-'
                                     + QByteArray::number(content().size() - 1) + '/' + total + "\r\n"));
    };
}

} // namespace

class TestDownload : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    model::OperationPtr m_operation;

    QString path() const { return m_fixture->folder + QStringLiteral("/tape.bin"); }
    QString part() const { return path() + QStringLiteral(".part"); }
    QString notes() const { return part() + QStringLiteral(".json"); }

    client::CallResult fetch(const WireServer &server, const QCborValue &input = tape()) const
    {
        client::CallOptions options;
        options.outputFile = path();
        client::Target target = m_fixture->target(server);
        target.profile.maxAttempts = 1;
        return m_fixture->call(m_operation, input, target, options);
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_operation = m_fixture->operation("tapes", "GetTape");
    }

    void anAnswerGoesIntoTheFile()
    {
        WireServer server(answer(200, content(), "ETag: \"v1\"\r\n"));
        qint64 received = 0;
        client::CallOptions options;
        options.outputFile = path();
        options.transferred = [&](const client::Transferred &moved) {
            QVERIFY(moved.received >= received);
            received = moved.received;
            QCOMPARE(moved.toReceive, qint64(content().size()));
        };
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == content());
        QCOMPARE(received, qint64(content().size()));
        QVERIFY(!QFileInfo::exists(part()));
        QVERIFY(!QFileInfo::exists(notes()));
        const QCborMap body = result.output.toMap().value(QStringLiteral("Body")).toMap();
        QCOMPARE(body.value(QStringLiteral("$file")).toString(), path());
        QCOMPARE(body.value(QStringLiteral("size")).toInteger(), content().size());
        QCOMPARE(body.value(QStringLiteral("sha256")).toString().toLatin1(),
                 QCryptographicHash::hash(content(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(result.output.toMap().value(QStringLiteral("ETag")).toString(), QStringLiteral("\"v1\""));
    }

    void anEmptyAnswerIsAnEmptyFile()
    {
        WireServer server(answer(200, QByteArray()));
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QVERIFY(QFileInfo::exists(path()));
        QCOMPARE(QFileInfo(path()).size(), 0);
    }

    void whatBrokeOffIsKeptAndGoneOnWith()
    {
        WireServer server(breaksOffAfter(1'000'000));
        const auto broken = fetch(server);
        QVERIFY(broken.outcome != journal::Outcome::Succeeded);
        QVERIFY2(broken.error->advice.contains(QStringLiteral("1000000 bytes are kept in ") + part()),
                 qPrintable(broken.error->advice));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(contentOf(part()) == content().first(1'000'000));

        server.setScript(answersTheRest());
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("range"), "bytes=1000000-");
        QCOMPARE(server.requests.last().header("if-match"), "\"v1\"");
        QVERIFY(contentOf(path()) == content());
        QCOMPARE(result.output.toMap()
                     .value(QStringLiteral("Body"))
                     .toMap()
                     .value(QStringLiteral("sha256"))
                     .toString()
                     .toLatin1(),
                 QCryptographicHash::hash(content(), QCryptographicHash::Sha256).toHex());
        QVERIFY(!QFileInfo::exists(part()));
    }

    void aServiceThatIgnoresTheRangeBeginsAgain()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        server.setScript(answer(200, content(), "ETag: \"v1\"\r\n"));
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == content());
    }

    void anotherVersionIsNotMixedIn()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        server.setScript(answer(412, R"({"__type": "PreconditionFailed"})"));
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QVERIFY2(result.error->advice.contains(QStringLiteral("has changed")),
                 qPrintable(result.error->advice));
        QCOMPARE(QFileInfo(part()).size(), 1'000'000);
    }

    void anotherRangeThanAskedForIsRefused()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        server.setScript(answer(206, "abc", "Content-Range: bytes 5-7/3000001\r\n"));
        QCOMPARE(fetch(server).error->code, QStringLiteral("WrongRange"));
        QCOMPARE(QFileInfo(part()).size(), 1'000'000);
    }

    void aPartOfAnotherRequestIsLeftAlone()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        const auto result = fetch(server, QCborMap{{QStringLiteral("Name"), QStringLiteral("b")}});
        QCOMPARE(result.error->code, QStringLiteral("OtherPart"));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(QFileInfo(part()).size(), 1'000'000);
    }

    void aWrongChecksumIsNoSuccess()
    {
        const QByteArray wrong = QByteArray(32, 'x').toBase64();
        WireServer server(answer(200, "abc", "x-amz-checksum-sha256: " + wrong + "\r\n"));
        const auto result = fetch(server);
        QCOMPARE(result.error->code, QStringLiteral("WrongChecksum"));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(!QFileInfo::exists(part()));
        const QByteArray right = QCryptographicHash::hash("abc", QCryptographicHash::Sha256).toBase64();
        server.setScript(answer(200, "abc", "x-amz-checksum-sha256: " + right + "\r\n"));
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
    }

    void anErrorIsNoFile()
    {
        WireServer server(answer(404, R"({"__type": "NoSuchTape", "message": "There is no tape a."})"));
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("NoSuchTape"));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(!QFileInfo::exists(part()));
    }

    void whatIsThereIsNotOverwritten()
    {
        QFile there(path());
        QVERIFY(there.open(QIODevice::WriteOnly));
        there.write("mine");
        there.close();
        WireServer server(answer(200, content()));
        const auto result = fetch(server);
        QCOMPARE(result.error->code, QStringLiteral("OutputExists"));
        QCOMPARE(contentOf(path()), "mine");
        QCOMPARE(server.connections, 0);
        QCOMPARE(m_fixture->rows(), 0);
    }

    void cancellingKeepsThePart()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 3000001\r\n\r\n"
                         + content().first(500'000)); // and no more
        });
        client::CallOptions options;
        options.outputFile = path();
        options.cancellation = std::make_shared<client::Cancellation>();
        options.transferred = [cancellation = options.cancellation](const client::Transferred &moved) {
            if (moved.received == 500'000)
                cancellation->cancel();
        };
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QVERIFY(result.error->advice.contains(QStringLiteral("fetches the rest")));
        QCOMPARE(QFileInfo(part()).size(), 500'000);
        server.setScript(answersTheRest());
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == content());
    }

    void refusesOperationsWithoutData()
    {
        WireServer server(answer(200));
        m_operation = m_fixture->operation("tapes", "PutTape");
        QCborMap input = tape().toMap();
        input[QStringLiteral("Body")] = QByteArray("x");
        QCOMPARE(fetch(server, input).error->code, QStringLiteral("NoDownload"));
        QCOMPARE(server.connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestDownload)
#include "tst_download.moc"
