// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "core/fulldisk.h"
#include "credentials/profilestore.h"
#include "profiles.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::credentials;
using formwork::tests::acme;
using formwork::tests::await;

namespace
{

Credentials keys() { return {QStringLiteral("AKIDEXAMPLE"), QStringLiteral("canary-secret-0001"), {}, {}}; }

} // namespace

// The file of the accounts on a bad day.
class TestProfileFile : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;
    QString file() const { return m_dir->filePath(QStringLiteral("profiles.json")); }

    std::unique_ptr<ProfileStore> store(KeychainPtr keychain) const
    {
        return std::make_unique<ProfileStore>(file(), std::move(keychain), [] { return Credentials(); });
    }

private Q_SLOTS:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void aFullDiskLeavesTheListAsItWas()
    {
        const auto accounts = store(memoryKeychain());
        QVERIFY(await(accounts->save(acme(), keys())));
        QFile list(file());
        QVERIFY(list.open(QIODevice::ReadOnly));
        const QByteArray before = list.readAll();
        list.close();
        Profile other = acme();
        other.name = QStringLiteral("Other");
        other.id.clear();
        {
            const FullDisk disk;
            QVERIFY(!await(accounts->save(other, keys())));
        }
        QVERIFY(list.open(QIODevice::ReadOnly));
        QCOMPARE(list.readAll(), before);
        QCOMPARE(accounts->profiles().size(), 2); // with practice
    }

    void keepsADamagedFileAside_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("half") << QByteArray("{\"schema\":1,\"profiles\":[{\"id\":");
        QTest::newRow("not an object") << QByteArray("[1]");
        QTest::newRow("no schema") << QByteArray("{\"profiles\":[]}");
        QTest::newRow("odd profile") << QByteArray("{\"schema\":1,\"profiles\":[{\"id\":1}]}");
        QTest::newRow("bytes") << QByteArray("\x00\xff\x00", 3);
    }

    void keepsADamagedFileAside()
    {
        QFETCH(QByteArray, content);
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
        out.close();
        const auto profiles = store(memoryKeychain());
        const Result<void> loaded = profiles->load();
        QVERIFY(!loaded);
        QCOMPARE(loaded.error().code, QStringLiteral("Damaged"));
        const QStringList kept = QDir(m_dir->path()).entryList({QStringLiteral("profiles.json.damaged-*")});
        QCOMPARE(kept.size(), 1);
        QVERIFY(loaded.error().message.contains(kept.first()));
        QVERIFY(await(profiles->save(acme(), keys()))); // usable all the same
        QVERIFY(store(memoryKeychain())->load());
    }

    void leavesANewerFileAlone()
    {
        const QByteArray content("{\"schema\":2,\"profiles\":[]}");
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
        out.close();
        const auto profiles = store(memoryKeychain());
        QCOMPARE(profiles->load().error().code, QStringLiteral("NewerVersion"));
        QVERIFY(!await(profiles->save(acme(), keys())));
        QCOMPARE(profiles->profiles().size(), 1);
        QVERIFY(out.open(QIODevice::ReadOnly));
        QCOMPARE(out.readAll(), content);
    }

    void whatANewerVersionKnowsStays()
    {
        QFile out(file());
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(R"({"schema":1,"later":[1],"profiles":[{"id":"a","name":"acme","kind":"access-keys",
            "accessKeyId":"AKIDEXAMPLE","flavour":"salty","network":{"proxy":"none","mtu":1400}}]})");
        out.close();
        const auto profiles = store(memoryKeychain());
        QVERIFY(profiles->load());
        Profile acme = profiles->profile(QStringLiteral("acme")).value();
        QCOMPARE(acme.network.proxy, Network::Proxy::None);
        acme.isProduction = true;
        acme.network.connectSeconds = 7;
        QVERIFY(await(profiles->save(acme, {})));
        QVERIFY(out.open(QIODevice::ReadOnly));
        const QJsonObject root = QJsonDocument::fromJson(out.readAll()).object();
        QVERIFY(root.contains(QLatin1StringView("later")));
        const QJsonObject kept = root.value(QLatin1StringView("profiles")).toArray().first().toObject();
        QCOMPARE(kept.value(QLatin1StringView("flavour")).toString(), QStringLiteral("salty"));
        QVERIFY(kept.value(QLatin1StringView("production")).toBool());
        const QJsonObject network = kept.value(QLatin1StringView("network")).toObject();
        QCOMPARE(network.value(QLatin1StringView("mtu")).toInt(), 1400);
        QCOMPARE(network.value(QLatin1StringView("connectSeconds")).toInt(), 7);
        QVERIFY(store(memoryKeychain())->load());
    }

    void saysThatTheDirectoryCannotBeWritten()
    {
        ProfileStore profiles(m_dir->filePath(QStringLiteral("missing/profiles.json")), memoryKeychain(),
                              [] { return Credentials(); });
        const auto saved = await(profiles.save(acme(), keys()));
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, QStringLiteral("Unwritable"));
        QCOMPARE(profiles.profiles().size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestProfileFile)
#include "tst_profilefile.moc"
