// SPDX-License-Identifier: Apache-2.0
#include "bulk/pace.h"

#include <QTest>

using namespace formwork::bulk;
using namespace std::chrono_literals;

class PaceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFixedPaceIsKept()
    {
        Pace pace(20);
        const Pace::Time start{1h};
        Pace::Time last = start;
        for (int i = 0; i < 100; ++i)
            last = pace.turn(start);
        QCOMPARE(std::chrono::round<std::chrono::milliseconds>(last - start).count(), 99 * 50);
        pace.throttled(start);
        QCOMPARE(pace.rate(), 20.0);
    }

    void withoutThrottlingNothingWaits()
    {
        Pace pace;
        const Pace::Time start{1h};
        for (int i = 0; i < 10'000; ++i)
            QVERIFY(pace.turn(start) == start);
    }

    // A service that bears so many a second: the pace comes near it from above and stays there.
    void findsWhatTheServiceBears()
    {
        constexpr double kBears = 50;
        Pace pace;
        Pace::Time now{1h};
        double tokens = kBears;
        Pace::Time filled = now;
        int answered = 0;
        int refused = 0;
        const Pace::Time end = now + 60s;
        while (now < end) {
            now = std::max(now + 2ms, pace.turn(now)); // one after another, 2 ms each
            tokens = std::min(kBears, tokens + kBears * std::chrono::duration<double>(now - filled).count());
            filled = now;
            if (tokens >= 1) {
                tokens -= 1;
                ++answered;
                pace.succeeded(now);
            } else {
                ++refused;
                pace.throttled(now);
            }
        }
        QVERIFY2(answered > int(kBears * 60 * 0.7), qPrintable(QString::number(answered)));
        QVERIFY2(refused < answered / 5, qPrintable(QString::number(refused)));
    }
};

QTEST_GUILESS_MAIN(PaceTest)
#include "tst_pace.moc"
