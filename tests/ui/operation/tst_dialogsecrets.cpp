// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTextBrowser>

using namespace formwork;
using tests::click;
using tests::find;
using tests::isShown;

namespace
{

const QString kCanary = QStringLiteral("canary-secret-0001");

QString withCanary()
{
    return tests::tourInput(QStringLiteral("appflow.CreateConnectorProfile"))
        .replace(QStringLiteral("practice-only"), kCanary);
}

// Everything a screen reader can be told below an object.
void collect(QAccessibleInterface *object, QString &texts, int depth = 0)
{
    if (!object || !object->isValid() || depth > 40)
        return;
    for (const QAccessible::Text kind :
         {QAccessible::Name, QAccessible::Description, QAccessible::Value, QAccessible::Help})
        texts += object->text(kind) + u'\n';
    if (QAccessibleTextInterface *text = object->textInterface())
        texts += text->text(0, text->characterCount()) + u'\n';
    for (int i = 0; i < object->childCount(); ++i)
        collect(object->child(i), texts, depth + 1);
}

QString accessibleTexts(QWidget *widget)
{
    QString texts;
    collect(QAccessible::queryAccessibleInterface(widget), texts);
    return texts;
}

} // namespace

// What a person types as a secret is seen nowhere else (DESIGN 4).
class TestDialogSecrets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void areNowhereToBeRead_data();
    void areNowhereToBeRead();
    void areKeptByTheJsonThatShowsThemSealed();
    void doNotReachTheClipboard();
    void thatCannotBeKeptAreAskedAbout();
};

void TestDialogSecrets::areNowhereToBeRead_data()
{
    QTest::addColumn<QString>("service");
    QTest::addColumn<QString>("operation");
    QTest::addColumn<QString>("input");
    QTest::addColumn<QString>("shown");
    QTest::newRow("a password") << QStringLiteral("appflow") << QStringLiteral("CreateConnectorProfile")
                                << withCanary() << QStringLiteral("salesforce-practice");
    // The description, the country and all else that the model calls sensitive in the values of a map.
    QTest::newRow("attributes of a group")
        << QStringLiteral("ds-data") << QStringLiteral("CreateGroup")
        << QStringLiteral(R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "Sealed-Group",
            "OtherAttributes": {"description": {"S": "%1"}, "co": {"S": "%1"}, "info": {"SS": ["%1", "x"]}}})")
               .arg(kCanary)
        << QStringLiteral("Sealed-Group");
}

void TestDialogSecrets::areNowhereToBeRead()
{
    tests::OperationFixture program;
    QFETCH(QString, service);
    QFETCH(QString, operation);
    QFETCH(QString, input);
    QFETCH(QString, shown);
    auto *dialog = program.open(service, operation);
    tests::pasteJson(dialog, input);
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    auto *tabs = find<QTabWidget>(dialog, "sidePanel");
    auto *json = find<QPlainTextEdit>(dialog, "jsonEditor");
    QTRY_VERIFY(json->toPlainText().contains(u"\u2039sealed\u203A"));
    QString seen = json->toPlainText();
    tabs->setCurrentIndex(1);
    QTRY_VERIFY(find<QPlainTextEdit>(dialog, "requestView")->toPlainText().contains(shown));
    seen += find<QPlainTextEdit>(dialog, "requestView")->toPlainText();
    tabs->setCurrentIndex(3);
    auto *language = find<QComboBox>(dialog, "codeLanguage");
    for (int i = 0; i < language->count(); ++i) {
        language->setCurrentIndex(i);
        seen += find<QPlainTextEdit>(dialog, "codeView")->toPlainText();
    }
    tabs->setCurrentIndex(0);
    seen += find<QTextBrowser>(dialog, "helpView")->toPlainText();
    auto *steps = find<QListWidget>(dialog, "stepList");
    for (int step = 0; step < steps->count(); ++step) {
        steps->setCurrentRow(step);
        seen += accessibleTexts(dialog);
    }
    seen += find<QTextBrowser>(dialog, "reviewView")->toPlainText();
    QVERIFY(seen.contains(shown));
    QVERIFY(!seen.contains(kCanary));
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    QVERIFY(!accessibleTexts(dialog).contains(kCanary));
    QVERIFY(program.everyFile().contains(shown.toUtf8()));
    QVERIFY(!program.everyFile().contains(kCanary.toUtf8()));
}

void TestDialogSecrets::areKeptByTheJsonThatShowsThemSealed()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    tests::pasteJson(dialog, withCanary());
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    auto *json = find<QPlainTextEdit>(dialog, "jsonEditor");
    QTRY_VERIFY(json->toPlainText().contains(u"sealed"));
    tests::pasteJson(
        dialog,
        json->toPlainText().replace(QStringLiteral("salesforce-practice"), QStringLiteral("renamed")));
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    const qint64 row = program.rows().first().id;
    const QCborValue input = program.environment->journal->openInput(row).value_or(QCborValue());
    QCOMPARE(document::valueAt(input, document::Pointer::parse(u"/connectorProfileName")).toString(),
             QStringLiteral("renamed"));
    QCOMPARE(
        document::valueAt(input,
                          document::Pointer::parse(
                              u"/connectorProfileConfig/connectorProfileCredentials/Salesforce/accessToken"))
            .toString(),
        kCanary);
}

// Without the history's key a retry with the same token is lost with this run: the person chooses, before.
void TestDialogSecrets::thatCannotBeKeptAreAskedAbout()
{
    tests::OperationFixture program;
    program.environment->historyLock->wasTried = true;
    program.environment->historyLock->lastError = Error{
        Phase::Credentials, QStringLiteral("KeychainLocked"), QStringLiteral("The keychain is locked."), {}};
    auto *dialog = program.open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    tests::pasteJson(dialog, withCanary());
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    click(dialog, "create");
    const QString asked = tests::answer(dialog, "cancel");
    QVERIFY2(asked.contains(QStringLiteral("The keychain is locked.")), qPrintable(asked));
    QVERIFY2(asked.contains(QStringLiteral("cannot be kept")), qPrintable(asked));
    QVERIFY(program.rows().isEmpty());
    click(dialog, "resultBack");
    QTRY_VERIFY(isShown(dialog, "create"));
    click(dialog, "create");
    tests::answer(dialog, "send");
    QTRY_COMPARE_WITH_TIMEOUT(program.rows().size(), 1, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(program.rows().first().outcome, journal::Outcome::Succeeded, 20'000);
}

void TestDialogSecrets::doNotReachTheClipboard()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    tests::pasteJson(dialog, withCanary());
    auto *tabs = find<QTabWidget>(dialog, "sidePanel");
    for (const auto &[tab, button] :
         {std::pair{2, "copyJson"}, std::pair{1, "copyRequest"}, std::pair{3, "copyCommand"}}) {
        tabs->setCurrentIndex(tab);
        click(dialog, button);
        const QString copied = QApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"connector"), button);
        QVERIFY2(!copied.contains(kCanary), button);
    }
}

QTEST_MAIN(TestDialogSecrets)
#include "tst_dialogsecrets.moc"
