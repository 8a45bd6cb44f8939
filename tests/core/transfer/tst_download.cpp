// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "samplefiles.h"

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
    static const QByteArray bytes = tests::content(3'000'001);
    return bytes;
}

QCborValue tape() { return QCborMap{{QStringLiteral("Name"), QStringLiteral("a")}}; }

// Of the file that the answer tells of.
QByteArray digestIn(const client::CallResult &result)
{
    const QCborMap body = result.output.toMap().value(QStringLiteral("Body")).toMap();
    return body.value(QStringLiteral("sha256")).toString().toLatin1();
}

// Promises everything and hangs up after a part of it.
WireServer::Script breaksOffAfter(qsizetype size, const QByteArray &headers = {})
{
    return [size, headers](QTcpSocket &socket, const RawRequest &, int) {
        socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n" + headers + "Content-Length: "
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
                                     + QByteArray::number(content().size() - 1) + '/' + total
                                     + "\r\nx-amz-checksum-sha256: AAAA\r\n")); // of the rest alone
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
        QCOMPARE(digestIn(result), sha256(content()));
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
        QVERIFY(contentOf(path()) == content());
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
        QVERIFY(contentOf(path()) == content());
        QCOMPARE(digestIn(result), sha256(content()));
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
        QVERIFY(contentOf(path()) == content());
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

    // A store that ignores If-Match and answers the rest of what is there now.
    void theRestOfAnotherVersionIsRefused()
    {
        WireServer server(breaksOffAfter(1'000'000));
        QVERIFY(fetch(server).error);
        server.setScript(answer(206, content().sliced(1'000'000),
                                "ETag: \"v2\"\r\nContent-Range: bytes 1000000-3000000/3000001\r\n"));
        const auto result = fetch(server);
        QCOMPARE(result.outcome, journal::Outcome::Rejected); // it only reads
        QCOMPARE(result.error->code, QStringLiteral("OtherVersion"));
        QVERIFY(result.error->advice.contains(QStringLiteral("Remove that part")));
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(contentOf(part()) == content().first(1'000'000));
    }

    void afterAPartThatIsWholeItsLastByteIsAskedForAgain()
    {
        WireServer server(breaksOffAfter(1'000'000));
        QVERIFY(fetch(server).error);
        QFile file(part());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content());
        file.close();
        server.setScript(answersTheRest());
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.last().header("range"), QByteArray("bytes=3000000-"));
        QVERIFY(contentOf(path()) == content());
    }

    void aRetryWritesTheFileThatWasNamedFirst()
    {
        WireServer server(breaksOffAfter(1'000'000));
        const auto broken = fetch(server);
        QVERIFY(broken.error);
        server.setScript(answersTheRest());
        const auto result = m_fixture->retry(broken.journalId, true);
        QVERIFY2(!result.error, result.error ? qPrintable(result.error->sentence()) : "");
        QVERIFY(contentOf(path()) == content());
    }

    void dataIsNeverInTheHistory()
    {
        WireServer server(answer(200, content()));
        const auto result = m_fixture->call(m_operation, tape(), m_fixture->target(server));
        QVERIFY(result.output.toMap().value(QStringLiteral("Body")).toByteArray() == content());
        const QCborMap kept =
            m_fixture->record(result.journalId).output.toMap().value(QStringLiteral("Body")).toMap();
        QCOMPARE(kept.value(QStringLiteral("size")).toInteger(), content().size());
        QCOMPARE(kept.value(QStringLiteral("sha256")).toString().toLatin1(), sha256(content()));
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

    // Those of "123456789" are the check values of each kind's definition.
    void aWrongChecksumIsNoSuccess_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("right");
        const auto row = [](const char *name, const char *hex) {
            QTest::newRow(name) << QByteArray(name) << QByteArray::fromHex(hex).toBase64();
        };
        row("crc32", "cbf43926");
        row("crc32c", "e3069283");
        row("crc64nvme", "ae8b14860a799888");
        row("sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        row("sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    }

    void aWrongChecksumIsNoSuccess()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, right);
        const auto says = [&](const QByteArray &sum) {
            return answer(200, "123456789", "x-amz-checksum-" + name + ": " + sum + "\r\n");
        };
        QByteArray other = QByteArray::fromBase64(right);
        other[0] = static_cast<char>(~other[0]);
        WireServer server(says(other.toBase64()));
        const auto result = fetch(server);
        QCOMPARE(result.error->code, QStringLiteral("WrongChecksum"));
        QVERIFY(result.error->message.contains(QString::fromLatin1(name.toUpper())));
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(!QFileInfo::exists(part()));
        const auto inMemory = m_fixture->call(m_operation, tape(), m_fixture->target(server));
        QCOMPARE(inMemory.error->code, QStringLiteral("WrongChecksum"));
        QCOMPARE(inMemory.outcome, journal::Outcome::Rejected);
        QVERIFY(inMemory.output.toMap().isEmpty());
        QCOMPARE(server.requests.last().header("x-amz-checksum-mode"), "ENABLED");

        server.setScript(says(right));
        QCOMPARE(m_fixture->call(m_operation, tape(), m_fixture->target(server)).outcome,
                 journal::Outcome::Succeeded);
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
    }

    // Of parts that were sent one by one, of a kind that is not known, or of none.
    void checksumsOfOtherThingsAreNotCompared_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("parts") << QByteArray("x-amz-checksum-crc32: AAAAAA==-2\r\n");
        QTest::newRow("parts, by its type")
            << QByteArray("x-amz-checksum-crc32: AAAAAA==\r\nx-amz-checksum-type: COMPOSITE\r\n");
        QTest::newRow("unknown") << QByteArray("x-amz-checksum-xxhash128: AAAAAA==\r\n");
    }

    void checksumsOfOtherThingsAreNotCompared()
    {
        QFETCH(const QByteArray, headers);
        WireServer server(answer(200, "123456789", headers));
        QCOMPARE(m_fixture->call(m_operation, tape(), m_fixture->target(server)).outcome,
                 journal::Outcome::Succeeded);
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
    }

    // The whole has the checksum that came with its beginning, whatever the rest is said to have.
    void aChecksumIsOfTheWhole_data()
    {
        QTest::addColumn<bool>("fits");
        QTest::newRow("right") << true;
        QTest::newRow("wrong") << false;
    }

    void aChecksumIsOfTheWhole()
    {
        QFETCH(const bool, fits);
        const QByteArray sum = QCryptographicHash::hash(fits ? content() : "x", QCryptographicHash::Sha256);
        WireServer server(breaksOffAfter(1'000'000, "x-amz-checksum-sha256: " + sum.toBase64() + "\r\n"));
        (void)fetch(server);
        server.setScript(answersTheRest());
        const auto result = fetch(server);
        QCOMPARE(result.outcome == journal::Outcome::Succeeded, fits);
        QCOMPARE(QFileInfo::exists(path()), fits);
        QCOMPARE(result.error ? result.error->code : QString(),
                 fits ? QString() : QStringLiteral("WrongChecksum"));
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
