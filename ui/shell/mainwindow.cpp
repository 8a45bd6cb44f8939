// SPDX-License-Identifier: Apache-2.0
#include "shell/mainwindow.h"

#include "accounts/accountsdialog.h"
#include "accounts/firststartpage.h"
#include "history/historypage.h"
#include "history/retrier.h"
#include "many/manywindow.h"
#include "operation/draftspage.h"
#include "operation/operationdialog.h"
#include "operation/presigndialog.h"
#include "operation/savedpage.h"
#include "operation/thingactions.h"
#include "shell/bookmarks.h"
#include "shell/homepage.h"
#include "shell/mainmenu.h"
#include "shell/pastedesk.h"
#include "shell/practicepage.h"
#include "shell/servicespage.h"
#include "shell/topbar.h"
#include "widgets/labels.h"
#include "widgets/metrics.h"
#include "widgets/question.h"
#include "widgets/sidebar.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QSettings>
#include <QStackedWidget>
#include <QTimer>

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
    , m_paste(new PasteDesk(session, this))
    , m_top(new TopBar(session, m_content))
    , m_side(new widgets::SideBar(tr("Places"), m_content))
    , m_stack(new QStackedWidget(m_content))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Formwork"));
    setMinimumSize(860, 540); // with a frame, all of it on a screen of 900 by 600
    buildSideBar();
    buildPages();
    buildMenu();
    if (!restoreGeometry(m_session->settings().value(geometryKey()).toByteArray())) {
        resize(widgets::openingSize(this, {1280, 832}));
        widgets::placeOnScreen(this);
    }
    connect(m_paste, &PasteDesk::opened, this, &MainWindow::noteOpened);
    connect(m_paste, &PasteDesk::choiceNeeded, this, &MainWindow::openPaletteWith);
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
    m_side->addPlace(QStringLiteral("saved"), tr("Saved"), QStringLiteral("file"));
    if (m_session->practice())
        m_side->addPlace(QStringLiteral("practice"), tr("Practice"), QStringLiteral("list"));
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
    connect(m_home, &HomePage::batchChosen, this,
            [this](qint64 batch) { many::openBatch(m_session, batch, this); });
    connect(m_home, &HomePage::draftChosen, this, &MainWindow::openDraft);
    connect(m_home, &HomePage::attentionChanged, this, [this](qint64 count) {
        m_top->setAttention(count);
        m_side->setBadge(QStringLiteral("history"), count > 0 ? QString::number(count) : QString(),
                         widgets::Tone::Unknown, widgets::SideBar::Badge::Pill);
    });
    m_home->refreshAttention();
    connect(&m_session->drafts(), &journal::DraftStore::changed, this, &MainWindow::countDrafts);
    countDrafts();
    connect(&m_session->saved(), &keeping::SavedForms::changed, this, &MainWindow::countSaved);
    countSaved();
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

void MainWindow::countSaved()
{
    const qsizetype count = m_session->saved().forms().size();
    m_side->setBadge(QStringLiteral("saved"), count > 0 ? QString::number(count) : QString());
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
            connect(m_history, &history::HistoryPage::batchRequested, this,
                    [this](qint64 batch) { many::openBatch(m_session, batch, this); });
            connect(m_history, &history::HistoryPage::answerShown, this,
                    [this](QObject *view, qint64 row) { operation::actOnRow(m_session, view, row); });
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
    if (id == u"saved") {
        if (!m_saved) {
            m_saved = new operation::SavedPage(m_session, m_stack);
            m_stack->addWidget(m_saved);
            connect(m_saved, &operation::SavedPage::formChosen, this, &MainWindow::openSaved);
        }
        return m_saved;
    }
    if (id == u"practice" && m_session->practice()) {
        if (!m_practice) {
            m_practice = new PracticePage(m_session, m_stack);
            m_stack->addWidget(m_practice);
            connect(m_practice, &PracticePage::formRequested, this, &MainWindow::openForm);
        }
        return m_practice;
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

void MainWindow::openMany(const QString &service, const QString &operation)
{
    const Result<model::OperationPtr> found =
        m_session->environment()->catalog->operation(service, operation);
    if (found)
        many::openMany(m_session, *found, {}, this);
    else
        widgets::tell(this, widgets::Question::Kind::Warning, found.error().message, found.error().advice);
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
