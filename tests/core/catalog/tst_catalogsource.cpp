// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalogsource.h"

#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <semaphore>
#include <thread>

using namespace formwork::catalog;
using namespace formwork::catalog;

// A catalog that is replaced while the program runs.
class CatalogSourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFixedOneIsThereAndStays()
    {
        const CatalogPtr fixed = Catalog::build({});
        const LiveCatalog live(fixed);
        QCOMPARE(live.current(), fixed);
        QCOMPARE(live->services().size(), fixed->services().size());
        QSignalSpy changed(live.source(), &CatalogSource::changed);
        live.source()->read();
        QVERIFY(!live.source()->isReading());
        QVERIFY(changed.isEmpty());
    }

    void nothingIsReadUntilItIsAskedFor()
    {
        int times = 0;
        const LiveCatalog live(std::make_shared<CatalogSource>([&times](const std::stop_token &) {
            ++times;
            return Catalog::build({});
        }));
        QCOMPARE(times, 0);
        static_cast<void>(live->services());
        static_cast<void>(live->services());
        QCOMPARE(times, 1);
    }

    void theFirstServesWhileTheOtherIsRead()
    {
        const CatalogPtr first = Catalog::build({});
        const CatalogPtr second = Catalog::build({});
        std::binary_semaphore go(0);
        CatalogSource source([first](const std::stop_token &) { return first; },
                             [&](const std::stop_token &) {
                                 go.acquire();
                                 return second;
                             });
        QSignalSpy changed(&source, &CatalogSource::changed);
        QSignalSpy reading(&source, &CatalogSource::readingChanged);
        source.read();
        QVERIFY(source.isReading());
        QCOMPARE(source.current(), first);
        go.release();
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(source.current(), second);
        QVERIFY(!source.isReading());
        QCOMPARE(reading.size(), 2);
        QVERIFY(source.index() != nullptr);
    }

    void theLatestReadingWins()
    {
        std::atomic<int> started = 0;
        std::binary_semaphore begun(0);
        const QList<CatalogPtr> made{Catalog::build({}), Catalog::build({}), Catalog::build({})};
        CatalogSource source([&](const std::stop_token &) { return made[0]; },
                             [&](const std::stop_token &stop) {
                                 if (started++ > 0)
                                     return made[2];
                                 begun.release();
                                 while (!stop.stop_requested())
                                     std::this_thread::yield();
                                 return made[1];
                             });
        QSignalSpy changed(&source, &CatalogSource::changed);
        source.read();
        begun.acquire(); // the first reading is under way when the second begins
        source.read();
        QTRY_VERIFY(!source.isReading());
        QCOMPARE(changed.size(), 1); // the first result was not taken
        QCOMPARE(source.current(), made[2]);
    }

    void endingInTheMiddleIsClean()
    {
        std::atomic<bool> stopped = false;
        std::binary_semaphore begun(0);
        {
            CatalogSource source([](const std::stop_token &) { return Catalog::build({}); },
                                 [&](const std::stop_token &stop) {
                                     begun.release();
                                     while (!stop.stop_requested())
                                         std::this_thread::yield();
                                     stopped = true;
                                     return Catalog::build({});
                                 });
            source.read();
            begun.acquire();
        }
        QVERIFY(stopped);
    }
};

QTEST_GUILESS_MAIN(CatalogSourceTest)
#include "tst_catalogsource.moc"
