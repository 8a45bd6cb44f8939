// SPDX-License-Identifier: Apache-2.0
#include "operation/submission.h"

#include "answers/saving.h"
#include "document/filebody.h"
#include "guide/hits.h"

#include <QPointer>

namespace formwork::operation
{

Submission::Submission(session::Session *session, model::OperationPtr operation, forms::FormModel *form,
                       QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_destination(new session::Destination(session, this))
    , m_operation(std::move(operation))
    , m_form(form)
    , m_row(journal::noSuchRow(0))
{
    m_savesAnswer = answersData();
    // Somebody may settle it, here or in another window.
    connect(&m_session->journal(), &journal::Journal::rowsChanged, this, [this](const QList<qint64> &ids) {
        if (ids.contains(m_sentId) && !m_reading.isAsking())
            lookAgain([] { });
    });
    connect(m_form, &forms::FormModel::documentChanged, this, &Submission::noteEdit);
}

bool Submission::answersData() const { return document::streamedPayload(*m_operation->output) != nullptr; }

QString Submission::suggestedAnswerFile() const
{
    return m_answerFile.isEmpty() ? answers::answerFileName(*m_operation, m_form->document()) : m_answerFile;
}

void Submission::setSavesAnswer(bool saves)
{
    if (m_savesAnswer == saves)
        return;
    m_savesAnswer = saves;
    Q_EMIT answerPlaceChanged();
}

void Submission::setAnswerFile(const QString &path)
{
    if (m_answerFile == path)
        return;
    m_answerFile = path;
    Q_EMIT answerPlaceChanged();
}

document::Pointer Submission::tokenPointer() const
{
    const model::Member *member = m_operation->tokenMember();
    return member ? document::Pointer({member->name}) : document::Pointer();
}

QCborValue Submission::withoutToken(QCborValue document) const
{
    if (hasToken())
        document::removeValue(document, tokenPointer());
    return document::pruned(document);
}

Submission::Kind Submission::kind() const { return m_kind; }

QString Submission::token() const
{
    return hasToken() ? m_form->value(tokenPointer()).toString() : QString();
}

void Submission::setToken(const QString &token)
{
    if (!hasToken() || token == this->token())
        return;
    m_form->setValue(tokenPointer(), token);
    Q_EMIT tokenChanged();
}

void Submission::renewToken() { setToken(m_session->environment()->tokens->nextToken()); }

void Submission::setEditedFrom(qint64 journalId) { m_parent = journalId; }

// A token belongs to one input: when the input changes after it was sent, so does the token, and back.
void Submission::noteEdit()
{
    if (m_sent.isUndefined() || isSending())
        return;
    const bool sameInput = withoutToken(m_form->visibleDocument()) == m_sent;
    if (!sameInput && hasToken() && token() == m_sentToken) {
        renewToken();
        m_ownToken = token();
    } else if (sameInput && !m_ownToken.isEmpty() && token() == m_ownToken) {
        setToken(m_sentToken);
        m_ownToken.clear();
    }
    const Kind kind = sameInput && token() == m_sentToken ? Kind::Again : Kind::Edited;
    if (kind == m_kind)
        return;
    m_kind = kind;
    Q_EMIT kindChanged();
}

client::Target Submission::target() const
{
    if (m_kind == Kind::Again) {
        if (m_row) {
            const journal::NewRequest &sent = m_row->planned.record.request;
            client::Target target;
            target.profile = m_session->profiles().profile(sent.profileId).value_or(credentials::Profile());
            target.region = sent.region;
            return target;
        }
    }
    return m_destination->target();
}

QString Submission::hits() const
{
    return guide::whatItHits(*m_operation, m_form->guide(), m_form->visibleDocument());
}

journal::RetryPlan Submission::retryPlan() const
{
    if (m_row)
        return m_row->planned.plan;
    journal::RetryPlan none;
    none.sentence = m_row.error().sentence();
    return none;
}

QCborValue Submission::sentInput() const { return m_row ? m_row->input : QCborValue(); }

client::BeforeRetry Submission::beforeRetry() const
{
    if (!m_row) {
        client::BeforeRetry none;
        none.refusal = m_row.error().sentence();
        return none;
    }
    const Result<credentials::Profile> profile =
        m_session->profiles().profile(m_row->planned.record.request.profileId);
    const credentials::Profile &selected = m_session->profile();
    return client::beforeRetry(m_row->planned, m_operation.get(),
                               profile ? std::optional(*profile) : std::nullopt,
                               client::Selected{selected.id, selected.name, m_session->region()});
}

void Submission::readRow(std::function<void()> then)
{
    const QDateTime now = m_session->environment()->clock->nowUtc();
    const auto read = [id = m_sentId, now](const journal::Reader &history) -> Result<SentRow> {
        const Result<journal::PlannedRow> row = history.planned(id, now);
        if (!row)
            return std::unexpected(row.error());
        return SentRow{*row, history.openInput(id).value_or(QCborValue())};
    };
    m_reading.ask(m_session->journal().ask<SentRow>(read), this,
                  [this, then = std::move(then)](const Result<SentRow> &row) {
                      m_row = row;
                      then();
                  });
}

void Submission::lookAgain(std::function<void()> then)
{
    if (m_sentId == 0 || isSending())
        then();
    else
        readRow(std::move(then));
}

client::CallOptions Submission::options()
{
    client::CallOptions options;
    options.cancellation = m_cancellation;
    options.progress = [self = QPointer(this)](const client::Progress &progress) {
        if (self)
            Q_EMIT self->progressed(progress);
    };
    if (m_savesAnswer) {
        options.outputFile = m_answerFile;
        options.replacesOutput = true; // where it was chosen, the person was asked
    }
    if (m_savesAnswer || document::fileIn(*m_operation->input, m_form->document()))
        options.transferred = [self = QPointer(this)](const client::Transferred &moved) {
            if (self)
                Q_EMIT self->transferred(moved);
        };
    return options;
}

void Submission::begin()
{
    m_cancellation = std::make_shared<client::Cancellation>();
    m_result = {};
}

void Submission::send(bool anyway, const QString &confirmedFor, const client::Target &target)
{
    if (isSending())
        return;
    begin();
    client::CallOptions options = this->options();
    options.sendAnyway = anyway;
    m_sentTo = target;
    options.isConfirmed = confirmedFor == target.profile.id; // another one may have been selected meanwhile
    m_anyway = anyway;
    options.mayLoseSecrets = m_mayLoseSecrets;
    m_confirmedFor = confirmedFor;
    options.parent = m_sentId > 0 ? m_sentId : m_parent;
    options.requestTag = m_destination->takeRequestTag();
    const QCborValue input = m_form->visibleDocument();
    m_sent = withoutToken(input);
    m_sentToken = token();
    m_ownToken.clear();
    m_sentId = 0;
    client::call(m_session->environment(), m_operation, input, target, options)
        .then([self = QPointer(this), underWay = m_session->underWay()](const client::CallResult &result) {
            if (self)
                self->finish(result);
        });
}

void Submission::sendAgain(bool mayDuplicate, const QString &confirmedFor)
{
    if (isSending() || m_sentId == 0)
        return;
    const bool isConfirmed = confirmedFor == target().profile.id;
    begin();
    client::CallOptions options = this->options();
    options.isConfirmed = isConfirmed;
    client::retry(m_session->environment(), m_sentId, mayDuplicate, options)
        .then([self = QPointer(this), underWay = m_session->underWay()](const client::CallResult &result) {
            if (self)
                self->finish(result);
        });
}

void Submission::finish(const client::CallResult &result)
{
    m_result = result;
    if (result.journalId > 0)
        m_sentId = result.journalId;
    if (m_sentId > 0) {
        readRow([this] { conclude(); });
        return;
    }
    m_sent = QCborValue(); // stopped before it stood in the history: nothing to retry
    conclude();
}

void Submission::conclude()
{
    m_cancellation.reset();
    m_kind = m_sentId > 0 ? Kind::Again : Kind::New;
    Q_EMIT kindChanged();
    Q_EMIT finished();
}

void Submission::cancel()
{
    if (m_cancellation)
        m_cancellation->cancel();
}

void Submission::startAfresh()
{
    m_sent = QCborValue();
    m_sentToken.clear();
    m_ownToken.clear();
    m_sentId = 0;
    m_reading.drop();
    m_parent = 0;
    m_kind = Kind::New;
    setAnswerFile({});
    renewToken();
    Q_EMIT kindChanged();
}

} // namespace formwork::operation
