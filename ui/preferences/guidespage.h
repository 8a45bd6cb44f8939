// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace formwork::preferences
{

// The user's own guides: which are used, and what is wrong with the others.
class GuidesPage : public QWidget
{
    Q_OBJECT

public:
    explicit GuidesPage(session::Session *session, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    session::Session *m_session;
    QTreeWidget *m_guides;
    QLabel *m_status;
};

} // namespace formwork::preferences
