// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <simdjson.h>

#include <memory>

namespace formwork::model
{

inline constexpr qsizetype kLargestModelFile = qsizetype(256) << 20; // unpacked
inline constexpr size_t kDeepestModelFile = 64; // levels of JSON; the deepest that AWS publishes has 46

// A parsed JSON file, plain or gzipped; the elements live as long as this object.
struct ModelFile {
    QString origin;
    simdjson::dom::parser parser;
    simdjson::dom::element root;
};

using ModelFilePtr = std::unique_ptr<ModelFile>;

[[nodiscard]] Result<QByteArray> readModelBytes(const QString &path); // unpacked
[[nodiscard]] Result<QByteArray> unpacked(const QByteArray &bytes, const QString &origin);
[[nodiscard]] Result<ModelFilePtr> parseModel(QByteArray bytes, const QString &origin);

} // namespace formwork::model
