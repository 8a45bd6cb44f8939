// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>

using namespace formwork;
using tests::find;
using tests::isShown;

namespace
{

const QString kGroup = QStringLiteral(R"({"DirectoryId": "d-1234567890", "SAMAccountName": "finance"})");

QString problem(QWidget *dialog) { return find<QLabel>(dialog, "jsonProblem")->text(); }
QString token(QWidget *dialog) { return find<QLineEdit>(dialog, "clientToken")->text(); }

} // namespace

// What is written in the JSON beside a form.
class TestDialogJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheJsonThatIsTyped();
    void tellsWhereTheJsonIsWrong();
    void declinesAHugePaste();
};

void TestDialogJson::readsTheJsonThatIsTyped()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    tests::pasteJson(dialog, kGroup);
    QTRY_COMPARE(find<QLineEdit>(dialog, "clientToken")->text().size(), 36);
    find<QTabWidget>(dialog, "sidePanel")->setCurrentIndex(1);
    auto *request = find<QPlainTextEdit>(dialog, "requestView");
    QTRY_VERIFY(request->toPlainText().contains(u"\"finance\""));
    QVERIFY(request->toPlainText().contains(token(dialog)));
}

void TestDialogJson::tellsWhereTheJsonIsWrong()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    tests::pasteJson(dialog, QStringLiteral("{\n  \"SAMAccountName\": \"fin\",,\n}"));
    QTRY_VERIFY(isShown(dialog, "jsonProblem"));
    QVERIFY2(problem(dialog).contains(u"line 2"), qPrintable(problem(dialog)));
    auto *editor = find<QPlainTextEdit>(dialog, "jsonEditor");
    QCOMPARE(editor->extraSelections().size(), 1);
    QCOMPARE(editor->extraSelections().first().cursor.blockNumber(), 1);
    tests::pasteJson(dialog, kGroup);
    QTRY_VERIFY(!isShown(dialog, "jsonProblem"));
    for (const QTextEdit::ExtraSelection &mark : editor->extraSelections()) // of the field, not of an error
        QVERIFY(mark.format.underlineStyle() == QTextCharFormat::NoUnderline);
}

void TestDialogJson::declinesAHugePaste()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    const QString before = token(dialog);
    QElapsedTimer clock;
    clock.start();
    tests::pasteJson(
        dialog, QStringLiteral("{\"Description\": \"") + QString(20'000'000, u'x') + QStringLiteral("\"}"));
    QTRY_VERIFY(isShown(dialog, "jsonProblem"));
    QVERIFY2(clock.elapsed() < 5'000, qPrintable(QString::number(clock.elapsed())));
    QVERIFY(problem(dialog).contains(u"was not pasted"));
    QCOMPARE(token(dialog), before);
}

QTEST_MAIN(TestDialogJson)
#include "tst_dialogjson.moc"
