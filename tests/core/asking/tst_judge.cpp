// SPDX-License-Identifier: Apache-2.0
#include "asking/judge.h"

#include "callfixture.h"

#include <QTest>

using namespace formwork;
using namespace formwork::asking;

namespace
{

// Every kind of body that an answer may come with.
const QList<std::pair<const char *, QByteArray>> kBodies{
    {"output", R"({"SID":"S-1-5-21-1"})"},
    {"error", R"({"__type":"x#ConflictException","message":"No."})"},
    {"throttling", R"({"__type":"ThrottlingException","message":"Slow."})"},
    {"time-out", R"({"__type":"RequestTimeout","message":"Late."})"},
    {"skew", R"({"__type":"RequestTimeTooSkewed","message":"Clock."})"},
    {"HTML", "<html><body>Sign in</body></html>"},
    {"broken", "{\"a\":"},
    {"nothing", {}},
};

bool isAnError(const QByteArray &body) { return body.contains("__type"); }

} // namespace

class TestJudge : public QObject
{
    Q_OBJECT

private:
    tests::CallFixture m_fixture;

    Verdict judged(int status, const QByteArray &body, const http::Headers &headers = {}) const
    {
        http::Response response{status, headers, body};
        return judge(*m_fixture.operation("ds-data", "CreateGroup"), response);
    }

private Q_SLOTS:
    void everyStatusWithEveryBody_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        for (int status = 200; status < 600; ++status) {
            for (const auto &[name, body] : kBodies)
                QTest::addRow("%d %s", status, name) << status << body;
        }
    }

    void everyStatusWithEveryBody()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        const Verdict verdict = judged(status, body);
        const bool isSuccess = status < 300;
        QCOMPARE(verdict.error.has_value(), verdict.outcome != Outcome::Succeeded);
        QVERIFY(verdict.outcome != Outcome::Sending);
        if (verdict.outcome == Outcome::Succeeded)
            QVERIFY(isSuccess && !body.startsWith('<') && body != "{\"a\":");
        const bool saysElsewhere = status == 301 || status == 304 || status == 307 || status == 308;
        const bool timedOut = status == 408 || body.contains("RequestTimeout\"");
        const bool throttled = status == 429 || body.contains("Throttling");
        // What a network says that one has to sign in to, unless it is the service that speaks.
        if (status == 511 && !isAnError(body))
            QCOMPARE(verdict.outcome, Outcome::Rejected);
        else if (status >= 500 || status == 408)
            QCOMPARE(verdict.outcome, throttled ? Outcome::Rejected : Outcome::Unknown);
        else if (status >= 400)
            QCOMPARE(verdict.outcome, timedOut && !throttled ? Outcome::Unknown : Outcome::Rejected);
        else if (!isSuccess && !throttled)
            QCOMPARE(verdict.outcome, saysElsewhere ? Outcome::Rejected : Outcome::Unknown);
        if (isSuccess && (body.startsWith('<') || body == "{\"a\":" || body.isEmpty())) // no id in it
            QCOMPARE(verdict.outcome, Outcome::Unknown);
        if (verdict.outcome == Outcome::Rejected)
            QVERIFY(!isSuccess || isAnError(body));
    }

    void tellsTheRegionOfABucket_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("region"); // header
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        const auto error = [](const char *code, const char *more) {
            return QByteArray("<Error><Code>") + code + "</Code><Message>m</Message>" + more + "</Error>";
        };
        QTest::newRow("header") << 301 << QByteArray("eu-west-1") << error("PermanentRedirect", "")
                                << QStringLiteral("PermanentRedirect");
        QTest::newRow("endpoint in the body")
            << 301 << QByteArray()
            << error("PermanentRedirect", "<Endpoint>b.s3-eu-west-1.amazonaws.com</Endpoint>")
            << QStringLiteral("PermanentRedirect");
        QTest::newRow("for now") << 307 << QByteArray()
                                 << error("TemporaryRedirect",
                                          "<Endpoint>b.s3.eu-west-1.amazonaws.com</Endpoint>")
                                 << QStringLiteral("TemporaryRedirect");
        QTest::newRow("no body") << 301 << QByteArray("eu-west-1") << QByteArray()
                                 << QStringLiteral("PermanentRedirect");
        QTest::newRow("wrong signature")
            << 400 << QByteArray() << error("AuthorizationHeaderMalformed", "<Region>eu-west-1</Region>")
            << QStringLiteral("AuthorizationHeaderMalformed");
        QTest::newRow("HEAD") << 400 << QByteArray("eu-west-1") << QByteArray()
                              << QStringLiteral("BadRequest");
    }

    void tellsTheRegionOfABucket()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, region);
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        http::Headers headers{{"Content-Type", "application/xml"}};
        if (!region.isEmpty())
            headers.append("x-amz-bucket-region", region);
        const Verdict verdict =
            judge(*m_fixture.operation("s3", "GetThing"), http::Response{status, headers, body});
        QCOMPARE(verdict.outcome, Outcome::Rejected);
        QCOMPARE(verdict.error->code, code);
        QVERIFY2(verdict.error->advice.contains(QStringLiteral("--region eu-west-1")),
                 qPrintable(verdict.error->sentence()));
    }

    void aNetworkThatWantsASignInLetNothingThrough()
    {
        const Verdict verdict = judged(511, "<html><body>Welcome to the hotel</body></html>");
        QCOMPARE(verdict.outcome, Outcome::Rejected);
        QCOMPARE(verdict.error->code, QStringLiteral("NetworkAuthenticationRequired"));
        QVERIFY2(verdict.error->advice.contains(QStringLiteral("sign in to the network")),
                 qPrintable(verdict.error->sentence()));
    }

    void whatHasNotChangedIsNoUnknown()
    {
        const Verdict verdict = judged(304, {});
        QCOMPARE(verdict.outcome, Outcome::Rejected);
        QCOMPARE(verdict.error->code, QStringLiteral("NotModified"));
    }
};

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
