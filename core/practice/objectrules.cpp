// SPDX-License-Identifier: Apache-2.0
#include "practice/objectrules.h"

#include "base/tr.h"
#include "document/timestamp.h"

#include <QUrl>

#include <algorithm>

namespace formwork::practice
{

namespace
{

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

std::unexpected<Complaint> refused(const char *code, const QString &message, int status)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, status});
}

std::unexpected<Complaint> unmet()
{
    return refused("PreconditionFailed", Tr::tr("The object is not as the request wants it."), 412);
}

bool isOneOf(const QString &etag, const QString &wanted)
{
    QStringList list = wanted.split(u',');
    for (QString &entry : list)
        entry = entry.trimmed().remove(u'"');
    return list.contains(QStringLiteral("*")) || list.contains(QString(etag).remove(u'"'));
}

// Whole seconds, as headers have them.
std::optional<qint64> secondsIn(const QCborMap &map, const char *name)
{
    const auto moment = document::momentOf(map.value(QLatin1StringView(name)));
    return moment ? std::optional(moment->seconds) : std::nullopt;
}

} // namespace

const QHash<QString, QString> &objectMethods()
{
    static const QHash<QString, QString> kMethods{
        {QStringLiteral("s3.PutObject"), QStringLiteral("put")},
        {QStringLiteral("s3.GetObject"), QStringLiteral("get")},
        {QStringLiteral("s3.HeadObject"), QStringLiteral("get")},
        {QStringLiteral("s3.CopyObject"), QStringLiteral("copy")},
        {QStringLiteral("s3.DeleteObject"), QStringLiteral("remove")},
        {QStringLiteral("s3.DeleteObjects"), QStringLiteral("removeMany")},
        {QStringLiteral("s3.ListObjects"), QStringLiteral("list")},
        {QStringLiteral("s3.ListObjectsV2"), QStringLiteral("list")},
        {QStringLiteral("s3.CreateMultipartUpload"), QStringLiteral("beginUpload")},
        {QStringLiteral("s3.UploadPart"), QStringLiteral("putPart")},
        {QStringLiteral("s3.ListParts"), QStringLiteral("listParts")},
        {QStringLiteral("s3.CompleteMultipartUpload"), QStringLiteral("endUpload")},
        {QStringLiteral("s3.AbortMultipartUpload"), QStringLiteral("abortUpload")},
        {QStringLiteral("s3.DeleteBucket"), QStringLiteral("removeBucket")},
        {QStringLiteral("s3.PutBucketVersioning"), QStringLiteral("setVersioning")},
        {QStringLiteral("s3.GetBucketVersioning"), QStringLiteral("versioning")},
        {QStringLiteral("s3.ListObjectVersions"), QStringLiteral("listVersions")},
    };
    return kMethods;
}

QString bucketKind() { return QStringLiteral("CreateBucket"); }

Outcome<void> mayReplace(const QCborMap &input, const QCborMap &about)
{
    const QString match = text(input, "IfMatch");
    const QString none = text(input, "IfNoneMatch");
    const bool isThere = !about.isEmpty();
    if (!match.isEmpty() && (!isThere || !isOneOf(text(about, "ETag"), match)))
        return unmet();
    if (!none.isEmpty() && isThere && isOneOf(text(about, "ETag"), none))
        return unmet();
    return {};
}

// In the order of RFC 9110, section 13.2.2.
Outcome<void> mayRead(const QCborMap &input, const QCborMap &about)
{
    const QString match = text(input, "IfMatch");
    const QString none = text(input, "IfNoneMatch");
    const qint64 changed = secondsIn(about, "LastModified").value_or(0);
    if (!match.isEmpty() && !isOneOf(text(about, "ETag"), match))
        return unmet();
    if (const auto until = secondsIn(input, "IfUnmodifiedSince");
        match.isEmpty() && until && changed > *until)
        return unmet();
    const auto since = secondsIn(input, "IfModifiedSince");
    const bool isKnown = none.isEmpty() ? since && changed <= *since : isOneOf(text(about, "ETag"), none);
    if (isKnown)
        return refused("NotModified", Tr::tr("The object is the one that is known."), 304);
    return {};
}

Outcome<std::optional<ByteRange>> rangeOf(const QString &header, qint64 size)
{
    const QString kUnit = QStringLiteral("bytes=");
    const QStringList ends = header.mid(kUnit.size()).split(u'-');
    if (!header.startsWith(kUnit) || header.contains(u',') || ends.size() != 2)
        return std::nullopt;
    bool isFirst = false;
    bool isLast = false;
    const qint64 first = ends[0].toLongLong(&isFirst);
    const qint64 last = ends[1].toLongLong(&isLast);
    if (!isFirst && !isLast)
        return std::nullopt;
    ByteRange range;
    range.from = isFirst ? first : std::max<qint64>(size - last, 0);
    const qint64 end = isFirst && isLast ? std::min(last + 1, size) : size;
    range.length = end - range.from;
    if (range.from >= size || range.length <= 0)
        return refused("InvalidRange", Tr::tr("The object has no such bytes."), 416);
    return range;
}

ObjectList::ObjectList(const QCborMap &input)
    : m_input(input)
    , m_prefix(text(input, "Prefix"))
    , m_delimiter(text(input, "Delimiter"))
    , m_isEncoded(text(input, "EncodingType") == u"url")
{
    const QByteArray token = QByteArray::fromBase64(text(input, "ContinuationToken").toLatin1());
    m_after = std::max({QString::fromUtf8(token), text(input, "StartAfter"), text(input, "Marker")});
    if (const QCborValue most = input.value(QStringLiteral("MaxKeys")); most.isInteger())
        m_most = std::clamp<qint64>(most.toInteger(), 0, 1000);
    m_isOver = m_most == 0;
}

QString ObjectList::written(const QString &key) const
{
    return m_isEncoded ? QString::fromLatin1(QUrl::toPercentEncoding(key, "/")) : key;
}

bool ObjectList::add(const Thing &object)
{
    const QString &key = object.name;
    if (!key.startsWith(m_prefix)) {
        m_isOver = m_isOver || key > m_prefix;
        return !m_isOver;
    }
    const qsizetype cut = m_delimiter.isEmpty() ? -1 : key.indexOf(m_delimiter, m_prefix.size());
    const QString common = cut < 0 ? QString() : key.first(cut + m_delimiter.size());
    const bool isSeen = !common.isEmpty() && (common == m_common || m_after.startsWith(common));
    if (isSeen)
        return true;
    if (m_count >= m_most) {
        m_isTruncated = true;
        return false;
    }
    ++m_count;
    m_last = common.isEmpty() ? key : common;
    if (common.isEmpty()) {
        QCborMap entry = object.input;
        entry[QStringLiteral("Key")] = written(key);
        entry[QStringLiteral("StorageClass")] = QStringLiteral("STANDARD");
        m_contents.append(entry);
    } else {
        m_common = common;
        m_prefixes.append(QCborMap{{QStringLiteral("Prefix"), written(common)}});
    }
    return true;
}

QCborMap ObjectList::answer() const
{
    QCborMap about = m_input; // most of it is said again
    about[QStringLiteral("Name")] = text(m_input, "Bucket");
    about[QStringLiteral("Prefix")] = written(m_prefix);
    about[QStringLiteral("KeyCount")] = m_count;
    about[QStringLiteral("MaxKeys")] = m_most;
    about[QStringLiteral("IsTruncated")] = m_isTruncated;
    about[QStringLiteral("Contents")] = m_contents;
    about[QStringLiteral("CommonPrefixes")] = m_prefixes;
    if (m_isTruncated) {
        about[QStringLiteral("NextContinuationToken")] = QString::fromLatin1(m_last.toUtf8().toBase64());
        about[QStringLiteral("NextMarker")] = written(m_last);
    }
    return about;
}

} // namespace formwork::practice
