// SPDX-License-Identifier: Apache-2.0
// What the menus of the main window lead to.
#include "history/historypage.h"
#include "preferences/preferencesdialog.h"
#include "shell/aboutdialog.h"
#include "shell/helpdialog.h"
#include "shell/mainmenu.h"
#include "shell/mainwindow.h"
#include "shell/servicespage.h"

#include <QDesktopServices>
#include <QShortcut>
#include <QUrl>

#include <tuple>

namespace formwork::shell
{

void MainWindow::buildMenu()
{
    setMenuBar(m_menu);
    connect(new QShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_A, this), &QShortcut::activated, this,
            [this] { selectAccount(); });
    connect(m_menu, &MainMenu::paletteRequested, this, &MainWindow::openPalette);
    connect(m_menu, &MainMenu::manyRequested, this, &MainWindow::openPaletteForMany);
    connect(m_menu, &MainMenu::operationRequested, this,
            [this](const QString &service, const QString &operation) { openOperation(service, operation); });
    connect(m_menu, &MainMenu::placeRequested, this, [this](const QString &id) {
        showPlace(id);
        if (id == u"services")
            m_services->startSearch();
    });
    connect(m_menu, &MainMenu::findRequested, this, &MainWindow::findInHistory);
    connect(m_menu, &MainMenu::exportRequested, this, [this] {
        showPlace(QStringLiteral("history"));
        m_history->exportShown();
    });
    // The requests of the history can be acted upon where they are seen.
    connect(m_menu, &MainMenu::requestMenuOpening, this, [this] {
        std::ignore = page(QStringLiteral("history"));
        m_menu->setRequestActions(m_history->requestActions());
    });
    connect(m_menu, &MainMenu::accountsRequested, this, &MainWindow::openAccounts);
    connect(m_menu, &MainMenu::signInRequested, this, &MainWindow::signIn);
    connect(m_menu, &MainMenu::preferencesRequested, this, &MainWindow::openPreferences);
    connect(m_menu, &MainMenu::quitRequested, this, &QWidget::close);
    connect(m_menu, &MainMenu::helpRequested, this, [this] { openHelp(false); });
    connect(m_menu, &MainMenu::shortcutsRequested, this, [this] { openHelp(true); });
    connect(m_menu, &MainMenu::dataFolderRequested, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_session->paths().dataDirectory())); });
    connect(m_menu, &MainMenu::aboutRequested, this, &MainWindow::openAbout);
}

void MainWindow::findInHistory()
{
    showPlace(QStringLiteral("history"));
    m_history->startSearch();
}

void MainWindow::openHelp(bool keys)
{
    if (!m_help)
        m_help = new HelpDialog(this);
    m_help->showPage(keys ? HelpDialog::Page::Keys : HelpDialog::Page::Tasks);
}

void MainWindow::openAbout()
{
    const catalog::LiveCatalog &models = m_session->environment()->catalog;
    auto *dialog = new AboutDialog(m_session->paths(), models->services().size(),
                                   models.source()->index()->size(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::openPreferences()
{
    auto *dialog = new preferences::PreferencesDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace formwork::shell
