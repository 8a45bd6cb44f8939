// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

namespace formwork
{

Paths Paths::fromEnvironment(const QString &overrideDirectory)
{
    if (!overrideDirectory.isEmpty())
        return Paths(QDir(overrideDirectory).absolutePath());
    const QString fromEnvironment = qEnvironmentVariable("FORMWORK_DATA_DIR");
    if (!fromEnvironment.isEmpty())
        return Paths(QDir(fromEnvironment).absolutePath());
    return Paths(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)
                 + QStringLiteral("/formwork"));
}

Result<void> Paths::create() const
{
    const auto cannot = [this](const QString &why) {
        return failure(
            Phase::Local, QStringLiteral("DataDirectory"),
            QCoreApplication::translate("Paths", "The data directory %1 cannot be used: %2.")
                .arg(m_dataDirectory, why),
            QCoreApplication::translate("Paths", "Choose another one with --data-dir or FORMWORK_DATA_DIR."));
    };
    const QFileInfo info(m_dataDirectory);
    if (info.exists() && !info.isDir())
        return cannot(QCoreApplication::translate("Paths", "a file of that name is in its place"));
    if (!info.exists()) {
        if (!QDir().mkpath(m_dataDirectory))
            return cannot(QCoreApplication::translate("Paths", "it does not exist and cannot be created"));
        QFile::setPermissions(m_dataDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (!QFileInfo(m_dataDirectory).isWritable())
        return cannot(QCoreApplication::translate("Paths", "it is read-only"));
    return {};
}

} // namespace formwork
