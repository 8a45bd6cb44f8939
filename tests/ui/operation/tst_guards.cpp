// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"
#include "widgets/chip.h"
#include "wireserver.h"

#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;

namespace
{

// A service of the test, in the account of the environment.
struct Widgets {
    Widgets()
        : server(tests::answer(200))
    {
        qputenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        qputenv("AWS_SECRET_ACCESS_KEY", "canary-secret-0001");
        qputenv("AWS_REGION", "us-east-1");
        qputenv("AWS_ENDPOINT_URL", server.scheme() + "://" + server.authority());
        program.environment->catalog = catalog::Catalog::build({QStringLiteral(WIDGETS_DIR)});
        program.session->selectProfile(QStringLiteral("environment"));
    }

    void guard(credentials::Guard guard, bool isProduction = false)
    {
        credentials::Profile profile = program.session->profile();
        profile.guard = guard;
        profile.isProduction = isProduction;
        bool isSaved = false;
        program.session->profiles().save(profile, {}).then([&isSaved](const Result<void> &saved) {
            isSaved = saved.has_value();
        });
        QTRY_VERIFY(isSaved);
    }

    operation::OperationDialog *filled(const char *operation)
    {
        auto *dialog = program.open(QStringLiteral("widgets"), QString::fromLatin1(operation));
        pasteJson(dialog, QStringLiteral("{\"name\": \"photos\"}"));
        find<QPushButton>(dialog, "stepNext")->setFocus();
        return dialog;
    }

    OperationFixture program;
    WireServer server;
};

} // namespace

class TestGuards : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDeletionSaysWhatItHits()
    {
        Widgets widgets;
        auto *dialog = widgets.filled("DeleteWidget");
        const auto *create = find<QPushButton>(dialog, "create");
        QCOMPARE(create->text(), QStringLiteral("Delete"));
        QVERIFY(create->property("danger").toBool());
        const auto *hits = find<QLabel>(dialog, "hitSentence");
        QTRY_VERIFY2(hits->text().contains(QStringLiteral("\u201cphotos\u201d")), qPrintable(hits->text()));
        QVERIFY(hits->text().contains(QStringLiteral("Environment")));
        widgets.program.session->selectProfile(QStringLiteral("practice"));
        // The form goes where it was opened for, and says so, until the person takes it elsewhere.
        auto *elsewhere = dialog->findChild<QWidget *>(QStringLiteral("elsewhereBanner"));
        QTRY_VERIFY(elsewhere && elsewhere->isVisible());
        QVERIFY(hits->text().contains(QStringLiteral("Environment")));
        QTest::mouseClick(dialog->findChild<QPushButton *>(QStringLiteral("followSelected")), Qt::LeftButton);
        QTRY_VERIFY(!elsewhere->isVisible());
        QTRY_VERIFY2(hits->text().contains(QStringLiteral("Practice")), qPrintable(hits->text()));
        auto *other = widgets.filled("CreateWidget");
        QVERIFY(!find<QPushButton>(other, "create")->property("danger").toBool());
        QVERIFY(!other->findChild<QLabel *>(QStringLiteral("hitSentence")));
    }

    void aGuardedAccountWantsItsNameTyped()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::Confirm);
        auto *dialog = widgets.filled("DeleteWidget");
        click(dialog, "create");
        auto *box = dialog->findChild<QMessageBox *>();
        QVERIFY(box);
        QTRY_VERIFY(box->isVisible());
        QVERIFY(box->informativeText().contains(QStringLiteral("photos")));
        auto *send = box->findChild<QPushButton *>(QStringLiteral("send"));
        auto *name = box->findChild<QLineEdit *>(QStringLiteral("typedName"));
        QVERIFY(send && name);
        QVERIFY(!send->isEnabled());
        QTest::keyClicks(name, QStringLiteral("environ"));
        QVERIFY(!send->isEnabled());
        name->clear();
        QTest::keyClicks(name, QStringLiteral("Environment"));
        QVERIFY(send->isEnabled());
        QVERIFY(widgets.server.requests.isEmpty());
        QTest::mouseClick(send, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(widgets.server.requests.size(), 1, 10'000);
        QTRY_VERIFY(isShown(dialog, "resultView"));
    }

    void returnAnswersOnlyToTheRightName()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::Confirm, true);
        auto *dialog = widgets.filled("DeleteWidget");
        click(dialog, "create");
        const QPointer<QMessageBox> box = dialog->findChild<QMessageBox *>();
        QTRY_VERIFY(box && box->isVisible());
        QVERIFY(isShown(box, "questionProduction"));
        auto *name = box->findChild<QLineEdit *>(QStringLiteral("typedName"));
        QTest::keyClicks(name, QStringLiteral("environment"));
        QTest::keyClick(name, Qt::Key_Return);
        // A slip neither sends anything nor takes the question away without a word.
        QVERIFY(box && box->isVisible());
        QVERIFY(isShown(box, "wrongName"));
        QVERIFY(name->property("invalid").toBool());
        name->selectAll();
        QTest::keyClicks(name, QStringLiteral("Environment"));
        QVERIFY(!isShown(box, "wrongName"));
        QVERIFY(widgets.server.requests.isEmpty());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(widgets.server.requests.size(), 1, 10'000);
    }

    void escapeSendsNothing()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::Confirm);
        auto *dialog = widgets.filled("DeleteWidget");
        click(dialog, "create");
        const QPointer<QMessageBox> box = dialog->findChild<QMessageBox *>();
        QTRY_VERIFY(box && box->isVisible());
        auto *name = box->findChild<QLineEdit *>(QStringLiteral("typedName"));
        QTest::keyClicks(name, QStringLiteral("Environment"));
        QTest::keyClick(name, Qt::Key_Escape);
        QTRY_VERIFY(!box);
        QVERIFY(dialog->isVisible());
        QVERIFY(widgets.server.requests.isEmpty());
        QVERIFY(widgets.program.rows().isEmpty());
    }

    void whatIsAgreedToIsSentToNoOtherAccount()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::Confirm);
        auto *dialog = widgets.filled("CreateWidget");
        widgets.program.session->selectProfile(QStringLiteral("practice"));
        widgets.guard(credentials::Guard::Confirm); // of the practice account
        widgets.program.session->selectProfile(QStringLiteral("environment"));
        click(dialog, "create");
        auto *box = dialog->findChild<QMessageBox *>();
        QTRY_VERIFY(box && box->isVisible());
        widgets.program.session->selectProfile(QStringLiteral("practice"));
        QTest::mouseClick(box->findChild<QPushButton *>(QStringLiteral("send")), Qt::LeftButton);
        // Whatever is selected meanwhile, it goes to the account that was asked about.
        QTRY_COMPARE_WITH_TIMEOUT(widgets.server.requests.size(), 1, 10'000);
        QTRY_COMPARE(widgets.program.rows().size(), 1);
        QCOMPARE(widgets.program.rows().first().request.profileId, QStringLiteral("environment"));
    }

    void readsAreNotAskedAbout()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::Confirm);
        auto *dialog = widgets.filled("GetWidget");
        click(dialog, "create");
        QTRY_COMPARE_WITH_TIMEOUT(widgets.server.requests.size(), 1, 10'000);
        QVERIFY(!dialog->findChild<QMessageBox *>());
    }

    void aReadOnlyAccountSendsNothingThatWrites()
    {
        Widgets widgets;
        widgets.guard(credentials::Guard::ReadOnly);
        auto *dialog = widgets.filled("CreateWidget");
        // It stands there before anything is filled in.
        const auto *mark = find<widgets::Chip>(dialog, "dialogMark");
        QVERIFY(mark->isVisible());
        QCOMPARE(mark->look().text, QStringLiteral("Read only"));
        click(dialog, "create");
        auto *box = dialog->findChild<QMessageBox *>();
        QTRY_VERIFY(box && box->isVisible());
        QVERIFY2(box->text().contains(QStringLiteral("read only")), qPrintable(box->text()));
        QVERIFY(widgets.server.requests.isEmpty());
        QVERIFY(widgets.program.rows().isEmpty());
    }
};

QTEST_MAIN(TestGuards)
#include "tst_guards.moc"
