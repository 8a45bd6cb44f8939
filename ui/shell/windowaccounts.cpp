// SPDX-License-Identifier: Apache-2.0
// How one gets to accounts from the main window.
#include "accounts/accountsdialog.h"
#include "accounts/accountswitcher.h"
#include "accounts/firststartpage.h"
#include "accounts/signindialog.h"
#include "shell/mainwindow.h"
#include "shell/topbar.h"
#include "widgets/metrics.h"

#include <QStackedWidget>

namespace formwork::shell
{

void MainWindow::addStart()
{
    m_start = new accounts::FirstStartPage(m_session, m_stack);
    m_stack->addWidget(m_start);
    connect(m_start, &accounts::FirstStartPage::chosen, this, [this] { showPlace(QStringLiteral("home")); });
    connect(m_start, &accounts::FirstStartPage::keysRequested, this,
            [this] { openAccounts()->addProfile(); });
    connect(m_start, &accounts::FirstStartPage::signInRequested, this, &MainWindow::signIn);
}

void MainWindow::selectAccount()
{
    auto *switcher = new accounts::AccountSwitcher(m_session, this);
    connect(switcher, &accounts::AccountSwitcher::accountsRequested, this, &MainWindow::openAccounts);
    connect(switcher, &accounts::AccountSwitcher::signInRequested, this, &MainWindow::signIn);
    switcher->move(m_top->mapToGlobal(QPoint(widgets::space(this, widgets::Space::Small), m_top->height())));
    switcher->show();
}

accounts::AccountsDialog *MainWindow::openAccounts()
{
    auto *dialog = new accounts::AccountsDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    return dialog;
}

// What is new is shown, and not selected: where requests go is changed by hand alone.
void MainWindow::signIn()
{
    auto *dialog = new accounts::SignInDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &accounts::SignInDialog::accountsAdded, this,
            [this](const QString &profileId) { openAccounts()->showProfile(profileId); });
    dialog->open();
}

} // namespace formwork::shell
