// SPDX-License-Identifier: Apache-2.0
#include "forms/pasteparser.h"

#include "base/tr.h"
#include "forms/shapewords.h"
#include "model/pairs.h"
#include "model/service.h"
#include "wording/names.h"

#include <QCborMap>
#include <QLocale>

namespace formwork::forms
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

std::unexpected<Error> refuse(const QString &sentence)
{
    return failure(Phase::Input, QStringLiteral("Paste"), sentence);
}

bool isScalar(const Shape &shape) { return !shape.isAggregate() && shape.type != ShapeType::Document; }

QCborValue scalar(const QString &text, const Shape &shape)
{
    if (shape.type == ShapeType::Boolean && (text == u"true" || text == u"false"))
        return text == u"true";
    if (shape.type == ShapeType::Blob)
        return text.toUtf8();
    return fromEditText(text, shape);
}

// The fields of one line of separated values. A quoted field may hold the separator and doubled quotes.
QStringList fieldsOf(QStringView line, QChar separator)
{
    QStringList fields;
    QString field;
    bool isQuoted = false;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar c = line[i];
        if (isQuoted && c == u'"' && i + 1 < line.size() && line[i + 1] == u'"') {
            field += c;
            ++i;
        } else if (c == u'"' && (isQuoted || field.trimmed().isEmpty())) {
            isQuoted = !isQuoted;
            if (isQuoted)
                field.clear();
        } else if (c == separator && !isQuoted) {
            fields.append(field.trimmed());
            field.clear();
        } else {
            field += c;
        }
    }
    fields.append(field.trimmed());
    return fields;
}

QChar separatorOf(QStringView line)
{
    return line.contains(u'\t') ? u'\t' : line.contains(u',') ? u',' : u';';
}

Result<Pasted> entryOfMap(const QString &line, qsizetype number, const Shape &map)
{
    const QChar separator = line.contains(u'\t') ? u'\t' : line.contains(u'=') ? u'=' : u',';
    const qsizetype at = line.indexOf(separator);
    if (at < 1)
        return refuse(Tr::tr("Line %1 has no name and value: write them as name=value.").arg(number));
    const QString value = line.mid(at + 1).trimmed();
    return Pasted{line.left(at).trimmed(), scalar(value, *map.element.target)};
}

using Columns = QList<const Member *>;

Columns columnsOf(const Shape &structure)
{
    Columns columns;
    for (const Member &member : structure.members)
        columns.append(&member);
    return columns;
}

// The columns that a first line names, or none if it is not such a line.
Columns headerOf(const QStringList &fields, const Shape &structure)
{
    Columns columns;
    for (const QString &field : fields) {
        const Member *named = nullptr;
        for (const Member &member : structure.members) {
            if (member.name.compare(field, Qt::CaseInsensitive) == 0
                || wording::words(member.name).compare(field, Qt::CaseInsensitive) == 0)
                named = &member;
        }
        if (!named)
            return {};
        columns.append(named);
    }
    return columns;
}

// "name=value" where a line stands for a key and its value; else separated values.
QStringList fieldsOfPair(const QString &line)
{
    const qsizetype equals = line.indexOf(u'=');
    const qsizetype other = line.indexOf(separatorOf(line));
    if (equals < 1 || line.contains(u'\t') || (other >= 0 && other < equals))
        return fieldsOf(line, separatorOf(line));
    return {line.left(equals).trimmed(), line.mid(equals + 1).trimmed()};
}

bool isPair(const Columns &columns, const Shape &structure)
{
    const model::PairMembers pair = model::pairMembers(structure);
    return pair.key && columns.size() == 2 && columns.first() == pair.key && columns.last() == pair.value;
}

Result<Pasted> entryOfStructures(const QString &line, qsizetype number, const Columns &columns,
                                 const Shape &structure)
{
    const QStringList fields =
        isPair(columns, structure) ? fieldsOfPair(line) : fieldsOf(line, separatorOf(line));
    if (fields.size() > columns.size())
        return refuse(Tr::tr("Line %1 has %2 values; at most %3 fit.")
                          .arg(number)
                          .arg(fields.size())
                          .arg(columns.size()));
    QCborMap entry;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        // The value of a tag may be empty.
        if (!fields[i].isEmpty() || (i > 0 && isPair(columns, structure)))
            entry.insert(columns[i]->name, scalar(fields[i], *columns[i]->target));
    }
    return Pasted{{}, entry};
}

} // namespace

bool canPaste(const Shape &container)
{
    const Shape &element = *container.element.target;
    if (isScalar(element))
        return true;
    return container.type == ShapeType::List && element.type == ShapeType::Structure
        && !element.members.empty()
        && std::all_of(element.members.begin(), element.members.end(),
                       [](const Member &member) { return isScalar(*member.target); });
}

QString pasteHelp(const Shape &container)
{
    if (container.type == ShapeType::Map)
        return Tr::tr("One entry a line, as name=value.");
    if (isScalar(*container.element.target))
        return Tr::tr("One entry a line.");
    if (isPair(columnsOf(*container.element.target), *container.element.target))
        return Tr::tr("One entry a line, as name=value or separated by a comma or tab.");
    QStringList names;
    for (const Member &member : container.element.target->members)
        names.append(member.name);
    return Tr::tr("One entry a line, separated by commas or tabs: %1.").arg(names.join(QStringLiteral(", ")));
}

Result<QList<Pasted>> parsePaste(const QString &text, const Shape &container)
{
    if (text.size() > kLongestPaste)
        return refuse(
            Tr::tr("The pasted text has %1 characters; at most %2 can be taken at once. Nothing was added.")
                .arg(QLocale().toString(text.size()), QLocale().toString(kLongestPaste)));
    const Shape &element = *container.element.target;
    const bool isTable = container.type == ShapeType::List && !isScalar(element);
    Columns columns = isTable ? columnsOf(element) : Columns();
    QList<Pasted> entries;
    qsizetype number = 0;
    for (const QStringView view : QStringView(text).split(u'\n')) {
        ++number;
        const QString line = view.trimmed().toString();
        if (line.isEmpty())
            continue;
        if (isTable && entries.isEmpty()) {
            const Columns named = headerOf(fieldsOf(line, separatorOf(line)), element);
            if (!named.isEmpty()) {
                columns = named;
                continue;
            }
        }
        Result<Pasted> entry = container.type == ShapeType::Map ? entryOfMap(line, number, container)
            : isTable ? entryOfStructures(line, number, columns, element)
                      : Pasted{{}, scalar(line, element)};
        if (!entry)
            return std::unexpected(entry.error());
        if (entries.size() == kMostPasted)
            return refuse(Tr::tr("There are more than %1 lines. Nothing was added; paste fewer at once.")
                              .arg(QLocale().toString(kMostPasted)));
        entries.append(std::move(*entry));
    }
    return entries;
}

} // namespace formwork::forms
