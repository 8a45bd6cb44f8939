// SPDX-License-Identifier: Apache-2.0
#include "journal/editor.h"

#include "base/tr.h"
#include "document/scrub.h"
#include "journal/rows.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace formwork::journal
{

namespace
{

QVariant number(Outcome outcome) { return static_cast<int>(outcome); }

// What a refusal tells has the shape of its error.
const model::Shape &answerShape(const model::Operation &operation, const std::optional<Error> &error)
{
    const model::Shape *ofError = error ? operation.error(error->code) : nullptr;
    return ofError ? *ofError : *operation.output;
}

Result<void> ok(const Result<Executed> &query)
{
    if (!query)
        return std::unexpected(query.error());
    return {};
}

} // namespace

Result<qint64> Editor::nextRevision()
{
    if (const Result<Executed> counted =
            m_database.run(QStringLiteral("UPDATE counter SET revision = revision + 1"));
        !counted)
        return std::unexpected(counted.error());
    const Result<qint64> revision = m_database.number(QStringLiteral("SELECT revision FROM counter"));
    if (revision)
        m_touched.revisions.insert(*revision);
    return revision;
}

// To be moved to the end of the index of revisions costs as much as to stand there from the first.
Result<qint64> Editor::revisionOfNewRows()
{
    if (m_revision)
        return *m_revision;
    const Result<qint64> revision = nextRevision();
    if (revision)
        m_revision = *revision;
    return revision;
}

void Editor::touch(qint64 id) { m_unsettled[id].isSearchedAnew = true; }
void Editor::touchUnsearched(qint64 id) { m_unsettled.try_emplace(id); }

// The index writes what it has gathered with each statement that makes others run, and what is written at
// once costs a fraction: one statement for all of them.
Result<void> Editor::insertWords(const QList<std::pair<qint64, QString>> &words) const
{
    if (words.isEmpty())
        return {};
    QJsonArray rows;
    for (const auto &[id, text] : words)
        rows.append(QJsonArray{id, text});
    return ok(m_database.run(
        QStringLiteral(
            "INSERT INTO words(id, text) SELECT requests.id, json_extract(given.value, '$[1]') FROM "
            "json_each(?) AS given CROSS JOIN requests ON requests.id = json_extract(given.value, "
            "'$[0]') WHERE requests.removed = 0 ON CONFLICT(id) DO UPDATE SET text = excluded.text"),
        {QString::fromUtf8(QJsonDocument(rows).toJson(QJsonDocument::Compact))}));
}

// A row is often touched twice in a transaction, and what is searched of it is costly to index.
Result<void> Editor::settleTouched()
{
    m_revision.reset();
    const bool isAnyChanged =
        std::ranges::any_of(m_unsettled, [](const auto &row) { return !row.second.isNew; });
    const Result<qint64> revision = isAnyChanged ? nextRevision() : 0;
    if (!revision)
        return std::unexpected(revision.error());
    QList<std::pair<qint64, QString>> words;
    for (const auto &[id, left] : std::exchange(m_unsettled, {})) {
        if (!left.isNew) {
            const Result<Executed> done = m_database.run(
                QStringLiteral("UPDATE requests SET revision = ? WHERE id = ?"), {*revision, id});
            if (!done)
                return ok(done);
            if (done->numRowsAffected() == 0) // deleted since
                continue;
        }
        m_touched.changed.append(id);
        if (!left.isSearchedAnew)
            continue;
        const Result<QString> text = m_reader.wordsOf(id);
        if (!text)
            return std::unexpected(text.error());
        words.append({id, *text});
    }
    return insertWords(words);
}

Result<void> Editor::settleAttempts(qint64 id) const
{
    return ok(m_database.run(
        QStringLiteral("UPDATE attempts SET outcome = 3, bytes_left = 1 WHERE request = ? AND outcome = 0"),
        {id}));
}

// They are never deleted: one that this connection has written needs no look.
Result<void> Editor::insertFacets(const NewRequest &request)
{
    for (const auto &[kind, value] :
         {std::pair("service", request.service), std::pair("operation", request.operation),
          std::pair("account", request.account), std::pair("accountId", request.accountId),
          std::pair("region", request.region)}) {
        const std::pair facet(QLatin1String(kind), value);
        if (value.isEmpty() || m_facets.contains(facet))
            continue;
        if (const Result<Executed> known =
                m_database.run(QStringLiteral("INSERT OR IGNORE INTO facets(kind, value) VALUES(?, ?)"),
                               {facet.first, value});
            !known)
            return std::unexpected(known.error());
        m_facets.insert(facet);
    }
    return {};
}

Result<qint64> Editor::begin(const NewRequest &request, const model::Operation &operation, qint64 now)
{
    if (const Result<void> safe = isSafeToSend(); !safe)
        return std::unexpected(safe.error());
    const QString what = document::scrubbed(request.what, secretTexts(request.input, *operation.input));
    const QByteArray digest = inputDigest(request.input, *operation.input, request.tokenMember, m_sealer);
    const Result<qint64> revision = revisionOfNewRows();
    if (!revision)
        return std::unexpected(revision.error());
    const Result<Executed> inserted = m_database.run(
        QStringLiteral("INSERT INTO requests(revision, time, outcome, service, operation, what, account, "
                       "account_id, profile_id, region, "
                       "endpoint, protocol, client_token, token_member, token_lifetime, only_reads, "
                       "creates_on_retry, sent_anyway, parent, digest, owner, marker, batch, batch_row) "
                       "VALUES(?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
        {*revision,
         now,
         toStored(request.service),
         toStored(request.operation),
         toStored(what),
         toStored(request.account),
         toStored(request.accountId),
         toStored(request.profileId),
         toStored(request.region),
         toStored(request.endpoint),
         toStored(request.protocol),
         toStored(request.clientToken),
         toStored(request.tokenMember),
         request.tokenLifetime ? QVariant(qint64(request.tokenLifetime->count())) : QVariant(),
         request.onlyReads,
         request.createsOnRetry      ? 1
             : request.hasUniqueName ? 2
                                     : 0,
         request.sentAnyway,
         request.parent,
         digest,
         m_lock.name(),
         toStored(request.marker),
         request.batch,
         request.batchRow});
    if (!inserted)
        return std::unexpected(inserted.error());
    const qint64 id = inserted->lastInsertId().toLongLong();
    if (request.batch > 0) {
        const Result<void> begun = batches().beginRow(request.batch, request.batchRow, id, m_lock.name());
        if (!begun)
            return std::unexpected(begun.error());
    }
    const QCborValue sealed = sealedDocument(request.input, *operation.input, m_sealer, inputOf(id));
    if (const Result<Executed> body = m_database.run(
            QStringLiteral("INSERT INTO bodies(request, input) VALUES(?, ?)"), {id, sealed.toCbor()});
        !body)
        return std::unexpected(body.error());
    if (const Result<void> known = insertFacets(request); !known)
        return std::unexpected(known.error());
    m_unsettled[id] = {.isSearchedAnew = true, .isNew = true};
    return id;
}

Result<qint64> Editor::beginAttempt(qint64 id, qint64 now)
{
    if (const Result<void> safe = isSafeToSend(); !safe)
        return std::unexpected(safe.error());
    if (const Result<void> taken = takeRow(id); !taken)
        return std::unexpected(taken.error());
    const Result<Executed> counted =
        m_database.run(QStringLiteral("UPDATE requests SET attempts = attempts + 1, first_sent = "
                                      "coalesce(first_sent, ?) WHERE id = ?"),
                       {now, id});
    if (!counted)
        return std::unexpected(counted.error());
    const Result<Executed> inserted =
        m_database.run(QStringLiteral("INSERT INTO attempts(request, number, started, outcome) "
                                      "SELECT id, attempts, ?, 0 FROM requests WHERE id = ?"),
                       {now, id});
    if (!inserted)
        return std::unexpected(inserted.error());
    const qint64 attempt = inserted->lastInsertId().toLongLong();
    touchUnsearched(id);
    return attempt;
}

Result<void> Editor::finishAttempt(const Attempt &attempt)
{
    const Result<qint64> found =
        m_database.number(QStringLiteral("SELECT request FROM attempts WHERE id = ?"), {attempt.id});
    if (!found)
        return std::unexpected(found.error());
    if (*found == 0)
        return noSuchRow(attempt.id);
    const qint64 request = *found;
    const Outcome outcome = attempt.outcome == Outcome::Sending ? Outcome::Unknown : attempt.outcome;
    const Result<Executed> written = m_database.run(
        QStringLiteral("UPDATE attempts SET finished = ?, outcome = ?, http_status = ?, "
                       "error_code = ?, error_message = ?, request_id = ?, "
                       "bytes_left = ? WHERE id = ?"),
        {toStored(attempt.finishedAt), number(outcome), attempt.httpStatus, toStored(attempt.errorCode),
         toStored(m_reader.scrubbed(request, attempt.errorMessage)), toStored(attempt.requestId),
         attempt.bytesMayHaveLeft, attempt.id});
    if (!written)
        return ok(written);
    const Result<Executed> summed =
        m_database.run(QStringLiteral("UPDATE requests SET took_ms = (SELECT coalesce(sum(max(finished - "
                                      "started, 0)), 0) FROM attempts "
                                      "WHERE request = requests.id) WHERE id = ?"),
                       {request});
    if (summed)
        touchUnsearched(request);
    return ok(summed);
}

Result<void> Editor::finish(qint64 id, Outcome outcome, const std::optional<Error> &error,
                            const QString &requestId, const QCborValue &output,
                            const model::Operation &operation)
{
    // A rejection speaks for one attempt only. Another without an answer may have been carried out.
    const Result<bool> unanswered = m_reader.mayHaveBeenDone(id);
    if (!unanswered)
        return std::unexpected(unanswered.error());
    if (outcome == Outcome::Sending || (outcome == Outcome::Rejected && *unanswered))
        outcome = Outcome::Unknown;
    const Result<Executed> written = m_database.run(
        QStringLiteral("UPDATE requests SET outcome = ?, owner = '', request_id = ? WHERE id = ?"),
        {number(outcome), toStored(requestId.isEmpty() && error ? error->requestId : requestId), id});
    if (!written)
        return ok(written);
    if (written->numRowsAffected() == 0)
        return noSuchRow(id);
    if (const Result<void> told = setError(id, error); !told)
        return told;
    if (const Result<void> settled = settleAttempts(id); !settled)
        return settled;
    QVariant sealed;
    if (!output.isUndefined() && !output.isInvalid())
        sealed = sealedDocument(output, answerShape(operation, error), m_sealer, outputOf(id)).toCbor();
    const Result<Executed> body =
        m_database.run(QStringLiteral("UPDATE bodies SET output = ? WHERE request = ?"), {sealed, id});
    if (body)
        touch(id);
    return ok(body);
}

// Most rows never have one. A statement that names a column writes its indexes, whether it changed or not.
Result<void> Editor::setError(qint64 id, const std::optional<Error> &error) const
{
    const QString code = toStored(error ? error->code : QString());
    const QString message = toStored(error ? m_reader.scrubbed(id, error->message) : QString());
    return ok(
        m_database.run(QStringLiteral("UPDATE requests SET error_code = ?, error_message = ? WHERE id = ? "
                                      "AND (error_code <> ? OR error_message <> ?)"),
                       {code, message, id, code, message}));
}

Result<QList<qint64>> Editor::orphans() const
{
    QHash<QString, bool> alive;
    QList<qint64> ids;
    const Result<void> read = m_database.each(
        QStringLiteral(
            "SELECT id, owner FROM requests INDEXED BY requests_sending WHERE outcome = 0 AND owner <> ?"),
        {m_lock.name()}, [&](const QSqlQuery &row) {
            const QString owner = row.value(1).toString();
            if (!alive.contains(owner))
                alive.insert(owner, OwnerLock::isAlive(m_lockDirectory, owner));
            if (!alive.value(owner))
                ids.append(row.value(0).toLongLong());
        });
    if (!read)
        return std::unexpected(read.error());
    return ids;
}

Result<void> Editor::settleOrphans()
{
    const Result<QList<qint64>> ids = orphans(); // another process may have been faster
    if (!ids)
        return std::unexpected(ids.error());
    for (const qint64 id : *ids) {
        if (const Result<void> settled = settleAttempts(id); !settled)
            return settled;
        const Result<Executed> unknown =
            m_database.run(QStringLiteral("UPDATE requests SET outcome = ?, owner = '' WHERE id = ?"),
                           {number(Outcome::Unknown), id});
        if (!unknown)
            return ok(unknown);
        touch(id);
    }
    return settleTouched();
}

Result<QString> Editor::enterKeyName(const QString &name, const QStringList &known)
{
    const Result<QStringList> names = m_reader.keyNames();
    if (!names)
        return std::unexpected(names.error());
    if (*names != known && !names->isEmpty()) // another process was faster
        return names->first();
    const Result<Executed> entered =
        m_database.run(QStringLiteral("INSERT OR REPLACE INTO seals(name, place) "
                                      "VALUES(?, (SELECT coalesce(max(place), 0) + 1 FROM seals))"),
                       {name});
    if (!entered)
        return std::unexpected(entered.error());
    return name;
}

} // namespace formwork::journal
