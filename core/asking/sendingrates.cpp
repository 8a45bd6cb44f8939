// SPDX-License-Identifier: Apache-2.0
#include "asking/sendingrates.h"

#include <algorithm>
#include <cmath>

namespace formwork::asking
{

namespace
{

// The figures that the SDKs share.
constexpr double kLeastRate = 0.5;
constexpr double kLeastCapacity = 1;
constexpr double kSmoothing = 0.8;
constexpr double kCut = 0.7;
constexpr double kScale = 0.4;
constexpr double kHalfSecond = 0.5;

double secondsOf(const QDateTime &time) { return double(time.toMSecsSinceEpoch()) / 1000.0; }

double windowOf(double highest) { return std::cbrt(highest * (1 - kCut) / kScale); }

} // namespace

void SendingRates::Bucket::fill(double now)
{
    if (filledAt > 0)
        tokens = std::min(capacity, tokens + std::max(0.0, now - filledAt) * fillRate);
    filledAt = now;
}

void SendingRates::Bucket::setRate(double wanted, double now)
{
    fill(now);
    fillRate = std::max(wanted, kLeastRate);
    capacity = std::max(wanted, kLeastCapacity);
    tokens = std::min(tokens, capacity);
}

void SendingRates::Bucket::measure(double now)
{
    const double half = std::floor(now / kHalfSecond) * kHalfSecond;
    ++count;
    if (countedAt < 0)
        countedAt = half;
    if (half <= countedAt)
        return;
    sent = count / (half - countedAt) * kSmoothing + sent * (1 - kSmoothing);
    count = 0;
    countedAt = half;
}

std::chrono::milliseconds SendingRates::take(const QByteArray &authority, const QDateTime &now)
{
    Bucket &bucket = m_buckets[authority];
    if (!bucket.isOn)
        return std::chrono::milliseconds(0);
    bucket.fill(secondsOf(now));
    // Below nothing: who comes next waits until this one has had its turn.
    bucket.tokens -= 1;
    const double seconds = bucket.tokens >= 0 ? 0 : -bucket.tokens / bucket.fillRate;
    return std::chrono::milliseconds(std::llround(std::ceil(seconds * 1000)));
}

void SendingRates::answered(const QByteArray &authority, bool isThrottled, const QDateTime &now)
{
    Bucket &bucket = m_buckets[authority];
    const double time = secondsOf(now);
    bucket.measure(time);
    double wanted = 0;
    if (isThrottled) {
        bucket.highest = bucket.isOn ? std::min(bucket.sent, bucket.fillRate) : bucket.sent;
        bucket.window = windowOf(bucket.highest);
        bucket.refusedAt = time;
        bucket.isOn = true;
        wanted = bucket.highest * kCut;
    } else {
        bucket.window = windowOf(bucket.highest);
        const double past = time - bucket.refusedAt - bucket.window;
        wanted = kScale * past * past * past + bucket.highest;
    }
    bucket.setRate(std::min(wanted, 2 * bucket.sent), time);
}

double SendingRates::rate(const QByteArray &authority) const
{
    const Bucket bucket = m_buckets.value(authority);
    return bucket.isOn ? bucket.fillRate : 0;
}

} // namespace formwork::asking
