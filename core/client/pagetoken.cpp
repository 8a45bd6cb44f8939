// SPDX-License-Identifier: Apache-2.0
#include "client/pagetoken.h"

#include "base/tr.h"
#include "client/pages.h"
#include "document/json.h"

#include <QCborArray>

namespace formwork::client
{

namespace
{

const QString kHad = QStringLiteral("boto_truncate_amount");
const QString kEncoded = QStringLiteral("boto_encoded_keys");

// Where bytes stand in the tokens: JSON has them in base64, and botocore has to be told where.
void findBytes(const QCborValue &value, const QCborArray &path, QCborArray &found)
{
    const auto below = [&](const QCborValue &step, const QCborValue &item) {
        QCborArray longer = path;
        longer.append(step);
        findBytes(item, longer, found);
    };
    if (value.isByteArray())
        found.append(path);
    if (value.isMap()) {
        const QCborMap map = value.toMap();
        for (const auto &[key, item] : map)
            below(key, item);
    }
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            below(i, array[i]);
    }
}

// The tokens in a text of botocore's; nothing if it is none of this operation.
std::optional<PageToken> read(const QByteArray &text, const Paging &paging, const model::Shape &input)
{
    const auto json = QByteArray::fromBase64Encoding(text, QByteArray::AbortOnBase64DecodingErrors);
    const Result<QCborValue> value =
        json ? document::fromJson(*json, input) : Result<QCborValue>(QCborValue());
    if (!value || !value->isMap() || value->toMap().isEmpty())
        return {};
    PageToken token;
    token.tokens = value->toMap();
    token.had = token.tokens.take(kHad).toInteger();
    token.tokens.remove(kEncoded); // the shape says where there are bytes
    for (const auto &[name, one] : std::as_const(token.tokens)) {
        if (!paging.inputTokens().contains(name.toString()))
            return {};
    }
    return token.had < 0 ? std::nullopt : std::optional(token);
}

} // namespace

QByteArray PageToken::toText() const
{
    QCborMap json = tokens;
    if (had > 0)
        json[kHad] = had;
    QCborArray bytes;
    findBytes(tokens, {}, bytes);
    if (!bytes.isEmpty())
        json[kEncoded] = bytes;
    return document::toPlainJson(json).toBase64();
}

Result<PageToken> PageToken::fromText(const QByteArray &text, const model::Operation &operation)
{
    const std::optional<Paging> paging = Paging::of(operation);
    if (!paging)
        return failure(Phase::Local, QStringLiteral("StartingToken"),
                       Tr::tr("%1 answers in one piece, so there is no place to "
                              "go on from.")
                           .arg(operation.name),
                       Tr::tr("Leave the token out. Nothing was sent."));
    if (const std::optional<PageToken> known = read(text, *paging, *operation.input))
        return *known;
    PageToken token;
    for (const QString &name : paging->inputTokens())
        token.tokens[name] = nullptr;
    token.tokens[paging->inputTokens().first()] = QString::fromUtf8(text);
    return token;
}

} // namespace formwork::client
