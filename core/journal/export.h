// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "journal/record.h"

#include <QCborMap>

// The history for files and scripts. Secrets are never in it: records carry document::kSealedText in their
// place.
namespace formwork::journal
{

// id, time (ISO 8601, UTC), service, operation, what, account, accountId, region, endpoint, outcome,
// attempts, error, errorMessage, requestId, clientToken, tookMs, sentAnyway, parent; input and output where
// the record has them.
[[nodiscard]] QCborMap toMap(const Record &record);
[[nodiscard]] QCborMap
toMap(const Attempt &attempt); // number, startedAt, finishedAt, outcome, httpStatus, error, ...

[[nodiscard]] QByteArray toJson(const QList<Record> &records); // an array of the maps above

// One line a record under a line of names, as RFC 4180 has it (UTF-8, CRLF). What a spreadsheet would take
// for a formula begins with an apostrophe.
[[nodiscard]] QByteArray toCsv(const QList<Record> &records);

} // namespace formwork::journal
