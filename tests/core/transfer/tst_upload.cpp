// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "protocol/checksum.h"
#include "samplefiles.h"
#include "transfer/upload.h"

#include <QCborMap>
#include <QCryptographicHash>
#include <QFile>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

void put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(path));
}

QCborValue tape() { return QCborMap{{QStringLiteral("Name"), QStringLiteral("a")}}; }

} // namespace

class TestUpload : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    model::OperationPtr m_operation;

    QString path() const { return m_fixture->folder + QStringLiteral("/tape.bin"); }
    QCborValue input() const
    {
        return *transfer::withUpload(*m_operation, tape(), *transfer::uploadFile(path()));
    }
    QCborValue chosen() const
    {
        QCborMap map = tape().toMap();
        map[QStringLiteral("Body")] = document::toValue(document::chosenFile(path()));
        return map;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_operation = m_fixture->operation("tapes", "PutTape");
    }

    void aFileIsTheBodyAsItIs_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("empty") << 0;
        QTest::newRow("one byte") << 1;
        QTest::newRow("three megabytes") << 3'000'001;
    }

    void aFileIsTheBodyAsItIs()
    {
        QFETCH(const int, size);
        const QByteArray bytes = content(size);
        put(path(), bytes);
        WireServer server(answer(200));
        qint64 sent = 0;
        qint64 toSend = -1;
        client::CallOptions options;
        options.transferred = [&](const client::Transferred &moved) {
            QVERIFY(moved.sent >= sent);
            sent = moved.sent;
            toSend = moved.toSend;
        };
        const auto result = m_fixture->call(m_operation, input(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(server.requests.first().body == bytes);
        QCOMPARE(server.requests.first().header("content-length"), QByteArray::number(size));
        QCOMPARE(server.requests.first().header("content-type"), "application/octet-stream");
        if (size > 0) {
            QCOMPARE(sent, qint64(size));
            QCOMPARE(toSend, qint64(size));
        }
        // The signature covers the file: that of the same bytes in memory is the same.
        QCborMap inMemory = tape().toMap();
        inMemory[QStringLiteral("Body")] = bytes;
        (void)m_fixture->call(m_operation, inMemory, m_fixture->target(server));
        QCOMPARE(server.requests.last().header("authorization"),
                 server.requests.first().header("authorization"));
    }

    // The history knows the file by its place and its digest, and holds nothing of it.
    void theHistoryHoldsWhereTheFileIs()
    {
        put(path(), "canary-content-0001");
        WireServer server(answer(200));
        const auto result = m_fixture->call(m_operation, input(), m_fixture->target(server));
        const QCborValue body = m_fixture->environment->journal->openInput(result.journalId)
                                    .value_or(QCborValue())
                                    .toMap()
                                    .value(QStringLiteral("Body"));
        const auto file = document::fileBodyOf(body);
        QVERIFY(file);
        QCOMPARE(file->path, path());
        QCOMPARE(file->size, 19);
        QCOMPARE(file->sha256, sha256("canary-content-0001"));
        QFile history(m_fixture->folder + QStringLiteral("/history.sqlite"));
        QVERIFY(history.open(QIODevice::ReadOnly));
        QVERIFY(!history.readAll().contains("canary-content"));
    }

    // The network library must not send a body again by itself, wherever it comes from.
    void anAttemptIsOneRequest()
    {
        put(path(), content(200'000));
        WireServer server(hangUp());
        const auto result = m_fixture->call(m_operation, input(), m_fixture->target(server));
        QCOMPARE(result.outcome, journal::Outcome::Unknown);
        QCOMPARE(server.requests.size(), result.attempts);
        for (const RawRequest &request : server.requests)
            QVERIFY(request.body == content(200'000));
    }

    void aRetryTakesTheUnchangedFile()
    {
        put(path(), content(5000));
        WireServer server(answer(500));
        const auto first = m_fixture->call(m_operation, input(), m_fixture->target(server));
        QVERIFY(first.outcome != journal::Outcome::Succeeded);
        server.setScript(answer(200));
        put(path(), content(5000)); // newly written, with the same bytes
        const auto again = m_fixture->retry(first.journalId);
        QCOMPARE(again.outcome, journal::Outcome::Succeeded);
        QVERIFY(server.requests.last().body == content(5000));
    }

    void aChangedFileIsNotSent_data()
    {
        QTest::addColumn<QByteArray>("now");
        QTest::newRow("other bytes") << QByteArray(5000, 'x');
        QTest::newRow("longer") << content(5001);
        QTest::newRow("gone") << QByteArray();
    }

    void aChangedFileIsNotSent()
    {
        QFETCH(const QByteArray, now);
        put(path(), content(5000));
        WireServer server(answer(500));
        const auto first = m_fixture->call(m_operation, input(), m_fixture->target(server));
        const qsizetype requests = server.requests.size();
        now.isEmpty() ? static_cast<void>(QFile::remove(path())) : put(path(), now);
        const auto again = m_fixture->retry(first.journalId);
        QVERIFY(again.error);
        QVERIFY2(again.error->code.startsWith(QStringLiteral("Upload")), qPrintable(again.error->code));
        QVERIFY(again.error->sentence().contains(path()));
        QCOMPARE(again.attempts, 0);
        QCOMPARE(server.requests.size(), requests);
    }

    // A found bug: operations that are to wait for "100 Continue" could not be sent at all.
    void asksBeforeItSends()
    {
        put(path(), "abc");
        WireServer server(answer(200));
        QCborMap patient = input().toMap();
        patient[QStringLiteral("Patience")] = QStringLiteral("100-continue");
        const auto result = m_fixture->call(m_operation, patient, m_fixture->target(server));
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(server.requests.first().headerCount("expect"), 1);
        QCOMPARE(server.requests.first().body, "abc");
    }

    void cancellingEndsIt()
    {
        put(path(), content(20'000'000));
        WireServer server(answer(200));
        client::CallOptions options;
        options.cancellation = std::make_shared<client::Cancellation>();
        options.transferred = [cancellation = options.cancellation](const client::Transferred &) {
            cancellation->cancel();
        };
        const auto result = m_fixture->call(m_operation, input(), m_fixture->target(server), options);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QCOMPARE(result.outcome, journal::Outcome::Unknown);
        QCOMPARE(server.requests.size(), 0);
    }

    // Chosen in a form, read when it is sent: the history knows its digest before anything leaves.
    void aChosenFileIsReadBeforeItIsSent()
    {
        put(path(), content(2'500'000));
        WireServer server(answer(200));
        QList<client::Progress::Stage> stages;
        qint64 read = 0;
        client::CallOptions options;
        options.progress = [&](const client::Progress &progress) { stages.append(progress.stage); };
        options.transferred = [&](const client::Transferred &moved) { read = std::max(read, moved.read); };
        const auto result = m_fixture->call(m_operation, chosen(), m_fixture->target(server), options);
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QCOMPARE(stages.value(0), client::Progress::Stage::Reading);
        QCOMPARE(stages.value(1), client::Progress::Stage::Recording);
        QVERIFY(read > 0);
        QVERIFY(server.requests.first().body == content(2'500'000));
        const auto file = document::fileIn(
            *m_operation->input,
            m_fixture->environment->journal->openInput(result.journalId).value_or(QCborValue()));
        QVERIFY(file);
        QCOMPARE(file->sha256, sha256(content(2'500'000)));
    }

    // Between choosing and sending the file may well be written again: what is there now is sent.
    void aChosenFileIsSentAsItIsNow()
    {
        put(path(), content(100));
        const QCborValue before = chosen();
        put(path(), content(7000));
        WireServer server(answer(200));
        const auto result = m_fixture->call(m_operation, before, m_fixture->target(server));
        QCOMPARE(result.outcome, journal::Outcome::Succeeded);
        QVERIFY(server.requests.first().body == content(7000));
    }

    void cancellingTheReadingSendsNothing()
    {
        put(path(), content(3'000'000));
        WireServer server(answer(200));
        client::CallOptions options;
        options.cancellation = std::make_shared<client::Cancellation>();
        options.progress = [&](const client::Progress &progress) {
            if (progress.stage == client::Progress::Stage::Reading)
                options.cancellation->cancel();
        };
        const auto result = m_fixture->call(m_operation, chosen(), m_fixture->target(server), options);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QCOMPARE(result.journalId, 0);
        QCOMPARE(m_fixture->rows(), 0);
        QCOMPARE(server.requests.size(), 0);
    }

    void aChosenFileThatIsGoneIsNoRequest()
    {
        WireServer server(answer(200));
        const auto result = m_fixture->call(m_operation, chosen(), m_fixture->target(server));
        QCOMPARE(result.error->code, QStringLiteral("UploadFile"));
        QCOMPARE(m_fixture->rows(), 0);
    }

    // The preview needs no digest and invents none.
    void aPreviewSaysThatTheDigestIsMadeLater()
    {
        put(path(), content(100));
        const auto prepared =
            client::prepare(*m_fixture->environment, *m_operation, chosen(),
                            m_fixture->target(QStringLiteral("http://127.0.0.1:1")), {}, QDateTime());
        QVERIFY(prepared);
        for (const http::Header &header : prepared->request.headers)
            QVERIFY2(
                !header.second.contains(QCryptographicHash::hash({}, QCryptographicHash::Sha256).toHex()),
                header.first);
    }

    void theTreeOfHashesIsThatOfTheBytes_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {0, 1, 1 << 20, (1 << 20) + 1, 3 << 20, 3'700'000})
            QTest::newRow(QByteArray::number(size).constData()) << size;
    }

    void theTreeOfHashesIsThatOfTheBytes()
    {
        QFETCH(const int, size);
        put(path(), content(size));
        const auto file = transfer::uploadFile(path(), {true, {}});
        QVERIFY(file);
        QCOMPARE(file->treeHash, protocol::treeHash(content(size)));
        QCOMPARE(file->sha256, sha256(content(size)));
    }

    void refusesWhatHasNoPlaceForAFile()
    {
        put(path(), "x");
        const auto file = *transfer::uploadFile(path());
        QCOMPARE(transfer::withUpload(*m_fixture->operation("tapes", "GetTape"), tape(), file).error().code,
                 QStringLiteral("NoUpload"));
        QCborMap given = tape().toMap();
        given[QStringLiteral("Body")] = QByteArray("y");
        QCOMPARE(transfer::withUpload(*m_operation, given, file).error().code, QStringLiteral("UploadTwice"));
        QCOMPARE(transfer::uploadFile(m_fixture->folder).error().code, QStringLiteral("UploadFile"));
        QCOMPARE(transfer::uploadFile(path() + QStringLiteral("x")).error().code,
                 QStringLiteral("UploadFile"));
    }
};

QTEST_GUILESS_MAIN(TestUpload)
#include "tst_upload.moc"
