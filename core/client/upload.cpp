// SPDX-License-Identifier: Apache-2.0
#include "client/upload.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QCoroFuture>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <memory>

namespace formwork::client
{

namespace
{

constexpr qint64 kBlock = 1024 * 1024;
const auto kFile = QLatin1StringView("$file");
const auto kSize = QLatin1StringView("size");
const auto kModified = QLatin1StringView("modified");
const auto kSha256 = QLatin1StringView("sha256");
const auto kMd5 = QLatin1StringView("md5");

QString tr(const char *text) { return QCoreApplication::translate("Call", text); }

std::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return failure(Phase::Local, QStringLiteral("UploadFile"),
                   tr("The file %1 cannot be read: %2.").arg(path, why),
                   tr("Name a readable file. Nothing was sent."));
}

std::unexpected<Error> changed(const QString &path)
{
    return failure(Phase::Local, QStringLiteral("UploadChanged"),
                   tr("The file %1 is not what it was when this request was made.").arg(path),
                   tr("Nothing was sent. Put the old file back, or send the new one as a new request."));
}

} // namespace

Result<UploadFile> uploadFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return unreadable(path, info.exists() ? tr("it is not a file") : tr("it does not exist"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(path, file.errorString());
    UploadFile result{info.absoluteFilePath(), 0, info.lastModified().toUTC(), {}, {}};
    QCryptographicHash sha256(QCryptographicHash::Sha256);
    QCryptographicHash md5(QCryptographicHash::Md5);
    QByteArray block(kBlock, Qt::Uninitialized);
    for (;;) {
        const qint64 count = file.read(block.data(), block.size());
        if (count < 0)
            return unreadable(path, file.errorString());
        if (count == 0)
            break;
        sha256.addData(QByteArrayView(block).first(count));
        md5.addData(QByteArrayView(block).first(count));
        result.size += count;
    }
    result.sha256 = sha256.result().toHex();
    result.md5 = md5.result().toHex();
    return result;
}

QCborValue toValue(const UploadFile &file)
{
    return QCborMap{{kFile, file.path},
                    {kSize, file.size},
                    {kModified, file.modified.toString(Qt::ISODateWithMs)},
                    {kSha256, QString::fromLatin1(file.sha256)},
                    {kMd5, QString::fromLatin1(file.md5)}};
}

std::optional<UploadFile> uploadFileOf(const QCborValue &value)
{
    const QCborMap map = value.toMap();
    if (!value.isMap() || !map.value(kFile).isString())
        return {};
    return UploadFile{map.value(kFile).toString(), map.value(kSize).toInteger(),
                      QDateTime::fromString(map.value(kModified).toString(), Qt::ISODateWithMs),
                      map.value(kSha256).toString().toLatin1(), map.value(kMd5).toString().toLatin1()};
}

const model::Member *blobPayload(const model::Shape &shape)
{
    const auto found = std::ranges::find_if(shape.members, [](const model::Member &member) {
        return member.location == model::Location::Payload && member.target->type == model::ShapeType::Blob;
    });
    return found == shape.members.end() ? nullptr : &*found;
}

Result<QCborValue> withUpload(const model::Operation &operation, const QCborValue &input,
                              const UploadFile &file)
{
    const model::Member *member = blobPayload(*operation.input);
    if (!member)
        return failure(
            Phase::Input, QStringLiteral("NoUpload"),
            tr("%1 takes no file: none of its members is the body of the request.").arg(operation.name),
            tr("Give its input as JSON."));
    QCborMap map = input.toMap();
    if (!map.value(member->name).isUndefined())
        return failure(Phase::Input, QStringLiteral("UploadTwice"),
                       tr("%1 is given in the input and as a file.").arg(member->name),
                       tr("Give one of the two."));
    map.insert(member->name, toValue(file));
    return map;
}

std::optional<UploadFile> takeUpload(const model::Operation &operation, QCborValue &input)
{
    const model::Member *member = blobPayload(*operation.input);
    if (!member || !input.isMap())
        return {};
    std::optional<UploadFile> file = uploadFileOf(input.toMap().value(member->name));
    if (file) {
        QCborMap map = input.toMap();
        map[member->name] = QByteArray("");
        input = map;
    }
    return file;
}

QCoro::Task<Result<void>> checkUnchanged(UploadFile file, bool wholly)
{
    const QFileInfo info(file.path);
    if (!info.isFile())
        co_return unreadable(file.path, tr("it does not exist any more"));
    if (info.size() != file.size)
        co_return changed(file.path);
    if (!wholly && info.lastModified().toUTC() == file.modified)
        co_return Result<void>();
    const auto promise = std::make_shared<QPromise<std::shared_ptr<Result<UploadFile>>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path = file.path] {
        promise->addResult(std::make_shared<Result<UploadFile>>(uploadFile(path)));
        promise->finish();
    });
    const std::shared_ptr<Result<UploadFile>> now = co_await promise->future();
    if (!*now)
        co_return std::unexpected(now->error());
    if ((*now)->sha256 != file.sha256)
        co_return changed(file.path);
    co_return Result<void>();
}

} // namespace formwork::client
