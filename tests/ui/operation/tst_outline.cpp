// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "operation/jsonplace.h"
#include "operationfixture.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>

using namespace formwork;
using namespace formwork::operation;

namespace
{

constexpr int kJson = 2; // tabs of the side panel
constexpr int kOutline = 4;

QTreeWidgetItem *itemOf(QTreeWidget *tree, const QString &text)
{
    const QList<QTreeWidgetItem *> found = tree->findItems(text, Qt::MatchStartsWith | Qt::MatchRecursive);
    return found.isEmpty() ? nullptr : found.first();
}

} // namespace

// Going about in a large document: the outline, and the JSON that follows the field.
class TestOutline : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void placesAreFoundInJson_data()
    {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("begins");
        QTest::newRow("a member") << "/b" << "\"b\": [";
        QTest::newRow("of the same name deeper down") << "/c/a" << "\"a\": \"x}\"";
        QTest::newRow("an entry") << "/b/1" << "{\"a\": 3}";
        QTest::newRow("in an entry") << "/b/1/a" << "\"a\": 3";
        QTest::newRow("after brackets in texts") << "/d" << "\"d\": null";
        QTest::newRow("what is not there: above it") << "/c/none/deeper" << "\"c\": {";
        QTest::newRow("past the end: above it") << "/b/9" << "\"b\": [";
        QTest::newRow("a name with a slash") << "/s~1t" << "\"s/t\": 1";
    }

    void placesAreFoundInJson()
    {
        QFETCH(QString, pointer);
        QFETCH(QString, begins);
        const QString text = QStringLiteral("{\"x\": {\"c\": 1}, \"b\": [{\"a\": 1, \"y\": [1, 2]}, {\"a\": "
                                            "3}], \"c\": {\"a\": \"x}\"}, \"s/t\": 1, \"d\": null}");
        const qsizetype at = placeInJson(text, document::Pointer::parse(pointer));
        QVERIFY(at >= 0);
        QVERIFY2(QStringView(text).sliced(at).startsWith(begins), qPrintable(text.sliced(at)));
    }

    void brokenJsonIsFollowedAsFarAsItGoes()
    {
        QCOMPARE(placeInJson(QStringLiteral("nothing"), document::Pointer::parse(u"/a")), -1);
        QCOMPARE(placeInJson(QString(), document::Pointer::parse(u"/a")), -1);
        for (const char *broken :
             {"{", "{\"a", "{\"a\":", "{\"a\":[1,", "[[[[", "{\"b\":\"", "{\"b\" 1, \"a\":2}", "{,,,}"})
            QVERIFY(placeInJson(QString::fromLatin1(broken), document::Pointer::parse(u"/a/0/b")) >= 0);
    }

    void theOutlineJumpsAndShowsProblems()
    {
        tests::OperationFixture program;
        OperationDialog *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        QVERIFY(dialog);
        tests::pasteJson(
            dialog,
            QStringLiteral("{\"SAMAccountName\":\"fin+\",\"OtherAttributes\":{\"mail\":{\"S\":\"a@b\"}}}"));
        QTest::keyClick(dialog, Qt::Key_G, Qt::ControlModifier);
        auto *tabs = tests::find<QTabWidget>(dialog, "sidePanel");
        QCOMPARE(tabs->currentIndex(), kOutline);
        auto *tree = tests::find<QTreeWidget>(dialog, "outlineTree");
        QTRY_VERIFY(itemOf(tree, QStringLiteral("Group name")));
        QCOMPARE(itemOf(tree, QStringLiteral("Group name"))->text(1), QStringLiteral("fin+"));
        QTRY_VERIFY(itemOf(tree, QStringLiteral("Directory ID"))); // required, and not there
        QVERIFY(!itemOf(tree, QStringLiteral("Directory ID"))->icon(0).isNull());
        auto *search = tests::find<QLineEdit>(dialog, "outlineSearch");
        QCOMPARE(QApplication::focusWidget(), search);
        QTest::keyClicks(search, QStringLiteral("mail"));
        QTest::keyClick(search, Qt::Key_Return);
        QWidget *focus = QApplication::focusWidget();
        QVERIFY2(focus && focus->objectName().startsWith(u"/OtherAttributes/mail"),
                 focus ? qPrintable(focus->objectName()) : "nothing has the focus");
    }

    void aClickJumps()
    {
        tests::OperationFixture program;
        OperationDialog *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        QVERIFY(dialog);
        tests::pasteJson(
            dialog,
            QStringLiteral("{\"SAMAccountName\":\"fin\",\"OtherAttributes\":{\"mail\":{\"S\":\"a@b\"}}}"));
        QTest::keyClick(dialog, Qt::Key_G, Qt::ControlModifier);
        auto *tree = tests::find<QTreeWidget>(dialog, "outlineTree");
        QTRY_VERIFY(itemOf(tree, QStringLiteral("Group name")));
        tests::find<QPushButton>(dialog, "stepNext")->click(); // the directory stands before it
        auto *name = tests::find<QLineEdit>(dialog, "/SAMAccountName");
        QVERIFY(name);
        name->setFocus();
        QTest::keyClicks(name, QStringLiteral("+"));
        QCoreApplication::processEvents();
        static_cast<QAbstractItemView *>(tree)->doItemsLayout();
        QTreeWidgetItem *row = itemOf(tree, QStringLiteral("Other attributes"));
        QVERIFY(row);
        const QRect place = tree->visualItemRect(row);
        const QPoint at = place.center().x() > tree->viewport()->width()
            ? QPoint(tree->viewport()->width() / 2, place.center().y())
            : place.center();
        QTest::mousePress(tree->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseRelease(tree->viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(QApplication::focusWidget()
                    && QApplication::focusWidget()->objectName().startsWith(u"/OtherAttributes"));
        QTRY_COMPARE(itemOf(tree, QStringLiteral("Group name"))->text(1),
                     name->text()); // drawn anew after it
    }

    // A key between press and release moves on in the tree, and a row that was pressed is still the one
    // meant.
    void aKeyInTheMiddleOfAClickTakesNothingAway()
    {
        tests::OperationFixture program;
        OperationDialog *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        QVERIFY(dialog);
        QString many;
        for (int i = 0; i < 60; ++i)
            many += QStringLiteral("%1\"a%2\":{\"S\":\"x\"}").arg(i > 0 ? u"," : u"").arg(i);
        tests::pasteJson(dialog,
                         QStringLiteral("{\"SAMAccountName\":\"fin\",\"OtherAttributes\":{%1}}").arg(many));
        QTest::keyClick(dialog, Qt::Key_G, Qt::ControlModifier);
        auto *tree = tests::find<QTreeWidget>(dialog, "outlineTree");
        QTRY_VERIFY(itemOf(tree, QStringLiteral("Group name")));
        QCoreApplication::processEvents();
        static_cast<QAbstractItemView *>(tree)->doItemsLayout();
        const QRect place = tree->visualItemRect(itemOf(tree, QStringLiteral("Group name")));
        const QPoint at(place.left() + 8, place.center().y());
        QTest::mousePress(tree->viewport(), Qt::LeftButton, {}, at);
        QTest::keyClick(tree, Qt::Key_End); // scrolls
        QCoreApplication::processEvents();
        QTest::mouseRelease(tree->viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(QApplication::focusWidget()
                    && QApplication::focusWidget()->objectName() == u"/SAMAccountName");
    }

    void theJsonDoesNotWrap()
    {
        tests::OperationFixture program;
        OperationDialog *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        tests::find<QTabWidget>(dialog, "sidePanel")->setCurrentIndex(kJson);
        const auto *editor = tests::find<QPlainTextEdit>(dialog, "jsonEditor");
        QCOMPARE(editor->wordWrapMode(), QTextOption::NoWrap);
    }

    void theOwnAccountIsFilledIn()
    {
        tests::OperationFixture program;
        program.environment->catalog = catalog::Catalog::build(
            {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore")});
        if (!program.environment->catalog->operation(QStringLiteral("quicksight"), u"CreateAnalysis"))
            QSKIP("No published models here: set FORMWORK_SHARED to a folder that has them.");
        OperationDialog *dialog =
            program.open(QStringLiteral("quicksight"), QStringLiteral("CreateAnalysis"));
        QVERIFY(dialog);
        QCOMPARE(tests::find<QLineEdit>(dialog, "/AwsAccountId")->text(), QStringLiteral("000000000000"));
    }
};

QTEST_MAIN(TestOutline)
#include "tst_outline.moc"
