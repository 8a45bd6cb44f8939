// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "credentials/profile.h"

#include <QCoroTask>
#include <QHash>

#include <functional>

namespace formwork::signin
{

// Credentials in memory for this run, got anew before they end: once, however many wait. With more than 15
// minutes left what is there is used; below, it is tried, and what is there is kept when that fails; what has
// less than 10 minutes left is no longer given out unless it was got within the last minute.
class CredentialCache
{
public:
    explicit CredentialCache(ClockPtr clock);
    using Fetch = std::function<QCoro::Task<Result<credentials::Credentials>>()>;
    using CachePtr = std::shared_ptr<CredentialCache>;

    static QCoro::Task<Result<credentials::Credentials>> get(CachePtr cache, QByteArray key, Fetch fetch);
    void forget(const QString &accessKeyId); // a service said that they are no longer good
    void clear(); // somebody signed in or out

private:
    struct Entry;
    [[nodiscard]] static Result<credentials::Credentials> keptBy(const Entry &entry);
    [[nodiscard]] bool isGood(const Entry &entry, std::chrono::seconds left) const;

    ClockPtr m_clock;
    QHash<QByteArray, std::shared_ptr<Entry>> m_entries;
};

} // namespace formwork::signin
