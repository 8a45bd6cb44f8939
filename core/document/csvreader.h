// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QIODevice>
#include <QStringDecoder>
#include <QStringList>

#include <optional>

namespace formwork::document
{

// How a CSV file is written. What is left empty is found out: the encoding by its byte order mark, else
// UTF-8; the delimiter by the first line, of comma, semicolon, tab and bar.
struct CsvForm {
    QChar delimiter;
    QString encoding; // "utf-8", "utf-16", "latin1"
};

struct CsvRow {
    qint64 line = 0; // where it begins in the file, counted from 1
    QStringList cells;
};

// Reads CSV (RFC 4180, and what spreadsheets make of it: "sep=;" as the first line, byte order marks, any
// line end) row by row; never all of it in memory. Rows without a single character are passed over.
class CsvReader
{
public:
    CsvReader(QIODevice &device, CsvForm form);

    // Nothing at the end. Errors, Phase::Input, code "Csv", with the line: a quote without its end, text
    // behind one, bytes that are no text of the encoding.
    [[nodiscard]] Result<std::optional<CsvRow>> next();

    [[nodiscard]] const CsvForm &form() const { return m_form; } // as found, once next() was asked

private:
    [[nodiscard]] Result<void> begin();
    [[nodiscard]] Result<bool> fill(); // false: there is no more
    [[nodiscard]] Result<void> chooseDecoder(const QByteArray &start);
    [[nodiscard]] Result<void> findDelimiter();
    [[nodiscard]] Result<bool> has(); // whether a character stands at m_at
    [[nodiscard]] Result<bool> readCell(QString &cell); // whether another one follows in its row
    [[nodiscard]] Result<void> readQuoted(QString &cell);
    [[nodiscard]] Result<void> readPlain(QString &cell);
    [[nodiscard]] Result<void> passLineEnd();
    [[nodiscard]] std::unexpected<Error> wrong(qint64 line, const QString &sentence) const;

    QIODevice &m_device;
    CsvForm m_form;
    QStringDecoder m_decoder;
    QString m_text; // what is read and not yet used stands from m_at
    qsizetype m_at = 0;
    qint64 m_line = 1;
    bool m_hasBegun = false;
    bool m_isOver = false;
    bool m_isDoubtful = false; // some bytes were no text; U+FFFD stands for them
};

// One cell as such a file holds it, with quotes where they are needed. Unlike csvField() for the files of
// others: what is read back is the very text.
[[nodiscard]] QString csvCell(const QString &text, QChar delimiter);

} // namespace formwork::document
