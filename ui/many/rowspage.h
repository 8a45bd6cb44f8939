// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/job.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace formwork::widgets
{
class CodeView;
class JsonView;
} // namespace formwork::widgets

namespace formwork::many
{

class RowsModel;

// The third step: every row as it was checked. What is not valid is edited in place or left out; any row is
// shown as the document and the request that it becomes.
class RowsPage : public QWidget
{
    Q_OBJECT

public:
    explicit RowsPage(Job *job, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildPreview();
    void refresh();
    void refreshWarnings();
    void preview();

    Job *m_job;
    RowsModel *m_model;
    QLabel *m_summary;
    QLabel *m_warnings;
    QLabel *m_problem; // of the current row, in full
    QProgressBar *m_bar;
    QCheckBox *m_onlyBad;
    QPushButton *m_leaveOut;
    QCheckBox *m_anyway;
    QTableView *m_table;
    widgets::JsonView *m_json = nullptr;
    widgets::CodeView *m_request = nullptr;
};

} // namespace formwork::many
