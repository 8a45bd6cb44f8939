// SPDX-License-Identifier: Apache-2.0
#include "history/historymodel.h"
#include "many/fieldlist.h"
#include "manybench.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QMimeData>

using namespace formwork;
using formwork::tests::Bench;

// Where the columns of a file go, and the line that a batch is afterwards.
class ColumnsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // With the mouse a column is dragged onto a field, with the keys Return takes it there.
    void columnsGoToFields()
    {
        Bench bench;
        bench.read("[{\"account\":\"sales\",\"other\":\"x\"}]");
        bench.press("manyNext");
        auto *columns = bench.window->findChild<many::ColumnTable *>();
        auto *fields = bench.window->findChild<many::FieldList *>();
        QVERIFY(columns && fields);
        QTRY_VERIFY(fields->topLevelItemCount() > 3);
        const QString name = QStringLiteral("SAMAccountName");
        QTreeWidgetItem *field = fields->findItems(name, Qt::MatchExactly).value(0);
        QVERIFY(field);
        columns->setCurrentCell(0, 0);
        fields->setCurrentItem(field);
        QTest::keyClick(fields, Qt::Key_Return);
        QCOMPARE(field->text(1), QStringLiteral("account"));
        // Dropped onto it, another one takes its place.
        // A mouse takes the whole row, the cell with the button too, as far as it can be dragged.
        columns->selectRow(1);
        QModelIndexList taken = columns->selectionModel()->selectedIndexes();
        taken.removeIf([](const QModelIndex &cell) { return !(cell.flags() & Qt::ItemIsDragEnabled); });
        const std::unique_ptr<QMimeData> dragged(columns->model()->mimeData(taken));
        QVERIFY(dragged && dragged->hasFormat(many::ColumnTable::mimeType()));
        fields->scrollToItem(field);
        const QPointF at = fields->visualItemRect(field).center();
        QDragEnterEvent enters(at.toPoint(), Qt::CopyAction, dragged.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(fields->viewport(), &enters);
        QVERIFY(enters.isAccepted());
        QDropEvent drops(at, Qt::CopyAction, dragged.get(), Qt::LeftButton, {});
        QCoreApplication::sendEvent(fields->viewport(), &drops);
        QCOMPARE(field->text(1), QStringLiteral("other"));
        fields->setCurrentItem(field);
        QTest::keyClick(fields, Qt::Key_Delete);
        QCOMPARE(field->text(1), QStringLiteral("(required)")); // and it is said that nothing goes there
    }

    // In the short list of what was sent last, too.
    void aBatchIsOneLineOfTheShortList()
    {
        Bench bench;
        history::HistoryModel recent(bench.program.environment->journal);
        recent.setLimit(3);
        bench.program.createGroup(QStringLiteral("before"));
        bench.read("SAMAccountName\nr1\nr2\nr3\nr4\nr5\nr6\nr7\nr8\n");
        bench.toRun();
        bench.press("sendMany");
        bench.answer("send");
        bench.press("sendOthers");
        QTRY_COMPARE_WITH_TIMEOUT(bench.program.environment->journal->batch(1)->counts.succeeded, 8, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(recent.rowCount(), 2, 20'000);
        QCOMPARE(recent.batchAt(0), 1);
        QVERIFY(recent.idAt(1) > 0);
    }
};

QTEST_MAIN(ColumnsTest)
#include "tst_columns.moc"
