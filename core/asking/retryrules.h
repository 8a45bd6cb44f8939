// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.h"
#include "base/http.h"

#include <QDateTime>
#include <QHash>

#include <chrono>
#include <optional>

// When a failed attempt is repeated and after how long: the rules the AWS SDKs agreed on for 2026, and one
// stricter one. Pure: no clocks, no timers, no randomness of its own.
namespace formwork::asking
{

enum class RetryReason {
    None, // repeating it would not help
    Transient, // the service or the way to it was not well
    Throttling, // the service said it did nothing, and to come back later
};

[[nodiscard]] RetryReason retryReason(const Error &error);

// An operation that a service may carry out twice: no client token, neither read-only nor idempotent.
enum class Repeatable { Yes, No };

// Whether an attempt that failed like this may be repeated without anyone being asked. One that may not be
// carried out twice is repeated only where the service said it did nothing, or nothing left this machine.
[[nodiscard]] bool mayRepeat(const Error &error, Repeatable repeatable);

// The figures of a service, by the AWS CLI's name.
struct RetryFigures {
    int maxAttempts = 3;
    std::chrono::milliseconds scale{50};
};
[[nodiscard]] RetryFigures retryFigures(QStringView serviceId);

// Before attempt `attempt` + 1. `fraction` is uniform in [0, 1); `asked` is the service's x-amz-retry-after,
// which wins within the computed delay and five seconds more.
[[nodiscard]] std::chrono::milliseconds retryDelay(RetryReason reason, int attempt,
                                                   const RetryFigures &figures, double fraction,
                                                   std::optional<std::chrono::milliseconds> asked);
[[nodiscard]] std::optional<std::chrono::milliseconds> retryAfter(const http::Headers &headers);

// How long the service asks to wait, in either header: Retry-After has seconds or a date. Nothing: it does
// not.
[[nodiscard]] std::optional<std::chrono::milliseconds> askedToWait(const http::Headers &headers,
                                                                   const QDateTime &now);
// A delay with Retry-After kept too, up to the longest delay.
[[nodiscard]] std::chrono::milliseconds withWait(std::chrono::milliseconds delay,
                                                 const http::Headers &headers, const QDateTime &now);

// What keeps a program from hammering a service that is down: every retry costs, success pays back, and with
// an empty bucket nothing is retried. One a program.
class RetryQuota
{
public:
    static constexpr int kCapacity = 500;

    [[nodiscard]] std::optional<int> take(RetryReason reason); // the cost; empty: not enough left
    void succeeded(int costOfRetry); // 0: it was no retry
    [[nodiscard]] int available() const { return m_available; }

private:
    int m_available = kCapacity;
};

// How far the clocks of services are from ours, learnt from their answers; by authority of the endpoint.
class ClockOffsets
{
public:
    [[nodiscard]] std::chrono::milliseconds offset(const QByteArray &authority) const
    {
        return m_offsets.value(authority);
    }
    void learn(const QByteArray &authority, std::chrono::milliseconds offset)
    {
        m_offsets.insert(authority, offset);
    }

private:
    QHash<QByteArray, std::chrono::milliseconds> m_offsets;
};

// Whether the signature was refused because of the time in it: the service's own time, if it is more than
// four minutes from `signedAt`.
[[nodiscard]] std::optional<QDateTime> skewedServerTime(const Error &error, const http::Headers &headers,
                                                        const QDateTime &signedAt);

} // namespace formwork::asking
