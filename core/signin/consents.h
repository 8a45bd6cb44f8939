// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QSet>
#include <QString>

namespace formwork::signin
{

// Which commands of credential_process a person has allowed to run, by the digest of their whole text: one
// that was changed is asked about again. Read anew each time, because another program may have been asked.
class Consents
{
public:
    explicit Consents(QString file) // empty: for this run alone
        : m_file(std::move(file))
    {
    }
    [[nodiscard]] bool isAllowed(const QString &command) const;
    void allow(const QString &command);

private:
    QString m_file;
    QSet<QByteArray> m_allowed;
};

} // namespace formwork::signin
