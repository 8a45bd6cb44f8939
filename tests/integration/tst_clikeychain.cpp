// SPDX-License-Identifier: Apache-2.0
#include "browser.h"
#include "programs.h"

#include <QDirIterator>
#include <QTest>
#include <QUuid>

using namespace formwork::tests;

// With a keychain: what is sealed by one run of the program is opened by the next, and by nobody else.
class TestCliKeychain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sealedRequestIsRetried();
    void aSignInLastsForTheNextProgram();

private:
    // With the keychain of the session here; false where there is none.
    static bool useKeychain(Cli &cli)
    {
        for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"}) {
            if (qEnvironmentVariableIsEmpty(name))
                return false;
            cli.set(name, qEnvironmentVariable(name));
        }
        cli.set("FORMWORK_KEYCHAIN_SERVICE",
                QStringLiteral("Formwork test ") + QUuid::createUuid().toString());
        return true;
    }
};

void TestCliKeychain::sealedRequestIsRetried()
{
    Cli cli;
    if (!useKeychain(cli))
        QSKIP("there is no session with a keychain here; installer/desktop makes one");
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

// What is got by signing in lies sealed in a file, its key in the keychain: the next program uses it, and one
// without the keychain cannot.
void TestCliKeychain::aSignInLastsForTheNextProgram()
{
    Cli cli;
    if (!useKeychain(cli))
        QSKIP("there is no session with a keychain here; installer/desktop makes one");
    const PracticeAccount practice(cli);
    useConsole(cli, practice);
    const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
    const Ran login = signInWithTheBrowser(cli, words("login --profile me --json"));
    if (login.says("eychain"))
        QSKIP("the session here has no keychain");
    QVERIFY2(login.code == 0, login.err.constData());
    const Ran who = cli.run(words("whoami --profile me --json"));
    QVERIFY2(who.code == 0, who.err.constData());
    QCOMPARE(who.object().value(QStringLiteral("arn")).toString(),
             QStringLiteral("arn:aws:iam::000000000000:user/practice"));
    const QByteArray key = who.object().value(QStringLiteral("accessKeyId")).toString().toLatin1();
    QVERIFY(key.startsWith("ASIA"));
    QDirIterator files(cli.dataDirectory(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    int count = 0;
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY2(!bytes.contains(key) && !bytes.contains("PRIVATE KEY"), qPrintable(file.fileName()));
        ++count;
    }
    QVERIFY(count > 0);

    Cli other; // the same files without the keychain
    other.setDataDirectory(cli.dataDirectory());
    useConsole(other, practice);
    const Ran locked = other.run(words("whoami --profile me"));
    QCOMPARE(locked.code, 1);
    QVERIFY2(locked.says("login --profile me"), locked.err.constData());

    QCOMPARE(cli.run(words("logout --profile me")).code, 0);
    QCOMPARE(cli.run(words("whoami --profile me")).code, 1);
}

QTEST_GUILESS_MAIN(TestCliKeychain)
#include "tst_clikeychain.moc"
