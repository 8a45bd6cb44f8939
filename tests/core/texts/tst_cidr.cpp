// SPDX-License-Identifier: Apache-2.0
#include "texts/check.h"
#include "texts/cidr.h"

#include <QTest>

using namespace formwork::texts;

class TestCidr : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("meant"); // empty: no network
        QTest::addColumn<bool>("isPrivate");
        const auto row = [](const char *text, const char *meant, bool isPrivate) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(meant) << isPrivate;
        };
        row("10.0.0.0/16", "10.0.0.0/16", true);
        row("10.0.3.7/16", "10.0.0.0/16", true);
        row("100.68.0.18/18", "100.68.0.0/18", true);
        row("172.32.0.0/16", "172.32.0.0/16", false);
        row("172.0.0.0/8", "172.0.0.0/8", false);
        row("0.0.0.0/0", "0.0.0.0/0", false);
        row("203.0.113.9/32", "203.0.113.9/32", false);
        row("255.255.255.255/0", "0.0.0.0/0", false);
        row("2001:db8::1/64", "2001:db8::/64", false);
        row("fd00::/8", "fd00::/8", true);
        row("::/0", "::/0", false);
        for (const char *broken :
             {"", "10.0.0.0", "10.0.0/16", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "10.0.0.0/016",
              "10.0.0.256/8", "10.0.0.0/16/8", " 10.0.0.0/16", "fe80::1%eth0/64", "2001:db8::/129", "sg-123",
              "10.0.0.0/+8", "10.0.0.0/1 6"})
            QTest::addRow("broken %s", broken) << QString::fromUtf8(broken) << QString() << false;
    }

    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, meant);
        QFETCH(bool, isPrivate);
        const auto network = readCidr(text);
        QCOMPARE(network.has_value(), !meant.isEmpty());
        if (!network)
            return;
        QCOMPARE(network->toString(), meant);
        QCOMPARE(network->isPrivate(), isPrivate);
        QCOMPARE(network->hasHostBits(), text != meant);
    }

    void saysHowLarge()
    {
        QVERIFY(readCidr(QStringLiteral("10.0.0.0/16"))->sizeInWords().startsWith(QLocale().toString(65536)));
        QCOMPARE(readCidr(QStringLiteral("10.0.0.1/32"))->sizeInWords(), QStringLiteral("one address"));
        QVERIFY(readCidr(QStringLiteral("2001:db8::/48"))->sizeInWords().startsWith(QStringLiteral("2^80")));
        QCOMPARE(readCidr(QStringLiteral("10.0.3.0/24"))->last().toString(), QStringLiteral("10.0.3.255"));
        QCOMPARE(readCidr(QStringLiteral("2001:db8::/126"))->last().toString(),
                 QStringLiteral("2001:db8::3"));
    }

    void namesTheNetworkThatIsMeant()
    {
        const Use use{.kind = Kind::Cidr};
        const auto found = check(use, QStringLiteral("10.0.3.7/16"), nullptr);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().severity, formwork::document::Severity::Warning);
        QVERIFY(found.first().phrase.contains(u"10.0.0.0/16"));
        QCOMPARE(check(use, QStringLiteral("ten"), nullptr).value(0).severity,
                 formwork::document::Severity::Error);
        const QString said = note(use, QStringLiteral("10.0.0.0/16"), {}, {});
        QVERIFY2(said.contains(u"10.0.255.255") && said.contains(u"private"), qPrintable(said));
        QVERIFY(note(use, QStringLiteral("0.0.0.0/0"), {}, {}).contains(u"whole Internet"));
    }
};

QTEST_GUILESS_MAIN(TestCidr)
#include "tst_cidr.moc"
