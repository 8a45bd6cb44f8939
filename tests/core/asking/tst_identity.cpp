// SPDX-License-Identifier: Apache-2.0
#include "asking/identity.h"
#include "callfixture.h"
#include "credentials/profilestore.h"

#include <QTest>

using namespace formwork;
using namespace formwork::asking;
using namespace formwork::tests;

namespace
{

struct Waiting {
    std::optional<Result<Identity>> result;
    QTestEventLoop loop;
};

QCoro::Task<void> ask(EnvironmentPtr environment, Target target, std::optional<credentials::Credentials> keys,
                      std::shared_ptr<Waiting> waiting)
{
    Result<Identity> identity = co_await identify(environment, target, keys);
    waiting->result = std::move(identity);
    waiting->loop.exitLoop();
}

Result<Identity> identity(const CallFixture &fixture, const Target &target,
                          std::optional<credentials::Credentials> keys = {})
{
    const auto waiting = std::make_shared<Waiting>();
    const auto task = ask(fixture.environment, target, keys, waiting);
    if (!waiting->result)
        waiting->loop.enterLoopMSecs(10'000);
    return *waiting->result;
}

} // namespace

class TestIdentity : public QObject
{
    Q_OBJECT

private:
    CallFixture m_fixture;

private Q_SLOTS:
    void saysWhomKeysBelongTo()
    {
        WireServer server(
            answer(200,
                   "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/"
                   "me</Arn><UserId>AIDA</UserId>"
                   "<Account>123456789012</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>r</"
                   "RequestId></ResponseMetadata>"
                   "</GetCallerIdentityResponse>"));
        const Result<Identity> found = identity(m_fixture, m_fixture.target(server));
        QVERIFY2(found, found ? "" : qPrintable(found.error().sentence()));
        QCOMPARE(found->accountId, QStringLiteral("123456789012"));
        QCOMPARE(found->arn, QStringLiteral("arn:aws:iam::123456789012:user/me"));
        QCOMPARE(server.requests.value(0).body, QByteArray("Action=GetCallerIdentity&Version=2011-06-15"));
        QVERIFY(server.requests.value(0).header("authorization").contains("/us-east-1/sts/aws4_request"));
        QCOMPARE(m_fixture.rows(), 0);
    }

    void saysThatKeysAreWrong()
    {
        WireServer server(answer(403,
                                 "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code>"
                                 "<Message>The security token included in the request is "
                                 "invalid.</Message></Error></ErrorResponse>"));
        const credentials::Credentials keys{
            QStringLiteral("AKIDOTHER"), QStringLiteral("canary-secret-0003"), {}, {}};
        const Result<Identity> found = identity(m_fixture, m_fixture.target(server), keys);
        QVERIFY(!found);
        QCOMPARE(found.error().code, QStringLiteral("InvalidClientTokenId"));
        QVERIFY(found.error().advice.contains(QStringLiteral("secret access key")));
        QVERIFY(server.requests.value(0).header("authorization").contains("AKIDOTHER"));
    }

    void saysThatTheEndpointDoesNotKnow_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("HTML") << 200 << QByteArray("<html><br>hello");
        QTest::newRow("JSON") << 404 << QByteArray("{}");
        QTest::newRow("nothing") << 500 << QByteArray();
    }

    void saysThatTheEndpointDoesNotKnow()
    {
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        WireServer server(answer(status, body));
        const Result<Identity> found = identity(m_fixture, m_fixture.target(server));
        QVERIFY(!found);
        QVERIFY(found.error().message.contains(QStringLiteral("can be reached")));
    }

    void refusesKeysThatCannotBe()
    {
        WireServer server(answer(200));
        const credentials::Credentials keys{
            QStringLiteral("AKIDOTHER"), QStringLiteral("canary secret"), {}, {}};
        QVERIFY(identity(m_fixture, m_fixture.target(server), keys)
                    .error()
                    .message.contains(QStringLiteral("has a blank")));
        QCOMPARE(server.connections, 0);
    }
};

QTEST_GUILESS_MAIN(TestIdentity)
#include "tst_identity.moc"
