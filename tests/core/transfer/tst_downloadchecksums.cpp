// SPDX-License-Identifier: Apache-2.0
#include "tapes.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

// What arrives is what the service has a checksum of, or it is no file.
class TestDownloadChecksums : public Tapes
{
    Q_OBJECT

private Q_SLOTS:
    void init() { startAnew(); }

    // Those of "123456789" are the check values of each kind's definition.
    void aWrongChecksumIsNoSuccess_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("right");
        const auto row = [](const char *name, const char *hex) {
            QTest::newRow(name) << QByteArray(name) << QByteArray::fromHex(hex).toBase64();
        };
        row("crc32", "cbf43926");
        row("crc32c", "e3069283");
        row("crc64nvme", "ae8b14860a799888");
        row("sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441");
        row("sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
    }

    void aWrongChecksumIsNoSuccess()
    {
        QFETCH(const QByteArray, name);
        QFETCH(const QByteArray, right);
        const auto says = [&](const QByteArray &sum) {
            return answer(200, "123456789", "x-amz-checksum-" + name + ": " + sum + "\r\n");
        };
        QByteArray other = QByteArray::fromBase64(right);
        other[0] = static_cast<char>(~other[0]);
        WireServer server(says(other.toBase64()));
        const auto result = fetch(server);
        QCOMPARE(result.error->code, QStringLiteral("WrongChecksum"));
        QVERIFY(result.error->message.contains(QString::fromLatin1(name.toUpper())));
        QCOMPARE(result.outcome, journal::Outcome::Rejected);
        QVERIFY(!QFileInfo::exists(path()));
        QVERIFY(!QFileInfo::exists(part()));
        const auto inMemory = m_fixture->call(m_operation, tape(), m_fixture->target(server));
        QCOMPARE(inMemory.error->code, QStringLiteral("WrongChecksum"));
        QCOMPARE(inMemory.outcome, journal::Outcome::Rejected);
        QVERIFY(inMemory.output.toMap().isEmpty());
        QCOMPARE(server.requests.last().header("x-amz-checksum-mode"), "ENABLED");

        server.setScript(says(right));
        QCOMPARE(m_fixture->call(m_operation, tape(), m_fixture->target(server)).outcome,
                 journal::Outcome::Succeeded);
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
    }

    // Of parts that were sent one by one, of a kind that is not known, or of none.
    void checksumsOfOtherThingsAreNotCompared_data()
    {
        QTest::addColumn<QByteArray>("headers");
        QTest::newRow("parts") << QByteArray("x-amz-checksum-crc32: AAAAAA==-2\r\n");
        QTest::newRow("parts, by its type")
            << QByteArray("x-amz-checksum-crc32: AAAAAA==\r\nx-amz-checksum-type: COMPOSITE\r\n");
        QTest::newRow("unknown") << QByteArray("x-amz-checksum-xxhash128: AAAAAA==\r\n");
    }

    void checksumsOfOtherThingsAreNotCompared()
    {
        QFETCH(const QByteArray, headers);
        WireServer server(answer(200, "123456789", headers));
        QCOMPARE(m_fixture->call(m_operation, tape(), m_fixture->target(server)).outcome,
                 journal::Outcome::Succeeded);
        QCOMPARE(fetch(server).outcome, journal::Outcome::Succeeded);
    }

    // The whole has the checksum that came with its beginning, whatever the rest is said to have.
    void aChecksumIsOfTheWhole_data()
    {
        QTest::addColumn<bool>("fits");
        QTest::newRow("right") << true;
        QTest::newRow("wrong") << false;
    }

    void aChecksumIsOfTheWhole()
    {
        QFETCH(const bool, fits);
        const QByteArray sum =
            QCryptographicHash::hash(fits ? tapeContent() : "x", QCryptographicHash::Sha256);
        WireServer server(breaksOffAfter(1'000'000, "x-amz-checksum-sha256: " + sum.toBase64() + "\r\n"));
        (void)fetch(server);
        server.setScript(answersTheRest());
        const auto result = fetch(server);
        QCOMPARE(result.outcome == journal::Outcome::Succeeded, fits);
        QCOMPARE(QFileInfo::exists(path()), fits);
        QCOMPARE(result.error ? result.error->code : QString(),
                 fits ? QString() : QStringLiteral("WrongChecksum"));
    }
};

QTEST_GUILESS_MAIN(TestDownloadChecksums)
#include "tst_downloadchecksums.moc"
