// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/job.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;
class QProgressBar;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::many
{

// The first step: which file, how it is written, and a template to begin with.
class FilePage : public QWidget
{
    Q_OBJECT

public:
    explicit FilePage(Job *job, QWidget *parent = nullptr);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void choose();
    void saveTemplate(bool everyMember);
    void refresh();
    void changeForm();
    QComboBox *addBox(QFormLayout *form, const QString &label, const char *name);

    Job *m_job;
    QLabel *m_file;
    QProgressBar *m_bar;
    widgets::Banner *m_problem;
    QWidget *m_how;
    QComboBox *m_delimiter = nullptr;
    QComboBox *m_encoding = nullptr;
    QLabel *m_facts;
};

} // namespace formwork::many
