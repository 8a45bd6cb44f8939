// SPDX-License-Identifier: Apache-2.0
#include "tapes.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

// Of the file that the answer tells of.
QByteArray digestIn(const client::CallResult &result)
{
    const QCborMap body = result.output.toMap().value(QStringLiteral("Body")).toMap();
    return body.value(QStringLiteral("sha256")).toString().toLatin1();
}

} // namespace

class TestDownload : public Tapes
{
    Q_OBJECT

private Q_SLOTS:
    void init() { startAnew(); }

    void anAnswerGoesIntoTheFile()
    {
        WireServer server(answer(200, tapeContent(), "ETag: \"v1\"\r\n"));
        qint64 received = 0;
        client::CallOptions options;
        options.outputFile = path();
        options.transferred = [&](const client::Transferred &moved) {
            QVERIFY(moved.received >= received);
            received = moved.received;
            QCOMPARE(moved.toReceive, qint64(tapeContent().size()));
        };
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == tapeContent());
        QCOMPARE(received, qint64(tapeContent().size()));
        QVERIFY(!QFileInfo::exists(part()));
        QVERIFY(!QFileInfo::exists(notes()));
        const QCborMap body = result.output.toMap().value(QStringLiteral("Body")).toMap();
        QCOMPARE(body.value(QStringLiteral("$file")).toString(), path());
        QCOMPARE(body.value(QStringLiteral("size")).toInteger(), tapeContent().size());
        QCOMPARE(body.value(QStringLiteral("sha256")).toString().toLatin1(),
                 QCryptographicHash::hash(tapeContent(), QCryptographicHash::Sha256).toHex());
        QCOMPARE(result.output.toMap().value(QStringLiteral("ETag")).toString(), QStringLiteral("\"v1\""));
    }

    // A program that is killed loses nothing of what it has told of: a short last piece stayed in memory.
    void whatHasArrivedIsInTheFile()
    {
        WireServer server(answer(200, "a little", "ETag: \"v1\"\r\n"));
        QList<qint64> behind;
        client::CallOptions options;
        options.outputFile = path();
        options.transferred = [&](const client::Transferred &moved) {
            behind.append(moved.received - QFileInfo(part()).size());
        };
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QVERIFY(!behind.isEmpty());
        QCOMPARE(behind, QList<qint64>(behind.size(), 0));
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
        QVERIFY2(broken.error->advice.contains(QStringLiteral("1000000 byte(s) (is|are) kept in ") + part()),
                 qPrintable(broken.error->advice));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(contentOf(part()) == tapeContent().first(1'000'000));

        server.setScript(answersTheRest());
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("range"), "bytes=1000000-");
        QCOMPARE(server.requests.last().header("if-match"), "\"v1\"");
        QVERIFY(contentOf(path()) == tapeContent());
        QCOMPARE(digestIn(result), sha256(tapeContent()));
        QVERIFY(!QFileInfo::exists(part()));
    }

    // The history keeps what the person asked for, so that a retry of the row goes on with the part as well.
    void aRetryGoesOnWithThePart()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        server.setScript(breaksOffAfter(1'000'000));
        const auto broken = fetch(server); // which asked for the rest
        QCOMPARE(m_fixture->record(broken.journalId).request.input, tape());
        server.setScript(answersTheRest());
        client::CallOptions options;
        options.outputFile = path();
        const auto result = m_fixture->retry(broken.journalId, true, options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("range"), "bytes=1000000-");
        QVERIFY(contentOf(path()) == tapeContent());
    }

    // Attempts that follow by themselves begin where the one before stopped.
    void anotherAttemptGoesOnToo()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &request, int number) {
            number == 1 ? breaksOffAfter(1'000'000)(socket, request, number)
                        : answersTheRest()(socket, request, number);
        });
        client::CallOptions options;
        options.outputFile = path();
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(server.requests.last().header("range"), "bytes=1000000-");
        QCOMPARE(server.requests.last().header("if-match"), "\"v1\"");
        QVERIFY(contentOf(path()) == tapeContent());
        QCOMPARE(digestIn(result), sha256(tapeContent()));
    }

    void whatThePersonReplacesStaysUntilItIsReplaced()
    {
        QFile old(path());
        QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
        old.close();
        client::CallOptions options;
        options.outputFile = path();
        options.replacesOutput = true;
        WireServer server(breaksOffAfter(1'000'000));
        (void)m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(contentOf(path()), "old");
        server.setScript(answersTheRest());
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == tapeContent());
    }

    void aServiceThatIgnoresTheRangeBeginsAgain()
    {
        WireServer server(breaksOffAfter(1'000'000));
        (void)fetch(server);
        server.setScript(answer(200, tapeContent(), "ETag: \"v1\"\r\n"));
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QVERIFY(contentOf(path()) == tapeContent());
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

    // A store that ignores If-Match and answers the rest of what is there now.
    void theRestOfAnotherVersionIsRefused()
    {
        WireServer server(breaksOffAfter(1'000'000));
        QVERIFY(fetch(server).error);
        server.setScript(answer(206, tapeContent().sliced(1'000'000),
                                "ETag: \"v2\"\r\nContent-Range: bytes 1000000-3000000/3000001\r\n"));
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Rejected); // it only reads
        QCOMPARE(result.error->code, QStringLiteral("OtherVersion"));
        QVERIFY(result.error->advice.contains(QStringLiteral("Remove that part")));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(contentOf(part()) == tapeContent().first(1'000'000));
    }

    void afterAPartThatIsWholeItsLastByteIsAskedForAgain()
    {
        WireServer server(breaksOffAfter(1'000'000));
        QVERIFY(fetch(server).error);
        QFile file(part());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(tapeContent());
        file.close();
        server.setScript(answersTheRest());
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("range"), QByteArray("bytes=3000000-"));
        QVERIFY(contentOf(path()) == tapeContent());
    }

    void aRetryWritesTheFileThatWasNamedFirst()
    {
        WireServer server(breaksOffAfter(1'000'000));
        const auto broken = fetch(server);
        QVERIFY(broken.error);
        server.setScript(answersTheRest());
        const auto result = m_fixture->retry(broken.journalId, true);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->sentence()) : "");
        QVERIFY(contentOf(path()) == tapeContent());
    }

    void dataIsNeverInTheHistory()
    {
        WireServer server(answer(200, tapeContent()));
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server));
        QVERIFY(result.output.toMap().value(QStringLiteral("Body")).toByteArray() == tapeContent());
        const QCborMap kept =
            m_fixture->record(result.journalId).output.toMap().value(QStringLiteral("Body")).toMap();
        QCOMPARE(kept.value(QStringLiteral("size")).toInteger(), tapeContent().size());
        QCOMPARE(kept.value(QStringLiteral("sha256")).toString().toLatin1(), sha256(tapeContent()));
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

    // Nobody asked for a part: a file that is called whole holds all of it.
    void aPartThatNobodyAskedForIsNoFile()
    {
        WireServer server(answer(206, "abc", "ETag: \"v1\"\r\nContent-Range: bytes 0-2/3000001\r\n"));
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("WrongLength"));
        QVERIFY(!QFileInfo::exists(path()));
        QCOMPARE(contentOf(part()), "abc");
        const auto inMemory = m_fixture->call(m_operation, tape(), m_fixture->target(server));
        QCOMPARE(inMemory.outcome, journal::Outcome::Rejected);
        QCOMPARE(inMemory.error->code, QStringLiteral("WrongRange"));
        QVERIFY(inMemory.output.toMap().isEmpty());

        QFile::remove(part());
        server.setScript(answer(206, "abc", "Content-Range: bytes 5-7/3000001\r\n"));
        QCOMPARE(fetch(server).error->code, QStringLiteral("WrongRange"));
        QVERIFY(!QFileInfo::exists(path()));
        server.setScript(answer(206, "abc", "Content-Range: bytes 0-2/3\r\n")); // all there is
        QCOMPARE(m_fixture->call(m_operation, tape(), m_fixture->target(server)).outcome,
                 journal::Outcome::Succeeded);
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
        WireServer server(answer(200, tapeContent()));
        const auto result = fetch(server);
        QCOMPARE(result.error->code, QStringLiteral("OutputExists"));
        QCOMPARE(contentOf(path()), "mine");
        QCOMPARE(server.connections, 0);
        QCOMPARE(m_fixture->rows(), 0);
    }

    void saysWhatIsWrongWithThePlace()
    {
        WireServer server(answer(200, tapeContent()));
        QVERIFY(QDir().mkpath(path()));
        const auto folder = fetch(server);
        QVERIFY2(folder.error->sentence().contains(QStringLiteral("is a folder")),
                 qPrintable(folder.error->sentence()));
        QVERIFY(QDir().rmdir(path()));
        client::CallOptions options;
        options.outputFile = QFileInfo(path()).path() + QStringLiteral("/none/file");
        const auto nowhere = m_fixture->call(m_operation, tape(), m_fixture->target(server), options);
        QVERIFY2(nowhere.error->sentence().contains(QStringLiteral("is not there")),
                 qPrintable(nowhere.error->sentence()));
        QCOMPARE(server.connections, 0);
    }

    void cancellingKeepsThePart()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 3000001\r\n\r\n"
                         + tapeContent().first(500'000)); // and no more
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
        QVERIFY(contentOf(path()) == tapeContent());
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
