// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QDateTime>
#include <QTest>

using namespace formwork::tests;

// "history check" and "history settle", as a script uses them.
class TestCliCheck : public QObject
{
    Q_OBJECT

private:
    // Does the work of a creation and hangs up; shows what is there.
    struct Crates {
        bool isThere = false;
        bool doesWork = true;
        WireServer server{[this](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray operation = request.header("X-Amz-Target").split('.').value(1);
            if (operation == "CreateCrate") {
                isThere = isThere || doesWork;
                socket.abort();
            } else if (operation == "GetCrate" && isThere) {
                socket.write(answerBytes(
                    200,
                    "{\"crate\":{\"crateName\":\"oak\",\"crateArn\":\"arn:oak\",\"size\":3,\"createdAt\":"
                        + QByteArray::number(QDateTime::currentSecsSinceEpoch()) + "}}"));
            } else if (operation == "GetCrate") {
                socket.write(answerBytes(404, "{\"__type\":\"CrateNotFoundException\"}"));
            } else {
                socket.write(answerBytes(200, "{}"));
            }
        }};

        [[nodiscard]] QString url() const
        {
            return QString::fromLatin1(server.scheme() + "://" + server.authority());
        }
    };

    static QStringList withModels(const QStringList &arguments)
    {
        return arguments + QStringList{QStringLiteral("--models"), QStringLiteral(CRATES_DIR)};
    }

    static Ran call(const Cli &cli)
    {
        return cli.run(
            withModels({QStringLiteral("call"), QStringLiteral("crates"), QStringLiteral("create-crate"),
                        QStringLiteral("--input"), QStringLiteral("-")}),
            "{\"crateName\":\"oak\",\"size\":3}");
    }

    static Ran check(const Cli &cli, const QStringList &more = {})
    {
        return cli.run(withModels({QStringLiteral("history"), QStringLiteral("check"), QStringLiteral("1"),
                                   QStringLiteral("--no-wait")})
                       + more);
    }

    static Ran history(const Cli &cli, const QStringList &words)
    {
        return cli.run(withModels(QStringList{QStringLiteral("history")} + words));
    }

private Q_SLOTS:
    void unknownThenHappened()
    {
        const Crates crates;
        Cli cli;
        cli.useKeys(crates.url());
        const Ran lost = call(cli);
        QCOMPARE(lost.code, 4);
        QVERIFY2(lost.says("history check 1"), lost.err.constData());
        const Ran found = check(cli, {QStringLiteral("--json")});
        QCOMPARE(found.code, 0);
        const QJsonObject report = found.object();
        QCOMPARE(report.value(QLatin1StringView("verdict")).toString(), QStringLiteral("happened"));
        QCOMPARE(report.value(QLatin1StringView("id")).toInt(), 1);
        QCOMPARE(report.value(QLatin1StringView("settled")).toBool(), true);
        const QJsonObject rung = report.value(QLatin1StringView("evidence")).toArray().first().toObject();
        QCOMPARE(rung.value(QLatin1StringView("rung")).toString(), QStringLiteral("read"));
        QCOMPARE(rung.value(QLatin1StringView("asked")).toString(), QStringLiteral("GetCrate"));
        QCOMPARE(rung.value(QLatin1StringView("found")).toString(), QStringLiteral("arn:oak"));
        QVERIFY(!rung.value(QLatin1StringView("sentence")).toString().isEmpty());

        // The row keeps it; it is listed, shown and exported so, and not sent again.
        QVERIFY(history(cli, {QStringLiteral("list")}).out.contains("settled"));
        const QJsonObject shown = history(cli, {QStringLiteral("show"), QStringLiteral("1")}).object();
        QCOMPARE(shown.value(QLatin1StringView("outcome")).toString(), QStringLiteral("unknown"));
        QCOMPARE(shown.value(QLatin1StringView("settled")).toString(), QStringLiteral("happened"));
        const QJsonObject settlement =
            shown.value(QLatin1StringView("settlements")).toArray().first().toObject();
        QCOMPARE(settlement.value(QLatin1StringView("evidence")).toArray().size(), 1);
        QVERIFY(history(cli, {QStringLiteral("export"), QStringLiteral("--format"), QStringLiteral("csv")})
                    .out.contains(",happened"));
        const qsizetype asked = crates.server.requests.size();
        QCOMPARE(history(cli, {QStringLiteral("retry"), QStringLiteral("1"), QStringLiteral("--yes")}).code,
                 1);
        const Ran again = check(cli);
        QCOMPARE(again.code, 0);
        QCOMPARE(crates.server.requests.size(), asked);
    }

    // What is not to be seen yet CloudTrail has already: the practice account keeps one.
    void trailOfThePracticeAccount()
    {
        Cli cli;
        const PracticeAccount practice(cli,
                                       {QStringLiteral("--fault"), QStringLiteral("hang-up-after-work:3"),
                                        QStringLiteral("--visible-after"), QStringLiteral("60"),
                                        QStringLiteral("--trail-after"), QStringLiteral("0")});
        const Ran lost = cli.run({QStringLiteral("call"), QStringLiteral("proton"),
                                  QStringLiteral("create-environment-account-connection"),
                                  QStringLiteral("--input"), QStringLiteral("-")},
                                 R"({"environmentName":"env-1","managementAccountId":"111122223333",
                                     "roleArn":"arn:aws:iam::111122223333:role/Proton"})");
        QCOMPARE(lost.code, 4);
        const Ran found = cli.run({QStringLiteral("history"), QStringLiteral("check"), QStringLiteral("1"),
                                   QStringLiteral("--no-wait"), QStringLiteral("--json")});
        QVERIFY2(found.code == 0, (found.out + found.err).constData());
        const QJsonObject report = found.object();
        QCOMPARE(report.value(QLatin1StringView("verdict")).toString(), QStringLiteral("happened"));
        const QJsonObject rung = report.value(QLatin1StringView("evidence")).toArray().last().toObject();
        QCOMPARE(rung.value(QLatin1StringView("rung")).toString(), QStringLiteral("trail"));
        QCOMPARE(rung.value(QLatin1StringView("asked")).toString(), QStringLiteral("LookupEvents"));
    }

    void hungUpBeforeIsNotSeenAndStaysUnknown()
    {
        Crates crates;
        crates.doesWork = false;
        Cli cli;
        cli.useKeys(crates.url());
        QCOMPARE(call(cli).code, 4);
        const Ran looked = check(cli, {QStringLiteral("--json")});
        QCOMPARE(looked.code, 4);
        QCOMPARE(looked.object().value(QLatin1StringView("verdict")).toString(), QStringLiteral("not-seen"));
        QCOMPARE(looked.object().value(QLatin1StringView("settled")).toBool(true), false);
        QVERIFY2(looked.says("history settle 1"), looked.err.constData());
        const QJsonObject row = cli.row(1);
        QCOMPARE(row.value(QLatin1StringView("outcome")).toString(), QStringLiteral("unknown"));
        QCOMPARE(row.value(QLatin1StringView("settled")).toString(), QString());
    }

    void aPersonSettles()
    {
        Crates crates;
        crates.doesWork = false;
        Cli cli;
        cli.useKeys(crates.url());
        QCOMPARE(call(cli).code, 4);
        const QStringList settle{QStringLiteral("settle"), QStringLiteral("1")};
        QCOMPARE(history(cli, settle).code, 1); // which?
        const Ran settled =
            history(cli,
                    settle
                        + QStringList{QStringLiteral("--it-did-not"), QStringLiteral("--note"),
                                      QStringLiteral("looked by hand")});
        QCOMPARE(settled.code, 0);
        QVERIFY2(settled.out.contains("looked by hand"), settled.out.constData());
        const QJsonObject row = history(cli, {QStringLiteral("show"), QStringLiteral("1")}).object();
        QCOMPARE(row.value(QLatin1StringView("settled")).toString(), QStringLiteral("did-not-happen"));
        const QJsonObject settlement =
            row.value(QLatin1StringView("settlements")).toArray().first().toObject();
        QCOMPARE(settlement.value(QLatin1StringView("by")).toString(), QStringLiteral("person"));
        QVERIFY(!settlement.value(QLatin1StringView("who")).toString().isEmpty());
        // Without a question.
        const qsizetype before = crates.server.requests.size();
        QCOMPARE(history(cli, {QStringLiteral("retry"), QStringLiteral("1")}).code, 4);
        QCOMPARE(crates.server.requests.size(), before + 1);
    }

    void noMarkerWhereNotWanted()
    {
        const Crates crates;
        Cli cli;
        cli.useKeys(crates.url());
        call(cli);
        cli.set("FORMWORK_MARKER", QStringLiteral("off"));
        call(cli);
        QVERIFY(crates.server.requests.first().header("User-Agent").contains("md/fw#"));
        QVERIFY(!crates.server.requests.last().header("User-Agent").contains("md/fw#"));
    }
};

QTEST_GUILESS_MAIN(TestCliCheck)
#include "tst_clicheck.moc"
