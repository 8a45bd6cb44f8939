// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborValue>
#include <QDateTime>

#include <optional>

// A file in place of a blob that is the whole body of a request or of an answer. A document holds where it is
// and what it was: {"$file": path, "size": n, "modified": time, "sha256": hex, "md5": hex, "treeHash": hex}.
namespace formwork::document
{

struct FileBody {
    QString path; // absolute
    qint64 size = 0;
    QDateTime modified; // UTC; invalid: not known
    QByteArray sha256; // hex; empty: chosen, but not read yet
    QByteArray md5; // hex
    QByteArray treeHash; // hex, of the services that ask for it
    bool operator==(const FileBody &) const = default;

    [[nodiscard]] bool isRead() const { return !sha256.isEmpty(); }
};

[[nodiscard]] QCborValue toValue(const FileBody &file);
[[nodiscard]] std::optional<FileBody> fileBodyOf(const QCborValue &value);

// A file as it stands there now, not read yet; of a file that is not there only the path is known.
[[nodiscard]] FileBody chosenFile(const QString &path);

// The blob that is the whole body; null if there is none.
[[nodiscard]] const model::Member *blobPayload(const model::Shape &shape);

// The same where it is a stream, which may be of any size.
[[nodiscard]] const model::Member *streamedPayload(const model::Shape &shape);

// The file in the place of the body of an input.
[[nodiscard]] std::optional<FileBody> fileIn(const model::Shape &shape, const QCborValue &input);

} // namespace formwork::document
