// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "document/filebody.h"
#include "model/service.h"
#include "transport/transport.h"

#include <QCborValue>
#include <QCoroTask>

#include <functional>
#include <optional>

// A file as the whole body of a request (document/filebody.h).
namespace formwork::transfer
{

using UploadFile = document::FileBody;
using document::blobPayload;

struct Reading {
    bool withTreeHash = false;
    std::function<bool(qint64 done)> goesOn; // told now and then, on the reading thread; false: stop
};

[[nodiscard]] Reading readingFor(const model::Operation &operation);

// Reads the file once, from its beginning to its end. Error: Phase::Local, "UploadFile" or "Cancelled".
[[nodiscard]] Result<UploadFile> uploadFile(const QString &path, const Reading &reading = {});

// An input whose file was chosen and not read yet, with the file as it is now; read on another thread, told
// of as Transferred::read. Any other input comes back as it is. Errors as of uploadFile().
struct InputRead {
    Result<void> done;
    QCborValue input;
};
QCoro::Task<InputRead> withFileRead(model::OperationPtr operation, QCborValue input,
                                    std::function<void(const transport::Transferred &)> transferred,
                                    transport::CancellationPtr cancellation);

// The input with the file in the place of its body. Error: Phase::Input where the operation has no such place
// or it is taken.
[[nodiscard]] Result<QCborValue> withUpload(const model::Operation &operation, const QCborValue &input,
                                            const UploadFile &file);

// Takes the file out of an input, which keeps an empty blob in its place.
[[nodiscard]] std::optional<UploadFile> takeUpload(const model::Operation &operation, QCborValue &input);

// Whether the file still is what it was; `wholly`: by its bytes, which are read on another thread, else only
// where its size or time are others. Error: Phase::Local, "UploadFile" or "UploadChanged".
QCoro::Task<Result<void>> checkUnchanged(UploadFile file, bool wholly,
                                         std::function<void(const transport::Transferred &)> transferred = {},
                                         transport::CancellationPtr cancellation = {});

} // namespace formwork::transfer
