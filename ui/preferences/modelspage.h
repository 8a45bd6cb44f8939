// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace formwork::preferences
{

// Where service models were looked for, what was found and what was left out and why; folders of one's own
// are added here.
class ModelsPage : public QWidget
{
    Q_OBJECT

public:
    explicit ModelsPage(session::Session *session, QWidget *parent = nullptr);

    // As if chosen with the button; one that is there already changes nothing.
    void addFolder(const QString &folder);

private:
    [[nodiscard]] QWidget *buttons();
    [[nodiscard]] QString chosenPath() const; // of the selected row, where it was added here
    [[nodiscard]] QStringList folders() const;
    void setFolders(const QStringList &folders);
    void refresh();
    void addGuideProblems();
    void chooseFolder();
    void removeFolder();

    session::Session *m_session;
    QTreeWidget *m_places;
    QLabel *m_status;
    QPushButton *m_remove = nullptr;
    QPushButton *m_rescan = nullptr;
};

} // namespace formwork::preferences
