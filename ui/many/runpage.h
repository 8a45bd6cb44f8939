// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/run.h"
#include "many/job.h"

#include <QWidget>

class QCheckBox;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace formwork::many
{

// The fourth step: how fast, how many at once, when to stop; and the buttons that send.
class RunPage : public QWidget
{
    Q_OBJECT

public:
    explicit RunPage(Job *job, QWidget *parent = nullptr);

    [[nodiscard]] bulk::RunWishes wishes() const;
    [[nodiscard]] bool triesOne() const;
    void setBusy(const QString &sentence); // while the rows are taken into the history; empty: over

Q_SIGNALS:
    void sendRequested();
    void rehearseRequested();

private:
    void buildForm(QVBoxLayout *column);
    void refresh();

    Job *m_job;
    QLabel *m_where;
    QLabel *m_count;
    QComboBox *m_pace = nullptr;
    QDoubleSpinBox *m_perSecond = nullptr;
    QSpinBox *m_concurrency = nullptr;
    QSpinBox *m_stopAfter = nullptr;
    QCheckBox *m_tryOne = nullptr;
    QPushButton *m_send;
    QPushButton *m_rehearse;
    QLabel *m_rehearsal;
    QLabel *m_busy;
    bool m_isBusy = false;
};

} // namespace formwork::many
