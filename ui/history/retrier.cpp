// SPDX-License-Identifier: Apache-2.0
#include "history/retrier.h"

#include "answers/saving.h"
#include "client/guard.h"
#include "client/whereabouts.h"
#include "document/filebody.h"
#include "widgets/notifier.h"
#include "widgets/question.h"

#include <QLocale>
#include <QProgressDialog>
#include <QWidget>

namespace formwork::history
{

Retrier::Retrier(session::Session *session, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_window(window)
{
}

void Retrier::retry(const QList<qint64> &ids)
{
    for (const qint64 id : ids) {
        const Result<journal::Record> record = m_session->journal().record(id);
        if (!record) {
            m_refused.append(record.error().sentence());
            continue;
        }
        const Result<journal::RetryPlan> plan = m_session->journal().retryPlan(*record);
        if (!plan)
            m_refused.append(plan.error().sentence());
        else if (plan->kind == journal::RetryPlan::Kind::NotPossible)
            m_refused.append(record->request.what + QStringLiteral(": ") + plan->sentence);
        else
            m_tasks.append(
                {id, plan->kind == journal::RetryPlan::Kind::MayDuplicate, plan->sentence, record->request});
    }
    keepToOneAccount();
    const Asked asked = questions();
    if (asked.sentences.isEmpty())
        sendNext();
    else
        ask(asked);
}

Result<model::OperationPtr> Retrier::operationOf(qint64 id) const
{
    const Result<journal::Record> row = m_session->journal().record(id);
    return row ? m_session->environment()->catalog->operation(row->request.service, row->request.operation)
               : std::unexpected(row.error());
}

void Retrier::keepToOneAccount()
{
    QString first;
    QList<Task> kept;
    for (const Task &task : std::as_const(m_tasks)) {
        const Result<journal::Record> record = m_session->journal().record(task.id);
        const Result<model::OperationPtr> operation = operationOf(task.id);
        const QString id = record ? record->request.profileId : QString();
        const Result<credentials::Profile> profile = m_session->profiles().profile(id);
        const bool isTyped =
            operation && profile && client::consentFor(*profile, **operation) == client::Consent::TypeName;
        if (isTyped && !first.isEmpty() && first != id) {
            m_refused.append(tr("%1: it deletes or stops something in another guarded account. Retry the "
                                "requests of one account at a time.")
                                 .arg(record->request.operation));
            continue;
        }
        if (isTyped)
            first = id;
        kept.append(task);
    }
    m_tasks = kept;
}

Retrier::Asked Retrier::questions() const
{
    Asked asked;
    for (const Task &task : m_tasks) {
        const journal::NewRequest &request = task.request;
        const QString name = request.what.isEmpty()
            ? request.operation
            : request.operation + QStringLiteral(" \u00b7 ") + request.what;
        if (task.mayDuplicate)
            asked.sentences.append(name + QStringLiteral(": ") + task.sentence);
        if (request.profileId != m_session->profile().id || request.region != m_session->region())
            asked.sentences.append(
                tr("%1: it went to %2 in %3 and goes there again, not to %4 in %5, which is selected.")
                    .arg(name, client::wentTo(request), request.region, m_session->profile().name,
                         m_session->region()));
        // The guard is that of the account it goes to, whichever is selected.
        const Result<credentials::Profile> profile = m_session->profiles().profile(request.profileId);
        const Result<model::OperationPtr> operation = operationOf(task.id);
        const QString consent =
            profile && operation ? client::consentSentence(*profile, **operation) : QString();
        if (!consent.isEmpty())
            asked.sentences.append(name + QStringLiteral(": ") + consent);
        if (profile && operation && client::consentFor(*profile, **operation) == client::Consent::TypeName)
            asked.mustType = profile->name;
    }
    asked.sentences.removeDuplicates();
    return asked;
}

void Retrier::ask(const Asked &asked)
{
    constexpr qsizetype kShown = 6;
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Send %n request(s) again?", nullptr, static_cast<int>(m_tasks.size()));
    question.text = asked.sentences.first(qMin(asked.sentences.size(), kShown)).join(u"\n\n");
    if (asked.sentences.size() > kShown)
        question.details = asked.sentences.join(u'\n');
    question.mustType = asked.mustType;
    question.answers = {{QStringLiteral("send"), tr("Send again"), true, !asked.mustType.isEmpty()}};
    widgets::ask(m_window, question, [self = QPointer(this)](const QString &answer) {
        if (!self)
            return;
        if (answer != u"send") {
            Q_EMIT self->finished({});
            return;
        }
        for (Task &task : self->m_tasks)
            task.isConfirmed = true;
        self->sendNext();
    });
}

void Retrier::sendNext()
{
    if (m_tasks.isEmpty()) {
        QStringList parts;
        if (m_succeeded > 0)
            parts += tr("%n request(s) succeeded.", nullptr, m_succeeded);
        if (m_rejected > 0)
            parts += tr("%n (request was|requests were) rejected.", nullptr, m_rejected);
        if (m_unknown > 0)
            parts += tr("%n request(s) still (has|have) an unknown outcome.", nullptr, m_unknown);
        parts += m_refused;
        if (!m_refused.isEmpty())
            widgets::tell(m_window, widgets::Question::Kind::Information,
                          tr("Not every request could be retried"), m_refused.join(u"\n\n"));
        if (m_sinceSent.isValid())
            m_session->notifier().ended(m_window, std::chrono::milliseconds(m_sinceSent.elapsed()),
                                        tr("Retry"), parts.join(u' '));
        Q_EMIT finished(parts.join(u' '));
        return;
    }
    place(m_tasks.takeFirst());
}

void Retrier::place(const Task &task)
{
    const Result<journal::Record> row = m_session->journal().record(task.id);
    const Result<model::OperationPtr> operation = operationOf(task.id);
    if (!operation || !document::streamedPayload(*(*operation)->output)) {
        send(task);
        return;
    }
    answers::chooseAnswerFile(m_window, answers::answerFileName(**operation, row->request.input),
                              [self = QPointer(this), task](const QString &path) {
                                  if (!self)
                                      return;
                                  Task placed = task;
                                  placed.answerFile = path;
                                  path.isEmpty() ? self->sendNext() : self->send(placed);
                              });
}

void Retrier::watch(client::CallOptions &options)
{
    options.cancellation = std::make_shared<client::Cancellation>();
    options.transferred = [self = QPointer(this),
                           cancellation = options.cancellation](const client::Transferred &moved) {
        if (!self || !self->m_window)
            return;
        if (!self->m_progress) {
            self->m_progress = new QProgressDialog(self->m_window);
            self->m_progress->setObjectName(QStringLiteral("retryProgress"));
            self->m_progress->setWindowTitle(tr("Retry"));
            self->m_progress->setAutoReset(false);
            connect(self->m_progress, &QProgressDialog::canceled, self,
                    [cancellation] { cancellation->cancel(); });
        }
        const auto size = [](qint64 bytes) {
            return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
        };
        const bool isDown = moved.received > 0;
        const bool isReading = !isDown && moved.sent == 0;
        const qint64 done = isDown ? moved.received : isReading ? moved.read : moved.sent;
        const qint64 total = isDown ? moved.toReceive : isReading ? moved.toRead : moved.toSend;
        const QString words = isDown ? tr("Received %1 of %2")
            : isReading              ? tr("Read %1 of %2")
                                     : tr("Sent %1 of %2");
        self->m_progress->setLabelText(
            words.arg(size(done), total < 0 ? tr("an unknown size") : size(total)));
        self->m_progress->setMaximum(total > 0 ? 1000 : 0);
        if (total > 0)
            self->m_progress->setValue(static_cast<int>(double(done) / double(total) * 1000));
    };
}

void Retrier::send(const Task &task)
{
    if (!m_sinceSent.isValid())
        m_sinceSent.start();
    client::CallOptions options;
    options.otherKeys = task.otherKeys;
    options.isConfirmed = task.isConfirmed;
    options.outputFile = task.answerFile;
    options.replacesOutput = true; // the person was asked where it was chosen
    watch(options);
    client::retry(m_session->environment(), task.id, task.mayDuplicate, options)
        .then([self = QPointer(this), task,
               underWay = m_session->underWay()](const client::CallResult &result) {
            if (!self)
                return;
            delete self->m_progress;
            if (!task.otherKeys && result.error && result.error->code == u"OtherKeys") {
                self->askAboutKeys(task, *result.error);
                return;
            }
            self->count(result);
            self->sendNext();
        });
}

void Retrier::askAboutKeys(Task task, const Error &error)
{
    widgets::Question question;
    question.kind = widgets::Question::Kind::Warning;
    question.title = tr("Send it with the keys of now?");
    question.text = error.message;
    question.answers = {{QStringLiteral("send"), tr("Send it with these keys"), false}};
    widgets::ask(m_window, question,
                 [self = QPointer(this), task, sentence = error.sentence()](const QString &answer) mutable {
                     if (!self)
                         return;
                     if (answer != u"send") {
                         self->m_refused.append(sentence);
                         self->sendNext();
                         return;
                     }
                     task.otherKeys = true;
                     self->send(task);
                 });
}

void Retrier::count(const client::CallResult &result)
{
    switch (result.outcome) {
    case journal::Outcome::Succeeded:
        ++m_succeeded;
        break;
    case journal::Outcome::Rejected:
        ++m_rejected;
        // A refusal before anything was sent stands in no row.
        if (result.error && result.error->phase != Phase::Service)
            m_refused.append(result.error->sentence());
        break;
    default:
        ++m_unknown;
        // It is as unknown as before, and the person is to know why nothing was sent.
        if (result.error && result.attempts == 0)
            m_refused.append(result.error->sentence());
    }
}

} // namespace formwork::history
