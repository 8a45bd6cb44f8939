// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <functional>
#include <memory>

namespace formwork::readers
{

inline constexpr qsizetype kLargestModelFile = qsizetype(64) << 20; // unpacked; AWS's largest has 14 MiB
inline constexpr size_t kDeepestModelFile = 64; // levels of JSON; the deepest that AWS publishes has 46

// A parsed JSON file, plain or gzipped; the elements live as long as this object. One that is parsed again
// holds the new file and keeps its memory.
struct ModelFile {
    QString origin;
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    QByteArray bytes; // kept for the next file only; the elements do not refer to it
    qsizetype size = 0; // of the text
};

using ModelFilePtr = std::shared_ptr<const ModelFile>;

// Where the readers get the parsed files from: read anew each time, or kept for a while.
using FileSource = std::function<Result<ModelFilePtr>(const QString &path)>;

// Only regular files are read: a pipe, a socket or a device in a models folder would keep the reader waiting.
[[nodiscard]] Result<QByteArray> readModelBytes(const QString &path); // unpacked
[[nodiscard]] Result<QByteArray> unpacked(const QByteArray &bytes, const QString &origin);
[[nodiscard]] Result<ModelFilePtr> parseModel(QByteArray bytes, const QString &origin);
[[nodiscard]] Result<ModelFilePtr> openModelFile(const QString &path); // reads and parses

// The same into a file that is used again and again, which spares most of the memory traffic.
[[nodiscard]] Result<void> openModelFile(const QString &path, ModelFile &file);

} // namespace formwork::readers
