// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/job.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace formwork::widgets
{
class Banner;
class Chip;
class SideBar;
} // namespace formwork::widgets

namespace formwork::many
{

class BatchPage;
class RunPage;

// Many requests of one operation from a CSV file: which file, where its columns go, its rows, the run, and
// what became of it. A window of its own, beside which everything else goes on; deletes itself. Closing it
// stops nothing.
class ManyWindow : public QDialog
{
    Q_OBJECT

public:
    // `fixed`: what every row has beside its cells. Without an operation (null) only a batch can be shown.
    ManyWindow(session::Session *session, model::OperationPtr operation, const QCborValue &fixed,
               QWidget *parent = nullptr);

    void showBatch(qint64 batch);
    [[nodiscard]] qint64 batch() const; // that is shown; 0: none
    void readFile(const QString &path);
    void reject() override; // asks before a file that was worked on is lost

private:
    enum Step { FileStep, MapStep, RowsStep, RunStep, BatchStep, StepCount };

    QWidget *buildHeader();
    void buildPages();
    QWidget *buildFooter();
    void showStep(int step);
    [[nodiscard]] bool isReachable(int step) const;
    void refresh();
    void send(const client::Target &target, bool isRehearsal);
    void rehearse();
    void tellProblem(const QString &sentence);
    void correct(const QByteArray &csv, const QString &name, qint64 batch);
    void correctOf(const Result<journal::Batch> &known, const QByteArray &csv, const QString &name);

    session::Session *m_session;
    model::OperationPtr m_operation;
    Job *m_job = nullptr; // null: without an operation
    widgets::SideBar *m_steps;
    QStackedWidget *m_pages;
    RunPage *m_run = nullptr;
    BatchPage *m_batch = nullptr;
    widgets::Banner *m_message;
    QLabel *m_where = nullptr;
    widgets::Chip *m_production = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    int m_step = FileStep;
    bool m_isAsking = false; // a round of questions, or rows on their way into the history
};

// Opens a window for that operation, with what a form holds for every row.
ManyWindow *openMany(session::Session *session, const model::OperationPtr &operation, const QCborValue &fixed,
                     QWidget *parent);
// The window of a batch: the one that is open, or a new one.
ManyWindow *openBatch(session::Session *session, qint64 batch, QWidget *parent);

} // namespace formwork::many
