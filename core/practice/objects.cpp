// SPDX-License-Identifier: Apache-2.0
#include "practice/objects.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/knowledge.h"
#include "practice/objectrules.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using Method = Objects::Answer (Objects::*)(const Call &);

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

QString objectsOf(const QString &bucket) { return QStringLiteral("object ") + bucket; }
QString uploadsOf(const QString &bucket) { return QStringLiteral("upload ") + bucket; }
QString partsOf(const QString &upload) { return QStringLiteral("part ") + upload; }
QString partName(qint64 number) { return QStringLiteral("%1").arg(number, 5, 10, QLatin1Char('0')); }

std::unexpected<Complaint> refused(const char *code, const QString &message, int status)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, status});
}

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalError"), error.sentence(), {}, 500});
}

QString etagOf(const QByteArray &bytes)
{
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Md5).toHex();
    return u'"' + QString::fromLatin1(digest) + u'"';
}

// What is told of an object, as far as the answer has a place for it.
Objects::Told told(const Call &call, const QCborMap &about, int status = 0)
{
    return {conformed(about, *call.operation->output).toMap(), status};
}

} // namespace

bool Objects::knows(const QString &operation) const { return objectMethods().contains(operation); }

Objects::Answer Objects::perform(const Call &call)
{
    static const QHash<QString, Method> kMethods{
        {QStringLiteral("put"), &Objects::put},
        {QStringLiteral("get"), &Objects::get},
        {QStringLiteral("copy"), &Objects::copy},
        {QStringLiteral("remove"), &Objects::remove},
        {QStringLiteral("removeMany"), &Objects::removeMany},
        {QStringLiteral("list"), &Objects::list},
        {QStringLiteral("beginUpload"), &Objects::beginUpload},
        {QStringLiteral("putPart"), &Objects::putPart},
        {QStringLiteral("listParts"), &Objects::listParts},
        {QStringLiteral("endUpload"), &Objects::endUpload},
        {QStringLiteral("abortUpload"), &Objects::abortUpload},
        {QStringLiteral("removeBucket"), &Objects::removeBucket},
    };
    const Method method = kMethods.value(objectMethods().value(call.name()));
    if (!method)
        return std::nullopt;
    if (const Outcome<void> there = checkBucket(call, text(call.input, "Bucket")); !there)
        return std::unexpected(there.error());
    return (this->*method)(call);
}

Outcome<void> Objects::checkBucket(const Call &call, const QString &bucket) const
{
    const Things::Place place = placeOf(call, {bucketKind()});
    const Result<QList<Thing>> known = m_things.named(place, bucket);
    if (!known)
        return internal(known.error());
    if (known->isEmpty())
        return refused("NoSuchBucket", Tr::tr("There is no such bucket: %1.").arg(bucket), 404);
    return {};
}

Outcome<Thing> Objects::found(const Call &call, const QString &kind, const QString &name,
                              const char *absence) const
{
    const Result<QList<Thing>> known = m_things.named(placeOf(call, {kind}), name);
    if (!known)
        return internal(known.error());
    if (known->isEmpty())
        return refused(absence, Tr::tr("There is no such thing: %1.").arg(name), 404);
    return known->first();
}

Outcome<void> Objects::keep(const Call &call, const QString &kind, const QString &name, QCborMap about,
                            const Body &body)
{
    about.remove(QStringLiteral("Body"));
    if (text(about, "ContentEncoding") == u"aws-chunked") // of the request, not of the object
        about.remove(QStringLiteral("ContentEncoding"));
    about[QStringLiteral("ETag")] = body.etag;
    about[QStringLiteral("Size")] = body.bytes.size();
    about[QStringLiteral("LastModified")] = QCborValue(call.now);
    const Things::Place place = placeOf(call, {kind});
    const Result<QList<Thing>> known = m_things.named(place, name);
    if (!known)
        return internal(known.error());
    Result<void> done;
    for (const Thing &before : *known) {
        if (done)
            done = m_things.remove(before.id);
    }
    if (done)
        done = m_ledger.addResource(call.name(), call.region, call.now, {});
    Thing thing;
    thing.service = place.service;
    thing.kind = kind;
    thing.region = place.region;
    thing.name = name;
    thing.created = call.now;
    thing.input = about;
    if (done)
        done = m_things.add(thing);
    if (done)
        done = m_things.addBody(body.bytes);
    return done ? Outcome<void>() : internal(done.error());
}

Objects::Answer Objects::put(const Call &call)
{
    const QByteArray bytes = call.input.value(QStringLiteral("Body")).toByteArray();
    const Body body{bytes, etagOf(bytes)};
    const QString kind = objectsOf(text(call.input, "Bucket"));
    const QString key = text(call.input, "Key");
    const Outcome<Thing> before = found(call, kind, key, "NoSuchKey");
    if (const Outcome<void> may = mayReplace(call.input, before ? before->input : QCborMap()); !may)
        return std::unexpected(may.error());
    if (const Outcome<void> kept = keep(call, kind, key, call.input, body); !kept)
        return std::unexpected(kept.error());
    QCborMap about = call.input;
    about[QStringLiteral("ETag")] = body.etag;
    return told(call, about);
}

Objects::Answer Objects::get(const Call &call)
{
    const Outcome<Thing> object =
        found(call, objectsOf(text(call.input, "Bucket")), text(call.input, "Key"), "NoSuchKey");
    if (!object)
        return std::unexpected(object.error());
    if (const Outcome<void> may = mayRead(call.input, object->input); !may)
        return std::unexpected(may.error());
    const qint64 size = object->input.value(QStringLiteral("Size")).toInteger();
    const Outcome<std::optional<ByteRange>> range = rangeOf(text(call.input, "Range"), size);
    if (!range)
        return std::unexpected(range.error());
    QCborMap about = object->input;
    for (const char *own : {"Range", "PartNumber", "Key", "Bucket"})
        about.remove(QLatin1StringView(own));
    about[QStringLiteral("AcceptRanges")] = QStringLiteral("bytes");
    if (!about.contains(QStringLiteral("ContentType")))
        about[QStringLiteral("ContentType")] = QStringLiteral("binary/octet-stream");
    const ByteRange part = range->value_or(ByteRange{0, size});
    about[QStringLiteral("ContentLength")] = part.length;
    if (*range)
        about[QStringLiteral("ContentRange")] =
            QStringLiteral("bytes %1-%2/%3").arg(part.from).arg(part.from + part.length - 1).arg(size);
    if (call.operation->output->member(u"Body")) {
        const Result<QByteArray> bytes = m_things.body(object->id);
        if (!bytes)
            return internal(bytes.error());
        about[QStringLiteral("Body")] = bytes->mid(part.from, part.length);
    }
    return told(call, about, *range ? 206 : 0);
}

Objects::Answer Objects::copy(const Call &call)
{
    QString source = QUrl::fromPercentEncoding(text(call.input, "CopySource").toUtf8());
    source = source.section(QStringLiteral("?versionId="), 0, 0);
    if (source.startsWith(u'/'))
        source.remove(0, 1);
    const QString bucket = source.section(u'/', 0, 0);
    if (const Outcome<void> there = checkBucket(call, bucket); !there)
        return std::unexpected(there.error());
    const Outcome<Thing> object = found(call, objectsOf(bucket), source.section(u'/', 1), "NoSuchKey");
    if (!object)
        return std::unexpected(object.error());
    const Result<QByteArray> bytes = m_things.body(object->id);
    if (!bytes)
        return internal(bytes.error());
    const bool isReplacing = text(call.input, "MetadataDirective") == u"REPLACE";
    const Body body{*bytes, text(object->input, "ETag")};
    if (const Outcome<void> kept = keep(call, objectsOf(text(call.input, "Bucket")), text(call.input, "Key"),
                                        isReplacing ? call.input : object->input, body);
        !kept)
        return std::unexpected(kept.error());
    return told(call,
                {{QStringLiteral("CopyObjectResult"),
                  QCborMap{{QStringLiteral("ETag"), body.etag},
                           {QStringLiteral("LastModified"), QCborValue(call.now)}}}});
}

Objects::Answer Objects::remove(const Call &call)
{
    const Outcome<Thing> object =
        found(call, objectsOf(text(call.input, "Bucket")), text(call.input, "Key"), "NoSuchKey");
    if (object) {
        if (const Result<void> done = m_things.remove(object->id); !done)
            return internal(done.error());
    }
    return Told{}; // what is not there is deleted
}

Objects::Answer Objects::removeMany(const Call &call)
{
    const QCborMap asked = call.input.value(QStringLiteral("Delete")).toMap();
    QCborArray deleted;
    for (const QCborValue entry : asked.value(QStringLiteral("Objects")).toArray()) {
        const QString key = text(entry.toMap(), "Key");
        const Outcome<Thing> object = found(call, objectsOf(text(call.input, "Bucket")), key, "NoSuchKey");
        if (object) {
            if (const Result<void> done = m_things.remove(object->id); !done)
                return internal(done.error());
        }
        deleted.append(QCborMap{{QStringLiteral("Key"), key}});
    }
    const bool isQuiet = asked.value(QStringLiteral("Quiet")).isTrue();
    return told(call, isQuiet ? QCborMap() : QCborMap{{QStringLiteral("Deleted"), deleted}});
}

Objects::Answer Objects::list(const Call &call)
{
    const Things::Place place = placeOf(call, {objectsOf(text(call.input, "Bucket"))});
    ObjectList page(call.input);
    QString after = page.after();
    bool isFirst = true;
    while (!page.isFull()) {
        // The prefix itself may be a key, so the first look takes what begins there.
        const bool atPrefix = isFirst && after < page.prefix();
        const Result<QList<Thing>> known = atPrefix
            ? m_things.byName(place, page.prefix(), true, ObjectList::kAtOnce)
            : m_things.byName(place, after, false, ObjectList::kAtOnce);
        if (!known)
            return internal(known.error());
        isFirst = false;
        for (const Thing &object : *known) {
            after = object.name;
            if (!page.add(object))
                return told(call, page.answer());
        }
        if (known->size() < ObjectList::kAtOnce)
            break;
    }
    return told(call, page.answer());
}

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
        return internal(parts.error());
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
            return refused("InvalidPart", Tr::tr("Part %1 was not sent, or is another one.").arg(number),
                           400);
        const Result<QByteArray> bytes = m_things.body(part->id);
        if (!bytes)
            return internal(bytes.error());
        whole += *bytes;
        digests += QByteArray::fromHex(etag.toLatin1());
    }
    QString etag = etagOf(digests);
    etag.insert(etag.size() - 1, u'-' + QString::number(asked.size()));
    const QString key = text(call.input, "Key");
    if (const Outcome<void> kept = keep(call, objectsOf(bucket), key, upload->input, {whole, etag}); !kept)
        return std::unexpected(kept.error());
    if (const Outcome<void> forgotten = forgetUpload(call, *upload); !forgotten)
        return std::unexpected(forgotten.error());
    return told(call,
                {{QStringLiteral("Bucket"), bucket},
                 {QStringLiteral("Key"), key},
                 {QStringLiteral("ETag"), etag},
                 {QStringLiteral("Location"), call.endpoint + u'/' + bucket + u'/' + key}});
}

Outcome<void> Objects::forgetUpload(const Call &call, const Thing &upload)
{
    const Result<QList<Thing>> parts =
        m_things.byName(placeOf(call, {partsOf(upload.name)}), {}, false, ObjectList::kMostParts);
    if (!parts)
        return internal(parts.error());
    Result<void> done = m_things.remove(upload.id);
    for (const Thing &part : *parts) {
        if (done)
            done = m_things.remove(part.id);
    }
    return done ? Outcome<void>() : internal(done.error());
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

// The bucket itself goes as any other thing does, if it is empty.
Objects::Answer Objects::removeBucket(const Call &call)
{
    const QString bucket = text(call.input, "Bucket");
    const Result<QList<Thing>> inside = m_things.byName(placeOf(call, {objectsOf(bucket)}), {}, false, 1);
    if (!inside)
        return internal(inside.error());
    if (!inside->isEmpty())
        return refused("BucketNotEmpty", Tr::tr("The bucket %1 is not empty.").arg(bucket), 409);
    return std::nullopt;
}

} // namespace formwork::practice
