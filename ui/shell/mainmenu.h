// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"

#include <QMenuBar>
#include <QPointer>

namespace formwork::shell
{

// The menu bar of the main window: everything the program can do, by name, with its keys. What acts on the
// requests of the history comes from there.
class MainMenu : public QMenuBar
{
    Q_OBJECT

public:
    MainMenu(const guide::Guides &guides, QWidget *parent);

    void setRequestActions(const QList<QAction *> &actions);

Q_SIGNALS:
    void paletteRequested();
    void manyRequested();
    void operationRequested(const QString &service, const QString &operation);
    void placeRequested(const QString &id);
    void exportRequested();
    void findRequested();
    void accountsRequested();
    void signInRequested();
    void preferencesRequested();
    void quitRequested();
    void requestMenuOpening(); // its actions may be wanted for the first time
    void helpRequested();
    void shortcutsRequested();
    void dataFolderRequested();
    void aboutRequested();

private:
    void buildFile(const guide::Guides &guides);
    void buildEdit();
    void buildView();
    void buildHelp();
    QAction *add(QMenu *menu, const QString &text, const QKeySequence &keys, void (MainMenu::*signal)());
    void addPlace(QMenu *menu, const QString &text, const QString &id, Qt::Key key);
    void addEdit(QMenu *menu, const QString &text, QKeySequence::StandardKey key);
    void noteFocus(QWidget *now);
    void press(const QKeySequence &keys); // where the keyboard was before the menu opened

    QMenu *m_request = nullptr;
    QPointer<QWidget> m_focus; // outside of menus
};

} // namespace formwork::shell
