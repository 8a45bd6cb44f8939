// SPDX-License-Identifier: Apache-2.0
#include "signin/consents.h"

#include <QCryptographicHash>
#include <QFile>

namespace formwork::signin
{

namespace
{

QByteArray digestOf(const QString &command)
{
    return QCryptographicHash::hash(command.toUtf8(), QCryptographicHash::Sha256).toHex();
}

} // namespace

bool Consents::isAllowed(const QString &command) const
{
    const QByteArray digest = digestOf(command);
    if (m_allowed.contains(digest))
        return true;
    QFile file(m_file);
    return !m_file.isEmpty() && file.open(QIODevice::ReadOnly) && file.readAll().split('\n').contains(digest);
}

void Consents::allow(const QString &command)
{
    const QByteArray digest = digestOf(command);
    m_allowed.insert(digest);
    QFile file(m_file);
    const bool isOpen = !m_file.isEmpty() && file.open(QIODevice::WriteOnly | QIODevice::Append);
    if (isOpen && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        file.write(digest + '\n'); // one write: two programs do not mix their lines
}

} // namespace formwork::signin
