// SPDX-License-Identifier: Apache-2.0
#include "widgets/icon.h"
#include "widgets/stylesheet.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QDir>
#include <QImage>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace formwork::widgets;

namespace
{

double luminance(const QColor &colour)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
        + 0.0722 * linear(colour.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double high = qMax(luminance(a), luminance(b));
    const double low = qMin(luminance(a), luminance(b));
    return (high + 0.05) / (low + 0.05);
}

QColor inkOf(const QIcon &icon)
{
    const QImage image = icon.pixmap(32, 32).toImage().convertToFormat(QImage::Format_ARGB32);
    QColor best = Qt::transparent;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).alpha() > best.alpha())
                best = image.pixelColor(x, y);
        }
    }
    return best;
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textCanBeRead_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textCanBeRead()
    {
        QFETCH(bool, dark);
        const Tokens &t = dark ? darkTokens() : lightTokens();
        for (const QColor &behind : {t.window, t.surface}) {
            for (const QColor &text : {t.text, t.muted, t.accent, t.codeKey, t.codeString, t.codeNumber,
                                       t.rejected.text, t.warning.text})
                QVERIFY2(contrast(text, behind) >= 4.5, qPrintable(text.name() + behind.name()));
        }
        for (Tone tone :
             {Tone::Neutral, Tone::Created, Tone::Rejected, Tone::Unknown, Tone::Sending, Tone::Warning})
            QVERIFY2(contrast(t.tone(tone).text, t.tone(tone).background) >= 4.5,
                     qPrintable(t.tone(tone).text.name()));
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrast(t.text, t.accentSoft) >= 4.5);
    }

    void schemeChangesPaletteAndSheet()
    {
        Theme::apply(*qApp, Scheme::Light);
        QVERIFY(!Theme::isDark());
        QLineEdit field;
        QCOMPARE(field.palette().color(QPalette::Base), lightTokens().surface);
        QSignalSpy changed(Theme::instance(), &Theme::changed);
        Theme::apply(*qApp, Scheme::Dark);
        QVERIFY(Theme::isDark());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(qApp->palette().color(QPalette::Window), darkTokens().window);
        QVERIFY(qApp->styleSheet().contains(darkTokens().accent.name()));
        Theme::apply(*qApp, Scheme::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void everyNameInTheSheetIsReplaced()
    {
        const QString sheet = styleSheet(lightTokens(), qApp->font());
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains(QStringLiteral("pxpx")));
    }

    void iconsFollowTheScheme()
    {
        const QIcon copy = icon(QStringLiteral("copy"));
        Theme::apply(*qApp, Scheme::Light);
        const QColor onLight = inkOf(copy);
        Theme::apply(*qApp, Scheme::Dark);
        const QColor onDark = inkOf(copy);
        QVERIFY(onLight.lightness() < 100);
        QVERIFY(onDark.lightness() > 180);
    }

    void everyIconDrawsSomething()
    {
        const QStringList names = QDir(QStringLiteral(":/icons")).entryList({QStringLiteral("*.svg")});
        QVERIFY(names.size() > 30);
        for (const QString &name : names)
            QVERIFY2(inkOf(icon(name.chopped(4))).alpha() > 150, qPrintable(name));
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
