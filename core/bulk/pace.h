// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace formwork::bulk
{

// How soon the next request may go. A fixed pace is kept. Without one there is none until the service
// throttles; then it is found as the AWS SDKs' adaptive mode finds it: down at once, and up again along a
// cubic curve to where it was refused. Pure: times come in.
class Pace
{
public:
    using Time = std::chrono::steady_clock::time_point;

    explicit Pace(double perSecond = 0) // 0: to be found
        : m_fixed(perSecond)
    {
    }

    // Takes the next turn; answers when it is.
    [[nodiscard]] Time turn(Time now);
    void succeeded(Time now);
    // `asked`: how long the service wants to be left alone, as far as that is bearable; a fixed pace does
    // that too.
    void throttled(Time now, std::chrono::milliseconds asked = {});

    [[nodiscard]] double rate() const { return m_fixed > 0 ? m_fixed : m_rate; } // 0: not limited

private:
    void measure(Time now);

    double m_fixed;
    double m_rate = 0; // found; 0: not limited
    Time m_next; // the next free turn
    // What was sent lately, and where throttling began.
    double m_measured = 0;
    int m_sent = 0;
    Time m_measuredAt;
    double m_highest = 0;
    Time m_throttledAt;
};

} // namespace formwork::bulk
