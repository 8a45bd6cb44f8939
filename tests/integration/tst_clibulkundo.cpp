// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QTest>

#include <csignal>

using namespace formwork::tests;

// What a batch made is taken away again, each thing once; and what its rows count as in between.
class TestCliBulkUndo : public QObject
{
    Q_OBJECT

private:
    // Things that can be made, read and deleted, and that nothing but the history keeps from being made
    // twice.
    static QStringList models() { return {QStringLiteral("--models"), QStringLiteral(WIDGETS_DIR)}; }

    static Ran create(const Cli &cli, int count, const QStringList &more = {})
    {
        QByteArray csv = "name\r\n";
        for (int i = 1; i <= count; ++i)
            csv += "G" + QByteArray::number(i) + "\r\n";
        return cli.run(QStringList{QStringLiteral("bulk"), QStringLiteral("widgets"),
                                   QStringLiteral("create-widget"), QStringLiteral("--csv"),
                                   cli.write(QStringLiteral("w.csv"), csv)}
                       + models() + more);
    }

    static QStringList onBatch(const char *what, int id, const QStringList &more = {})
    {
        return QStringList{QStringLiteral("bulk"), QLatin1String(what), QString::number(id)} + models()
            + more;
    }

    static QJsonObject status(const Cli &cli, int id)
    {
        return cli.run(onBatch("status", id, {QStringLiteral("--json")})).object();
    }

    static QList<QJsonObject> lines(const QByteArray &out)
    {
        QList<QJsonObject> all;
        for (const QByteArray &line : out.split('\n')) {
            if (!line.isEmpty())
                all.append(QJsonDocument::fromJson(line).object());
        }
        return all;
    }

    static int number(const QJsonObject &object, const char *name)
    {
        return object[QLatin1String(name)].toInt(-1);
    }

    static Ran call(const Cli &cli, const char *operation, const QByteArray &name)
    {
        return cli.run(QStringList{QStringLiteral("call"), QStringLiteral("widgets"),
                                   QLatin1String(operation), QStringLiteral("--input"), QStringLiteral("-"),
                                   QStringLiteral("--yes")}
                           + models(),
                       "{\"name\":\"" + name + "\"}");
    }

    static bool isThere(const Cli &cli, const QByteArray &name)
    {
        return call(cli, "get-widget", name).code == 0;
    }

private Q_SLOTS:
    void deletesWhatItMade()
    {
        Cli cli;
        const PracticeAccount account(cli, models());
        QCOMPARE(create(cli, 5).code, 0);
        QVERIFY(isThere(cli, "G5"));
        const Ran listed =
            cli.run(onBatch("undo", 1, {QStringLiteral("--dry-run"), QStringLiteral("--json")}));
        QVERIFY2(listed.code == 0, (listed.out + listed.err).constData());
        const QList<QJsonObject> list = lines(listed.out);
        QCOMPARE(list.size(), 5);
        QCOMPARE(list[4][QStringLiteral("operation")].toString(), QStringLiteral("DeleteWidget"));
        QCOMPARE(list[4][QStringLiteral("what")].toString(), QStringLiteral("G5"));
        QCOMPARE(list[4][QStringLiteral("input")][QStringLiteral("name")].toString(), QStringLiteral("G5"));
        const Ran unasked = cli.run(onBatch("undo", 1));
        QCOMPARE(unasked.code, 1);
        QVERIFY2(unasked.says("--yes") && unasked.says("G5"), unasked.err.constData());
        QVERIFY(isThere(cli, "G1"));

        const Ran undone = cli.run(onBatch("undo", 1, {QStringLiteral("--yes"), QStringLiteral("--json")}));
        QVERIFY2(undone.code == 0, undone.err.constData());
        QVERIFY(!isThere(cli, "G1") && !isThere(cli, "G5"));
        QCOMPARE(number(status(cli, 2), "undoes"), 1);
        QCOMPARE(number(status(cli, 2), "succeeded"), 5);
        QCOMPARE(number(status(cli, 1), "succeeded"), 5);
        int deletions = 0;
        for (const QJsonValue row : cli.history())
            deletions += row[QStringLiteral("operation")].toString() == u"DeleteWidget" ? 1 : 0;
        QCOMPARE(deletions, 5);

        const Ran history = cli.run({QStringLiteral("history"), QStringLiteral("list")});
        QVERIFY2(history.out.contains("(batch 2, row 5)"), history.out.constData());

        // Twice does nothing more.
        const Ran again = cli.run(onBatch("undo", 1, {QStringLiteral("--yes")}));
        QVERIFY2(again.code == 0, again.err.constData());
        QCOMPARE(number(status(cli, 2), "rows"), 5);
        QCOMPARE(cli.run(onBatch("status", 3)).code, 1);
    }

    void goesOnWhereItBrokeOff()
    {
        Cli cli;
        const PracticeAccount account(cli, models());
        QCOMPARE(create(cli, 150).code, 0);
        const std::unique_ptr<QProcess> program = cli.start(
            onBatch("undo", 1, {QStringLiteral("--yes"), QStringLiteral("--pace"), QStringLiteral("40")}));
        QTRY_VERIFY_WITH_TIMEOUT(number(status(cli, 2), "succeeded") > 5, 60'000);
        ::kill(pid_t(program->processId()), SIGKILL);
        QCOMPARE(Cli::ended(*program).code, -1);
        const Ran undone = cli.run(onBatch("undo", 1, {QStringLiteral("--yes")}));
        QVERIFY2(undone.code == 0, undone.err.constData());
        QVERIFY(!isThere(cli, "G1") && !isThere(cli, "G150"));
        const QJsonObject end = status(cli, 2);
        QCOMPARE(number(end, "rows"), 150);
        QCOMPARE(number(end, "unknown") + number(end, "waiting") + number(end, "sending"), 0);
        QCOMPARE(cli.run(onBatch("status", 3)).code, 1); // the same undo, not another one
    }

    // What was made anew by somebody else while the undo rested stays, though a deletion of it waits.
    void looksAnewBeforeItGoesOn()
    {
        Cli cli;
        cli.set("FORMWORK_TAG", QStringLiteral("on"));
        const PracticeAccount account(cli, models());
        const auto parcel = [&](const char *operation) {
            return cli
                .run(QStringList{QStringLiteral("call"), QStringLiteral("parcels"),
                                 QLatin1StringView(operation), QStringLiteral("--yes"),
                                 QStringLiteral("--input"), QStringLiteral("-")}
                         + models(),
                     R"({"Name":"ash"})")
                .code;
        };
        QCOMPARE(cli.run(QStringList{QStringLiteral("bulk"), QStringLiteral("parcels"),
                                     QStringLiteral("create-parcel"), QStringLiteral("--csv"),
                                     cli.write(QStringLiteral("p.csv"), "Name\noak\nash\nelm\n")}
                         + models())
                     .code,
                 0);
        const std::unique_ptr<QProcess> program =
            cli.start(onBatch("undo", 1,
                              {QStringLiteral("--yes"), QStringLiteral("--pace"), QStringLiteral("0.01"),
                               QStringLiteral("--concurrency"), QStringLiteral("1")}));
        QTRY_VERIFY_WITH_TIMEOUT(number(status(cli, 2), "succeeded") == 1, 60'000);
        ::kill(pid_t(program->processId()), SIGKILL);
        QCOMPARE(Cli::ended(*program).code, -1);
        QCOMPARE(number(status(cli, 2), "waiting"), 2);
        QCOMPARE(parcel("delete-parcel"), 0);
        QCOMPARE(parcel("create-parcel"), 0);
        const Ran undone = cli.run(onBatch("undo", 1, {QStringLiteral("--yes")}));
        QVERIFY2(undone.says("ash, stays:"), undone.err.constData());
        QCOMPARE(undone.code, 3);
        QCOMPARE(parcel("get-parcel"), 0);
        QCOMPARE(number(status(cli, 2), "succeeded"), 2);
    }

    void whatIsGoneAlreadyIsDone()
    {
        Cli cli;
        const PracticeAccount account(cli, models());
        const Ran made = cli.run(QStringList{QStringLiteral("bulk"), QStringLiteral("crates"),
                                             QStringLiteral("create-crate"), QStringLiteral("--csv"),
                                             cli.write(QStringLiteral("c.csv"), "crateName\noak\nash\nelm\n")}
                                 + models());
        QVERIFY2(made.code == 0, made.err.constData());
        QCOMPARE(cli.run(QStringList{QStringLiteral("call"), QStringLiteral("crates"),
                                     QStringLiteral("delete-crate"), QStringLiteral("--input"),
                                     QStringLiteral("-")}
                             + models(),
                         "{\"crateName\":\"ash\"}")
                     .code,
                 0);
        const Ran undone = cli.run(onBatch("undo", 1, {QStringLiteral("--yes")}));
        QVERIFY2(undone.code == 0, undone.err.constData());
        QVERIFY2(undone.says("gone already"), undone.err.constData());
        QCOMPARE(number(status(cli, 2), "succeeded"), 2);
        QCOMPARE(cli.run(onBatch("status", 2)).code, 0);
        QCOMPARE(cli.run(onBatch("undo", 1, {QStringLiteral("--yes")})).code, 0);
    }

    // A creation may answer alike where the thing is there already. What the batch did not make stays.
    void whatIsOlderStays()
    {
        const QStringList storage{QStringLiteral("--models"), QStringLiteral(STORAGE_DIR)};
        Cli cli;
        const PracticeAccount account(cli, storage);
        const auto run = [&](const QStringList &words, const QByteArray &input = {}) {
            return cli.run(words + storage, input);
        };
        const auto onShelf = [&](const QString &operation, const QByteArray &name) {
            return run({QStringLiteral("call"), QStringLiteral("storage"), operation, QStringLiteral("--yes"),
                        QStringLiteral("--input"), QStringLiteral("-")},
                       "{\"shelfName\":\"" + name + "\"}");
        };
        QCOMPARE(onShelf(QStringLiteral("create-shelf"), "oak").code, 0);
        // Services tell whole seconds, and so much is allowed for.
        const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(3);
        QVERIFY(QTest::qWaitFor([&later] { return QDateTime::currentDateTimeUtc() > later; }, 10'000));
        const Ran made =
            run({QStringLiteral("bulk"), QStringLiteral("storage"), QStringLiteral("create-shelf"),
                 QStringLiteral("--csv"), cli.write(QStringLiteral("s.csv"), "shelfName\noak\nash\n")});
        QVERIFY2(made.code == 0, made.err.constData());
        const QStringList undo{QStringLiteral("bulk"), QStringLiteral("undo"), QStringLiteral("1")};
        const Ran listed = run(undo + QStringList{QStringLiteral("--dry-run")});
        QVERIFY2(listed.out.contains("oak, stays: it was made on"), (listed.out + listed.err).constData());
        QVERIFY(listed.out.contains("ash: DeleteShelf"));
        QCOMPARE(listed.code, 0);
        const Ran undone = run(undo + QStringList{QStringLiteral("--yes")});
        QVERIFY2(undone.code == 3, undone.err.constData()); // not all of it; 1 is for what sent nothing
        QVERIFY2(undone.says("1 of the things stays"), undone.err.constData());
        QCOMPARE(onShelf(QStringLiteral("get-shelf"), "oak").code, 0);
        QVERIFY(onShelf(QStringLiteral("get-shelf"), "ash").code != 0);

        const Ran racks =
            run({QStringLiteral("bulk"), QStringLiteral("storage"), QStringLiteral("create-rack"),
                 QStringLiteral("--csv"), cli.write(QStringLiteral("r.csv"), "rackName\nelm\n")});
        QVERIFY2(racks.code == 0, racks.err.constData());
        const Ran untold = run(
            {QStringLiteral("bulk"), QStringLiteral("undo"), QStringLiteral("3"), QStringLiteral("--yes")});
        QVERIFY2(untold.code == 1, untold.err.constData());
        QVERIFY2(untold.says("elm, stays: CreateRack answers alike"), untold.err.constData());

        // Also where nothing marks the creation, and no error of it says that there is one.
        const Ran trays =
            run({QStringLiteral("bulk"), QStringLiteral("storage"), QStringLiteral("create-tray"),
                 QStringLiteral("--csv"), cli.write(QStringLiteral("t.csv"), "trayName\nelm\n")});
        QVERIFY2(trays.code == 0, trays.err.constData());
        const Ran unmarked = run(
            {QStringLiteral("bulk"), QStringLiteral("undo"), QStringLiteral("4"), QStringLiteral("--yes")});
        QVERIFY2(unmarked.says("elm, stays: CreateTray answers alike"), unmarked.err.constData());

        // By the id of what was there already as well.
        const Ran bins = run({QStringLiteral("bulk"), QStringLiteral("storage"), QStringLiteral("create-bin"),
                              QStringLiteral("--csv"), cli.write(QStringLiteral("b.csv"), "binName\nelm\n")});
        QVERIFY2(bins.code == 0, bins.err.constData());
        const Ran byId = run(
            {QStringLiteral("bulk"), QStringLiteral("undo"), QStringLiteral("5"), QStringLiteral("--yes")});
        QVERIFY2(byId.says("elm, stays: CreateBin answers alike"), byId.err.constData());
    }

    // What nothing protects is looked for before anything else, and never sent again where nobody knows.
    void goesOnThroughTheCheck_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("code");
        QTest::addColumn<int>("made");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("it happened") << QStringLiteral("hang-up-after-work:1") << 0 << 3
                                     << QByteArray("Row 1 (line 2), succeeded: It happened");
        QTest::newRow("nobody knows") << QStringLiteral("hang-up-before-work:1") << 4 << 2
                                      << QByteArray("Row 1 (line 2), unknown: NotKnown: Not seen so far");
    }

    void goesOnThroughTheCheck()
    {
        QFETCH(QString, fault);
        QFETCH(int, code);
        QFETCH(int, made);
        QFETCH(QByteArray, says);
        Cli cli;
        const PracticeAccount account(cli, models() + QStringList{QStringLiteral("--fault"), fault});
        const Ran begun = cli.run(
            QStringList{QStringLiteral("bulk"), QStringLiteral("parcels"), QStringLiteral("create-parcel"),
                        QStringLiteral("--concurrency"), QStringLiteral("1"), QStringLiteral("--csv"),
                        cli.write(QStringLiteral("p.csv"), "Name\noak\nash\nelm\n")}
            + models());
        QVERIFY2(begun.code == 4, begun.err.constData());
        QCOMPARE(number(status(cli, 1), "unknown"), 1);
        const Ran resumed = cli.run(onBatch("resume", 1));
        QVERIFY2(resumed.code == code, resumed.err.constData());
        QVERIFY2(resumed.says(says.constData()), resumed.err.constData());
        QCOMPARE(account.resources(), made);
        QCOMPARE(number(status(cli, 1), "succeeded"), made);
        QCOMPARE(number(status(cli, 1), "unknown"), 3 - made);
    }

    // A row settled by a person counts as that, wherever rows are counted; what is said to be missing is
    // sent.
    void settledRowsCount()
    {
        Cli cli;
        const PracticeAccount account(cli,
                                      {QStringLiteral("--fault"), QStringLiteral("hang-up-before-work:40")});
        const QStringList settle{QStringLiteral("history"), QStringLiteral("settle")};
        QCOMPARE(create(cli, 2, {QStringLiteral("--concurrency"), QStringLiteral("1")}).code, 4);
        QCOMPARE(number(status(cli, 1), "unknown"), 2);
        QCOMPARE(cli.run(settle + QStringList{QStringLiteral("1"), QStringLiteral("--it-happened")}).code, 0);
        QCOMPARE(cli.run(settle + QStringList{QStringLiteral("2"), QStringLiteral("--it-did-not")}).code, 0);
        QJsonObject now = status(cli, 1);
        QCOMPARE(number(now, "succeeded"), 1);
        QCOMPARE(number(now, "waiting"), 1);
        QCOMPARE(number(now, "unknown"), 0);
        const Ran results = cli.run(onBatch("results", 1));
        QVERIFY2(results.out.contains("1,2,G1,succeeded,1,") && results.out.contains("2,3,G2,waiting,2,"),
                 results.out.constData());
    }

    // Nothing was sent, so nothing was refused.
    void whatWasNotSentIsNotRefused()
    {
        Cli cli;
        {
            const PracticeAccount account(cli, models());
        }
        const Ran ran = create(cli, 2, {QStringLiteral("--concurrency"), QStringLiteral("1")});
        QVERIFY2(ran.code == 4, ran.err.constData());
        QCOMPARE(number(status(cli, 1), "rejected"), 0);
        QCOMPARE(number(status(cli, 1), "waiting"), 2);
        QVERIFY(cli.run(onBatch("results", 1)).out.contains(",waiting,"));
        QVERIFY(!cli.run(onBatch("results", 1, {QStringLiteral("--failed")})).out.contains("G1"));
    }
};

QTEST_GUILESS_MAIN(TestCliBulkUndo)
#include "tst_clibulkundo.moc"
