// SPDX-License-Identifier: Apache-2.0
#include "asking/scrub.h"

#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::asking
{

namespace
{

constexpr qsizetype kLeast = 4;

void collect(const QCborValue &value, QStringList &texts)
{
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &[key, element] : map)
            collect(element, texts);
    } else if (value.isArray()) {
        const QCborArray array = value.toArray();
        for (const QCborValue &element : array)
            collect(element, texts);
    } else if (value.isByteArray()) {
        texts.append(QString::fromLatin1(value.toByteArray().toBase64()));
    } else {
        texts.append(value.toVariant().toString());
    }
}

} // namespace

QStringList secretTexts(const QCborValue &input, const model::Shape &shape,
                        const credentials::Credentials &credentials)
{
    QStringList texts{credentials.secretAccessKey, credentials.sessionToken, credentials.bearerToken};
    texts += credentials.serviceTokens.values();
    static_cast<void>(
        document::mapSecrets(input, shape, [&texts](const auto &, const auto &, const QCborValue &value) {
            collect(value, texts);
            return value;
        }));
    texts.removeIf([](const QString &text) { return text.size() < kLeast; });
    // The longest first: one may be part of another.
    std::ranges::sort(texts, [](const QString &a, const QString &b) { return a.size() > b.size(); });
    return texts;
}

void scrub(Error &error, const QStringList &secrets)
{
    for (const QString &secret : secrets)
        error.message.replace(secret, document::kSealedText.toString());
}

} // namespace formwork::asking
