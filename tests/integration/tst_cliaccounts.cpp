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
    void practiceIsNamed();
    void keysGoBefore();
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

QTEST_GUILESS_MAIN(TestCliAccounts)
#include "tst_cliaccounts.moc"
