// SPDX-License-Identifier: Apache-2.0
#include "formwindow.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QCborMap>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QDateTime>
#include <QFontInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

#include "forms/blobeditor.h"
#include "forms/timestampeditor.h"

using namespace formwork;
using namespace formwork::testing;

namespace
{

QStringList s_spoken; // all that accessibility events carried

void listen(QAccessibleEvent *event)
{
    if (event->type() == QAccessible::TextInserted)
        s_spoken.append(static_cast<QAccessibleTextInsertEvent *>(event)->textInserted());
    if (QAccessibleInterface *face = event->accessibleInterface()) {
        for (auto text : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
            s_spoken.append(face->text(text));
    }
}

} // namespace

class TestEditors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void lineIsUnsetWhenEmptied()
    {
        FormWindow window({"/name", "/remark"});
        window.type("/name", QStringLiteral("abc"));
        QCOMPARE(window.value("/name").toString(), QStringLiteral("abc"));
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(window.find("/name"), Qt::Key_Backspace);
        QVERIFY(window.value("/name").isUndefined());
    }

    void emptyTextIsChosen()
    {
        FormWindow window({"/remark"});
        auto *field = window.find<QLineEdit>("/remark");
        QCOMPARE(field->placeholderText(), QStringLiteral("Not set"));
        const auto menuOf = [&] { return window.view().findChild<QMenu *>(); };
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Down, Qt::AltModifier);
        QTRY_VERIFY(menuOf() && menuOf()->isVisible());
        QTest::keyClick(menuOf(), Qt::Key_Down);
        QTest::keyClick(menuOf(), Qt::Key_Down);
        QTest::keyClick(menuOf(), Qt::Key_Return);
        QCOMPARE(window.value("/remark"), QCborValue(QString()));
        QCOMPARE(field->placeholderText(), QStringLiteral("Empty text"));
        menuOf()->actions().first()->trigger();
        QVERIFY(window.value("/remark").isUndefined());
        QCOMPARE(field->placeholderText(), QStringLiteral("Not set"));
    }

    void secretIsNeverSaid()
    {
        const QString secret = QStringLiteral("canary-secret-0001");
        FormWindow window({"/password", "/remark"});
        QAccessible::setActive(true);
        s_spoken.clear();
        const auto before = QAccessible::installUpdateHandler(listen);
        auto *field = window.find<QLineEdit>("/password");
        window.type("/password", secret);
        window.tab();
        QAccessible::installUpdateHandler(before);
        QCOMPARE(window.value("/password").toString(), secret);
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(field);
        QVERIFY(face && face->state().passwordEdit);
        for (auto text : {QAccessible::Name, QAccessible::Description, QAccessible::Value})
            s_spoken.append(face->text(text));
        if (face->textInterface())
            s_spoken.append(face->textInterface()->text(0, int(secret.size())));
        QVERIFY(!s_spoken.join(QString()).contains(secret));
        QVERIFY2(!s_spoken.contains(QStringLiteral("y")), "a typed letter was told");
    }

    void secretIsRevealedForAMoment()
    {
        FormWindow window({"/password", "/remark"});
        window.model().setValue(at("/password"), QStringLiteral("canary-secret-0002"));
        auto *field = window.find<QLineEdit>("/password");
        QCOMPARE(field->echoMode(), QLineEdit::Password);
        field->setFocus();
        window.click("/password#reveal");
        QCOMPARE(field->echoMode(), QLineEdit::Normal);
        QCOMPARE(window.find("/password#reveal")->accessibleName(), QStringLiteral("Hide Password"));
        window.find("/remark")->setFocus();
        QCOMPARE(field->echoMode(), QLineEdit::Password);
    }

    void secretKeepsItsLines()
    {
        FormWindow window({"/password"});
        const QString key = QStringLiteral("-----BEGIN CANARY-----\nabc\n-----END CANARY-----");
        QApplication::clipboard()->setText(key);
        window.find("/password")->setFocus();
        QTest::keySequence(window.find("/password"), QKeySequence(QKeySequence::Paste));
        QCOMPARE(window.value("/password").toString(), key);
        QApplication::clipboard()->clear();
    }

    void booleanHasThreeStates()
    {
        FormWindow window({"/enabled"});
        QVERIFY(window.find<QRadioButton>("/enabled=")->isChecked());
        window.click("/enabled=true");
        QCOMPARE(window.value("/enabled"), QCborValue(true));
        QTest::keyClick(window.find("/enabled=true"), Qt::Key_Right);
        QCOMPARE(window.value("/enabled"), QCborValue(false));
        window.click("/enabled=");
        QVERIFY(window.value("/enabled").isUndefined());
        QCOMPARE(window.find("/enabled=true")->accessibleName(), QStringLiteral("Enabled: Yes"));
    }

    void fewValuesAreButtons()
    {
        FormWindow window({"/scope", "/level"});
        window.click("/scope=Local");
        QCOMPARE(window.value("/scope").toString(), QStringLiteral("Local"));
        window.click("/level=9");
        QCOMPARE(window.value("/level"), QCborValue(9));
        window.model().setValue(at("/scope"), QStringLiteral("Galactic")); // a value newer than the model
        QVERIFY(window.find<QRadioButton>("/scope=Galactic")->isChecked());
    }

    void manyValuesAreSearchedOrTyped()
    {
        FormWindow window({"/region"});
        auto *box = window.find<QComboBox>("/region");
        box->setFocus();
        QCOMPARE(box->count(), 6); // filled by the focus; "Not set" is the first
        QTest::keyClicks(box, QStringLiteral("eu-west-1"));
        QCOMPARE(window.value("/region").toString(), QStringLiteral("eu-west-1"));
        box->lineEdit()->selectAll();
        QTest::keyClicks(box, QStringLiteral("mars-north-1"));
        QCOMPARE(window.value("/region").toString(), QStringLiteral("mars-north-1"));
        box->lineEdit()->selectAll();
        QTest::keyClick(box, Qt::Key_Delete);
        QVERIFY(window.value("/region").isUndefined());
        QTest::keyClick(box, Qt::Key_Down);
        QVERIFY(box->completer()->filterMode() == Qt::MatchContains);
    }

    void wheelChangesNothing()
    {
        FormWindow window({"/region"});
        window.model().setValue(at("/region"), QStringLiteral("eu-west-1"));
        auto *box = window.find<QComboBox>("/region");
        box->setFocus();
        QWheelEvent wheel(QPointF(5, 5), box->mapToGlobal(QPointF(5, 5)), {}, QPoint(0, -240), Qt::NoButton,
                          {}, Qt::NoScrollPhase, false);
        QApplication::sendEvent(box, &wheel);
        QCOMPARE(window.value("/region").toString(), QStringLiteral("eu-west-1"));
    }

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
        window.model().setShowsAllProblems(true);
        QTRY_VERIFY(window.find<QLabel>("/name#problem"));
        QVERIFY(window.find<QLabel>("/name#problem")->text().contains(QStringLiteral("Nothing was pasted")));
        QApplication::clipboard()->clear();
        window.type("/name", QStringLiteral("x"));
        QTRY_VERIFY(!window.find<QLabel>("/name#problem"));
    }

    void unionKeepsWhatWasTyped()
    {
        FormWindow window({"/choice"});
        auto *box = window.find<QComboBox>("/choice");
        box->setFocus();
        const auto choose = [box](const char *name) {
            const int index = box->findData(QString::fromLatin1(name));
            while (box->currentIndex() < index)
                QTest::keyClick(box, Qt::Key_Down);
            while (box->currentIndex() > index)
                QTest::keyClick(box, Qt::Key_Up);
        };
        choose("text");
        window.type("/choice/text", QStringLiteral("hello"));
        QCOMPARE(window.value("/choice"), (QCborMap{{QStringLiteral("text"), QStringLiteral("hello")}}));
        choose("server");
        QCOMPARE(window.value("/choice"), (QCborMap{{QStringLiteral("server"), QCborMap()}}));
        window.type("/choice/server/host", QStringLiteral("h"));
        choose("text");
        QCOMPARE(window.value("/choice"), (QCborMap{{QStringLiteral("text"), QStringLiteral("hello")}}));
        QVERIFY(!window.find("/choice/server/host"));
        choose("server");
        QCOMPARE(window.value("/choice/server/host").toString(), QStringLiteral("h"));
    }

    void structuresOpenStepByStep()
    {
        FormWindow window({"/tree", "/name"});
        QVERIFY(!window.find("/tree/value"));
        window.click("/tree");
        QCOMPARE(window.value("/tree"), QCborValue(QCborMap()));
        QVERIFY(window.find("/tree/value"));
        QVERIFY(!window.find("/tree/left/value"));
        window.click("/tree/left");
        window.type("/tree/left/value", QStringLiteral("x"));
        QCOMPARE(window.value("/tree/left/value").toString(), QStringLiteral("x"));
        window.click("/tree"); // Remove
        QVERIFY(window.value("/tree").isUndefined());
        window.click("/tree"); // and back, with what was in it
        QCOMPARE(window.value("/tree/left/value").toString(), QStringLiteral("x"));
    }
};

QTEST_MAIN(TestEditors)
#include "tst_editors.moc"
