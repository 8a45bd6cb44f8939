// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "model/service.h"

#include <QCborValue>
#include <QCoroTask>
#include <QDateTime>

#include <optional>

// A file in place of a blob that is the whole body of a request. The document, and with it the history, holds
// where it is and what it was: {"$file": path, "size": n, "modified": time, "sha256": hex, "md5": hex}.
namespace formwork::client
{

struct UploadFile {
    QString path; // absolute
    qint64 size = 0;
    QDateTime modified; // UTC
    QByteArray sha256; // hex
    QByteArray md5; // hex
    bool operator==(const UploadFile &) const = default;
};

// Reads the file once, from its beginning to its end. Error: Phase::Local, "UploadFile".
[[nodiscard]] Result<UploadFile> uploadFile(const QString &path);

[[nodiscard]] QCborValue toValue(const UploadFile &file);
[[nodiscard]] std::optional<UploadFile> uploadFileOf(const QCborValue &value);

// The blob that is the whole body; null if there is none.
[[nodiscard]] const model::Member *blobPayload(const model::Shape &shape);

// The input with the file in the place of its body. Error: Phase::Input where the operation has no such place
// or it is taken.
[[nodiscard]] Result<QCborValue> withUpload(const model::Operation &operation, const QCborValue &input,
                                            const UploadFile &file);

// Takes the file out of an input, which keeps an empty blob in its place.
[[nodiscard]] std::optional<UploadFile> takeUpload(const model::Operation &operation, QCborValue &input);

// Whether the file still is what it was; `wholly`: by its bytes, which are read on another thread, else only
// where its size or time are others. Error: Phase::Local, "UploadFile" or "UploadChanged".
QCoro::Task<Result<void>> checkUnchanged(UploadFile file, bool wholly);

} // namespace formwork::client
