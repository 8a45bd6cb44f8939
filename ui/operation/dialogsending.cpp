// SPDX-License-Identifier: Apache-2.0
// What the dialog of an operation does from Create to the result, and when it is closed.
#include "accounts/signingin.h"
#include "operation/footer.h"
#include "operation/formoffers.h"
#include "operation/operationdialog.h"
#include "operation/resultview.h"
#include "operation/sendingflow.h"
#include "operation/sendingview.h"
#include "widgets/announce.h"
#include "widgets/banner.h"
#include "widgets/elidedlabel.h"
#include "widgets/notifier.h"
#include "widgets/question.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>

namespace formwork::operation
{
namespace
{

using widgets::Tone;

bool isError(const document::Problem &problem) { return problem.severity == document::Severity::Error; }

} // namespace

void OperationDialog::connectSending()
{
    connect(m_flow, &SendingFlow::started, this, &OperationDialog::showSending);
    connect(m_submission, &Submission::progressed, this, &OperationDialog::noteProgress);
    connect(m_submission, &Submission::transferred, this,
            [this](const client::Transferred &moved) { sendingView()->showTransferred(moved); });
    connect(m_submission, &Submission::finished, this, &OperationDialog::showResult);
}

SendingView *OperationDialog::sendingView()
{
    if (m_sending)
        return m_sending;
    m_sending = new SendingView(m_center);
    m_center->addWidget(m_sending);
    connect(m_sending, &SendingView::cancelRequested, m_submission, &Submission::cancel);
    return m_sending;
}

ResultView *OperationDialog::resultView()
{
    if (m_result)
        return m_result;
    m_result = new ResultView(m_session, m_center);
    m_center->addWidget(m_result);
    connect(m_result, &ResultView::againRequested, m_flow, &SendingFlow::sendAgain);
    connect(m_result, &ResultView::signInRequested, this, [this] {
        accounts::signInThen(m_session, m_submission->target().profile, this,
                             [this] { m_flow->sendAgain(); });
    });
    connect(m_result, &ResultView::regionRequested, m_flow, &SendingFlow::sendToItsRegion);
    connect(m_result, &ResultView::backRequested, this, [this] { moveTo(m_step); });
    connect(m_result, &ResultView::afreshRequested, this, &OperationDialog::startAfresh);
    connect(m_result, &ResultView::closeRequested, this, &QDialog::close);
    connect(m_result, &ResultView::historyRequested, this,
            [this] { Q_EMIT historyRequested(m_submission->result().journalId); });
    return m_result;
}

void OperationDialog::create()
{
    if (m_submission->isSending() || m_center->currentIndex() != 0)
        return;
    // Suggestions of a field that were still open would take the next key.
    if (QWidget *popup = QApplication::activePopupWidget())
        popup->close();
    // What is still in a field's hands comes to the form.
    m_form->checkNow();
    if (m_submission->kind() == Submission::Kind::Again) {
        m_flow->sendAgain();
        return;
    }
    m_form->setShowsAllProblems(true);
    QList<document::Problem> errors = shownErrors();
    if (errors.isEmpty()) {
        m_flow->send(false);
        return;
    }
    goTo(firstOf(errors));
    if (std::ranges::all_of(errors, &document::Problem::canSendAnyway)) {
        offerToSendAnyway(errors.size());
        return;
    }
    say(Tone::Rejected, problemCount(errors.size()),
        tr("Nothing was sent. Correct what is marked, then send it again."));
}

// The one that a person meets first on the way through the steps; what is in no step comes last.
document::Pointer OperationDialog::firstOf(const QList<document::Problem> &problems) const
{
    const auto place = [this](const document::Problem &problem) {
        const qsizetype step = m_form->stepOf(problem.pointer);
        if (step < 0)
            return std::pair(qsizetype{reviewStep()}, qsizetype{0});
        const QList<document::Pointer> &members = m_opened.guide->steps[step].members;
        const auto member = std::ranges::find_if(
            members, [&](const document::Pointer &one) { return problem.pointer.startsWith(one); });
        return std::pair(step, member - members.begin());
    };
    return std::ranges::min_element(problems, {}, place)->pointer;
}

void OperationDialog::say(Tone tone, const QString &title, const QString &text)
{
    m_message->clearButtons();
    m_message->setTone(tone);
    m_message->setText(title, text);
    m_message->show();
    widgets::announce(m_message, m_message->accessibleName());
}

void OperationDialog::hideMessage()
{
    m_message->hide();
    m_message->clearButtons();
}

void OperationDialog::offerToSendAnyway(qsizetype problems)
{
    say(Tone::Warning, problemCount(problems),
        tr("The model of the service says that this input is not valid. Models are sometimes wrong: you can "
           "send "
           "it anyway, and the history will say so."));
    m_message->addButton(tr("Send anyway"), [this] { m_flow->send(true); })
        ->setObjectName(QStringLiteral("sendAnyway"));
}

void OperationDialog::showSending(bool isRetry)
{
    hideMessage();
    if (m_result)
        m_result->leave();
    m_footer->hide();
    sendingView()->start(m_opened.guide->createTitle, m_where->fullText(), isRetry,
                         journal::protectionOf(*m_opened.operation, m_submission->token()));
    m_center->setCurrentWidget(m_sending);
    m_sinceSent.start();
}

void OperationDialog::noteProgress(const client::Progress &progress)
{
    sendingView()->showProgress(progress);
    if (progress.journalId > 0 && progress.stage != client::Progress::Stage::Recording)
        m_drafts->noteRecorded();
}

void OperationDialog::showResult()
{
    sendingView()->stop();
    const client::CallResult &result = m_submission->result();
    const bool notRecorded = result.journalId == 0;
    const auto wrong = std::ranges::find_if(result.problems, isError);
    if (notRecorded && wrong != result.problems.end()) {
        goTo(wrong->pointer);
        return;
    }
    if (notRecorded && result.error && result.error->code == u"CannotSeal")
        m_flow->askAboutSecrets(*result.error);
    m_center->setCurrentWidget(resultView());
    m_result->show(m_opened.operation, *m_opened.guide, m_submission->sentInput(), result,
                   m_submission->retryPlan(), m_submission->target());
    notifyOfResult();
    if (!notRecorded)
        m_drafts->noteRecorded();
    if (result.outcome == journal::Outcome::Succeeded) {
        m_drafts->noteDone();
        Q_EMIT succeeded(m_form->visibleDocument(), result.output);
    }
}

// "Create a new one": what comes of it is what the field was waiting for.
void OperationDialog::createFor(const QString &service, const QString &operation,
                                const document::Pointer &place, const QString &path)
{
    openDialog(m_session, {service, operation, {}, 0}, this, [this, place, path](OperationDialog *other) {
        connect(other, &OperationDialog::succeeded, this,
                [this, place, path, what = other->m_opened.guide->what](const QCborValue &input,
                                                                        const QCborValue &output) {
                    takeNew(place, valueOfNew(path, output, input, what));
                });
        connect(other, &QObject::destroyed, this, [this, place] {
            activateWindow();
            goTo(place);
        });
    });
}

void OperationDialog::takeNew(const document::Pointer &place, const QString &value)
{
    const QString label = m_form->labelOf(place);
    if (value.isEmpty()) {
        say(Tone::Warning, {},
            tr("What was created did not tell what %1 takes. Choose it from the list.").arg(label));
        return;
    }
    m_form->setValue(place, value);
    m_form->touch(place);
    say(Tone::Created, {}, tr("%1: filled in with what was just created, %2.").arg(label, value));
}

void OperationDialog::notifyOfResult() const
{
    const client::CallResult &result = m_submission->result();
    if (result.error && result.error->code == u"Cancelled")
        return; // by whoever would be told
    m_session->notifier().ended(m_result, std::chrono::milliseconds(m_sinceSent.elapsed()),
                                m_opened.guide->createTitle + QStringLiteral(": ") + m_result->title(),
                                result.error ? result.error->sentence() : m_where->text());
}

void OperationDialog::startAfresh()
{
    resultView()->leave();
    m_submission->startAfresh();
    m_drafts->startAfresh();
    m_form->setShowsAllProblems(false);
    moveTo(0);
}

void OperationDialog::noteSaved(bool forThisRunOnly)
{
    if (m_closesWhenSaved) {
        QDialog::reject();
        return;
    }
    if (forThisRunOnly)
        say(Tone::Warning, tr("Saved."),
            tr("You find it under Drafts. Without a keychain its secrets can be read only until Formwork "
               "ends."));
    else
        say(Tone::Created, tr("Saved."), tr("You find it under Drafts."));
}

void OperationDialog::reject()
{
    if (m_submission->isSending())
        askWhileSending();
    else if (m_drafts->isEdited())
        askBeforeClosing();
    else
        QDialog::reject();
}

void OperationDialog::askWhileSending()
{
    widgets::Question question;
    question.title = tr("Close the window while the request is under way?");
    question.text = tr("The request goes on, and the history tells how it ended.");
    question.cancelText = tr("Keep it open");
    question.answers = {{QStringLiteral("close"), tr("Close the window"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == u"close")
            QDialog::reject();
    });
}

void OperationDialog::askBeforeClosing()
{
    widgets::Question question;
    question.title = tr("Keep what you have typed as a draft?");
    question.text = tr("It has not been sent.");
    question.answers = {{QStringLiteral("keep"), tr("Keep the draft"), true},
                        {QStringLiteral("discard"), tr("Discard"), false}};
    widgets::ask(this, question, [this](const QString &answer) {
        if (answer == u"keep") {
            m_closesWhenSaved = true;
            m_drafts->save();
        } else if (answer == u"discard") {
            m_drafts->discard();
            QDialog::reject();
        }
    });
}

} // namespace formwork::operation
