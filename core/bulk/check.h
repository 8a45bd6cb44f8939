// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/sheet.h"
#include "client/call.h"

#include <QCryptographicHash>

#include <functional>

namespace formwork::bulk
{

// Of all inputs of a file, in order, without secrets and tokens.
class InputDigest
{
public:
    // Answers what of the input takes part, and whether there is more of it that does not: secrets.
    struct Seen {
        QByteArray bytes;
        bool hasSecrets = false;
    };
    Seen add(const model::Operation &operation, const QCborValue &input);
    [[nodiscard]] QByteArray result() const { return m_hash.result(); }

private:
    QCryptographicHash m_hash{QCryptographicHash::Sha256};
};

// A row that is not sent, and why.
struct BadRow {
    qint64 row = 0;
    qint64 line = 0;
    QList<document::Problem> problems;
    QStringList columns; // of each problem, its columns; empty: none of the file
};

// What stops no row and ought to be known all the same, once for all rows it is true of.
struct Warning {
    QString sentence;
    qint64 row = 0; // the first
    qint64 rows = 0; // how many
};

// Everything that is known of a file before any of it is sent.
struct Checked {
    qint64 rows = 0;
    qint64 invalid = 0;
    QSet<qint64> bad; // the invalid rows
    bool hasSecrets = false;
    QByteArray digest; // of all inputs without secrets and tokens: the same file is known again
    std::optional<SheetRow> example; // the wished-for valid row
    QList<std::pair<qint64, qint64>> twins; // rows equal to an earlier one, the first hundred
    QList<Warning> warnings; // of valid rows, the first twenty
};

struct CheckWishes {
    bool onlyHard = false; // problems that a person may send in spite of do not stop
    qint64 exampleRow = 0; // 0: the first valid one
    // Asked now and then with the number of rows checked so far; false ends it with "Cancelled".
    std::function<bool(qint64 rows)> goesOn;
};

// Reads a sheet to its end, on any thread. `bad` is told of each row that is not valid, in order. Errors:
// those of the file.
[[nodiscard]] Result<Checked> checkSheet(Sheet &sheet, const guide::Guide &guide,
                                         const model::OperationPtr &operation, const CheckWishes &wishes,
                                         const std::function<void(const BadRow &)> &bad);

// What stops one row: its cells, the model, the guide, its texts.
[[nodiscard]] QList<document::Problem> stopping(const SheetRow &row, const model::Operation &operation,
                                                const guide::Guide &guide, bool onlyHard);

// The sentence of a bad row, in one line: "Row 3 (line 4), column Name: ...".
[[nodiscard]] QString sentenceOf(const BadRow &row);
// "Row 3 and 40 more: ..."
[[nodiscard]] QString sentenceOf(const Warning &warning);

} // namespace formwork::bulk
