// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "base/translations.h"
#include "shell/bookmarks.h"
#include "shell/homepage.h"
#include "ui/windowfixture.h"

#include <QDirIterator>
#include <QLabel>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace formwork;

namespace
{

// Every text of the tree as lupdate extracts it.
QString extracted(const QString &file, const QStringList &more = {})
{
    QProcess process;
    process.setWorkingDirectory(QStringLiteral(SOURCE_DIR));
    process.start(QStringLiteral(LUPDATE),
                  QStringList{QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"),
                              QStringLiteral("-target-language"), QStringLiteral("de"), QStringLiteral("app"),
                              QStringLiteral("core"), QStringLiteral("ui")}
                      + more + QStringList{QStringLiteral("-ts"), file});
    if (!process.waitForFinished(120'000) || process.exitCode() != 0)
        qFatal("lupdate: %s", process.readAllStandardError().constData());
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        qFatal("no texts");
    return QString::fromUtf8(in.readAll());
}

QSet<QString> sources(const QString &ts)
{
    static const QRegularExpression source(QStringLiteral("<source>(.*?)</source>"),
                                           QRegularExpression::DotMatchesEverythingOption);
    QSet<QString> found;
    for (auto match = source.globalMatch(ts); match.hasNext();)
        found.insert(match.next().captured(1));
    return found;
}

// A language in which every text stands between two signs.
QString pseudo(QString ts)
{
    static const QRegularExpression message(
        QStringLiteral("<source>(.*?)</source>(.*?)<translation type=\"unfinished\">(.*?)</translation>"),
        QRegularExpression::DotMatchesEverythingOption);
    QString out;
    qsizetype at = 0;
    for (auto match = message.globalMatch(ts); match.hasNext();) {
        const QRegularExpressionMatch one = match.next();
        const QString text = u'\u00bb' + one.captured(1) + u'\u00ab';
        QString forms = one.captured(3);
        forms = forms.contains(u"numerusform")
            ? forms.replace(QStringLiteral("<numerusform></numerusform>"),
                            QStringLiteral("<numerusform>%1</numerusform>").arg(text))
            : text;
        out += QStringView(ts).mid(at, one.capturedStart() - at);
        out += QStringLiteral("<source>%1</source>%2<translation>%3</translation>")
                   .arg(one.captured(1), one.captured(2), forms);
        at = one.capturedEnd();
    }
    return out.append(QStringView(ts).mid(at));
}

} // namespace

// A language is one file: what is extracted is what is looked up.
class TestTranslations : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_all;

private Q_SLOTS:
    void initTestCase() { m_all = extracted(m_folder.filePath(QStringLiteral("formwork_de.ts"))); }

    // English comes first here: the pseudo language stays installed.
    void englishHasEveryPlural()
    {
        const QString counted =
            extracted(m_folder.filePath(QStringLiteral("plurals.ts")), {QStringLiteral("-pluralonly")});
        QFile file(QStringLiteral(SOURCE_DIR "/resources/translations/formwork_en.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString english = QString::fromUtf8(file.readAll());
        const QSet<QString> missing = sources(counted) - sources(english);
        QVERIFY2(missing.isEmpty(),
                 qPrintable(QStringLiteral("Build the target \"texts\" and write the plurals of: ")
                            + QStringList(missing.values()).join(u" | ")));
        QVERIFY(!english.contains(QStringLiteral("type=\"unfinished\"")));
        installTranslations(*QCoreApplication::instance(), QLocale(QLocale::French, QLocale::France));
        QCOMPARE(Tr::tr("%n problem(s)", nullptr, 1), QStringLiteral("1 problem"));
        QCOMPARE(Tr::tr("%n problem(s)", nullptr, 2), QStringLiteral("2 problems"));
        QCOMPARE(QLocale().language(), QLocale::English); // numbers and dates as the texts
        QCOMPARE(QLocale().toString(1234.5), QStringLiteral("1,234.5"));
    }

    void everyContextIsLookedUp()
    {
        QString all;
        for (const char *area : {"app", "core", "ui"}) {
            QDirIterator files(QStringLiteral(SOURCE_DIR "/") + QLatin1String(area),
                               {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString text = QString::fromUtf8(file.readAll());
                if (text.contains(QStringLiteral("Q_OBJECT")))
                    all += text;
            }
        }
        static const QRegularExpression name(QStringLiteral("<name>(.*?)</name>"));
        for (auto match = name.globalMatch(m_all); match.hasNext();) {
            const QString context = match.next().captured(1);
            if (context == u"Formwork")
                continue;
            const QString last = context.section(QStringLiteral("::"), -1);
            QVERIFY2(context.startsWith(QStringLiteral("formwork::"))
                         && all.contains(QStringLiteral("class %1").arg(last)),
                     qPrintable(context));
        }
    }

    void textsOfCoreAndWindowsAreTranslated()
    {
        QFile file(m_folder.filePath(QStringLiteral("formwork_de.ts")));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(pseudo(m_all).toUtf8());
        file.close();
        QCOMPARE(QProcess::execute(QStringLiteral(LRELEASE),
                                   {QStringLiteral("-silent"), file.fileName(), QStringLiteral("-qm"),
                                    m_folder.filePath(QStringLiteral("formwork_de.qm"))}),
                 0);
        installTranslations(*QCoreApplication::instance(), QLocale(QLocale::German, QLocale::Austria),
                            m_folder.path());
        QCOMPARE(QLocale().name(), QStringLiteral("de_AT"));
        const auto isTranslated = [](const QString &text) {
            return text.contains(u'\u00bb') && text.contains(u'\u00ab');
        };
        QCOMPARE(Tr::tr("%n problem(s)", nullptr, 3), QStringLiteral("\u00bb3 problem(s)\u00ab"));
        tests::WindowFixture fixture;
        const auto unknown = fixture.environment->profiles->profile(QStringLiteral("nobody"));
        QVERIFY2(isTranslated(unknown.error().message), qPrintable(unknown.error().message));
        QVERIFY2(isTranslated(unknown.error().advice), qPrintable(unknown.error().advice));
        shell::Bookmarks bookmarks(fixture.session->settings());
        const shell::HomePage page(fixture.session.get(), bookmarks);
        int translated = 0;
        for (const auto *label : page.findChildren<QLabel *>())
            translated += isTranslated(label->text()) ? 1 : 0;
        QVERIFY2(translated >= 3, qPrintable(QString::number(translated)));
    }
};

QTEST_MAIN(TestTranslations)
#include "tst_translations.moc"
