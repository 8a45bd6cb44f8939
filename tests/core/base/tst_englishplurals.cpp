// SPDX-License-Identifier: Apache-2.0
#include "base/englishplurals.h"

#include <QCoreApplication>
#include <QTest>

using formwork::EnglishPlurals;

class TestEnglishPlurals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<int>("number");
        QTest::addColumn<QString>("expected");
        QTest::newRow("none") << QByteArray("%n request(s)") << 0 << QStringLiteral("0 requests");
        QTest::newRow("one") << QByteArray("%n request(s)") << 1 << QStringLiteral("1 request");
        QTest::newRow("two") << QByteArray("%n request(s)") << 2 << QStringLiteral("2 requests");
        QTest::newRow("twice") << QByteArray("%n request(s) in %n place(s).") << 1
                               << QStringLiteral("1 request in 1 place.");
        QTest::newRow("verb, one") << QByteArray("%n (request was|requests were) deleted.") << 1
                                   << QStringLiteral("1 request was deleted.");
        QTest::newRow("verb, many") << QByteArray("%n (request was|requests were) deleted.") << 3
                                    << QStringLiteral("3 requests were deleted.");
        QTest::newRow("in brackets") << QByteArray("(%n byte(s))") << 1 << QStringLiteral("(1 byte)");
        QTest::newRow("in brackets, many") << QByteArray("(%n byte(s))") << 9 << QStringLiteral("(9 bytes)");
        QTest::newRow("other brackets")
            << QByteArray("%n error(s) (5xx)") << 2 << QStringLiteral("2 errors (5xx)");
        QTest::newRow("open bracket") << QByteArray("%n (odd") << 2 << QStringLiteral("2 (odd");
    }

    void words()
    {
        QFETCH(QByteArray, source);
        QFETCH(int, number);
        EnglishPlurals plurals;
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        QTEST(QCoreApplication::translate("Test", source.constData(), nullptr, number), "expected");
    }

    void textsWithoutANumberStay()
    {
        EnglishPlurals plurals;
        QVERIFY(QCoreApplication::installTranslator(&plurals));
        QCOMPARE(QCoreApplication::translate("Test", "Group(s) (a|b)"), QStringLiteral("Group(s) (a|b)"));
    }
};

QTEST_GUILESS_MAIN(TestEnglishPlurals)
#include "tst_englishplurals.moc"
