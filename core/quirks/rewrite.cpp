// SPDX-License-Identifier: Apache-2.0
#include "quirks/quirks.h"

#include "base/absent.h"

#include <QCborArray>
#include <QCryptographicHash>
#include <QRegularExpression>

namespace formwork::quirks
{

namespace
{

// "bucket/key?versionId=id" with the bucket and the key encoded.
QString encodedSource(const QString &text)
{
    static const QRegularExpression version(QStringLiteral("\\?versionId=\\S+$"),
                                            QRegularExpression::UseUnicodePropertiesOption);
    const QRegularExpressionMatch match = version.match(text);
    const qsizetype end = match.hasMatch() ? match.capturedStart() : text.size();
    return QString::fromLatin1(text.first(end).toUtf8().toPercentEncoding("/")) + text.sliced(end);
}

// {"Bucket": .., "Key": .., "VersionId": ..}, as SDKs take it besides the text; anything else stays.
QCborValue sourceText(const QCborValue &value)
{
    static const QRegularExpression accessPoint(
        QStringLiteral("^arn:aws[^:]*:s3[^:]*:[^:]*:\\d{12}:(accesspoint|outpost)[/:]"));
    const QCborMap source = value.toMap();
    const QString bucket = source.value(QLatin1StringView("Bucket")).toString();
    const QString key = source.value(QLatin1StringView("Key")).toString();
    const QCborValue version = source.value(QLatin1StringView("VersionId"));
    const bool hasVersion = version.isString() && !version.toString().isEmpty();
    if (bucket.isEmpty() || key.isEmpty() || source.size() != (version.isUndefined() ? 2 : 3)
        || !(hasVersion || isAbsent(version)))
        return value;
    const QString middle =
        accessPoint.match(bucket).hasMatch() ? QStringLiteral("/object/") : QStringLiteral("/");
    const QString path = QString::fromLatin1((bucket + middle + key).toUtf8().toPercentEncoding("/"));
    return hasVersion ? path + QStringLiteral("?versionId=") + version.toString() : path;
}

QString base64(const QByteArray &bytes) { return QString::fromLatin1(bytes.toBase64()); }

// A key of the customer's own travels in base64, with its MD5 beside it; who gives the MD5 has done both.
void digestKey(QCborMap &input, const QString &key, const QString &digest)
{
    const QCborValue value = input.value(key);
    if (!(value.isString() || value.isByteArray()) || input.contains(digest))
        return;
    const QByteArray bytes = value.isString() ? value.toString().toUtf8() : value.toByteArray();
    input[key] = base64(bytes);
    input[digest] = base64(QCryptographicHash::hash(bytes, QCryptographicHash::Md5));
}

void keepLastSegments(const model::Shape &shape, const QStringList &shapes, QCborMap &input)
{
    for (const model::Member &member : shape.members) {
        const QCborValue value = input.value(member.name);
        if (shapes.contains(member.target->name) && value.isString())
            input[member.name] = value.toString().section(u'/', -1);
    }
}

void dropEmptyLists(const model::Shape &shape, QCborMap &input)
{
    for (const model::Member &member : shape.members) {
        const QCborValue value = input.value(member.name);
        if (member.location == model::Location::Header && value.isArray() && value.toArray().isEmpty())
            input.remove(member.name);
    }
}

// Protocols that put members into headers; the others write all of an input into one body.
bool hasHeaders(const QList<model::Protocol> &protocols)
{
    return protocols.contains(model::Protocol::RestJson) || protocols.contains(model::Protocol::RestXml);
}

QCborValue decodedText(const QCborValue &value)
{
    if (!value.isString())
        return value;
    return QString::fromUtf8(QByteArray::fromPercentEncoding(value.toString().toUtf8().replace('+', ' ')));
}

void decode(QCborMap &output, const QString &path)
{
    const QString name = path.section(u'.', 0, 0);
    const QString inner = path.section(u'.', 1);
    const QCborValue value = output.value(name);
    if (value.isString() && inner.isEmpty())
        output[name] = decodedText(value);
    if (!value.isArray() || inner.isEmpty())
        return;
    QCborArray list;
    for (const QCborValue &item : value.toArray()) {
        QCborMap map = item.toMap();
        if (map.contains(inner))
            map[inner] = decodedText(map.value(inner));
        list.append(map);
    }
    output[name] = list;
}

} // namespace

QCborMap rewritten(const model::Operation &operation, QCborMap input)
{
    const Quirks &quirks = quirksOf(operation);
    for (const auto &[name, value] : quirks.defaults) {
        if (isAbsent(input.value(name.toString())))
            input.insert(name, value);
    }
    for (const QString &name : quirks.encoded) {
        const QCborValue value = input.value(name);
        if (value.isString())
            input[name] = encodedSource(value.toString());
        else if (value.isMap())
            input[name] = sourceText(value);
    }
    for (const QString &name : quirks.base64) {
        if (const QCborValue value = input.value(name); value.isString())
            input[name] = base64(value.toString().toUtf8());
    }
    for (const auto &[key, digest] : quirks.keyDigests)
        digestKey(input, key, digest);
    if (!quirks.lastSegments.isEmpty())
        keepLastSegments(*operation.input, quirks.lastSegments, input);
    if (quirks.omitsEmptyLists && hasHeaders(operation.service->protocols))
        dropEmptyLists(*operation.input, input);
    return input;
}

QCborMap readable(const model::Operation &operation, QCborMap output)
{
    const Quirks &quirks = quirksOf(operation);
    if (quirks.decoded.isEmpty())
        return output;
    // Encoded as the default asked for, or as the answer says it is.
    for (const auto &[name, value] : quirks.defaults) {
        if (output.value(name.toString()) != value)
            return output;
    }
    for (const QString &path : quirks.decoded)
        decode(output, path);
    return output;
}

} // namespace formwork::quirks
