// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <csignal>

using namespace formwork::tests;

// A CSV file as many creations, each of them once, whatever happens in the middle.
class TestCliBulk : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyRowOnce();
    void whatIsNotValidIsNotSent();
    void killedInTheMiddle();
    void noAnswer();
    void refusedRowsAreCorrected();
    void stopsAndSaysHowToGoOn();
    void whatIsMeantIsNotGuessed();
    void rowsJoinNoBatchOfAnotherPlace();
    void sameFileTwice();
    void oneProgramRunsIt();
    void unprotectedUnknownRowsAreNotSentAgain();
    void secretsStayOut();
};

namespace
{

QByteArray groups(int count, const char *prefix = "G")
{
    QByteArray csv = "SAMAccountName,DirectoryId\r\n";
    for (int i = 1; i <= count; ++i)
        csv += prefix + QByteArray::number(i) + ",d-1234567890\r\n";
    return csv;
}

QStringList bulk(const QString &file, const QStringList &more = {})
{
    return QStringList{QStringLiteral("bulk"),
                       QStringLiteral("ds-data"),
                       QStringLiteral("create-group"),
                       QStringLiteral("--csv"),
                       file,
                       QStringLiteral("--json")}
    + more;
}

QStringList onBatch(const char *what, const QStringList &more = {})
{
    return QStringList{QStringLiteral("bulk"), QLatin1String(what), QStringLiteral("1")} + more;
}

QList<QJsonObject> lines(const QByteArray &out)
{
    QList<QJsonObject> all;
    for (const QByteArray &line : out.split('\n')) {
        if (!line.isEmpty())
            all.append(QJsonDocument::fromJson(line).object());
    }
    return all;
}

QJsonObject summary(const Ran &ran)
{
    const QList<QJsonObject> all = lines(ran.out);
    return all.isEmpty() ? QJsonObject() : all.last()[QStringLiteral("summary")].toObject();
}

int number(const QJsonObject &object, const char *name) { return object[QLatin1String(name)].toInt(-1); }

// Each row once: their numbers in the file of results.
QList<int> resultRows(const Cli &cli, const QStringList &more = {})
{
    const Ran ran = cli.run(onBatch("results", more));
    QList<int> rows;
    for (const QByteArray &line : ran.out.split('\n').mid(1)) {
        if (!line.isEmpty())
            rows.append(line.split(',').first().toInt());
    }
    return rows;
}

QList<int> upTo(int count)
{
    QList<int> rows;
    for (int i = 1; i <= count; ++i)
        rows.append(i);
    return rows;
}

} // namespace

void TestCliBulk::everyRowOnce()
{
    Cli cli;
    const PracticeAccount account(cli);
    const Ran ran = cli.run(bulk(cli.write(QStringLiteral("g.csv"), groups(40))));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(account.resources(), 40);
    const QList<QJsonObject> all = lines(ran.out);
    QCOMPARE(all.size(), 41);
    QSet<int> rows;
    for (const QJsonObject &line : all.mid(0, 40)) {
        rows.insert(number(line, "row"));
        QCOMPARE(number(line, "line"), number(line, "row") + 1);
        QCOMPARE(line[QStringLiteral("outcome")].toString(), QStringLiteral("succeeded"));
        QVERIFY(line[QStringLiteral("output")][QStringLiteral("SID")].toString().startsWith(
            QStringLiteral("S-1-5")));
        QVERIFY(line[QStringLiteral("error")].isNull());
    }
    QCOMPARE(rows.size(), 40);
    QCOMPARE(number(summary(ran), "succeeded"), 40);
    QCOMPARE(resultRows(cli), upTo(40));
    QVERIFY(cli.run(onBatch("results", {QStringLiteral("--columns"), QStringLiteral("SID")}))
                .out.startsWith("row,line,what,outcome,id,requestId,error,SID\r\n1,2,G1,succeeded,"));
    QCOMPARE(cli.history().first()[QStringLiteral("batch")].toInt(), 1);
}

void TestCliBulk::whatIsNotValidIsNotSent()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QString file = cli.write(
        QStringLiteral("g.csv"),
        "SAMAccountName,DirectoryId\nA,d-1234567890\n\"B\n\",wrong\n,d-1234567890\nC,d-1234567890\n");
    const Ran ran = cli.run(bulk(file));
    QCOMPARE(ran.code, 2);
    const QList<QJsonObject> bad = lines(ran.out);
    QCOMPARE(bad.size(), 2);
    QCOMPARE(number(bad[1], "row"), 3);
    QCOMPARE(number(bad[1], "line"), 5);
    QVERIFY(bad[0][QStringLiteral("error")].toString().contains(QStringLiteral("Row 2 (line 3)")));
    QVERIFY(bad[0][QStringLiteral("error")].toString().contains(QStringLiteral("column DirectoryId")));
    QCOMPARE(account.resources(), 0);
    QVERIFY(cli.history().isEmpty());
    QCOMPARE(cli.run(bulk(file, {QStringLiteral("--dry-run"), QStringLiteral("--skip-invalid")})).code, 0);
    QCOMPARE(account.resources(), 0);
    QCOMPARE(cli.run(bulk(file, {QStringLiteral("--skip-invalid")})).code, 0);
    QCOMPARE(account.resources(), 2);
    QCOMPARE(resultRows(cli), (QList<int>{1, 4}));
}

void TestCliBulk::killedInTheMiddle()
{
    constexpr int kRows = 400;
    Cli cli;
    const PracticeAccount account(cli);
    const QString file = cli.write(QStringLiteral("g.csv"), groups(kRows));
    std::unique_ptr<QProcess> program = cli.start(bulk(file));
    for (int killed = 0; killed < 3; ++killed) {
        QTRY_VERIFY_WITH_TIMEOUT(account.resources() > 20 + killed * 60, 60'000);
        ::kill(pid_t(program->processId()), SIGKILL);
        QCOMPARE(Cli::ended(*program).code, -1);
        QFile::remove(file); // not needed any more
        program = cli.start(onBatch("resume", {QStringLiteral("--json")}));
    }
    const Ran ran = Cli::ended(*program);
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(account.resources(), kRows);
    QCOMPARE(resultRows(cli), upTo(kRows));
    QCOMPARE(cli.history().size(), kRows);
    // Tokens are those that were there before the first byte.
    const QList<QVariant> apart =
        cli.query(QStringLiteral("history.sqlite"),
                  QStringLiteral(
                      "SELECT count(*) FROM batch_rows b JOIN requests r ON r.id = b.request WHERE b.token = "
                      "r.client_token AND b.digest = r.digest"));
    QCOMPARE(apart.first().toInt(), kRows);
    QCOMPARE(cli.query(QStringLiteral("history.sqlite"),
                       QStringLiteral("SELECT count(DISTINCT token) FROM batch_rows"))
                 .first()
                 .toInt(),
             kRows);
}

void TestCliBulk::noAnswer()
{
    Cli cli;
    const PracticeAccount account(cli, {QStringLiteral("--fault"), QStringLiteral("hang-up-after-work:40")});
    const QString file = cli.write(QStringLiteral("g.csv"), groups(30));
    Ran ran = cli.run(bulk(file, {QStringLiteral("--concurrency"), QStringLiteral("1")}));
    QVERIFY2(ran.code == 4, ran.err.constData()); // five rows in a row: the network is gone
    QVERIFY2(ran.says("bulk resume 1"), ran.err.constData());
    QCOMPARE(number(summary(ran), "waiting") + number(summary(ran), "unknown"), 30);
    for (int i = 0; i < 5 && ran.code != 0; ++i)
        ran = cli.run(onBatch("resume"));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(account.resources(), 30);
}

void TestCliBulk::refusedRowsAreCorrected()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QByteArray twice = groups(3) + "G2,d-1234567890\r\nG5,d-1234567890\r\n";
    Ran ran = cli.run(bulk(cli.write(QStringLiteral("g.csv"), twice),
                           {QStringLiteral("--concurrency"), QStringLiteral("1")}));
    QVERIFY2(ran.code == 3, ran.err.constData());
    QCOMPARE(number(summary(ran), "rejected"), 1);
    const QString failed = cli.path(QStringLiteral("failed.csv"));
    QCOMPARE(cli.run(onBatch("results", {QStringLiteral("--failed"), QStringLiteral("--csv"), failed})).code,
             0);
    QFile file(failed);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray refused = file.readAll();
    QVERIFY2(
        refused.startsWith("SAMAccountName,DirectoryId,formwork:row,formwork:error\r\nG2,d-1234567890,4,"),
        refused.constData());
    QCOMPARE(cli.run(onBatch("resume")).code, 3); // refused is done
    const QString corrected =
        cli.write(QStringLiteral("corrected.csv"), QByteArray(refused).replace("G2,", "G4,"));
    ran = cli.run(bulk(corrected, {QStringLiteral("--into"), QStringLiteral("1")}));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(number(summary(ran), "succeeded"), 5);
    QCOMPARE(account.resources(), 5);
    QCOMPARE(resultRows(cli), upTo(5));
    ran = cli.run(bulk(corrected, {QStringLiteral("--into"), QStringLiteral("1")}));
    QCOMPARE(ran.code, 1); // what was carried out is not replaced
    QCOMPARE(account.resources(), 5);
}

void TestCliBulk::stopsAndSaysHowToGoOn()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QString file = cli.write(QStringLiteral("g.csv"), groups(300));
    const std::unique_ptr<QProcess> program =
        cli.start(bulk(file, {QStringLiteral("--pace"), QStringLiteral("50")}));
    QTRY_VERIFY_WITH_TIMEOUT(account.resources() > 5, 30'000);
    ::kill(pid_t(program->processId()), SIGINT);
    const Ran stopped = Cli::ended(*program);
    QCOMPARE(stopped.code, 4);
    QVERIFY2(stopped.says("bulk resume 1"), stopped.err.constData());
    QCOMPARE(number(summary(stopped), "unknown"), 0); // what was under way is finished
    QCOMPARE(number(summary(stopped), "succeeded"), account.resources());
    QVERIFY(number(summary(stopped), "waiting") > 0);

    Ran ran = cli.run(
        onBatch("resume", {QStringLiteral("--try-one"), QStringLiteral("--json"), QStringLiteral("--yes")}));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(account.resources(), 300);

    const QString wrong = cli.write(QStringLiteral("again.csv"), groups(20));
    ran = cli.run(bulk(wrong,
                       {QStringLiteral("--stop-after"), QStringLiteral("3"), QStringLiteral("--concurrency"),
                        QStringLiteral("1"), QStringLiteral("--yes")}));
    QCOMPARE(ran.code, 3);
    QCOMPARE(number(summary(ran), "rejected"), 3);
    QCOMPARE(number(summary(ran), "waiting"), 17);
    ran = cli.run(bulk(wrong,
                       {QStringLiteral("--stop-after"), QStringLiteral("3"), QStringLiteral("--concurrency"),
                        QStringLiteral("20"), QStringLiteral("--yes")}));
    QCOMPARE(ran.code, 3); // they were sent, all at once
}

// The second row with a token is left out, and a spreadsheet's idea of a row's number makes no new row.
void TestCliBulk::whatIsMeantIsNotGuessed()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QString file = cli.write(QStringLiteral("g.csv"),
                                   "SAMAccountName,DirectoryId,ClientToken\nA,d-1234567890,t-1\n"
                                   "B,d-1234567890,t-1\nC,d-1234567890,\n");
    Ran ran = cli.run(bulk(file, {QStringLiteral("--skip-invalid")}));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(resultRows(cli), (QList<int>{1, 3}));
    const QString more = cli.write(QStringLiteral("c.csv"),
                                   "SAMAccountName,DirectoryId,formwork:row\n"
                                   "G7,d-1234567890,3.0\nG8,d-1234567890,\n");
    ran = cli.run(bulk(more, {QStringLiteral("--into"), QStringLiteral("1")}));
    QVERIFY2(ran.code == 2 && ran.out.contains("formwork:row"), ran.out.constData());
    QCOMPARE(account.resources(), 2);
}

// Rows of a batch that wait go where it went, whatever is selected when others join it.
void TestCliBulk::rowsJoinNoBatchOfAnotherPlace()
{
    Cli cli;
    const PracticeAccount first(cli);
    QCOMPARE(cli.run(bulk(cli.write(QStringLiteral("g.csv"), groups(2)))).code, 0);
    const PracticeAccount second(cli);
    const QString file = cli.write(QStringLiteral("c.csv"), "SAMAccountName,DirectoryId\nG7,d-1234567890\n");
    const Ran ran = cli.run(bulk(file, {QStringLiteral("--into"), QStringLiteral("1")}));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("the rows would go elsewhere"), ran.err.constData());
    QCOMPARE(second.resources(), 0);
}

void TestCliBulk::sameFileTwice()
{
    Cli cli;
    const PracticeAccount account(cli);
    QCOMPARE(cli.run(bulk(cli.write(QStringLiteral("g.csv"), groups(3)))).code, 0);
    const QByteArray other = groups(3).replace(',', ';'); // the same rows in another form
    const QString file = cli.write(QStringLiteral("h.csv"), other);
    const Ran ran = cli.run(bulk(file));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.says("batch 1"), ran.err.constData());
    QCOMPARE(cli.history().size(), 3);
    QCOMPARE(cli.run(bulk(file, {QStringLiteral("--yes")})).code, 3); // the names are taken
}

void TestCliBulk::oneProgramRunsIt()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QString file = cli.write(QStringLiteral("g.csv"), groups(200));
    const std::unique_ptr<QProcess> program =
        cli.start(bulk(file, {QStringLiteral("--pace"), QStringLiteral("20")}));
    QTRY_VERIFY_WITH_TIMEOUT(account.resources() > 2, 30'000);
    const Ran second = cli.run(onBatch("resume"));
    QCOMPARE(second.code, 1);
    QVERIFY2(second.err.contains("process " + QByteArray::number(program->processId())),
             second.err.constData());
    ::kill(pid_t(program->processId()), SIGKILL);
    QCOMPARE(Cli::ended(*program).code, -1);
    QCOMPARE(cli.run(onBatch("resume")).code, 0);
    QCOMPARE(account.resources(), 200);
}

// Without a token, a unique name or anything else nothing tells a second sending from a second wish.
void TestCliBulk::unprotectedUnknownRowsAreNotSentAgain()
{
    const QStringList models{QStringLiteral("--models"), QStringLiteral(WIDGETS_DIR)};
    Cli cli;
    const PracticeAccount account(
        cli, models + QStringList{QStringLiteral("--fault"), QStringLiteral("hang-up-after-work:1")});
    const QString rows = cli.write(QStringLiteral("w.csv"), "Name\nfirst\nsecond\nthird\n");
    Ran ran =
        cli.run(QStringList{QStringLiteral("bulk"), QStringLiteral("widgets"),
                            QStringLiteral("create-widget"), QStringLiteral("--csv"), rows,
                            QStringLiteral("--json"), QStringLiteral("--concurrency"), QStringLiteral("1")}
                + models);
    QVERIFY2(ran.code == 4, ran.err.constData());
    QVERIFY2(ran.says("history check 1"), ran.err.constData());
    QCOMPARE(number(summary(ran), "unknown"), 1);
    QCOMPARE(account.resources(), 3);
    ran = cli.run(onBatch("resume", models));
    QVERIFY2(ran.code == 4, ran.err.constData());
    QVERIFY2(ran.says("history check 1"), ran.err.constData());
    QCOMPARE(account.resources(), 3);
}

void TestCliBulk::secretsStayOut()
{
    Cli cli;
    const PracticeAccount account(cli);
    const QByteArray canary = "canary-8841-secret";
    const QString file =
        cli.write(QStringLiteral("p.csv"),
                  "connectorProfileName,connectorType,connectionMode,"
                  "connectorProfileConfig.connectorProfileProperties.Datadog.instanceUrl,"
                  "connectorProfileConfig.connectorProfileCredentials.Datadog.apiKey,"
                  "connectorProfileConfig.connectorProfileCredentials.Datadog.applicationKey\n"
                  "one,Datadog,Public,https://x.example.com,"
                      + canary + "," + canary
                      + "\n"
                        "one,Datadog,Public,https://x.example.com,"
                      + canary + "," + canary + "\n");
    const QStringList create{QStringLiteral("bulk"),
                             QStringLiteral("appflow"),
                             QStringLiteral("create-connector-profile"),
                             QStringLiteral("--csv"),
                             file,
                             QStringLiteral("--json"),
                             QStringLiteral("--concurrency"),
                             QStringLiteral("1"),
                             QStringLiteral("--yes")};
    QByteArray seen;
    Ran ran = cli.run(create + QStringList{QStringLiteral("--dry-run")});
    QVERIFY2(ran.code == 0, ran.err.constData());
    seen += ran.out + ran.err;
    ran = cli.run(create);
    QVERIFY2(ran.code == 3, ran.err.constData());
    QCOMPARE(account.resources(), 1);
    seen += ran.out + ran.err;
    for (const QStringList &more :
         {QStringList(), QStringList{QStringLiteral("--json")}, QStringList{QStringLiteral("--failed")}}) {
        ran = cli.run(onBatch("results", more));
        QCOMPARE(ran.code, 0);
        seen += ran.out + ran.err;
    }
    QVERIFY(seen.contains("one,Datadog,Public,https://x.example.com,,,2,"));
    QVERIFY(!seen.contains(canary));
    for (const char *name : {"history.sqlite", "history.sqlite-wal"}) {
        QFile stored(cli.dataDirectory() + u'/' + QLatin1String(name));
        if (stored.open(QIODevice::ReadOnly))
            QVERIFY(!stored.readAll().contains(canary));
    }
}

QTEST_GUILESS_MAIN(TestCliBulk)
#include "tst_clibulk.moc"
