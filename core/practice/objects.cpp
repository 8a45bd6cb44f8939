// SPDX-License-Identifier: Apache-2.0
#include "practice/objects.h"

#include "base/tr.h"
#include "practice/finding.h"
#include "practice/knowledge.h"
#include "practice/objectrules.h"
#include "practice/objectwords.h"

#include <QCborArray>
#include <QUrl>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using Method = Objects::Answer (Objects::*)(const Call &);

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
        {QStringLiteral("setVersioning"), &Objects::setVersioning},
        {QStringLiteral("versioning"), &Objects::versioning},
        {QStringLiteral("listVersions"), &Objects::listVersions},
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
        return objectTrouble(known.error());
    if (known->isEmpty())
        return objectRefused("NoSuchBucket", Tr::tr("There is no such bucket: %1.").arg(bucket), 404);
    return {};
}

Outcome<Thing> Objects::found(const Call &call, const QString &kind, const QString &name,
                              const char *absence) const
{
    const Result<QList<Thing>> known = m_things.named(placeOf(call, {kind}), name);
    if (!known)
        return objectTrouble(known.error());
    if (known->isEmpty())
        return objectRefused(absence, Tr::tr("There is no such thing: %1.").arg(name), 404);
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
        return objectTrouble(known.error());
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
    return done ? Outcome<void>() : objectTrouble(done.error());
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
    const Outcome<QString> version = keepObject(call, key, call.input, body);
    if (!version)
        return std::unexpected(version.error());
    QCborMap about = call.input;
    about[QStringLiteral("ETag")] = body.etag;
    return told(call, withVersion(about, *version));
}

Outcome<QString> Objects::keepObject(const Call &call, const QString &key, QCborMap about, const Body &body)
{
    const QString bucket = text(call.input, "Bucket");
    const Outcome<Versioning> versioning = versioningOf(call);
    if (!versioning)
        return std::unexpected(versioning.error());
    if (const Outcome<void> gone = giveWay(call, bucket, key, *versioning); !gone)
        return std::unexpected(gone.error());
    const QString version = versionFor(*versioning);
    about.remove(QStringLiteral("VersionId")); // of a copy's source
    if (const Outcome<void> kept = keep(call, objectsOf(bucket), key, withVersion(about, version), body);
        !kept)
        return std::unexpected(kept.error());
    return version;
}

Objects::Answer Objects::get(const Call &call)
{
    const Outcome<Thing> object = versionAsked(call, text(call.input, "Bucket"), text(call.input, "Key"),
                                               text(call.input, "VersionId"));
    if (!object)
        return std::unexpected(object.error());
    if (object->input.value(QStringLiteral("DeleteMarker")).isTrue())
        return objectRefused("MethodNotAllowed", Tr::tr("That version says that the object is deleted."),
                             405);
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
            return objectTrouble(bytes.error());
        about[QStringLiteral("Body")] = bytes->mid(part.from, part.length);
    }
    return told(call, about, *range ? 206 : 0);
}

Objects::Answer Objects::copy(const Call &call)
{
    QString source = QUrl::fromPercentEncoding(text(call.input, "CopySource").toUtf8());
    const QString version = source.section(QStringLiteral("?versionId="), 1, 1);
    source = source.section(QStringLiteral("?versionId="), 0, 0);
    if (source.startsWith(u'/'))
        source.remove(0, 1);
    const QString bucket = source.section(u'/', 0, 0);
    if (const Outcome<void> there = checkBucket(call, bucket); !there)
        return std::unexpected(there.error());
    const Outcome<Thing> object = versionAsked(call, bucket, source.section(u'/', 1), version);
    if (!object)
        return std::unexpected(object.error());
    const Result<QByteArray> bytes = m_things.body(object->id);
    if (!bytes)
        return objectTrouble(bytes.error());
    const bool isReplacing = text(call.input, "MetadataDirective") == u"REPLACE";
    const Body body{*bytes, text(object->input, "ETag")};
    const Outcome<QString> kept =
        keepObject(call, text(call.input, "Key"), isReplacing ? call.input : object->input, body);
    if (!kept)
        return std::unexpected(kept.error());
    return told(call,
                withVersion({{QStringLiteral("CopyObjectResult"),
                              QCborMap{{QStringLiteral("ETag"), body.etag},
                                       {QStringLiteral("LastModified"), QCborValue(call.now)}}}},
                            *kept));
}

Objects::Answer Objects::remove(const Call &call)
{
    const Outcome<Gone> gone = removeKey(call, text(call.input, "Key"), text(call.input, "VersionId"));
    if (!gone)
        return std::unexpected(gone.error());
    QCborMap about = withVersion({}, gone->version);
    if (gone->isMarker)
        about[QStringLiteral("DeleteMarker")] = true;
    return told(call, about);
}

Objects::Answer Objects::removeMany(const Call &call)
{
    const QCborMap asked = call.input.value(QStringLiteral("Delete")).toMap();
    QCborArray deleted;
    for (const QCborValue entry : asked.value(QStringLiteral("Objects")).toArray()) {
        const QString key = text(entry.toMap(), "Key");
        const QString version = text(entry.toMap(), "VersionId");
        const Outcome<Gone> gone = removeKey(call, key, version);
        if (!gone)
            return std::unexpected(gone.error());
        QCborMap about = withVersion({{QStringLiteral("Key"), key}}, version);
        if (gone->isMarker) {
            about[QStringLiteral("DeleteMarker")] = true;
            about[QStringLiteral("DeleteMarkerVersionId")] = gone->version;
        }
        deleted.append(about);
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
            return objectTrouble(known.error());
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

// The bucket itself goes as any other thing does, if it is empty.
Objects::Answer Objects::removeBucket(const Call &call)
{
    const QString bucket = text(call.input, "Bucket");
    const Result<QList<Thing>> inside =
        m_things.byName(placeOf(call, {objectsOf(bucket), versionsOf(bucket)}), {}, false, 1);
    if (!inside)
        return objectTrouble(inside.error());
    if (!inside->isEmpty())
        return objectRefused("BucketNotEmpty", Tr::tr("The bucket %1 is not empty.").arg(bucket), 409);
    return std::nullopt;
}

} // namespace formwork::practice
