// SPDX-License-Identifier: Apache-2.0
#include "accounts/variablespanel.h"
#include "keeping/savedforms.h"
#include "operation/savedpage.h"
#include "operation/usedialog.h"
#include "operationfixture.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QCborMap>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>

using namespace formwork;
using tests::click;
using tests::find;
using tests::isShown;

namespace
{

const QString kCanary = QStringLiteral("canary-secret-0001");

QString group(const QString &name)
{
    return QStringLiteral(R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "%1"})").arg(name);
}

operation::OperationDialog *openGroup(tests::OperationFixture &program, const QString &name)
{
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    tests::pasteJson(dialog, group(name));
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    return dialog;
}

keeping::SavedForm onlyOne(const tests::OperationFixture &program)
{
    return program.environment->saved->forms().value(0);
}

void saveAs(operation::OperationDialog *dialog, const QString &name)
{
    QTest::keySequence(dialog, QKeySequence::Save);
    auto *asks = find<QDialog>(dialog, "saveDialog");
    QVERIFY(asks && QTest::qWaitForWindowExposed(asks));
    find<QLineEdit>(asks, "savedName")->setText(name);
    click(asks, "saveValues");
}

QString saveGroup(tests::OperationFixture &program, const QString &account, const QStringList &variables)
{
    keeping::SavedForm form;
    form.name = QStringLiteral("Group");
    form.service = QStringLiteral("ds-data");
    form.operation = QStringLiteral("CreateGroup");
    form.variables = variables;
    const QCborMap input{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
                         {QStringLiteral("SAMAccountName"), account}};
    const auto operation = program.environment->catalog->operation(form.service, form.operation);
    return program.environment->saved->keep(form, input, **operation).value_or(QString());
}

// The last form that a window shows; null: none.
operation::OperationDialog *shownForm()
{
    operation::OperationDialog *shown = nullptr;
    for (QWidget *window : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<operation::OperationDialog *>(window); dialog && dialog->isVisible())
            shown = dialog;
    }
    return shown;
}

} // namespace

// Values are kept, and what stands for others is filled in.
class TestKeeping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheValuesOfAForm();
    void keepsNoSecretAndAsksAgain();
    void sendsWhatVariablesStandFor();
    void saysWhatATextBecomes();
    void sendsNoBracesWithoutAValue();
    void takesTheVariablesOfTheAccount();
    void leavesBracesAlone();
    void pageSearchesRenamesAndUndoes();
    void offersWhatWasUsedBefore();
    void ownGuideWins();
    void ownGuideThatIsWrongIsNamed();
    void savesAGuide();
    void aValueOfAnAnswerGoesOn();
    void aValueGoesOnToAnotherService();
    void variablesAreEnteredWithTheAccount();
    void theFormOffersWhatIsSaved();
};

void TestKeeping::keepsTheValuesOfAForm()
{
    tests::OperationFixture program;
    saveAs(openGroup(program, QStringLiteral("Finance-Readers")), QStringLiteral("Weekly group"));
    QTRY_COMPARE(onlyOne(program).name, QStringLiteral("Weekly group"));
    operation::OpenRequest request;
    request.saved = onlyOne(program).id;
    request.isToBeSent = true;
    auto *again = program.open(request);
    QVERIFY(isShown(again, "reviewView")); // begins with what will be sent
    click(again, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(again, "resultView"), 20'000);
    QCOMPARE(program.rows().first().request.what, QStringLiteral("Finance-Readers"));
    QCOMPARE(program.environment->saved->forms().size(), 1); // it is there for the next time
}

void TestKeeping::keepsNoSecretAndAsksAgain()
{
    tests::OperationFixture program;
    auto *dialog = program.open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    tests::pasteJson(dialog,
                     tests::tourInput(QStringLiteral("appflow.CreateConnectorProfile"))
                         .replace(QStringLiteral("practice-only"), kCanary));
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    saveAs(dialog, QStringLiteral("Salesforce"));
    QTRY_COMPARE(program.environment->saved->forms().size(), 1);
    QVERIFY(!program.everyFile().contains(kCanary.toUtf8()));
    QCOMPARE(onlyOne(program).leftOut.size(), 2);
    operation::OpenRequest request;
    request.saved = onlyOne(program).id;
    auto *again = program.open(request);
    QVERIFY(isShown(again, "openingNotice"));
    click(again, "create");
    QVERIFY(!isShown(again, "resultView")); // they are asked for first
    QVERIFY(program.rows().isEmpty());
}

void TestKeeping::sendsWhatVariablesStandFor()
{
    tests::OperationFixture program;
    auto *dialog = openGroup(program, QStringLiteral("{{account}}-{{region}}"));
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    const QString sent =
        program.rows().first().request.input.toMap().value(QStringLiteral("SAMAccountName")).toString();
    QCOMPARE(sent, QStringLiteral("000000000000-") + program.session->region());
}

void TestKeeping::saysWhatATextBecomes()
{
    tests::OperationFixture program;
    auto *dialog = openGroup(program, QStringLiteral("g-{{region}}"));
    click(dialog, "stepNext");
    QTRY_VERIFY(dialog->findChild<QLabel *>(QStringLiteral("/SAMAccountName#problem")));
    auto *note = find<QLabel>(dialog, "/SAMAccountName#problem");
    QTRY_VERIFY(note->isVisible());
    QVERIFY(note->text().contains(QStringLiteral("g-") + program.session->region()));
    QCOMPARE(find<QLineEdit>(dialog, "/SAMAccountName")->text(), QStringLiteral("g-{{region}}"));
}

void TestKeeping::sendsNoBracesWithoutAValue()
{
    tests::OperationFixture program;
    operation::OpenRequest request;
    request.saved = saveGroup(program, QStringLiteral("g-{{team}}"), {QStringLiteral("team")});
    auto *dialog = program.open(request);
    click(dialog, "create");
    QVERIFY(!isShown(dialog, "resultView"));
    QVERIFY(find<QLabel>(dialog, "/SAMAccountName#problem")->text().contains(QStringLiteral("{{team}}")));
    QVERIFY(!dialog->findChild<QWidget *>(QStringLiteral("sendAnyway")));
    QVERIFY(program.rows().isEmpty());
}

void TestKeeping::takesTheVariablesOfTheAccount()
{
    tests::OperationFixture program;
    operation::OpenRequest request;
    request.saved = saveGroup(program, QStringLiteral("g-{{team}}"), {QStringLiteral("team")});
    auto *dialog = program.open(request);
    credentials::Profile profile = program.session->profile();
    profile.variables = {{QStringLiteral("team"), QStringLiteral("blue")}};
    program.session->profiles().save(profile, {}); // while the form is open
    QTRY_COMPARE(program.session->profile().variables, profile.variables);
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    QCOMPARE(program.rows().first().request.what, QStringLiteral("g-blue"));
    credentials::ProfileStore later(program.session->paths().profiles(), credentials::memoryKeychain(), {});
    QVERIFY(later.load());
    QCOMPARE(later.profile(profile.id)->variables, profile.variables); // kept with the list of accounts
}

void TestKeeping::leavesBracesAlone()
{
    tests::OperationFixture program;
    auto *dialog = openGroup(program, QStringLiteral("g {{who}} \\\\{{region}}"));
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    const QString sent =
        program.rows().first().request.input.toMap().value(QStringLiteral("SAMAccountName")).toString();
    QCOMPARE(sent, QStringLiteral("g {{who}} {{region}}"));
}

void TestKeeping::pageSearchesRenamesAndUndoes()
{
    tests::OperationFixture program;
    const QString id = saveGroup(program, QStringLiteral("g"), {});
    operation::SavedPage page(program.session.get());
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    auto *list = find<QListWidget>(&page, "savedList");
    QCOMPARE(list->count(), 1);
    find<QLineEdit>(&page, "savedSearch")->setText(QStringLiteral("bucket"));
    QCOMPARE(list->count(), 0);
    find<QLineEdit>(&page, "savedSearch")->clear();
    QSignalSpy chosen(&page, &operation::SavedPage::formChosen);
    click(&page, "runSaved");
    QCOMPARE(chosen.value(0), QVariantList({id, true}));
    click(&page, "renameSaved");
    auto *asks = find<QInputDialog>(&page, "renameDialog");
    asks->setTextValue(QStringLiteral("Renamed"));
    asks->accept();
    QCOMPARE(list->item(0)->text(), QStringLiteral("Renamed"));
    click(&page, "duplicateSaved");
    QCOMPARE(list->count(), 2);
    list->setCurrentRow(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Delete);
    QCOMPARE(list->count(), 1);
    click(&page, "undoDelete");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->currentItem()->text(), QStringLiteral("Renamed"));
}

void TestKeeping::offersWhatWasUsedBefore()
{
    tests::OperationFixture program;
    auto *dialog = openGroup(program, QStringLiteral("Used-Before"));
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    auto *next = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    click(next, "stepNext");
    auto *field = find<QLineEdit>(next, "/SAMAccountName");
    QTRY_VERIFY(next->findChild<QObject *>(QStringLiteral("/SAMAccountName#choose")));
    field->setFocus();
    QTest::keyClick(field, Qt::Key_F4);
    auto *list = next->findChild<QListWidget *>(QStringLiteral("offerList"));
    QVERIFY(list);
    QCOMPARE(list->item(0)->text(), QStringLiteral("Used-Before"));
    QTest::keyClick(list->parentWidget()->focusWidget(), Qt::Key_Return);
    QCOMPARE(field->text(), QStringLiteral("Used-Before"));
}

void TestKeeping::ownGuideWins()
{
    tests::OperationFixture program;
    QDir().mkpath(program.session->paths().guides());
    QFile file(program.session->paths().guides() + QStringLiteral("/ds-data.CreateGroup.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"version": 1, "service": "ds-data", "operation": "CreateGroup", "title": "Our group",
        "createTitle": "Create our group", "noun": "group", "summary": "Ours.", "what": "/SAMAccountName",
        "steps": [{"title": "All of it", "members": ["/SAMAccountName", "/DirectoryId"]}],
        "hints": {"/DirectoryId": {"initial": "d-926703a1b2"}}})");
    file.close();
    QSignalSpy changed(program.session.get(), &session::Session::guidesChanged);
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 10'000); // without a restart
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    QVERIFY(isShown(dialog, "ownGuide"));
    QCOMPARE(find<QLineEdit>(dialog, "/DirectoryId")->text(), QStringLiteral("d-926703a1b2"));
    QVERIFY(find<QListWidget>(dialog, "stepList")->item(0)->text().contains(QStringLiteral("All of it")));
}

void TestKeeping::ownGuideThatIsWrongIsNamed()
{
    tests::OperationFixture program;
    QDir().mkpath(program.session->paths().guides());
    QFile file(program.session->paths().guides() + QStringLiteral("/ds-data.CreateGroup.json"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"service\": \"ds-data\",\n oops}");
    file.close();
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    QVERIFY(!isShown(dialog, "ownGuide"));
    QVERIFY(isShown(dialog, "openingNotice"));
    QVERIFY(find<QWidget>(dialog, "openingNotice")->accessibleName().contains(QStringLiteral("line 2")));
}

void TestKeeping::savesAGuide()
{
    tests::OperationFixture program;
    auto *dialog = openGroup(program, QStringLiteral("Template"));
    auto *menu = find<QMenu>(dialog, "valuesOfForm");
    Q_EMIT menu->aboutToShow();
    find<QAction>(menu, "saveGuideAction")->trigger();
    auto *asks = find<QInputDialog>(dialog, "guideDialog");
    QVERIFY(asks);
    asks->setTextValue(QStringLiteral("Ours"));
    asks->accept();
    auto *next = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    QVERIFY(isShown(next, "ownGuide"));
    click(next, "stepNext");
    QCOMPARE(find<QLineEdit>(next, "/SAMAccountName")->text(), QStringLiteral("Template"));
    QVERIFY(!isShown(next, "openingNotice"));
}

void TestKeeping::aValueOfAnAnswerGoesOn()
{
    tests::OperationFixture program;
    const operation::UseDialog::From from{QStringLiteral("ds-data"), QStringLiteral("Group"),
                                          program.session->profile()};
    auto *keeps = new operation::UseDialog(program.session.get(), from,
                                           {QStringLiteral("SID"), QStringLiteral("S-1-5-21")}, nullptr);
    keeps->show();
    find<QAbstractButton>(keeps, "useAsVariable")->setChecked(true);
    find<QLineEdit>(keeps, "useName")->setText(QStringLiteral("region"));
    click(keeps, "useIt");
    QVERIFY(isShown(keeps, "useProblem")); // what every account has cannot be another's
    find<QLineEdit>(keeps, "useName")->setText(QStringLiteral("groupSid"));
    click(keeps, "useIt");
    QTRY_COMPARE(program.session->profile().variables.value(QStringLiteral("groupSid")),
                 QStringLiteral("S-1-5-21"));
    auto *fills = new operation::UseDialog(
        program.session.get(), from, {QStringLiteral("SAMAccountName"), QStringLiteral("Readers")}, nullptr);
    fills->show();
    auto *operations = find<QComboBox>(fills, "useOperation");
    operations->setCurrentText(QStringLiteral("CreateGroup"));
    operations->setCurrentIndex(operations->findText(QStringLiteral("CreateGroup")));
    QCOMPARE(find<QComboBox>(fills, "useMember")->currentText(), QStringLiteral("SAMAccountName"));
    click(fills, "useIt");
    QPointer<operation::OperationDialog> form;
    QTRY_VERIFY((form = shownForm()));
    program.opened.append(form);
    click(form, "stepNext");
    QCOMPARE(find<QLineEdit>(form, "/SAMAccountName")->text(), QStringLiteral("Readers"));
}

void TestKeeping::aValueGoesOnToAnotherService()
{
    tests::OperationFixture program;
    const operation::UseDialog::From from{QStringLiteral("ds-data"), QStringLiteral("Group"),
                                          program.session->profile()};
    auto *fills =
        new operation::UseDialog(program.session.get(), from,
                                 {QStringLiteral("connectorProfileName"), QStringLiteral("crm")}, nullptr);
    fills->show();
    auto *services = find<QComboBox>(fills, "useService");
    QCOMPARE(services->currentText(), QStringLiteral("ds-data"));
    services->setCurrentIndex(services->findText(QStringLiteral("appflow")));
    QVERIFY(find<QComboBox>(fills, "useOperation")->findText(QStringLiteral("CreateGroup")) < 0);
    QCOMPARE(find<QComboBox>(fills, "useOperation")->currentText(), QStringLiteral("CreateConnectorProfile"));
    QCOMPARE(find<QComboBox>(fills, "useMember")->currentText(), QStringLiteral("connectorProfileName"));
    QPointer<operation::OperationDialog> form;
    click(fills, "useIt");
    QTRY_VERIFY((form = shownForm()));
    program.opened.append(form);
    QCOMPARE(find<QLineEdit>(form, "/connectorProfileName")->text(), QStringLiteral("crm"));
}

void TestKeeping::variablesAreEnteredWithTheAccount()
{
    accounts::VariablesPanel panel;
    credentials::Profile profile;
    profile.id = QStringLiteral("one");
    profile.variables = {{QStringLiteral("team"), QStringLiteral("blue")}};
    panel.show(profile);
    static_cast<QWidget &>(panel).show();
    QSignalSpy edited(&panel, &accounts::VariablesPanel::edited);
    auto *table = find<QTableWidget>(&panel, "variables");
    QCOMPARE(table->rowCount(), 1);
    table->item(0, 1)->setText(QStringLiteral("red"));
    QCOMPARE(edited.size(), 1);
    using Values = QMap<QString, QString>;
    QCOMPARE(edited.last().first().value<Values>(),
             Values({{QStringLiteral("team"), QStringLiteral("red")}}));
    click(&panel, "addVariable");
    QCOMPARE(table->rowCount(), 2);
    table->item(1, 0)->setText(QStringLiteral("db_password"));
    QVERIFY(isShown(&panel, "variableProblem")); // no place for secrets
    QCOMPARE(edited.size(), 1);
    table->setCurrentCell(0, 0);
    click(&panel, "removeVariable");
    QVERIFY(edited.last().first().value<Values>().isEmpty());
}

void TestKeeping::theFormOffersWhatIsSaved()
{
    tests::OperationFixture program;
    const QString id = saveGroup(program, QStringLiteral("g"), {});
    auto *dialog = program.open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
    QSignalSpy asked(dialog, &operation::OperationDialog::savedRequested);
    auto *menu = find<QMenu>(dialog, "valuesOfForm");
    Q_EMIT menu->aboutToShow();
    menu->actions().last()->trigger();
    QCOMPARE(asked.value(0), QVariantList{id});
}

QTEST_MAIN(TestKeeping)
#include "tst_keeping.moc"
