// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "evidence/check.h"
#include "session/session.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::checking
{

// Did it happen? Shows each rung of the ladder as it is climbed, the verdict, and lets a person say so where
// nothing could be found out.
class CheckPanel : public QWidget
{
    Q_OBJECT

public:
    explicit CheckPanel(session::Session *session, QWidget *parent = nullptr);
    ~CheckPanel() override; // what is under way ends

    void start(qint64 id);
    void cancel();
    void clear(); // of another row; what is under way ends
    [[nodiscard]] bool isUnderWay() const { return m_cancellation != nullptr; }

Q_SIGNALS:
    void ended(); // found out or not
    void settled(qint64 id);

private:
    void check(bool otherKeys);
    void climbing(evidence::Rung rung, const QString &asked);
    void tell(const evidence::Finding &finding);
    void showReport(const Result<evidence::Report> &report);
    void askAboutKeys(const QString &sentence);
    void settle(bool itHappened);
    void showVerdict(const evidence::Report &report);
    void addLine(const QString &text);

    session::Session *m_session;
    qint64 m_id = 0;
    transport::CancellationPtr m_cancellation; // null: nothing is under way
    QVBoxLayout *m_lines;
    QLabel *m_now; // what is being asked
    QPushButton *m_cancel;
    widgets::Banner *m_verdict;
    QWidget *m_word; // what a person can say
    QLineEdit *m_note;
    QPushButton *m_isThere;
    QPushButton *m_isNotThere;
};

} // namespace formwork::checking
