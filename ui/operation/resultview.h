// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/latest.h"
#include "client/call.h"
#include "operation/usedialog.h"
#include "session/session.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace formwork::widgets
{
class Banner;
}

namespace formwork::answers
{
class AnswerView;
}

namespace formwork::checking
{
class CheckPanel;
}

namespace formwork::journal
{
struct PlannedRow;
}

namespace formwork::operation
{

class FollowUp;
class ThingActions;

// How it ended: what was created with its identifiers, or what the service said and what to do about it.
class ResultView : public QWidget
{
    Q_OBJECT

public:
    explicit ResultView(session::Session *session, QWidget *parent = nullptr);

    // `input`: as it was sent; `target`: where it was sent, and where what follows goes.
    void show(const model::OperationPtr &operation, const guide::Guide &guide, const QCborValue &input,
              const client::CallResult &result, const journal::RetryPlan &plan, const client::Target &target);
    [[nodiscard]] QString title() const; // how it ended, in few words
    void leave(); // the person goes on to something else; what is under way ends

Q_SIGNALS:
    void againRequested(); // retry
    void signInRequested(); // and then retry
    void regionRequested(); // where it belongs, as the service says
    void backRequested(); // to the form
    void afreshRequested(); // create another
    void historyRequested();
    void closeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showSuccess(const model::OperationPtr &operation, const guide::Guide &guide,
                     const client::CallResult &result);
    void showFailure(const model::Operation &operation, const guide::Guide &guide,
                     const client::CallResult &result, const journal::RetryPlan &plan);
    void showErrorFacts(const model::Operation &operation, const client::CallResult &result);
    void addIdentifiers(const QCborValue &answer, const document::Pointer &pointer);
    void addIdentifier(const QString &label, const QString &value);
    void clearIdentifiers();
    void offerCheck(const model::Operation &operation, const client::CallResult &result);
    void startCheck();
    void showSettled(qint64 id);
    void showSettlement(const journal::PlannedRow &row);

    session::Session *m_session;
    qint64 m_id = 0; // of the row that is shown
    UseDialog::From m_from;
    QLabel *m_title;
    widgets::Banner *m_banner;
    QWidget *m_identifiers;
    Latest m_reading; // of what was settled
    FollowUp *m_followUp;
    answers::AnswerView *m_output;
    ThingActions *m_things;
    checking::CheckPanel *m_checking;
    QPushButton *m_check;
    QPushButton *m_region;
    QPushButton *m_again;
    QPushButton *m_signIn;
    QPushButton *m_back;
    QPushButton *m_afresh;
    QPushButton *m_history;
    QPushButton *m_close;
};

} // namespace formwork::operation
