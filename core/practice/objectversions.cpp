// SPDX-License-Identifier: Apache-2.0
// Versions of objects: what was there before, and marks that something is deleted.
#include "base/tr.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/knowledge.h"
#include "practice/objectrules.h"
#include "practice/objects.h"
#include "practice/objectwords.h"

#include <QCborArray>
#include <QUrl>
#include <QUuid>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kMost = 20'000; // of a bucket, at once
const QString kConfiguration = QStringLiteral("VersioningConfiguration");
const QString kVersion = QStringLiteral("VersionId");
const QString kMarker = QStringLiteral("DeleteMarker");
const QString kNone = QStringLiteral("null"); // as those are called that were made without versions

QString versionOf(const Thing &object)
{
    const QString version = object.input.value(kVersion).toString();
    return version.isEmpty() ? kNone : version;
}

bool isMarker(const Thing &object) { return object.input.value(kMarker).isTrue(); }

// A page of versions: those of a key stand together, the newest first.
class VersionList
{
public:
    explicit VersionList(const QCborMap &input)
        : m_input(input)
        , m_prefix(text(input, "Prefix"))
        , m_delimiter(text(input, "Delimiter"))
        , m_isEncoded(text(input, "EncodingType") == u"url")
    {
        if (const QCborValue most = input.value(QStringLiteral("MaxKeys")); most.isInteger())
            m_most = std::clamp<qint64>(most.toInteger(), 0, 1000);
    }

    // False: the page ends before it.
    bool add(const Thing &object, bool isLatest)
    {
        if (!object.name.startsWith(m_prefix))
            return true;
        const qsizetype cut = m_delimiter.isEmpty() ? -1 : object.name.indexOf(m_delimiter, m_prefix.size());
        const QString common = cut < 0 ? QString() : object.name.first(cut + m_delimiter.size());
        if (!common.isEmpty() && common == m_common)
            return true;
        if (m_count >= m_most) {
            m_isTruncated = true;
            return false;
        }
        ++m_count;
        m_lastKey = object.name;
        m_lastVersion = versionOf(object);
        if (!common.isEmpty()) {
            m_common = common;
            m_prefixes.append(QCborMap{{QStringLiteral("Prefix"), written(common)}});
            return true;
        }
        QCborMap entry = object.input;
        entry[QStringLiteral("Key")] = written(object.name);
        entry[kVersion] = versionOf(object);
        entry[QStringLiteral("IsLatest")] = isLatest;
        if (!isMarker(object))
            entry[QStringLiteral("StorageClass")] = QStringLiteral("STANDARD");
        (isMarker(object) ? m_markers : m_versions).append(entry);
        return true;
    }

    [[nodiscard]] QCborMap answer() const
    {
        QCborMap about = m_input; // most of it is said again
        about[QStringLiteral("Name")] = text(m_input, "Bucket");
        about[QStringLiteral("MaxKeys")] = m_most;
        about[QStringLiteral("IsTruncated")] = m_isTruncated;
        about[QStringLiteral("Versions")] = m_versions;
        about[QStringLiteral("DeleteMarkers")] = m_markers;
        about[QStringLiteral("CommonPrefixes")] = m_prefixes;
        if (m_isTruncated) {
            about[QStringLiteral("NextKeyMarker")] = written(m_lastKey);
            about[QStringLiteral("NextVersionIdMarker")] = m_lastVersion;
        }
        return about;
    }

private:
    [[nodiscard]] QString written(const QString &key) const
    {
        return m_isEncoded ? QString::fromLatin1(QUrl::toPercentEncoding(key, "/")) : key;
    }

    QCborMap m_input;
    QString m_prefix;
    QString m_delimiter;
    bool m_isEncoded;
    qint64 m_most = 1000;
    qint64 m_count = 0;
    bool m_isTruncated = false;
    QString m_common;
    QString m_lastKey;
    QString m_lastVersion;
    QCborArray m_versions;
    QCborArray m_markers;
    QCborArray m_prefixes;
};

} // namespace

QString Objects::versionsOf(const QString &bucket) { return QStringLiteral("version ") + bucket; }

Outcome<Thing> Objects::bucketOf(const Call &call) const
{
    return found(call, bucketKind(), text(call.input, "Bucket"), "NoSuchBucket");
}

Objects::Answer Objects::setVersioning(const Call &call)
{
    Outcome<Thing> bucket = bucketOf(call);
    if (!bucket)
        return std::unexpected(bucket.error());
    bucket->input[kConfiguration] = call.input.value(kConfiguration);
    const Result<void> done = m_things.change(*bucket);
    return done ? Answer(Told{}) : objectTrouble(done.error());
}

Objects::Answer Objects::versioning(const Call &call)
{
    const Outcome<Thing> bucket = bucketOf(call);
    if (!bucket)
        return std::unexpected(bucket.error());
    return Told{conformed(bucket->input.value(kConfiguration).toMap(), *call.operation->output).toMap(), 0};
}

Outcome<Objects::Versioning> Objects::versioningOf(const Call &call) const
{
    const Outcome<Thing> bucket = bucketOf(call);
    if (!bucket)
        return std::unexpected(bucket.error());
    const QString status = text(bucket->input.value(kConfiguration).toMap(), "Status");
    return status == u"Enabled"  ? Versioning::Enabled
        : status == u"Suspended" ? Versioning::Suspended
                                 : Versioning::Never;
}

QString Objects::versionFor(Versioning versioning)
{
    return versioning == Versioning::Enabled  ? QUuid::createUuid().toString(QUuid::Id128)
        : versioning == Versioning::Suspended ? kNone
                                              : QString();
}

// The versions of a key that are not the one which is there, the newest first.
Result<QList<Thing>> Objects::versions(const Call &call, const QString &bucket, const QString &key) const
{
    Result<QList<Thing>> known = m_things.named(placeOf(call, {versionsOf(bucket)}), key);
    if (known)
        std::ranges::reverse(*known);
    return known;
}

// What is there gives way: with versions it stays as an older one, without it goes.
Outcome<void> Objects::giveWay(const Call &call, const QString &bucket, const QString &key,
                               Versioning versioning)
{
    const Result<QList<Thing>> known = m_things.named(placeOf(call, {objectsOf(bucket)}), key);
    if (!known)
        return objectTrouble(known.error());
    Result<void> done;
    for (Thing before : *known) {
        const bool stays = versioning == Versioning::Enabled
            || (versioning == Versioning::Suspended && versionOf(before) != kNone);
        before.kind = versionsOf(bucket);
        if (done)
            done = stays ? m_things.move(before) : m_things.remove(before.id);
    }
    const Result<QList<Thing>> older = versions(call, bucket, key);
    if (done && !older)
        return objectTrouble(older.error());
    for (const Thing &version : older.value_or(QList<Thing>())) {
        // There is one at most that was made without versions.
        if (done && versioning == Versioning::Suspended && versionOf(version) == kNone)
            done = m_things.remove(version.id);
    }
    return done ? Outcome<void>() : objectTrouble(done.error());
}

// The object, or the version of it that is asked for.
Outcome<Thing> Objects::versionAsked(const Call &call, const QString &bucket, const QString &key,
                                     const QString &version) const
{
    const Outcome<Thing> current = found(call, objectsOf(bucket), key, "NoSuchKey");
    if (version.isEmpty() || (current && versionOf(*current) == version))
        return current;
    const Result<QList<Thing>> older = versions(call, bucket, key);
    if (!older)
        return objectTrouble(older.error());
    const auto asked =
        std::ranges::find_if(*older, [&](const Thing &one) { return versionOf(one) == version; });
    if (asked == older->cend())
        return objectRefused("NoSuchVersion", Tr::tr("There is no such version: %1.").arg(version), 404);
    return *asked;
}

// After a version is gone: the newest that is left is the object, unless it says that there is none.
Outcome<void> Objects::promote(const Call &call, const QString &bucket, const QString &key)
{
    if (found(call, objectsOf(bucket), key, "NoSuchKey"))
        return {};
    const Result<QList<Thing>> older = versions(call, bucket, key);
    if (!older)
        return objectTrouble(older.error());
    if (older->isEmpty() || isMarker(older->first()))
        return {};
    Thing newest = older->first();
    newest.kind = objectsOf(bucket);
    const Result<void> done = m_things.move(newest);
    return done ? Outcome<void>() : objectTrouble(done.error());
}

Outcome<Objects::Gone> Objects::removeVersion(const Call &call, const QString &bucket, const QString &key,
                                              const QString &version)
{
    const Outcome<Thing> asked = versionAsked(call, bucket, key, version);
    if (!asked)
        return Gone{version, false}; // what is not there is deleted
    if (const Result<void> done = m_things.remove(asked->id); !done)
        return objectTrouble(done.error());
    if (const Outcome<void> done = promote(call, bucket, key); !done)
        return std::unexpected(done.error());
    return Gone{version, isMarker(*asked)};
}

Outcome<Objects::Gone> Objects::removeKey(const Call &call, const QString &key, const QString &version)
{
    const QString bucket = text(call.input, "Bucket");
    if (!version.isEmpty())
        return removeVersion(call, bucket, key, version);
    const Outcome<Versioning> versioning = versioningOf(call);
    if (!versioning)
        return std::unexpected(versioning.error());
    if (const Outcome<void> done = giveWay(call, bucket, key, *versioning); !done)
        return std::unexpected(done.error());
    if (*versioning == Versioning::Never)
        return Gone{};
    const Things::Place place = placeOf(call, {versionsOf(bucket)});
    Thing marker;
    marker.service = place.service;
    marker.kind = place.kinds.first();
    marker.region = place.region;
    marker.name = key;
    marker.created = call.now;
    marker.input = {{kVersion, versionFor(*versioning)},
                    {kMarker, true},
                    {QStringLiteral("LastModified"), QCborValue(call.now)}};
    Result<void> done = m_ledger.addResource(call.name(), call.region, call.now, {});
    if (done)
        done = m_things.add(marker);
    return done ? Outcome<Gone>(Gone{versionOf(marker), true}) : objectTrouble(done.error());
}

Objects::Answer Objects::listVersions(const Call &call)
{
    const QString bucket = text(call.input, "Bucket");
    const QString from = text(call.input, "KeyMarker");
    const QString fromVersion = text(call.input, "VersionIdMarker");
    const Result<QList<Thing>> known = m_things.byName(placeOf(call, {objectsOf(bucket), versionsOf(bucket)}),
                                                       from, !fromVersion.isEmpty(), kMost);
    if (!known)
        return objectTrouble(known.error());
    QList<Thing> all = *known;
    const auto isCurrent = [](const Thing &object) { return object.kind.startsWith(u"object "); };
    std::ranges::sort(all, [&](const Thing &left, const Thing &right) {
        if (left.name != right.name)
            return left.name < right.name;
        return isCurrent(left) != isCurrent(right) ? isCurrent(left) : left.id > right.id;
    });
    VersionList page(call.input);
    QString before;
    bool isPast = fromVersion.isEmpty(); // the version that the last page ended with
    for (const Thing &object : std::as_const(all)) {
        const bool isFirst = object.name != before;
        before = object.name;
        if (!isPast && object.name == from) {
            isPast = versionOf(object) == fromVersion;
            continue;
        }
        isPast = true;
        if (!page.add(object, isFirst))
            break;
    }
    return Told{conformed(page.answer(), *call.operation->output).toMap(), 0};
}

} // namespace formwork::practice
