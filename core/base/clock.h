// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <algorithm>
#include <chrono>
#include <memory>

namespace formwork
{

// The time of day as the program sees it. Tests own one that they set.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime nowUtc() const = 0; // millisecond precision, Qt::UTC

    // How long since some moment of this run: never less than before, whatever becomes of the time of day.
    using Elapsed = std::chrono::milliseconds;
    [[nodiscard]] virtual Elapsed elapsed() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    [[nodiscard]] Elapsed elapsed() const override
    {
        return std::chrono::duration_cast<Elapsed>(std::chrono::steady_clock::now().time_since_epoch());
    }
};

class FixedClock final : public Clock
{
public:
    explicit FixedClock(QDateTime now)
        : m_now(std::move(now))
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_now; }
    [[nodiscard]] Elapsed elapsed() const override { return m_elapsed; }
    void set(QDateTime now)
    {
        m_elapsed += Elapsed(std::max<qint64>(m_now.msecsTo(now), 0));
        m_now = std::move(now);
    }
    void advance(qint64 milliseconds) { set(m_now.addMSecs(milliseconds)); }

private:
    QDateTime m_now;
    Elapsed m_elapsed = std::chrono::hours(1);
};

using ClockPtr = std::shared_ptr<const Clock>;

} // namespace formwork
