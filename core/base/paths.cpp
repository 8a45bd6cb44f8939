// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"

#include "base/tr.h"

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
        return failure(Phase::Local, QStringLiteral("DataDirectory"),
                       Tr::tr("The data directory %1 cannot be used: %2.").arg(m_dataDirectory, why),
                       Tr::tr("Choose another one with --data-dir or FORMWORK_DATA_DIR."));
    };
    const QFileInfo info(m_dataDirectory);
    if (info.exists() && !info.isDir())
        return cannot(Tr::tr("a file of that name is in its place"));
    if (!info.exists()) {
        if (!QDir().mkpath(m_dataDirectory))
            return cannot(Tr::tr("it does not exist and cannot be created"));
        QFile::setPermissions(m_dataDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    if (!QFileInfo(m_dataDirectory).isWritable())
        return cannot(Tr::tr("it is read-only"));
    return {};
}

} // namespace formwork
