// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "search/search.h"
#include "session/session.h"

#include <QMainWindow>

class QStackedWidget;

namespace formwork::accounts
{
class AccountsDialog;
class FirstStartPage;
} // namespace formwork::accounts
namespace formwork::history
{
class HistoryPage;
}
namespace formwork::operation
{
class DraftsPage;
class OperationDialog;
class SavedPage;
struct OpenRequest;
} // namespace formwork::operation
namespace formwork::widgets
{
class SideBar;
}

namespace formwork::shell
{

class Bookmarks;
class CommandPalette;
class HelpDialog;
class HomePage;
class MainMenu;
class PasteDesk;
class PracticePage;
class ServicesPage;
class TopBar;

// The main window: the bar at the top, the places at the left, the chosen place in the middle. Opens the
// dialogs of operations. Owned by main().
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(session::Session *session, QWidget *parent = nullptr);

    void openOperation(const QString &service, const QString &operation);
    void openMany(const QString &service, const QString &operation); // from a file
    void openForm(const QString &service, const QString &operation, const QCborMap &input); // begun so
    void openDraft(const QString &id);
    void openSaved(const QString &id, bool isToBeSent);
    void editAsNew(qint64 journalId);
    void showHistory(qint64 journalId = 0, const QString &filter = {});
    // "home", "start", "history", "drafts", "saved", "practice", "services", "favourites"
    void showPlace(const QString &id);

Q_SIGNALS:
    void warmedUp(); // once, some time after the start: dialogs open quickly from now on

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildSideBar();
    void buildPages();
    void buildMenu();
    void openDialog(const operation::OpenRequest &request);
    void noteOpened(operation::OperationDialog *dialog);
    QWidget *page(const QString &id); // made when first shown
    void buildIndex();
    void warmUp(qsizetype card); // one after the other, each when there is nothing else to do
    void openPalette();
    void openPaletteWith(const QString &pasted);
    void openPaletteForMany();
    CommandPalette *showPalette();
    void selectAccount();
    void addStart();
    accounts::AccountsDialog *openAccounts();
    void signIn();
    void openPreferences();
    void openHelp(bool keys);
    void openAbout();
    void findInHistory();
    void retry(const QList<qint64> &ids);
    void restorePlace();
    void countDrafts();
    void countSaved();
    void countFavourites();
    void askToQuit();
    [[nodiscard]] int sideBarWidth() const;

    session::Session *m_session;
    Bookmarks *m_bookmarks;
    QWidget *m_content; // of the window: bar, places, page
    MainMenu *m_menu;
    PasteDesk *m_paste;
    TopBar *m_top;
    widgets::SideBar *m_side;
    QStackedWidget *m_stack;
    HelpDialog *m_help = nullptr; // made when first shown
    HomePage *m_home = nullptr;
    accounts::FirstStartPage *m_start = nullptr; // null: nobody has to choose
    history::HistoryPage *m_history = nullptr;
    operation::DraftsPage *m_drafts = nullptr;
    operation::SavedPage *m_saved = nullptr;
    ServicesPage *m_services = nullptr;
    PracticePage *m_practice = nullptr;
    QString m_place;
    bool m_isWarming = false;
    bool m_mayQuit = false; // although a request is under way
    std::shared_ptr<const search::OperationIndex> m_index;
};

} // namespace formwork::shell
