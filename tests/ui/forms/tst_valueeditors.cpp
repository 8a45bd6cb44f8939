// SPDX-License-Identifier: Apache-2.0
#include "formwindow.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDateTime>
#include <QFontInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTemporaryDir>

#include "forms/blobeditor.h"
#include "forms/timestampeditor.h"

using namespace formwork;
using namespace formwork::testing;

// Values that are written in one field: numbers, times, bytes, documents, long texts.
class TestValueEditors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void numbersAreExact_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QCborValue>("value");
        QTest::newRow("integer") << QByteArray("/count") << QStringLiteral("42") << QCborValue(42);
        QTest::newRow("64 bits") << QByteArray("/total") << QStringLiteral("9007199254740993")
                                 << QCborValue(9007199254740993LL);
        QTest::newRow("least") << QByteArray("/total") << QStringLiteral("-9223372036854775808")
                               << QCborValue(std::numeric_limits<qint64>::min());
        QTest::newRow("too large stays text") << QByteArray("/total") << QStringLiteral("9223372036854775808")
                                              << QCborValue(QStringLiteral("9223372036854775808"));
        QTest::newRow("no number stays text")
            << QByteArray("/count") << QStringLiteral("many") << QCborValue(QStringLiteral("many"));
        QTest::newRow("double") << QByteArray("/ratio") << QStringLiteral("0.1") << QCborValue(0.1);
        QTest::newRow("infinity") << QByteArray("/ratio") << QStringLiteral("-Infinity")
                                  << QCborValue(-std::numeric_limits<double>::infinity());
    }

    void numbersAreExact()
    {
        QFETCH(QByteArray, member);
        QFETCH(QString, typed);
        QFETCH(QCborValue, value);
        FormWindow window({member.constData()});
        window.type(member, typed);
        QCOMPARE(window.value(member), value);
        QCOMPARE(window.value(member).type(), value.type());
        QCOMPARE(window.find<QLineEdit>(member)->text(), typed); // not rewritten under the fingers
    }

    void rangeIsSaid()
    {
        FormWindow window({"/count"});
        QCOMPARE(window.find<QLineEdit>("/count")->placeholderText(), QStringLiteral("1 to 100"));
        QVERIFY(window.find("/count")->accessibleDescription().contains(QStringLiteral("1 to 100")));
    }

    void timestamps_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("utc") << QStringLiteral("2026-01-02T03:04:05Z")
                             << QStringLiteral("2026-01-02T03:04:05Z");
        QTest::newRow("offset") << QStringLiteral("2026-01-02T03:04:05+02:00")
                                << QStringLiteral("2026-01-02T01:04:05Z");
        QTest::newRow("no zone") << QStringLiteral("2026-01-02 03:04:05")
                                 << QStringLiteral("2026-01-02T03:04:05Z");
        QTest::newRow("date") << QStringLiteral("2026-01-02") << QStringLiteral("2026-01-02T00:00:00Z");
        QTest::newRow("epoch") << QStringLiteral("1767323045") << QStringLiteral("2026-01-02T03:04:05Z");
        QTest::newRow("year only") << QStringLiteral("2026") << QString();
        QTest::newRow("words") << QStringLiteral("tomorrow") << QString();
    }

    void timestamps()
    {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        QCOMPARE(forms::TimestampEditor::parse(text, Qt::UTC).toString(Qt::ISODate), utc);
    }

    // A zone that is written counts, in whichever form; the machine's own one does for what names none.
    void timestampsWithZoneAreNoLocalTime()
    {
        for (const char *text :
             {"Fri, 02 Jan 2026 03:04:05 GMT", "20260102T030405Z", "2026-01-02T03:04:05UTC",
              "2026-01-02T05:04:05+0200", "2026-01-02T05:04:05+02"})
            QCOMPARE(forms::TimestampEditor::parse(QLatin1String(text), Qt::LocalTime)
                         .toUTC()
                         .toString(Qt::ISODate),
                     QStringLiteral("2026-01-02T03:04:05Z"));
        const QDateTime local(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::LocalTime);
        QCOMPARE(forms::TimestampEditor::parse(QStringLiteral("2026-01-02 03:04:05"), Qt::LocalTime), local);
    }

    void timestampIsTyped()
    {
        FormWindow window({"/since"});
        window.type("/since", QStringLiteral("2026-01-02T03:04:05+02:00"));
        QVERIFY(window.value("/since").isDateTime());
        QCOMPARE(window.value("/since").toDateTime().toUTC(),
                 QDateTime(QDate(2026, 1, 2), QTime(1, 4, 5), Qt::UTC));
        QCOMPARE(window.find<QLineEdit>("/since")->text(), QStringLiteral("2026-01-02T03:04:05+02:00"));
        window.find<QLineEdit>("/since")->selectAll();
        window.type("/since", QStringLiteral("soon"));
        QCOMPARE(window.value("/since").toString(), QStringLiteral("soon"));
    }

    void blobComesFromFileOrText()
    {
        FormWindow window({"/data"});
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("key.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray("\x00\x01\xff", 3));
        file.close();
        auto *editor = window.view().findChild<forms::BlobEditor *>();
        editor->useFile(file.fileName());
        QCOMPARE(window.value("/data").toByteArray(), QByteArray("\x00\x01\xff", 3));
        window.click("/data#clear");
        QVERIFY(window.value("/data").isUndefined());
        window.click("/data#type");
        window.type("/data#text", QStringLiteral("he"));
        QCOMPARE(window.value("/data").toByteArray(), QByteArray("he"));
    }

    void largeFilesAreAskedAbout()
    {
        FormWindow window({"/data"});
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("large.bin")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.resize(forms::BlobEditor::kAskAbove + 1));
        file.close();
        window.view().findChild<forms::BlobEditor *>()->useFile(file.fileName());
        QVERIFY(window.value("/data").isUndefined());
        QPushButton *read = nullptr;
        for (QWidget *top : QApplication::topLevelWidgets())
            read = read ? read : top->findChild<QPushButton *>(QStringLiteral("read"));
        QVERIFY(read);
        QTest::mouseClick(read, Qt::LeftButton);
        QCOMPARE(window.value("/data").toByteArray().size(), forms::BlobEditor::kAskAbove + 1);
    }

    void documentTakesOnlyJson()
    {
        FormWindow window({"/free"});
        window.type("/free", QStringLiteral("{\"a\": [1, tru"));
        QVERIFY(window.value("/free").isUndefined());
        QTRY_VERIFY(window.find<QLabel>("/free#problem"));
        QCOMPARE(window.model().errorsUnder(at("/free")), 1);
        window.type("/free", QStringLiteral("e]}"));
        QCOMPARE(window.value("/free/a/0"), QCborValue(1));
        QTRY_VERIFY(!window.find<QLabel>("/free#problem"));
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(window.find("/free"), Qt::Key_Backspace);
        QVERIFY(window.value("/free").isUndefined());
    }

    void longTextHasLines()
    {
        FormWindow window({"/description"});
        auto *field = window.find<QPlainTextEdit>("/description");
        QVERIFY(field);
        field->setFocus();
        QTest::keyClicks(field, QStringLiteral("one"));
        QTest::keyClick(field, Qt::Key_Return);
        QTest::keyClicks(field, QStringLiteral("two"));
        QCOMPARE(window.value("/description").toString(), QStringLiteral("one\ntwo"));
    }

    void codeHasLinesOfFixedPitch()
    {
        FormWindow window({"/trustPolicyDocument"});
        auto *field = window.find<QPlainTextEdit>("/trustPolicyDocument");
        QVERIFY(field);
        QVERIFY(QFontInfo(field->font()).fixedPitch());
        QVERIFY(!FormWindow({"/name"}).find<QPlainTextEdit>("/name"));
    }

    void hugePasteIsRefusedWithASentence()
    {
        FormWindow window({"/name"});
        QApplication::clipboard()->setText(QString(50'000'000, u'x'));
        window.find("/name")->setFocus();
        QTest::keySequence(window.find("/name"), QKeySequence(QKeySequence::Paste));
        QVERIFY(window.value("/name").isUndefined());
        QTRY_VERIFY(window.find<QLabel>("/name#problem")); // at once, before anything else is done
        QVERIFY(window.find<QLabel>("/name#problem")->text().contains(QStringLiteral("Nothing was pasted")));
        QApplication::clipboard()->clear();
        window.type("/name", QStringLiteral("x"));
        QTRY_VERIFY(!window.find<QLabel>("/name#problem"));
    }
};

QTEST_MAIN(TestValueEditors)
#include "tst_valueeditors.moc"
