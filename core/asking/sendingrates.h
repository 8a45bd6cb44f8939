// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QHash>

#include <chrono>

namespace formwork::asking
{

// retry_mode = adaptive: how fast requests to an endpoint may go, learnt from where it throttles, as the SDKs
// do it: a bucket of tokens whose filling is cut at a refusal and grows again along a cubic curve. Nothing is
// held back before the first refusal. One a program; pure but for what it has learnt.
class SendingRates
{
public:
    // How long the next request waits; its token is taken.
    [[nodiscard]] std::chrono::milliseconds take(const QByteArray &authority, const QDateTime &now);
    void answered(const QByteArray &authority, bool isThrottled, const QDateTime &now);
    [[nodiscard]] double
    rate(const QByteArray &authority) const; // requests a second; 0: as fast as they come

private:
    struct Bucket {
        bool isOn = false;
        double fillRate = 0;
        double capacity = 0;
        double tokens = 0;
        double filledAt = 0; // seconds; 0: not yet
        double sent = 0; // requests a second that were measured
        double countedAt = -1; // -1: not yet
        int count = 0;
        double highest = 0; // the rate that the last refusal came at
        double refusedAt = 0;
        double window = 0; // seconds until that rate is reached again

        void fill(double now);
        void setRate(double wanted, double now);
        void measure(double now);
    };

    QHash<QByteArray, Bucket> m_buckets; // by authority of the endpoint
};

} // namespace formwork::asking
