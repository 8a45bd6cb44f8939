// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QListWidget;
class QPushButton;

namespace formwork::operation
{

// The inputs that were kept and not sent yet.
class DraftsPage : public QWidget
{
    Q_OBJECT

public:
    explicit DraftsPage(session::Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void draftChosen(const QString &id);

private:
    void refresh();
    void open();
    void askToDelete();
    void addDraft(const journal::Draft &draft);
    void addUnreadable(const journal::UnreadableDraft &draft);
    void refreshButtons();
    [[nodiscard]] QString currentId() const;

    session::Session *m_session;
    QListWidget *m_list;
    QLabel *m_empty;
    QPushButton *m_open;
    QPushButton *m_delete;
};

} // namespace formwork::operation
