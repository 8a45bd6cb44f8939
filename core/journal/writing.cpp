// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "document/scrub.h"
#include "journal/journalprivate.h"
#include "journal/rows.h"
#include "journal/sealing.h"

namespace formwork::journal
{

namespace
{

QVariant number(Outcome outcome) { return static_cast<int>(outcome); }

std::unexpected<Error> beingSent(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("BeingSent"),
                   Tr::tr("Request %1 is being sent already, here or by another program.").arg(id),
                   Tr::tr("Wait for its outcome."));
}

std::unexpected<Error> alreadyDone(qint64 id)
{
    return failure(Phase::Journal, QStringLiteral("AlreadyDone"),
                   Tr::tr("Request %1 was carried out.").arg(id),
                   Tr::tr("Use Edit as new to send another one with a new client token."));
}

// What a refusal tells has the shape of its error.
const model::Shape &answerShape(const model::Operation &operation, const std::optional<Error> &error)
{
    const model::Shape *ofError = error ? operation.error(error->code) : nullptr;
    return ofError ? *ofError : *operation.output;
}

Result<void> ok(const Result<QSqlQuery> &query)
{
    if (!query)
        return std::unexpected(query.error());
    return {};
}

} // namespace

Result<qint64> Journal::Private::nextRevision() const
{
    if (const Result<QSqlQuery> counted =
            database->run(QStringLiteral("UPDATE counter SET revision = revision + 1"));
        !counted)
        return std::unexpected(counted.error());
    return database->number(QStringLiteral("SELECT revision FROM counter"));
}

Result<void> Journal::Private::touch(qint64 id) const
{
    const Result<qint64> revision = nextRevision();
    if (!revision)
        return std::unexpected(revision.error());
    if (const Result<QSqlQuery> done =
            database->run(QStringLiteral("UPDATE requests SET revision = ? WHERE id = ?"), {*revision, id});
        !done)
        return std::unexpected(done.error());
    const Result<Record> row = record(id);
    if (!row)
        return std::unexpected(row.error());
    return ok(database->run(
        QStringLiteral("INSERT INTO words(id, text) SELECT id, ? FROM requests WHERE id = ? AND removed = 0 "
                       "ON CONFLICT(id) DO UPDATE SET text = excluded.text"),
        {searchable(*row), id}));
}

// So that the process that asks next does not take a row from one that only cannot be seen.
Result<void> Journal::Private::isSafeToSend() const
{
    if (lock.isSeen())
        return {};
    return failure(
        Phase::Journal, QStringLiteral("Gone"),
        Tr::tr("The lock files in %1 were deleted while Formwork was running: another program could send the "
               "same request a second time, so nothing is sent.")
            .arg(lockDirectory),
        Tr::tr("Start Formwork again."));
}

Result<void> Journal::Private::settleAttempts(qint64 id) const
{
    return ok(database->run(
        QStringLiteral("UPDATE attempts SET outcome = 3, bytes_left = 1 WHERE request = ? AND outcome = 0"),
        {id}));
}

Result<void> Journal::Private::insertFacets(const NewRequest &request) const
{
    for (const auto &[kind, value] :
         {std::pair("service", request.service), std::pair("operation", request.operation),
          std::pair("account", request.account), std::pair("accountId", request.accountId),
          std::pair("region", request.region)}) {
        if (value.isEmpty())
            continue;
        if (const Result<QSqlQuery> known =
                database->run(QStringLiteral("INSERT OR IGNORE INTO facets(kind, value) VALUES(?, ?)"),
                              {QLatin1String(kind), value});
            !known)
            return std::unexpected(known.error());
    }
    return {};
}

Result<void> Journal::Private::insertRequest(const NewRequest &request, const model::Operation &operation,
                                             qint64 &id) const
{
    const QString what = document::scrubbed(request.what, secretTexts(request.input, *operation.input));
    const QByteArray digest = inputDigest(request.input, *operation.input, request.tokenMember, *sealer);
    const Result<QSqlQuery> inserted = database->run(
        QStringLiteral("INSERT INTO requests(revision, time, outcome, service, operation, what, account, "
                       "account_id, profile_id, region, "
                       "endpoint, protocol, client_token, token_member, token_lifetime, only_reads, "
                       "creates_on_retry, sent_anyway, parent, digest, owner) "
                       "VALUES(0, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {clock->nowUtc().toMSecsSinceEpoch(), toStored(request.service), toStored(request.operation),
         toStored(what), toStored(request.account), toStored(request.accountId), toStored(request.profileId),
         toStored(request.region), toStored(request.endpoint), toStored(request.protocol),
         toStored(request.clientToken), toStored(request.tokenMember),
         request.tokenLifetime ? QVariant(qint64(request.tokenLifetime->count())) : QVariant(),
         request.onlyReads, request.createsOnRetry, request.sentAnyway, request.parent, digest, lock.name()});
    if (!inserted)
        return std::unexpected(inserted.error());
    id = inserted->lastInsertId().toLongLong();
    const QCborValue sealed = sealedDocument(request.input, *operation.input, *sealer, inputOf(id));
    if (const Result<QSqlQuery> body = database->run(
            QStringLiteral("INSERT INTO bodies(request, input) VALUES(?, ?)"), {id, sealed.toCbor()});
        !body)
        return std::unexpected(body.error());
    if (const Result<void> known = insertFacets(request); !known)
        return known;
    return touch(id);
}

Result<qint64> Journal::begin(const NewRequest &request, const model::Operation &operation)
{
    if (const Result<void> safe = d->isSafeToSend(); !safe)
        return std::unexpected(safe.error());
    qint64 id = 0;
    const Result<void> done = d->database->transaction(
        [&] { return d->insertRequest(request, operation, id); }, Database::Commit::Later);
    if (!done)
        return std::unexpected(done.error());
    Q_EMIT rowsChanged({id});
    return id;
}

Result<void> Journal::Private::takeRow(qint64 id) const
{
    Result<QSqlQuery> row =
        database->run(QStringLiteral("SELECT outcome, owner, EXISTS(SELECT 1 FROM attempts WHERE request = "
                                     "requests.id AND attempts.outcome = 0) "
                                     "FROM requests WHERE id = ? AND removed = 0"),
                      {id});
    if (!row)
        return std::unexpected(row.error());
    const Result<bool> isThere = database->next(*row);
    if (!isThere)
        return std::unexpected(isThere.error());
    if (!*isThere)
        return noSuchRow(id);
    const auto outcome = static_cast<Outcome>(row->value(0).toInt());
    const QString owner = row->value(1).toString();
    const bool isUnderWay = row->value(2).toBool();
    row->finish();
    if (outcome == Outcome::Succeeded)
        return alreadyDone(id);
    if (outcome == Outcome::Sending) {
        if (owner == lock.name())
            return isUnderWay ? Result<void>(beingSent(id)) : Result<void>();
        if (OwnerLock::isAlive(lockDirectory, owner))
            return beingSent(id);
        if (isUnderWay) { // its sender ended in between: that attempt may have been carried out
            if (const Result<void> settled = settleAttempts(id); !settled)
                return settled;
        }
    }
    const Result<QSqlQuery> taken = database->run(
        QStringLiteral("UPDATE requests SET outcome = 0, owner = ? WHERE id = ?"), {lock.name(), id});
    return taken ? touch(id) : ok(taken);
}

Result<void> Journal::claim(qint64 id)
{
    if (const Result<void> safe = d->isSafeToSend(); !safe)
        return safe;
    const auto take = [&]() -> Result<void> {
        const Result<qint64> mine = d->database->number(
            QStringLiteral("SELECT count(*) FROM requests WHERE id = ? AND outcome = 0 AND owner = ?"),
            {id, d->lock.name()});
        if (!mine)
            return std::unexpected(mine.error());
        if (*mine > 0)
            return beingSent(id);
        return d->takeRow(id);
    };
    const Result<void> done = d->database->transaction(take, Database::Commit::Later);
    if (done)
        Q_EMIT rowsChanged({id});
    return done;
}

Result<qint64> Journal::beginAttempt(qint64 id)
{
    if (const Result<void> safe = d->isSafeToSend(); !safe)
        return std::unexpected(safe.error());
    qint64 attempt = 0;
    const Result<void> done = d->database->transaction([&]() -> Result<void> {
        if (const Result<void> taken = d->takeRow(id); !taken)
            return taken;
        const qint64 now = d->clock->nowUtc().toMSecsSinceEpoch();
        const Result<QSqlQuery> counted =
            d->database->run(QStringLiteral("UPDATE requests SET attempts = attempts + 1, first_sent = "
                                            "coalesce(first_sent, ?) WHERE id = ?"),
                             {now, id});
        if (!counted)
            return ok(counted);
        const Result<QSqlQuery> inserted =
            d->database->run(QStringLiteral("INSERT INTO attempts(request, number, started, outcome) "
                                            "SELECT id, attempts, ?, 0 FROM requests WHERE id = ?"),
                             {now, id});
        if (!inserted)
            return ok(inserted);
        attempt = inserted->lastInsertId().toLongLong();
        return d->touch(id);
    });
    if (!done)
        return std::unexpected(done.error());
    Q_EMIT rowsChanged({id});
    return attempt;
}

Result<void> Journal::Private::writeAttempt(const Attempt &attempt, qint64 &request) const
{
    const Result<qint64> found =
        database->number(QStringLiteral("SELECT request FROM attempts WHERE id = ?"), {attempt.id});
    if (!found)
        return std::unexpected(found.error());
    if (*found == 0)
        return noSuchRow(attempt.id);
    request = *found;
    const QDateTime finished = attempt.finishedAt.isValid() ? attempt.finishedAt : clock->nowUtc();
    const Outcome outcome = attempt.outcome == Outcome::Sending ? Outcome::Unknown : attempt.outcome;
    const Result<QSqlQuery> written =
        database->run(QStringLiteral("UPDATE attempts SET finished = ?, outcome = ?, http_status = ?, "
                                     "error_code = ?, error_message = ?, request_id = ?, "
                                     "bytes_left = ? WHERE id = ?"),
                      {toStored(finished), number(outcome), attempt.httpStatus, toStored(attempt.errorCode),
                       toStored(scrubbed(request, attempt.errorMessage)), toStored(attempt.requestId),
                       attempt.bytesMayHaveLeft, attempt.id});
    if (!written)
        return ok(written);
    const Result<QSqlQuery> summed =
        database->run(QStringLiteral("UPDATE requests SET took_ms = (SELECT coalesce(sum(max(finished - "
                                     "started, 0)), 0) FROM attempts "
                                     "WHERE request = requests.id) WHERE id = ?"),
                      {request});
    return summed ? touch(request) : ok(summed);
}

Result<void> Journal::finishAttempt(const Attempt &attempt)
{
    tellOf(d->writeUnwritten()); // outcomes are written in order
    qint64 request = 0;
    const auto write = [this, attempt](qint64 &row) {
        // A power cut leaves it under way, and so unknown: never less than the truth.
        return d->database->transaction([&] { return d->writeAttempt(attempt, row); },
                                        Database::Commit::Later);
    };
    const Result<void> done = write(request);
    if (done) {
        Q_EMIT rowsChanged({request});
    } else if (done.error().code != u"NotFound") {
        d->unwritten.push_back({request, [write] {
                                    qint64 row = 0;
                                    return write(row);
                                }});
    }
    return done;
}

Result<void> Journal::Private::writeOutcome(qint64 id, Outcome outcome, const std::optional<Error> &error,
                                            const QString &requestId, const QByteArray &output) const
{
    // A rejection speaks for one attempt only. Another without an answer may have been carried out.
    const Result<bool> unanswered = mayHaveBeenDone(id);
    if (!unanswered)
        return std::unexpected(unanswered.error());
    if (outcome == Outcome::Sending || (outcome == Outcome::Rejected && *unanswered))
        outcome = Outcome::Unknown;
    const QString message = error ? scrubbed(id, error->message) : QString();
    const Result<QSqlQuery> written =
        database->run(QStringLiteral("UPDATE requests SET outcome = ?, owner = '', error_code = ?, "
                                     "error_message = ?, request_id = ? WHERE id = ?"),
                      {number(outcome), toStored(error ? error->code : QString()), toStored(message),
                       toStored(requestId.isEmpty() && error ? error->requestId : requestId), id});
    if (!written)
        return ok(written);
    if (written->numRowsAffected() == 0)
        return noSuchRow(id);
    if (const Result<void> settled = settleAttempts(id); !settled)
        return settled;
    const Result<QSqlQuery> body =
        database->run(QStringLiteral("UPDATE bodies SET output = ? WHERE request = ?"),
                      {output.isEmpty() ? QVariant() : QVariant(output), id});
    return body ? touch(id) : ok(body);
}

Result<void> Journal::finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                             const QString &requestId, const QCborValue &output,
                             const model::Operation &operation)
{
    QByteArray sealed;
    if (!output.isUndefined() && !output.isInvalid())
        sealed = sealedDocument(output, answerShape(operation, error), *d->sealer, outputOf(id)).toCbor();
    tellOf(d->writeUnwritten());
    const auto write = [this, id, outcome, error, requestId, sealed] {
        return d->database->transaction(
            [&] { return d->writeOutcome(id, outcome, error, requestId, sealed); });
    };
    const Result<void> done = write();
    if (done)
        Q_EMIT rowsChanged({id});
    else if (done.error().code != u"NotFound")
        d->unwritten.push_back({id, write});
    return done;
}

} // namespace formwork::journal
