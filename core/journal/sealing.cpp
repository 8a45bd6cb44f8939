// SPDX-License-Identifier: Apache-2.0
#include "journal/sealing.h"

#include "document/redact.h"
#include "document/scrub.h"

#include <QCborArray>
#include <QCborMap>
#include <QCborStreamWriter>
#include <QCryptographicHash>
#include <QUrl>

#include <algorithm>
#include <functional>
#include <map>

namespace formwork::journal
{

namespace
{

constexpr QCborTag kSealedTag{0x46575331}; // "FWS1", from the range for anyone's use

using Replace = std::function<QCborValue(const QByteArray &)>;

QCborValue mapSealed(const QCborValue &value, const Replace &replace)
{
    if (value.isTag() && value.tag() == kSealedTag)
        return replace(value.taggedValue().toByteArray());
    if (value.isArray()) { // in place: inserting into a QCborMap looks at every key before
        QCborArray array = value.toArray();
        for (QCborValueRef entry : array)
            entry = mapSealed(entry, replace);
        return array;
    }
    if (value.isMap()) {
        QCborMap map = value.toMap();
        for (auto entry = map.begin(); entry != map.end(); ++entry)
            entry.value() = mapSealed(entry.value(), replace);
        return map;
    }
    return value;
}

void writeCanonical(QCborStreamWriter &writer, const QCborValue &value, const QString &without = {})
{
    if (value.isArray()) {
        const QCborArray array = value.toArray();
        writer.startArray(static_cast<quint64>(array.size()));
        for (const QCborValue &entry : array)
            writeCanonical(writer, entry);
        writer.endArray();
    } else if (value.isMap()) {
        std::map<QString, QCborValue> sorted;
        const QCborMap map = value.toMap();
        for (const auto &[key, entry] : map)
            sorted[key.toString()] = entry;
        if (!without.isEmpty())
            sorted.erase(without);
        writer.startMap(sorted.size());
        for (const auto &[key, entry] : sorted) {
            writer.append(key);
            writeCanonical(writer, entry);
        }
        writer.endMap();
    } else {
        value.toCbor(writer);
    }
}

QByteArray canonical(const QCborValue &value, const QString &without = {})
{
    QByteArray bytes;
    QCborStreamWriter writer(&bytes);
    writeCanonical(writer, value, without);
    return bytes;
}

} // namespace

QCborValue sealedDocument(const QCborValue &value, const model::Shape &shape, const Sealer &sealer)
{
    return document::mapSecrets(
        value, shape, [&sealer](const document::Pointer &, const model::Member &, const QCborValue &secret) {
            return QCborValue(kSealedTag, sealer.seal(secret.toCbor()));
        });
}

Result<QCborValue> openedDocument(const QCborValue &sealed, const Sealer &sealer)
{
    std::optional<Error> error;
    QCborValue opened = mapSealed(sealed, [&](const QByteArray &text) {
        const Result<QByteArray> clear = error ? Result<QByteArray>() : sealer.open(text);
        if (!clear) {
            error = clear.error();
            return QCborValue();
        }
        return QCborValue::fromCbor(*clear);
    });
    if (error)
        return std::unexpected(*error);
    return opened;
}

QCborValue veiledDocument(const QCborValue &sealed)
{
    return mapSealed(sealed, [](const QByteArray &) { return QCborValue(document::kSealedText.toString()); });
}

QByteArray inputDigest(const QCborValue &value, const model::Shape &shape, const QString &tokenMember,
                       const Sealer &sealer)
{
    const QCborValue hashed = document::mapSecrets(
        value, shape, [&sealer](const document::Pointer &, const model::Member &, const QCborValue &secret) {
            return QCborValue(kSealedTag, sealer.fingerprint(canonical(secret)));
        });
    return QCryptographicHash::hash(canonical(hashed, tokenMember), QCryptographicHash::Sha256);
}

QStringList secretTexts(const QCborValue &sealed, const Sealer &sealer)
{
    QStringList texts;
    static_cast<void>(mapSealed(sealed, [&](const QByteArray &text) {
        if (const Result<QByteArray> clear = sealer.open(text))
            document::collectTexts(QCborValue::fromCbor(*clear), texts);
        return QCborValue();
    }));
    return document::scrubbable(std::move(texts));
}

} // namespace formwork::journal
