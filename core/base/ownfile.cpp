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
    // Qt 6.4's commit() does not notice that the last bytes found no room; flush() does.
    const bool isWritten = file.open(QIODevice::WriteOnly) && file.setPermissions(ownerOnly)
        && file.write(bytes) == bytes.size() && file.flush() && file.commit();
    return isWritten ? QString() : file.errorString();
}

} // namespace formwork
