// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountmodel.h"
#include "accounts/accountsdialog.h"
#include "accounts/carepanel.h"
#include "foundaccounts.h"
#include "practice/rehearsal.h"
#include "practice/signin.h"
#include "ui/windowfixture.h"
#include "widgets/copybutton.h"
#include "widgets/entrydelegate.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QScrollArea>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

using namespace formwork;

// What the pages of Accounts show, on a small screen too.
class TestAccountPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        QFile config(m_fixture->folder.filePath(QStringLiteral("config")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile few]\nregion = eu-west-1\naws_access_key_id = AKIDEXAMPLE\n[profile many]\n");
        for (int i = 0; i < 30; ++i)
            config.write("setting_" + QByteArray::number(i) + " = 1\n");
        config.close();
        qputenv("AWS_CONFIG_FILE", config.fileName().toUtf8());
        m_found = std::make_shared<tests::FoundAccounts>();
        m_found->add(QStringLiteral("few"), QStringLiteral("111122223333"));
        m_found->add(QStringLiteral("many"), QStringLiteral("111122223333"));
        m_found->found.last().problem = QStringLiteral("source_profile names no profile.");
        m_fixture->session->profiles().setSource(m_found);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
        qunsetenv("AWS_CONFIG_FILE");
    }

    // A found fault: a table as high as the window stood between an account and what can be set of it.
    void whatCanBeSetIsInSightOfASmallScreen()
    {
        open(QStringLiteral("aws:few"));
        auto *table = visible<QTreeWidget>("sharedSettings");
        QVERIFY(table);
        QCOMPARE(table->topLevelItemCount(), 2);
        auto *guard = visible<QComboBox>("careGuard");
        QVERIFY(guard);
        QVERIFY2(guard->visibleRegion().boundingRect().height() == guard->height(), "below the fold");
        const int few = table->height();
        open(QStringLiteral("aws:many"));
        table = visible<QTreeWidget>("sharedSettings");
        QCOMPARE(table->topLevelItemCount(), 30);
        QVERIFY(table->height() > few);
        QVERIFY(table->height() < m_dialog->height() / 2); // the rest is a matter of scrolling in it
    }

    void aProfileThatCannotBeUsedIsMarked()
    {
        const accounts::AccountModel model(m_fixture->session.get());
        QCOMPARE(model.indexOf(QStringLiteral("aws:many")).data(widgets::WarningRole).toString(),
                 QStringLiteral("Cannot be used"));
        QVERIFY(model.indexOf(QStringLiteral("aws:few")).data(widgets::WarningRole).toString().isEmpty());
    }

    // A switch that is off until somebody wants it, and says what it does; kept with what is ours of a
    // profile.
    void tagsAreGivenWhereOneWantsThem()
    {
        open(QStringLiteral("aws:few"));
        auto *box = visible<QCheckBox>("careTags");
        QVERIFY(box);
        QVERIFY(!box->isChecked());
        QVERIFY(box->accessibleDescription().contains(QLatin1StringView("formwork:request")));
        box->click();
        const auto kept = [this] {
            return m_fixture->session->profiles().profile(QStringLiteral("aws:few"));
        };
        QTRY_VERIFY(kept() && kept()->tagsRequests);
        QVERIFY(!m_fixture->session->profiles().profile(QStringLiteral("aws:many"))->tagsRequests);
    }

    // Offered only where AWS can hold a session to it: where a role is assumed.
    void aReadOnlyRoleCanBeHeldByAwsToo()
    {
        credentials::Profile profile;
        profile.kind = credentials::ProfileKind::Shared;
        profile.guard = credentials::Guard::ReadOnly;
        profile.source = QStringLiteral("assume-role");
        accounts::CarePanel panel;
        panel.show(profile);
        auto *box = panel.findChild<QCheckBox *>(QStringLiteral("careAsksForLess"));
        QVERIFY(box->isVisibleTo(&panel));
        QVERIFY(box->isChecked());
        QVERIFY(panel.applied(profile).wantsReadingRole());
        box->click();
        QVERIFY(!panel.applied(profile).wantsReadingRole());
        QCOMPARE(panel.applied(profile).guard, credentials::Guard::ReadOnly);
        profile.guard = credentials::Guard::Confirm;
        panel.show(profile);
        QVERIFY(!box->isVisibleTo(&panel));
        profile.guard = credentials::Guard::ReadOnly;
        profile.source = QStringLiteral("sso");
        panel.show(profile);
        QVERIFY(!box->isVisibleTo(&panel));
    }

    void theDeviceShowsItsCode()
    {
        open(QStringLiteral("practice"));
        auto *code = visible<QLabel>("practiceMfaCode");
        QVERIFY(code);
        auto *copy = visible<widgets::CopyButton>("copyPracticeMfaCode");
        QVERIFY(copy);
        copy->click();
        const QDateTime now = m_fixture->environment->clock->nowUtc();
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied == practice::SignIn::mfaCode(now)
                     || copied == practice::SignIn::mfaCode(now.addSecs(-30)),
                 qPrintable(copied));
        QVERIFY2(code->text().contains(QStringLiteral("second")), qPrintable(code->text()));
    }

    void sessionsAndRolesAreRehearsed()
    {
        open(QStringLiteral("practice"));
        const practice::Rehearsal &rehearsal = practice::rehearsalOf(*m_fixture->practice);
        auto *minutes = m_dialog->findChild<QSpinBox *>(QStringLiteral("practiceSessionMinutes"));
        QVERIFY(minutes);
        QCOMPARE(minutes->text(), QStringLiteral("as long as usual"));
        minutes->setFocus();
        QTest::keyClick(minutes, Qt::Key_Up);
        QCOMPARE(rehearsal.session, std::chrono::minutes(1));
        m_dialog->findChild<QCheckBox *>(QStringLiteral("practiceLostRoles"))->click();
        QVERIFY(rehearsal.takesRoles);
        open(QStringLiteral("practice")); // and stands there when one comes back
        QCOMPARE(m_dialog->findChild<QSpinBox *>(QStringLiteral("practiceSessionMinutes"))->value(), 1);
        QVERIFY(m_dialog->findChild<QCheckBox *>(QStringLiteral("practiceLostRoles"))->isChecked());
    }

private:
    void open(const QString &profileId)
    {
        m_dialog.reset();
        m_fixture->session->selectProfile(profileId);
        m_dialog = std::make_unique<accounts::AccountsDialog>(m_fixture->session.get());
        m_dialog->resize(892, 504);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    // Several pages have one of that name.
    template <typename T>
    T *visible(const char *name) const
    {
        for (T *one : m_dialog->findChildren<T *>(QLatin1StringView(name))) {
            if (one->isVisible())
                return one;
        }
        return nullptr;
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::shared_ptr<tests::FoundAccounts> m_found;
    std::unique_ptr<accounts::AccountsDialog> m_dialog;
};

QTEST_MAIN(TestAccountPages)
#include "tst_accountpages.moc"
