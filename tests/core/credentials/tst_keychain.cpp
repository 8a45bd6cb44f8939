// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "credentials/keychain.h"

#include <QCryptographicHash>
#include <QTest>
#include <QUuid>

using namespace formwork;
using namespace formwork::credentials;
using formwork::tests::await;

// The keychain of the desktop this runs in; skipped where there is none. Its entries are under a service of
// their own.
class TestKeychain : public QObject
{
    Q_OBJECT

private:
    static QString partOf(const QString &key, const QByteArray &secret, int part)
    {
        const QByteArray digest = QCryptographicHash::hash(secret, QCryptographicHash::Sha256).toHex();
        return key + u'#' + QString::fromLatin1(digest.first(8)) + u'#' + QString::number(part);
    }
    KeychainPtr m_keychain;

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("FORMWORK_KEYCHAIN_SERVICE", "Formwork test " + QUuid::createUuid().toByteArray());
    }

    void init()
    {
        m_keychain = osKeychain();
        const auto probe = await(m_keychain->read(QStringLiteral("probe")));
        if (probe || probe.error().code == QStringLiteral("EntryNotFound"))
            return;
        // The test desktop brings a keychain, so there a missing one is a fault; elsewhere it is the
        // machine's.
        QVERIFY2(!qEnvironmentVariableIsSet("FORMWORK_TEST_DESKTOP"), qPrintable(probe.error().sentence()));
        QSKIP(qPrintable(QStringLiteral("No usable keychain here: ") + probe.error().sentence()));
    }

    void saysThatAnEntryIsMissing()
    {
        const auto read = await(m_keychain->read(QStringLiteral("nothing")));
        QVERIFY(!read);
        QCOMPARE(read.error().code, QStringLiteral("EntryNotFound"));
        QVERIFY(m_keychain->isPersistent());
        QVERIFY(await(m_keychain->remove(QStringLiteral("nothing"))));
    }

    void keepsSecretsOfEverySize_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("text") << QByteArray("canary-secret-0001");
        QTest::newRow("bytes") << QByteArray("\x00\xff\n\r\x80", 5);
        QTest::newRow("one entry exactly") << QByteArray(2'300, 'x');
        QTest::newRow("two entries") << QByteArray(2'301, 'y');
        QTest::newRow("many entries") << QByteArray("canary").repeated(3'000);
    }

    void keepsSecretsOfEverySize()
    {
        QFETCH(QByteArray, secret);
        const QString key = QStringLiteral("sized");
        const auto written = await(m_keychain->write(key, secret));
        QVERIFY2(written, written ? "" : qPrintable(written.error().sentence()));
        QVERIFY(m_keychain->isPersistent());
        const auto read = await(osKeychain()->read(key)); // as after a restart
        QVERIFY2(read, read ? "" : qPrintable(read.error().sentence()));
        QCOMPARE(read->bytes, secret);
    }

    void leavesNothingBehind()
    {
        const QString key = QStringLiteral("shrinking");
        QVERIFY(await(m_keychain->write(key, QByteArray(10'000, 'x'))));
        const QString fourth = partOf(key, QByteArray(10'000, 'x'), 4);
        QVERIFY(await(m_keychain->read(fourth)).error().code != QStringLiteral("EntryNotFound"));
        QVERIFY(await(m_keychain->write(key, "short")));
        QCOMPARE(await(m_keychain->read(key))->bytes, QByteArray("short"));
        QCOMPARE(await(m_keychain->read(partOf(key, QByteArray(10'000, 'x'), 1))).error().code,
                 QStringLiteral("EntryNotFound"));
        QCOMPARE(await(m_keychain->read(fourth)).error().code, QStringLiteral("EntryNotFound"));
        QVERIFY(await(m_keychain->remove(key)));
        QCOMPARE(await(m_keychain->read(key)).error().code, QStringLiteral("EntryNotFound"));
    }

    void noticesALostPart()
    {
        const QString key = QStringLiteral("torn");
        QVERIFY(await(m_keychain->write(key, QByteArray(6'000, 'x'))));
        QVERIFY(await(m_keychain->remove(partOf(key, QByteArray(6'000, 'x'), 2))));
        QCOMPARE(await(m_keychain->read(key)).error().code, QStringLiteral("EntryDamaged"));
    }

    void keepsTheHistoryKey()
    {
        QString name; // as a history keeps it
        const KeyBook book{
            [&name]() -> Result<QStringList> { return name.isEmpty() ? QStringList() : QStringList{name}; },
            [&name](const QString &entered, const QStringList &) {
                name = entered;
                return QtFuture::makeReadyFuture(Result<QString>(entered));
            }};
        const auto first = await(historyKeys(m_keychain, book));
        QVERIFY2(first, first ? "" : qPrintable(first.error().sentence()));
        QCOMPARE(await(historyKeys(osKeychain(), book))->current, first->current);
    }
};

// With no keychain at all: in memory for this run, and said so.
class TestMissingKeychain : public QObject
{
    Q_OBJECT

private:
    QByteArray m_bus = qgetenv("DBUS_SESSION_BUS_ADDRESS");

private Q_SLOTS:
    void keepsSecretsForThisRun()
    {
        const KeychainPtr keychain = osKeychain();
        const QString key = QStringLiteral("unsaved");
        const auto written = await(keychain->write(key, "canary-secret-0001"));
        QVERIFY(!written);
        QVERIFY2(written.error().code == QStringLiteral("KeychainMissing"),
                 qPrintable(written.error().sentence()));
        QVERIFY(written.error().advice.contains(QStringLiteral("forgotten when Formwork ends")));
        QVERIFY(!written.error().sentence().contains(QStringLiteral("canary")));
        QVERIFY(!keychain->isPersistent());
        QCOMPARE(await(keychain->read(key))->bytes, QByteArray("canary-secret-0001"));
        QCOMPARE(await(keychain->read(QStringLiteral("other"))).error().code,
                 QStringLiteral("KeychainMissing"));
        QVERIFY(!await(keychain->retry()));
        static_cast<void>(await(keychain->remove(key)));
        QVERIFY(!await(keychain->read(key)));
    }
};

int main(int argc, char **argv)
{
    // The bus address is read once a process, so the desktop without a keychain is a process of its own.
    const bool without = argc > 1 && qstrcmp(argv[1], "--without-keychain") == 0;
    if (without) {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
        qunsetenv("DISPLAY");
    }
    QCoreApplication app(argc, argv);
    if (without) {
        TestMissingKeychain test;
        return QTest::qExec(&test, QStringList{app.applicationName()} + app.arguments().mid(2));
    }
    TestKeychain test;
    return QTest::qExec(&test, app.arguments());
}
#include "tst_keychain.moc"
