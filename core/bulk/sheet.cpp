// SPDX-License-Identifier: Apache-2.0
#include "bulk/sheet.h"

#include "base/tr.h"

#include <QBuffer>
#include <QFile>

#include <algorithm>

namespace formwork::bulk
{

namespace
{

constexpr qint64 kLooked = 4096; // bytes that say what kind of file it is; blanks may stand in front

}

Result<std::unique_ptr<Sheet>> Sheet::open(const QString &file, const document::CsvForm &form,
                                           const model::OperationPtr &operation, const Wishes &wishes)
{
    auto opened = std::make_unique<QFile>(file);
    if (!opened->open(QIODevice::ReadOnly))
        return failure(Phase::Local, QStringLiteral("InputFile"),
                       Tr::tr("The CSV file %1 cannot be read: %2.").arg(file, opened->errorString()),
                       Tr::tr("Name a readable file, or - for standard input."));
    return begun(std::unique_ptr<Sheet>(new Sheet(std::move(opened), form)), operation, wishes);
}

Result<std::unique_ptr<Sheet>> Sheet::read(const QByteArray &bytes, const document::CsvForm &form,
                                           const model::OperationPtr &operation, const Wishes &wishes)
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    buffer->open(QIODevice::ReadOnly);
    return begun(std::unique_ptr<Sheet>(new Sheet(std::move(buffer), form)), operation, wishes);
}

Result<std::unique_ptr<Sheet>> Sheet::begun(std::unique_ptr<Sheet> sheet,
                                            const model::OperationPtr &operation, const Wishes &wishes)
{
    QStringList names;
    Wishes wanted = wishes;
    if (formwork::bulk::isJson(sheet->m_device->peek(kLooked))) {
        Result<JsonRows> rows = readJsonRows(sheet->m_device->readAll());
        if (!rows)
            return std::unexpected(rows.error());
        sheet->m_json = *std::move(rows);
        names = sheet->m_json->columns;
        wanted.emptyIsText = wanted.nullIsNothing = true;
    } else {
        const Result<std::optional<document::CsvRow>> head = sheet->m_reader.next();
        if (!head)
            return std::unexpected(head.error());
        if (!*head)
            return failure(Phase::Input, QStringLiteral("Csv"), Tr::tr("The CSV file is empty."),
                           Tr::tr("Its first row names the columns; a template has them."));
        for (const QString &cell : (*head)->cells)
            names += cell.trimmed();
        while (!names.isEmpty() && names.last().isEmpty()) // a delimiter at the end of the line
            names.removeLast();
    }
    Result<Mapping> mapping = Mapping::make(operation, names, wanted);
    if (!mapping)
        return std::unexpected(mapping.error());
    sheet->m_mapping = *std::move(mapping);
    sheet->m_rowColumn = names.indexOf(kRowColumn.toString());
    return sheet;
}

Result<std::optional<document::CsvRow>> Sheet::read()
{
    if (!m_json)
        return m_reader.next();
    if (m_jsonRow >= m_json->rows.size())
        return std::optional<document::CsvRow>();
    document::CsvRow row{m_json->lines[m_jsonRow], std::move(m_json->rows[m_jsonRow])};
    ++m_jsonRow;
    return std::optional(std::move(row));
}

Result<std::optional<SheetRow>> Sheet::next()
{
    Result<std::optional<document::CsvRow>> one = read();
    while (one && *one && m_amendments.leftOut.contains(++m_row))
        one = read();
    if (!one)
        return std::unexpected(one.error());
    if (!*one)
        return std::optional<SheetRow>();
    SheetRow row{m_row, (*one)->line, 0, std::move((*one)->cells), {}, {}};
    if (const auto amended = m_amendments.cells.constFind(m_row); amended != m_amendments.cells.cend())
        row.cells = *amended;
    const qsizetype wanted = m_mapping.header().size();
    const bool hasMore = row.cells.size() > wanted
        && std::ranges::any_of(row.cells.cbegin() + wanted, row.cells.cend(),
                               [](const QString &cell) { return !cell.isEmpty(); });
    if (row.cells.size() < wanted || hasMore) {
        row.problems.append({{},
                             QStringLiteral("cells"),
                             Tr::tr("The row has %n cell(s)", nullptr, int(row.cells.size()))
                                 + Tr::tr(", the head of the file %1. Look for a missing or an unquoted "
                                          "delimiter.")
                                       .arg(wanted),
                             document::Severity::Error,
                             false});
        return std::optional(std::move(row));
    }
    row.cells.resize(wanted);
    Built built = m_mapping.build(row.cells);
    row.input = std::move(built.input);
    row.problems = std::move(built.problems);
    if (m_rowColumn >= 0) {
        const QString cell = row.cells[m_rowColumn].trimmed();
        bool isNumber = false;
        row.replaces = cell.toLongLong(&isNumber);
        if (!cell.isEmpty() && (!isNumber || row.replaces <= 0)) // it would become a row of its own
            row.problems.append(
                {{},
                 QStringLiteral("type"),
                 Tr::tr("“%1” in the column %2 is not the number of a row. Write it as it was "
                        "in the file, or leave it empty for a new row.")
                     .arg(cell, kRowColumn),
                 document::Severity::Error,
                 false});
    }
    return std::optional(std::move(row));
}

} // namespace formwork::bulk
