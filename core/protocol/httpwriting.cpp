// SPDX-License-Identifier: Apache-2.0
#include "protocol/httpwriting.h"

#include "base/absent.h"
#include "base/tr.h"
#include "protocol/jsonwriter.h"
#include "protocol/protocolcodec.h"
#include "protocol/text.h"
#include "protocol/wirequirks.h"
#include "quirks/quirks.h"

#include <QCborArray>
#include <QHash>
#include <QSet>

#include <algorithm>

namespace formwork::protocol
{

using model::Location;
using model::Member;
using model::Shape;
using model::ShapeType;
using model::TimestampFormat;

namespace
{

const Member *labelMember(const Shape &shape, const QString &label)
{
    for (const Member &member : shape.members) {
        const bool isLabel = member.location == Location::Label || member.location == Location::GreedyLabel;
        if (isLabel && boundName(member) == label)
            return &member;
    }
    return nullptr;
}

// botocore's models bind maps to the query string with the same location as single parameters.
bool isQueryMap(const Member &member)
{
    return member.location == Location::QueryParams
        || (member.location == Location::Query && member.target->type == ShapeType::Map);
}

class TargetWriter
{
public:
    TargetWriter(const model::Operation &operation, const QCborMap &input, Misfit &misfit)
        : m_operation(operation)
        , m_input(input)
        , m_misfit(misfit)
    {
    }

    bool path(QByteArrayView pattern);
    bool query();

    QByteArray m_path;
    QByteArray m_query;

private:
    bool label(QByteArrayView text);
    bool queryMap(const Member &member, const QCborValue &value);
    bool parameter(const QByteArray &name, const Member &member, const QCborValue &value);

    const model::Operation &m_operation;
    const QCborMap &m_input;
    Misfit &m_misfit;
    QSet<QString> m_named; // query parameters that members name; they win over those of maps
};

bool TargetWriter::path(QByteArrayView pattern)
{
    while (!pattern.isEmpty()) {
        const qsizetype open = pattern.indexOf('{');
        const qsizetype close = open < 0 ? -1 : pattern.indexOf('}', open);
        if (close < 0) {
            m_path.append(pattern);
            return true;
        }
        m_path.append(pattern.first(open));
        if (!label(pattern.sliced(open + 1, close - open - 1)))
            return false;
        pattern = pattern.sliced(close + 1);
    }
    return true;
}

bool TargetWriter::label(QByteArrayView text)
{
    const bool isGreedy = text.endsWith('+');
    const QString name = QString::fromUtf8(isGreedy ? text.chopped(1) : text);
    const Member *member = labelMember(*m_operation.input, name);
    const QCborValue value = member ? m_input.value(member->name) : QCborValue();
    const QString &shown = member ? member->name : name;
    if (!member || isAbsent(value)) {
        m_misfit.because(Tr::tr("is missing, and it is part of the address."));
        return m_misfit.under(shown);
    }
    const auto written = scalarText(*member->target, timestampFormat(*member, TimestampFormat::DateTime),
                                    value, fractionOf(m_operation));
    if (!written) {
        m_misfit.wrongType(*member->target, value);
        return m_misfit.under(shown);
    }
    if (written->isEmpty()) {
        m_misfit.because(Tr::tr("is empty, and it is part of the address."));
        return m_misfit.under(shown);
    }
    m_path.append(percentEncoded(*written, isGreedy));
    return true;
}

bool TargetWriter::query()
{
    const Shape &shape = *m_operation.input;
    for (const Member &member : shape.members) {
        if (member.location != Location::Query || isQueryMap(member))
            continue;
        const QCborValue value = m_input.value(member.name);
        if (isAbsent(value))
            continue;
        m_named.insert(boundName(member));
        if (!parameter(boundName(member).toUtf8(), member, value))
            return m_misfit.under(member.name);
    }
    for (const Member &member : shape.members) {
        if (!isQueryMap(member))
            continue;
        const QCborValue value = m_input.value(member.name);
        if (!isAbsent(value) && !queryMap(member, value))
            return m_misfit.under(member.name);
    }
    return true;
}

bool TargetWriter::queryMap(const Member &member, const QCborValue &value)
{
    if (!value.isMap())
        return m_misfit.wrongType(*member.target, value);
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        if (isAbsent(it.value()) || m_named.contains(key))
            continue;
        if (!parameter(key.toUtf8(), member.target->element, it.value()))
            return m_misfit.under(key);
    }
    return true;
}

bool TargetWriter::parameter(const QByteArray &name, const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    if (shape.type == ShapeType::List) {
        if (!value.isArray())
            return m_misfit.wrongType(shape, value);
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (!isAbsent(array.at(i)) && !parameter(name, shape.element, array.at(i)))
                return m_misfit.under(QString::number(i));
        }
        return true;
    }
    const auto written =
        scalarText(shape, timestampFormat(member, TimestampFormat::DateTime), value, fractionOf(m_operation));
    if (!written)
        return m_misfit.wrongType(shape, value);
    if (!m_query.isEmpty())
        m_query.append('&');
    m_query.append(percentEncoded(name)).append('=').append(percentEncoded(*written));
    return true;
}

// Header fields end at a line break; a value with one would be another header.
bool isHeaderText(QByteArrayView text)
{
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

// As the SDKs write it: nothing but a comma or a quotation mark makes quotation marks, and only those are
// escaped.
QByteArray quotedItem(const QByteArray &item)
{
    if (!item.contains(',') && !item.contains('"'))
        return item;
    return '"' + QByteArray(item).replace('"', "\\\"") + '"';
}

// A value as JSON in base64: a text is one in JSON, too, whatever it holds.
std::optional<QByteArray> jsonItem(const QCborValue &value)
{
    QByteArray json;
    Misfit misfit;
    if (!JsonWriter(json, misfit, JsonWriter::Charset::Ascii).plain(value))
        return {};
    return json.toBase64();
}

std::optional<QByteArray> headerItem(const Member &member, const QCborValue &value)
{
    const Shape &shape = *member.target;
    if (member.jsonValue)
        return jsonItem(value);
    // A text with a media type (JSON mostly) may hold anything, so it travels in base64.
    if (shape.isText() && !shape.mediaType.isEmpty() && value.isString())
        return value.toString().toUtf8().toBase64();
    return scalarText(shape, timestampFormat(member, TimestampFormat::HttpDate), value);
}

bool writeHeader(const QByteArray &name, const Member &member, const QCborValue &value,
                 http::Headers &headers, Misfit &misfit)
{
    const Shape &shape = *member.target;
    QByteArray text;
    if (shape.type == ShapeType::List) {
        if (!value.isArray())
            return misfit.wrongType(shape, value);
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            const auto item = headerItem(shape.element, array.at(i));
            if (!item) {
                misfit.wrongType(*shape.element.target, array.at(i));
                return misfit.under(QString::number(i));
            }
            if (i > 0)
                text.append(", ");
            text.append(shape.element.target->isText() ? quotedItem(*item) : *item);
        }
    } else {
        const auto item = headerItem(member, value);
        if (!item)
            return misfit.wrongType(shape, value);
        text = *item;
    }
    if (!isHeaderText(text))
        return misfit.because(
            Tr::tr("holds a line break or another control character, which an HTTP header cannot carry."));
    headers.append(name, text);
    return true;
}

bool writePrefixHeaders(const Member &member, const QCborValue &value, http::Headers &headers, Misfit &misfit)
{
    if (!value.isMap())
        return misfit.wrongType(*member.target, value);
    const QByteArray prefix = member.locationName.toUtf8();
    const QCborMap map = value.toMap();
    QHash<QByteArray, QString> known; // keys by the header they become
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        const QByteArray name = prefix + key.toUtf8();
        const bool isName = !key.isEmpty()
            && std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f && c != ':'; });
        if (!isName) {
            misfit.because(Tr::tr("has a key that cannot be part of an HTTP header's name."));
            return misfit.under(key);
        }
        if (const QString &same = known.value(name.toLower()); !same.isNull()) {
            misfit.because(
                Tr::tr("becomes the same header as %1: upper and lower case are one there.").arg(same));
            return misfit.under(key);
        }
        known.insert(name.toLower(), key);
        if (const QByteArray text = it.value().toString().toUtf8();
            std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7e; })) {
            misfit.because(Tr::tr("has characters beyond ASCII, which do not arrive as they were signed."));
            return misfit.under(key);
        }
        if (!isAbsent(it.value()) && !headers.contains(name)
            && !writeHeader(name, member.target->element, it.value(), headers, misfit))
            return misfit.under(key);
    }
    return true;
}

} // namespace

const QString &boundName(const Member &member)
{
    return member.locationName.isEmpty() ? member.name : member.locationName;
}

const Member *payloadMember(const Shape &shape)
{
    const auto found = std::ranges::find(shape.members, Location::Payload, &Member::location);
    return found == shape.members.end() ? nullptr : &*found;
}

bool hasBlobBody(const model::Operation &operation)
{
    const Member *payload = payloadMember(*operation.input);
    return payload && payload->target->type == ShapeType::Blob;
}

bool hasBodyMembers(const Shape &shape, Members which)
{
    return std::ranges::any_of(shape.members,
                               [which](const Member &member) { return isWanted(member, which); });
}

bool writeTarget(const model::Operation &operation, const QCborMap &input, const QByteArray &basePath,
                 http::Request &request, Misfit &misfit)
{
    QByteArrayView uri = operation.httpUri;
    const QByteArray &inAddress = quirks::quirksOf(operation).droppedPath;
    if (!inAddress.isEmpty() && uri.startsWith(inAddress) && !operation.service->endpointRuleSet.isEmpty())
        uri = uri.sliced(inAddress.size());
    const qsizetype mark = uri.indexOf('?');
    TargetWriter writer(operation, input, misfit);
    if (mark >= 0)
        writer.m_query = uri.sliced(mark + 1).toByteArray();
    if (!writer.path(mark < 0 ? uri : uri.first(mark)) || !writer.query())
        return false;
    request.path = joinedPath(basePath, writer.m_path);
    if (request.path.isEmpty())
        request.path = "/";
    request.query = writer.m_query;
    return true;
}

bool writeHeaders(const Shape &shape, const QCborMap &map, http::Headers &headers, Misfit &misfit)
{
    for (const Member &member : shape.members) {
        if (member.location != Location::Header)
            continue;
        const QCborValue value = map.value(member.name);
        if (!isAbsent(value) && !writeHeader(boundName(member).toUtf8(), member, value, headers, misfit))
            return misfit.under(member.name);
    }
    for (const Member &member : shape.members) {
        if (member.location != Location::PrefixHeaders)
            continue;
        const QCborValue value = map.value(member.name);
        if (!isAbsent(value) && !writePrefixHeaders(member, value, headers, misfit))
            return misfit.under(member.name);
    }
    return true;
}

} // namespace formwork::protocol
