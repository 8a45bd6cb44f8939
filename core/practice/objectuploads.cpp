// SPDX-License-Identifier: Apache-2.0
// Uploads in parts.
#include "base/tr.h"
#include "practice/finding.h"
#include "practice/objectrules.h"
#include "practice/objects.h"
#include "practice/objectwords.h"

#include <QCborArray>
#include <QUuid>

namespace formwork::practice
{

Objects::Answer Objects::beginUpload(const Call &call)
{
    const QString id = QUuid::createUuid().toString(QUuid::Id128);
    if (const Outcome<void> kept = keep(call, uploadsOf(text(call.input, "Bucket")), id, call.input, {});
        !kept)
        return std::unexpected(kept.error());
    QCborMap about = call.input;
    about[QStringLiteral("UploadId")] = id;
    return told(call, about);
}

Objects::Answer Objects::putPart(const Call &call)
{
    const QString id = text(call.input, "UploadId");
    const Outcome<Thing> upload = found(call, uploadsOf(text(call.input, "Bucket")), id, "NoSuchUpload");
    if (!upload)
        return std::unexpected(upload.error());
    const QByteArray bytes = call.input.value(QStringLiteral("Body")).toByteArray();
    const Body body{bytes, etagOf(bytes)};
    const qint64 number = call.input.value(QStringLiteral("PartNumber")).toInteger();
    if (const Outcome<void> kept = keep(call, partsOf(id), partName(number), call.input, body); !kept)
        return std::unexpected(kept.error());
    QCborMap about = call.input;
    about[QStringLiteral("ETag")] = body.etag;
    return told(call, about);
}

Objects::Answer Objects::listParts(const Call &call)
{
    const QString id = text(call.input, "UploadId");
    const Outcome<Thing> upload = found(call, uploadsOf(text(call.input, "Bucket")), id, "NoSuchUpload");
    if (!upload)
        return std::unexpected(upload.error());
    const Result<QList<Thing>> parts =
        m_things.byName(placeOf(call, {partsOf(id)}), {}, false, ObjectList::kMostParts);
    if (!parts)
        return objectTrouble(parts.error());
    QCborArray list;
    for (const Thing &part : *parts)
        list.append(part.input);
    QCborMap about = call.input;
    about[QStringLiteral("Parts")] = list;
    about[QStringLiteral("IsTruncated")] = false;
    return told(call, about);
}

Objects::Answer Objects::endUpload(const Call &call)
{
    const QString bucket = text(call.input, "Bucket");
    const QString id = text(call.input, "UploadId");
    const Outcome<Thing> upload = found(call, uploadsOf(bucket), id, "NoSuchUpload");
    if (!upload)
        return std::unexpected(upload.error());
    const QCborArray asked =
        call.input.value(QStringLiteral("MultipartUpload")).toMap().value(QStringLiteral("Parts")).toArray();
    QByteArray whole;
    QByteArray digests;
    for (const QCborValue entry : asked) {
        const qint64 number = entry.toMap().value(QStringLiteral("PartNumber")).toInteger();
        const Outcome<Thing> part = found(call, partsOf(id), partName(number), "InvalidPart");
        const auto bare = [](QString etag) { return etag.remove(u'"'); };
        const QString etag = part ? bare(text(part->input, "ETag")) : QString();
        if (etag.isEmpty() || etag != bare(text(entry.toMap(), "ETag")))
            return objectRefused("InvalidPart",
                                 Tr::tr("Part %1 was not sent, or is another one.").arg(number), 400);
        const Result<QByteArray> bytes = m_things.body(part->id);
        if (!bytes)
            return objectTrouble(bytes.error());
        whole += *bytes;
        digests += QByteArray::fromHex(etag.toLatin1());
    }
    QString etag = etagOf(digests);
    etag.insert(etag.size() - 1, u'-' + QString::number(asked.size()));
    const QString key = text(call.input, "Key");
    const Outcome<QString> version = keepObject(call, key, upload->input, {whole, etag});
    if (!version)
        return std::unexpected(version.error());
    if (const Outcome<void> forgotten = forgetUpload(call, *upload); !forgotten)
        return std::unexpected(forgotten.error());
    return told(call,
                withVersion({{QStringLiteral("Bucket"), bucket},
                             {QStringLiteral("Key"), key},
                             {QStringLiteral("ETag"), etag},
                             {QStringLiteral("Location"), call.endpoint + u'/' + bucket + u'/' + key}},
                            *version));
}

Outcome<void> Objects::forgetUpload(const Call &call, const Thing &upload)
{
    const Result<QList<Thing>> parts =
        m_things.byName(placeOf(call, {partsOf(upload.name)}), {}, false, ObjectList::kMostParts);
    if (!parts)
        return objectTrouble(parts.error());
    Result<void> done = m_things.remove(upload.id);
    for (const Thing &part : *parts) {
        if (done)
            done = m_things.remove(part.id);
    }
    return done ? Outcome<void>() : objectTrouble(done.error());
}

Objects::Answer Objects::abortUpload(const Call &call)
{
    const Outcome<Thing> upload =
        found(call, uploadsOf(text(call.input, "Bucket")), text(call.input, "UploadId"), "NoSuchUpload");
    if (!upload)
        return std::unexpected(upload.error());
    if (const Outcome<void> forgotten = forgetUpload(call, *upload); !forgotten)
        return std::unexpected(forgotten.error());
    return Told{};
}

} // namespace formwork::practice
