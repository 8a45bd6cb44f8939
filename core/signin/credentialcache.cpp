// SPDX-License-Identifier: Apache-2.0
#include "signin/credentialcache.h"

#include <QCoroFuture>
#include <QPromise>

namespace formwork::signin
{

using credentials::Credentials;

namespace
{

constexpr std::chrono::minutes kAdvisory{15};
constexpr std::chrono::minutes kMandatory{10};
constexpr std::chrono::seconds kOneAttempt{60};

} // namespace

struct CredentialCache::Entry {
    std::optional<Credentials> credentials;
    std::optional<Clock::Elapsed> triedAt;
    std::optional<QFuture<Result<Credentials>>> running; // that the others wait for
};

// A value of its own, because co_return moves what it is given, even out of a list.
Result<Credentials> CredentialCache::keptBy(const Entry &entry) { return *entry.credentials; }

CredentialCache::CredentialCache(ClockPtr clock)
    : m_clock(std::move(clock))
{
}

bool CredentialCache::isGood(const Entry &entry, std::chrono::seconds left) const
{
    return entry.credentials
        && (!entry.credentials->expiresAt.isValid()
            || m_clock->nowUtc().addSecs(left.count()) < entry.credentials->expiresAt);
}

// Whoever waits for what is being got now gets that.
void CredentialCache::forget(const QString &accessKeyId)
{
    m_entries.removeIf([&](const auto &entry) {
        const std::optional<Credentials> &kept = entry.value()->credentials;
        return kept && kept->accessKeyId == accessKeyId && !entry.value()->running;
    });
}

void CredentialCache::clear()
{
    m_entries.removeIf([](const auto &entry) { return !entry.value()->running; });
}

QCoro::Task<Result<Credentials>> CredentialCache::get(CachePtr cache, QByteArray key, Fetch fetch)
{
    std::shared_ptr<Entry> &known = cache->m_entries[key];
    if (!known)
        known = std::make_shared<Entry>();
    const std::shared_ptr<Entry> entry = known;
    const bool wasJustTried = entry->triedAt && cache->m_clock->elapsed() - *entry->triedAt < kOneAttempt;
    if (cache->isGood(*entry, kAdvisory) || (wasJustTried && cache->isGood(*entry, std::chrono::seconds(0))))
        co_return keptBy(*entry);
    if (entry->running) {
        if (cache->isGood(*entry, kMandatory))
            co_return keptBy(*entry);
        const QFuture<Result<Credentials>> running = *entry->running;
        const Result<Credentials> shared = co_await running;
        co_return shared;
    }
    QPromise<Result<Credentials>> promise;
    promise.start();
    entry->running = promise.future();
    Result<Credentials> fetched = co_await fetch();
    entry->triedAt = cache->m_clock->elapsed();
    if (fetched)
        entry->credentials = *fetched;
    else if (cache->isGood(*entry, kMandatory))
        fetched = *entry->credentials;
    entry->running.reset();
    promise.addResult(fetched);
    promise.finish();
    co_return fetched;
}

} // namespace formwork::signin
