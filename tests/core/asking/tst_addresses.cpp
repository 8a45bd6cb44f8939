// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

// Answers in AWS's place, and remembers what was asked. No request leaves this machine.
class Stage final : public transport::Transport
{
public:
    QCoro::Task<Result<http::Response>> send(http::Request request, client::Timeouts, client::CancellationPtr,
                                             transport::Streams) override
    {
        requests.append(request);
        const bool asks = request.headers.value("x-amz-target").endsWith(".DescribeEndpoints");
        return answer(asks ? http::Response{status, {}, endpoints} : http::Response{tideStatus, {}, tides});
    }

    static QCoro::Task<Result<http::Response>> answer(http::Response response) { co_return response; }

    QList<http::Request> requests;
    int status = 200;
    int tideStatus = 200;
    QByteArray endpoints =
        R"({"Endpoints":[{"Address":"cell7.tides.example.com","CachePeriodInMinutes":10}]})";
    QByteArray tides = R"({"Tides":2})";
};

} // namespace

// Services that name the address to use when they are asked.
class TestAddresses : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    std::shared_ptr<Stage> m_stage;

    client::CallResult list(const QString &endpoint = {}) const
    {
        client::Target target = m_fixture->target(endpoint);
        target.region = QStringLiteral("eu-west-1");
        target.profile.maxAttempts = 1;
        return m_fixture->call(m_fixture->operation("timestream-query", "ListTides"), QCborMap(), target);
    }
    QByteArrayList hosts() const
    {
        QByteArrayList list;
        for (const http::Request &request : std::as_const(m_stage->requests))
            list.append(request.authority);
        return list;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_stage = std::make_shared<Stage>();
        m_fixture->environment->transport = m_stage;
    }

    void theServiceIsAskedFirst()
    {
        const auto result = list();
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 qPrintable(result.error ? result.error->sentence() : QString()));
        QCOMPARE(hosts(), QByteArrayList({"tides.eu-west-1.amazonaws.com", "cell7.tides.example.com"}));
        QVERIFY(m_stage->requests[0].headers.contains("Authorization"));
        QVERIFY(
            m_stage->requests[1].headers.value("Authorization").contains("/eu-west-1/tides/aws4_request"));
        QCOMPARE(m_fixture->rows(), 1);
    }

    void anAddressIsUsedWhileItIsGood()
    {
        (void)list();
        (void)list();
        QCOMPARE(m_stage->requests.size(), 3);
        m_fixture->clock->advance(10 * 60'000);
        (void)list();
        QCOMPARE(m_stage->requests.size(), 5);
    }

    void anAddressThatIsGoneIsForgotten()
    {
        (void)list();
        m_stage->tideStatus = 421;
        m_stage->tides = R"({"__type":"InvalidEndpointException","message":"Not here."})";
        QCOMPARE(list().error->code, QStringLiteral("InvalidEndpointException"));
        m_stage->tideStatus = 200;
        m_stage->tides = "{}";
        (void)list();
        QCOMPARE(hosts().last(2),
                 QByteArrayList({"tides.eu-west-1.amazonaws.com", "cell7.tides.example.com"}));
    }

    void anEndpointOfOnesOwnIsNotAsked()
    {
        (void)list(QStringLiteral("https://tides.example.org"));
        QCOMPARE(hosts(), QByteArrayList{"tides.example.org"});
    }

    void whatCannotBeAskedIsSaid()
    {
        m_stage->status = 403;
        m_stage->endpoints = R"({"__type":"AccessDeniedException","message":"Not you."})";
        const auto refused = list();
        QCOMPARE(refused.outcome, Outcome::Rejected);
        QVERIFY(refused.error->message.contains(QStringLiteral("could not be asked: Not you.")));
        QCOMPARE(m_stage->requests.size(), 1);
    }

    void anAnswerThatIsNoAddressIsNotUsed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::newRow("none") << QByteArray(R"({"Endpoints":[]})");
        QTest::newRow("a path too") << QByteArray(
            R"({"Endpoints":[{"Address":"example.com/x","CachePeriodInMinutes":1}]})");
        QTest::newRow("a name and a host")
            << QByteArray(R"({"Endpoints":[{"Address":"me@example.com","CachePeriodInMinutes":1}]})");
        QTest::newRow("two lines") << QByteArray(
            R"({"Endpoints":[{"Address":"a\nb","CachePeriodInMinutes":1}]})");
    }

    void anAnswerThatIsNoAddressIsNotUsed()
    {
        QFETCH(const QByteArray, answer);
        m_stage->endpoints = answer;
        QCOMPARE(list().error->code, QStringLiteral("NoAddress"));
        QCOMPARE(m_stage->requests.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestAddresses)
#include "tst_addresses.moc"
