// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QTest>

using namespace formwork::tests;

// An option that a command would pass over in silence is refused before anything is done.
class TestCliOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused_data();
    void refused();
    void taken_data();
    void taken();
};

void TestCliOptions::refused_data()
{
    QTest::addColumn<QByteArray>("says");
    const auto row = [](const char *line, const char *says) { QTest::newRow(line) << QByteArray(says); };
    row("services --yes --format nonsense", "--format takes json or csv");
    row("services --yes", "formwork-cli services takes no --yes");
    row("services --format json", "formwork-cli services takes no --format");
    row("history list --yes", "formwork-cli history list takes no --yes");
    row("history list --output x", "an option of formwork-cli history export");
    row("history show 1 --limit 3", "formwork-cli history show takes no --limit");
    row("history retry 1 --filter x", "takes no --filter");
    row("describe ds-data create-group --input x", "takes no --input");
    row("validate ds-data create-group --query x", "an option of formwork-cli call");
    row("practice --all-pages", "formwork-cli practice takes no --all-pages");
    row("practice --port 70000", "--port takes a number from 0 to 65535");
    row("call ds-data create-group --port 1", "takes no --port");
    row("history", "formwork-cli history list | show ID | retry ID | check ID | settle ID | export");
    row("history nonsense", "There is no 'history nonsense'");
    row("history retry", "formwork-cli history retry ID");
    row("history list 3", "formwork-cli history list takes no '3'");
    row("request ds-data", "formwork-cli request SERVICE OPERATION");
    row("complete ds-data create-group SAMAccountName",
        "refers to nothing that could be listed"); // no prefix
    row("nonsense", "There is no command 'nonsense'");
    row("services --nonsense", "nonsense");
}

void TestCliOptions::refused()
{
    QFETCH(QByteArray, says);
    const Ran ran = Cli().run(QString::fromLatin1(QTest::currentDataTag()).split(u' '));
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(says), ran.err.constData());
    QVERIFY(ran.out.isEmpty());
}

void TestCliOptions::taken_data()
{
    QTest::addColumn<int>("nothing");
    for (const char *line :
         {"services --json --region us-east-1 --profile practice --no-validate", "services --skipped",
          "history list --json --limit 3 --filter x", "history export --format csv",
          "skeleton ds-data create-group --all", "request --batch --at 20260102T030405Z"})
        QTest::newRow(line) << 0;
}

void TestCliOptions::taken()
{
    Cli cli;
    cli.useKeys();
    const Ran ran = cli.run(QString::fromLatin1(QTest::currentDataTag()).split(u' '));
    QVERIFY2(ran.code == 0, ran.err.constData());
}

QTEST_GUILESS_MAIN(TestCliOptions)
#include "tst_clioptions.moc"
