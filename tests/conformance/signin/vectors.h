// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
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

inline void copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to + path.sliced(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QFile::copy(path, copy);
        QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner);
    }
}

// Either a list, or the cases of an object.
inline QJsonArray cases(const QJsonDocument &document)
{
    return document.isArray() ? document.array() : document.object()[QStringLiteral("cases")].toArray();
}

} // namespace vectors

#define VECTORS_OR_SKIP(document, name)                                                                      \
    const std::optional<QJsonDocument> document = vectors::read(QStringLiteral(name));                       \
    if (!document)                                                                                           \
    QSKIP("No vectors here: set FORMWORK_SHARED to a folder that has conformance/" name ".")
