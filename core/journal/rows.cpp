// SPDX-License-Identifier: Apache-2.0
#include "journal/rows.h"

#include "document/storedcbor.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QVariant>

namespace formwork::journal
{

namespace
{

QDateTime timeFrom(const QVariant &stored)
{
    return stored.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(stored.toLongLong(), Qt::UTC);
}

Outcome outcomeFrom(const QVariant &stored)
{
    const int number = stored.toInt();
    const bool isKnown =
        number >= static_cast<int>(Outcome::Sending) && number <= static_cast<int>(Outcome::Unknown);
    return isKnown ? static_cast<Outcome>(number) : Outcome::Unknown;
}

Settled settledFrom(const QVariant &stored)
{
    const int number = stored.toInt();
    return number == static_cast<int>(Settled::Happened) || number == static_cast<int>(Settled::DidNotHappen)
        ? static_cast<Settled>(number)
        : Settled::No;
}

// Reads one column after another.
class Columns
{
public:
    explicit Columns(const QSqlQuery &row)
        : m_row(row)
    {
    }
    [[nodiscard]] QVariant next() { return m_row.value(m_index++); }
    [[nodiscard]] QString text() { return next().toString(); }
    [[nodiscard]] qint64 number() { return next().toLongLong(); }
    [[nodiscard]] int integer() { return next().toInt(); }
    [[nodiscard]] bool flag() { return next().toInt() != 0; }

private:
    const QSqlQuery &m_row;
    int m_index = 0;
};

} // namespace

QVariant toStored(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QString toStored(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

QString recordColumns()
{
    // The token's life begins with the first attempt the service may have acted on; refused ones leave no
    // trace of it.
    return QStringLiteral("id, time, outcome, attempts, took_ms, first_sent, service, operation, what, "
                          "account, account_id, profile_id, "
                          "region, endpoint, protocol, client_token, token_member, token_lifetime, "
                          "only_reads, creates_on_retry, sent_anyway, parent, "
                          "digest, error_code, error_message, request_id, "
                          "coalesce((SELECT min(started) FROM attempts WHERE request = requests.id AND "
                          "attempts.outcome <> 2), first_sent), "
                          "EXISTS(SELECT 1 FROM attempts WHERE request = requests.id AND (bytes_left OR "
                          "http_status > 0)), marker, settled, settled_attempts, batch, batch_row");
}

Record recordFrom(const QSqlQuery &row)
{
    Columns columns(row);
    Record record;
    NewRequest &request = record.request;
    record.id = columns.number();
    record.time = timeFrom(columns.next());
    record.outcome = outcomeFrom(columns.next());
    record.attempts = columns.integer();
    record.tookMs = columns.number();
    record.firstSentAt = timeFrom(columns.next());
    request.service = columns.text();
    request.operation = columns.text();
    request.what = columns.text();
    request.account = columns.text();
    request.accountId = columns.text();
    request.profileId = columns.text();
    request.region = columns.text();
    request.endpoint = columns.text();
    request.protocol = columns.text();
    request.clientToken = columns.text();
    request.tokenMember = columns.text();
    if (const QVariant lifetime = columns.next(); !lifetime.isNull())
        request.tokenLifetime = std::chrono::seconds(lifetime.toLongLong());
    request.onlyReads = columns.flag();
    const int onRetry = columns.integer(); // an older Formwork takes 2 for 1, which is the careful side
    request.createsOnRetry = onRetry == 1;
    request.hasUniqueName = onRetry == 2;
    request.sentAnyway = columns.flag();
    request.parent = columns.number();
    record.inputDigest = columns.next().toByteArray();
    record.errorCode = columns.text();
    record.errorMessage = columns.text();
    record.requestId = columns.text();
    const QDateTime tokenFrom = timeFrom(columns.next());
    if (tokenFrom.isValid() && request.tokenLifetime && !request.clientToken.isEmpty())
        record.tokenExpiresAt = tokenFrom.addSecs(request.tokenLifetime->count());
    record.mayHaveLeft = columns.flag();
    request.marker = columns.text();
    record.settled = settledFrom(columns.next());
    record.settledAttempts = columns.integer();
    request.batch = columns.number();
    request.batchRow = columns.number();
    return record;
}

QString searchedColumns()
{
    // One column: the driver asks for the name and type of each at each execution, which costs more than all
    // of their values.
    return QStringLiteral(
        "json_array(outcome, attempts, service, operation, what, account, account_id, region, "
        "client_token, error_code, error_message, request_id, settled, settled_attempts)");
}

Record searchedFrom(const QSqlQuery &row)
{
    const QJsonArray values = QJsonDocument::fromJson(row.value(0).toString().toUtf8()).array();
    int index = 0;
    const auto number = [&] { return values.at(index++).toInt(); };
    const auto text = [&] { return values.at(index++).toString(); };
    Record record;
    record.outcome = outcomeFrom(number());
    record.attempts = number();
    record.request.service = text();
    record.request.operation = text();
    record.request.what = text();
    record.request.account = text();
    record.request.accountId = text();
    record.request.region = text();
    record.request.clientToken = text();
    record.errorCode = text();
    record.errorMessage = text();
    record.requestId = text();
    record.settled = settledFrom(number());
    record.settledAttempts = number();
    return record;
}

QString attemptColumns()
{
    return QStringLiteral("id, number, started, finished, outcome, http_status, error_code, error_message, "
                          "request_id, bytes_left");
}

Attempt attemptFrom(const QSqlQuery &row)
{
    Columns columns(row);
    Attempt attempt;
    attempt.id = columns.number();
    attempt.number = columns.integer();
    attempt.startedAt = timeFrom(columns.next());
    attempt.finishedAt = timeFrom(columns.next());
    attempt.outcome = outcomeFrom(columns.next());
    attempt.httpStatus = columns.integer();
    attempt.errorCode = columns.text();
    attempt.errorMessage = columns.text();
    attempt.requestId = columns.text();
    attempt.bytesMayHaveLeft = columns.flag();
    return attempt;
}

QString settlementColumns() { return QStringLiteral("verdict, time, person, note, sentence, evidence"); }

Settlement settlementFrom(const QSqlQuery &row)
{
    Columns columns(row);
    Settlement settlement;
    settlement.verdict = settledFrom(columns.next());
    settlement.time = timeFrom(columns.next());
    settlement.person = columns.text();
    settlement.note = columns.text();
    settlement.sentence = columns.text();
    settlement.evidence = document::fromStoredCbor(columns.next().toByteArray());
    return settlement;
}

} // namespace formwork::journal
