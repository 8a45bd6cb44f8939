// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "operation/submission.h"

#include <QDialog>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTimer;

namespace formwork::widgets
{
class Banner;
class SideBar;
} // namespace formwork::widgets

namespace formwork::operation
{

class ResultView;
class ReviewView;
class SendingView;
class SidePanel;

// What a dialog is opened for: a new input, a draft, or a request of the history to edit as a new one.
struct OpenRequest {
    QString service;
    QString operation;
    QString draft; // id; wins over the names
    qint64 editedFrom = 0; // row of the history; wins over the names
};

// What a dialog starts with, once its model and guide are read.
struct Opened {
    model::OperationPtr operation;
    guide::GuidePtr guide;
    QCborValue document;
    QString draftId;
    qint64 editedFrom = 0;
    QString notice; // what the person must know of how it was opened (secrets that are not there any more)
};

// The guided dialog of one operation: steps, form, what is sent, and how it ended. A window of its own;
// deletes itself.
class OperationDialog : public QDialog
{
    Q_OBJECT

public:
    OperationDialog(session::Session *session, Opened opened, QWidget *parent = nullptr);

Q_SIGNALS:
    void historyRequested(qint64 journalId);

public:
    void reject() override; // asks what becomes of an unfinished input

private:
    QWidget *buildHeader();
    QWidget *buildBody();
    QWidget *buildFooter();
    void buildSteps();
    void connectForm();
    void showStep(int step);
    [[nodiscard]] int stepCount() const; // with the review
    QWidget *pageOf(int step); // made when first shown
    void goTo(const document::Pointer &pointer);
    void goToFirstProblem();
    void refreshProblems();
    void refreshTarget();
    void refreshButtons();
    void create();
    void askToSendAnyway(qsizetype problems);
    void confirmAndSend(bool anyway);
    void send(bool anyway);
    void sendAgain();
    void startSending();
    void showResult();
    void startAfresh();
    void saveDraft(bool byPerson);

    session::Session *m_session;
    Opened m_opened;
    forms::FormModel *m_form;
    Submission *m_submission;
    QLabel *m_where = nullptr;
    widgets::SideBar *m_steps = nullptr;
    QStackedWidget *m_center = nullptr; // editing, sending, result
    QStackedWidget *m_pages = nullptr; // a page a step
    QList<QWidget *> m_stepPages;
    SidePanel *m_panel = nullptr;
    SendingView *m_sending = nullptr;
    ResultView *m_result = nullptr;
    widgets::Banner *m_banner = nullptr;
    QWidget *m_footer = nullptr;
    QPushButton *m_problems = nullptr;
    QPushButton *m_back = nullptr;
    QPushButton *m_next = nullptr;
    QPushButton *m_create = nullptr;
    QTimer *m_autosave;
    int m_step = 0;
    bool m_isEdited = false;
};

// Reads what the request names and opens its dialog; tells the person what stands in the way and answers null
// then.
OperationDialog *openDialog(session::Session *session, const OpenRequest &request, QWidget *parent);

} // namespace formwork::operation
