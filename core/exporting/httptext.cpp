// SPDX-License-Identifier: Apache-2.0
#include "base/figures.h"
#include "base/tr.h"
#include "document/json.h"
#include "document/redact.h"
#include "exporting/export.h"
#include "exporting/wire.h"

namespace formwork::exporting
{

namespace
{

bool isHidden(const QByteArray &headerName)
{
    const QByteArray name = headerName.toLower();
    return name == "authorization" || name == "x-amz-security-token" || name == "cookie";
}

QString shownBody(const model::Operation &operation, const QCborValue &input, const http::Request &request,
                  const Cover &cover)
{
    const CoveredBody body = coveredBody(operation, input, request, cover);
    switch (body.kind) {
    case CoveredBody::Kind::None:
        return {};
    case CoveredBody::Kind::Json:
    case CoveredBody::Kind::Text:
    case CoveredBody::Kind::Base64:
        return body.text;
    case CoveredBody::Kind::Bytes:
        return Tr::tr("(%n byte(s))", nullptr, static_cast<int>(request.body.size()));
    case CoveredBody::Kind::File:
        return Tr::tr("[contents of %1, %2 byte(s)]", nullptr, pluralOf(body.size))
            .arg(body.text, localNumber(body.size));
    case CoveredBody::Kind::Unshown:
        break;
    }
    const QCborValue redacted = document::redacted(input, *operation.input);
    return Tr::tr("(The body in words; on the wire it is not JSON.)") + u'\n'
        + QString::fromUtf8(document::toJson(redacted, *operation.input)).trimmed();
}

} // namespace

QString httpText(const model::Operation &operation, const QCborValue &input, const http::Request &request)
{
    const Cover cover = [](const QString &, Written) { return document::kSealedText.toString(); };
    QString text =
        QString::fromLatin1(request.method) + u' ' + coveredUrl(operation, input, request, cover) + u'\n';
    for (const http::Header &header : request.headers) {
        const QString value = isHidden(header.first)
            ? Tr::tr("(hidden)")
            : coveredHeader(operation, header, cover).value_or(QString::fromUtf8(header.second));
        text += QString::fromLatin1(header.first) + QStringLiteral(": ") + value + u'\n';
    }
    const QString body = shownBody(operation, input, request, cover);
    return body.isEmpty() ? text : text + u'\n' + body + u'\n';
}

} // namespace formwork::exporting
