// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QTest>

using namespace formwork::tests;

// Which account a command is sent as, and that a person is told where it is not AWS.
class TestCliAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void profileOfTheEnvironment_data();
    void profileOfTheEnvironment();
    void sectionsThatAreLostAreNamed();
    void practiceIsNamed();
    void keysGoBefore();
    void retriesAsItsProfileSays_data();
    void retriesAsItsProfileSays();
};

namespace
{

const QStringList kCall = QString(QStringLiteral("call ds-data create-group --input -")).split(u' ');
const QStringList kRequest = QString(QStringLiteral("request ds-data create-group --input -")).split(u' ');

} // namespace

void TestCliAccounts::profileOfTheEnvironment_data()
{
    QTest::addColumn<QString>("profile");
    QTest::addColumn<QString>("defaultProfile");
    QTest::addColumn<QByteArray>("says"); // empty: it answers
    const QString kNone;
    QTest::newRow("unknown") << QStringLiteral("prod") << kNone << QByteArray("There is no account “prod”");
    QTest::newRow("unknown default") << kNone << QStringLiteral("prod")
                                     << QByteArray("AWS_DEFAULT_PROFILE names it");
    QTest::newRow("the first counts")
        << QStringLiteral("prod") << QStringLiteral("Practice") << QByteArray("AWS_PROFILE names it");
    QTest::newRow("empty") << QStringLiteral("") << kNone << QByteArray("AWS_PROFILE is set but empty");
    QTest::newRow("known") << QStringLiteral("practice") << QStringLiteral("prod") << QByteArray();
    QTest::newRow("none") << kNone << kNone << QByteArray();
}

void TestCliAccounts::profileOfTheEnvironment()
{
    QFETCH(QString, profile);
    QFETCH(QString, defaultProfile);
    QFETCH(QByteArray, says);
    Cli cli;
    if (!profile.isNull())
        cli.set("AWS_PROFILE", profile);
    if (!defaultProfile.isNull())
        cli.set("AWS_DEFAULT_PROFILE", defaultProfile);
    const Ran ran = cli.run(kCall, groupInput());
    QVERIFY2(ran.code == (says.isEmpty() ? 0 : 1), ran.err.constData());
    QVERIFY2(ran.err.contains(says), ran.err.constData());
    QCOMPARE(ran.says("practice account answers"), says.isEmpty());
}

// What the AWS CLI leaves out without a word is said, with the file and the line.
void TestCliAccounts::sectionsThatAreLostAreNamed()
{
    Cli cli;
    cli.write(QStringLiteral("config"),
              "[profile good]\nregion=eu-west-1\n[Profile lost]\nregion=eu-west-1\n"
              "[profile o'neil]\nregion=eu-west-1\n");
    cli.set("AWS_CONFIG_FILE", cli.path(QStringLiteral("config")));
    const Ran ran = cli.run({QStringLiteral("accounts")});
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains("good") && !ran.out.contains("lost"));
    QVERIFY2(ran.err.contains("[Profile lost]") && ran.err.contains("line 3"), ran.err.constData());
    QVERIFY2(ran.err.contains("o'neil") && ran.err.contains("line 5"), ran.err.constData());
}

void TestCliAccounts::practiceIsNamed()
{
    Cli cli;
    const Ran ran = cli.run(kCall, groupInput());
    QCOMPARE(ran.code, 0);
    QVERIFY2(ran.says("practice account answers"), ran.err.constData());
    QVERIFY(!ran.out.contains("practice account answers"));
}

void TestCliAccounts::keysGoBefore()
{
    Cli cli;
    cli.useKeys();
    const Ran before = cli.run(kRequest, groupInput());
    QVERIFY(before.out.contains("AKIDEXAMPLE"));
    cli.set("AWS_PROFILE", QStringLiteral("practice"));
    QVERIFY(cli.run(kRequest, groupInput()).out.contains("AKIDEXAMPLE"));
    cli.set("AWS_PROFILE", QStringLiteral("prod"));
    const Ran gone = cli.run(kRequest, groupInput());
    QCOMPARE(gone.code, 1);
    QVERIFY2(gone.says("There is no account"), gone.err.constData());
}

void TestCliAccounts::retriesAsItsProfileSays_data()
{
    QTest::addColumn<QByteArray>("settings");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<int>("code");
    QTest::newRow("standard") << QByteArray("retry_mode = standard\n") << 3 << 0;
    QTest::newRow("adaptive") << QByteArray("retry_mode = adaptive\n") << 3 << 0;
    QTest::newRow("adaptive, too few") << QByteArray("retry_mode = adaptive\nmax_attempts = 2\n") << 2 << 3;
}

// Throttled twice: one row, one thing made, as many attempts as were needed.
void TestCliAccounts::retriesAsItsProfileSays()
{
    QFETCH(const QByteArray, settings);
    QFETCH(const int, attempts);
    QFETCH(const int, code);
    Cli cli;
    const PracticeAccount practice(cli, {QStringLiteral("--fault"), QStringLiteral("throttle:2")});
    const auto said = [&practice](const char *name) {
        return practice.announcement().value(QLatin1String(name)).toString().toUtf8();
    };
    cli.write(QStringLiteral("config"),
              "[profile me]\naws_access_key_id = " + said("accessKeyId")
                  + "\naws_secret_access_key = " + said("secretAccessKey")
                  + "\nregion = us-east-1\nendpoint_url = " + practice.url().toUtf8() + '\n' + settings);
    cli.set("AWS_CONFIG_FILE", cli.path(QStringLiteral("config")));
    const Ran ran =
        cli.run(kCall + QStringList{QStringLiteral("--profile"), QStringLiteral("me")}, groupInput());
    QVERIFY2(ran.code == code, ran.err.constData());
    QCOMPARE(cli.history().size(), 1);
    QCOMPARE(cli.history().first()[QStringLiteral("attempts")].toInt(), attempts);
    QCOMPARE(practice.resources(), code == 0 ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestCliAccounts)
#include "tst_cliaccounts.moc"
