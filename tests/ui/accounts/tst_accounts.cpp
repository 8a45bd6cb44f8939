// SPDX-License-Identifier: Apache-2.0
#include "accounts/accountsdialog.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QTest>

using namespace formwork;

class TestAccounts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_dialog = std::make_unique<accounts::AccountsDialog>(m_fixture->session.get());
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void cleanup()
    {
        m_dialog.reset();
        m_fixture.reset();
    }

    // A found bug: at 1280 pixels the end of each line was cut off, and nobody could scroll there.
    void nothingIsCutOffAtTheRight()
    {
        m_dialog->resize(m_dialog->minimumSizeHint());
        auto *tabs = m_dialog->findChild<QTabWidget *>();
        for (int tab = 0; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            QList<QScrollArea *> areas = tabs->currentWidget()->findChildren<QScrollArea *>();
            if (auto *area = qobject_cast<QScrollArea *>(tabs->currentWidget()))
                areas.append(area);
            QVERIFY(!areas.isEmpty());
            for (const QScrollArea *area : std::as_const(areas)) {
                QTRY_VERIFY2(!area->isVisible() || area->widget()->width() <= area->viewport()->width(),
                             qPrintable(tabs->tabText(tab)));
            }
        }
    }

    void addsAndRemovesAnAccount()
    {
        press("addAccount");
        type("accountName", QStringLiteral("acme"));
        type("accountAccessKeyId", QStringLiteral("AKIDEXAMPLE"));
        press("saveAccount"); // without a secret
        QVERIFY(banner()->text().contains(QStringLiteral("secret access key is empty")));
        QVERIFY(!m_fixture->session->profiles().profile(QStringLiteral("acme")));

        type("accountSecret", QStringLiteral("canary-secret-0001"));
        press("saveAccount");
        QTRY_VERIFY(m_fixture->session->profiles().profile(QStringLiteral("acme")).has_value());
        QTRY_VERIFY(banner()->text().startsWith(QStringLiteral("Saved.")));
        // The keychain of this test forgets, and the person is told so.
        QVERIFY2(banner()->text().contains(QStringLiteral("forgotten")), qPrintable(banner()->text()));
        QVERIFY(field("accountSecret")->text().isEmpty());
        QCOMPARE(m_fixture->session->profiles().profile(QStringLiteral("acme"))->maxAttempts, 0);
        QVERIFY(!filesContain("canary-secret-0001"));

        press("removeAccount");
        auto *question = m_dialog->findChild<QMessageBox *>();
        QTRY_VERIFY(question && question->isVisible());
        QTest::mouseClick(question->findChild<QPushButton *>(QStringLiteral("remove")), Qt::LeftButton);
        QTRY_VERIFY(!m_fixture->session->profiles().profile(QStringLiteral("acme")));
    }

    void keepsSwitchesAndABearerToken()
    {
        press("addAccount");
        type("accountName", QStringLiteral("acme"));
        type("accountAccessKeyId", QStringLiteral("AKIDEXAMPLE"));
        type("accountSecret", QStringLiteral("canary-secret-0001"));
        type("accountToken", QStringLiteral("canary-token-0001"));
        for (const char *name : {"accountFips", "accountDualStack"})
            m_dialog->findChild<QCheckBox *>(QString::fromLatin1(name))->click();
        press("saveAccount");
        credentials::ProfileStore &store = m_fixture->session->profiles();
        QTRY_VERIFY(store.profile(QStringLiteral("acme"))
                    && store.profile(QStringLiteral("acme"))->hasBearerToken);
        QVERIFY(store.profile(QStringLiteral("acme"))->fips);
        QVERIFY(store.profile(QStringLiteral("acme"))->dualStack);
        QTRY_VERIFY(field("accountToken")->text().isEmpty());
        QCOMPARE(field("accountToken")->placeholderText(),
                 QStringLiteral("In the keychain; type to replace it"));
        QVERIFY(!filesContain("canary-token-0001"));
    }

    void removesABearerToken()
    {
        press("addAccount");
        type("accountName", QStringLiteral("acme"));
        type("accountAccessKeyId", QStringLiteral("AKIDEXAMPLE"));
        type("accountSecret", QStringLiteral("canary-secret-0001"));
        QVERIFY(!m_dialog->findChild<QPushButton *>(QStringLiteral("removeAccountToken"))->isVisible());
        type("accountToken", QStringLiteral("canary-token-0001"));
        press("saveAccount");
        credentials::ProfileStore &store = m_fixture->session->profiles();
        QTRY_VERIFY(store.profile(QStringLiteral("acme"))
                    && store.profile(QStringLiteral("acme"))->hasBearerToken);
        const QString key = QStringLiteral("token-") + store.profile(QStringLiteral("acme"))->id;
        QTRY_VERIFY(m_dialog->findChild<QPushButton *>(QStringLiteral("removeAccountToken"))->isVisible());
        press("removeAccountToken");
        press("removeAccountToken"); // "Keep it"
        press("saveAccount");
        QTRY_VERIFY(banner()->text().startsWith(QStringLiteral("Saved")));
        QVERIFY(store.profile(QStringLiteral("acme"))->hasBearerToken);
        press("removeAccountToken");
        QVERIFY(field("accountToken")->placeholderText().contains(QStringLiteral("when you save")));
        press("saveAccount");
        QTRY_VERIFY(!store.profile(QStringLiteral("acme"))->hasBearerToken);
        std::optional<bool> isGone;
        store.keychain()->read(key).then(
            [&isGone](const Result<credentials::Secret> &token) { isGone = !token.has_value(); });
        QTRY_VERIFY(isGone.has_value());
        QVERIFY(*isGone);
        QTRY_VERIFY(!m_dialog->findChild<QPushButton *>(QStringLiteral("removeAccountToken"))->isVisible());
        QCOMPARE(field("accountToken")->placeholderText(), QStringLiteral("None"));
    }

    void anotherKeyNeedsItsSecret()
    {
        press("addAccount");
        type("accountName", QStringLiteral("acme"));
        type("accountAccessKeyId", QStringLiteral("AKIDEXAMPLE"));
        type("accountSecret", QStringLiteral("canary-secret-0001"));
        press("saveAccount");
        QTRY_VERIFY(m_fixture->session->profiles().profile(QStringLiteral("acme")).has_value());
        QTRY_VERIFY(field("accountSecret")->text().isEmpty());
        type("accountAccessKeyId", QStringLiteral("2"));
        press("saveAccount");
        QVERIFY2(banner()->text().contains(QStringLiteral("does not belong")), qPrintable(banner()->text()));
        QCOMPARE(m_fixture->session->profiles().profile(QStringLiteral("acme"))->accessKeyId,
                 QStringLiteral("AKIDEXAMPLE"));
    }

    void aFaultReachesThePracticeAccount()
    {
        auto *fault = m_dialog->findChild<QComboBox *>(QStringLiteral("practiceFault"));
        fault->setFocus();
        QTest::keyClick(fault, Qt::Key_Down);
        QCOMPARE(m_fixture->practice->fault().kind, practice::Fault::Kind::Throttle);
    }

private:
    void press(const char *name)
    {
        auto *button = m_dialog->findChild<QPushButton *>(QString::fromLatin1(name));
        QVERIFY(button && button->isEnabled());
        QTest::mouseClick(button, Qt::LeftButton);
    }

    [[nodiscard]] QLineEdit *field(const char *name) const
    {
        return m_dialog->findChild<QLineEdit *>(QString::fromLatin1(name));
    }
    void type(const char *name, const QString &text) { QTest::keyClicks(field(name), text); }
    [[nodiscard]] widgets::Banner *banner() const
    {
        return m_dialog->findChild<widgets::Banner *>(QStringLiteral("accountsBanner"));
    }

    [[nodiscard]] bool filesContain(const QByteArray &text) const
    {
        for (const QFileInfo &info :
             QDir(m_fixture->folder.path()).entryInfoList(QDir::Files | QDir::Hidden)) {
            QFile file(info.filePath());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
                return true;
        }
        return false;
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<accounts::AccountsDialog> m_dialog;
};

QTEST_MAIN(TestAccounts)
#include "tst_accounts.moc"
