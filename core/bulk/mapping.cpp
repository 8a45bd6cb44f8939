// SPDX-License-Identifier: Apache-2.0
#include "bulk/mapping.h"

#include "base/tr.h"
#include "bulk/cells.h"
#include "wording/nearest.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::bulk
{

using document::Pointer;

namespace
{

std::unexpected<Error> wrong(const char *code, const QString &sentence, const QString &advice = {})
{
    return failure(Phase::Input, QLatin1String(code), sentence, advice);
}

Error atColumn(Error error, const QString &column)
{
    error.message = Tr::tr("The column “%1”: %2").arg(column, error.message);
    const QString shell = QString(column).replace(u'\'', QStringLiteral("'\\''"));
    error.advice =
        (error.advice + u' '
         + Tr::tr("Say where it goes with --map '%1=MEMBER', or leave it out with --map '%1='.").arg(shell))
            .trimmed();
    return error;
}

} // namespace

Result<Mapping> Mapping::make(const model::OperationPtr &operation, const QStringList &header,
                              const Wishes &wishes)
{
    Mapping mapping;
    mapping.m_operation = operation;
    mapping.m_header = header;
    mapping.m_fixed = wishes.fixed.isMap() ? wishes.fixed : QCborValue(QCborMap());
    mapping.m_emptyIsText = wishes.emptyIsText;
    mapping.m_nullIsNothing = wishes.nullIsNothing;
    const model::Member *token = operation->tokenMember();
    if (token && !mapping.m_fixed.toMap().value(token->name).toString().isEmpty())
        return wrong(
            "TokenShared",
            Tr::tr("The values for every row hold a client token, %1: all rows would be one request.")
                .arg(token->name),
            Tr::tr("Leave it out: each row gets a token of its own."));
    for (const auto &[column, path] : wishes.maps) {
        if (!header.contains(column))
            return wrong("NoSuchColumn", Tr::tr("The file has no column “%1”.").arg(column),
                         Tr::tr("Its columns are %1.").arg(header.join(QStringLiteral(", "))));
    }
    for (qsizetype column = 0; column < header.size(); ++column) {
        if (!header[column].isEmpty() && header.indexOf(header[column]) != column)
            return wrong("TwiceMapped",
                         Tr::tr("Two columns of the file are called “%1”.").arg(header[column]),
                         Tr::tr("Give each column a name of its own."));
    }
    for (const auto &[path, text] : wishes.templates) {
        if (const Result<void> bound = mapping.bindTemplate(path, text); !bound)
            return std::unexpected(bound.error());
    }
    for (qsizetype column = 0; column < header.size(); ++column) {
        if (const Result<void> bound = mapping.bindColumn(column, wishes); !bound)
            return std::unexpected(bound.error());
    }
    return mapping;
}

Result<void> Mapping::bindColumn(qsizetype column, const Wishes &wishes)
{
    const QString &name = m_header[column];
    const auto wish = std::ranges::find(wishes.maps, name, &std::pair<QString, QString>::first);
    const bool isTold = wish != wishes.maps.end();
    if (name.startsWith(kOwnPrefix) || (isTold && wish->second.isEmpty()))
        return {};
    if (name.trimmed().isEmpty())
        return wrong("NoSuchMember", Tr::tr("Column %1 of the file has no name.").arg(column + 1),
                     Tr::tr("Write the name of a member above it, or delete the column."));
    const Result<Place> place = placeOf(*m_operation->input, isTold ? wish->second : name);
    if (!place) {
        const bool isOfTemplate = std::ranges::any_of(m_bindings, [column](const Binding &binding) {
            return std::ranges::any_of(binding.pieces,
                                       [column](const Piece &piece) { return piece.column == column; });
        });
        return isOfTemplate && !isTold ? Result<void>() : std::unexpected(atColumn(place.error(), name));
    }
    m_bindings.append({*place, {{QString(), column}}, false});
    return insert(m_bindings.size() - 1);
}

Result<QList<Mapping::Piece>> Mapping::piecesOf(const QString &text) const
{
    QList<Piece> pieces;
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text[at];
        const bool isDoubled = at + 1 < text.size() && text[at + 1] == c && (c == u'{' || c == u'}');
        if (isDoubled)
            ++at;
        if (c != u'{' || isDoubled) {
            plain += c;
            continue;
        }
        const qsizetype end = text.indexOf(u'}', at);
        const QString name = end < 0 ? QString() : text.sliced(at + 1, end - at - 1).trimmed();
        const qsizetype column = m_header.indexOf(name);
        if (end < 0)
            return wrong("NoSuchColumn", Tr::tr("In “%1” a brace has no end.").arg(text),
                         Tr::tr("Write {{ for a brace that stands for itself."));
        if (column < 0) {
            const QStringList near = wording::nearestNames(name, m_header);
            return wrong("NoSuchColumn",
                         Tr::tr("“%1” names the column “%2”, which is not in the file.").arg(text, name),
                         near.isEmpty()
                             ? Tr::tr("Its columns are %1.").arg(m_header.join(QStringLiteral(", ")))
                             : Tr::tr("Did you mean %1?").arg(near.join(QStringLiteral(", "))));
        }
        if (!plain.isEmpty())
            pieces.append({std::exchange(plain, {}), -1});
        pieces.append({QString(), column});
        at = end;
    }
    if (!plain.isEmpty() || pieces.isEmpty())
        pieces.append({plain, -1});
    return pieces;
}

Result<void> Mapping::bindTemplate(const QString &path, const QString &text)
{
    const Result<Place> place = placeOf(*m_operation->input, path);
    if (!place)
        return std::unexpected(place.error());
    const Result<QList<Piece>> pieces = piecesOf(text);
    if (!pieces)
        return std::unexpected(pieces.error());
    m_bindings.append({*place, *pieces, true});
    return insert(m_bindings.size() - 1);
}

Result<void> Mapping::insert(qsizetype binding)
{
    const Place &place = m_bindings[binding].place;
    const auto twice = [&] {
        return wrong("TwiceMapped", Tr::tr("Two things of the file go to %1.").arg(pathText(place)),
                     Tr::tr("Leave one of the columns out with --map 'COLUMN='."));
    };
    Node *node = &m_root;
    for (qsizetype i = 0; i < place.listEntries.size(); ++i) {
        const QString &token = place.pointer.tokens()[i];
        if (node->binding >= 0)
            return twice();
        auto found = std::ranges::find(node->children, token, &Node::token);
        if (found == node->children.end()) {
            const bool isEntry = place.listEntries[i];
            const auto before = std::ranges::find_if(node->children, [&](const Node &other) {
                return isEntry && other.token.toInt() > token.toInt();
            });
            found = node->children.insert(before, Node{token, isEntry, -1, {}});
        }
        node = &*found;
    }
    if (node->binding >= 0 || !node->children.empty())
        return twice();
    node->binding = binding;
    return {};
}

std::optional<QString> Mapping::textOf(const Binding &binding, const QStringList &cells) const
{
    const bool keepsEmpty = m_emptyIsText && binding.place.shape->isText();
    if (!binding.isTemplate) {
        const QString &cell = cells[binding.pieces.first().column];
        if (m_nullIsNothing && cell.isNull())
            return std::nullopt;
        return cell.isEmpty() && !keepsEmpty ? std::nullopt : std::optional(cell);
    }
    QString text;
    bool hasColumns = false;
    bool hasText = false;
    for (const Piece &piece : binding.pieces) {
        const QString &part = piece.column < 0 ? piece.text : cells[piece.column];
        hasColumns = hasColumns || piece.column >= 0;
        hasText = hasText || (piece.column >= 0 && (m_nullIsNothing ? !part.isNull() : !part.isEmpty()));
        text += part;
    }
    return hasColumns && !hasText && (!keepsEmpty || m_nullIsNothing) ? std::nullopt : std::optional(text);
}

// Entries of a list whose cells are all empty are no entries: those behind them move up.
QCborValue Mapping::builtList(const Node &node, const QCborValue &base, const QStringList &cells,
                              QList<document::Problem> &problems) const
{
    QCborArray entries = base.toArray();
    const qsizetype fixed = entries.size();
    for (const Node &child : node.children) {
        const qsizetype index = child.token.toInt();
        const bool isFixed = index < fixed;
        const QCborValue value =
            built(child, isFixed ? entries.at(index) : QCborValue(QCborValue::Undefined), cells, problems);
        if (isFixed)
            entries[index] = value;
        else if (!value.isUndefined())
            entries.append(value);
    }
    return entries.isEmpty() ? QCborValue(QCborValue::Undefined) : QCborValue(entries);
}

QCborValue Mapping::built(const Node &node, const QCborValue &base, const QStringList &cells,
                          QList<document::Problem> &problems) const
{
    if (node.binding >= 0) {
        const Binding &binding = m_bindings[node.binding];
        const std::optional<QString> text = textOf(binding, cells);
        if (!text)
            return base;
        const Result<QCborValue> value = cellValue(*text, *binding.place.shape);
        if (!value) {
            problems.append({binding.place.pointer, QStringLiteral("type"), value.error().message,
                             document::Severity::Error, false});
            return base;
        }
        return *value;
    }
    if (node.children.empty())
        return base;
    if (node.children.front().isEntry)
        return builtList(node, base, cells, problems);
    QCborMap map = base.toMap();
    for (const Node &child : node.children) {
        const QCborValue value = built(child, map.value(child.token), cells, problems);
        if (!value.isUndefined())
            map[child.token] = value;
    }
    return map.isEmpty() && base.isUndefined() ? QCborValue(QCborValue::Undefined) : QCborValue(map);
}

Built Mapping::build(const QStringList &cells) const
{
    Built row;
    row.input = built(m_root, m_fixed, cells, row.problems);
    return row;
}

QList<qsizetype> Mapping::cellsAt(const Pointer &pointer) const
{
    QList<qsizetype> columns;
    for (const Binding &binding : m_bindings) {
        // Entries of lists may have moved up, so that any index stands for any other.
        QStringList pattern = binding.place.pointer.tokens();
        for (qsizetype i = 0; i < pattern.size(); ++i) {
            if (binding.place.listEntries[i] && i < pointer.tokens().size())
                pattern[i] = pointer.tokens()[i];
        }
        const Pointer at(pattern);
        if (!at.startsWith(pointer) && !pointer.startsWith(at))
            continue;
        for (const Piece &piece : binding.pieces) {
            if (piece.column >= 0 && !columns.contains(piece.column))
                columns.append(piece.column);
        }
    }
    return columns;
}

QStringList Mapping::columnsAt(const Pointer &pointer) const
{
    QStringList names;
    for (const qsizetype column : cellsAt(pointer))
        names += m_header[column];
    return names;
}

QString Mapping::pathOf(qsizetype column) const
{
    for (const Binding &binding : m_bindings) {
        if (!binding.isTemplate && binding.pieces.first().column == column)
            return pathText(binding.place);
    }
    return {};
}

} // namespace formwork::bulk
