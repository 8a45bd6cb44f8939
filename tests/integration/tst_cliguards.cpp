// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <algorithm>

using namespace formwork::tests;

// formwork-cli keeps to the guard of an account.
class TestCliGuards : public QObject
{
    Q_OBJECT

    static void guard(const Cli &cli, const char *level)
    {
        QDir().mkpath(cli.dataDirectory());
        QFile file(cli.dataDirectory() + QStringLiteral("/profiles.json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{\"schema\":1,\"current\":\"practice\",\"profiles\":[{\"id\":\"environment\","
                   "\"name\":\"Environment\",\"kind\":\"environment\",\"guard\":\""
                   + QByteArray(level) + "\"}]}");
    }

    static Ran widget(const Cli &cli, const char *command, const char *operation,
                      const QStringList &more = {})
    {
        return cli.run(QStringList{QString::fromLatin1(command), QStringLiteral("widgets"),
                                   QString::fromLatin1(operation), QStringLiteral("--input"),
                                   QStringLiteral("-"), QStringLiteral("--models"),
                                   QStringLiteral(WIDGETS_DIR)}
                           + more,
                       "{\"name\":\"photos\"}");
    }

private Q_SLOTS:
    void whatWritesIsConfirmed()
    {
        const WireServer server(answer(200));
        Cli cli;
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        guard(cli, "confirm");
        const Ran refused = widget(cli, "call", "delete-widget");
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.says("guarded") && refused.says("--yes") && refused.says("Nothing was sent."),
                 refused.err.constData());
        QVERIFY(server.requests.isEmpty());
        QVERIFY(cli.history().isEmpty());
        QCOMPARE(widget(cli, "call", "create-widget").code, 1);
        QCOMPARE(widget(cli, "call", "get-widget").code, 0); // what only reads is not asked about
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(widget(cli, "call", "delete-widget", {QStringLiteral("--yes")}).code, 0);
        QCOMPARE(server.requests.size(), 2);
    }

    void aReadOnlyAccountSignsNothingThatWrites()
    {
        const WireServer server(answer(200));
        Cli cli;
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        guard(cli, "read-only");
        const Ran refused = widget(cli, "call", "delete-widget", {QStringLiteral("--yes")});
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.says("read only"), refused.err.constData());
        const Ran request = widget(cli, "request", "delete-widget");
        QCOMPARE(request.code, 1);
        QVERIFY2(request.says("read only"), request.err.constData());
        QVERIFY(!request.out.contains("Signature"));
        QCOMPARE(widget(cli, "request", "get-widget").code, 0);
        QCOMPARE(widget(cli, "call", "get-widget").code, 0);
        QCOMPARE(server.requests.size(), 1);
    }

    // Batches go another way than single calls, and may not go around the guard.
    void batchesAndTheirUndoKeepToIt()
    {
        const WireServer server(answer(200));
        Cli cli;
        cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
        const QString rows = cli.write(QStringLiteral("w.csv"), "name\r\nA\r\nB\r\n");
        const auto bulk = [&](const QStringList &words) {
            return cli.run(QStringList{QStringLiteral("bulk")} + words
                           + QStringList{QStringLiteral("--models"), QStringLiteral(WIDGETS_DIR)});
        };
        const QStringList create{QStringLiteral("widgets"), QStringLiteral("create-widget"),
                                 QStringLiteral("--csv"), rows};
        const QStringList undo{QStringLiteral("undo"), QStringLiteral("1")};
        const QStringList yes{QStringLiteral("--yes")};
        guard(cli, "none");
        QCOMPARE(bulk(create + yes).code, 0);
        const auto writes = [&server] { // what an undo looks at first is only read
            return std::ranges::count_if(server.requests, [](const RawRequest &request) {
                return request.head.contains("CreateWidget") || request.head.contains("DeleteWidget");
            });
        };
        QCOMPARE(writes(), 2);
        for (const char *level : {"confirm", "read-only"}) {
            guard(cli, level);
            for (const QStringList &words : {create, undo}) {
                const Ran refused = bulk(words);
                QCOMPARE(refused.code, 1);
                QVERIFY2(refused.says("Nothing was sent."), refused.err.constData());
            }
        }
        for (const QStringList &words : {create, undo}) { // a yes does not make it less read only
            const Ran refused = bulk(words + yes);
            QCOMPARE(refused.code, 1);
            QVERIFY2(refused.says("read only"), refused.err.constData());
        }
        QCOMPARE(writes(), 2);
    }
};

QTEST_GUILESS_MAIN(TestCliGuards)
#include "tst_cliguards.moc"
