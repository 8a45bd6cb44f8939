// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "signin/authorize.h"
#include "signin/sources.h"
#include "signin/ssotokens.h"
#include "signin/starturl.h"

#include <QTest>

using namespace formwork;
using namespace formwork::signin;

namespace
{

const QString kOwn = QStringLiteral("https://sso.acme.example/start");

// An organization's own address, and how it answers.
class Answering final : public transport::Transport
{
public:
    QCoro::Task<Result<http::Response>> send(http::Request request, transport::Timeouts,
                                             transport::CancellationPtr, transport::Streams streams) override
    {
        requests.append(request);
        caBundles.append(streams.caBundle);
        if (request.method == "HEAD" && takesNoHead)
            co_return http::Response{405, {}, {}};
        co_return http::Response{status, {{"location", location}}, {}};
    }
    int status = 302;
    QByteArray location;
    bool takesNoHead = false;
    QList<http::Request> requests;
    QStringList caBundles;
};

struct Bench {
    std::shared_ptr<Answering> transport = std::make_shared<Answering>();
    std::shared_ptr<asking::Environment> environment = std::make_shared<asking::Environment>();
    SourcesPtr sources;

    Bench()
    {
        environment->clock = std::make_shared<SystemClock>();
        environment->transport = transport;
        sources = Sources::of({}, environment->clock);
        sources->environment = environment;
    }
    [[nodiscard]] Result<IdentityCenter> ask(const QString &url,
                                             const credentials::Profile &profile = {}) const
    {
        IdentityCenter center;
        center.session = QStringLiteral("acme");
        center.startUrl = url;
        center.region = QStringLiteral("eu-west-1");
        return tests::await(whereItLeads(center, profile, sources->wire(), nullptr));
    }
};

} // namespace

class TestStartUrl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOwnAddressLeadsToTheIdentityCenter_data()
    {
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("region");
        QTest::newRow("names no Region")
            << QByteArray("https://d-1.awsapps.com/start") << QStringLiteral("https://d-1.awsapps.com/start")
            << QStringLiteral("eu-west-1");
        QTest::newRow("names a Region")
            << QByteArray("https://ssoins-a.portal.us-west-2.app.aws/")
            << QStringLiteral("https://ssoins-a.portal.us-west-2.app.aws") << QStringLiteral("us-west-2");
        QTest::newRow("with what a browser needs")
            << QByteArray("https://d-1.awsapps.com/start/?from=acme#/")
            << QStringLiteral("https://d-1.awsapps.com/start") << QStringLiteral("eu-west-1");
    }

    void anOwnAddressLeadsToTheIdentityCenter()
    {
        QFETCH(const QByteArray, location);
        QFETCH(const QString, url);
        QFETCH(const QString, region);
        const Bench bench;
        bench.transport->location = location;
        const auto there = bench.ask(kOwn);
        QVERIFY2(there, there ? "" : qPrintable(there.error().sentence()));
        QCOMPARE(there->startUrl, url);
        QCOMPARE(there->region, region);
        QCOMPARE(there->session, QStringLiteral("acme"));
        QCOMPARE(bench.transport->requests.size(), 1);
        QCOMPARE(bench.transport->requests[0].method, QByteArray("HEAD"));
        QVERIFY(!bench.transport->requests[0].headers.contains("authorization"));
    }

    void asksOtherwiseWhereThatIsNotTaken()
    {
        const Bench bench;
        bench.transport->takesNoHead = true;
        bench.transport->location = "https://d-1.awsapps.com/start";
        QVERIFY(bench.ask(kOwn));
        QCOMPARE(bench.transport->requests.size(), 2);
        QCOMPARE(bench.transport->requests[1].method, QByteArray("GET"));
    }

    void theProfilesCertificatesCountOnTheWayThere()
    {
        const Bench bench;
        bench.transport->location = "https://d-1.awsapps.com/start";
        credentials::Profile profile;
        profile.caBundle = QStringLiteral("/etc/acme.pem");
        QVERIFY(bench.ask(kOwn, profile));
        QCOMPARE(bench.transport->caBundles, QStringList{profile.caBundle});
    }

    void leadsNowhere_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("said");
        QTest::newRow("a page") << 200 << QByteArray() << QStringLiteral("HTTP 200");
        QTest::newRow("another's") << 302 << QByteArray("https://evil.example/")
                                   << QStringLiteral("evil.example");
        QTest::newRow("almost AWS's")
            << 302 << QByteArray("https://awsapps.com.evil.example/start") << QStringLiteral("evil.example");
        QTest::newRow("in clear") << 302 << QByteArray("http://d-1.awsapps.com/start")
                                  << QStringLiteral("none of AWS's");
        QTest::newRow("once more") << 302 << QByteArray("/next") << QStringLiteral("sso.acme.example");
        QTest::newRow("no place") << 302 << QByteArray() << QStringLiteral("HTTP 302");
    }

    void leadsNowhere()
    {
        QFETCH(const int, status);
        QFETCH(const QByteArray, location);
        QFETCH(const QString, said);
        const Bench bench;
        bench.transport->status = status;
        bench.transport->location = location;
        const auto there = bench.ask(kOwn);
        QVERIFY(!there);
        QCOMPARE(there.error().code, QStringLiteral("NoIdentityCenter"));
        QVERIFY2(there.error().message.contains(said) && there.error().message.contains(kOwn),
                 qPrintable(there.error().message));
        QCOMPARE(bench.transport->requests.size(), 1); // one step at most
    }

    // AWS's own are not asked; nor is any where somebody has named the endpoint.
    void isNotAsked()
    {
        const Bench bench;
        for (const char *url :
             {"https://d-1.awsapps.com/start#/", "https://ssoins-a.portal.us-west-2.app.aws"}) {
            const auto there = bench.ask(QLatin1String(url));
            QVERIFY(there);
            QCOMPARE(there->startUrl, QLatin1String(url));
            QCOMPARE(there->region, QStringLiteral("eu-west-1"));
        }
        credentials::Profile profile;
        profile.endpointUrl = QStringLiteral("http://127.0.0.1:1");
        QVERIFY(bench.ask(kOwn, profile));
        QVERIFY(bench.transport->requests.isEmpty());
    }

    // The file keeps the address that is configured, and the Region that the token was got in.
    void theTokenRemembersItsRegion()
    {
        IdentityCenter center;
        center.startUrl = kOwn;
        center.region = QStringLiteral("eu-west-1");
        SsoToken token;
        token.accessToken = QStringLiteral("a");
        token.expiresAt = QDateTime::currentDateTimeUtc().addSecs(60);
        token.region = QStringLiteral("us-west-2");
        const auto read = tokenIn(tokenObject(token, center));
        QVERIFY(read);
        QCOMPARE(tokenObject(token, center).value(QStringLiteral("startUrl")).toString(), kOwn);
        QCOMPARE(whereItWasGot(center, *read).region, QStringLiteral("us-west-2"));
        center.startUrl = QStringLiteral("https://d-1.awsapps.com/start"); // there the configured one wins
        QCOMPARE(whereItWasGot(center, *read).region, QStringLiteral("eu-west-1"));
    }
};

QTEST_GUILESS_MAIN(TestStartUrl)
#include "tst_starturl.moc"
