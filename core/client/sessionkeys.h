// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"

#include <QCoroTask>
#include <QDateTime>
#include <QHash>

#include <memory>
#include <optional>

namespace formwork::client
{

struct Recorded;

// The keys of sessions that are still good, in memory only; one a program.
class SessionCache
{
public:
    [[nodiscard]] std::optional<credentials::Credentials> find(const QByteArray &of,
                                                               const QDateTime &now) const;
    void keep(const QByteArray &of, const credentials::Credentials &keys, const QDateTime &end);

private:
    struct Entry {
        credentials::Credentials keys;
        QDateTime end;
    };
    QHash<QByteArray, Entry> m_entries;
};

// What a request is signed with: the keys of the account, or where its scheme asks for them those of a
// session. That begins with a call of its own, which creates nothing and so is no row of the history.
QCoro::Task<Result<credentials::Credentials>>
signingKeys(std::shared_ptr<const Recorded> recorded, bool needsSession, credentials::Credentials account);

} // namespace formwork::client
