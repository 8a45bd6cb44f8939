// SPDX-License-Identifier: Apache-2.0
#include "bulk/source.h"

#include "base/tr.h"

#include <QBuffer>

namespace formwork::bulk
{

namespace
{

constexpr qint64 kAskedEach = 500; // rows

std::unexpected<Error> wrong(const QString &sentence, const QString &advice)
{
    return failure(Phase::Input, QStringLiteral("Csv"), sentence, advice);
}

QString readAsCsv() { return Tr::tr("Save the table as CSV, with UTF-8, and choose that file."); }

bool hasMark(const QByteArray &bytes)
{
    return bytes.startsWith("\xef\xbb\xbf") || bytes.startsWith("\xff\xfe") || bytes.startsWith("\xfe\xff");
}

// What people choose by mistake is called by its name.
Result<void> checkKind(const QByteArray &bytes)
{
    if (bytes.startsWith("PK\x03\x04") || bytes.startsWith("\xd0\xcf\x11\xe0"))
        return wrong(Tr::tr("This is a workbook of a spreadsheet, or an archive, and no CSV file."),
                     readAsCsv());
    if (bytes.startsWith("%PDF-"))
        return wrong(Tr::tr("This is a PDF document and no CSV file."), readAsCsv());
    return {};
}

Result<Table> jsonTable(const QByteArray &bytes)
{
    Result<JsonRows> rows = readJsonRows(bytes);
    if (!rows)
        return std::unexpected(rows.error());
    Table table;
    table.columns = std::move(rows->columns);
    table.rows = std::move(rows->rows);
    table.lines = std::move(rows->lines);
    table.hasMark = hasMark(bytes);
    table.isJson = true;
    return table;
}

} // namespace

Result<std::shared_ptr<Sheet>> Source::open(const model::OperationPtr &operation) const
{
    Result<std::unique_ptr<Sheet>> sheet = bytes.isNull() ? Sheet::open(file, form, operation, wishes)
                                                          : Sheet::read(bytes, form, operation, wishes);
    if (!sheet)
        return std::unexpected(sheet.error());
    std::shared_ptr<Sheet> opened = *std::move(sheet);
    opened->amend(amendments);
    return opened;
}

Result<Table> readTable(const Source &source, const std::function<bool(qint64 rows)> &goesOn)
{
    if (const Result<void> isCsv = checkKind(source.bytes); !isCsv)
        return std::unexpected(isCsv.error());
    if (isJson(source.bytes))
        return jsonTable(source.bytes);
    QBuffer buffer;
    buffer.setData(source.bytes);
    buffer.open(QIODevice::ReadOnly);
    document::CsvReader reader(buffer, source.form);
    const Result<std::optional<document::CsvRow>> head = reader.next();
    if (!head)
        return std::unexpected(head.error());
    if (!*head)
        return wrong(Tr::tr("The CSV file is empty."),
                     Tr::tr("Its first row names the columns; a template has them."));
    Table table;
    table.form = reader.form();
    table.hasMark = hasMark(source.bytes);
    for (const QString &cell : (*head)->cells)
        table.columns += cell.trimmed();
    while (!table.columns.isEmpty() && table.columns.last().isEmpty())
        table.columns.removeLast();
    while (true) {
        Result<std::optional<document::CsvRow>> row = reader.next();
        if (!row)
            return std::unexpected(row.error());
        if (!*row)
            return table;
        table.rows.append(std::move((*row)->cells));
        table.lines.append((*row)->line);
        if (table.rows.size() % kAskedEach == 0 && !goesOn(table.rows.size()))
            return failure(Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Nothing was read."));
    }
}

Wishes guessed(const model::Operation &operation, const QStringList &columns)
{
    Wishes wishes;
    QList<document::Pointer> taken;
    for (const QString &column : columns) {
        if (column.startsWith(Mapping::kOwnPrefix))
            continue;
        const Result<Place> place = placeOf(*operation.input, column);
        const bool isFree = place && std::ranges::none_of(taken, [&](const document::Pointer &other) {
                                return other.startsWith(place->pointer) || place->pointer.startsWith(other);
                            });
        wishes.maps.append({column, isFree ? pathText(*place) : QString()});
        if (isFree)
            taken.append(place->pointer);
    }
    return wishes;
}

} // namespace formwork::bulk
