// SPDX-License-Identifier: Apache-2.0
#include "answers/answerview.h"
#include "catalog/catalog.h"
#include "core/alike/depot.h"
#include "operation/thingactions.h"
#include "operationfixture.h"

#include <QApplication>
#include <QCborArray>
#include <QCborMap>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTableView>

using namespace formwork;
using operation::OperationDialog;

// What the answer of a list offers of one of its entries.
class ThingActionsTest : public QObject
{
    Q_OBJECT

private:
    struct Bench {
        explicit Bench(const QStringList &names = {QStringLiteral("tea")})
        {
            if (!depot::writeTo(models.path()))
                qFatal("no model");
            program.environment->catalog = catalog::Catalog::build({models.path()});
            view.resize(900, 600);
            auto *things = new operation::ThingActions(program.session.get(), &view);
            QCborArray crates;
            for (const QString &name : names) {
                crates.append(
                    QCborMap{{QStringLiteral("CrateName"), name},
                             {QStringLiteral("CrateArn"),
                              QStringLiteral("arn:aws:depot:us-east-1:000000000000:crate/%1").arg(name)},
                             {QStringLiteral("Colour"), QStringLiteral("red")}});
            }
            const QCborMap answer{{QStringLiteral("Crates"), crates}};
            const model::OperationPtr lists =
                program.environment->catalog->operation(QStringLiteral("depot"), QStringLiteral("ListCrates"))
                    .value();
            view.show(lists, answer);
            things->set(lists, {}, answer, program.session->target());
            view.QWidget::show();
        }

        // The entry of that name, below the menu of actions or in one of its groups.
        QAction *action(const QString &name)
        {
            QMenu *menu = tests::find<QPushButton>(&view, "answerActions")->menu();
            Q_EMIT menu->aboutToShow();
            QList<QAction *> all = menu->actions();
            for (qsizetype i = 0; i < all.size(); ++i) {
                if (all[i]->objectName() == name)
                    return all[i];
                if (all[i]->menu())
                    all += all[i]->menu()->actions();
            }
            return nullptr;
        }

        OperationDialog *opened()
        {
            OperationDialog *found = nullptr;
            const bool isThere = QTest::qWaitFor(
                [&found] {
                    for (QWidget *window : QApplication::topLevelWidgets()) {
                        auto *dialog = qobject_cast<OperationDialog *>(window);
                        if (dialog && dialog->isVisible())
                            found = dialog;
                    }
                    return found != nullptr;
                },
                20'000);
            if (isThere)
                program.opened.append(found);
            return found;
        }

        QTemporaryDir models;
        tests::OperationFixture program;
        answers::AnswerView view;
    };

private Q_SLOTS:
    void anEntryIsDeletedFromItsList()
    {
        Bench bench;
        QTRY_VERIFY(bench.action(QStringLiteral("DeleteCrate")));
        QVERIFY(bench.action(QStringLiteral("TagResource")));
        QVERIFY(!bench.action(QStringLiteral("GetShelf")));
        bench.action(QStringLiteral("DeleteCrate"))->trigger();
        OperationDialog *dialog = bench.opened();
        QVERIFY(dialog);
        QCOMPARE(tests::find<QLineEdit>(dialog, "/CrateName")->text(), QStringLiteral("tea"));
    }

    // Nothing is done to the first of several because it is the first.
    void oneOfSeveralIsSelectedFirst()
    {
        Bench bench({QStringLiteral("tea"), QStringLiteral("silk")});
        QVERIFY(!bench.action(QStringLiteral("DeleteCrate")));
        auto *table = tests::find<QTableView>(&bench.view, "answerTable");
        table->setCurrentIndex(table->model()->index(1, 0));
        QVERIFY(bench.action(QStringLiteral("DeleteCrate")));
        bench.action(QStringLiteral("DeleteCrate"))->trigger();
        OperationDialog *dialog = bench.opened();
        QVERIFY(dialog);
        QCOMPARE(tests::find<QLineEdit>(dialog, "/CrateName")->text(), QStringLiteral("silk"));
    }

    void anArnGoesWhereOneIsWanted()
    {
        Bench bench;
        QTRY_VERIFY(bench.action(QStringLiteral("TagResource")));
        bench.action(QStringLiteral("TagResource"))->trigger();
        OperationDialog *dialog = bench.opened();
        QVERIFY(dialog);
        QVERIFY(tests::find<QLineEdit>(dialog, "/ResourceArn")->text().endsWith(u"crate/tea"));
        QCOMPARE(tests::find<QPushButton>(dialog, "create")->text(), QStringLiteral("Tag")); // what it does
    }

    // What reads a crate is refused here, so the entry is all that is told of it.
    void oneMoreLikeIt()
    {
        Bench bench;
        QTRY_VERIFY_WITH_TIMEOUT(bench.action(QStringLiteral("createAlike")), 20'000);
        bench.action(QStringLiteral("createAlike"))->trigger();
        OperationDialog *dialog = bench.opened();
        QVERIFY(dialog);
        QVERIFY2(dialog->windowTitle().contains(QStringLiteral("crate"), Qt::CaseInsensitive),
                 qPrintable(dialog->windowTitle()));
    }
};

QTEST_MAIN(ThingActionsTest)
#include "tst_thingactions.moc"
