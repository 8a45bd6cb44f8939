// SPDX-License-Identifier: Apache-2.0
#include "asking/scrub.h"

#include "document/redact.h"
#include "document/scrub.h"

#include <QCborArray>
#include <QCborMap>

namespace formwork::asking
{

QStringList secretTexts(const QCborValue &input, const model::Shape &shape,
                        const credentials::Credentials &credentials)
{
    QStringList texts{credentials.secretAccessKey, credentials.sessionToken, credentials.bearerToken};
    texts += credentials.serviceTokens.values();
    static_cast<void>(
        document::mapSecrets(input, shape, [&texts](const auto &, const auto &, const QCborValue &value) {
            document::collectTexts(value, texts);
            return value;
        }));
    return document::scrubbable(std::move(texts));
}

void scrub(Error &error, const QStringList &secrets)
{
    error.message = document::scrubbed(error.message, secrets);
    error.advice = document::scrubbed(error.advice, secrets);
    error.code = document::scrubbed(error.code, secrets);
}

QCborValue scrubbed(const QCborValue &value, const QStringList &secrets)
{
    if (value.isMap()) {
        QCborMap map = value.toMap();
        for (auto entry : map)
            entry.second = scrubbed(entry.second, secrets);
        return map;
    }
    if (value.isArray()) {
        QCborArray array;
        for (const QCborValue &element : value.toArray())
            array.append(scrubbed(element, secrets));
        return array;
    }
    return value.isString() ? QCborValue(document::scrubbed(value.toString(), secrets)) : value;
}

} // namespace formwork::asking
