// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QTest>

using namespace formwork::tests;

// formwork-cli like and paste: what is printed can be sent.
class TestCliAlike : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsThereBecomesAnInput();
    void whatIsNotThereIsSaid();
    void aSavedAnswerBecomesAnInput();
    void aCommandBecomesAnInput();
    void nothingIsUnderstood();
    void secretsStayOut();
};

void TestCliAlike::whatIsThereBecomesAnInput()
{
    Cli cli;
    const PracticeAccount account(cli);
    const Ran made =
        cli.run({QStringLiteral("call"), QStringLiteral("ds-data"), QStringLiteral("create-group"),
                 QStringLiteral("--input"), QStringLiteral("-")},
                R"({"DirectoryId":"d-1234567890","SAMAccountName":"team","GroupScope":"Global"})");
    QCOMPARE(made.code, 0);
    const auto rows = cli.history().size();
    const Ran like =
        cli.run({QStringLiteral("like"), QStringLiteral("ds-data"), QStringLiteral("create-group"),
                 QStringLiteral("d-1234567890"), QStringLiteral("team")});
    QVERIFY2(like.code == 0, like.err.constData());
    QCOMPARE(like.object().value(u"SAMAccountName").toString(), QStringLiteral("team"));
    QCOMPARE(like.object().value(u"GroupScope").toString(), QStringLiteral("Global"));
    QCOMPARE(like.object().value(u"DirectoryId").toString(), QStringLiteral("d-1234567890"));
    QVERIFY(!like.object().contains(u"ClientToken"));
    QCOMPARE(cli.history().size(), rows); // nobody has to see in the history that something was looked at
    const Ran again =
        cli.run({QStringLiteral("validate"), QStringLiteral("ds-data"), QStringLiteral("create-group"),
                 QStringLiteral("--input"), QStringLiteral("-")},
                like.out);
    QCOMPARE(again.code, 0);
}

void TestCliAlike::whatIsNotThereIsSaid()
{
    Cli cli;
    const PracticeAccount account(cli);
    const Ran none =
        cli.run({QStringLiteral("like"), QStringLiteral("ds-data"), QStringLiteral("create-group"),
                 QStringLiteral("d-1234567890"), QStringLiteral("nobody")});
    QCOMPARE(none.code, 3);
    QVERIFY(none.out.isEmpty());
    const Ran few =
        cli.run({QStringLiteral("like"), QStringLiteral("ds-data"), QStringLiteral("create-group")});
    QCOMPARE(few.code, 1);
    const Ran wrong =
        cli.run({QStringLiteral("like"), QStringLiteral("ds-data"), QStringLiteral("create-group"),
                 QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c"), QStringLiteral("d")});
    QCOMPARE(wrong.code, 2);
    QVERIFY2(wrong.says("takes DirectoryId"), wrong.err.constData());
}

void TestCliAlike::aSavedAnswerBecomesAnInput()
{
    const Cli cli;
    const QString file = cli.write(
        QStringLiteral("answer.json"),
        R"({"DirectoryId":"d-1234567890","SAMAccountName":"team","GroupScope":"Global","SID":"S-1-5","DistinguishedName":"x"})");
    const Ran like =
        cli.run({QStringLiteral("like"), QStringLiteral("ds-data"), QStringLiteral("CreateGroup"),
                 QStringLiteral("--from"), file, QStringLiteral("--json")});
    QVERIFY2(like.code == 0, like.err.constData());
    QCOMPARE(like.object().value(u"operation").toString(), QStringLiteral("CreateGroup"));
    QCOMPARE(like.object().value(u"input").toObject().value(u"GroupScope").toString(),
             QStringLiteral("Global"));
    QVERIFY(!like.object().value(u"notes").toArray().isEmpty());
}

void TestCliAlike::aCommandBecomesAnInput()
{
    const Cli cli;
    const Ran paste = cli.run(
        {QStringLiteral("paste"), QStringLiteral("--json")},
        "aws ds-data create-group --directory-id d-1234567890 \\\n --sam-account-name team --bogus 1\n");
    QVERIFY2(paste.code == 0, paste.err.constData());
    const QJsonObject found = paste.object().value(u"found").toArray().first().toObject();
    QCOMPARE(found.value(u"service").toString(), QStringLiteral("ds-data"));
    QCOMPARE(found.value(u"operation").toString(), QStringLiteral("CreateGroup"));
    QCOMPARE(found.value(u"input").toObject().value(u"SAMAccountName").toString(), QStringLiteral("team"));
    QCOMPARE(found.value(u"notes").toArray().first().toObject().value(u"about").toString(),
             QStringLiteral("--bogus"));
    const Ran plain = cli.run({QStringLiteral("paste")}, "aws ds-data create-group --sam-account-name team");
    QVERIFY(plain.out.startsWith("ds-data CreateGroup\n{"));
}

void TestCliAlike::nothingIsUnderstood()
{
    const Cli cli;
    for (const char *text : {"", "hello", "{\"a\":", "aws nothing at-all", "curl https://example.com/x"}) {
        const Ran paste = cli.run({QStringLiteral("paste")}, text);
        QVERIFY2(paste.code == 1 || paste.code == 2, text);
        QVERIFY(paste.out.isEmpty());
        QVERIFY(!paste.err.isEmpty());
    }
}

void TestCliAlike::secretsStayOut()
{
    const Cli cli;
    const Ran paste = cli.run(
        {QStringLiteral("paste"), QStringLiteral("--json")},
        "AWS_SESSION_TOKEN=very-secret-1 aws appflow create-connector-profile --connector-profile-name a "
        "--connector-profile-config "
        "'{\"connectorProfileCredentials\":{\"Amplitude\":{\"apiKey\":\"very-secret-2\","
        "\"secretKey\":\"very-secret-3\"}}}' --bogus very-secret-4");
    QVERIFY2(paste.code == 0, paste.err.constData());
    QVERIFY2(!paste.out.contains("very-secret") && !paste.err.contains("very-secret"),
             (paste.out + paste.err).constData());
}

QTEST_GUILESS_MAIN(TestCliAlike)
#include "tst_clialike.moc"
