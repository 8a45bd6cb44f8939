// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"

#include <QCborMap>
#include <QElapsedTimer>
#include <QLocale>
#include <QTest>
#include <QTimer>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

// Answers in turn; the last one for good.
WireServer::Script inTurn(QList<WireServer::Script> scripts)
{
    return [scripts](QTcpSocket &socket, const RawRequest &request, int number) {
        scripts[qMin<qsizetype>(number, scripts.size()) - 1](socket, request, number);
    };
}

} // namespace

// When a request is sent again by itself, and when it must not be.
class TestCallAttempts : public CallTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void neverRepeatsWhatMayBeDone_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<int>("arrivals");
        QTest::newRow("no token") << QByteArray("CreateWidget") << 1;
        QTest::newRow("read-only") << QByteArray("GetWidget") << 3;
        QTest::newRow("idempotent") << QByteArray("PutWidget") << 3;
    }

    void neverRepeatsWhatMayBeDone()
    {
        QFETCH(QByteArray, operation);
        QFETCH(int, arrivals);
        WireServer server(hangUp());
        const CallResult result = m_fixture->call(m_fixture->operation("widgets", operation.constData()),
                                                  widgetInput(), m_fixture->target(server));
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(result.error->code, QStringLiteral("ConnectionClosed"));
        QCOMPARE(server.requests.size(), arrivals);
    }

    // The server does the work and hangs up; the second attempt gets the first answer, for the token is the
    // same.
    void findsOutByItself()
    {
        QHash<QString, int> done;
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            ++done[tokenIn(request)];
            if (number == 1)
                socket.abort();
            else
                socket.write(answerBytes(200, groupCreated()));
        });
        const CallResult result = callGroup(server);
        QCOMPARE(result.outcome, Outcome::Succeeded);
        QCOMPARE(result.attempts, 2);
        QCOMPARE(done.size(), 1);
        const QList<journal::Attempt> attempts = m_fixture->environment->journal->attempts(1).value();
        QCOMPARE(attempts.size(), 2);
        QCOMPARE(attempts[0].outcome, Outcome::Unknown);
        QVERIFY(attempts[0].bytesMayHaveLeft);
        QCOMPARE(attempts[1].outcome, Outcome::Succeeded);
    }

    void keepsTheDoubtOfAnEarlierAttempt()
    {
        WireServer server(inTurn({hangUp(), answer(409, awsError("ConflictException"))}));
        const CallResult result = callGroup(server);
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(result.error->code, QStringLiteral("ConflictException"));
        QVERIFY(result.error->advice.contains(QStringLiteral("an earlier one may have been carried out.")));
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Unknown);
    }

    // What an attempt has to say of itself is not what is so of all of them.
    void saysNothingOfTheLastAttemptAsIfItWereAll()
    {
        WireServer server(silence());
        server.setScript([&server](QTcpSocket &socket, const RawRequest &, int) {
            server.close();
            socket.abort();
        });
        const CallResult result = callGroup(server);
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(result.error->code, QStringLiteral("ConnectionRefused"));
        QVERIFY2(!result.error->sentence().contains(QStringLiteral("Nothing was sent")),
                 qPrintable(result.error->sentence()));
    }

    void triesAgainWhereNothingListens()
    {
        QString endpoint;
        {
            const WireServer gone(silence());
            endpoint = QString::fromLatin1("http://" + gone.authority());
        }
        const CallResult result = m_fixture->call(createWidget(), widgetInput(), m_fixture->target(endpoint));
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("ConnectionRefused"));
        QCOMPARE(result.attempts, 3);
        QCOMPARE(result.error->sentence().count(QStringLiteral("Nothing was sent.")), 1);
        QVERIFY(!result.error->bytesMayHaveLeft);
        QCOMPARE(m_fixture->environment->journal->retryPlan(m_fixture->record(1))->kind,
                 journal::RetryPlan::Kind::SafeNothingDone);
    }

    void makesAsManyAttemptsAsTheAccountWants()
    {
        WireServer server(answer(503, {}));
        Target target = m_fixture->target(server);
        target.profile.maxAttempts = 5;
        QCOMPARE(m_fixture->call(createGroup(), groupInput(), target).attempts, 5);
        target.profile.maxAttempts = 1;
        QCOMPARE(m_fixture->call(createGroup(), groupInput(), target).attempts, 1);
    }

    // A clock that is off is no reason to send again what may have been done.
    void doesNotSignAgainAfterAnUnknownOutcome()
    {
        for (const int status : {500, 408}) {
            WireServer server(
                answer(status, awsError("RequestTimeTooSkewed"), "Date: Fri, 02 Jan 2026 05:04:05 GMT\r\n"));
            const auto result = callWidget(server);
            QCOMPARE(result.outcome, journal::Outcome::Unknown);
            QCOMPARE(server.requests.size(), 1);
        }
    }

    void stopsRetryingWhenTheQuotaIsSpent()
    {
        WireServer server(answer(503, {}));
        while (m_fixture->environment->retryQuota->take(asking::RetryReason::Transient)) { }
        QCOMPARE(callGroup(server).attempts, 1);
    }

    void stopsRepeatingWhenTheTokenIsOver()
    {
        WireServer server([&](QTcpSocket &socket, const RawRequest &, int) {
            m_fixture->clock->advance(8LL * 3600 * 1000); // the token's life
            socket.abort();
        });
        const CallResult result = callGroup(server);
        QCOMPARE(result.outcome, Outcome::Unknown);
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_fixture->environment->journal->retryPlan(m_fixture->record(1))->kind,
                 journal::RetryPlan::Kind::MayDuplicate);
    }

    void learnsTheServicesClock()
    {
        const QDateTime serverTime = m_fixture->clock->nowUtc().addSecs(3600);
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int) {
            const QDateTime signedAt =
                QDateTime::fromString(QString::fromLatin1(request.header("x-amz-date").left(15)),
                                      QStringLiteral("yyyyMMddTHHmmss"));
            const qint64 off = qAbs(QDateTime(signedAt.date(), signedAt.time(), Qt::UTC).secsTo(serverTime));
            const QByteArray date = "Date: "
                + QLocale::c()
                      .toString(serverTime, QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                      .toLatin1()
                + "\r\n";
            socket.write(off < 300 ? answerBytes(200, "{\"id\":\"1\"}", date)
                                   : answerBytes(403, awsError("InvalidSignatureException"), date));
        });
        const CallResult first = callWidget(server);
        QVERIFY2(first.outcome == Outcome::Succeeded, first.error ? qPrintable(first.error->sentence()) : "");
        QCOMPARE(first.attempts, 2);
        QCOMPARE(callWidget(server).attempts, 1); // the offset is kept
    }

    void saysThatTheClockIsWrong()
    {
        WireServer server(
            answer(403, awsError("InvalidSignatureException"), "Date: Fri, 02 Jan 2026 04:04:05 GMT\r\n"));
        const CallResult result = callWidget(server);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(server.requests.size(), 2); // signed again once, not for ever
    }

    void cancelsTheWaiting_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<Outcome>("outcome");
        QTest::newRow("throttled") << 400 << awsError("ThrottlingException") << Outcome::Rejected;
        QTest::newRow("not known") << 503 << QByteArray() << Outcome::Unknown;
    }

    void cancelsTheWaiting()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        QFETCH(Outcome, outcome);
        WireServer server(answer(status, body, "x-amz-retry-after: 4900\r\n"));
        CallOptions options;
        options.cancellation = std::make_shared<Cancellation>();
        options.progress = [cancellation = options.cancellation](const Progress &progress) {
            if (progress.stage == Progress::Stage::Waiting)
                QTimer::singleShot(0, [cancellation] { cancellation->cancel(); });
        };
        QElapsedTimer timer;
        timer.start();
        const CallResult result = callGroup(server, options);
        QVERIFY(timer.elapsed() < 3000);
        QCOMPARE(result.outcome, outcome);
        QCOMPARE(result.error->code, QStringLiteral("Cancelled"));
        QCOMPARE(server.requests.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestCallAttempts)
#include "tst_callattempts.moc"
