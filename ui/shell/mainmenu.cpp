// SPDX-License-Identifier: Apache-2.0
#include "shell/mainmenu.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace formwork::shell
{

MainMenu::MainMenu(const guide::Guides &guides, QWidget *parent)
    : QMenuBar(parent)
{
    setObjectName(QStringLiteral("mainMenu"));
    buildFile(guides);
    buildEdit();
    buildView();
    m_request = addMenu(tr("Re&quest"));
    m_request->setObjectName(QStringLiteral("requestMenu"));
    connect(m_request, &QMenu::aboutToShow, this, &MainMenu::requestMenuOpening);
    buildHelp();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { noteFocus(now); });
}

QAction *MainMenu::add(QMenu *menu, const QString &text, const QKeySequence &keys, void (MainMenu::*signal)())
{
    QAction *action = menu->addAction(text, this, signal);
    action->setShortcut(keys);
    return action;
}

void MainMenu::buildFile(const guide::Guides &guides)
{
    QMenu *file = addMenu(tr("&File"));
    add(file, tr("&Create or find an operation..."), Qt::CTRL | Qt::Key_K, &MainMenu::paletteRequested)
        ->setObjectName(QStringLiteral("menuPalette"));
    add(file, tr("Create &many from a file..."), {}, &MainMenu::manyRequested)
        ->setObjectName(QStringLiteral("menuMany"));
    QMenu *guided = file->addMenu(tr("&Guided"));
    for (const guide::Card &card : guides.cards())
        guided->addAction(QString(card.title).replace(u'&', QStringLiteral("&&")) + QStringLiteral("..."),
                          this, [this, card] { Q_EMIT operationRequested(card.service, card.operation); });
    file->addSeparator();
    add(file, tr("E&xport the history..."), {}, &MainMenu::exportRequested)
        ->setObjectName(QStringLiteral("menuExport"));
    file->addSeparator();
    add(file, tr("&Accounts..."), {}, &MainMenu::accountsRequested)
        ->setObjectName(QStringLiteral("menuAccounts"));
    add(file, tr("&Sign in..."), {}, &MainMenu::signInRequested)->setObjectName(QStringLiteral("menuSignIn"));
    QAction *preferences =
        add(file, tr("&Preferences..."), Qt::CTRL | Qt::Key_Comma, &MainMenu::preferencesRequested);
    preferences->setMenuRole(QAction::PreferencesRole);
    preferences->setObjectName(QStringLiteral("menuPreferences"));
    file->addSeparator();
    QAction *quit = add(file, tr("&Quit"), QKeySequence::Quit, &MainMenu::quitRequested);
    quit->setMenuRole(QAction::QuitRole);
    quit->setObjectName(QStringLiteral("menuQuit"));
}

void MainMenu::buildEdit()
{
    QMenu *edit = addMenu(tr("&Edit"));
    addEdit(edit, tr("&Undo"), QKeySequence::Undo);
    addEdit(edit, tr("&Redo"), QKeySequence::Redo);
    edit->addSeparator();
    addEdit(edit, tr("Cu&t"), QKeySequence::Cut);
    addEdit(edit, tr("&Copy"), QKeySequence::Copy);
    addEdit(edit, tr("&Paste"), QKeySequence::Paste);
    addEdit(edit, tr("Select &all"), QKeySequence::SelectAll);
    edit->addSeparator();
    add(edit, tr("&Find in the history"), {}, &MainMenu::findRequested)
        ->setObjectName(QStringLiteral("menuFind"));
}

void MainMenu::buildView()
{
    QMenu *view = addMenu(tr("&View"));
    addPlace(view, tr("&Home"), QStringLiteral("home"), Qt::Key_1);
    addPlace(view, tr("H&istory"), QStringLiteral("history"), Qt::Key_2);
    addPlace(view, tr("&Drafts"), QStringLiteral("drafts"), Qt::Key_3);
    addPlace(view, tr("Sa&ved"), QStringLiteral("saved"), Qt::Key_6);
    addPlace(view, tr("&Services"), QStringLiteral("services"), Qt::Key_4);
    addPlace(view, tr("&Favourites"), QStringLiteral("favourites"), Qt::Key_5);
}

void MainMenu::buildHelp()
{
    QMenu *help = addMenu(tr("&Help"));
    QAction *contents = add(help, tr("&Daily tasks"), QKeySequence::HelpContents, &MainMenu::helpRequested);
    contents->setShortcutContext(Qt::ApplicationShortcut); // in the windows of operations too
    contents->setObjectName(QStringLiteral("menuHelp"));
    QAction *keys =
        add(help, tr("&Keyboard shortcuts"), Qt::CTRL | Qt::Key_F1, &MainMenu::shortcutsRequested);
    keys->setShortcutContext(Qt::ApplicationShortcut);
    keys->setObjectName(QStringLiteral("menuShortcuts"));
    help->addSeparator();
    add(help, tr("Show the data &folder"), {}, &MainMenu::dataFolderRequested);
    QAction *about = add(help, tr("&About Formwork"), {}, &MainMenu::aboutRequested);
    about->setMenuRole(QAction::AboutRole);
    about->setObjectName(QStringLiteral("menuAbout"));
}

void MainMenu::addPlace(QMenu *menu, const QString &text, const QString &id, Qt::Key key)
{
    QAction *action = menu->addAction(text, this, [this, id] { Q_EMIT placeRequested(id); });
    action->setShortcut(Qt::CTRL | key);
    action->setObjectName(QStringLiteral("menuPlace:") + id);
}

// The keys belong to whatever has the keyboard, so the menu only shows them and presses them for who asks.
void MainMenu::addEdit(QMenu *menu, const QString &text, QKeySequence::StandardKey key)
{
    const QKeySequence keys = key;
    menu->addAction(text + u'\t' + keys.toString(QKeySequence::NativeText), this,
                    [this, keys] { press(keys); })
        ->setObjectName(QStringLiteral("menuEdit:") + keys.toString());
}

void MainMenu::setRequestActions(const QList<QAction *> &actions)
{
    if (m_request->isEmpty())
        m_request->addActions(actions);
}

void MainMenu::noteFocus(QWidget *now)
{
    if (now && !qobject_cast<QMenuBar *>(now) && !qobject_cast<QMenu *>(now))
        m_focus = now;
}

void MainMenu::press(const QKeySequence &keys)
{
    const QPointer<QWidget> target = m_focus;
    if (!target || keys.isEmpty())
        return;
    const QList<QAction *> actions = target->actions();
    const auto own = std::ranges::find_if(
        actions, [&keys](const QAction *one) { return one->isEnabled() && one->shortcut() == keys; });
    if (own != actions.end()) {
        (*own)->trigger();
        return;
    }
    const QKeyCombination combination = keys[0];
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, combination.key(), combination.keyboardModifiers());
        if (target)
            QApplication::sendEvent(target, &event);
    }
}

} // namespace formwork::shell
