// SPDX-License-Identifier: Apache-2.0
#include "base/figures.h"

#include <QLocale>
#include <QTest>

using namespace formwork;

class TestFigures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    // No language leaves open which number is the month, of which century the year is, or the seconds.
    void momentsAreInTheLanguageOfTheTexts_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("text");
        QTest::newRow("American") << QLocale(QLocale::English, QLocale::UnitedStates)
                                  << QStringLiteral("Feb 3, 2026 4:05:06 PM");
        QTest::newRow("British") << QLocale(QLocale::English, QLocale::UnitedKingdom)
                                 << QStringLiteral("3 Feb 2026 16:05:06");
        QTest::newRow("German") << QLocale(QLocale::German, QLocale::Germany)
                                << QStringLiteral("3. Feb. 2026 16:05:06");
        QTest::newRow("French") << QLocale(QLocale::French, QLocale::France)
                                << QStringLiteral("3 f\u00e9vr. 2026 16:05:06");
        QTest::newRow("Japanese") << QLocale(QLocale::Japanese, QLocale::Japan)
                                  << QStringLiteral("2026\u5e742\u67083\u65e5 16:05:06");
    }

    void momentsAreInTheLanguageOfTheTexts()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, text);
        QLocale::setDefault(locale);
        const QDateTime moment({2026, 2, 3}, {16, 5, 6, 78}, Qt::UTC);
        QCOMPARE(momentText(moment).replace(QChar(0x202f), u' '), text);
        const QString precise = preciseClockText(moment.time());
        QVERIFY2(precise.contains(locale.decimalPoint() + QStringLiteral("078")), qPrintable(precise));
    }

    void everyLanguageSaysAllOfIt()
    {
        const QDateTime moment({2026, 2, 3}, {16, 5, 6}, Qt::UTC);
        const QList<QLocale> all =
            QLocale::matchingLocales(QLocale::AnyLanguage, QLocale::LatinScript, QLocale::AnyTerritory);
        for (const QLocale &locale : all) {
            QLocale::setDefault(locale);
            const QString text = momentText(moment);
            const QString year = locale.toString(2026).remove(locale.groupSeparator());
            QVERIFY2(text.contains(year), qPrintable(locale.name() + u' ' + text));
            QVERIFY2(text.contains(locale.toString(6)), qPrintable(locale.name() + u' ' + text)); // seconds
            QVERIFY2(!text.contains(locale.dayName(2)), qPrintable(locale.name() + u' ' + text));
        }
    }

    void aNumberOfAnySizeHasItsForm()
    {
        QCOMPARE(pluralOf(1), 1);
        QVERIFY(pluralOf(5'000'000'000) > 1);
    }
};

QTEST_GUILESS_MAIN(TestFigures)
#include "tst_figures.moc"
