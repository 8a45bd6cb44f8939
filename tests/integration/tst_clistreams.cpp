// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "samplefiles.h"
#include "wireserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace formwork::tests;

// Bodies from and into files, URLs for others, and what is left when someone presses Ctrl-C.
class TestCliStreams : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void uploads();
    void uploadsThatCannotBe_data();
    void uploadsThatCannotBe();
    void downloads();
    void goesOnWithAPart();
    void tellsAReadThatCannotBeUsed();
    void presigns();
    void optionsOfOtherCommands_data();
    void optionsOfOtherCommands();
    void interruptedDownload();
    void interruptedCall_data();
    void interruptedCall();
    void interruptedWaiting();
};

namespace
{

constexpr qsizetype kWhole = 1'500'000;
constexpr qsizetype kHalf = 700'000;

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

// Answers the first half and then nothing, or the rest to whoever asks for it.
WireServer::Script halves(bool hangsUp)
{
    return [hangsUp](QTcpSocket &socket, const RawRequest &request, int) {
        const QByteArray range = request.header("range");
        if (range.isEmpty()) {
            socket.write("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: " + QByteArray::number(kWhole)
                         + "\r\n\r\n" + content(kHalf));
            if (hangsUp)
                socket.disconnectFromHost();
            return;
        }
        const qint64 first = range.sliced(6, range.indexOf('-') - 6).toLongLong();
        socket.write(answerBytes(206, content(kWhole).sliced(first),
                                 "ETag: \"v1\"\r\nContent-Range: bytes " + QByteArray::number(first) + '-'
                                     + QByteArray::number(kWhole - 1) + '/' + QByteArray::number(kWhole)
                                     + "\r\n"));
    };
}

// The program set up to talk to a small service of the test.
struct Studio {
    explicit Studio(const WireServer &server)
    {
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        cli.set("FORMWORK_MODELS", QStringLiteral(TEST_DATA_DIR "/../core/client/models"));
    }

    [[nodiscard]] QStringList fetching() const
    {
        return words("call tapes get-tape --input - --output-file") << cli.path(QStringLiteral("tape"));
    }
    [[nodiscard]] QString tape() const { return cli.path(QStringLiteral("tape")); }
    [[nodiscard]] QString part() const { return cli.path(QStringLiteral("tape.part")); }
    [[nodiscard]] QJsonObject newest() const { return cli.history().first().toObject(); }

    Cli cli;
    QByteArray named = R"({"Name": "a"})";
};

} // namespace

void TestCliStreams::uploads()
{
    WireServer server(answer(200, "", "ETag: \"v1\"\r\n"));
    const Studio studio(server);
    const QByteArray body = content(kWhole);
    const QString file = studio.cli.write(QStringLiteral("sound"), body);
    const Ran ran = studio.cli.run(words("call tapes put-tape --input - --upload") << file, studio.named);
    QVERIFY2(ran.code == 0, ran.err);
    QCOMPARE(ran.object()[QLatin1String("ETag")].toString(), QStringLiteral("\"v1\""));
    QCOMPARE(server.requests.size(), 1);
    QVERIFY(server.requests.first().body == body);
    QCOMPARE(server.requests.first().header("content-length"), QByteArray::number(kWhole));
    const QJsonObject input = studio.cli.row(1)[QLatin1String("input")].toObject();
    QVERIFY2(QJsonDocument(input).toJson().contains(sha256(body)), QJsonDocument(input).toJson());
    QVERIFY(QFileInfo(studio.cli.dataDirectory() + QStringLiteral("/history.sqlite")).size() < kWhole);
}

void TestCliStreams::uploadsThatCannotBe_data()
{
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("no such file") << QStringLiteral("put-tape") << QStringLiteral("missing")
                                  << QByteArray("missing");
    QTest::newRow("no body") << QStringLiteral("get-tape") << QStringLiteral("there")
                             << QByteArray("GetTape");
}

void TestCliStreams::uploadsThatCannotBe()
{
    QFETCH(const QString, operation);
    QFETCH(const QString, file);
    QFETCH(const QByteArray, says);
    WireServer server(answer(200));
    const Studio studio(server);
    studio.cli.write(QStringLiteral("there"), "x");
    const QStringList arguments{
        QStringLiteral("call"),    QStringLiteral("tapes"), operation,
        QStringLiteral("--input"), QStringLiteral("-"),     QStringLiteral("--upload"),
        studio.cli.path(file)};
    const Ran ran = studio.cli.run(arguments, studio.named);
    QVERIFY(ran.code == 1 || ran.code == 2);
    QVERIFY2(ran.err.contains(says), ran.err);
    QCOMPARE(server.connections, 0);
    QCOMPARE(studio.cli.history().size(), 0);
}

void TestCliStreams::downloads()
{
    const QByteArray body = content(kWhole);
    WireServer server(answer(200, body, "ETag: \"v1\"\r\n"));
    const Studio studio(server);
    const Ran ran = studio.cli.run(studio.fetching(), studio.named);
    QVERIFY2(ran.code == 0, ran.err);
    QVERIFY(contentOf(studio.tape()) == body);
    QCOMPARE(QFileInfo(studio.tape()).permissions() & (QFile::ReadOther | QFile::ReadGroup),
             QFile::Permissions());
    const QJsonObject told = ran.object()[QLatin1String("Body")].toObject();
    QCOMPARE(told[QLatin1String("$file")].toString(), studio.tape());
    QCOMPARE(told[QLatin1String("size")].toInteger(), kWhole);
    QCOMPARE(told[QLatin1String("sha256")].toString().toLatin1(), sha256(body));
    const Ran again = studio.cli.run(studio.fetching(), studio.named); // what is there is nobody's to replace
    QCOMPARE(again.code, 1);
    QCOMPARE(server.requests.size(), 1);
}

void TestCliStreams::goesOnWithAPart()
{
    WireServer server(halves(true));
    Studio studio(server);
    studio.cli.set("AWS_MAX_ATTEMPTS", QStringLiteral("1"));
    const Ran broken = studio.cli.run(studio.fetching(), studio.named);
    QCOMPARE(broken.code, 4);
    QVERIFY2(broken.says("700000 bytes are kept in") && broken.says("fetches the rest"), broken.err);
    QVERIFY(!QFileInfo::exists(studio.tape()));
    const Ran ran = studio.cli.run(studio.fetching(), studio.named);
    QVERIFY2(ran.code == 0, ran.err);
    QCOMPARE(server.requests.last().header("range"), "bytes=700000-");
    QCOMPARE(server.requests.last().header("if-match"), "\"v1\"");
    QVERIFY(contentOf(studio.tape()) == content(kWhole));
    QVERIFY(!QFileInfo::exists(studio.part()));
}

// A read has done nothing whatever came of it: no exit code and no word of an outcome that is not known.
void TestCliStreams::tellsAReadThatCannotBeUsed()
{
    WireServer server(answer(200, "123456789", "x-amz-checksum-crc32: AAAAAA==\r\n"));
    const Studio studio(server);
    const Ran wrong = studio.cli.run(studio.fetching(), studio.named);
    QCOMPARE(wrong.code, 3);
    QVERIFY2(wrong.says("WrongChecksum") && !wrong.says("not known"), wrong.err);
    QVERIFY(!QFileInfo::exists(studio.tape()));

    WireServer silent([](QTcpSocket &socket, const RawRequest &, int) { socket.disconnectFromHost(); });
    Studio broken(silent);
    broken.cli.set("AWS_MAX_ATTEMPTS", QStringLiteral("1"));
    const Ran unknown = broken.cli.run(broken.fetching(), broken.named);
    QCOMPARE(unknown.code, 4);
    QVERIFY2(unknown.says("It only reads") && !unknown.says("not known"), unknown.err);
}

void TestCliStreams::presigns()
{
    WireServer server(answer(200));
    const Studio studio(server);
    const QStringList presigning = words("request tapes get-tape --input - --at 20260102T030405Z --presign");
    const Ran ran = studio.cli.run(presigning, studio.named);
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.out.startsWith("http://127.0.0.1:") && ran.out.contains("X-Amz-Expires=900&"), ran.out);
    QCOMPARE(ran.out.count('\n'), 1);
    QVERIFY2(ran.says("until Jan 2, 2026 3:19:05 AM UTC"), ran.err);
    const Ran hour = studio.cli.run(presigning + words("3600 --json"), studio.named);
    QCOMPARE(hour.object()[QLatin1String("expiresAt")].toString(), QStringLiteral("2026-01-02T04:04:05Z"));
    QVERIFY(hour.object()[QLatin1String("url")].toString().contains(QStringLiteral("X-Amz-Expires=3600&")));
    QCOMPARE(studio.cli.run(presigning + words("604801"), studio.named).code, 1);
    const Ran other = studio.cli.run(words("request tapes share-tape --input - --presign"), studio.named);
    QCOMPARE(other.code, 2);
    QVERIFY2(other.says("not sent as GET"), other.err);
    QCOMPARE(server.connections, 0);
    QCOMPARE(studio.cli.history().size(), 0);
}

void TestCliStreams::optionsOfOtherCommands_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a call that is no call")
        << words("call tapes get-tape --presign") << QByteArray("formwork-cli call takes no --presign");
    QTest::newRow("a request into a file")
        << words("request tapes get-tape --output-file tape") << QByteArray("an option of formwork-cli call");
    QTest::newRow("pages into a file") << words("call gadgets list-gadgets --all-pages --output-file list")
                                       << QByteArray("--output-file takes the data of one answer");
    QTest::newRow("some into a file")
        << words("call gadgets list-gadgets --max-items 3 --output-file list") << QByteArray("> FILE");
}

void TestCliStreams::optionsOfOtherCommands()
{
    QFETCH(const QStringList, arguments);
    QFETCH(const QByteArray, says);
    WireServer server(answer(200));
    const Studio studio(server);
    const Ran ran = studio.cli.run(arguments);
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(says), ran.err);
    QCOMPARE(server.connections, 0);
}

void TestCliStreams::interruptedDownload()
{
    WireServer server(halves(false));
    const Studio studio(server);
    const std::unique_ptr<QProcess> program = studio.cli.start(studio.fetching(), studio.named);
    QTRY_COMPARE_WITH_TIMEOUT(QFileInfo(studio.part()).size(), kHalf, 30'000);
    ::kill(static_cast<pid_t>(program->processId()), SIGINT);
    const Ran ran = Cli::ended(*program);
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.says("Cancelled") && ran.says("fetches the rest"), ran.err);
    QCOMPARE(QFileInfo(studio.part()).size(), kHalf);
    QCOMPARE(studio.newest()[QLatin1String("outcome")].toString(), QStringLiteral("unknown"));
    QCOMPARE(studio.newest()[QLatin1String("attempts")].toInt(), 1);

    QCOMPARE(studio.cli.run(studio.fetching(), studio.named).code, 0);
    QVERIFY(contentOf(studio.tape()) == content(kWhole));
}

void TestCliStreams::interruptedCall_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("Ctrl-C") << SIGINT;
    QTest::newRow("the end of a session") << SIGTERM;
}

void TestCliStreams::interruptedCall()
{
    QFETCH(const int, signal);
    WireServer server(silence());
    const Studio studio(server);
    const std::unique_ptr<QProcess> program =
        studio.cli.start(words("call tapes share-tape --input -"), studio.named);
    QTRY_COMPARE_WITH_TIMEOUT(server.requests.size(), 1, 30'000);
    ::kill(static_cast<pid_t>(program->processId()), signal);
    const Ran ran = Cli::ended(*program);
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.says("no answer says whether it was done") && ran.says("retry may do it a second time"),
             ran.err);
    QCOMPARE(ran.out, QByteArray());
    QCOMPARE(studio.newest()[QLatin1String("outcome")].toString(), QStringLiteral("unknown"));
    QCOMPARE(studio.newest()[QLatin1String("error")].toString(), QStringLiteral("Cancelled"));
    QCOMPARE(server.requests.size(), 1); // and no second attempt
}

void TestCliStreams::interruptedWaiting()
{
    WireServer server(answer(200, R"({"Gadget":{"Status":"MAKING"}})"));
    const Studio studio(server);
    const std::unique_ptr<QProcess> program =
        studio.cli.start(words("wait gadgets gadget-ready --input -"), R"({"GadgetId":"g"})");
    QTRY_COMPARE_WITH_TIMEOUT(server.requests.size(), 1, 30'000);
    ::kill(static_cast<pid_t>(program->processId()), SIGINT);
    QCOMPARE(Cli::ended(*program).code, 4);
    for (const QJsonValue row : studio.cli.history())
        QVERIFY(row[QLatin1String("outcome")].toString() != QStringLiteral("sending"));
}

QTEST_GUILESS_MAIN(TestCliStreams)
#include "tst_clistreams.moc"
