// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "session/session.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QStackedWidget;
class QTabWidget;

namespace formwork::widgets
{
class Banner;
class Chip;
class CodeView;
class ElidedLabel;
class JsonView;
} // namespace formwork::widgets

namespace formwork::answers
{
class AnswerView;
}

namespace formwork::history
{

class AttemptsTable;

// One request of the history, whole: what was sent, every attempt, what came back, and what can be done now.
class RequestDetails : public QFrame
{
    Q_OBJECT

public:
    explicit RequestDetails(session::Session *session, QWidget *parent = nullptr);

    void showRecord(qint64 id); // 0: none; once it is read
    [[nodiscard]] qint64 recordId() const { return m_wanted; }
    [[nodiscard]] bool mayPresign() const; // the request that is shown
    [[nodiscard]] bool isChange() const { return m_isChange; } // it may have made or changed something
    [[nodiscard]] bool mayCheck() const; // the request that is shown
    [[nodiscard]] bool wantsSignIn() const; // it failed because nobody is signed in

Q_SIGNALS:
    void shown(); // what was asked for
    void retryRequested(qint64 id);
    void signInRequested(qint64 id); // and then retry
    void checkRequested(qint64 id);
    void editAsNewRequested(qint64 id);
    void presignRequested(qint64 id);
    void answerShown(QObject *view, qint64 id); // whoever can act on it may add to its menus

private:
    QLayout *buildHead();
    void buildTabs();
    struct Shown { // of one row, read together
        journal::Record record;
        QList<journal::Attempt> attempts;
        journal::RetryPlan plan;
    };
    void show(const Result<Shown> &found);
    void showAnswer(const QCborValue &output, const model::OperationPtr &operation);
    void showHead(const journal::Record &record, const journal::RetryPlan &plan);
    void showProblem(qint64 id, const Error &error);
    void showEvidence(const journal::Record &record);
    void showAttempts(const QList<journal::Attempt> &attempts);
    void showResponse(); // of m_record, once the person looks at it
    // Null: no model of it.
    [[nodiscard]] model::OperationPtr operationOf(const journal::Record &record) const;
    void showExports(const journal::Record &record);

    session::Session *m_session;
    bool m_isChange = false;
    qint64 m_wanted = 0; // asked for last
    qint64 m_id = 0; // is shown
    Latest m_reading;
    Latest m_opening;
    widgets::ElidedLabel *m_title;
    widgets::Chip *m_chip;
    QPushButton *m_edit;
    QPushButton *m_check;
    QPushButton *m_retry;
    QPushButton *m_signIn;
    QLabel *m_about;
    widgets::Banner *m_banner;
    QTabWidget *m_tabs;
    widgets::JsonView *m_request;
    AttemptsTable *m_attempts;
    widgets::CodeView *m_evidence;
    QStackedWidget *m_response; // a text, an answer
    widgets::JsonView *m_responseText;
    answers::AnswerView *m_answer = nullptr; // made with the first answer that is looked at
    journal::Record m_record; // whose response is still to be shown; id 0: none
    widgets::CodeView *m_cli;
    QPushButton *m_presign; // where there can be a presigned URL
};

} // namespace formwork::history
