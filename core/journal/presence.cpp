// SPDX-License-Identifier: Apache-2.0
#include "journal/presence.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace formwork::journal
{

QString Presence::path(size_t part) const { return m_file + QLatin1String(kParts[part]); }

std::optional<Presence::Identity> Presence::identityOf(const QString &path)
{
#ifdef Q_OS_UNIX
    struct stat found{};
    if (::stat(QFile::encodeName(path).constData(), &found) == 0)
        return Identity{static_cast<quint64>(found.st_dev), static_cast<quint64>(found.st_ino)};
#else
    Q_UNUSED(path)
#endif
    return std::nullopt;
}

void Presence::noteFile() { m_known[0] = identityOf(m_file); }

void Presence::noteAll()
{
    for (size_t part = 0; part < kParts.size(); ++part) {
        if (!m_known[part])
            m_known[part] = identityOf(path(part));
    }
}

bool Presence::isWhereItWas() const
{
    for (size_t part = 0; part < kParts.size(); ++part) {
        if (m_known[part] && identityOf(path(part)) != m_known[part])
            return false;
    }
    return true;
}

} // namespace formwork::journal
