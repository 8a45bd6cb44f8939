// SPDX-License-Identifier: Apache-2.0
#include "base/loopback.h"

#include <QTest>

using namespace formwork;

class TestLoopback : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("isHere");
        QTest::addColumn<QString>("reached");
        const auto row = [](const char *host, bool isHere, const char *reached) {
            QTest::newRow(host) << QString::fromLatin1(host) << isHere << QString::fromLatin1(reached);
        };
        row("localhost", true, "localhost");
        row("LocalHost", true, "LocalHost");
        row("box.localhost", true, "127.0.0.1");
        row("my.box.LOCALHOST", true, "127.0.0.1");
        row("127.0.0.1", true, "127.0.0.1");
        row("127.8.9.1", true, "127.8.9.1");
        row("[::1]", true, "[::1]");
        row("::ffff:127.0.0.1", true, "::ffff:127.0.0.1");
        row(".localhost", false, ".localhost");
        row("mylocalhost", false, "mylocalhost");
        row("localhost.example.com", false, "localhost.example.com");
        row("1.127.0.0.1", false, "1.127.0.0.1");
        row("127.0.0.256", false, "127.0.0.256");
        row("128.0.0.1", false, "128.0.0.1");
        row("", false, "");
    }

    void hosts()
    {
        QFETCH(const QString, host);
        QFETCH(const bool, isHere);
        QFETCH(const QString, reached);
        QCOMPARE(isLoopback(host), isHere);
        QCOMPARE(reachedAt(host), reached);
    }
};

QTEST_GUILESS_MAIN(TestLoopback)
#include "tst_loopback.moc"
