// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "bulk/jsonrows.h"
#include "bulk/mapping.h"
#include "document/csvreader.h"

#include <QHash>
#include <QIODevice>
#include <QSet>

#include <memory>
#include <optional>

namespace formwork::bulk
{

struct SheetRow {
    qint64 row = 0; // counted from 1, without the head
    qint64 line = 0; // of the file, where it begins
    qint64 replaces = 0; // the row of an earlier run that this one is the corrected form of; 0: none
    QStringList cells;
    QCborValue input;
    QList<document::Problem> problems; // of its cells; what the input says is another matter (check.h)
};

// What a person changed of a file's rows before they were sent.
struct Amendments {
    QHash<qint64, QStringList> cells; // of a row, as they are now
    QSet<qint64> leftOut; // rows
};

// A CSV file, or one of JSON objects, read as inputs of an operation, row by row.
class Sheet
{
public:
    // Reads the head. Errors: Phase::Local where the file cannot be read, Phase::Input where its head does
    // not fit; they name the column.
    [[nodiscard]] static Result<std::unique_ptr<Sheet>> open(const QString &file,
                                                             const document::CsvForm &form,
                                                             const model::OperationPtr &operation,
                                                             const Wishes &wishes);
    // The same of what is in memory, which came through a pipe.
    [[nodiscard]] static Result<std::unique_ptr<Sheet>> read(const QByteArray &bytes,
                                                             const document::CsvForm &form,
                                                             const model::OperationPtr &operation,
                                                             const Wishes &wishes);

    void amend(Amendments amendments) { m_amendments = std::move(amendments); } // before the first next()

    [[nodiscard]] Result<std::optional<SheetRow>> next();

    [[nodiscard]] const Mapping &mapping() const { return m_mapping; }
    [[nodiscard]] bool isJson() const { return m_json.has_value(); }
    [[nodiscard]] QChar delimiter() const { return m_reader.form().delimiter; }
    [[nodiscard]] QString encoding() const { return m_reader.form().encoding; }

private:
    Sheet(std::unique_ptr<QIODevice> device, const document::CsvForm &form)
        : m_device(std::move(device))
        , m_reader(*m_device, form)
    {
    }
    [[nodiscard]] static Result<std::unique_ptr<Sheet>>
    begun(std::unique_ptr<Sheet> sheet, const model::OperationPtr &operation, const Wishes &wishes);
    [[nodiscard]] Result<std::optional<document::CsvRow>> read();

    std::unique_ptr<QIODevice> m_device;
    document::CsvReader m_reader;
    std::optional<JsonRows> m_json; // in place of the reader
    qsizetype m_jsonRow = 0;
    Mapping m_mapping;
    Amendments m_amendments;
    qsizetype m_rowColumn = -1; // formwork:row
    qint64 m_row = 0;
};

inline constexpr QStringView kRowColumn = u"formwork:row";
inline constexpr QStringView kErrorColumn = u"formwork:error";

} // namespace formwork::bulk
