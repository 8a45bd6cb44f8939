// SPDX-License-Identifier: Apache-2.0
#include "journal/sealer.h"
#include "journal/sealing.h"

#include <QTest>

using namespace formwork;
using namespace formwork::journal;

class SealerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void equalValuesLookDifferent();
    void anyChangedByteIsNoticed();
    void otherKeyIsTold();
    void withoutAKeyItSealsForThisRun();

private:
    const Sealer m_sealer{QByteArray(32, 'k')};
};

void SealerTest::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("clear");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("canary-secret-0001");
    QTest::newRow("zeros") << QByteArray(3, '\0');
    QTest::newRow("large") << QByteArray(3'000'000, 'x');
}

void SealerTest::opensWhatItSealed()
{
    QFETCH(QByteArray, clear);
    const QByteArray sealed = m_sealer.seal(clear);
    QVERIFY(clear.isEmpty() || !sealed.contains(clear));
    QCOMPARE(m_sealer.open(sealed).value(), clear);
    QVERIFY(m_sealer.isPersistent());
}

void SealerTest::equalValuesLookDifferent()
{
    QVERIFY(m_sealer.seal("x") != m_sealer.seal("x"));
    QCOMPARE(m_sealer.fingerprint("x"), m_sealer.fingerprint("x"));
    QVERIFY(m_sealer.fingerprint("x") != m_sealer.fingerprint("y"));
    QVERIFY(m_sealer.fingerprint("x") != Sealer(QByteArray(32, 'o')).fingerprint("x"));
}

void SealerTest::anyChangedByteIsNoticed()
{
    const QByteArray sealed = m_sealer.seal("canary");
    for (qsizetype at = 0; at < sealed.size(); ++at) {
        QByteArray changed = sealed;
        changed[at] = static_cast<char>(changed[at] ^ 1);
        QVERIFY2(!m_sealer.open(changed).has_value(), qPrintable(QString::number(at)));
        QVERIFY(!m_sealer.open(sealed.first(at)).has_value());
    }
    QCOMPARE(m_sealer.open(sealed + 'x').error().code, QStringLiteral("SealDamaged"));
    // It opens in its place only.
    const QByteArray placed = m_sealer.seal("canary", "request 1 input /Password");
    QCOMPARE(m_sealer.open(placed, "request 1 input /Password").value(), QByteArray("canary"));
    QVERIFY(!m_sealer.open(placed, "request 2 input /Password").has_value());
    QVERIFY(!m_sealer.open(placed).has_value());
}

void SealerTest::otherKeyIsTold()
{
    QCOMPARE(Sealer(QByteArray(32, 'o')).open(m_sealer.seal("x")).error().code, QStringLiteral("OtherKey"));
    QVERIFY(Sealer::newKey() != Sealer::newKey());
    QCOMPARE(Sealer::newKey().size(), 32);
}

void SealerTest::withoutAKeyItSealsForThisRun()
{
    const Sealer locked;
    QVERIFY(!locked.isPersistent());
    QCOMPARE(locked.open(locked.seal("x")).value(), QByteArray("x"));
    QCOMPARE(Sealer().open(locked.seal("x")).error().code, QStringLiteral("OtherKey"));
}

QTEST_APPLESS_MAIN(SealerTest)
#include "tst_sealer.moc"
