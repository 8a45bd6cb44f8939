// SPDX-License-Identifier: Apache-2.0
#include "browser.h"
#include "core/signin/fakesignin.h"
#include "programs.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace formwork::tests;

// Signing in and out on the command line, where there is neither a terminal nor a keychain.
class TestCliLogin : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsTheCodeAndSaysThatNothingIsKept()
    {
        fake::SignIn aws(std::make_shared<formwork::SystemClock>());
        Cli cli;
        useCenter(cli, aws);
        const Ran ran = cli.run(words(QStringLiteral("login --sso-session main --device --json")));
        QVERIFY2(ran.code == 1, ran.err.constData()); // it ends with the program
        QVERIFY2(ran.says("eychain"), ran.err.constData());
        QVERIFY2(ran.object().value(QStringLiteral("renewed")).toBool(), ran.out.constData());
        QVERIFY(!ran.out.contains("CANARY") && !ran.err.contains("CANARY"));
        QCOMPARE(aws.server.count(QStringLiteral("/token")), 1);
    }

    void whoIsSignedInWithTheAwsCliIsSignedInHere()
    {
        fake::SignIn aws(std::make_shared<formwork::SystemClock>());
        aws.accessTokens.insert(QStringLiteral("CANARY-OLD"));
        Cli cli;
        const QString home = useCenter(cli, aws);
        QDir().mkpath(home + QStringLiteral("/.aws/sso/cache"));
        // SHA-1 of "main"
        cli.write(QStringLiteral("h/.aws/sso/cache/b28b7af69320201d1cf206ebf28373980add1451.json"),
                  R"({"accessToken":"CANARY-OLD","expiresAt":"2100-01-01T00:00:00Z"})");
        const Ran ran = cli.run(words(QStringLiteral("whoami --profile dev --json")));
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY(ran.object()
                    .value(QStringLiteral("accessKeyId"))
                    .toString()
                    .startsWith(QStringLiteral("ASIASSO")));
        QCOMPARE(ran.object().value(QStringLiteral("accountId")).toString(), QStringLiteral("123456789012"));
    }

    // Whenever it is killed, what the AWS CLI keeps is whole: the old token, or the new one.
    void killedWhileItRefreshes()
    {
        fake::SignIn aws(std::make_shared<formwork::SystemClock>());
        Cli cli;
        const QString home = useCenter(cli, aws);
        QDir().mkpath(home + QStringLiteral("/.aws/sso/cache"));
        const QString file = QStringLiteral("h/.aws/sso/cache/b28b7af69320201d1cf206ebf28373980add1451.json");
        const auto kept = [&] {
            QFile read(cli.path(file));
            return read.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(read.readAll()).object()
                                                  : QJsonObject();
        };
        const auto writeOld = [&] {
            cli.write(file,
                      R"({"startUrl":"https://d-1.awsapps.com/start","region":"us-east-1",)"
                      R"("accessToken":"OLD","expiresAt":"2020-01-01T00:00:00Z","clientId":"client",)"
                      R"("clientSecret":"s","registrationExpiresAt":"2100-01-01T00:00:00Z",)"
                      R"("refreshToken":"first"})");
            aws.refreshToken = QStringLiteral("first");
        };
        int renewed = 0;
        for (int round = 0; round < 12; ++round) {
            writeOld();
            const qsizetype asked = aws.server.count(QStringLiteral("/token"));
            const auto process = cli.start(words(QStringLiteral("whoami --profile dev --json")));
            QVERIFY(
                QTest::qWaitFor([&] { return aws.server.count(QStringLiteral("/token")) > asked; }, 60'000));
            if (round % 2 == 1) // as soon as it has written, or while it waits for the answer
                QVERIFY(QTest::qWaitFor(
                    [&] { return kept().value(QStringLiteral("accessToken")).toString() != u"OLD"; }));
            process->kill();
            QVERIFY(process->waitForFinished(30'000));
            const QJsonObject left = kept();
            QVERIFY2(!left.value(QStringLiteral("refreshToken")).toString().isEmpty(), qPrintable(file));
            QCOMPARE(left.value(QStringLiteral("clientId")).toString(), QStringLiteral("client"));
            renewed += left.value(QStringLiteral("accessToken")).toString() == u"OLD" ? 0 : 1;
            aws.refreshToken = left.value(QStringLiteral("refreshToken")).toString();
            const Ran ran = cli.run(words(QStringLiteral("whoami --profile dev --json")));
            QVERIFY2(ran.code == 0, ran.err.constData());
            QVERIFY(kept().value(QStringLiteral("accessToken")).toString() != u"OLD");
        }
        qInfo("%d of 12 were killed after the new token was written", renewed);
    }

    void refusesWhatDoesNotGo_data()
    {
        QTest::addColumn<QString>("command");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("no such session")
            << QStringLiteral("login --sso-session other") << QByteArray("There is: main");
        QTest::newRow("keys") << QStringLiteral("login --profile keys")
                              << QByteArray("credentials of its own");
        QTest::newRow("remote") << QStringLiteral("login --profile dev --remote")
                                << QByteArray("Use --device");
        QTest::newRow("device") << QStringLiteral("login --profile console --device")
                                << QByteArray("Use --remote");
        QTest::newRow("nobody") << QStringLiteral("whoami --profile dev")
                                << QByteArray("formwork-cli login --sso-session main");
    }

    void refusesWhatDoesNotGo()
    {
        QFETCH(QString, command);
        QFETCH(QByteArray, says);
        fake::SignIn aws(std::make_shared<formwork::SystemClock>());
        Cli cli;
        useCenter(cli, aws);
        const Ran ran = cli.run(words(command));
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains(says), ran.err.constData());
    }

    // The whole of `aws login` against the practice account, with a browser where somebody says yes.
    void rehearsesTheConsole()
    {
        Cli cli;
        const PracticeAccount practice(cli);
        useConsole(cli, practice);
        const Ran ran = signInWithTheBrowser(cli, words(QStringLiteral("login --profile me --json")));
        QVERIFY2(ran.err.contains(practice.url().toUtf8() + "/v1/authorize?"), ran.err.constData());
        const QJsonObject answer = ran.object();
        QCOMPARE(answer.value(QStringLiteral("arn")).toString(),
                 QStringLiteral("arn:aws:iam::000000000000:user/practice"));
        QVERIFY(answer.value(QStringLiteral("renewed")).toBool());
        QVERIFY2(ran.says("eychain"), ran.err.constData()); // nothing is kept where there is none
    }

private:
    static QStringList words(const QString &text) { return text.split(u' '); }

    static QString useCenter(Cli &cli, const fake::SignIn &aws)
    {
        const QString home = cli.path(QStringLiteral("h"));
        QDir().mkpath(home + QStringLiteral("/.aws"));
        cli.write(
            QStringLiteral("h/.aws/config"),
            "[profile dev]\nsso_session = main\nsso_account_id = 123456789012\nsso_role_name = Admin\n"
            "region = eu-central-1\n[profile keys]\naws_access_key_id = A\naws_secret_access_key = B\n"
            "[profile console]\nlogin_session = arn:aws:iam::123456789012:user/me\n"
            "[sso-session main]\nsso_start_url = https://d-1.awsapps.com/start\nsso_region = us-east-1\n");
        cli.set("HOME", home);
        cli.set("AWS_ENDPOINT_URL", aws.url());
        return home;
    }
};

QTEST_GUILESS_MAIN(TestCliLogin)
#include "tst_clilogin.moc"
