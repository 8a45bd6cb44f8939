// SPDX-License-Identifier: Apache-2.0
#include "formwindow.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QCborMap>
#include <QClipboard>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QWheelEvent>

#include "forms/beginning.h"

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

    // A screen reader would else say "Not set" of what is set.
    void tabComesToTheChoiceThatIsMade()
    {
        FormWindow window({"/name", "/enabled"});
        window.model().setValue(document::Pointer::parse(QStringLiteral("/enabled")), true);
        window.find("/name")->setFocus();
        window.tab();
        const auto *focus = qobject_cast<QRadioButton *>(QApplication::focusWidget());
        QVERIFY(focus);
        QVERIFY2(focus->isChecked(), qPrintable(focus->accessibleName()));
    }

    // Qt calls a box after what is chosen in it; what the field is called is said by a label.
    void boxesHaveALabelForReaders()
    {
        FormWindow window({"/region", "/choice"});
        for (const char *name : {"/region", "/choice"}) {
            QWidget *box = window.find(name);
            QVERIFY2(qobject_cast<QComboBox *>(box), name);
            const QAccessibleInterface *face = QAccessible::queryAccessibleInterface(box);
            const auto labels = face->relations(QAccessible::Label);
            QVERIFY2(!labels.isEmpty(), name);
            QVERIFY2(!labels.first().first->text(QAccessible::Name).isEmpty(), name);
        }
    }

    // An entry of a list and a structure that is added begin with the guide's values.
    void whatIsAddedBeginsAsTheGuideSays()
    {
        const auto at = [](QStringView place) { return document::Pointer::parse(place); };
        auto guide = plainGuide(*everyShape());
        guide::Hint hint;
        hint.initial = true;
        guide->hints.append({at(u"/options/verbose"), hint});
        hint.initial = QStringLiteral("a.example");
        guide->hints.append({at(u"/servers/*/host"), hint});
        FormWindow window({"/options"}, {}, guide);
        window.model().remove(at(u"/options"));
        window.model().addStructure(at(u"/options"));
        QCOMPARE(window.value("/options/verbose"), QCborValue(true));
        QCOMPARE(forms::beginningOf(*guide, at(u"/servers/3")),
                 QCborMap({{QStringLiteral("host"), QStringLiteral("a.example")}}));
        QVERIFY(forms::beginningOf(*guide, at(u"/servers")).isEmpty());
    }

    // A definition that is named is a line, one that is written down has many.
    void whatIsNamedIsOneLine()
    {
        FormWindow window({"/jobDefinition", "/flowDefinition"});
        QVERIFY(qobject_cast<QLineEdit *>(window.find("/jobDefinition")));
        QVERIFY(qobject_cast<QPlainTextEdit *>(window.find("/flowDefinition")));
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
