// SPDX-License-Identifier: Apache-2.0
#include "protocol/httpreading.h"

#include "base/tr.h"
#include "document/json.h"
#include "protocol/httpwriting.h"
#include "protocol/text.h"

#include <QCborArray>
#include <QSet>

namespace formwork::protocol
{

using model::Location;
using model::Member;
using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

// Items of a list header: split at commas outside quotes. An http-date holds one comma of its own.
QByteArrayList headerItems(const QByteArray &text, bool isHttpDate)
{
    QByteArrayList items;
    QByteArray item;
    bool isQuoted = false;
    int commas = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (isQuoted && c == '\\' && i + 1 < text.size()) {
            item.append(text[++i]);
        } else if (c == '"' && (isQuoted || item.trimmed().isEmpty())) {
            isQuoted = !isQuoted;
            if (isQuoted)
                item.clear();
        } else if (c == ',' && !isQuoted && !(isHttpDate && commas++ % 2 == 0)) {
            items.append(item.trimmed());
            item.clear();
        } else {
            item.append(c);
        }
    }
    items.append(item.trimmed());
    return items;
}

bool readItem(const Member &member, const QByteArray &text, QCborValue &result, Misfit &misfit)
{
    const Shape &shape = *member.target;
    if (shape.isText() && (member.jsonValue || !shape.mediaType.isEmpty())) {
        const auto decoded = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
        result = textFromUtf8(decoded ? *decoded : text);
        if (const auto json = document::fromPlainJson(decoded ? *decoded : text); member.jsonValue && json)
            result = *json;
        return true;
    }
    const auto value = scalarFromText(shape, text);
    if (!value)
        return misfit.keepsOdd(shape, textFromUtf8(text), result);
    result = *value;
    return true;
}

bool readList(const Shape &shape, const QByteArrayList &items, QCborValue &result, Misfit &misfit)
{
    QCborArray array;
    for (qsizetype i = 0; i < items.size(); ++i) {
        QCborValue value;
        const Misfit::Mark mark = misfit.mark();
        const bool isRead = readItem(shape.element, items[i], value, misfit);
        if (!misfit.goesOn(mark, i))
            return false;
        if (isRead)
            array.append(value);
    }
    result = array;
    return true;
}

bool readHeader(const Member &member, const QByteArrayList &lines, QCborValue &result, Misfit &misfit)
{
    const Shape &shape = *member.target;
    const QByteArray text = lines.join(", ");
    if (shape.type != ShapeType::List)
        return readItem(member, text.trimmed(), result, misfit);
    const Member &element = shape.element;
    const bool isHttpDate = element.target->type == ShapeType::Timestamp
        && timestampFormat(element, TimestampFormat::HttpDate) == TimestampFormat::HttpDate;
    const QByteArrayList items = text.trimmed().isEmpty() ? QByteArrayList() : headerItems(text, isHttpDate);
    return readList(shape, items, result, misfit);
}

QCborMap prefixHeaders(const Member &member, const http::Headers &headers)
{
    const QByteArray prefix = member.locationName.toUtf8();
    MapBuilder builder;
    for (const http::Header &header : headers) {
        if (header.first.size() >= prefix.size()
            && header.first.left(prefix.size()).compare(prefix, Qt::CaseInsensitive) == 0)
            builder.append(textFromUtf8(header.first.sliced(prefix.size())), textFromUtf8(header.second));
    }
    return builder.take();
}

struct Parameter {
    QString name;
    QByteArray value;
};

QList<Parameter> parameters(const QByteArray &query)
{
    QList<Parameter> result;
    for (const QByteArray &part : query.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArray name = equals < 0 ? part : part.first(equals);
        result.append({textFromUtf8(percentDecoded(name, true)),
                       equals < 0 ? QByteArray() : percentDecoded(part.sliced(equals + 1), true)});
    }
    return result;
}

bool readQueryMember(const Member &member, const QList<Parameter> &given, MapBuilder &members, Misfit &misfit)
{
    QByteArrayList values;
    for (const Parameter &parameter : given) {
        if (parameter.name == boundName(member))
            values.append(parameter.value);
    }
    if (values.isEmpty())
        return true;
    QCborValue value;
    const Shape &shape = *member.target;
    const bool good = shape.type == ShapeType::List ? readList(shape, values, value, misfit)
                                                    : readItem(member, values.constFirst(), value, misfit);
    if (!good)
        return misfit.under(member.name);
    members.append(member.name, std::move(value));
    return true;
}

QCborMap queryMap(const Member &member, const QList<Parameter> &given, const QSet<QString> &named)
{
    QCborMap map;
    const bool isList =
        member.target->element.target && member.target->element.target->type == ShapeType::List;
    for (const Parameter &parameter : given) {
        if (named.contains(parameter.name))
            continue;
        const QString text = textFromUtf8(parameter.value);
        if (isList) {
            QCborArray values = map.value(parameter.name).toArray();
            values.append(text);
            map[parameter.name] = values;
        } else if (!map.contains(parameter.name)) {
            map[parameter.name] = text;
        }
    }
    return map;
}

bool readQuery(const model::Operation &operation, const QByteArray &query, MapBuilder &members,
               Misfit &misfit)
{
    const Shape &shape = *operation.input;
    const QList<Parameter> given = parameters(query);
    QSet<QString> named; // what has a place of its own, or belongs to the operation's address
    if (const qsizetype mark = operation.httpUri.indexOf('?'); mark >= 0) {
        for (const Parameter &fixed : parameters(operation.httpUri.sliced(mark + 1)))
            named.insert(fixed.name);
    }
    for (const Member &member : shape.members) {
        if (member.location != Location::Query || member.target->type == ShapeType::Map)
            continue;
        named.insert(boundName(member));
        if (!readQueryMember(member, given, members, misfit))
            return false;
    }
    for (const Member &member : shape.members) {
        const bool isMap = member.location == Location::QueryParams
            || (member.location == Location::Query && member.target->type == ShapeType::Map);
        if (!isMap)
            continue;
        QCborMap map = queryMap(member, given, named);
        if (!map.isEmpty())
            members.append(member.name, std::move(map));
    }
    return true;
}

bool readLabels(const model::Operation &operation, const QByteArray &path, MapBuilder &members,
                Misfit &misfit)
{
    const QByteArray &uri = operation.httpUri;
    const qsizetype mark = uri.indexOf('?');
    QByteArrayList pattern = (mark < 0 ? uri : uri.first(mark)).split('/');
    const QByteArrayList segments = path.split('/');
    // Models of one service differ in a slash at the end, and clients with them.
    if (pattern.size() > segments.size() && pattern.last().isEmpty())
        pattern.removeLast();
    const qsizetype surplus = segments.size() - pattern.size();
    qsizetype at = 0;
    for (const QByteArray &part : pattern) {
        const bool isLabel = part.startsWith('{') && part.endsWith('}');
        const bool isGreedy = isLabel && part.endsWith("+}");
        const qsizetype count = isGreedy ? 1 + surplus : 1;
        if (count < 1 || at + count > segments.size())
            return misfit.because(Tr::tr("does not have the parts that the address of this operation has."));
        const QByteArray text = segments.sliced(at, count).join('/');
        at += count;
        if (!isLabel)
            continue;
        const QString name = QString::fromUtf8(part.sliced(1, part.size() - (isGreedy ? 3 : 2)));
        for (const Member &member : operation.input->members) {
            const bool fits = (member.location == Location::Label || member.location == Location::GreedyLabel)
                && boundName(member) == name;
            QCborValue value;
            if (!fits)
                continue;
            if (!readItem(member, percentDecoded(text), value, misfit))
                return misfit.under(member.name);
            members.append(member.name, std::move(value));
        }
    }
    return true;
}

} // namespace

bool readHeaders(const Shape &shape, const http::Headers &headers, MapBuilder &members, Misfit &misfit)
{
    for (const Member &member : shape.members) {
        if (member.location == Location::PrefixHeaders) {
            // Empty, not absent: the message had its place for them.
            members.append(member.name, prefixHeaders(member, headers));
        }
        if (member.location != Location::Header)
            continue;
        const QByteArrayList lines = headers.values(boundName(member).toUtf8());
        // An empty header is an empty text; for any other type it says nothing.
        if (lines.isEmpty() || (lines.join().isEmpty() && !member.target->isText()))
            continue;
        QCborValue value;
        const Misfit::Mark mark = misfit.mark();
        if (readHeader(member, lines, value, misfit))
            members.append(member.name, std::move(value));
        if (!misfit.goesOn(mark, member.name))
            return false;
    }
    return true;
}

void readStatus(const Shape &shape, int status, MapBuilder &members)
{
    for (const Member &member : shape.members) {
        if (member.location == Location::StatusCode)
            members.append(member.name, status);
    }
}

bool readTarget(const model::Operation &operation, const http::Request &request, MapBuilder &members,
                Misfit &misfit)
{
    return readLabels(operation, request.path, members, misfit)
        && readQuery(operation, request.query, members, misfit);
}

} // namespace formwork::protocol
