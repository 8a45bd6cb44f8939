// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <optional>

// Third-party vectors that are no part of this project; without them these tests skip.
namespace vectors
{

inline QString folder() { return qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/conformance/"); }

inline std::optional<QJsonDocument> read(const QString &name)
{
    QFile file(folder() + name);
    if (qEnvironmentVariableIsEmpty("FORMWORK_SHARED") || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return QJsonDocument::fromJson(file.readAll());
}

} // namespace vectors

#define VECTORS_OR_SKIP(document, name)                                                                      \
    const std::optional<QJsonDocument> document = vectors::read(QStringLiteral(name));                       \
    if (!document)                                                                                           \
    QSKIP("No vectors here: set FORMWORK_SHARED to a folder that has conformance/" name ".")
