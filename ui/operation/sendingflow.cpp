// SPDX-License-Identifier: Apache-2.0
#include "operation/sendingflow.h"

#include "answers/saving.h"
#include "client/guard.h"
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

// What the account's guard wants to be asked, in the words of this request.
Question SendingFlow::guardQuestion(const client::Target &target) const
{
    const bool destroys = model::effectOf(m_submission->operation()) == model::Effect::Destroys;
    const QString hits = m_submission->hits();
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("%1 in %2?").arg(m_guide->createTitle, target.profile.name);
    QStringList sentences;
    if (destroys && !hits.isEmpty())
        sentences += tr("It hits %1.").arg(hits);
    sentences += client::consentSentence(target.profile, m_submission->operation());
    sentences += tr("It goes to the Region %1.").arg(target.region);
    question.text = sentences.join(u' ');
    question.answers = {
        {kSend,
         destroys ? model::verbOf(m_submission->operation()) : tr("Send it to %1").arg(target.profile.name),
         !destroys, destroys}};
    if (client::consentFor(target.profile, m_submission->operation()) == client::Consent::TypeName)
        question.mustType = target.profile.name;
    question.isProduction = target.profile.isProduction;
    return question;
}

bool SendingFlow::isRefused(const client::Target &target)
{
    if (client::consentFor(target.profile, m_submission->operation()) != client::Consent::Refused)
        return false;
    const Error error = client::checkGuard(target.profile, m_submission->operation(), true).error();
    widgets::tell(m_window, Question::Kind::Information, error.message, error.advice);
    return true;
}

void SendingFlow::send(bool anyway) { sendTo(m_submission->destination().target(), anyway); }

void SendingFlow::sendTo(const client::Target &target, bool anyway)
{
    if (isRefused(target))
        return;
    if (client::consentFor(target.profile, m_submission->operation()) == client::Consent::NotNeeded) {
        sendNow(anyway, {}, target);
        return;
    }
    const client::Target selected = m_submission->destination().target();
    widgets::ask(m_window, guardQuestion(target), [this, anyway, target, selected](const QString &answer) {
        if (answer != kSend)
            return;
        const client::Target now = m_submission->destination().target();
        if (now.profile == selected.profile && now.region == selected.region)
            sendNow(anyway, target.profile.id, target);
        else // what was agreed to was something else
            send(anyway);
    });
}

// The account of the row, whichever is selected by now: only the Region was wrong.
void SendingFlow::sendToItsRegion()
{
    client::Target target = m_submission->target();
    target.region = m_submission->result().belongsIn;
    if (!target.region.isEmpty())
        sendTo(target, m_submission->wasSentAnyway());
}

void SendingFlow::sendNow(bool anyway, const QString &confirmedFor, const client::Target &target)
{
    whenPlaced([this, anyway, confirmedFor, target] {
        Q_EMIT started(false);
        m_submission->send(anyway, confirmedFor, target);
    });
}

void SendingFlow::askAboutSecrets(const Error &error)
{
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("Send it although its secrets cannot be kept?");
    question.text = error.message;
    question.answers = {{kSend, tr("Send it all the same"), false}};
    widgets::ask(m_window, question, [this](const QString &answer) {
        if (answer != kSend)
            return;
        m_submission->setMayLoseSecrets();
        sendNow(m_submission->wasSentAnyway(), m_submission->wasConfirmedFor(), m_submission->sentTo());
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

Question SendingFlow::questionBeforeRetry(const client::BeforeRetry &asked) const
{
    const client::Target original = m_submission->target();
    Question question;
    question.kind = Question::Kind::Warning;
    const bool destroys = model::effectOf(m_submission->operation()) == model::Effect::Destroys;
    question.title = asked.mayDuplicate && !destroys ? tr("A duplicate is possible")
                                                     : tr("Send it again to %1?").arg(inWords(original));
    QStringList sentences{asked.duplicate, asked.elsewhere, asked.consent};
    sentences.removeAll(QString());
    question.text = sentences.join(u' ');
    question.mustType = asked.mustType;
    question.isProduction = asked.isProduction;
    if (!asked.elsewhere.isEmpty())
        question.answers.append(
            {kSendHere, tr("Send a new request to %1").arg(m_session->target().profile.name), false});
    question.answers.prepend({kSend, tr("Send it again"), !asked.mayDuplicate, destroys});
    return question;
}

void SendingFlow::sendAgain()
{
    m_submission->lookAgain([self = QPointer(this)] {
        if (self)
            self->sendAgainAsPlanned();
    });
}

void SendingFlow::sendAgainAsPlanned()
{
    const client::Target original = m_submission->target();
    if (isRefused(original))
        return;
    const client::BeforeRetry asked = m_submission->beforeRetry();
    if (!asked.refusal.isEmpty()) {
        widgets::tell(m_window, Question::Kind::Information, tr("This request cannot be sent again"),
                      asked.refusal);
        return;
    }
    const bool mayDuplicate = asked.mayDuplicate;
    if (!mayDuplicate && asked.elsewhere.isEmpty() && asked.consent.isEmpty()) {
        sendAgainNow(false, {});
        return;
    }
    const QString account = original.profile.id;
    widgets::ask(m_window, questionBeforeRetry(asked), [this, mayDuplicate, account](const QString &answer) {
        if (answer == kSend)
            sendAgainNow(mayDuplicate, account);
        if (answer == kSendHere) {
            m_submission->destination().follow();
            m_submission->renewToken();
            send(false);
        }
    });
}

void SendingFlow::sendAgainNow(bool mayDuplicate, const QString &confirmedFor)
{
    whenPlaced([this, mayDuplicate, confirmedFor] {
        Q_EMIT started(true);
        m_submission->sendAgain(mayDuplicate, confirmedFor);
    });
}

} // namespace formwork::operation
