// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "formwindow.h"
#include "widgets/theme.h"

#include <QCborMap>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>

using namespace formwork;
using namespace formwork::testing;

class TestFormView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void problemsWaitForTheFieldToBeLeft()
    {
        FormWindow window(
            {"/name", "/remark"},
            complaining({{at("/name"), QStringLiteral("Name: the character + is not allowed.")}}));
        QTRY_COMPARE(window.model().problems().size(), 1);
        QVERIFY(!window.find<QLabel>("/name#problem"));
        window.type("/name", QStringLiteral("a+b"));
        QVERIFY(!window.find<QLabel>("/name#problem"));
        window.tab();
        QTRY_VERIFY(window.find<QLabel>("/name#problem"));
        QCOMPARE(window.find<QLabel>("/name#problem")->text(),
                 QStringLiteral("Name: the character + is not allowed."));
        QVERIFY(window.find("/name")->property("invalid").toBool());
        QVERIFY(window.find("/name")->accessibleDescription().contains(QStringLiteral("not allowed")));
    }

    void problemsGoWhenTheyAreSolved()
    {
        const auto checker = [](const QCborValue &document) {
            QList<document::Problem> problems;
            if (document::valueAt(document, at("/name")).toString() != u"good")
                problems.append({at("/name"), QStringLiteral("pattern"), QStringLiteral("Name: no good.")});
            return problems;
        };
        FormWindow window({"/name"}, checker);
        window.model().setShowsAllProblems(true);
        QTRY_VERIFY(window.find<QLabel>("/name#problem"));
        window.type("/name", QStringLiteral("good"));
        QTRY_VERIFY(!window.find<QLabel>("/name#problem"));
        QVERIFY(!window.find("/name")->property("invalid").toBool());
    }

    void requiredIsSaidInWords()
    {
        FormWindow window({"/name"});
        QCOMPARE(window.find("/name")->accessibleName(), QStringLiteral("Name"));
        QVERIFY(window.find("/name")->accessibleDescription().startsWith(QStringLiteral("Required.")));
        QVERIFY(
            window.find("/name")->accessibleDescription().contains(QStringLiteral("Unique in the account.")));
    }

    void everyInputHasANameForReaders()
    {
        FormWindow window({"/name", "/remark", "/description", "/password", "/enabled", "/scope", "/region",
                           "/count", "/since", "/data", "/free", "/names", "/tags", "/labels", "/servers",
                           "/options", "/choice"});
        for (const QWidget *widget : window.view().findChildren<QWidget *>()) {
            const bool isInput =
                widget->isVisible() && (widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy();
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            if (isInput)
                QVERIFY2(!widget->accessibleName().isEmpty() || (button && !button->text().isEmpty()),
                         qPrintable(widget->objectName() + QLatin1String(widget->metaObject()->className())));
        }
    }

    void tabGoesByTheLayout()
    {
        FormWindow window({"/name", "/names", "/remark"});
        window.click("/names"); // its fields are made after those below it
        QCoreApplication::processEvents();
        window.view().focusFirst();
        QStringList order;
        for (int i = 0; i < 4; ++i) {
            order.append(FormWindow::focusName());
            window.tab();
        }
        QCOMPARE(order,
                 QStringList({QStringLiteral("/name"), QStringLiteral("/names/0"),
                              QStringLiteral("/names/0#remove"), QStringLiteral("/names")}));
    }

    void acceleratorsReachTheFields()
    {
        FormWindow window({"/name", "/remark"});
        QCoreApplication::processEvents();
        QTest::keyClick(window.view().window(), Qt::Key_R, Qt::AltModifier);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/remark"));
        QTest::keyClick(window.view().window(), Qt::Key_N, Qt::AltModifier);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/name"));
    }

    void focusPointerOpensTheWay()
    {
        FormWindow window({"/name", "/options", "/servers"});
        window.model().setDocument(
            *document::fromPlainJson(R"({"servers":[{"host":"a"},{"host":"b","paths":["x","y"]}]})"));
        QVERIFY(window.view().focusPointer(at("/servers/1/paths/1")));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/servers/1/paths/1"));
        QVERIFY(window.view().focusPointer(at("/options/server/host"))); // not there yet: what adds it
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/options"));
        QVERIFY(!window.view().focusPointer(at("/remark")));
    }

    void helpFollowsTheFocus()
    {
        FormWindow window({"/name", "/remark"});
        QSignalSpy focused(&window.view(), &forms::FormView::focusedPointerChanged);
        window.find("/remark")->setFocus();
        QCOMPARE(focused.last().first().value<document::Pointer>(), at("/remark"));
    }

    void outsideEditsLeaveTheCursorAlone()
    {
        FormWindow window({"/name", "/remark", "/names"});
        window.type("/name", QStringLiteral("abc"));
        auto *field = window.find<QLineEdit>("/name");
        field->setCursorPosition(1);
        window.model().setDocument(
            *document::fromPlainJson(R"({"name":"abc","remark":"new","names":["x"]})"));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/name"));
        QCOMPARE(field->cursorPosition(), 1);
        QCOMPARE(window.find<QLineEdit>("/remark")->text(), QStringLiteral("new"));
        QCOMPARE(window.find<QLineEdit>("/names/0")->text(), QStringLiteral("x"));
        window.model().setDocument(*document::fromPlainJson(R"({"name":"xyz"})"));
        QCOMPARE(field->text(), QStringLiteral("xyz"));
        QVERIFY(!window.find("/names/0"));
    }

    void documentGoesRound()
    {
        const auto before =
            document::fromJson(R"({"name":"n","remark":"","enabled":false,"scope":"Local","level":9,
            "count":7,"total":9223372036854775807,"ratio":0.5,"since":"2026-01-02T03:04:05Z","data":"AAE=",
            "free":{"a":[1,null]},"names":["x",""],"tags":[{"Key":"k","Value":"v"}],"labels":{"z":"1","a":"2"},
            "servers":[{"host":"h","port":3}],"options":{"server":{"host":"h"}},"tree":{"left":{}},
            "choice":{"server":{"host":"u"}}})",
                               *everyShape()->input);
        QVERIFY(before);
        FormWindow window({""});
        window.model().setDocument(*before);
        QCoreApplication::processEvents();
        QCOMPARE(window.model().document(), *before); // showing it changes nothing
    }

    void hiddenMembersAreNotBuilt()
    {
        const auto operation = everyShape();
        const auto guide = plainGuide(*operation);
        guide::Reveal reveal;
        reveal.when.kind = guide::Condition::Kind::Equals;
        reveal.when.pointer = at("/scope");
        reveal.when.values = {QCborValue(QStringLiteral("Local"))};
        reveal.members = {at("/remark")};
        guide->reveals.append(reveal);
        FormWindow window({"/scope", "/remark", "/name"}, {}, guide);
        QVERIFY(!window.view().findChild<QWidget *>(QStringLiteral("/remark")));
        window.click("/scope=Local");
        QVERIFY(window.find("/remark"));
        QVERIFY(window.find("/remark")->mapTo(&window.view(), QPoint()).y()
                < window.find("/name")->mapTo(&window.view(), QPoint()).y() + 10'000);
        window.click("/scope=Global");
        QVERIFY(!window.find("/remark"));
    }

    void fieldsAreAddedFromASearch()
    {
        FormWindow window({""}); // all of it: many optional members
        QVERIFY(window.find("/name"));
        QVERIFY(!window.find("/region"));
        window.click("addField");
        auto *picker = window.view().findChild<QWidget *>(QStringLiteral("fieldPicker"));
        QVERIFY(picker && picker->isVisible());
        auto *search = picker->findChild<QLineEdit *>();
        QTest::keyClicks(search, QStringLiteral("regi"));
        QTest::keyClick(search, Qt::Key_Return);
        QVERIFY(window.find("/region"));
        QVERIFY(window.find("/region")->hasFocus());
        QVERIFY(!window.find("/clientToken")); // has its own place
        window.model().setValue(at("/count"), 3);
        QVERIFY(window.find("/count"));
    }

    void advancedFieldsAreFolded()
    {
        const auto operation = everyShape();
        const auto guide = plainGuide(*operation);
        guide::Hint hint;
        hint.advanced = true;
        guide->hints.append({at("/remark"), hint});
        FormWindow window({"/name", "/remark"}, {}, guide);
        QVERIFY(!window.find("/remark"));
        QCOMPARE(window.find<QPushButton>("advanced")->text(), QStringLiteral("Advanced (1 field(s))"));
        window.click("advanced");
        QVERIFY(window.find("/remark"));
        window.click("advanced");
        QVERIFY(!window.find("/remark"));
        QVERIFY(window.view().focusPointer(at("/remark")));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/remark"));
    }
};

QTEST_MAIN(TestFormView)
#include "tst_formview.moc"
