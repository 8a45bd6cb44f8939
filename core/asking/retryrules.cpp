// SPDX-License-Identifier: Apache-2.0
#include "asking/retryrules.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace formwork::asking
{

using namespace std::chrono_literals;

namespace
{

constexpr std::array kThrottlingCodes = {
    QLatin1StringView("Throttling"),
    QLatin1StringView("ThrottlingException"),
    QLatin1StringView("ThrottledException"),
    QLatin1StringView("RequestThrottledException"),
    QLatin1StringView("RequestThrottled"),
    QLatin1StringView("TooManyRequestsException"),
    QLatin1StringView("TooManyRequests"),
    QLatin1StringView("ProvisionedThroughputExceededException"),
    QLatin1StringView("TransactionInProgressException"),
    QLatin1StringView("RequestLimitExceeded"),
    QLatin1StringView("BandwidthLimitExceeded"),
    QLatin1StringView("LimitExceededException"),
    QLatin1StringView("SlowDown"),
    QLatin1StringView("PriorRequestNotComplete"),
    QLatin1StringView("EC2ThrottledException"),
};

constexpr std::array kTransientCodes = {
    QLatin1StringView("RequestTimeout"),
    QLatin1StringView("RequestTimeoutException"),
};

constexpr std::array kSkewCodes = {
    QLatin1StringView("RequestTimeTooSkewed"),      QLatin1StringView("RequestExpired"),
    QLatin1StringView("RequestInTheFuture"),        QLatin1StringView("SignatureDoesNotMatch"),
    QLatin1StringView("InvalidSignatureException"), QLatin1StringView("AuthFailure"),
};

constexpr int kTooManyRequests = 429;

constexpr std::array kTransientStatus = {500, 502, 503, 504};

struct ServiceFigures {
    QLatin1StringView service;
    RetryFigures figures;
};

constexpr std::array kFigures = {
    ServiceFigures{QLatin1StringView("dynamodb"), {4, 25ms}},
    ServiceFigures{QLatin1StringView("dynamodbstreams"), {4, 25ms}},
};

constexpr auto kThrottlingScale = 1'000ms;
constexpr auto kLongestDelay = 20'000ms;
constexpr auto kLongestExtra = 5'000ms;
constexpr auto kSkewThreshold = 4min;
constexpr int kRetryCost = 14;
constexpr int kThrottlingRetryCost = 5;

template <typename Value, typename Values>
bool isOneOf(const Value &value, const Values &values)
{
    return std::ranges::find(values, value) != values.end();
}

QDateTime httpDate(const QByteArray &text)
{
    QDateTime time = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

} // namespace

RetryReason retryReason(const Error &error)
{
    if (error.phase == Phase::Connect || error.phase == Phase::Send)
        return error.retryable ? RetryReason::Transient : RetryReason::None;
    const bool isAnswer = error.phase == Phase::Service || error.phase == Phase::Parse;
    if (isAnswer
        && error.httpStatus == kTooManyRequests) // by whatever stands before the service, in any words
        return RetryReason::Throttling;
    if (error.phase != Phase::Service)
        return RetryReason::None;
    if (error.throttling || isOneOf(error.code, kThrottlingCodes))
        return RetryReason::Throttling;
    if (error.retryable || isOneOf(error.code, kTransientCodes)
        || isOneOf(error.httpStatus, kTransientStatus))
        return RetryReason::Transient;
    return RetryReason::None;
}

bool mayRepeat(const Error &error, Repeatable repeatable)
{
    switch (retryReason(error)) {
    case RetryReason::None:
        return false;
    case RetryReason::Throttling:
        return true;
    case RetryReason::Transient:
        break;
    }
    return repeatable == Repeatable::Yes || !error.bytesMayHaveLeft;
}

RetryFigures retryFigures(QStringView serviceId)
{
    const auto found =
        std::ranges::find_if(kFigures, [&](const ServiceFigures &each) { return each.service == serviceId; });
    return found == kFigures.end() ? RetryFigures() : found->figures;
}

std::chrono::milliseconds retryDelay(RetryReason reason, int attempt, const RetryFigures &figures,
                                     double fraction, std::optional<std::chrono::milliseconds> asked)
{
    const auto scale = reason == RetryReason::Throttling ? kThrottlingScale : figures.scale;
    const double grown = std::ldexp(double(scale.count()), std::clamp(attempt - 1, 0, 30));
    const auto computed =
        std::chrono::milliseconds(std::llround(fraction * std::min(grown, double(kLongestDelay.count()))));
    return asked ? std::clamp(*asked, computed, computed + kLongestExtra) : computed;
}

std::optional<std::chrono::milliseconds> retryAfter(const http::Headers &headers)
{
    bool isNumber = false;
    const qlonglong value = headers.value("x-amz-retry-after").trimmed().toLongLong(&isNumber);
    if (!isNumber || value < 0)
        return {};
    return std::chrono::milliseconds(value);
}

std::optional<std::chrono::milliseconds> askedToWait(const http::Headers &headers, const QDateTime &now)
{
    if (const auto own = retryAfter(headers))
        return own;
    const QByteArray value = headers.value("retry-after").trimmed();
    if (value.isEmpty())
        return {};
    bool isNumber = false;
    const qlonglong count = value.toLongLong(&isNumber);
    std::chrono::milliseconds asked = std::chrono::seconds(isNumber ? std::clamp(count, 0LL, 86'400LL) : 0);
    if (const QDateTime until = isNumber ? QDateTime() : httpDate(value); until.isValid())
        asked = std::chrono::milliseconds(now.msecsTo(until));
    return asked.count() > 0 ? std::optional(asked) : std::nullopt;
}

std::chrono::milliseconds withWait(std::chrono::milliseconds delay, const http::Headers &headers,
                                   const QDateTime &now)
{
    if (retryAfter(headers)) // has its own rule
        return delay;
    return std::max(
        delay, std::min(askedToWait(headers, now).value_or(delay), std::chrono::milliseconds(kLongestDelay)));
}

std::optional<int> RetryQuota::take(RetryReason reason)
{
    const int cost = reason == RetryReason::Throttling ? kThrottlingRetryCost : kRetryCost;
    if (m_available < cost)
        return {};
    m_available -= cost;
    return cost;
}

void RetryQuota::succeeded(int costOfRetry)
{
    m_available = std::min(kCapacity, m_available + std::max(1, costOfRetry));
}

std::optional<QDateTime> skewedServerTime(const Error &error, const http::Headers &headers,
                                          const QDateTime &signedAt)
{
    if (error.phase != Phase::Service || !isOneOf(error.code, kSkewCodes))
        return {};
    const QDateTime serverTime = httpDate(headers.value("date"));
    if (!serverTime.isValid()
        || std::abs(signedAt.msecsTo(serverTime)) <= std::chrono::milliseconds(kSkewThreshold).count())
        return {};
    return serverTime;
}

} // namespace formwork::asking
