// SPDX-License-Identifier: Apache-2.0
#include "asking/retryrules.h"

#include <QTest>

using namespace formwork;
using namespace formwork::asking;
using namespace std::chrono_literals;

namespace
{

Error serviceError(const char *code, int status)
{
    Error error;
    error.phase = Phase::Service;
    error.code = QLatin1String(code);
    error.httpStatus = status;
    error.bytesMayHaveLeft = true;
    return error;
}

Error networkError(Phase phase, bool retryable)
{
    Error error;
    error.phase = phase;
    error.retryable = retryable;
    error.bytesMayHaveLeft = phase == Phase::Send;
    return error;
}

} // namespace

Q_DECLARE_METATYPE(formwork::Error)

class TestRetryRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void repeatsWhatMayHelp_data()
    {
        QTest::addColumn<Error>("error");
        QTest::addColumn<RetryReason>("reason");
        QTest::addColumn<bool>("withToken"); // repeated where a repetition cannot create a second one
        QTest::addColumn<bool>("withoutToken");
        using enum RetryReason;

        for (const char *code :
             {"Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException",
              "RequestThrottled", "TooManyRequestsException", "ProvisionedThroughputExceededException",
              "TransactionInProgressException", "RequestLimitExceeded", "BandwidthLimitExceeded",
              "LimitExceededException", "SlowDown", "PriorRequestNotComplete", "EC2ThrottledException"})
            QTest::newRow(code) << serviceError(code, 400) << Throttling << true << true;
        QTest::newRow("SlowDown 503") << serviceError("SlowDown", 503) << Throttling << true << true;
        for (const char *code : {"RequestTimeout", "RequestTimeoutException"})
            QTest::newRow(code) << serviceError(code, 400) << Transient << true << false;
        for (const int status : {500, 502, 503, 504})
            QTest::addRow("%d", status)
                << serviceError("InternalServerException", status) << Transient << true << false;
        for (const int status : {400, 403, 404, 409, 501, 505})
            QTest::addRow("%d", status)
                << serviceError("ValidationException", status) << None << false << false;
        QTest::newRow("case counts") << serviceError("throttlingexception", 400) << None << false << false;

        Error modelled = serviceError("ResourceInUse", 409);
        modelled.retryable = true;
        QTest::newRow("modelled retryable") << modelled << Transient << true << false;
        modelled.throttling = true;
        QTest::newRow("modelled throttling") << modelled << Throttling << true << true;

        QTest::newRow("no connection") << networkError(Phase::Connect, true) << Transient << true << true;
        QTest::newRow("bad certificate") << networkError(Phase::Connect, false) << None << false << false;
        QTest::newRow("connection lost") << networkError(Phase::Send, true) << Transient << true << false;
        QTest::newRow("cancelled") << networkError(Phase::Send, false) << None << false << false;
        Error unreadable = serviceError("Unreadable", 200);
        unreadable.phase = Phase::Parse;
        QTest::newRow("unreadable answer") << unreadable << None << false << false;
        QTest::newRow("local") << Error() << None << false << false;
    }

    void repeatsWhatMayHelp()
    {
        QFETCH(Error, error);
        QFETCH(RetryReason, reason);
        QFETCH(bool, withToken);
        QFETCH(bool, withoutToken);
        QCOMPARE(retryReason(error), reason);
        QCOMPARE(mayRepeat(error, Repeatable::Yes), withToken);
        QCOMPARE(mayRepeat(error, Repeatable::No), withoutToken);
    }

    void waits_data()
    {
        QTest::addColumn<RetryReason>("reason");
        QTest::addColumn<QString>("service");
        QTest::addColumn<int>("attempt");
        QTest::addColumn<double>("fraction");
        QTest::addColumn<int>("asked"); // -1: not
        QTest::addColumn<int>("delay");
        using enum RetryReason;
        const QString any = QStringLiteral("appflow");

        QTest::newRow("first") << Transient << any << 1 << 1.0 << -1 << 50;
        QTest::newRow("second") << Transient << any << 2 << 1.0 << -1 << 100;
        QTest::newRow("third") << Transient << any << 3 << 1.0 << -1 << 200;
        QTest::newRow("half") << Transient << any << 3 << 0.5 << -1 << 100;
        QTest::newRow("none") << Transient << any << 3 << 0.0 << -1 << 0;
        QTest::newRow("throttled") << Throttling << any << 1 << 1.0 << -1 << 1000;
        QTest::newRow("throttled again") << Throttling << any << 3 << 1.0 << -1 << 4000;
        QTest::newRow("at most") << Throttling << any << 9 << 1.0 << -1 << 20000;
        QTest::newRow("at most, transient") << Transient << any << 60 << 1.0 << -1 << 20000;
        QTest::newRow("dynamodb") << Transient << QStringLiteral("dynamodb") << 1 << 1.0 << -1 << 25;
        QTest::newRow("dynamodb streams")
            << Transient << QStringLiteral("dynamodbstreams") << 2 << 1.0 << -1 << 50;
        QTest::newRow("dynamodb throttled")
            << Throttling << QStringLiteral("dynamodb") << 1 << 1.0 << -1 << 1000;
        QTest::newRow("asked for less") << Transient << any << 1 << 1.0 << 10 << 50;
        QTest::newRow("asked for more") << Transient << any << 1 << 1.0 << 1500 << 1500;
        QTest::newRow("asked for too much") << Transient << any << 1 << 1.0 << 60000 << 5050;
        QTest::newRow("asked, no jitter") << Throttling << any << 1 << 0.0 << 60000 << 5000;
    }

    void waits()
    {
        QFETCH(RetryReason, reason);
        QFETCH(QString, service);
        QFETCH(int, attempt);
        QFETCH(double, fraction);
        QFETCH(int, asked);
        QFETCH(int, delay);
        const auto after = asked < 0 ? std::nullopt : std::optional(std::chrono::milliseconds(asked));
        QCOMPARE(int(retryDelay(reason, attempt, retryFigures(service), fraction, after).count()), delay);
    }

    void knowsServices()
    {
        QCOMPARE(retryFigures(u"appflow").maxAttempts, 3);
        QCOMPARE(retryFigures(u"dynamodb").maxAttempts, 4);
        QCOMPARE(retryFigures(u"dynamodbstreams").maxAttempts, 4);
    }

    void readsRetryAfter()
    {
        QCOMPARE(retryAfter({{"X-Amz-Retry-After", "1500"}}), std::optional(1500ms));
        QVERIFY(!retryAfter({}));
        QVERIFY(!retryAfter({{"x-amz-retry-after", "soon"}}));
        QVERIFY(!retryAfter({{"x-amz-retry-after", "-5"}}));
        QVERIFY(!retryAfter({{"Retry-After", "5"}}));
    }

    void spendsTheQuota()
    {
        RetryQuota quota;
        QCOMPARE(quota.available(), 500);
        QCOMPARE(quota.take(RetryReason::Transient), std::optional(14));
        QCOMPARE(quota.available(), 486);
        QCOMPARE(quota.take(RetryReason::Throttling), std::optional(5));
        QCOMPARE(quota.available(), 481);
        quota.succeeded(14);
        QCOMPARE(quota.available(), 495);
        quota.succeeded(0);
        QCOMPARE(quota.available(), 496);
        quota.succeeded(14);
        QCOMPARE(quota.available(), 500); // never more than it holds
        int retries = 0;
        while (quota.take(RetryReason::Transient))
            ++retries;
        QCOMPARE(retries, 35);
        QCOMPARE(quota.available(), 10);
        QVERIFY(quota.take(RetryReason::Throttling));
        QVERIFY(quota.take(RetryReason::Throttling));
        QVERIFY(!quota.take(RetryReason::Throttling));
        quota.succeeded(0);
        QCOMPARE(quota.available(), 1);
    }

    void noticesSkewedClocks_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<bool>("skewed");
        const QByteArray hourAhead("Fri, 02 Jan 2026 04:04:05 GMT");
        for (const char *code : {"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
                                 "SignatureDoesNotMatch", "InvalidSignatureException", "AuthFailure"})
            QTest::newRow(code) << QByteArray(code) << hourAhead << true;
        QTest::newRow("hour behind") << QByteArray("InvalidSignatureException")
                                     << QByteArray("Fri, 02 Jan 2026 02:04:05 GMT") << true;
        QTest::newRow("four minutes") << QByteArray("InvalidSignatureException")
                                      << QByteArray("Fri, 02 Jan 2026 03:08:05 GMT") << false;
        QTest::newRow("a second more")
            << QByteArray("InvalidSignatureException") << QByteArray("Fri, 02 Jan 2026 03:08:06 GMT") << true;
        QTest::newRow("right time") << QByteArray("SignatureDoesNotMatch")
                                    << QByteArray("Fri, 02 Jan 2026 03:04:05 GMT") << false;
        QTest::newRow("other error") << QByteArray("AccessDeniedException") << hourAhead << false;
        QTest::newRow("no date") << QByteArray("RequestExpired") << QByteArray() << false;
        QTest::newRow("odd date") << QByteArray("RequestExpired") << QByteArray("yesterday") << false;
    }

    void noticesSkewedClocks()
    {
        QFETCH(QByteArray, code);
        QFETCH(QByteArray, date);
        QFETCH(bool, skewed);
        const QDateTime signedAt(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        const auto time = skewedServerTime(serviceError(code, 403), {{"Date", date}}, signedAt);
        QCOMPARE(time.has_value(), skewed);
        if (time)
            QCOMPARE(time->toString(QStringLiteral("HH:mm:ss")).toLatin1(), date.mid(17, 8));
    }

    void remembersOffsets()
    {
        ClockOffsets offsets;
        QCOMPARE(offsets.offset("a.example"), 0ms);
        offsets.learn("a.example", -3600s);
        QCOMPARE(offsets.offset("a.example"), -3600000ms);
        QCOMPARE(offsets.offset("b.example"), 0ms);
    }
};

QTEST_APPLESS_MAIN(TestRetryRules)
#include "tst_retryrules.moc"
