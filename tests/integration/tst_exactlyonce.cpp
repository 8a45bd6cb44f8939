// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <csignal>

using namespace formwork::tests;

// Whatever happens to the program or the wire, one creation creates one thing.
class TestExactlyOnce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedWhileWaiting();
    void hangUp_data();
    void hangUp();
    void wrongClock();
    void throttledAndServerError_data();
    void throttledAndServerError();
    void tokenPastItsLife();
    void otherAccountSelected();
    void otherKeysInTheEnvironment();
    void beingSentElsewhere();
    void twoProgramsAtOnce();
};

namespace
{

const QStringList kCall = QString(QStringLiteral("call ds-data create-group --input -")).split(u' ');

QStringList retry(const QStringList &more = {})
{
    return QStringList{QStringLiteral("history"), QStringLiteral("retry"), QStringLiteral("1")} + more;
}

QString outcome(const Cli &cli) { return cli.history().last()[QStringLiteral("outcome")].toString(); }

QStringList fault(const char *name) { return {QStringLiteral("--fault"), QLatin1String(name)}; }

// Turns the clock of a row back, as if its first attempt had been that long ago.
void age(const Cli &cli, int hours)
{
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("age"));
        database.setDatabaseName(cli.dataDirectory() + QStringLiteral("/history.sqlite"));
        QVERIFY(database.open());
        QSqlQuery query(database);
        const QString back = QString::number(qint64(hours) * 3'600'000);
        QVERIFY(query.exec(
            QStringLiteral("UPDATE requests SET time = time - %1, first_sent = first_sent - %1").arg(back)));
        QVERIFY(
            query.exec(QStringLiteral("UPDATE attempts SET started = started - %1, finished = finished - %1")
                           .arg(back)));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("age"));
}

} // namespace

void TestExactlyOnce::killedWhileWaiting()
{
    Cli cli;
    const PracticeAccount account(cli, fault("slow-answer:1:600000"));
    const std::unique_ptr<QProcess> program = cli.start(kCall, groupInput());
    QTRY_COMPARE_WITH_TIMEOUT(account.resources(), 1, 30'000); // the work is done, the answer is held back
    ::kill(pid_t(program->processId()), SIGKILL);
    QCOMPARE(Cli::ended(*program).code, -1);

    QCOMPARE(outcome(cli), QStringLiteral("unknown"));
    const QString token = cli.history().first()[QStringLiteral("clientToken")].toString();
    const Ran again = cli.run(retry());
    QVERIFY2(again.code == 0, again.err.constData());
    QVERIFY(again.out.contains("S-1-5-21-"));
    QCOMPARE(account.resources(), 1);
    QCOMPARE(cli.history().size(), 1); // the same request, once more
    QCOMPARE(outcome(cli), QStringLiteral("succeeded"));
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), 2);
    QCOMPARE(cli.history().first()[QStringLiteral("clientToken")].toString(), token);
}

void TestExactlyOnce::hangUp_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("before");
    QTest::newRow("after the work") << QByteArray("hang-up-after-work:3") << 1;
    QTest::newRow("before the work") << QByteArray("hang-up-before-work:3") << 0;
}

void TestExactlyOnce::hangUp()
{
    QFETCH(const QByteArray, kind);
    QFETCH(const int, before);
    Cli cli;
    const PracticeAccount account(cli, fault(kind.constData()));
    const Ran ran = cli.run(kCall, groupInput());
    QVERIFY2(ran.code == 4, ran.err.constData());
    QVERIFY2(ran.says("history retry 1"), ran.err.constData());
    QCOMPARE(account.resources(), before);
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), 3); // each of them once on the wire
    const Ran again = cli.run(retry());
    QVERIFY2(again.code == 0, again.err.constData());
    QCOMPARE(account.resources(), 1);
    QCOMPARE(cli.run(retry()).code, 1);
    QCOMPARE(account.resources(), 1);
}

void TestExactlyOnce::wrongClock()
{
    Cli cli;
    const PracticeAccount account(cli, fault("clock-skew"));
    const Ran ran = cli.run(kCall, groupInput());
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(account.resources(), 1);
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), 2);
}

void TestExactlyOnce::throttledAndServerError_data()
{
    QTest::addColumn<QByteArray>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("throttled for a while") << QByteArray("throttle:1") << 0;
    QTest::newRow("throttled") << QByteArray("throttle:-1") << 3;
    QTest::newRow("ill for a while") << QByteArray("server-error:1") << 0;
    QTest::newRow("ill") << QByteArray("server-error:-1") << 4;
}

void TestExactlyOnce::throttledAndServerError()
{
    QFETCH(const QByteArray, kind);
    QFETCH(const int, code);
    Cli cli;
    const PracticeAccount account(cli, fault(kind.constData()));
    const Ran ran = cli.run(kCall, groupInput());
    QVERIFY2(ran.code == code, ran.err.constData());
    QCOMPARE(account.resources(), code == 0 ? 1 : 0);
}

void TestExactlyOnce::tokenPastItsLife()
{
    Cli cli;
    const PracticeAccount account(cli, fault("hang-up-before-work:3"));
    QCOMPARE(cli.run(kCall, groupInput()).code, 4);
    age(cli, 9); // this service remembers a token for eight hours
    const Ran asked = cli.run(retry());
    QCOMPARE(asked.code, 1);
    QVERIFY2(asked.says("second time") && asked.says("--yes"), asked.err.constData());
    QCOMPARE(account.resources(), 0);
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), 3);
    QCOMPARE(cli.run(retry({QStringLiteral("--yes")})).code, 0);
    QCOMPARE(account.resources(), 1);
}

void TestExactlyOnce::otherAccountSelected()
{
    Cli cli;
    const PracticeAccount account(cli, fault("hang-up-before-work:3"));
    QCOMPARE(cli.run(kCall, groupInput()).code, 4);
    const QList<QStringList> elsewhere{
        {QStringLiteral("--profile"), QStringLiteral("practice")},
        {QStringLiteral("--region"), QStringLiteral("eu-west-1")},
        {QStringLiteral("--endpoint-url"), QStringLiteral("http://127.0.0.1:9")}};
    for (const QStringList &options : elsewhere) {
        const Ran asked = cli.run(retry(options));
        QVERIFY2(asked.code == 1, qPrintable(options.join(u' ')));
        QVERIFY2(asked.says("goes there again") && asked.says("--yes"), asked.err.constData());
        QCOMPARE(account.resources(), 0);
    }
    // Answered, it goes to its own account all the same.
    QCOMPARE(cli.run(retry(elsewhere.first() + QStringList{QStringLiteral("--yes")})).code, 0);
    QCOMPARE(account.resources(), 1);
}

void TestExactlyOnce::otherKeysInTheEnvironment()
{
    Cli cli;
    cli.useKeys(QStringLiteral("https://formwork.invalid"));
    QCOMPARE(cli.run(kCall, groupInput()).code, 1); // no such host
    cli.set("AWS_ACCESS_KEY_ID", QStringLiteral("AKIDOTHERKEY0001"));
    const Ran asked = cli.run(retry());
    QCOMPARE(asked.code, 1);
    QVERIFY2(asked.says("MPLE") && asked.says("0001") && asked.says("another account") && asked.says("--yes"),
             asked.err.constData());
    QCOMPARE(cli.history().size(), 1);
    const int attempts = cli.history().first()[QStringLiteral("attempts")].toInt();
    QVERIFY(cli.run(retry({QStringLiteral("--yes")})).says("HostNotFound"));
    QVERIFY(cli.history().first()[QStringLiteral("attempts")].toInt() > attempts);
}

void TestExactlyOnce::beingSentElsewhere()
{
    Cli cli;
    const PracticeAccount account(cli, fault("slow-answer:1:600000"));
    const std::unique_ptr<QProcess> first = cli.start(kCall, groupInput());
    QTRY_COMPARE_WITH_TIMEOUT(account.resources(), 1, 30'000);
    QCOMPARE(outcome(cli), QStringLiteral("sending"));
    const Ran refused = cli.run(retry({QStringLiteral("--yes")}));
    QCOMPARE(refused.code, 1);
    QVERIFY2(refused.says("being sent now"), refused.err.constData());
    first->kill();
    first->waitForFinished();
    QCOMPARE(cli.run(retry()).code, 0);
    QCOMPARE(account.resources(), 1);
}

void TestExactlyOnce::twoProgramsAtOnce()
{
    Cli cli;
    const PracticeAccount account(cli);
    constexpr int kCalls = 20;
    for (int call = 0; call < kCalls; call += 2) {
        const std::unique_ptr<QProcess> one =
            cli.start(kCall, groupInput("Group-" + QByteArray::number(call)));
        const std::unique_ptr<QProcess> two =
            cli.start(kCall, groupInput("Group-" + QByteArray::number(call + 1)));
        for (QProcess *process : {one.get(), two.get()}) {
            const Ran ran = Cli::ended(*process);
            QVERIFY2(ran.code == 0, ran.err.constData());
        }
    }
    QCOMPARE(account.resources(), kCalls);
    QSet<QString> names;
    for (const QJsonValue &row : cli.history()) {
        QCOMPARE(row[QStringLiteral("outcome")].toString(), QStringLiteral("succeeded"));
        names.insert(row[QStringLiteral("what")].toString());
    }
    QCOMPARE(names.size(), kCalls);
}

QTEST_GUILESS_MAIN(TestExactlyOnce)
#include "tst_exactlyonce.moc"
