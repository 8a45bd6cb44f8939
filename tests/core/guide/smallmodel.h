// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "guide/guide.h"
#include "readers/reader.h"

#include <QFile>
#include <QTest>

// A small operation with every kind of member, and a guide for it, to read and to spoil.
namespace formwork::guide
{

inline QByteArray smallFile(const char *name)
{
    QFile file(QStringLiteral(TEST_DATA_DIR "/small/") + QString::fromUtf8(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline QByteArray smallGuide() { return smallFile("guide.json"); }

// The operation of the small model; null where it cannot be read.
inline model::OperationPtr smallOperation()
{
    const QByteArray bytes = smallFile("model.json");
    const auto service =
        readers::readServiceBytes(bytes, QStringLiteral("small.json"), QStringLiteral("shop"));
    if (!service) {
        qWarning("%s", qPrintable(service.error().message));
        return nullptr;
    }
    const auto operation = readers::readOperationBytes(bytes, *service, u"CreateParcel");
    if (!operation) {
        qWarning("%s", qPrintable(operation.error().message));
        return nullptr;
    }
    return *operation;
}

inline Result<GuidePtr> readSmall(const QByteArray &json, const model::Operation &operation)
{
    return readGuide(json, QStringLiteral("shop.CreateParcel.json"), operation);
}

} // namespace formwork::guide
