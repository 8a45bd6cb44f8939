// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/session.h"

#include <QWidget>

class QLabel;
class QTreeWidget;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::accounts
{

// A profile of the files that the AWS CLI reads: every setting that counts for it, with the file and the line
// where it stands, what it comes to, and what the AWS CLI refuses of those files. Nothing here writes them.
class SharedProfilePanel : public QWidget
{
    Q_OBJECT

public:
    explicit SharedProfilePanel(session::Session *session, QWidget *parent = nullptr);

    void show(const credentials::Profile &profile);

private:
    void fitHeight();
    void fillSettings(const credentials::Profile &profile);

    session::Session *m_session;
    QLabel *m_title;
    QLabel *m_summary;
    widgets::Banner *m_problem;
    QTreeWidget *m_settings;
    QLabel *m_notes;
};

} // namespace formwork::accounts
