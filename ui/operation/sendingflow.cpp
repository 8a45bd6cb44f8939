// SPDX-License-Identifier: Apache-2.0
#include "operation/sendingflow.h"

#include "answers/saving.h"
#include "widgets/question.h"

#include <QPointer>
#include <QWidget>

namespace formwork::operation
{
namespace
{

using widgets::Question;

const QString kSend = QStringLiteral("send");
const QString kSendHere = QStringLiteral("sendHere");

QString inWords(const client::Target &target)
{
    return SendingFlow::tr("%1, Region %2").arg(target.profile.name, target.region);
}

} // namespace

SendingFlow::SendingFlow(session::Session *session, guide::GuidePtr guide, Submission *submission,
                         QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_guide(std::move(guide))
    , m_submission(submission)
    , m_window(window)
{
}

void SendingFlow::send(bool anyway)
{
    const client::Target target = m_session->target();
    if (!target.profile.dangerous) {
        sendNow(anyway);
        return;
    }
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("%1 in %2?").arg(m_guide->createTitle, target.profile.name);
    question.text = tr("The account %1 wants you to confirm every creation. It goes to the Region %2.")
                        .arg(target.profile.name, target.region);
    question.answers = {{kSend, tr("Send it to %1").arg(target.profile.name), true}};
    widgets::ask(m_window, question, [this, anyway](const QString &answer) {
        if (answer == kSend)
            sendNow(anyway);
    });
}

void SendingFlow::sendNow(bool anyway)
{
    whenPlaced([this, anyway] {
        Q_EMIT started(false);
        m_submission->send(anyway);
    });
}

void SendingFlow::whenPlaced(std::function<void()> send)
{
    if (m_submission->isSending())
        return;
    if (!m_submission->savesAnswer() || !m_submission->answerFile().isEmpty()) {
        send();
        return;
    }
    answers::chooseAnswerFile(m_window, m_submission->suggestedAnswerFile(),
                              [self = QPointer(this), send = std::move(send)](const QString &path) {
                                  if (!self || path.isEmpty() || self->m_submission->isSending())
                                      return;
                                  self->m_submission->setAnswerFile(path);
                                  send();
                              });
}

bool SendingFlow::goesElsewhere() const
{
    const client::Target selected = m_session->target();
    const client::Target original = m_submission->target();
    return selected.profile.id != original.profile.id || selected.region != original.region;
}

Question SendingFlow::questionBeforeRetry(const journal::RetryPlan &plan) const
{
    const client::Target original = m_submission->target();
    const bool mayDuplicate = plan.kind == journal::RetryPlan::Kind::MayDuplicate;
    Question question;
    question.kind = Question::Kind::Warning;
    QStringList sentences;
    if (mayDuplicate) {
        question.title = tr("A duplicate is possible");
        sentences += plan.sentence;
    } else {
        question.title = tr("Send it again to %1?").arg(inWords(original));
    }
    if (goesElsewhere()) {
        sentences += tr("This request was sent to %1, and goes there again. Selected now: %2.")
                         .arg(inWords(original), inWords(m_session->target()));
        question.answers.append(
            {kSendHere, tr("Send a new request to %1").arg(m_session->target().profile.name), false});
    } else if (original.profile.dangerous) {
        sentences += tr("The account %1 wants you to confirm every creation.").arg(original.profile.name);
    }
    question.text = sentences.join(u' ');
    question.answers.prepend({kSend, tr("Send it again"), !mayDuplicate});
    return question;
}

void SendingFlow::sendAgain()
{
    const journal::RetryPlan plan = m_submission->retryPlan();
    if (plan.kind == journal::RetryPlan::Kind::NotPossible) {
        widgets::tell(m_window, Question::Kind::Information, tr("This request cannot be sent again"),
                      plan.sentence);
        return;
    }
    const bool mayDuplicate = plan.kind == journal::RetryPlan::Kind::MayDuplicate;
    if (!mayDuplicate && !goesElsewhere() && !m_submission->target().profile.dangerous) {
        sendAgainNow(false);
        return;
    }
    widgets::ask(m_window, questionBeforeRetry(plan), [this, mayDuplicate](const QString &answer) {
        if (answer == kSend)
            sendAgainNow(mayDuplicate);
        if (answer == kSendHere) {
            m_submission->renewToken();
            send(false);
        }
    });
}

void SendingFlow::sendAgainNow(bool mayDuplicate)
{
    whenPlaced([this, mayDuplicate] {
        Q_EMIT started(true);
        m_submission->sendAgain(mayDuplicate);
    });
}

} // namespace formwork::operation
