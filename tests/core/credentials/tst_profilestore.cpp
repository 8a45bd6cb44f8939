// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "credentials/profilestore.h"
#include "lockedkeychain.h"
#include "profiles.h"

#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::credentials;
using formwork::tests::acme;
using formwork::tests::await;
using formwork::tests::LockedKeychain;

namespace
{

const QString kSecret = QStringLiteral("canary-secret-0001");
const QString kToken = QStringLiteral("canary-session-0001");

Credentials keys(const QString &token = {}) { return {QStringLiteral("AKIDEXAMPLE"), kSecret, token, {}}; }

} // namespace

class TestProfileStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString file() const { return m_dir->filePath(QStringLiteral("profiles.json")); }

    std::unique_ptr<ProfileStore> store(KeychainPtr keychain) const
    {
        return std::make_unique<ProfileStore>(file(), std::move(keychain), [] {
            return Credentials{QStringLiteral("PRACTICE"), QStringLiteral("p"), {}, {}};
        });
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        for (const char *name : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
                                 "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_MAX_ATTEMPTS"})
            qunsetenv(name);
    }

    void startsWithThePracticeAccount()
    {
        const auto profiles = store(memoryKeychain());
        QVERIFY(profiles->load());
        QCOMPARE(profiles->profiles().size(), 1);
        QCOMPARE(profiles->profiles().first().kind, ProfileKind::Practice);
        QCOMPARE(profiles->currentId(), QStringLiteral("practice"));
        const auto credentials = await(profiles->credentials(QStringLiteral("practice")));
        QVERIFY(credentials);
        QCOMPARE(credentials->accessKeyId, QStringLiteral("PRACTICE"));
    }

    void keepsProfilesAcrossRunsAndSecretsOnlyInTheKeychain()
    {
        const KeychainPtr keychain = memoryKeychain();
        {
            const auto profiles = store(keychain);
            QVERIFY(profiles->load());
            QSignalSpy changed(profiles.get(), &ProfileStore::profilesChanged);
            QVERIFY(await(profiles->save(acme(), keys(kToken))));
            QCOMPARE(changed.size(), 1);
            QVERIFY(profiles->select(QStringLiteral("Acme")));
        }
        const auto profiles = store(keychain);
        QVERIFY(profiles->load());
        const Result<Profile> found = profiles->profile(QStringLiteral("acme"));
        QVERIFY(found);
        QCOMPARE(profiles->currentId(), found->id);
        QCOMPARE(found->region, QStringLiteral("eu-west-1"));
        QCOMPARE(found->accessKeyId, QStringLiteral("AKIDEXAMPLE"));
        QVERIFY(found->hasSessionToken);
        const auto credentials = await(profiles->credentials(found->id));
        QVERIFY(credentials);
        QCOMPARE(credentials->secretAccessKey, kSecret);
        QCOMPARE(credentials->sessionToken, kToken);

        QCOMPARE(QFileInfo(file()).permissions() & QFile::Permissions(0x777),
                 QFile::ReadUser | QFile::WriteUser);
        for (const QFileInfo &each : QDir(m_dir->path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile in(each.filePath());
            QVERIFY(in.open(QIODevice::ReadOnly));
            const QByteArray bytes = in.readAll();
            QVERIFY2(!bytes.contains("canary"), qPrintable(each.fileName()));
        }
    }

    void removesProfileAndSecret()
    {
        const KeychainPtr keychain = memoryKeychain();
        const auto profiles = store(keychain);
        QVERIFY(await(profiles->save(acme(), keys())));
        const QString id = profiles->profile(QStringLiteral("Acme"))->id;
        QVERIFY(profiles->select(id));
        QVERIFY(await(profiles->remove(id)));
        QCOMPARE(profiles->profiles().size(), 1);
        QCOMPARE(profiles->currentId(), QStringLiteral("practice"));
        QVERIFY(!await(keychain->read(QStringLiteral("profile-") + id)));
        QVERIFY(!await(profiles->remove(QStringLiteral("practice"))));
        const auto gone = await(profiles->credentials(id));
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, QStringLiteral("UnknownProfile"));
        QVERIFY(gone.error().advice.contains(QStringLiteral("Practice")));
    }

    void refusesWhatCannotWork_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *field, const char *value, const char *words) {
            QTest::newRow(name) << QString::fromUtf8(field) << QString::fromUtf8(value)
                                << QString::fromUtf8(words);
        };
        row("no name", "name", "  ", "no name");
        row("line break in the name", "name", "a\nb", "line break");
        row("long name", "name", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
            "longer than 64");
        row("taken name", "name", "practice", "already an account named “Practice”");
        row("empty key", "key", "", "The access key ID is empty");
        row("blank in the key", "key", "AKID EXAMPLE", "has a blank");
        row("line break in the key", "key", "AKIDEXAMPLE\n", "has a line break");
        row("slash in the key", "key", "AKID/EXAMPLE", "no key of AWS has");
        row("empty secret", "secret", "", "The secret access key is empty");
        row("line break in the secret", "secret", "canary-secret\r\n-0001",
            "The secret access key has a line break");
        row("blank in the secret", "secret", "canary secret", "The secret access key has a blank");
        row("non-ASCII secret", "secret", "canary-sécret", "no key of AWS has");
        row("line break in the token", "token", "a\nb", "The session token has a line break");
        row("region", "region", "EU West", "is not a region");
        row("endpoint", "endpoint", "example.com", "is not an endpoint");
        row("endpoint in clear", "endpoint", "http://example.com", "is not encrypted");
        row("endpoint with a password", "endpoint", "https://a:b@example.com", "more to it");
        row("account number", "account", "123", "account number");
        row("colour", "colour", "red", "is not a colour");
    }

    void refusesWhatCannotWork()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, words);
        Profile profile = acme();
        Credentials secrets = keys();
        const QHash<QString, QString *> fields{{QStringLiteral("name"), &profile.name},
                                               {QStringLiteral("region"), &profile.region},
                                               {QStringLiteral("endpoint"), &profile.endpointUrl},
                                               {QStringLiteral("account"), &profile.accountId},
                                               {QStringLiteral("colour"), &profile.colour},
                                               {QStringLiteral("key"), &secrets.accessKeyId},
                                               {QStringLiteral("secret"), &secrets.secretAccessKey},
                                               {QStringLiteral("token"), &secrets.sessionToken}};
        *fields.value(field) = value;
        const auto profiles = store(memoryKeychain());
        const auto saved = await(profiles->save(profile, secrets));
        QVERIFY(!saved);
        QVERIFY2(saved.error().message.contains(words), qPrintable(saved.error().message));
        QVERIFY(!saved.error().sentence().contains(QStringLiteral("canary")));
        QVERIFY(!saved.error().advice.isEmpty());
        QCOMPARE(profiles->profiles().size(), 1);
        QVERIFY(!QFileInfo::exists(file()));
    }

    void acceptsEndpointsOfOnesOwn()
    {
        const auto profiles = store(memoryKeychain());
        Profile profile = acme();
        for (const char *endpoint : {"http://127.0.0.1:4566", "http://localhost:8000/", "http://[::1]:1",
                                     "https://host.example:8443/path"}) {
            profile.endpointUrl = QLatin1String(endpoint);
            const auto saved = await(profiles->save(profile, keys()));
            QVERIFY2(saved, endpoint);
            profile.id = profiles->profile(QStringLiteral("Acme"))->id;
        }
    }

    void wantsTheSecretOfAnotherKey()
    {
        const auto profiles = store(memoryKeychain());
        QVERIFY(!await(profiles->save(acme(), std::nullopt)));
        QVERIFY(await(profiles->save(acme(), keys())));
        Profile profile = *profiles->profile(QStringLiteral("Acme"));
        profile.region = QStringLiteral("us-east-2");
        QVERIFY(await(profiles->save(profile, std::nullopt)));
        profile.accessKeyId = QStringLiteral("AKIDOTHER");
        const auto saved = await(profiles->save(profile, std::nullopt));
        QVERIFY(!saved);
        QVERIFY(saved.error().advice.contains(QStringLiteral("AKIDOTHER")));
        QCOMPARE(profiles->profile(QStringLiteral("Acme"))->accessKeyId, QStringLiteral("AKIDEXAMPLE"));
    }

    void changesColourOfThePracticeAccountOnly()
    {
        const auto profiles = store(memoryKeychain());
        Profile profile = profiles->profiles().first();
        profile.colour = QStringLiteral("#010203");
        profile.region = QStringLiteral("eu-west-1");
        QVERIFY(await(profiles->save(profile, std::nullopt)));
        const auto again = store(memoryKeychain());
        QVERIFY(again->load());
        QCOMPARE(again->profiles().size(), 1);
        QCOMPARE(again->profiles().first().colour, QStringLiteral("#010203"));
        QCOMPARE(again->profiles().first().region, QStringLiteral("us-east-1"));
    }

    void keepsTheProfileWhenTheKeychainRefuses()
    {
        const auto profiles = store(std::make_shared<LockedKeychain>());
        QSignalSpy problem(profiles.get(), &ProfileStore::keychainProblem);
        const auto saved = await(profiles->save(acme(), keys()));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, QStringLiteral("KeychainLocked"));
        QVERIFY(profiles->profile(QStringLiteral("Acme")));
        QCOMPARE(problem.size(), 1);
        QVERIFY(problem.first().first().toString().contains(QStringLiteral("locked")));
        QVERIFY(!await(profiles->credentials(profiles->profile(QStringLiteral("Acme"))->id)));
        QVERIFY(!await(profiles->retryKeychain()));
    }

    void outlivesItsStore()
    {
        auto profiles = store(memoryKeychain());
        QVERIFY(await(profiles->save(acme(), keys())));
        auto task = profiles->credentials(profiles->profile(QStringLiteral("Acme"))->id);
        profiles.reset();
        const auto credentials = await(std::move(task));
        QVERIFY(credentials);
        QCOMPARE(credentials->secretAccessKey, kSecret);
    }

    void readsTheEnvironment()
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_DEFAULT_REGION", "eu-central-1");
        qputenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9000");
        const auto profiles = store(memoryKeychain());
        QCOMPARE(profiles->profiles().size(), 2);
        Profile profile = *profiles->profile(QStringLiteral("environment"));
        QCOMPARE(profile.region, QStringLiteral("eu-central-1"));
        QCOMPARE(profile.endpointUrl, QStringLiteral("http://127.0.0.1:9000"));
        QVERIFY(!profile.hasSessionToken);

        const auto incomplete = await(profiles->credentials(QStringLiteral("environment")));
        QVERIFY(!incomplete);
        QVERIFY(incomplete.error().message.contains(QStringLiteral("AWS_SECRET_ACCESS_KEY")));

        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001\n");
        const auto broken = await(profiles->credentials(QStringLiteral("environment")));
        QVERIFY(!broken);
        QVERIFY(broken.error().message.contains(QStringLiteral("AWS_SECRET_ACCESS_KEY has a line break")));

        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        qputenv("AWS_SESSION_TOKEN", "canary-session-0001");
        qputenv("AWS_REGION", "eu-west-3");
        const auto whole = await(profiles->credentials(QStringLiteral("environment")));
        QVERIFY(whole);
        QCOMPARE(whole->secretAccessKey, kSecret);
        QCOMPARE(whole->sessionToken, kToken);
        QCOMPARE(profiles->profile(QStringLiteral("environment"))->region, QStringLiteral("eu-west-3"));

        // Without a zone it is UTC, whatever the machine's clock shows.
        qputenv("AWS_CREDENTIAL_EXPIRATION", "2999-01-01T01:00:00");
        const auto ending = await(profiles->credentials(QStringLiteral("environment")));
        qunsetenv("AWS_CREDENTIAL_EXPIRATION");
        QVERIFY(ending);
        QCOMPARE(ending->expiresAt, QDateTime(QDate(2999, 1, 1), QTime(1, 0), Qt::UTC));
    }

    void keepsTheSwitchesAndTheTokenOfAnAccount()
    {
        const KeychainPtr keychain = memoryKeychain();
        const auto profiles = store(keychain);
        Profile profile = acme();
        profile.fips = true;
        profile.dualStack = true;
        QVERIFY(await(profiles->save(profile, keys())));
        const QString id = profiles->profile(profile.name)->id;
        QVERIFY(await(profiles->saveToken(id, QStringLiteral("canary-token-0001"))));
        QVERIFY(await(profiles->credentials(id))->bearerToken == QStringLiteral("canary-token-0001"));

        const auto again = store(keychain);
        QVERIFY(again->load());
        QVERIFY(again->profile(id)->fips);
        QVERIFY(again->profile(id)->dualStack);
        QVERIFY(again->profile(id)->hasBearerToken);
        QCOMPARE(await(again->credentials(id))->tokenFor(QStringLiteral("any")),
                 QStringLiteral("canary-token-0001"));
        QFile in(file());
        QVERIFY(in.open(QIODevice::ReadOnly));
        QVERIFY(!in.readAll().contains("canary-token"));

        QCOMPARE(await(again->saveToken(id, QStringLiteral("two\nlines"))).error().code,
                 QStringLiteral("InvalidProfile"));
        QVERIFY(await(again->saveToken(id, QString())));
        QVERIFY(!again->profile(id)->hasBearerToken);
        QCOMPARE(await(again->credentials(id))->bearerToken, QString());
        QVERIFY(!await(again->saveToken(QStringLiteral("practice"), QStringLiteral("canary-token-0001"))));
    }

    void aProxyPasswordIsInTheKeychainAlone()
    {
        const auto profiles = store(memoryKeychain());
        Profile account = acme();
        account.network.proxy = Network::Proxy::Manual;
        account.network.proxyUrl = QStringLiteral("http://proxy.example:3128");
        account.network.proxyUser = QStringLiteral("jane");
        std::ignore = await(profiles->save(account, keys()));
        const QString id = profiles->profile(account.name)->id;
        QVERIFY(await(profiles->proxyPassword(id)).value().isEmpty());
        std::ignore = await(profiles->saveProxyPassword(id, QStringLiteral("canary-proxy")));
        QVERIFY(profiles->profile(id)->network.hasProxyPassword);
        QCOMPARE(await(profiles->proxyPassword(id)).value(), QStringLiteral("canary-proxy"));
        QFile written(file());
        QVERIFY(written.open(QIODevice::ReadOnly));
        QVERIFY(!written.readAll().contains("canary-proxy"));
        std::ignore = await(profiles->saveProxyPassword(id, {}));
        QVERIFY(!profiles->profile(id)->network.hasProxyPassword);
    }

    void aProxyHasToBeOne_data()
    {
        QTest::addColumn<QString>("url");
        QTest::newRow("no scheme") << QStringLiteral("proxy.example:3128");
        QTest::newRow("no port") << QStringLiteral("http://proxy.example");
        QTest::newRow("password") << QStringLiteral("http://jane:canary@proxy.example:3128");
        QTest::newRow("nothing") << QString();
    }

    void aProxyHasToBeOne()
    {
        QFETCH(QString, url);
        Network network;
        network.proxy = Network::Proxy::Manual;
        network.proxyUrl = url;
        const Result<void> checked = checkNetwork(network);
        QVERIFY(!checked);
        QVERIFY(!checked.error().sentence().contains(QStringLiteral("canary")));
    }

    void anotherKeyIsOfAnAccountNotKnown()
    {
        const auto profiles = store(memoryKeychain());
        Profile account = acme();
        account.accountId = QStringLiteral("111122223333");
        std::ignore = await(profiles->save(account, keys()));
        account = profiles->profile(account.name).value();
        QCOMPARE(account.accountId, QStringLiteral("111122223333"));
        account.accessKeyId = QStringLiteral("AKIDOTHER");
        std::ignore = await(profiles->save(
            account, Credentials{account.accessKeyId, QStringLiteral("canary-secret-0002"), {}, {}}));
        QVERIFY(profiles->profile(account.name)->accountId.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestProfileStore)
#include "tst_profilestore.moc"
