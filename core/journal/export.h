// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "journal/record.h"

#include <QCborMap>

#include <functional>

// The history for files and scripts. Secrets are never in it: records carry document::kSealedText in their
// place.
namespace formwork::journal
{

// id, time (ISO 8601, UTC), service, operation, what, account, accountId, region, endpoint, outcome,
// attempts, error, errorMessage, requestId, clientToken, tookMs, sentAnyway, parent, settled (happened,
// did-not-happen, empty), marker; input, output and settlements where the record has them.
[[nodiscard]] QCborMap toMap(const Record &record);
// Number, startedAt, finishedAt, outcome, httpStatus, error, ...
[[nodiscard]] QCborMap toMap(const Attempt &attempt);

// Verdict, by (person, evidence), who, time, note, sentence, evidence.
[[nodiscard]] QCborMap toMap(const Settlement &settlement);

// Records one after another as they come, so that a history of any length needs no room. JSON: an array of
// the maps above. CSV: one line a record under a line of names, as RFC 4180 has it (UTF-8, CRLF); what a
// spreadsheet would take for a formula begins with an apostrophe.
class Exporter
{
public:
    enum class Format { Json, Csv };
    using Write = std::function<Result<void>(const QByteArray &)>;
    Exporter(Format format, Write write)
        : m_format(format)
        , m_write(std::move(write))
    {
    }

    [[nodiscard]] Result<void> add(const Record &record);
    [[nodiscard]] Result<void> finish(); // what comes after the last one

private:
    Format m_format;
    Write m_write;
    bool m_hasAny = false;
};

[[nodiscard]] QByteArray toJson(const QList<Record> &records);
[[nodiscard]] QByteArray toCsv(const QList<Record> &records);

} // namespace formwork::journal
