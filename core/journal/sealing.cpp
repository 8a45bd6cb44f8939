// SPDX-License-Identifier: Apache-2.0
#include "journal/sealing.h"

#include "document/redact.h"
#include "document/scrub.h"
#include "document/storedcbor.h"

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

// From the range for anyone's use: "FWS1" is not bound to its place, "FWS2" is.
constexpr QCborTag kSealedTag{0x46575331};
constexpr QCborTag kBoundTag{0x46575332};

using document::Pointer;

struct SealedValue {
    QByteArray bytes;
    QByteArray place; // empty: sealed before values were bound to theirs
};

using Replace = std::function<QCborValue(const SealedValue &)>;

QByteArray placeOf(const DocumentPlace &document, const Pointer &pointer)
{
    return document.name + ' ' + pointer.toString().toUtf8();
}

QCborValue mapSealed(const QCborValue &value, const DocumentPlace &place, const Replace &replace,
                     const Pointer &at = {})
{
    if (value.isTag() && value.tag() == kSealedTag)
        return replace({value.taggedValue().toByteArray(), {}});
    if (value.isTag() && value.tag() == kBoundTag)
        return replace({value.taggedValue().toByteArray(), placeOf(place, at)});
    if (value.isArray()) { // in place: inserting into a QCborMap looks at every key before
        QCborArray array = value.toArray();
        qsizetype index = 0;
        for (QCborValueRef entry : array)
            entry = mapSealed(entry, place, replace, at.child(index++));
        return array;
    }
    if (value.isMap()) {
        QCborMap map = value.toMap();
        for (auto entry = map.begin(); entry != map.end(); ++entry)
            entry.value() = mapSealed(entry.value(), place, replace, at.child(entry.key().toString()));
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

QCborValue sealedDocument(const QCborValue &value, const model::Shape &shape, const Sealer &sealer,
                          const DocumentPlace &place)
{
    return document::mapSecrets(
        value, shape, [&](const Pointer &pointer, const model::Member &, const QCborValue &secret) {
            return QCborValue(kBoundTag, sealer.seal(secret.toCbor(), placeOf(place, pointer)));
        });
}

Result<QCborValue> openedDocument(const QCborValue &sealed, const Sealer &sealer, const DocumentPlace &place)
{
    std::optional<Error> error;
    QCborValue opened = mapSealed(sealed, place, [&](const SealedValue &value) {
        const Result<QByteArray> clear = error ? Result<QByteArray>() : sealer.open(value.bytes, value.place);
        if (!clear) {
            error = clear.error();
            return QCborValue();
        }
        return document::fromStoredCbor(*clear);
    });
    if (error)
        return std::unexpected(*error);
    return opened;
}

QCborValue veiledDocument(const QCborValue &sealed)
{
    return mapSealed(sealed, {},
                     [](const SealedValue &) { return QCborValue(document::kSealedText.toString()); });
}

QByteArray inputDigest(const QCborValue &value, const model::Shape &shape, const QString &tokenMember,
                       const Sealer &sealer)
{
    const QCborValue hashed = document::mapSecrets(
        value, shape, [&sealer](const Pointer &, const model::Member &, const QCborValue &secret) {
            return QCborValue(kSealedTag, sealer.fingerprint(canonical(secret)));
        });
    return QCryptographicHash::hash(canonical(hashed, tokenMember), QCryptographicHash::Sha256);
}

bool fitsDigest(const QCborValue &sealed, const QByteArray &digest, const QString &tokenMember,
                const Sealer &sealer, const DocumentPlace &place)
{
    for (qsizetype key = 0; key < sealer.keys(); ++key) { // it was made under any of them
        bool canOpen = true;
        const QCborValue hashed = mapSealed(sealed, place, [&](const SealedValue &value) {
            const Result<QByteArray> clear = sealer.open(value.bytes, value.place);
            canOpen = canOpen && clear;
            return clear
                ? QCborValue(kSealedTag, sealer.fingerprint(canonical(document::fromStoredCbor(*clear)), key))
                : QCborValue();
        });
        if (!canOpen
            || QCryptographicHash::hash(canonical(hashed, tokenMember), QCryptographicHash::Sha256) == digest)
            return true;
    }
    return false;
}

QStringList secretTexts(const QCborValue &clear, const model::Shape &shape)
{
    QStringList texts;
    static_cast<void>(document::mapSecrets(
        clear, shape, [&texts](const Pointer &, const model::Member &, const QCborValue &secret) {
            document::collectTexts(secret, texts);
            return secret;
        }));
    return document::scrubbable(std::move(texts));
}

QStringList secretTexts(const QCborValue &sealed, const Sealer &sealer, const DocumentPlace &place)
{
    QStringList texts;
    static_cast<void>(mapSealed(sealed, place, [&](const SealedValue &value) {
        if (const Result<QByteArray> clear = sealer.open(value.bytes, value.place))
            document::collectTexts(document::fromStoredCbor(*clear), texts);
        return QCborValue();
    }));
    return document::scrubbable(std::move(texts));
}

} // namespace formwork::journal
