// SPDX-License-Identifier: Apache-2.0
#include "base/paths.h"

#include "base/tr.h"

#include <QDir>
#include <QFile>
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
    if (!info.exists() && !QDir().mkpath(m_dataDirectory))
        return cannot(Tr::tr("it does not exist and cannot be created"));
    if (isOpenToOthers() && isOurOwn())
        QFile::setPermissions(m_dataDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!QFileInfo(m_dataDirectory).isWritable())
        return cannot(Tr::tr("it is read-only"));
    return {};
}

QString Paths::exposure() const
{
    if (!isOpenToOthers())
        return {};
    return Tr::tr(
               "The data directory %1 can be read by other users of this computer: the history and the list "
               "of accounts are in it, with secrets sealed.")
               .arg(m_dataDirectory)
        + u' ' + Tr::tr("Close it (chmod 700), or choose another one with --data-dir or FORMWORK_DATA_DIR.");
}

bool Paths::isOpenToOthers() const
{
    constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther
        | QFile::WriteOther | QFile::ExeOther;
    return (QFileInfo(m_dataDirectory).permissions() & kOthers) != 0;
}

// A folder of the person's that holds other things too is not ours to close.
bool Paths::isOurOwn() const
{
    return QFile::exists(history()) || QFile::exists(profiles()) || QDir(m_dataDirectory).isEmpty();
}

} // namespace formwork
