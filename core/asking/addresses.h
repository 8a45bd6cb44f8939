// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "credentials/profile.h"
#include "endpoint/resolve.h"

#include <QCoroTask>
#include <QDateTime>
#include <QHash>

#include <memory>
#include <optional>

namespace formwork::asking
{

struct Question;

// The addresses that services have named for an account, while they are good; one a program.
class DiscoveredAddresses
{
public:
    [[nodiscard]] std::optional<QByteArray> find(const QByteArray &of, const QDateTime &now) const;
    void keep(const QByteArray &of, const QByteArray &authority, const QDateTime &end);
    void forget(const QByteArray &authority); // one that turned out to be no longer good

private:
    struct Entry {
        QByteArray authority;
        QDateTime end;
    };
    QHash<QByteArray, Entry> m_entries;
};

// Where a request goes: to its endpoint, or for services that can only be used so to the address that they
// name for the account when they are asked. An endpoint of one's own is never asked.
QCoro::Task<Result<endpoint::Endpoint>> discovered(Question question, endpoint::Endpoint endpoint);

} // namespace formwork::asking
