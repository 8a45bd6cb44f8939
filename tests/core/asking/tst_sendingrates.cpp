// SPDX-License-Identifier: Apache-2.0
#include "asking/sendingrates.h"

#include <QTest>

using namespace formwork::asking;
using std::chrono::milliseconds;

namespace
{

const QByteArray kHost = "service.example.com";

QDateTime at(qint64 msecs) { return QDateTime::fromMSecsSinceEpoch(msecs, Qt::UTC); }

} // namespace

class TestSendingRates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void holdsNothingBackBeforeItIsRefused()
    {
        SendingRates rates;
        for (int i = 0; i < 1000; ++i) {
            QCOMPARE(rates.take(kHost, at(i)), milliseconds(0));
            rates.answered(kHost, false, at(i));
        }
        QCOMPARE(rates.rate(kHost), 0.0);
    }

    // The course that the SDKs agreed on: cut at a refusal, then along a cubic curve.
    void isCutAtARefusalAndGrowsAgain()
    {
        struct Step {
            int msecs;
            bool isThrottled;
            double rate; // afterwards; 0: as fast as they come
        };
        const QList<Step> steps{{200, false, 0},         {400, false, 0},         {600, false, 0},
                                {800, false, 0},         {1000, false, 0},        {1200, false, 0},
                                {1400, false, 0},        {1600, false, 0},        {1800, false, 0},
                                {2000, true, 3.028480},  {2200, false, 3.486639}, {2400, false, 3.821874},
                                {2600, false, 4.053386}, {2800, false, 4.200373}, {3000, false, 4.282037},
                                {3200, true, 2.997426},  {3400, false, 3.452226}};
        SendingRates rates;
        for (const Step &step : steps) {
            rates.answered(kHost, step.isThrottled, at(step.msecs));
            QVERIFY2(std::abs(rates.rate(kHost) - step.rate) < 0.00001,
                     qPrintable(QStringLiteral("%1 ms: %2").arg(step.msecs).arg(rates.rate(kHost))));
        }
    }

    // Several that wait have their turn one after the other.
    void makesWhoComesWait()
    {
        SendingRates rates;
        for (int i = 1; i <= 10; ++i)
            rates.answered(kHost, i == 10, at(i * 200));
        const double rate = rates.rate(kHost);
        QVERIFY(rate > 0);
        // What had gathered may go at once, and is no more than a second's worth.
        int atOnce = 0;
        milliseconds first = rates.take(kHost, at(2000));
        for (; first == milliseconds(0); first = rates.take(kHost, at(2000)))
            ++atOnce;
        QVERIFY2(atOnce <= rate, qPrintable(QString::number(atOnce)));
        const milliseconds second = rates.take(kHost, at(2000));
        const milliseconds apart(qRound(1000 / rate));
        QVERIFY2(first <= apart + milliseconds(1), qPrintable(QString::number(first.count())));
        QVERIFY2(std::abs((second - first - apart).count()) <= 2,
                 qPrintable(QString::number((second - first).count())));
        QCOMPARE(rates.take("other.example.com", at(2000)), milliseconds(0));
    }
};

QTEST_APPLESS_MAIN(TestSendingRates)
#include "tst_sendingrates.moc"
