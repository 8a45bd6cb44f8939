// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include <QAbstractButton>
#include <QLineEdit>
#include <QPlainTextEdit>

using namespace formwork;
using tests::answer;
using tests::click;
using tests::find;
using tests::isShown;

namespace
{

const QString kCanary = QStringLiteral("canary-secret-0001");

QString connector()
{
    return tests::tourInput(QStringLiteral("appflow.CreateConnectorProfile"))
        .replace(QStringLiteral("practice-only"), kCanary);
}

operation::OperationDialog *openFilled(tests::OperationFixture &program)
{
    auto *dialog = program.open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
    tests::pasteJson(dialog, connector());
    find<QLineEdit>(dialog, "clientToken")->setFocus();
    return dialog;
}

QCborValue secretOf(const tests::OperationFixture &program, const QString &draft)
{
    return document::valueAt(
        program.drafts->openInput(draft).value_or(QCborValue()),
        document::Pointer::parse(
            u"/connectorProfileConfig/connectorProfileCredentials/Salesforce/accessToken"));
}

} // namespace

// What is typed and not sent yet is not lost, and its secrets are not to be read.
class TestDialogDrafts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAnEditedFormByItself();
    void sealsWithTheKeyOfTheKeychain();
    void removesTheAutomaticOneWhenSent();
    void removesTheAutomaticOneWhenDiscarded();
    void closesWhenTheDraftIsKept();
    void doesNotTouchADraftOfThePersonsByItself();
    void opensADraftWithItsSecrets();
    void saysWhenSecretsCannotBeOpened();
};

void TestDialogDrafts::keepsAnEditedFormByItself()
{
    tests::OperationFixture program;
    openFilled(program);
    QTRY_COMPARE_WITH_TIMEOUT(program.drafts->drafts().size(), 1, 8'000);
    const journal::Draft draft = program.drafts->drafts().first();
    QVERIFY(draft.isAutomatic);
    QCOMPARE(draft.what, QStringLiteral("salesforce-practice"));
    QVERIFY(!program.everyFile().contains(kCanary.toUtf8()));
    QCOMPARE(secretOf(program, draft.id).toString(), kCanary);
}

void TestDialogDrafts::sealsWithTheKeyOfTheKeychain()
{
    tests::OperationFixture program;
    auto *dialog = openFilled(program);
    QVERIFY(!program.sealer->isPersistent()); // nobody has asked for it yet
    click(dialog, "saveDraft");
    QTRY_COMPARE(program.drafts->drafts().size(), 1);
    QVERIFY(program.sealer->isPersistent());
    QTRY_VERIFY(find<QWidget>(dialog, "dialogBanner")->isVisible());
}

void TestDialogDrafts::removesTheAutomaticOneWhenSent()
{
    tests::OperationFixture program;
    auto *dialog = openFilled(program);
    QTRY_COMPARE_WITH_TIMEOUT(program.drafts->drafts().size(), 1, 8'000);
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    QVERIFY(program.drafts->drafts().isEmpty());
}

void TestDialogDrafts::removesTheAutomaticOneWhenDiscarded()
{
    tests::OperationFixture program;
    QPointer<operation::OperationDialog> dialog = openFilled(program);
    QTRY_COMPARE_WITH_TIMEOUT(program.drafts->drafts().size(), 1, 8'000);
    QTest::keyClick(dialog, Qt::Key_Escape);
    answer(dialog, "discard");
    QTRY_VERIFY(dialog.isNull());
    QVERIFY(program.drafts->drafts().isEmpty());
}

void TestDialogDrafts::closesWhenTheDraftIsKept()
{
    tests::OperationFixture program;
    QPointer<operation::OperationDialog> dialog = openFilled(program);
    dialog->close();
    QVERIFY(!dialog.isNull());
    answer(dialog, "keep");
    QTRY_VERIFY(dialog.isNull());
    QCOMPARE(program.drafts->drafts().size(), 1);
    QVERIFY(!program.drafts->drafts().first().isAutomatic);
}

void TestDialogDrafts::doesNotTouchADraftOfThePersonsByItself()
{
    tests::OperationFixture program;
    QPointer<operation::OperationDialog> dialog = openFilled(program);
    click(dialog, "saveDraft");
    QTRY_COMPARE(program.drafts->drafts().size(), 1);
    const QString saved = program.drafts->drafts().first().id;
    tests::pasteJson(dialog,
                     connector().replace(QStringLiteral("salesforce-practice"), QStringLiteral("renamed")));
    QTRY_COMPARE_WITH_TIMEOUT(program.drafts->drafts().size(), 2, 8'000);
    QTest::keyClick(dialog, Qt::Key_Escape);
    answer(dialog, "discard");
    QTRY_COMPARE(program.drafts->drafts().size(), 1);
    QCOMPARE(program.drafts->drafts().first().id, saved);
    QCOMPARE(program.drafts->drafts().first().what, QStringLiteral("salesforce-practice"));
}

void TestDialogDrafts::opensADraftWithItsSecrets()
{
    tests::OperationFixture program;
    auto *dialog = openFilled(program);
    const QString token = find<QLineEdit>(dialog, "clientToken")->text();
    click(dialog, "saveDraft");
    QTRY_VERIFY(find<QWidget>(dialog, "dialogBanner")->isVisible()); // it knows that it is kept
    dialog->close();
    operation::OpenRequest request;
    request.draft = program.drafts->drafts().first().id;
    dialog = program.open(request);
    QCOMPARE(find<QLineEdit>(dialog, "clientToken")->text(), token);
    click(dialog, "create");
    QTRY_VERIFY_WITH_TIMEOUT(isShown(dialog, "resultView"), 20'000);
    QCOMPARE(program.rows().first().outcome, journal::Outcome::Succeeded);
    QVERIFY(program.drafts->drafts().isEmpty()); // it has become a row
}

void TestDialogDrafts::saysWhenSecretsCannotBeOpened()
{
    tests::OperationFixture program;
    auto *dialog = openFilled(program);
    click(dialog, "saveDraft");
    QTRY_VERIFY(find<QWidget>(dialog, "dialogBanner")->isVisible()); // it knows that it is kept
    dialog->close();
    // Another machine's keychain.
    const auto other = std::make_shared<journal::Sealer>(QByteArray(32, 'x'));
    program.environment->historyLock =
        std::make_shared<client::HistoryLock>(client::HistoryLock{other, false, {}, {}});
    program.drafts = std::make_shared<journal::DraftStore>(
        program.session->paths().drafts(), program.environment->clock, program.environment->tokens, other);
    program.session =
        std::make_unique<session::Session>(program.environment, program.drafts, program.practice.get(),
                                           Paths::fromEnvironment(program.folder.path()));
    operation::OpenRequest request;
    request.draft = program.drafts->drafts().first().id;
    dialog = program.open(request);
    auto *notice = find<QWidget>(dialog, "openingNotice");
    QVERIFY(notice->isVisible());
    QVERIFY(notice->accessibleName().contains(u"type them again"));
}

QTEST_MAIN(TestDialogDrafts)
#include "tst_dialogdrafts.moc"
