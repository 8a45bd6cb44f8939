// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "accounts/signindialog.h"
#include "accounts/signinwaitpage.h"
#include "core/signin/signinbench.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTreeView>

namespace formwork::tests
{

// A window, and the browser, the Identity Center and the console that it signs in with.
class SignInWindow
{
protected:
    void start()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_aws = std::make_unique<fake::SignIn>(m_fixture->environment->clock);
        signin::Machine machine;
        machine.root = m_fixture->folder.path();
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/h"));
        machine.environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), m_aws->url());
        m_sources = signin::Sources::of(machine, m_fixture->environment->clock);
        const signin::SourcesPtr &sources = m_sources;
        sources->environment = m_fixture->environment;
        sources->vault = std::make_shared<signin::Vault>(
            m_fixture->folder.filePath(QStringLiteral("sessions")),
            m_fixture->environment->profiles->keychain(), m_fixture->environment->clock);
        m_fixture->environment->profiles->setSource(std::make_shared<signin::SharedAccounts>(
            machine, m_fixture->environment->clock, std::make_shared<signin::Providers>(sources)));
        m_signIns = std::make_unique<signin::SignIns>(sources);
        m_fixture->session->setSignIns(m_signIns.get());
    }

    void stop()
    {
        m_dialog.reset();
        m_fixture->session->setSignIns(nullptr);
        m_signIns.reset();
        m_sources.reset();
        m_fixture.reset();
        m_aws.reset();
    }

    // A browser where somebody says yes.
    void setBrowser(const accounts::SignInDialog &dialog) const
    {
        dialog.findChild<accounts::SignInWaitPage *>()->setOpener([this](const QUrl &url) {
            if (url.path().contains(QStringLiteral("authorize")))
                QTimer::singleShot(0, qApp, [this, url] { bench::visit(m_aws->confirm(url)); });
            return true;
        });
    }

    void open()
    {
        m_dialog = std::make_unique<accounts::SignInDialog>(m_fixture->session.get());
        setBrowser(*m_dialog);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void typeCenter() const
    {
        m_dialog->findChild<QLineEdit *>(QStringLiteral("signInUrl"))
            ->setText(kStartUrl + QStringLiteral("#/"));
        m_dialog->findChild<QComboBox *>(QStringLiteral("signInRegion"))
            ->setCurrentText(QStringLiteral("eu-west-1"));
    }

    // The first role of the account in a row, fetched.
    [[nodiscard]] QModelIndex openedRole(int row) const
    {
        const QModelIndex account = tree()->model()->index(row, 0);
        tree()->expand(account);
        if (!QTest::qWaitFor([&] { return tree()->model()->rowCount(account) > 0; }))
            qFatal("no role came");
        return tree()->model()->index(0, 0, account);
    }

    [[nodiscard]] QTreeView *tree() const
    {
        return m_dialog->findChild<QTreeView *>(QStringLiteral("portalTree"));
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_dialog->findChild<QPushButton *>(QLatin1StringView(name));
    }
    [[nodiscard]] QString label(const char *name) const
    {
        return m_dialog->findChild<QLabel *>(QLatin1StringView(name))->text();
    }
    [[nodiscard]] widgets::Banner *banner() const
    {
        return m_dialog->findChild<widgets::Banner *>(QStringLiteral("signInBanner"));
    }
    [[nodiscard]] double codeFont() const
    {
        return m_dialog->findChild<QLabel *>(QStringLiteral("signInCode"))->font().pointSizeF();
    }

    const QString kStartUrl = QStringLiteral("https://acme.awsapps.com/start");
    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<fake::SignIn> m_aws;
    signin::SourcesPtr m_sources;
    std::unique_ptr<signin::SignIns> m_signIns;
    std::unique_ptr<accounts::SignInDialog> m_dialog;
};

} // namespace formwork::tests
