// SPDX-License-Identifier: Apache-2.0
#include "forms/pasteparser.h"
#include "formwindow.h"
#include "widgets/theme.h"

#include <QCborArray>
#include <QCborMap>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace formwork;
using namespace formwork::testing;

namespace
{

QCborArray textsOf(std::initializer_list<const char *> texts)
{
    QCborArray array;
    for (const char *text : texts)
        array.append(QString::fromLatin1(text));
    return array;
}

QString read(const char *text) { return QString::fromUtf8(text); }

} // namespace

class TestEntries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void arrowsAreReachedAndKeptByKeyboard()
    {
        FormWindow window({"/names"});
        window.model().setValue(at("/names"), textsOf({"a", "b", "c"}));
        window.view().focusPointer(at("/names/0"));
        window.tab(); // "up" of the first entry cannot be pressed
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/0#down"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(window.value("/names"), QCborValue(textsOf({"b", "a", "c"})));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/1#down"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(window.value("/names"), QCborValue(textsOf({"b", "c", "a"})));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/2#up"));
    }

    void listIsFilledByKeyboard()
    {
        FormWindow window({"/names"});
        QVERIFY(window.value("/names").isUndefined());
        window.find("/names")->setFocus();
        QTest::keyClick(window.find("/names"), Qt::Key_Space);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/0"));
        window.type("/names/0", QStringLiteral("a"));
        QTest::keyClick(window.find("/names/0"), Qt::Key_Return);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/1"));
        window.type("/names/1", QStringLiteral("b"));
        QCOMPARE(window.value("/names"), textsOf({"a", "b"}));
        QTest::keyClick(window.find("/names/1"), Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(window.value("/names"), textsOf({"b", "a"}));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/0"));
        window.click("/names/0#down");
        QCOMPARE(window.value("/names"), textsOf({"a", "b"}));
        window.click("/names/0#remove");
        QCOMPARE(window.value("/names"), textsOf({"b"}));
        window.click("/names/0#remove");
        QCOMPARE(window.value("/names"), QCborValue(QCborArray())); // empty is not unset
        window.click("/names#clear");
        QVERIFY(window.value("/names").isUndefined());
    }

    void linesPastedBecomeEntries()
    {
        FormWindow window({"/names"});
        window.click("/names");
        QApplication::clipboard()->setText(QStringLiteral("one\r\ntwo\n\nthree\n"));
        QTest::keySequence(window.find("/names/0"), QKeySequence(QKeySequence::Paste));
        QCOMPARE(window.value("/names"), textsOf({"one", "two", "three"}));
        QApplication::clipboard()->clear();
    }

    void manyArePastedIntoThePanel()
    {
        FormWindow window({"/tags"});
        window.click("/tags#paste");
        auto *text = window.find<QPlainTextEdit>("/tags#pasteText");
        QTest::keyClicks(text, QStringLiteral("team,crm"));
        QTest::keyClick(text, Qt::Key_Return);
        QTest::keyClicks(text, QStringLiteral("a,b,c"));
        window.click("/tags#pasteAdd");
        QVERIFY(window.value("/tags").isUndefined());
        QVERIFY(window.find<QLabel>("/tags#complaint")->text().contains(QStringLiteral("Line 2")));
        text->setPlainText(QStringLiteral("Value,Key\n\"a, \"\"b\"\"\",team\ncrm,stage"));
        window.click("/tags#pasteAdd");
        QCOMPARE(window.value("/tags/0/Key").toString(), QStringLiteral("team"));
        QCOMPARE(window.value("/tags/0/Value").toString(), QStringLiteral("a, \"b\""));
        QCOMPARE(window.value("/tags/1/Key").toString(), QStringLiteral("stage"));
        QCOMPARE(window.find<QLineEdit>("/tags/1/Value")->text(), QStringLiteral("crm"));
    }

    void pastesAreParsed_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("entries"); // -1: refused
        QTest::newRow("names") << read("names") << read("a\nb") << 2;
        QTest::newRow("commas belong to names") << read("names") << read("a,b") << 1;
        QTest::newRow("map") << read("labels") << read("a=1\nb=2=3\nc\t4") << 3;
        QTest::newRow("map without value") << read("labels") << read("a=1\nb") << -1;
        QTest::newRow("tabs") << read("tags") << read("k\tv") << 1;
        QTest::newRow("missing column") << read("tags") << read("k") << 1;
        QTest::newRow("too many lines") << read("names") << QStringLiteral("x\n").repeated(20'001) << -1;
        QTest::newRow("too long") << read("names") << QString(9'000'000, u'x') << -1;
        QTest::newRow("nothing") << read("names") << read(" \n \n") << 0;
    }

    void pastesAreParsed()
    {
        QFETCH(QString, member);
        QFETCH(QString, text);
        QFETCH(int, entries);
        const auto operation = everyShape();
        const auto parsed = forms::parsePaste(text, *operation->input->member(member)->target);
        QCOMPARE(parsed ? int(parsed->size()) : -1, entries);
    }

    void thousandEntriesMakeFewWidgets()
    {
        FormWindow window({"/names", "/servers"});
        QCborArray names;
        QCborArray servers;
        for (int i = 0; i < 1000; ++i) {
            names.append(QStringLiteral("name %1").arg(i));
            servers.append(QCborMap{{QStringLiteral("host"), QStringLiteral("host %1").arg(i)}});
        }
        window.model().setValue(at("/names"), names);
        window.model().setValue(at("/servers"), servers);
        const auto count = window.view().findChildren<QWidget *>().size();
        QVERIFY2(count < 500, qPrintable(QString::number(count)));
        QVERIFY(window.find("/names/24"));
        QVERIFY(!window.find("/names/25"));
        window.click("/names#next");
        QCOMPARE(window.find<QLineEdit>("/names/25")->text(), QStringLiteral("name 25"));
        QVERIFY(window.view().focusPointer(at("/servers/990/host")));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/servers/990/host"));
        window.type("/servers/990/host", QStringLiteral("!"));
        QCOMPARE(window.value("/servers/990/host").toString(), QStringLiteral("host 990!"));
    }

    void entryMovesOverThePage()
    {
        FormWindow window({"/names"});
        QCborArray names;
        for (int i = 0; i < 30; ++i)
            names.append(QString::number(i));
        window.model().setValue(at("/names"), names);
        window.find("/names/24")->setFocus();
        QTest::keyClick(window.find("/names/24"), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(window.value("/names/25").toString(), QStringLiteral("24"));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/names/25"));
    }

    void mapEntriesHaveNames()
    {
        FormWindow window({"/labels", "/remark"});
        window.click("/labels");
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/labels#newKey"));
        window.type("/labels#newKey", QStringLiteral("team"));
        window.tab();
        QTRY_COMPARE(FormWindow::focusName(), QStringLiteral("/labels/team"));
        window.type("/labels/team", QStringLiteral("crm"));
        QCOMPARE(window.value("/labels"), (QCborMap{{QStringLiteral("team"), QStringLiteral("crm")}}));
        window.type("/labels/team#key", QStringLiteral("s"));
        window.tab();
        QTRY_COMPARE(window.value("/labels"), (QCborMap{{QStringLiteral("teams"), QStringLiteral("crm")}}));
        QTRY_COMPARE(FormWindow::focusName(), QStringLiteral("/labels/teams"));
        window.click("/labels");
        window.type("/labels#newKey", QStringLiteral("teams"));
        window.tab();
        QTRY_VERIFY(window.find<QLabel>("/labels#complaint"));
        QCOMPARE(window.value("/labels").toMap().size(), 1);
        window.click("/labels/teams#remove");
        QCOMPARE(window.value("/labels"), QCborValue(QCborMap()));
    }

    void entriesWithFormsOpen()
    {
        FormWindow window({"/servers"});
        window.click("/servers");
        QTRY_COMPARE(FormWindow::focusName(), QStringLiteral("/servers/0/host"));
        window.type("/servers/0/host", QStringLiteral("db.example.com"));
        window.type("/servers/0/key", QStringLiteral("canary-secret-0003"));
        const QString head = window.find<QAbstractButton>("/servers/0#head")->text();
        QVERIFY(head.contains(QStringLiteral("db.example.com")));
        QVERIFY(!head.contains(QStringLiteral("canary")));
        window.click("/servers/0#head");
        QVERIFY(!window.find("/servers/0/host"));
        window.click("/servers/0#head");
        QVERIFY(window.find("/servers/0/host"));
    }
};

QTEST_MAIN(TestEntries)
#include "tst_entries.moc"
