// SPDX-License-Identifier: Apache-2.0
// What is done with a batch: its results into files, and going on with what is not done.
#include "answers/saving.h"
#include "bulk/results.h"
#include "bulk/resume.h"
#include "client/guard.h"
#include "journal/reader.h"
#include "many/batchpage.h"
#include "many/undodialog.h"
#include "widgets/banner.h"
#include "widgets/question.h"

#include <QPointer>

namespace formwork::many
{
namespace
{

using widgets::Question;

const QString kSend = QStringLiteral("send");

bulk::Rows rowsOf(const journal::Reader &history, qint64 batch)
{
    return [&history, batch](qint64 after, qint64 limit, journal::BatchParts parts) {
        return history.batchRows(batch, after, limit, parts);
    };
}

} // namespace

model::OperationPtr BatchPage::operation() const
{
    if (!m_known)
        return {};
    const journal::NewRequest &where = m_known->made.where;
    return m_session->environment()
        ->catalog->operation(where.service, where.operation)
        .value_or(model::OperationPtr());
}

void BatchPage::saveResults()
{
    const model::OperationPtr operation = this->operation();
    if (!operation) {
        tellProblem(tr("The model of this operation is not on this computer any more."));
        return;
    }
    const Result<bulk::Columns> columns = bulk::Columns::of(*operation, {});
    if (!columns)
        return;
    const auto question = [operation, columns = *columns,
                           batch = m_batch](const journal::Reader &history) -> Result<QByteArray> {
        QByteArray csv;
        const bulk::Write write = [&csv](const QByteArray &piece) -> Result<void> {
            csv += piece;
            return {};
        };
        const Result<void> written = bulk::writeResults(rowsOf(history, batch), *operation, columns, write);
        return written ? Result<QByteArray>(csv) : std::unexpected(written.error());
    };
    whenAnswered(m_session->journal().ask<QByteArray>(question), this, [this](const Result<QByteArray> &csv) {
        if (csv)
            answers::saveAs(this, tr("Save results"), tr("batch %1 results").arg(m_batch),
                            QStringLiteral("csv"), [bytes = *csv] { return bytes; });
        else
            tellProblem(csv.error().sentence());
    });
}

void BatchPage::withRefused(std::function<void(const QByteArray &csv)> then)
{
    if (!m_known)
        return;
    const auto question = [batch = *m_known](const journal::Reader &history) -> Result<QByteArray> {
        QByteArray csv;
        const bulk::Write write = [&csv](const QByteArray &piece) -> Result<void> {
            csv += piece;
            return {};
        };
        const Result<qint64> written = bulk::writeRefused(rowsOf(history, batch.id), batch, write);
        return written ? Result<QByteArray>(csv) : std::unexpected(written.error());
    };
    whenAnswered(m_session->journal().ask<QByteArray>(question), this,
                 [this, then = std::move(then)](const Result<QByteArray> &csv) {
                     if (csv)
                         then(*csv);
                     else
                         tellProblem(csv.error().sentence());
                 });
}

void BatchPage::resume()
{
    if (!operation())
        tellProblem(tr("The model of this operation is not on this computer any more."));
    else if (m_known->made.undoes > 0)
        goOnWithUndo();
    else
        findTarget(false);
}

// What deletes looks first at what is there by now, shows it, and asks.
void BatchPage::goOnWithUndo()
{
    const auto read = [undone = m_known->made.undoes](const journal::Reader &history) {
        return history.batch(undone);
    };
    whenAnswered(m_session->journal().ask<journal::Batch>(read), this,
                 [this](const Result<journal::Batch> &batch) {
                     if (batch)
                         openUndo(*batch);
                     else
                         tellProblem(batch.error().sentence());
                 });
}

void BatchPage::undo() { openUndo(*m_known); }

void BatchPage::openUndo(const journal::Batch &batch)
{
    auto *dialog = new UndoDialog(m_session, batch, this);
    connect(dialog, &UndoDialog::started, this, &BatchPage::showBatch);
    dialog->open();
}

// It goes where it went: its account, its Region, the same keys.
void BatchPage::findTarget(bool otherKeys)
{
    bulk::targetOfBatch(m_session->environment(), operation(), *m_known, otherKeys)
        .then([self = QPointer(this), otherKeys](const Result<client::Target> &target) {
            if (!self)
                return;
            if (target) {
                self->askConsent(*target, otherKeys);
                return;
            }
            if (target.error().code != u"OtherKeys") {
                self->tellProblem(target.error().sentence());
                return;
            }
            Question question;
            question.kind = Question::Kind::Warning;
            question.title = tr("Go on with the keys of now?");
            question.text = target.error().message;
            question.answers = {{kSend, tr("Go on with these keys"), false}};
            widgets::ask(self, question, [self](const QString &answer) {
                if (self && answer == kSend)
                    self->findTarget(true);
            });
        });
}

void BatchPage::askConsent(const client::Target &target, bool otherKeys)
{
    const model::OperationPtr operation = this->operation();
    const client::Consent consent = client::consentFor(target.profile, *operation);
    if (consent == client::Consent::Refused) {
        tellProblem(client::checkGuard(target.profile, *operation, true).error().sentence());
        return;
    }
    const journal::BatchCounts &counts = m_known->counts;
    const bool isRefusedOnly = counts.waiting + counts.unknown == 0;
    Question question;
    question.title = tr("Go on with batch %1 in %2?").arg(m_batch).arg(target.profile.name);
    QStringList sentences{client::consentSentence(target.profile, *operation)};
    sentences += isRefusedOnly
        ? tr("%Ln row(s) that the service refused are sent once more.", nullptr,
             static_cast<int>(counts.rejected))
        : tr("%Ln row(s) are not sent yet. Those of which nobody knows are sent with their own token, where "
             "that makes no second one.",
             nullptr, static_cast<int>(counts.waiting));
    sentences.removeAll(QString());
    question.text = sentences.join(u' ');
    question.answers = {{kSend, tr("Go on"), true}};
    if (consent == client::Consent::TypeName)
        question.mustType = target.profile.name;
    question.isProduction = target.profile.isProduction;
    widgets::ask(this, question, [this, target, otherKeys](const QString &answer) {
        if (answer == kSend)
            resumeAt(target, true, otherKeys);
    });
}

void BatchPage::resumeAt(const client::Target &target, bool isConfirmed, bool otherKeys)
{
    const auto begin = [this, target, isConfirmed, otherKeys](const Result<void> &taken) {
        if (!taken) {
            tellProblem(taken.error().sentence());
            return;
        }
        bulk::RunWishes wishes;
        wishes.refusedToo = m_known->counts.waiting + m_known->counts.unknown == 0;
        wishes.call.isConfirmed = isConfirmed;
        wishes.call.otherKeys = otherKeys;
        wishes.call.mayLoseSecrets = true; // asked before the batch was taken in
        m_banner->hide();
        takeRunner(new BatchRunner(
            m_session, {operation(), target, *m_known, wishes, false, tr("Batch %1").arg(m_batch)}));
    };
    whenAnswered(m_session->journal().takeBatch(m_batch, bulk::runnerText(QStringLiteral("Formwork"))), this,
                 begin);
}

} // namespace formwork::many
