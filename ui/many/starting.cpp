// SPDX-License-Identifier: Apache-2.0
#include "many/starting.h"

#include "base/latest.h"
#include "bulk/resume.h"
#include "bulk/words.h"
#include "client/guard.h"
#include "client/unlock.h"
#include "client/whereabouts.h"
#include "journal/reader.h"
#include "widgets/question.h"

#include <QCoroFuture>
#include <QPointer>
#include <QWidget>

namespace formwork::many
{
namespace
{

using widgets::Question;

const QString kSend = QStringLiteral("send");
const QString kOpen = QStringLiteral("open");

// Into a batch of its own, or into the one that it corrects, which this process takes first.
QCoro::Task<Result<journal::Batch>> takenIn(bulk::Intake intake)
{
    const journal::JournalPtr journal = intake.environment->journal;
    if (intake.into > 0) {
        const Result<void> taken = co_await bulk::takeInto(intake);
        if (!taken)
            co_return std::unexpected(taken.error());
    }
    const Result<qint64> id = co_await bulk::takeIn(intake);
    if (!id) {
        if (intake.into > 0)
            journal->leaveBatch(intake.into);
        co_return std::unexpected(id.error());
    }
    const auto read = [id = *id](const journal::Reader &history) { return history.batch(id); };
    const Result<journal::Batch> batch = co_await journal->ask<journal::Batch>(read);
    co_return batch;
}

} // namespace

Starting::Starting(Job *job, bulk::RunWishes wishes, bool triesOne, QWidget *window)
    : QObject(window)
    , m_job(job)
    , m_wishes(std::move(wishes))
    , m_triesOne(triesOne)
    , m_window(window)
{
    connect(this, &Starting::ended, this, &QObject::deleteLater);
}

void Starting::fail(const QString &sentence)
{
    Q_EMIT busy({});
    Q_EMIT problem(sentence);
    Q_EMIT ended();
}

bool Starting::isRefused() const
{
    return client::consentFor(m_target.profile, *m_job->operation()) == client::Consent::Refused;
}

void Starting::start(const client::Target &target, bool isRehearsal)
{
    m_target = target;
    m_isRehearsal = isRehearsal;
    if (isRefused()) {
        fail(client::checkGuard(target.profile, *m_job->operation(), true).error().sentence());
        return;
    }
    const Result<std::shared_ptr<bulk::Sheet>> sheet = m_job->source().open(m_job->operation());
    if (!sheet) {
        fail(sheet.error().sentence());
        return;
    }
    m_intake = m_job->intake(target, *sheet);
    if (!m_intake.checked.example) {
        fail(tr("No row of the file is valid; nothing was sent."));
        return;
    }
    if (!m_intake.checked.hasSecrets) {
        askAboutTwins();
        return;
    }
    client::unlockHistory(m_job->session()->environment())
        .then([self = QPointer(this)](const Result<void> &) {
            if (self)
                self->askAboutSecrets();
        });
}

void Starting::askAboutSecrets()
{
    const Result<void> accepted =
        client::mayLoseSecrets(*m_job->session()->environment(), *m_job->operation(),
                               m_intake.checked.example->input, m_target, false);
    if (accepted) {
        askAboutTwins();
        return;
    }
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("Send them although their secrets cannot be kept?");
    question.text = accepted.error().message;
    question.answers = {{kSend, tr("Send them all the same"), false}};
    widgets::ask(m_window, question, [self = QPointer(this)](const QString &answer) {
        if (self)
            answer == kSend ? self->askAboutTwins() : Q_EMIT self->ended();
    });
}

// The same rows in the same account before.
void Starting::askAboutTwins()
{
    if (m_intake.into > 0 || m_isRehearsal) {
        askToSend();
        return;
    }
    using Twin = std::optional<journal::Batch>;
    const auto look = [batch = bulk::batchOf(m_intake)](const journal::Reader &history) -> Result<Twin> {
        const Result<QList<qint64>> alike = history.batchesLike(batch);
        if (!alike)
            return std::unexpected(alike.error());
        if (alike->isEmpty())
            return Twin();
        return history.batch(alike->first());
    };
    whenAnswered(m_job->session()->journal().ask<Twin>(look), this, [this](const Result<Twin> &twin) {
        if (!twin)
            fail(twin.error().sentence());
        else if (*twin)
            askAboutTwin(**twin);
        else
            askToSend();
    });
}

void Starting::askAboutTwin(const journal::Batch &there)
{
    Question question;
    question.kind = Question::Kind::Warning;
    question.title = tr("Send the same rows a second time?");
    question.text = tr("They were sent to the same account before, as batch %1: %2. Sending them again makes "
                       "everything a second time; opening the batch lets you go on with what is not done.")
                        .arg(there.id)
                        .arg(bulk::countsText(there.counts));
    question.answers = {{kOpen, tr("Open batch %1").arg(there.id), true},
                        {kSend, tr("Send them again"), false}};
    widgets::ask(m_window, question, [self = QPointer(this), earlier = there.id](const QString &answer) {
        if (!self)
            return;
        if (answer == kSend) {
            self->askToSend();
            return;
        }
        if (answer == kOpen)
            Q_EMIT self->batchChosen(earlier);
        Q_EMIT self->ended();
    });
}

void Starting::askToSend()
{
    if (m_isRehearsal) {
        takeIn();
        return;
    }
    const model::Operation &operation = *m_job->operation();
    const int count = static_cast<int>(m_job->toSend());
    QStringList account{m_target.profile.name, m_target.profile.accountId};
    account.removeAll(QString());
    Question question;
    question.title = tr("Send %Ln request(s) to %1?", nullptr, count).arg(m_target.profile.name);
    QStringList sentences{
        client::consentSentence(m_target.profile, operation),
        tr("%1 goes to the account %2, Region %3, once for each row.")
            .arg(m_job->guide()->createTitle, account.join(QStringLiteral(" \u00b7 ")), m_target.region)};
    if (m_triesOne)
        sentences += tr("One row is sent first; you are asked before the others.");
    sentences.removeAll(QString());
    question.text = sentences.join(u' ');
    const bool destroys = model::effectOf(operation) == model::Effect::Destroys;
    question.answers = {{kSend, tr("Send %Ln", nullptr, count), !destroys, destroys}};
    if (client::consentFor(m_target.profile, operation) == client::Consent::TypeName)
        question.mustType = m_target.profile.name;
    question.isProduction = m_target.profile.isProduction;
    widgets::ask(m_window, question, [self = QPointer(this)](const QString &answer) {
        if (self)
            answer == kSend ? self->takeIn() : Q_EMIT self->ended();
    });
}

void Starting::takeIn()
{
    Q_EMIT busy(tr("Writing the rows into the history, each with its own token..."));
    const auto begin = [self = QPointer(this),
                        journal = m_intake.environment->journal](const Result<journal::Batch> &batch) {
        if (self)
            self->begin(batch);
        else if (batch) // the window was closed meanwhile: whoever opens the batch can send it
            journal->leaveBatch(batch->id);
    };
    takenIn(m_intake).then(begin);
}

void Starting::begin(const Result<journal::Batch> &batch)
{
    if (!batch) {
        fail(batch.error().sentence());
        return;
    }
    m_wishes.call.isConfirmed = true;
    m_wishes.call.mayLoseSecrets = true;
    const QString title =
        m_isRehearsal ? tr("Rehearsal of batch %1").arg(batch->id) : tr("Batch %1").arg(batch->id);
    new BatchRunner(m_job->session(),
                    {m_job->operation(), m_target, *batch, m_wishes, m_triesOne && !m_isRehearsal, title});
    Q_EMIT busy({});
    Q_EMIT started(batch->id);
    Q_EMIT ended();
}

} // namespace formwork::many
