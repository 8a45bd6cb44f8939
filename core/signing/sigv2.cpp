// SPDX-License-Identifier: Apache-2.0
#include "signing/sigv2.h"

#include "signing/canonical.h"
#include "signing/digest.h"

#include <algorithm>

namespace formwork::signing
{

http::Request signV2(http::Request request, const Keys &keys, const QDateTime &time)
{
    QByteArrayList parameters = request.body.split('&');
    const auto add = [&parameters](const char *name, const QByteArray &value) {
        parameters.append(name + QByteArray("=") + percentEncoded(value));
    };
    add("AWSAccessKeyId", keys.accessKeyId);
    add("SignatureVersion", "2");
    add("SignatureMethod", "HmacSHA256");
    add("Timestamp", time.toUTC().toString(QStringLiteral("yyyy-MM-dd'T'HH:mm:ss'Z'")).toLatin1());
    if (!keys.sessionToken.isEmpty())
        add("SecurityToken", keys.sessionToken);
    // By names, not by whole parameters: "=" sorts behind the digits that may follow a name.
    std::ranges::sort(parameters, {}, [](const QByteArray &parameter) {
        const qsizetype equals = parameter.indexOf('=');
        return std::pair(parameter.first(equals < 0 ? parameter.size() : equals), parameter);
    });
    request.body = parameters.join('&');
    const QByteArray toSign =
        request.method + '\n' + request.authority + '\n' + request.path + '\n' + request.body;
    const Digest digest = hmacSha256(keys.secretAccessKey, toSign);
    request.body += "&Signature=" + percentEncoded(viewOf(digest).toByteArray().toBase64());
    return request;
}

} // namespace formwork::signing
