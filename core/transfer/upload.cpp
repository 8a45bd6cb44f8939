// SPDX-License-Identifier: Apache-2.0
#include "transfer/upload.h"

#include "base/tr.h"
#include "protocol/checksum.h"
#include "quirks/quirks.h"

#include <QCborMap>
#include <QCoroFuture>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <memory>

namespace formwork::transfer
{

namespace
{

using FileRead = std::shared_ptr<Result<UploadFile>>;

std::unexpected<Error> unreadable(const QString &path, const QString &why)
{
    return failure(Phase::Local, QStringLiteral("UploadFile"),
                   Tr::tr("The file %1 cannot be read: %2.").arg(path, why),
                   Tr::tr("Name a readable file. Nothing was sent."));
}

std::unexpected<Error> changed(const QString &path)
{
    return failure(Phase::Local, QStringLiteral("UploadChanged"),
                   Tr::tr("The file %1 is not what it was when this request was made.").arg(path),
                   Tr::tr("Nothing was sent. Put the old file back, or send the new one as a new request."));
}

struct Digests {
    QCryptographicHash sha256{QCryptographicHash::Sha256};
    QCryptographicHash md5{QCryptographicHash::Md5};
    QByteArrayList leaves; // of the tree

    void add(QByteArrayView block, bool isLeaf)
    {
        sha256.addData(block);
        md5.addData(block);
        if (isLeaf && (!block.isEmpty() || leaves.isEmpty()))
            leaves.append(QCryptographicHash::hash(block.toByteArray(), QCryptographicHash::Sha256));
    }
};

// As many bytes as there are, up to the size of the block; -1: an error.
qint64 fill(QFile &file, QByteArray &block)
{
    qint64 count = 0;
    while (count < block.size()) {
        const qint64 more = file.read(block.data() + count, block.size() - count);
        if (more < 0)
            return -1;
        if (more == 0)
            break;
        count += more;
    }
    return count;
}

// On another thread; how far it is comes to this one.
QCoro::Task<FileRead> readElsewhere(QString path, Reading reading,
                                    std::function<void(const transport::Transferred &)> transferred,
                                    transport::CancellationPtr cancellation)
{
    constexpr qint64 unit = 1024 * 1024; // the progress of a future counts in int
    const auto isStopped = std::make_shared<std::atomic_bool>(cancellation && cancellation->isCancelled());
    const auto listener = transport::whenCancelled(cancellation, [isStopped] { *isStopped = true; });
    const auto promise = std::make_shared<QPromise<FileRead>>();
    promise->start();
    const qint64 size = QFileInfo(path).size();
    promise->setProgressRange(0, static_cast<int>(size / unit) + 1);
    QFutureWatcher<FileRead> watcher;
    if (transferred)
        QObject::connect(&watcher, &QFutureWatcherBase::progressValueChanged, &watcher,
                         [transferred, size](int done) {
                             transport::Transferred moved;
                             moved.read = std::min(done * unit, size);
                             moved.toRead = size;
                             transferred(moved);
                         });
    watcher.setFuture(promise->future());
    QThreadPool::globalInstance()->start([promise, path, reading, isStopped]() mutable {
        reading.goesOn = [promise, isStopped](qint64 done) {
            promise->setProgressValue(static_cast<int>(done / unit));
            return !*isStopped;
        };
        promise->addResult(std::make_shared<Result<UploadFile>>(uploadFile(path, reading)));
        promise->finish();
    });
    co_return co_await promise->future();
}

} // namespace

Reading readingFor(const model::Operation &operation) { return {quirks::quirksOf(operation).treeHash, {}}; }

Result<UploadFile> uploadFile(const QString &path, const Reading &reading)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return unreadable(path, info.exists() ? Tr::tr("it is not a file") : Tr::tr("it does not exist"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return unreadable(path, file.errorString());
    UploadFile result = document::chosenFile(path);
    Digests digests;
    result.size = 0;
    QByteArray block(protocol::kTreeLeaf, Qt::Uninitialized);
    for (bool isOver = false; !isOver;) {
        const qint64 count = fill(file, block);
        if (count < 0)
            return unreadable(path, file.errorString());
        isOver = count < block.size();
        digests.add(QByteArrayView(block).first(count), reading.withTreeHash);
        result.size += count;
        if (reading.goesOn && !reading.goesOn(result.size))
            return failure(Phase::Local, QStringLiteral("Cancelled"), Tr::tr("Cancelled, nothing was sent."));
    }
    result.sha256 = digests.sha256.result().toHex();
    result.md5 = digests.md5.result().toHex();
    if (reading.withTreeHash)
        result.treeHash = protocol::treeHashOf(digests.leaves);
    return result;
}

QCoro::Task<InputRead> withFileRead(model::OperationPtr operation, QCborValue input,
                                    std::function<void(const transport::Transferred &)> transferred,
                                    transport::CancellationPtr cancellation)
{
    const std::optional<UploadFile> chosen = document::fileIn(*operation->input, input);
    if (!chosen || chosen->isRead())
        co_return InputRead{{}, input};
    const FileRead read =
        co_await readElsewhere(chosen->path, readingFor(*operation), transferred, cancellation);
    if (!*read)
        co_return InputRead{std::unexpected(read->error()), input};
    QCborMap map = input.toMap();
    map[blobPayload(*operation->input)->name] = document::toValue(**read);
    co_return InputRead{{}, map};
}

Result<QCborValue> withUpload(const model::Operation &operation, const QCborValue &input,
                              const UploadFile &file)
{
    const model::Member *member = blobPayload(*operation.input);
    if (!member)
        return failure(
            Phase::Input, QStringLiteral("NoUpload"),
            Tr::tr("%1 takes no file: none of its members is the body of the request.").arg(operation.name),
            Tr::tr("Give its input as JSON."));
    QCborMap map = input.toMap();
    if (!map.value(member->name).isUndefined())
        return failure(Phase::Input, QStringLiteral("UploadTwice"),
                       Tr::tr("%1 is given in the input and as a file.").arg(member->name),
                       Tr::tr("Give one of the two."));
    map.insert(member->name, document::toValue(file));
    return map;
}

std::optional<UploadFile> takeUpload(const model::Operation &operation, QCborValue &input)
{
    const model::Member *member = blobPayload(*operation.input);
    if (!member || !input.isMap())
        return {};
    std::optional<UploadFile> file = document::fileBodyOf(input.toMap().value(member->name));
    if (file) {
        QCborMap map = input.toMap();
        map[member->name] = QByteArray("");
        input = map;
    }
    return file;
}

QCoro::Task<Result<void>> checkUnchanged(UploadFile file, bool wholly,
                                         std::function<void(const transport::Transferred &)> transferred,
                                         transport::CancellationPtr cancellation)
{
    const QFileInfo info(file.path);
    if (!info.isFile())
        co_return unreadable(file.path, Tr::tr("it does not exist any more"));
    if (info.size() != file.size || !file.isRead())
        co_return changed(file.path);
    if (!wholly && info.lastModified().toUTC() == file.modified)
        co_return Result<void>();
    const Reading whole;
    const FileRead now = co_await readElsewhere(file.path, whole, transferred, cancellation);
    if (!*now)
        co_return std::unexpected(now->error());
    if ((*now)->sha256 != file.sha256)
        co_return changed(file.path);
    co_return Result<void>();
}

} // namespace formwork::transfer
