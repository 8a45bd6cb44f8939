// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>

#include <memory>

namespace formwork
{

// The time of day as the program sees it. Tests own one that they set.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual QDateTime nowUtc() const = 0; // millisecond precision, Qt::UTC
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
};

class FixedClock final : public Clock
{
public:
    explicit FixedClock(QDateTime now)
        : m_now(std::move(now))
    {
    }
    [[nodiscard]] QDateTime nowUtc() const override { return m_now; }
    void set(QDateTime now) { m_now = std::move(now); }
    void advance(qint64 milliseconds) { m_now = m_now.addMSecs(milliseconds); }

private:
    QDateTime m_now;
};

using ClockPtr = std::shared_ptr<const Clock>;

} // namespace formwork
