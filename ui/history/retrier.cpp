// SPDX-License-Identifier: Apache-2.0
#include "history/retrier.h"

#include "answers/saving.h"
#include "base/latest.h"
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
    const QDateTime now = m_session->environment()->clock->nowUtc();
    whenAnswered(m_session->journal().ask<QList<Planned>>([ids, now](const journal::Reader &history) {
        QList<Planned> rows;
        for (const qint64 id : ids)
            rows.append(history.planned(id, now));
        return Result<QList<Planned>>(rows);
    }),
                 this, [this](const Result<QList<Planned>> &rows) {
                     plan(rows ? *rows : QList<Planned>{std::unexpected(rows.error())});
                 });
}

void Retrier::plan(const QList<Planned> &rows)
{
    for (const Planned &row : rows) {
        if (!row) {
            m_refused.append(row.error().sentence());
            continue;
        }
        const Task task{row->record.id, row->record.request, askedOf(*row)};
        if (task.asked.refusal.isEmpty())
            m_tasks.append(task);
        else
            m_refused.append(task.request.what + QStringLiteral(": ") + task.asked.refusal);
    }
    keepToOneAccount();
    const Asked asked = questions();
    if (asked.sentences.isEmpty())
        sendNext();
    else
        ask(asked);
}

Result<model::OperationPtr> Retrier::operationOf(const journal::NewRequest &request) const
{
    return m_session->environment()->catalog->operation(request.service, request.operation);
}

client::BeforeRetry Retrier::askedOf(const journal::PlannedRow &row) const
{
    const Result<model::OperationPtr> operation = operationOf(row.record.request);
    // The guard is that of the account it goes to, whichever is selected.
    const Result<credentials::Profile> profile = m_session->profiles().profile(row.record.request.profileId);
    const credentials::Profile &selected = m_session->profile();
    return client::beforeRetry(row, operation ? operation->get() : nullptr,
                               profile ? std::optional(*profile) : std::nullopt,
                               client::Selected{selected.id, selected.name, m_session->region()});
}

void Retrier::keepToOneAccount()
{
    QString first;
    QList<Task> kept;
    for (const Task &task : std::as_const(m_tasks)) {
        const QString &id = task.request.profileId;
        const bool isTyped = !task.asked.mustType.isEmpty();
        if (isTyped && !first.isEmpty() && first != id) {
            m_refused.append(tr("%1: it deletes or stops something in another guarded account. Retry the "
                                "requests of one account at a time.")
                                 .arg(task.request.operation));
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
        const QString name = task.request.what.isEmpty()
            ? task.request.operation
            : task.request.operation + QStringLiteral(" \u00b7 ") + task.request.what;
        for (const QString &sentence : {task.asked.duplicate, task.asked.elsewhere, task.asked.consent}) {
            if (!sentence.isEmpty())
                asked.sentences.append(name + QStringLiteral(": ") + sentence);
        }
        if (!task.asked.mustType.isEmpty())
            asked.mustType = task.asked.mustType;
        asked.isProduction = asked.isProduction || task.asked.isProduction;
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
    question.isProduction = asked.isProduction;
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
    const Result<model::OperationPtr> operation = operationOf(task.request);
    if (!operation || !document::streamedPayload(*(*operation)->output)) {
        send(task);
        return;
    }
    answers::chooseAnswerFile(m_window, answers::answerFileName(**operation, task.request.input),
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
    client::retry(m_session->environment(), task.id, task.asked.mayDuplicate, options)
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
