// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "forms/fieldgroup.h"
#include "forms/headline.h"
#include "forms/levels.h"
#include "formwindow.h"
#include "guide/alternatives.h"

#include <QCborArray>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

using namespace formwork;
using namespace formwork::testing;

namespace
{

constexpr auto kCode = R"({"smithy": "2.0", "shapes": {
  "x#S": {"type": "service", "version": "1", "operations": [{"target": "x#Put"}], "traits": {
    "aws.api#service": {"sdkId": "Lambda", "endpointPrefix": "lambda"}, "aws.auth#sigv4": {"name": "lambda"},
    "aws.protocols#awsJson1_1": {}}},
  "x#Put": {"type": "operation", "input": {"target": "x#In"}, "output": {"target": "x#Out"}},
  "x#Out": {"type": "structure", "members": {}},
  "x#In": {"type": "structure", "members": {"Code": {"target": "x#FunctionCode", "traits": {"smithy.api#required": {}}},
    "Visual": {"target": "x#Visual"}}},
  "x#FunctionCode": {"type": "structure", "members": {"ZipFile": {"target": "smithy.api#Blob"},
    "S3Bucket": {"target": "smithy.api#String"}, "S3Key": {"target": "smithy.api#String"},
    "ImageUri": {"target": "smithy.api#String"}, "Newer": {"target": "smithy.api#String"}}},
  "x#Visual": {"type": "structure", "traits": {"smithy.api#documentation": "This is a union type structure."},
    "members": {"BarChart": {"target": "x#Chart"}, "PieChart": {"target": "x#Chart"}}},
  "x#Chart": {"type": "structure", "members": {"ChartId": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}},
    "Colour": {"target": "smithy.api#String"}}}}})";

model::OperationPtr codeOperation()
{
    const auto service = readers::readServiceBytes(kCode, QStringLiteral("code"), QStringLiteral("lambda"));
    return *readers::readOperationBytes(kCode, *service, u"Put");
}

void setClipboard(const char *text) { QApplication::clipboard()->setText(QString::fromUtf8(text)); }

// A form of another operation.
struct CodeForm {
    model::OperationPtr operation = codeOperation();
    std::shared_ptr<guide::Guide> guide = plainGuide(*operation);
    forms::FormModel model{operation, guide, {}};
    QWidget window;
    forms::FormView view{model, &window};

    CodeForm()
    {
        window.resize(800, 700);
        view.resize(window.size());
        view.showMembers({}, {}, {at("/Code"), at("/Visual")});
        window.show();
        QApplication::setActiveWindow(&window);
    }
    void choose(const char *place, const QString &text)
    {
        auto *box = view.findChild<QComboBox *>(QString::fromLatin1(place));
        QVERIFY(box);
        const int index = box->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }
    QLineEdit *line(const char *place)
    {
        for (QLineEdit *field : view.findChildren<QLineEdit *>(QString::fromLatin1(place))) {
            if (field->isVisible())
                return field;
        }
        return nullptr;
    }
};

} // namespace

// Levels of a form: what they are called, how one moves about in them, and that nothing is lost by one click.
class TestLevels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAddedIsNamed()
    {
        FormWindow window({"/servers", "/tags", "/names", "/labels", "/options"});
        QCOMPARE(window.find<QPushButton>("/servers")->text(), QStringLiteral("Add a server"));
        QCOMPARE(window.find<QPushButton>("/tags")->text(), QStringLiteral("Add a tag"));
        QCOMPARE(window.find<QPushButton>("/names")->text(), QStringLiteral("Add a name"));
        QCOMPARE(window.find<QPushButton>("/labels")->text(), QStringLiteral("Add a label"));
        QCOMPARE(window.find<QPushButton>("/options")->text(), QStringLiteral("Add options"));
    }

    void entriesSayWhatTheyAre()
    {
        FormWindow window({"/servers"});
        window.model().setDocument(*document::fromJson(
            R"({"servers":[{"port":5,"host":"db.example.com","key":"canary-secret"},{}]})",
            *everyShape()->input));
        const QString head = window.find<QAbstractButton>("/servers/0#head")->text();
        QVERIFY2(head.startsWith(QStringLiteral("Server 1")), qPrintable(head));
        QVERIFY(head.contains(QStringLiteral("db.example.com")));
        QVERIFY(!head.contains(QStringLiteral("canary")));
        QVERIFY(window.find<QAbstractButton>("/servers/1#head")->text().contains(QStringLiteral("empty")));
    }

    void whatNamesComesFirstAndTagsLast()
    {
        FormWindow window({"/name"});
        const QList<document::Pointer> members = forms::FieldGroup::membersOf(window.model(), {});
        QCOMPARE(members.first(), at("/name"));
        QCOMPARE(members.last(), at("/tags"));
        QVERIFY(!members.contains(at("/clientToken")));
    }

    void removingATreeOffersToUndoIt()
    {
        FormWindow window({"/servers", "/name"});
        window.model().setDocument(
            *document::fromJson(R"({"servers":[{"host":"a","port":5},{"host":"b"}]})", *everyShape()->input));
        window.model().forgetChanges();
        QVERIFY(!window.find("undoStrip"));
        window.click("/servers/0#remove");
        QCOMPARE(window.value("/servers/0/host").toString(), QStringLiteral("b"));
        QVERIFY(window.find<QLabel>("undoText")->text().contains(QStringLiteral("server")));
        window.click("undoRemoval");
        QCOMPARE(window.value("/servers/0/port").toInteger(), 5);
        QVERIFY(!window.find("undoStrip"));
        window.click("/servers#clear");
        QVERIFY(window.value("/servers").isUndefined());
        QVERIFY(window.find("undoStrip"));
        window.type("/name", QStringLiteral("x")); // it would undo this now
        QVERIFY(!window.find("undoStrip"));
    }

    void aSingleValueIsRemovedWithoutAWord()
    {
        FormWindow window({"/names"});
        window.model().setDocument(*document::fromJson(R"({"names":["a","b"]})", *everyShape()->input));
        window.click("/names/0#remove");
        QVERIFY(!window.find("undoStrip"));
    }

    void whatIsTooDeepOpensAsAPage()
    {
        FormWindow window({"/tree", "/name"});
        window.model().setDocument(*document::fromJson(
            R"({"tree":{"value":"1","left":{"left":{"left":{"left":{"value":"deep"}}}}}})",
            *everyShape()->input));
        const auto *door = window.find<QPushButton>("/tree/left/left/left");
        QVERIFY(door);
        QVERIFY2(door->text().contains(QStringLiteral("1 value")), qPrintable(door->text()));
        QVERIFY(!window.find("/tree/left/left/left/left/value"));
        QVERIFY(window.view().focusPointer(at("/tree/left/left/left/left/value")));
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/tree/left/left/left/left/value"));
        QCOMPARE(window.view().page(), at("/tree/left/left/left"));
        QVERIFY(window.find("crumbs"));
        window.type("/tree/left/left/left/left/value", QStringLiteral("er"));
        QCOMPARE(window.value("/tree/left/left/left/left/value").toString(), QStringLiteral("deeper"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(window.view().page().isRoot());
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/tree/left/left/left"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(window.view().page(), at("/tree/left/left/left"));
        window.click("crumb:/tree");
        QVERIFY(window.view().page().isRoot());
        QVERIFY(window.view().focusPointer(at("/name")));
    }

    void aPageWhoseLevelGoesIsLeft()
    {
        FormWindow window({"/tree"});
        window.model().setDocument(*document::fromJson(
            R"({"tree":{"left":{"left":{"left":{"value":"deep"}}}}})", *everyShape()->input));
        window.view().openPage(at("/tree/left/left/left"));
        QVERIFY(window.find("/tree/left/left/left/value"));
        window.model().remove(at("/tree/left"));
        QTRY_VERIFY(window.view().page().isRoot());
        QVERIFY(window.find("/tree/left"));
    }

    void theKeyboardMovesInAndOut()
    {
        FormWindow window({"/servers"});
        window.click("/servers");
        QTRY_COMPARE(FormWindow::focusName(), QStringLiteral("/servers/0/host"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/servers/0#head"));
        QVERIFY(window.find("/servers/0/host"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Left, Qt::AltModifier);
        QVERIFY(!window.find("/servers/0/host"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(FormWindow::focusName(), QStringLiteral("/servers/0/host"));
    }

    void jsonIsTakenByAnyLevel_data()
    {
        QTest::addColumn<QString>("level");
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("after"); // as JSON; empty: refused
        QTest::newRow("an entry") << "/servers" << R"({"host":"b"})" << "/servers"
                                  << R"([{"host":"a"},{"host":"b"}])";
        QTest::newRow("entries") << "/servers" << R"([{"host":"b"},{"host":"c"}])" << "/servers"
                                 << R"([{"host":"a"},{"host":"b"},{"host":"c"}])";
        QTest::newRow("a structure") << "/servers/0" << R"({"host":"z","port":7})" << "/servers/0"
                                     << R"({"host":"z","port":7})";
        QTest::newRow("a map") << "/labels" << R"({"b":"2"})" << "/labels" << R"({"a":"1","b":"2"})";
        QTest::newRow("a union") << "/choice" << R"({"text":"t"})" << "/choice" << R"({"text":"t"})";
        QTest::newRow("not of this level") << "/servers/0" << R"({"Principal":"*"})" << "/servers/0" << "";
        QTest::newRow("not of these entries") << "/servers" << R"([{"Principal":"*"}])" << "/servers" << "";
        QTest::newRow("no JSON") << "/servers/0" << "host: z" << "/servers/0" << "";
        QTest::newRow("broken") << "/servers/0" << R"({"host":)" << "/servers/0" << "";
    }

    void jsonIsTakenByAnyLevel()
    {
        QFETCH(QString, level);
        QFETCH(QString, json);
        QFETCH(QString, place);
        QFETCH(QString, after);
        FormWindow window({"/servers", "/labels", "/choice"});
        window.model().setDocument(
            *document::fromJson(R"({"servers":[{"host":"a"}],"labels":{"a":"1"}})", *everyShape()->input));
        window.model().forgetChanges();
        const QCborValue before = window.model().document();
        setClipboard(qPrintable(json));
        window.view().pasteInto(document::Pointer::parse(level));
        QVERIFY(window.find("undoStrip"));
        if (after.isEmpty()) {
            QCOMPARE(window.model().document(), before);
            QVERIFY(window.find<QLabel>("undoText")->text().contains(QStringLiteral("othing was pasted"))
                    || window.find<QLabel>("undoText")->text().contains(QStringLiteral("line 1")));
            QVERIFY(!window.find("undoRemoval"));
            return;
        }
        QCOMPARE(window.value(qPrintable(place)), *document::fromPlainJson(after.toUtf8()));
        window.click("undoRemoval");
        QCOMPARE(window.model().document(), before);
    }

    void jsonIsPastedWhereNoTextIs()
    {
        FormWindow window({"/servers"});
        setClipboard(R"({"host":"pasted"})");
        window.find("/servers")->setFocus();
        QTest::keySequence(window.find("/servers"), QKeySequence(QKeySequence::Paste));
        QCOMPARE(window.value("/servers/0/host").toString(), QStringLiteral("pasted"));
        QVERIFY(window.view().focusPointer(at("/servers/0/host")));
        setClipboard(R"({"host":"other","port":3})");
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_V, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(window.value("/servers/0/port").toInteger(), 3);
        QCOMPARE(window.find<QLineEdit>("/servers/0/host")->text(), QStringLiteral("other"));
    }

    void waysExcludeEachOther()
    {
        CodeForm form;
        QVERIFY(!form.line("/Code/S3Bucket"));
        form.choose("/Code", QStringLiteral("A .zip file in a bucket"));
        QVERIFY(form.line("/Code/S3Bucket"));
        QVERIFY(form.line("/Code/Newer")); // the data do not know it
        QVERIFY(!form.line("/Code/ImageUri"));
        QTest::keyClicks(form.line("/Code/S3Bucket"), QStringLiteral("b"));
        QTest::keyClicks(form.line("/Code/S3Key"), QStringLiteral("k"));
        form.choose("/Code", QStringLiteral("A container image"));
        QVERIFY(form.model.value(at("/Code/S3Bucket")).isUndefined());
        QTest::keyClicks(form.line("/Code/ImageUri"), QStringLiteral("i"));
        QCOMPARE(form.model.value(at("/Code")), *document::fromPlainJson(R"({"ImageUri":"i"})"));
        form.choose("/Code", QStringLiteral("A .zip file in a bucket"));
        QCOMPARE(form.model.value(at("/Code")), *document::fromPlainJson(R"({"S3Bucket":"b","S3Key":"k"})"));
    }

    void whatIsWrittenAtOnceIsSeen()
    {
        CodeForm form;
        form.model.setDocument(*document::fromPlainJson(R"({"Code":{"ImageUri":"i","S3Key":"k"}})"));
        QVERIFY(form.line("/Code/ImageUri"));
        QVERIFY(form.line("/Code/S3Key"));
        QCOMPARE(form.view.findChild<QComboBox *>(QStringLiteral("/Code"))->currentText(),
                 QStringLiteral("Several at once"));
    }

    void documentationTellsAUnion()
    {
        CodeForm form;
        form.choose("/Visual", QStringLiteral("Bar chart"));
        QTest::keyClicks(form.line("/Visual/BarChart/ChartId"), QStringLiteral("v1"));
        QCOMPARE(form.model.value(at("/Visual")),
                 *document::fromPlainJson(R"({"BarChart":{"ChartId":"v1"}})"));
        QCOMPARE(forms::headline(form.model, at("/Visual")), QStringLiteral("Bar chart \u00b7 v1"));
        const auto ways =
            guide::alternativesOf(QStringLiteral("other"), *form.model.memberAt(at("/Code"))->target);
        QVERIFY(ways.isEmpty()); // a shape of that name elsewhere is another
    }

    void levelsCanBeUsedWithoutAMouse()
    {
        FormWindow window({"/options", "/servers"});
        for (const char *name : {"/options#level", "/servers#level"}) {
            const QWidget *button = window.find(name);
            QVERIFY2(button, name);
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
            QVERIFY(!button->accessibleName().isEmpty());
        }
    }
};

QTEST_MAIN(TestLevels)
#include "tst_levels.moc"
