// SPDX-License-Identifier: Apache-2.0
#include "bulk/pace.h"

#include <algorithm>
#include <cmath>

namespace formwork::bulk
{

namespace
{

using namespace std::chrono_literals;

// The figures of the SDKs.
constexpr double kBeta = 0.7;
constexpr double kScale = 0.4;
constexpr double kSmoothing = 0.8;
constexpr double kLeast = 0.5;
constexpr auto kBucket = 500ms;
constexpr auto kLongestWait = 60s;

double seconds(Pace::Time from, Pace::Time to) { return std::chrono::duration<double>(to - from).count(); }

} // namespace

void Pace::measure(Time now)
{
    ++m_sent;
    if (m_measuredAt == Time())
        m_measuredAt = now;
    if (now - m_measuredAt < kBucket)
        return;
    const double lately = m_sent / seconds(m_measuredAt, now);
    m_measured = m_measured == 0 ? lately : lately * kSmoothing + m_measured * (1 - kSmoothing);
    m_sent = 0;
    m_measuredAt = now;
}

Pace::Time Pace::turn(Time now)
{
    measure(now);
    const double perSecond = rate();
    if (perSecond <= 0)
        return now;
    const Time mine = std::max(now, m_next);
    m_next = mine + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(1 / perSecond));
    return mine;
}

void Pace::throttled(Time now, std::chrono::milliseconds asked)
{
    if (asked.count() > 0)
        m_next = std::max(m_next, now + std::min<std::chrono::milliseconds>(asked, kLongestWait));
    if (m_fixed > 0)
        return;
    // What was sent together is refused together: that is one word of the service, not many.
    if (m_rate > 0 && now - m_throttledAt < kBucket)
        return;
    const double measured = m_measured > 0 ? m_measured : std::max(1.0, double(m_sent));
    m_highest = m_rate > 0 ? std::min(measured, m_rate) : measured;
    m_throttledAt = now;
    m_rate = std::max(kLeast, m_highest * kBeta);
    m_next = std::max(m_next, now);
}

void Pace::succeeded(Time now)
{
    if (m_fixed > 0 || m_rate <= 0)
        return;
    const double window = std::cbrt(m_highest * (1 - kBeta) / kScale);
    const double wanted = kScale * std::pow(seconds(m_throttledAt, now) - window, 3) + m_highest;
    const double most = std::max(kLeast, 2 * std::max(m_measured, m_rate / 2));
    m_rate = std::clamp(wanted, kLeast, std::max(most, m_rate));
}

} // namespace formwork::bulk
