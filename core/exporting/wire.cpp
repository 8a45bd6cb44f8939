// SPDX-License-Identifier: Apache-2.0
#include "exporting/wire.h"

#include "document/filebody.h"
#include "document/json.h"
#include "document/redact.h"
#include "document/secretnames.h"

#include <QCborArray>
#include <QCborMap>
#include <QUrl>

#include <algorithm>

namespace formwork::exporting
{

using document::isSecret;
using model::Location;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

bool isText(const QCborValue &value) { return value.isString() || value.isByteArray(); }

bool isSecretMap(const Member &member)
{
    return isSecret(member) || (member.target->type == ShapeType::Map && isSecret(member.target->element));
}

bool isSecretList(const Member &member) { return isSecret(member) || document::isSecretEntry(member); }

const QString &boundName(const Member &member)
{
    return member.locationName.isEmpty() ? member.name : member.locationName;
}

// A parameter of the query string: the secret member it belongs to, null if it belongs to none.
const Member *secretParameter(const Shape &shape, const QString &name)
{
    const Member *map = nullptr;
    for (const Member &member : shape.members) {
        const bool isMap = member.location == Location::QueryParams
            || (member.location == Location::Query && member.target->type == ShapeType::Map);
        if (isMap)
            map = isSecretMap(member) ? &member : map;
        else if (member.location == Location::Query && boundName(member) == name)
            return isSecretList(member) ? &member : nullptr;
    }
    return map;
}

// Signatures and tokens of a request that is signed in its query string.
bool isSigningParameter(const QString &name)
{
    return name == u"X-Amz-Signature" || name == u"X-Amz-Security-Token" || name == u"X-Amz-Credential";
}

QString coveredQuery(const model::Operation &operation, const QByteArray &query, const Cover &cover)
{
    QStringList parts;
    for (const QByteArray &part : query.split('&')) {
        const qsizetype equals = part.indexOf('=');
        const QByteArray raw = equals < 0 ? part : part.first(equals);
        const QString name = QString::fromUtf8(QByteArray::fromPercentEncoding(raw));
        const Member *member = secretParameter(*operation.input, name);
        const QByteArray rawValue = equals < 0 ? QByteArray() : part.sliced(equals + 1);
        const QString value = QString::fromUtf8(QByteArray::fromPercentEncoding(rawValue));
        if (member || isSigningParameter(name) || document::isSecretText(value))
            parts.append(QString::fromLatin1(raw) + u'='
                         + cover(member ? member->name : name, Written::Text));
        else
            parts.append(QString::fromLatin1(part));
    }
    return parts.join(u'&');
}

const Member *payloadOf(const Shape &shape)
{
    const auto found = std::ranges::find(shape.members, Location::Payload, &Member::location);
    return found == shape.members.end() ? nullptr : &*found;
}

bool hasSecrets(const model::Operation &operation, const QCborValue &input)
{
    bool found = false;
    (void)document::mapSecrets(input, *operation.input,
                               [&](const document::Pointer &, const Member &, const QCborValue &value) {
                                   found = true;
                                   return value;
                               });
    return found;
}

bool isReadable(const QByteArray &body)
{
    return std::ranges::none_of(body,
                                [](char c) {
                                    const auto byte = static_cast<unsigned char>(c);
                                    return byte < 0x20 && c != '\n' && c != '\r' && c != '\t';
                                })
        && QString::fromUtf8(body).toUtf8() == body;
}

} // namespace

QString coveredUrl(const model::Operation &operation, const QCborValue &input, const http::Request &request,
                   const Cover &cover)
{
    QString path = QString::fromLatin1(request.path);
    QString authority = QString::fromLatin1(request.authority);
    const QCborMap map = input.toMap();
    for (const Member &member : operation.input->members) {
        const bool isLabel = member.location == Location::Label || member.location == Location::GreedyLabel;
        const QString value = map.value(member.name).toVariant().toString();
        if (!isSecret(member) || value.isEmpty())
            continue;
        if (isLabel) {
            const QByteArray keep = member.location == Location::GreedyLabel ? "/" : "";
            path.replace(QString::fromLatin1(QUrl::toPercentEncoding(value, keep)),
                         cover(member.name, Written::Text));
        }
        if (member.hostLabel)
            authority.replace(value, cover(member.name, Written::Text));
    }
    const QString url = QString::fromLatin1(request.scheme) + QStringLiteral("://") + authority + path;
    return request.query.isEmpty() ? url : url + u'?' + coveredQuery(operation, request.query, cover);
}

std::optional<QString> coveredHeader(const model::Operation &operation, const http::Header &header,
                                     const Cover &cover)
{
    const QString name = QString::fromLatin1(header.first);
    for (const Member &member : operation.input->members) {
        const bool isHeader = member.location == Location::Header && isSecretList(member)
            && name.compare(boundName(member), Qt::CaseInsensitive) == 0;
        const bool isPrefixed = member.location == Location::PrefixHeaders && isSecretMap(member)
            && name.startsWith(member.locationName, Qt::CaseInsensitive);
        if (isHeader || isPrefixed)
            return cover(member.name, Written::Text);
    }
    if (document::isSecretText(QString::fromUtf8(header.second)))
        return cover(name, Written::Text);
    return {};
}

CoveredBody coveredBody(const model::Operation &operation, const QCborValue &input,
                        const http::Request &request, const Cover &cover)
{
    using Kind = CoveredBody::Kind;
    if (const auto file = document::fileIn(*operation.input, input))
        return {Kind::File, file->path, file->size};
    if (request.body.isEmpty())
        return {};
    const Member *payload = payloadOf(*operation.input);
    if (payload && isSecret(*payload)) {
        const bool isData = payload->target->type == ShapeType::Blob;
        return {isData ? Kind::Base64 : Kind::Text,
                cover(payload->name, isData ? Written::Base64 : Written::Text), 0};
    }
    if (request.headers.contains("content-encoding"))
        return {Kind::Unshown, {}, 0};
    const bool isRaw = payload && (payload->target->type == ShapeType::Blob || payload->target->isText());
    if (request.headers.value("content-type").contains("json") && !isRaw) {
        const auto parsed = document::fromPlainJson(request.body);
        if (!parsed)
            return {Kind::Unshown, {}, 0};
        const document::Visit replace = [&cover](const document::Pointer &, const Member &member,
                                                 const QCborValue &value) {
            const bool isData = member.target && member.target->type == ShapeType::Blob;
            return QCborValue(cover(member.name,
                                    isData              ? Written::Base64
                                        : isText(value) ? Written::Text
                                                        : Written::Json));
        };
        const QCborValue covered = document::mapSecrets(
            *parsed, payload ? *payload->target : *operation.input, replace, document::Names::Wire);
        return {Kind::Json,
                QString::fromUtf8(document::toPlainJson(covered, document::JsonStyle::Indented)).trimmed(),
                0};
    }
    if (!isRaw && hasSecrets(operation, input))
        return {Kind::Unshown, {}, 0};
    return isReadable(request.body) ? CoveredBody{Kind::Text, QString::fromUtf8(request.body), 0}
                                    : CoveredBody{Kind::Bytes, {}, 0};
}

} // namespace formwork::exporting
