// SPDX-License-Identifier: Apache-2.0
#include "forms/examplebar.h"
#include "forms/fieldpicker.h"
#include "formwindow.h"
#include "widgets/entrydelegate.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace formwork;
using namespace formwork::testing;

namespace
{

// The operation that has every shape, with examples.
struct ExampleForm {
    explicit ExampleForm(const char *examples)
        : published(everyShape())
        , operation(std::make_shared<model::Operation>(*published))
    {
        operation->examples = examples;
        model = std::make_unique<forms::FormModel>(operation, plainGuide(*operation), nullptr);
        bar = std::make_unique<forms::ExampleBar>(*model, nullptr);
        bar->show();
    }

    void click(const char *name)
    {
        QTest::mouseClick(bar->findChild<QPushButton *>(QLatin1String(name)), Qt::LeftButton);
    }

    model::OperationPtr published; // owns the shapes
    std::shared_ptr<model::Operation> operation;
    std::unique_ptr<forms::FormModel> model;
    std::unique_ptr<forms::ExampleBar> bar;
};

} // namespace

class TestFormExtras : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // What a screen reader says when the focus comes there.
    void everyControlHasAName()
    {
        const model::OperationPtr operation = everyShape();
        for (const model::Member &member : operation->input->members) {
            if (member.idempotencyToken)
                continue; // stands below the form
            FormWindow window({qPrintable(u'/' + member.name)});
            int controls = 0;
            for (QWidget *widget : window.view().findChildren<QWidget *>()) {
                const bool isControl = qobject_cast<QAbstractButton *>(widget)
                    || qobject_cast<QLineEdit *>(widget) || qobject_cast<QPlainTextEdit *>(widget)
                    || qobject_cast<QComboBox *>(widget);
                if (!isControl || !widget->isVisible())
                    continue;
                ++controls;
                QVERIFY2(!QAccessible::queryAccessibleInterface(widget)->text(QAccessible::Name).isEmpty(),
                         qPrintable(member.name));
            }
            QVERIFY2(controls > 0, qPrintable(member.name));
        }
    }

    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }

    void anExampleFillsTheFormAndCanBeTakenBack()
    {
        ExampleForm form("[{\"title\":\"To put one\",\"documentation\":\"Puts <b>one</b>.\","
                         "\"input\":{\"name\":\"from the example\"}}]");
        form.model->setValue(at("/name"), QStringLiteral("mine"));
        form.click("fillExample");
        QCOMPARE(form.model->value(at("/name")).toString(), QStringLiteral("from the example"));
        QCOMPARE(form.bar->findChild<QLabel *>()->text(), QStringLiteral("Puts one."));
        form.click("undoExample");
        QCOMPARE(form.model->value(at("/name")).toString(), QStringLiteral("mine"));
    }

    void someExamplesAreAMenu()
    {
        ExampleForm form("[{\"title\":\"One\",\"input\":{\"name\":\"1\"}},"
                         "{\"title\":\"Two\",\"input\":{\"name\":\"2\"}}]");
        form.click("fillExample");
        auto *menu = form.bar->findChild<QMenu *>(QStringLiteral("exampleMenu"));
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().at(1)->trigger();
        QCOMPARE(form.model->value(at("/name")).toString(), QStringLiteral("2"));
        menu->close();
    }

    void aPickerFindsWordsInAnyOrder()
    {
        QWidget window;
        auto *picker = new forms::FieldPicker(
            QStringLiteral("Add a field"),
            {{QStringLiteral("/a"), QStringLiteral("Subnet IDs"), QStringLiteral("Where it runs."), false},
             {QStringLiteral("/b"), QStringLiteral("Public IP"), QStringLiteral("Seen from outside."), true}},
            &window);
        auto *list = picker->findChild<QListWidget *>();
        auto *search = picker->findChild<QLineEdit *>();
        search->setText(QStringLiteral("ids sub"));
        QVERIFY(!list->item(0)->isHidden());
        QVERIFY(list->item(1)->isHidden());
        search->setText(QStringLiteral("outside"));
        QVERIFY(list->item(0)->isHidden());
        QCOMPARE(list->currentRow(), 1);
        QVERIFY(!list->item(1)->data(widgets::WarningRole).toString().isEmpty());
    }
};

QTEST_MAIN(TestFormExtras)
#include "tst_formextras.moc"
