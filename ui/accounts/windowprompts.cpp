// SPDX-License-Identifier: Apache-2.0
#include "accounts/windowprompts.h"

#include "accounts/mfadialog.h"
#include "widgets/question.h"

#include <QApplication>
#include <QCoroFuture>
#include <QMessageBox>
#include <QPointer>
#include <QPromise>

namespace formwork::accounts
{

namespace
{

std::unexpected<Error> notGiven(const signin::MfaQuestion &question)
{
    return failure(
        Phase::Credentials, QStringLiteral("MfaNeeded"),
        MfaDialog::tr("No code of the MFA device %1 was given, which the profile \u201c%2\u201d wants.")
            .arg(question.serial, question.profile),
        MfaDialog::tr("Nothing was sent. Send it again when you have the device at hand."));
}

QFuture<QString> codeFromDialog(const signin::MfaQuestion &question, const ClockPtr &clock)
{
    const auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    const auto answer = [promise](const QString &code) {
        if (promise->future().isFinished())
            return;
        promise->addResult(code);
        promise->finish();
    };
    auto *dialog = new MfaDialog(question, clock, QApplication::activeWindow());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::finished, dialog, [dialog, answer](int result) {
        answer(result == QDialog::Accepted ? dialog->code() : QString());
    });
    QObject::connect(dialog, &QObject::destroyed, qApp, [answer] { answer({}); }); // with its window
    dialog->open();
    return promise->future();
}

QFuture<bool> mayItRun(const signin::CommandQuestion &asked)
{
    const auto promise = std::make_shared<QPromise<bool>>();
    promise->start();
    const auto answer = [promise](bool may) {
        if (promise->future().isFinished())
            return;
        promise->addResult(may);
        promise->finish();
    };
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = MfaDialog::tr("Run a program to get the keys of \u201c%1\u201d?").arg(asked.profile);
    question.text =
        MfaDialog::tr("%1 has Formwork run this command, without a shell:\n\n%2\n\nIt runs with all "
                      "your rights. You are asked again only if the command changes.")
            .arg(asked.place, asked.command);
    question.answers = {{QStringLiteral("run"), MfaDialog::tr("Run it"), false}};
    const QPointer<QMessageBox> box = widgets::ask(QApplication::activeWindow(), question,
                                                   [answer](const QString &id) { answer(id == u"run"); });
    if (box) // its window may be closed around it
        QObject::connect(box, &QObject::destroyed, qApp, [answer] { answer(false); });
    else
        answer(false);
    return promise->future();
}

} // namespace

struct WindowPrompts::State {
    ClockPtr clock;
    bool isAsking = false;
    QList<std::shared_ptr<QPromise<void>>> waiting;

    // One after the other: the answer is there when it is one's turn.
    QFuture<void> turn()
    {
        const auto promise = std::make_shared<QPromise<void>>();
        promise->start();
        if (std::exchange(isAsking, true))
            waiting.append(promise);
        else
            promise->finish();
        return promise->future();
    }

    void done()
    {
        if (waiting.isEmpty())
            isAsking = false;
        else
            waiting.takeFirst()->finish();
    }
};

WindowPrompts::WindowPrompts(ClockPtr clock)
    : m_state(std::make_shared<State>())
{
    m_state->clock = std::move(clock);
}

QCoro::Task<Result<QString>> WindowPrompts::askForCode(signin::MfaQuestion question) const
{
    return code(m_state, std::move(question));
}

QCoro::Task<bool> WindowPrompts::askToRun(signin::CommandQuestion question) const
{
    return run(m_state, std::move(question));
}

QCoro::Task<Result<QString>> WindowPrompts::code(std::shared_ptr<State> state, signin::MfaQuestion question)
{
    const QFuture<void> turn = state->turn();
    co_await turn;
    const QFuture<QString> asked = codeFromDialog(question, state->clock);
    const QString typed = co_await asked;
    state->done();
    if (typed.isEmpty())
        co_return notGiven(question);
    co_return typed;
}

QCoro::Task<bool> WindowPrompts::run(std::shared_ptr<State> state, signin::CommandQuestion question)
{
    const QFuture<void> turn = state->turn();
    co_await turn;
    const QFuture<bool> asked = mayItRun(question);
    const bool may = co_await asked;
    state->done();
    co_return may;
}

} // namespace formwork::accounts
