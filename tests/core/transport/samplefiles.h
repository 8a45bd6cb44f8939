// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QCryptographicHash>
#include <QFile>

// Data for files that are sent and fetched, and what stands in such files afterwards.
namespace formwork::tests
{

// Bytes of which no part repeats another soon: one that is lost or out of place is seen.
inline QByteArray content(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>((i * 31 + i / 1000) & 0xff);
    return bytes;
}

inline QByteArray contentOf(const QString &path) // empty where there is no such file
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QByteArray sha256(const QByteArray &bytes) // in hexadecimal
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace formwork::tests
