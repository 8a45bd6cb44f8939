// SPDX-License-Identifier: Apache-2.0
#include "transport/cancellation.h"

#include <QTest>

#include <optional>

using formwork::transport::Cancellation;

class TestCancellation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyListenerIsToldOnce()
    {
        Cancellation cancellation;
        int first = 0;
        int second = 0;
        const auto one = cancellation.onCancel([&first] { ++first; });
        const auto two = cancellation.onCancel([&second] { ++second; });
        QVERIFY(!cancellation.isCancelled());
        cancellation.cancel();
        cancellation.cancel();
        QVERIFY(cancellation.isCancelled());
        QCOMPARE(first, 1);
        QCOMPARE(second, 1);
    }

    void oneThatEndedIsNotTold()
    {
        Cancellation cancellation;
        int told = 0;
        int others = 0;
        auto ended = std::optional(cancellation.onCancel([&told] { ++told; }));
        const auto other = cancellation.onCancel([&others] { ++others; });
        ended.reset();
        cancellation.cancel();
        QCOMPARE(told, 0);
        QCOMPARE(others, 1);
    }

    void oneThatComesLateIsToldAtOnce()
    {
        Cancellation cancellation;
        cancellation.cancel();
        int told = 0;
        const auto late = cancellation.onCancel([&told] { ++told; });
        QCOMPARE(told, 1);
    }

    void aListenerMayEndAnotherAndOutliveTheCancellation()
    {
        int told = 0;
        std::optional<Cancellation::Listener> second;
        Cancellation::Listener survivor;
        {
            Cancellation cancellation;
            const auto first = cancellation.onCancel([&] {
                ++told;
                second.reset();
            });
            second.emplace(cancellation.onCancel([&told] { ++told; }));
            survivor = cancellation.onCancel([] { });
            cancellation.cancel();
        }
        QCOMPARE(told, 1);
        survivor.end();
    }
};

QTEST_GUILESS_MAIN(TestCancellation)
#include "tst_cancellation.moc"
