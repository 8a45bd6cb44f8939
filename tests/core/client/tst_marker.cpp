// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

// The marker in a User-Agent; empty: none.
QByteArray markerIn(const RawRequest &request)
{
    for (const QByteArray &word : request.header("User-Agent").split(' ')) {
        if (word.startsWith("md/fw#"))
            return word;
    }
    return {};
}

} // namespace

// What makes the attempts of a request findable in records that others keep.
class TestMarker : public CallTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        qunsetenv("FORMWORK_MARKER");
        m_fixture = std::make_unique<CallFixture>();
    }
    void cleanup() { m_fixture.reset(); }

    // Attempts of the call and those of a later retry.
    void isTheSameForEveryAttempt()
    {
        WireServer server(hangUp());
        const CallResult result = callGroup(server);
        QCOMPARE(result.outcome, Outcome::Unknown);
        server.setScript(answer(200, groupCreated()));
        QCOMPARE(m_fixture->retry(result.journalId).outcome, Outcome::Succeeded);
        QVERIFY(server.requests.size() > 2);
        const QByteArray marker = markerIn(server.requests.first());
        QCOMPARE(marker.size(), 22);
        for (const RawRequest &request : std::as_const(server.requests)) {
            QCOMPARE(markerIn(request), marker);
            QVERIFY(!request.header("Authorization").contains("user-agent"));
        }
        QCOMPARE(m_fixture->record(result.journalId).request.marker, QString::fromLatin1(marker));
    }

    void isOfOneRequestAlone()
    {
        WireServer server(answer(200, groupCreated()));
        callGroup(server);
        callGroup(server);
        QCOMPARE(server.requests.size(), 2);
        QVERIFY(markerIn(server.requests[0]) != markerIn(server.requests[1]));
    }

    void canBeSwitchedOff_data()
    {
        QTest::addColumn<QByteArray>("by");
        for (const char *by : {"option", "environment", "setting"})
            QTest::newRow(by) << QByteArray(by);
    }

    void canBeSwitchedOff()
    {
        QFETCH(QByteArray, by);
        if (by == "environment")
            qputenv("FORMWORK_MARKER", "off");
        if (by == "setting")
            m_fixture->environment->marksRequests = [] { return false; };
        CallOptions options;
        options.isMarked = by != "option";
        WireServer server(answer(200, groupCreated()));
        const CallResult result = callGroup(server, options);
        QCOMPARE(result.outcome, Outcome::Succeeded);
        QCOMPARE(markerIn(server.requests.first()), QByteArray());
        QCOMPARE(m_fixture->record(result.journalId).request.marker, QString());
    }
};

QTEST_GUILESS_MAIN(TestMarker)
#include "tst_marker.moc"
