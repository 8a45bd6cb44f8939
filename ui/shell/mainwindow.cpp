// SPDX-License-Identifier: Apache-2.0
#include "shell/mainwindow.h"

#include "accounts/accountsdialog.h"
#include "accounts/firststartpage.h"
#include "history/historypage.h"
#include "history/retrier.h"
#include "operation/draftspage.h"
#include "operation/operationdialog.h"
#include "operation/presigndialog.h"
#include "preferences/preferencesdialog.h"
#include "shell/aboutdialog.h"
#include "shell/bookmarks.h"
#include "shell/commandpalette.h"
#include "shell/helpdialog.h"
#include "shell/homepage.h"
#include "shell/mainmenu.h"
#include "shell/servicespage.h"
#include "shell/topbar.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/sidebar.h"

#include <QCloseEvent>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QSettings>
#include <QShortcut>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>

namespace formwork::shell
{
namespace
{

QString geometryKey() { return QStringLiteral("window/geometry"); }

constexpr auto kLook = std::chrono::milliseconds(400); // who has just started the program looks at it first

const QString kGuidedPrefix = QStringLiteral("guided:");

} // namespace

MainWindow::MainWindow(session::Session *session, QWidget *parent)
    : QMainWindow(parent)
    , m_session(session)
    , m_bookmarks(new Bookmarks(session->settings(), this))
    , m_content(new QWidget(this)) // what moves to another parent has all its styles made anew
    , m_menu(new MainMenu(*session->environment()->guides, this))
    , m_top(new TopBar(session, m_content))
    , m_side(new widgets::SideBar(tr("Places"), m_content))
    , m_stack(new QStackedWidget(m_content))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Formwork"));
    setMinimumSize(900, 600);
    buildSideBar();
    buildPages();
    buildMenu();
    if (!restoreGeometry(m_session->settings().value(geometryKey()).toByteArray())) {
        resize(widgets::openingSize(this, {1280, 832}));
        widgets::placeOnScreen(this);
    }
    showPlace(QStringLiteral("home"));
    m_side->setFocus(Qt::OtherFocusReason);
    // After the first paint: what nobody sees at once.
    QTimer::singleShot(0, this, &MainWindow::buildIndex);
    connect(m_session->environment()->catalog.source(), &catalog::CatalogSource::readingChanged, this,
            &MainWindow::buildIndex);
}

void MainWindow::buildSideBar()
{
    m_side->setObjectName(QStringLiteral("sideBar"));
    m_side->addPlace(QStringLiteral("home"), tr("Home"), QStringLiteral("home"));
    m_side->addPlace(QStringLiteral("history"), tr("History"), QStringLiteral("history"));
    m_side->addPlace(QStringLiteral("drafts"), tr("Drafts"), QStringLiteral("draft"));
    m_side->addHeading(tr("Guided"));
    for (const guide::Card &guided : m_session->environment()->guides->cards())
        m_side->addPlace(kGuidedPrefix + guided.service + u':' + guided.operation, guided.title);
    m_side->addHeading(tr("All of AWS"));
    m_side->addPlace(QStringLiteral("services"), tr("Services"), QStringLiteral("service"));
    m_side->addPlace(QStringLiteral("favourites"), tr("Favourites"), QStringLiteral("star"));
    m_side->addHeading(tr("Settings"));
    m_side->addPlace(QStringLiteral("accounts"), tr("Accounts..."), QStringLiteral("account"));
    m_side->addPlace(QStringLiteral("preferences"), tr("Preferences..."), QStringLiteral("settings"));

    // Walking through the list changes the page; dialogs wait for a click or Enter.
    connect(m_side, &widgets::SideBar::placeChosen, this, [this](const QString &id) {
        if (page(id))
            showPlace(id);
    });
    const auto activate = [this] {
        const QString id = m_side->currentId();
        if (id.startsWith(kGuidedPrefix)) {
            const QStringList parts = id.split(u':');
            openOperation(parts.value(1), parts.value(2));
        } else if (id == u"accounts") {
            openAccounts();
        } else if (id == u"preferences") {
            openPreferences();
        }
        if (!page(id))
            restorePlace();
    };
    connect(m_side, &QListWidget::itemActivated, this, activate);
    connect(m_side, &QListWidget::itemClicked, this, [this, activate] {
        if (!page(m_side->currentId()))
            activate();
    });
}

void MainWindow::buildPages()
{
    m_home = new HomePage(m_session, *m_bookmarks, m_stack);
    m_stack->addWidget(m_home);
    auto *below = new QHBoxLayout;
    below->setContentsMargins({});
    below->setSpacing(0);
    m_side->setFixedWidth(sideBarWidth());
    below->addWidget(m_side);
    below->addWidget(m_stack, 1);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_top);
    column->addWidget(widgets::separator(m_content));
    column->addLayout(below, 1);
    setCentralWidget(m_content);

    connect(m_top, &TopBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_top, &TopBar::historyRequested, this, [this] { showHistory(); });
    connect(m_top, &TopBar::accountRequested, this, &MainWindow::selectAccount);
    connect(m_home, &HomePage::operationChosen, this, &MainWindow::openOperation);
    connect(m_home, &HomePage::searchRequested, this, &MainWindow::openPalette);
    connect(m_home, &HomePage::accountsRequested, this, &MainWindow::openAccounts);
    connect(m_home, &HomePage::rowChosen, this, [this](qint64 id) { showHistory(id); });
    connect(m_home, &HomePage::unknownRequested, this,
            [this] { showHistory(0, QStringLiteral("outcome:unknown")); });
    connect(m_home, &HomePage::retryRequested, this, &MainWindow::retry);
    connect(m_home, &HomePage::draftChosen, this, &MainWindow::openDraft);
    connect(m_home, &HomePage::attentionChanged, this, [this](qint64 count) {
        m_top->setAttention(count);
        m_side->setBadge(QStringLiteral("history"), count > 0 ? QString::number(count) : QString(),
                         widgets::Tone::Unknown, widgets::SideBar::Badge::Pill);
    });
    m_home->refreshAttention();
    connect(&m_session->drafts(), &journal::DraftStore::changed, this, &MainWindow::countDrafts);
    countDrafts();
    connect(m_bookmarks, &Bookmarks::changed, this, &MainWindow::countFavourites);
    countFavourites();
}

void MainWindow::countFavourites()
{
    const qsizetype count = m_bookmarks->favourites().size();
    m_side->setBadge(QStringLiteral("favourites"), count > 0 ? QString::number(count) : QString());
}

void MainWindow::countDrafts()
{
    const journal::DraftStore &drafts = m_session->drafts();
    const qsizetype count = drafts.drafts().size() + drafts.unreadable().size();
    m_side->setBadge(QStringLiteral("drafts"), count > 0 ? QString::number(count) : QString());
}

void MainWindow::buildMenu()
{
    setMenuBar(m_menu);
    connect(new QShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_A, this), &QShortcut::activated, this,
            [this] { selectAccount(); });
    connect(m_menu, &MainMenu::paletteRequested, this, &MainWindow::openPalette);
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

// Wide enough for the longest title, but a narrow window keeps its middle.
int MainWindow::sideBarWidth() const
{
    QFont bold = m_side->font();
    bold.setWeight(QFont::DemiBold);
    int longest = 0;
    for (int row = 0; row < m_side->count(); ++row)
        longest = qMax(longest, QFontMetrics(bold).horizontalAdvance(m_side->item(row)->text()));
    return qMin(longest + 5 * widgets::space(this, widgets::Space::Small), minimumWidth() * 3 / 10);
}

QWidget *MainWindow::page(const QString &id)
{
    if (id == u"home")
        return m_home;
    if (id == u"history") {
        if (!m_history) {
            m_history = new history::HistoryPage(m_session, m_stack);
            m_stack->addWidget(m_history);
            connect(m_history, &history::HistoryPage::editAsNewRequested, this, &MainWindow::editAsNew);
            connect(m_history, &history::HistoryPage::presignRequested, this,
                    [this](qint64 row) { operation::presignRow(m_session, row, this); });
        }
        return m_history;
    }
    if (id == u"start") {
        if (!m_start)
            addStart();
        return m_start;
    }
    if (id == u"drafts") {
        if (!m_drafts) {
            m_drafts = new operation::DraftsPage(m_session, m_stack);
            m_stack->addWidget(m_drafts);
            connect(m_drafts, &operation::DraftsPage::draftChosen, this, &MainWindow::openDraft);
        }
        return m_drafts;
    }
    if (id == u"services" || id == u"favourites") {
        if (!m_services) {
            m_services = new ServicesPage(m_session, *m_bookmarks, m_stack);
            m_stack->addWidget(m_services);
            connect(m_services, &ServicesPage::operationChosen, this, &MainWindow::openOperation);
        }
        return m_services;
    }
    return nullptr;
}

void MainWindow::showPlace(const QString &id)
{
    QWidget *chosen = page(id);
    if (!chosen)
        return;
    m_place = id;
    m_side->setCurrentId(id);
    m_stack->setCurrentWidget(chosen);
    if (id == u"start")
        chosen->setFocus(Qt::OtherFocusReason);
    if (id == u"favourites")
        m_services->showService({});
    else if (id == u"services")
        m_services->leaveFavourites();
}

void MainWindow::restorePlace() { m_side->setCurrentId(m_place); }

void MainWindow::showHistory(qint64 journalId, const QString &filter)
{
    showPlace(QStringLiteral("history"));
    if (!filter.isEmpty())
        m_history->setFilter(filter);
    if (journalId > 0)
        m_history->showRow(journalId);
    raise();
    activateWindow();
}

void MainWindow::buildIndex()
{
    const catalog::LiveCatalog &catalog = m_session->environment()->catalog;
    m_index = catalog.source()->index();
    m_top->setOperationCount(m_index->size());
    const bool isReading = catalog.source()->isReading(); // the home page says so where there are no numbers
    m_home->setCatalog(isReading ? 0 : catalog->services().size(), m_index->size());
    m_side->setBadge(QStringLiteral("services"), QString::number(catalog->services().size()));
    if (m_services)
        m_services->refresh();
    if (!isReading && !std::exchange(m_isWarming, true))
        QTimer::singleShot(kLook, this, [this] { warmUp(0); });
}

void MainWindow::warmUp(qsizetype card)
{
    const QList<guide::Card> &cards = m_session->environment()->guides->cards();
    if (card == cards.size()) {
        Q_EMIT warmedUp();
        return;
    }
    operation::warmUp(m_session, cards[card], this);
    QTimer::singleShot(0, this, [this, card] { warmUp(card + 1); });
}

void MainWindow::openPalette()
{
    if (!m_index)
        buildIndex();
    auto *palette = new CommandPalette(m_index, m_session->environment()->guides, *m_bookmarks, this);
    connect(palette, &CommandPalette::operationChosen, this, &MainWindow::openOperation);
    const catalog::CatalogSource *source = m_session->environment()->catalog.source();
    connect(source, &catalog::CatalogSource::changed, palette,
            [source, palette] { palette->setIndex(source->index()); });
    const QPoint middle = mapToGlobal(QPoint((width() - palette->width()) / 2, m_top->height()));
    palette->move(middle);
    palette->show();
}

void MainWindow::openOperation(const QString &service, const QString &operation)
{
    operation::OpenRequest request;
    request.service = service;
    request.operation = operation;
    m_bookmarks->noteOpened({service, operation});
    openDialog(request);
}

void MainWindow::openDraft(const QString &id)
{
    operation::OpenRequest request;
    request.draft = id;
    openDialog(request);
}

void MainWindow::editAsNew(qint64 journalId)
{
    operation::OpenRequest request;
    request.editedFrom = journalId;
    openDialog(request);
}

void MainWindow::openDialog(const operation::OpenRequest &request)
{
    operation::openDialog(m_session, request, this, [this](operation::OperationDialog *dialog) {
        connect(dialog, &operation::OperationDialog::historyRequested, this,
                [this](qint64 id) { showHistory(id); });
    });
}

void MainWindow::openPreferences()
{
    auto *dialog = new preferences::PreferencesDialog(m_session, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::retry(const QList<qint64> &ids)
{
    auto *retrier = new history::Retrier(m_session, this);
    connect(retrier, &history::Retrier::finished, retrier, &QObject::deleteLater);
    retrier->retry(ids);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_session->settings().setValue(geometryKey(), saveGeometry());
    if (!m_mayQuit && m_session->requestsUnderWay() > 0) {
        event->ignore();
        askToQuit();
        return;
    }
    // Forms with something typed ask what becomes of it; the window stays until they are closed.
    for (auto *dialog : findChildren<operation::OperationDialog *>()) {
        if (dialog->isVisible())
            dialog->reject();
        if (dialog->isVisible()) {
            dialog->raise();
            event->ignore();
            return;
        }
    }
    QMainWindow::closeEvent(event);
}

void MainWindow::askToQuit()
{
    const int count = m_session->requestsUnderWay();
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Quit while %n request(s) (is|are) being sent?", nullptr, count);
    question.text = tr("What has left this computer may still be carried out. Its outcome will be unknown: "
                       "you find it in the history "
                       "and can retry it from there. If you wait, the answer comes here.");
    question.answers = {{QStringLiteral("quit"), tr("Quit now"), false}};
    question.cancelText = tr("Wait for the answer");
    widgets::ask(this, question, [this](const QString &answer) {
        m_mayQuit = answer == u"quit";
        if (m_mayQuit)
            close();
    });
}

} // namespace formwork::shell
