// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QElapsedTimer>
#include <QList>

#include <algorithm>
#include <cstdio>
#include <ctime>

// One figure a line on standard output, its parts separated by tabs, for tests/bench/figures.py to lay out:
// what, value, unit, and what is wanted ("<=50", ">=10", or nothing).
namespace formwork::bench
{

inline void print(const QByteArray &what, double value, const char *unit, const char *wanted = "")
{
    std::printf("%s\t%.6g\t%s\t%s\n", what.constData(), value, unit, wanted);
    std::fflush(stdout);
}

inline double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.isEmpty() ? 0 : values.at(values.size() / 2);
}

inline double elapsedMs(const QElapsedTimer &timer) { return double(timer.nsecsElapsed()) / 1e6; }

// How often `work` can be done in a second of processor time: the best of several short runs. What else the
// machine does takes none of it.
template <typename Work>
double perSecond(const Work &work)
{
    constexpr int kRuns = 7;
    constexpr std::clock_t kRun = CLOCKS_PER_SEC / 5;
    double best = 0;
    for (int run = 0; run < kRuns; ++run) {
        const std::clock_t start = std::clock();
        std::clock_t took = 0;
        qint64 count = 0;
        do {
            for (int n = 0; n < 16; ++n)
                work();
            count += 16;
            took = std::clock() - start;
        } while (took < kRun);
        best = std::max(best, double(count) * CLOCKS_PER_SEC / double(took));
    }
    return best;
}

} // namespace formwork::bench
