// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "many/batchrunner.h"

#include <QWidget>

class QBoxLayout;
class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;
class QVBoxLayout;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::many
{

class BatchModel;

// A batch while it is sent and afterwards: how far it is, what became of each row, and what can be done with
// what is not done.
class BatchPage : public QWidget
{
    Q_OBJECT

public:
    explicit BatchPage(session::Session *session, QWidget *parent = nullptr);

    void showBatch(qint64 batch); // and the one who sends it, where somebody of this program does
    [[nodiscard]] qint64 batch() const { return m_batch; }
    [[nodiscard]] bool isRunning() const { return m_runner && m_runner->isRunning(); }

Q_SIGNALS:
    void shown(qint64 batch);
    void correctRequested(const QByteArray &csv, const QString &name, qint64 batch); // refused rows

private:
    QPushButton *addButton(QBoxLayout *row, const QString &text, const char *name);
    void buildActions(QVBoxLayout *column);
    void look(); // at the batch in the history
    void take(const Result<journal::Batch> &batch);
    void refresh();
    void refreshRunner();
    void resume();
    void undo(); // opens what shows it first
    void goOnWithUndo();
    void openUndo(const journal::Batch &batch);
    void resumeAt(const client::Target &target, bool isConfirmed, bool otherKeys);
    void askConsent(const client::Target &target, bool otherKeys);
    void findTarget(bool otherKeys);
    void takeRunner(BatchRunner *runner);
    void saveResults();
    void withRefused(std::function<void(const QByteArray &csv)> then);
    void tellProblem(const QString &sentence);
    [[nodiscard]] model::OperationPtr operation() const;

    session::Session *m_session;
    BatchModel *m_model;
    qint64 m_batch = 0;
    std::optional<journal::Batch> m_known;
    bool m_isElsewhere = false; // another process sends it
    QPointer<BatchRunner> m_runner;
    QLabel *m_title;
    QLabel *m_counts;
    QLabel *m_progress;
    QProgressBar *m_bar;
    widgets::Banner *m_banner;
    QPushButton *m_pause = nullptr;
    QPushButton *m_stop = nullptr;
    QPushButton *m_rest = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_saveRefused = nullptr;
    QPushButton *m_correct = nullptr;
    QPushButton *m_undo = nullptr;
    QCheckBox *m_onlyUndone = nullptr;
    QTableView *m_table;
    Latest m_looking;
};

} // namespace formwork::many
