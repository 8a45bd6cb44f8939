// SPDX-License-Identifier: Apache-2.0
#include "base/ownfile.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

namespace formwork
{

QString writeOwnFile(const QString &path, const QByteArray &bytes)
{
    constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
    const QString folder = QFileInfo(path).absolutePath();
    QDir().mkpath(folder);
    QFile::setPermissions(folder, ownerOnly | QFileDevice::ExeOwner);
    QSaveFile file(path);
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(bytes) == bytes.size() && file.commit();
    return isWritten ? QString() : file.errorString();
}

} // namespace formwork
