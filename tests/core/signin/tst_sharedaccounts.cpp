// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "credentials/profilestore.h"
#include "signin/obtaining.h"
#include "signin/selection.h"
#include "signin/sharedaccounts.h"

#include <QDir>
#include <QFile>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::signin;
using namespace formwork::tests;
using credentials::Profile;
using credentials::ProfileStore;

class TestSharedAccounts : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_machine = Machine();
        m_machine.root = m_dir->path();
        m_machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/home"));
        QVERIFY(QDir(m_dir->path()).mkpath(QStringLiteral("home/.aws")));
    }

    void standsBesideFormworksOwn()
    {
        write("config",
              "[profile dev]\nregion=eu-west-1\naws_access_key_id=AKDEV\naws_secret_access_key=CANARY\n");
        const auto store = makeStore();
        QCOMPARE(store->profiles().size(), 2);
        const Result<Profile> dev = store->profile(QStringLiteral("dev"));
        QVERIFY(dev);
        QCOMPARE(dev->kind, credentials::ProfileKind::Shared);
        QCOMPARE(dev->region, QStringLiteral("eu-west-1"));
        QCOMPARE(dev->source, QStringLiteral("config-file"));
        const auto keys = await(store->credentials(dev->id));
        QVERIFY(keys);
        QCOMPARE(keys->accessKeyId, QStringLiteral("AKDEV"));
        QVERIFY(!store->profile(QStringLiteral("Dev"))); // their names have a case
        QVERIFY(store->select(dev->id));
        QCOMPARE(store->currentId(), QStringLiteral("aws:dev"));
    }

    void seesWhatChangedInTheFiles()
    {
        const auto store = makeStore();
        QCOMPARE(store->profiles().size(), 1);
        write("credentials", "[late]\naws_access_key_id=K\naws_secret_access_key=S\n");
        QVERIFY(store->profile(QStringLiteral("late")));
    }

    void tellsThatAFileWasReplaced()
    {
        write("config", "[profile dev]\nregion=eu-west-1\n");
        const auto store = makeStore();
        QCOMPARE(store->profiles().size(), 2);
        QSignalSpy told(store.get(), &ProfileStore::profilesChanged);
        write("new", "[profile dev]\nregion=eu-west-1\n[profile other]\nregion=eu-west-1\n");
        const QString folder = m_dir->path() + QStringLiteral("/home/.aws/");
        QFile::remove(folder + QStringLiteral("config"));
        QVERIFY(QFile::rename(folder + QStringLiteral("new"), folder + QStringLiteral("config")));
        QTRY_VERIFY(told.count() > 0);
        QCOMPARE(store->profiles().size(), 3);
        told.clear();
        write("credentials", "[late]\naws_access_key_id=K\naws_secret_access_key=S\n"); // not there before
        QTRY_VERIFY(told.count() > 0);
        QVERIFY(store->profile(QStringLiteral("late")));
    }

    void aFileWrittenInHalfHarmsNothing()
    {
        write("config", "[profile dev]\nregion=eu-west-1\n");
        const auto store = makeStore();
        QVERIFY(store->profile(QStringLiteral("dev")));
        write("config", "");
        QVERIFY(store->profile(QStringLiteral("dev")));
        write("config", "[profile dev]\nregion=eu-west-1\n[profile ot");
        QVERIFY(store->profile(QStringLiteral("dev"))->notice.isEmpty());
        write("config", "[profile dev]\nregion=eu-west-1\n[profile other]\n");
        QVERIFY(store->profile(QStringLiteral("other")));
        write("config", "[profile dev]\nregion=eu-west-1\n[profile ot"); // and so it stays
        QTRY_VERIFY(!store->profile(QStringLiteral("dev"))->notice.isEmpty());
    }

    void appliesWhatTheFilesSayOfSending()
    {
        write(
            "config",
            "[profile dev]\nregion=eu-west-1\nca_bundle=/etc/ca.pem\nretry_mode=adaptive\nmax_attempts=12\n");
        const Profile dev = *makeStore()->profile(QStringLiteral("dev"));
        QCOMPARE(dev.caBundle, QStringLiteral("/etc/ca.pem"));
        QVERIFY(dev.isAdaptive);
        QCOMPARE(dev.maxAttempts, 12);
    }

    void aRefusedFileIsSaidAndUsed()
    {
        write("config",
              "[profile a]\naws_access_key_id=K\naws_secret_access_key=S\n[profile b]\n[profile b]\n");
        const Result<Profile> a = makeStore()->profile(QStringLiteral("a"));
        QVERIFY(a);
        QVERIFY(a->problem.isEmpty());
        QVERIFY(a->notice.contains(QStringLiteral("line 5")));
    }

    void choosesAsTheCliDoes()
    {
        write("config",
              "[default]\naws_access_key_id=D\naws_secret_access_key=S\n[profile a]\naws_access_key_id=A\n"
              "aws_secret_access_key=S\n");
        const auto store = makeStore();
        const auto chosen = [&](const char *variable, const char *value, const QString &named = {}) {
            Machine machine = m_machine;
            if (variable)
                machine.environment.insert(QString::fromLatin1(variable), QString::fromLatin1(value));
            const Result<Selected> found = selected(*store, machine, named);
            return found ? found->profile.id : found.error().code;
        };
        QCOMPARE(chosen(nullptr, nullptr), QStringLiteral("aws:default"));
        QCOMPARE(chosen("AWS_PROFILE", "a"), QStringLiteral("aws:a"));
        QCOMPARE(chosen("AWS_DEFAULT_PROFILE", "a"), QStringLiteral("aws:a"));
        QCOMPARE(chosen("AWS_PROFILE", "b"), QStringLiteral("UnknownProfile"));
        QCOMPARE(chosen("AWS_PROFILE", ""), QStringLiteral("ProfileNotFound"));
        QCOMPARE(chosen("AWS_PROFILE", "b", QStringLiteral("a")), QStringLiteral("aws:a"));
        QVERIFY(store->select(QStringLiteral("practice")));
        QCOMPARE(chosen(nullptr, nullptr), QStringLiteral("practice"));
        QCOMPARE(chosen("AWS_PROFILE", "a"), QStringLiteral("aws:a"));
    }

    void aWebIdentityOfTheMachineIsAnAccount()
    {
        m_machine.environment.insert(QStringLiteral("AWS_ROLE_ARN"),
                                     QStringLiteral("arn:aws:iam::123456789012:role/pod"));
        m_machine.environment.insert(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE"), QStringLiteral("/token"));
        const auto store = makeStore();
        const Result<Selected> found = selected(*store, m_machine, {});
        QVERIFY(found);
        QCOMPARE(found->profile.source, QStringLiteral("assume-role-with-web-identity"));
        QCOMPARE(found->profile.accountId, QStringLiteral("123456789012"));
    }

    void aWebIdentityOfTheVariablesMixesWithTheProfile_data()
    {
        QTest::addColumn<QByteArray>("profile");
        QTest::addColumn<QByteArray>("variable");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("source"); // none: a problem
        QTest::addColumn<QString>("accountId");
        const QByteArray whole = "role_arn=arn:aws:iam::111111111111:role/a\nweb_identity_token_file=/t\n";
        const QByteArray keys = "aws_access_key_id=K\naws_secret_access_key=S\n";
        const QString byWeb = QStringLiteral("assume-role-with-web-identity");
        QTest::newRow("another role")
            << whole << QByteArray("AWS_ROLE_ARN") << QByteArray("arn:aws:iam::222222222222:role/b") << byWeb
            << QStringLiteral("222222222222");
        QTest::newRow("the role alone")
            << QByteArray("web_identity_token_file=/t\n") << QByteArray("AWS_ROLE_ARN")
            << QByteArray("arn:aws:iam::222222222222:role/b") << byWeb << QStringLiteral("222222222222");
        QTest::newRow("an empty token hides the profile's")
            << whole + keys << QByteArray("AWS_WEB_IDENTITY_TOKEN_FILE") << QByteArray()
            << QStringLiteral("config-file") << QString();
        QTest::newRow("a token without a role") << keys << QByteArray("AWS_WEB_IDENTITY_TOKEN_FILE")
                                                << QByteArray("/t") << QString() << QString();
        QTest::newRow("nothing to do with it")
            << whole << QByteArray("AWS_OTHER") << QByteArray("x") << byWeb << QStringLiteral("111111111111");
    }

    // Each part from the variables first, where the profile was not named on the command line.
    void aWebIdentityOfTheVariablesMixesWithTheProfile()
    {
        QFETCH(const QByteArray, profile);
        QFETCH(const QByteArray, variable);
        QFETCH(const QByteArray, value);
        QFETCH(const QString, source);
        QFETCH(const QString, accountId);
        write("config", "[profile p]\n" + profile);
        m_machine.environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("p"));
        m_machine.environment.insert(QString::fromLatin1(variable), QString::fromLatin1(value));
        const auto store = makeStore();
        const Result<Selected> found = selected(*store, m_machine, {});
        QVERIFY(found);
        QCOMPARE(found->profile.source, source);
        QCOMPARE(found->profile.accountId, accountId);
        QCOMPARE(found->profile.problem.isEmpty(), !source.isEmpty());
        const Result<Selected> named = selected(*store, m_machine, QStringLiteral("p"));
        QVERIFY(named); // by name the variables do not count
        QCOMPARE(named->profile.id, QStringLiteral("aws:p"));
    }

    void aProfileCalledLikeAnAccountOfFormworkIsItself()
    {
        write("config",
              "[profile practice]\naws_access_key_id=A\naws_secret_access_key=S\n[profile Prod]\n"
              "aws_access_key_id=B\naws_secret_access_key=S\n");
        const auto store = makeStore();
        Profile own;
        own.name = QStringLiteral("prod");
        own.region = QStringLiteral("eu-west-1");
        QVERIFY(await(store->save(
            own, credentials::Credentials{QStringLiteral("AKOWN"), QStringLiteral("S"), {}, {}})));
        const auto id = [&](const QString &variable, const QString &named) {
            Machine machine = m_machine;
            if (!variable.isEmpty())
                machine.environment.insert(QStringLiteral("AWS_PROFILE"), variable);
            const Result<Selected> found = selected(*store, machine, named);
            return found ? found->profile.id : found.error().code;
        };
        QCOMPARE(id(QStringLiteral("practice"), {}), QStringLiteral("aws:practice"));
        QCOMPARE(id(QStringLiteral("Prod"), {}), QStringLiteral("aws:Prod"));
        QCOMPARE(id({}, QStringLiteral("practice")), QStringLiteral("aws:practice"));
        QCOMPARE(id({}, QStringLiteral("Prod")), QStringLiteral("aws:Prod"));
        QCOMPARE(id({}, QStringLiteral("Practice")), QStringLiteral("practice"));
        QVERIFY(id({}, QStringLiteral("prod")) != u"aws:Prod");
    }

    void keysOfTheEnvironmentAreSentAsTheProfileSays()
    {
        qputenv("AWS_ACCESS_KEY_ID", "AK");
        const auto unset = qScopeGuard([] { qunsetenv("AWS_ACCESS_KEY_ID"); });
        m_machine.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AK"));
        {
            m_machine.environment.insert(QStringLiteral("AWS_S3_USE_ARN_REGION"), QStringLiteral("false"));
            const Result<Selected> alone = selected(*makeStore(), m_machine, {});
            QVERIFY(alone);
            QCOMPARE(alone->profile.wire.sections.value(QStringLiteral("s3"))
                         .value(QStringLiteral("use_arn_region")),
                     QStringLiteral("false"));
        }
        write("config", "[default]\nregion=eu-west-1\nca_bundle=/etc/ca.pem\nretry_mode=adaptive\n");
        const Result<Selected> beside = selected(*makeStore(), m_machine, {});
        QVERIFY(beside);
        QCOMPARE(beside->profile.id, QStringLiteral("environment"));
        QCOMPARE(beside->profile.caBundle, QStringLiteral("/etc/ca.pem"));
        QVERIFY(beside->profile.isAdaptive);
    }

    void withNothingAtAllThePracticeAccountAnswers()
    {
        const auto store = makeStore();
        const Result<Selected> found = selected(*store, m_machine, {});
        QVERIFY(found);
        QVERIFY(found->isFallback);
    }

private:
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(m_dir->path() + QStringLiteral("/home/.aws/") + QString::fromLatin1(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    [[nodiscard]] std::unique_ptr<ProfileStore> makeStore() const
    {
        auto store = std::make_unique<ProfileStore>(m_dir->path() + QStringLiteral("/profiles.json"),
                                                    credentials::memoryKeychain(),
                                                    [] { return credentials::Credentials(); });
        store->setSource(std::make_shared<SharedAccounts>(
            m_machine, std::make_shared<SystemClock>(),
            std::make_shared<Providers>(Sources::of(m_machine, std::make_shared<SystemClock>()))));
        return store;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    Machine m_machine;
};

QTEST_GUILESS_MAIN(TestSharedAccounts)
#include "tst_sharedaccounts.moc"
