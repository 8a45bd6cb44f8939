// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/undopreparing.h"
#include "session/session.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::many
{

class UndoModel;

// What an undo of a batch would delete and what stays, with the reason, before anything is deleted. Closing
// it stops the looking. The deletions are a batch of their own, which this program begins to send.
class UndoDialog : public QDialog
{
    Q_OBJECT

public:
    UndoDialog(session::Session *session, const journal::Batch &batch, QWidget *parent = nullptr);
    ~UndoDialog() override;

Q_SIGNALS:
    void started(qint64 batch); // the undo's own

private:
    void build();
    void prepare(bool otherKeys);
    void take(const Result<bulk::UndoPlan> &plan, bool otherKeys);
    void askOtherKeys(const QString &text);
    void askToDelete();
    void begin(bool isConfirmed);
    void send(qint64 undo, bool isConfirmed);
    void run(const journal::Batch &undo, bool isConfirmed);
    void setBusy(const QString &sentence); // empty: over
    void tellProblem(const QString &sentence);

    session::Session *m_session;
    journal::Batch m_batch;
    std::optional<bulk::UndoPlan> m_plan;
    bool m_otherKeys = false;
    transport::CancellationPtr m_cancellation = std::make_shared<transport::Cancellation>();
    UndoModel *m_model;
    QLabel *m_summary;
    QLabel *m_reason; // of the current row, in full
    QProgressBar *m_bar;
    widgets::Banner *m_banner;
    QTableView *m_table;
    QPushButton *m_delete = nullptr;
};

} // namespace formwork::many
