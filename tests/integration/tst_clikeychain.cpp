// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QTest>
#include <QUuid>

using namespace formwork::tests;

// With a keychain: what is sealed by one run of the program is opened by the next, and by nobody else.
class TestCliKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealedRequestIsRetried();
};

void TestCliKeychain::sealedRequestIsRetried()
{
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR"))
        QSKIP("there is no session with a keychain here; installer/desktop makes one");
    Cli cli;
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"})
        cli.set(name, qEnvironmentVariable(name));
    cli.set("FORMWORK_KEYCHAIN_SERVICE", QStringLiteral("Formwork test ") + QUuid::createUuid().toString());
    const PracticeAccount account(cli, {QStringLiteral("--fault"), QStringLiteral("hang-up-after-work:3")});
    const QByteArray input = R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "Finance",
        "OtherAttributes": {"mail": {"S": "canary-secret-0001"}}})";
    const Ran ran = cli.run({QStringLiteral("call"), QStringLiteral("ds-data"),
                             QStringLiteral("create-group"), QStringLiteral("--input"), QStringLiteral("-")},
                            input);
    QCOMPARE(ran.code, 4);
    if (ran.says("sealed for this run only"))
        QSKIP("the session here has no keychain");
    const QString plan = cli.row(1)[QStringLiteral("retry")].toString();
    QVERIFY2(plan.contains(QStringLiteral("same client token")), qPrintable(plan));

    Cli other; // the same files without the keychain
    other.setDataDirectory(cli.dataDirectory());
    const Ran locked = other.run({QStringLiteral("history"), QStringLiteral("retry"), QStringLiteral("1")});
    QCOMPARE(locked.code, 1);
    QVERIFY2(locked.says("sealed under a key that is not there"), locked.err.constData());

    const Ran again = cli.run({QStringLiteral("history"), QStringLiteral("retry"), QStringLiteral("1")});
    QVERIFY2(again.code == 0, again.err.constData());
    QCOMPARE(account.resources(),
             1); // the token and every secret were the same, or it would have been refused
}

QTEST_GUILESS_MAIN(TestCliKeychain)
#include "tst_clikeychain.moc"
