// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace formwork::tests;

// What the command line says when something was sent: what a retry would be, and never that nothing was sent.
class TestCliLastWords : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unknownOutcome_data();
    void unknownOutcome();
    void saysEachThingOnce_data();
    void saysEachThingOnce();
    void queryIsReadBefore_data();
    void queryIsReadBefore();
    void queryThatFailsAfterwards();
    void fullOutput_data();
    void fullOutput();
    void limitedFiles();
    void terminalIsNotObeyed();
    void addressWithAPassword_data();
    void addressWithAPassword();
    void echoedSecret();
    void noCoreDumps();
    void refusalTellsAll();
    void oddMemberIsNoted();
    void signInPageIsNoAnswer();
};

namespace
{

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

struct Caller {
    explicit Caller(const WireServer &server)
    {
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        cli.set("FORMWORK_MODELS", QStringLiteral(TEST_DATA_DIR "/../core/client/models"));
    }

    Cli cli;
};

} // namespace

void TestCliLastWords::unknownOutcome_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("makes one each time")
        << "call gadgets create-gadget --input -" << QByteArray("may do it a second time");
    QTest::newRow("reads") << "call gadgets describe-gadget --input -" << QByteArray("It only reads");
    QTest::newRow("token") << "call ds-data create-group --input -" << QByteArray("same client token");
}

void TestCliLastWords::unknownOutcome()
{
    QFETCH(QString, call);
    QFETCH(QByteArray, says);
    WireServer server(hangUp());
    const Caller caller(server);
    const bool isGroup = call.contains(u"ds-data");
    const Ran ran = caller.cli.run(call.split(u' ') << QStringLiteral("--no-validate"),
                                   isGroup ? groupInput() : QByteArray("{\"GadgetId\":\"g\"}"));
    QVERIFY2(ran.code == 4, ran.err.constData());
    QVERIFY2(ran.err.contains(says), ran.err.constData());
    QVERIFY2(!ran.says("without doing it twice"), ran.err.constData());
    const QString plan = caller.cli.row(1).value(QLatin1String("retry")).toString();
    const QByteArray planned = call.contains(u"describe") ? QByteArray("does no harm") : says;
    QVERIFY2(plan.toUtf8().contains(planned), qPrintable(plan));
}

void TestCliLastWords::saysEachThingOnce_data()
{
    QTest::addColumn<WireServer::Script>("script");
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    const QString group = QStringLiteral("ds-data create-group");
    const QString gadget = QStringLiteral("gadgets create-gadget");
    const QString reading = QStringLiteral("gadgets describe-gadget");
    const QByteArray refusal = R"({"__type":"ValidationException","message":"Not so."})";
    const QByteArray fault = R"({"__type":"InternalServerException","message":"Later."})";
    QTest::newRow("done") << answer(200, "{}") << group << 0;
    QTest::newRow("refused") << answer(400, refusal) << gadget << 3;
    for (const QString &call : {group, gadget, reading}) {
        QTest::addRow("hung up, %s", qPrintable(call)) << hangUp() << call << 4;
        QTest::addRow("fault, %s", qPrintable(call)) << answer(500, fault) << call << 4;
        QTest::addRow("fault with an id, %s", qPrintable(call))
            << answer(500, fault, "x-amzn-requestid: 7\r\n") << call << 4;
        QTest::addRow("no answer of a service, %s", qPrintable(call))
            << answer(200, "<html>Sign in</html>") << call << 4;
        QTest::addRow("silence, %s", qPrintable(call)) << silence() << call << 4;
        QTest::addRow("nobody there, %s", qPrintable(call)) << WireServer::Script() << call << 1;
    }
}

// Of what became of a request one sentence speaks, and no other says otherwise.
void TestCliLastWords::saysEachThingOnce()
{
    QFETCH(WireServer::Script, script);
    QFETCH(QString, call);
    QFETCH(int, code);
    WireServer server(script ? script : silence());
    const Caller caller(server);
    if (!script)
        server.close();
    const Ran ran =
        caller.cli.run(words("call") + call.split(u' ') + words("--no-validate --timeout 1 --input -"),
                       call.startsWith(u"ds-data") ? groupInput() : QByteArray(R"({"GadgetId":"g"})"));
    QVERIFY2(ran.code == code, ran.err.constData());
    QStringList told = QString::fromUtf8(ran.err).simplified().split(
        QRegularExpression(QStringLiteral("(?<=[.:]) ")), Qt::SkipEmptyParts);
    told.removeAll(QStringLiteral("formwork-cli:"));
    QCOMPARE(told.size(), QSet<QString>(told.begin(), told.end()).size());
    const auto speaksOf = [&told](const char *pattern) {
        return told.filter(QRegularExpression(QString::fromLatin1(pattern))).size();
    };
    const qsizetype doubts = speaksOf("may have (reached|left)|is not known|no answer|does not say");
    QVERIFY2(doubts == (code == 4 && !call.contains(u"describe") ? 1 : 0), ran.err.constData());
    QVERIFY2(speaksOf("Nothing was sent") == (code == 1 ? 1 : 0), ran.err.constData());
}

void TestCliLastWords::queryIsReadBefore_data()
{
    QTest::addColumn<QString>("query");
    QTest::newRow("no expression") << QStringLiteral("Name[");
    QTest::newRow("no function") << QStringLiteral("nosuch(Name)");
    QTest::newRow("a member that is not there") << QStringLiteral("length(Nmae)");
}

void TestCliLastWords::queryIsReadBefore()
{
    QFETCH(QString, query);
    WireServer server(answer(200, "{}"));
    const Caller caller(server);
    const Ran ran =
        caller.cli.run(words("call ds-data create-group --input - --query") << query, groupInput());
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("Nothing was sent"), ran.err.constData());
    QVERIFY(server.requests.isEmpty());
}

// Only the answer shows that it does not fit: it was done, and nothing of the answer is lost.
void TestCliLastWords::queryThatFailsAfterwards()
{
    WireServer server(answer(200, R"({"GroupName":"Finance","SID":"S-1-5"})"));
    const Caller caller(server);
    const Ran ran = caller.cli.run(words("call ds-data create-group --input - --query")
                                       << QStringLiteral("abs(SID == 'x' || SID)"),
                                   groupInput());
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.says("was done"), ran.err.constData());
    QVERIFY(ran.out.contains("S-1-5"));
}

void TestCliLastWords::fullOutput_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<int>("code");
    QTest::newRow("call") << "call ds-data create-group --input -" << 4;
    QTest::newRow("services") << "services" << 1;
    QTest::newRow("operations") << "operations ds-data" << 1;
    QTest::newRow("history") << "history list --json" << 1;
    QTest::newRow("export") << "history export" << 1;
    QTest::newRow("skeleton") << "skeleton ds-data create-group" << 1;
    QTest::newRow("help") << "--help" << 1;
}

void TestCliLastWords::fullOutput()
{
    QFETCH(QString, call);
    QFETCH(int, code);
    WireServer server(answer(200, R"({"GroupName":"Finance","SID":"S-1-5"})"));
    const Caller caller(server);
    for (const char *place : {"/dev/full", "&-"}) {
        const Ran ran = caller.cli.runInto(QString::fromLatin1(place), call.split(u' '), groupInput());
        QVERIFY2(ran.code == code, ran.err.constData());
        QVERIFY2(ran.says("could not be written"), ran.err.constData());
        if (code == 4)
            QVERIFY2(ran.says("history show") && ran.says("was done"), ran.err.constData());
    }
}

// A found fault: the system ended the program by a signal where a file would have grown beyond the limit.
void TestCliLastWords::limitedFiles()
{
    WireServer server(answer(200, R"({"GroupName":"Finance","SID":"S-1-5"})"));
    const Caller caller(server);
    const Ran ran =
        caller.cli.runInto(QStringLiteral("/dev/null"), words("call ds-data create-group --input -"),
                           groupInput(), QStringLiteral("ulimit -f 0; "));
    QVERIFY2(ran.code == 1 && !ran.err.isEmpty(), ran.err.constData());
    QCOMPARE(server.requests.size(), 0); // what is not in the history is not sent
}

// Escapes, bells and what turns text around come from services, and go to terminals as \u001b.
void TestCliLastWords::terminalIsNotObeyed()
{
    WireServer server(answer(400,
                             "{\"__type\":\"GadgetNotFoundException\",\"message\":\"a\\u001b["
                             "31mred\\u0007\\r\\u202e\\u0085\\nformwork-cli: Done\"}"));
    const Caller caller(server);
    const Ran ran = caller.cli.run(words("call gadgets create-gadget --input -"), "{\"GadgetId\":\"g\"}");
    QCOMPARE(ran.code, 3);
    QVERIFY2(ran.says("a\\u001b[31mred\\u0007\\u000d\\u202e\\u0085\\u000aformwork-cli"), ran.err.constData());
    QVERIFY(!ran.err.contains('\x1b') && ran.err.count('\n') == 1);
    server.setScript(answer(200, "{\"Gadget\":{\"Status\":\"\\u001b]0;x\\u0007\\u009b\\u202e\\u007f\"}}"));
    const Ran read = caller.cli.run(words("call gadgets describe-gadget --input -"), "{\"GadgetId\":\"g\"}");
    QCOMPARE(read.code, 0);
    QCOMPARE(read.object()[QLatin1String("Gadget")][QLatin1String("Status")].toString(),
             QStringLiteral("\u001b]0;x\u0007\u009b\u202e\u007f"));
    for (const char *raw : {"\x1b", "\x07", "\x7f", "\u009b", "\u202e"})
        QVERIFY(!read.out.contains(raw));
}

void TestCliLastWords::addressWithAPassword_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<bool>("byVariable");
    for (const char *scheme : {"http://", "https://", "HTTP://", "//", ""}) {
        QTest::newRow(qPrintable(QStringLiteral("option %1").arg(QLatin1String(scheme))))
            << QString::fromLatin1(scheme) << false;
        QTest::newRow(qPrintable(QStringLiteral("variable %1").arg(QLatin1String(scheme))))
            << QString::fromLatin1(scheme) << true;
    }
}

void TestCliLastWords::addressWithAPassword()
{
    QFETCH(QString, scheme);
    QFETCH(bool, byVariable);
    WireServer server(answer(200, "{}"));
    Caller caller(server);
    const QString address =
        scheme + QStringLiteral("user:canary22@") + QString::fromLatin1(server.authority());
    QStringList call = words("call gadgets create-gadget --input -");
    if (byVariable)
        caller.cli.set("AWS_ENDPOINT_URL", address);
    else
        call << QStringLiteral("--endpoint-url") << address;
    const Ran ran = caller.cli.run(call, "{\"GadgetId\":\"g\"}");
    QCOMPARE(ran.code, 1);
    QVERIFY(server.requests.isEmpty());
    QVERIFY2(!ran.says("canary22"), ran.err.constData());
    QFile history(caller.cli.dataDirectory() + QStringLiteral("/history.sqlite"));
    if (history.open(QIODevice::ReadOnly))
        QVERIFY(!history.readAll().contains("canary22"));
}

// A service that repeats a password in base64 must not bring it to standard error.
void TestCliLastWords::echoedSecret()
{
    const QByteArray key = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    for (const QByteArray &echo : {key, key.toBase64(), key.toHex(), key.toPercentEncoding()}) {
        WireServer server(
            answer(400, "{\"__type\":\"ValidationException\",\"message\":\"got " + echo + " there\"}"));
        const Caller caller(server);
        const Ran ran = caller.cli.run(words("call gadgets create-gadget --input -"), "{\"GadgetId\":\"g\"}");
        QCOMPARE(ran.code, 3);
        QVERIFY2(!ran.err.contains(echo) && ran.says("got ‹sealed›"), ran.err.constData());
        QVERIFY(!caller.cli.run(words("history show 1")).out.contains(echo));
    }
}

void TestCliLastWords::noCoreDumps()
{
#ifdef Q_OS_LINUX
    Cli cli;
    PracticeAccount practice(cli);
    QFile limits(QStringLiteral("/proc/%1/limits").arg(practice.processId()));
    QVERIFY(limits.open(QIODevice::ReadOnly));
    const QByteArray text = limits.readAll();
    const qsizetype line = text.indexOf("Max core file size");
    QCOMPARE(text.sliced(line, text.indexOf('\n', line) - line).simplified(),
             QByteArray("Max core file size 0 0 bytes"));
#endif
}

// What the model gives an error beside its message: on standard error, in JSON and in the history.
void TestCliLastWords::refusalTellsAll()
{
    WireServer server(
        answer(400, R"({"__type":"ValidationException","Message":"No.","Reason":"ATTRIBUTE_EXISTS"})"));
    const Caller caller(server);
    const Ran ran = caller.cli.run(words("call ds-data create-group --input - --json"), groupInput());
    QCOMPARE(ran.code, 3);
    QVERIFY2(ran.err.contains(R"({"Reason":"ATTRIBUTE_EXISTS"})"), ran.err.constData());
    const QJsonObject error = QJsonDocument::fromJson(ran.out)[QLatin1String("error")].toObject();
    QCOMPARE(error[QLatin1String("code")].toString(), QStringLiteral("ValidationException"));
    QCOMPARE(error[QLatin1String("members")][QLatin1String("Reason")].toString(),
             QStringLiteral("ATTRIBUTE_EXISTS"));
    const QJsonObject row = caller.cli.row(1);
    QCOMPARE(row[QLatin1String("errorMembers")][QLatin1String("Reason")].toString(),
             QStringLiteral("ATTRIBUTE_EXISTS"));
    QVERIFY(!row.contains(QLatin1String("output")));
}

void TestCliLastWords::oddMemberIsNoted()
{
    WireServer server(answer(200, R"({"SAMAccountName":5,"SID":"S-1-5"})"));
    const Caller caller(server);
    const Ran ran = caller.cli.run(words("call ds-data create-group --input -"), groupInput());
    QVERIFY2(ran.code == 0, ran.err.constData());
    QVERIFY2(ran.err.contains("/SAMAccountName"), ran.err.constData());
    QVERIFY2(ran.out.contains("S-1-5"), ran.out.constData());
}

void TestCliLastWords::signInPageIsNoAnswer()
{
    WireServer server(answer(200, "<!DOCTYPE html><html><body>Sign in</body></html>"));
    const Caller caller(server);
    const Ran ran = caller.cli.run(words("call ds-data create-group --input -"), groupInput());
    QCOMPARE(ran.code, 4);
    QVERIFY2(ran.err.contains("UnexpectedAnswer"), ran.err.constData());
}

QTEST_GUILESS_MAIN(TestCliLastWords)
#include "tst_clilastwords.moc"
