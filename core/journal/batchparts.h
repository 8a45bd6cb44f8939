// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/batch.h"
#include "journal/sealing.h"

#include <QByteArray>
#include <QVariant>

// What the questions about batches and the changes to them have in common.
namespace formwork::journal
{

// The one rule of what a row stands at (Standing, of which each value is one more here), over batch_rows b
// and requests r. The service's word is a refusal that answered the last attempt; everything else that ended
// without a success and did nothing was not sent. What a person has not seen is no refusal of the service's.
inline constexpr auto kStanding =
    "CASE WHEN b.outcome IS NULL THEN 0 "
    "WHEN b.outcome = 2 AND r.removed = 0 AND NOT EXISTS(SELECT 1 FROM attempts a WHERE a.request = r.id AND "
    "a.number = r.attempts AND (a.bytes_left OR a.http_status > 0) AND a.error_code = r.error_code) THEN 0 "
    "WHEN b.outcome = 3 AND r.settled = 1 AND r.settled_attempts >= r.attempts THEN 2 "
    "WHEN b.outcome = 3 AND r.settled = 2 AND r.settled_attempts >= r.attempts THEN CASE WHEN "
    "(SELECT s.person FROM settlements s WHERE s.request = r.id ORDER BY s.id DESC LIMIT 1) = '' THEN 3 ELSE "
    "0 END "
    "ELSE b.outcome + 1 END";
inline constexpr auto kWithRequests =
    "batch_rows b LEFT JOIN requests r ON r.id = b.request AND b.request > 0";

inline Standing standingFrom(const QVariant &stored)
{
    const int number = stored.toInt();
    return number < static_cast<int>(Standing::Waiting) || number > static_cast<int>(Standing::Unknown)
        ? Standing::Unknown
        : static_cast<Standing>(number);
}

// What tells a batch from others: the digest of its inputs; of one that undoes another, which that is.
inline QByteArray distinction(const NewBatch &batch)
{
    return batch.undoes > 0 ? QByteArray("undoes " + QByteArray::number(batch.undoes)) : batch.digest;
}

// Where the sealed input of a row is.
inline DocumentPlace inputPlace(qint64 id, qint64 row)
{
    return {"batch " + QByteArray::number(id) + " row " + QByteArray::number(row) + " input"};
}

} // namespace formwork::journal
