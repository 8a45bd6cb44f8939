// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

#include <optional>

class QLabel;
class QListWidget;
class QPushButton;

namespace formwork::widgets
{
class Banner;
class SearchField;
} // namespace formwork::widgets

namespace formwork::operation
{

// The forms that were saved with their values: searched, opened, sent, renamed, duplicated, deleted.
class SavedPage : public QWidget
{
    Q_OBJECT

public:
    explicit SavedPage(session::Session *session, QWidget *parent = nullptr);

Q_SIGNALS:
    void formChosen(const QString &id, bool isToBeSent); // the latter: to be looked at and sent

private:
    QWidget *buildButtons();
    void refresh();
    void addForm(const keeping::SavedForm &form);
    void addUnreadable(const keeping::UnreadableForm &form);
    void refreshButtons();
    void choose(bool isToBeSent);
    void rename();
    void duplicate();
    void remove();
    void putBack();
    void tell(const Error &error);
    void select(const QString &id);
    [[nodiscard]] QString currentId() const;
    [[nodiscard]] std::optional<keeping::SavedForm> current() const;

    session::Session *m_session;
    widgets::SearchField *m_search;
    QListWidget *m_list;
    QLabel *m_empty;
    widgets::Banner *m_removed; // what was deleted last, to be put back
    QList<QPushButton *> m_buttons;
    QPushButton *m_run = nullptr;
    keeping::SavedForm m_last;
};

} // namespace formwork::operation
