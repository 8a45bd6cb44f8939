// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include "base/tr.h"
#include "transfer/streams.h"
#include "transfer/upload.h"

#include <QCborMap>
#include <QElapsedTimer>
#include <QLocale>

#include <cstdio>
#include <memory>

#include <unistd.h>

namespace formwork::cli
{

namespace
{

constexpr qint64 kInterval = 200; // milliseconds between two lines of progress

QString amount(qint64 done, qint64 of)
{
    const QLocale words = QLocale::c();
    const QString so = words.formattedDataSize(done);
    return of < 0 ? so : Tr::tr("%1 of %2").arg(so, words.formattedDataSize(of));
}

// One line that is written over, on standard error.
class Meter
{
public:
    void show(const client::Transferred &moved)
    {
        const bool isDown = moved.received > 0;
        const bool isWhole = isDown ? moved.received == moved.toReceive : moved.sent == moved.toSend;
        if (m_since.isValid() && m_since.elapsed() < kInterval && !isWhole)
            return;
        m_since.start();
        const QString text = isDown ? Tr::tr("received %1").arg(amount(moved.received, moved.toReceive))
                                    : Tr::tr("sent %1").arg(amount(moved.sent, moved.toSend));
        const QByteArray line = '\r' + text.leftJustified(50).toUtf8() + (isWhole ? "\n" : "");
        std::fwrite(line.constData(), 1, static_cast<size_t>(line.size()), stderr);
    }

private:
    QElapsedTimer m_since;
};

} // namespace

Result<QCborValue> withFiles(const Arguments &arguments, const model::Operation &operation,
                             const QCborValue &input)
{
    const auto named = document::fileIn(*operation.input, input); // {"$file": path}
    const bool isUnread = named && !named->isRead();
    if (arguments.upload.isEmpty() && !isUnread)
        return input;
    const Result<transfer::UploadFile> file =
        transfer::uploadFile(isUnread ? named->path : arguments.upload, transfer::readingFor(operation));
    if (!file)
        return std::unexpected(file.error());
    QCborValue rest = input;
    if (isUnread && arguments.upload.isEmpty()) {
        QCborMap map = input.toMap();
        map.remove(document::blobPayload(*operation.input)->name);
        rest = map;
    }
    return transfer::withUpload(operation, rest, *file);
}

Result<void> addFiles(const Arguments &arguments, const model::Operation &operation,
                      client::CallOptions &options)
{
    options.outputFile = arguments.outputFile;
    if (arguments.outputFile.isEmpty() && transfer::answersData(operation) && ::isatty(STDOUT_FILENO) == 1)
        return failure(
            Phase::Local, QStringLiteral("OutputMissing"),
            Tr::tr("%1 answers data that is not for a terminal.").arg(operation.name),
            Tr::tr("Name a file for it with --output-file, or send the output elsewhere. Nothing was sent."));
    const bool hasFiles = !arguments.upload.isEmpty() || !arguments.outputFile.isEmpty();
    if (hasFiles && ::isatty(STDERR_FILENO) == 1)
        options.transferred = [meter = std::make_shared<Meter>()](const client::Transferred &moved) {
            meter->show(moved);
        };
    return {};
}

} // namespace formwork::cli
