// SPDX-License-Identifier: Apache-2.0
#include "document/filebody.h"

#include <QCborMap>
#include <QFileInfo>

#include <algorithm>

namespace formwork::document
{

namespace
{

const auto kFile = QLatin1StringView("$file");
const auto kSize = QLatin1StringView("size");
const auto kModified = QLatin1StringView("modified");
const auto kSha256 = QLatin1StringView("sha256");
const auto kMd5 = QLatin1StringView("md5");
const auto kTreeHash = QLatin1StringView("treeHash");

} // namespace

QCborValue toValue(const FileBody &file)
{
    QCborMap map{{kFile, file.path}, {kSize, file.size}};
    if (file.modified.isValid())
        map.insert(kModified, file.modified.toString(Qt::ISODateWithMs));
    for (const auto &[name, digest] :
         {std::pair(kSha256, file.sha256), std::pair(kMd5, file.md5), std::pair(kTreeHash, file.treeHash)}) {
        if (!digest.isEmpty())
            map.insert(name, QString::fromLatin1(digest));
    }
    return map;
}

std::optional<FileBody> fileBodyOf(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    if (!value.isMap() || !map.value(kFile).isString())
        return {};
    const auto digest = [&map](QLatin1StringView name) { return map.value(name).toString().toLatin1(); };
    return FileBody{map.value(kFile).toString(),
                    map.value(kSize).toInteger(),
                    QDateTime::fromString(map.value(kModified).toString(), Qt::ISODateWithMs),
                    digest(kSha256),
                    digest(kMd5),
                    digest(kTreeHash)};
}

FileBody chosenFile(const QString &path)
{
    const QFileInfo info(path);
    FileBody file;
    file.path = info.absoluteFilePath();
    if (info.exists()) {
        file.size = info.size();
        file.modified = info.lastModified().toUTC();
    }
    return file;
}

const model::Member *blobPayload(const model::Shape &shape)
{
    const auto found = std::ranges::find_if(shape.members, [](const model::Member &member) {
        return member.location == model::Location::Payload && member.target->type == model::ShapeType::Blob;
    });
    return found == shape.members.end() ? nullptr : &*found;
}

const model::Member *streamedPayload(const model::Shape &shape)
{
    const model::Member *member = blobPayload(shape);
    return member && (member->streaming || member->target->streaming) ? member : nullptr;
}

std::optional<FileBody> fileIn(const model::Shape &shape, const QCborValue &input)
{
    const model::Member *member = blobPayload(shape);
    return member && input.isMap() ? fileBodyOf(input.toMap().value(member->name)) : std::nullopt;
}

} // namespace formwork::document
