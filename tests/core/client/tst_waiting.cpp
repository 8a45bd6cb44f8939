// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/waiting.h"

#include <QCborMap>
#include <QTest>
#include <QTimer>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using State = WaitResult::State;

namespace
{

const QByteArray kNotFound = R"({"__type":"example#GadgetNotFoundException","message":"None."})";

QByteArray gadget(const QByteArray &status) { return R"({"Gadget":{"Status":")" + status + R"("}})"; }

struct Answer {
    int status = 200;
    QByteArray body;
};

// The last one for good.
WireServer::Script inTurn(const QList<Answer> &answers)
{
    return [answers](QTcpSocket &socket, const RawRequest &, int number) {
        const Answer &answer = answers[qMin<qsizetype>(number, answers.size()) - 1];
        socket.write(answerBytes(answer.status, answer.body));
    };
}

} // namespace

class TestWaiting : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    QList<WaitProgress> m_progress;

    model::OperationPtr describe() const { return m_fixture->operation("gadgets", "DescribeGadget"); }
    Waiter waiter(const char *name) const
    {
        for (const Waiter &one : waitersOf(*describe())) {
            if (isNamed(one.name, QString::fromLatin1(name)))
                return one;
        }
        qFatal("no waiter %s", name);
    }
    WaitResult run(const WireServer &server, Waiter waiter, WaitOptions options = {}, const char *id = "g")
    {
        m_progress.clear();
        options.progress = [this](const WaitProgress &progress) { m_progress.append(progress); };
        if (!options.delay)
            options.delay = std::chrono::milliseconds(1);
        return await(wait(m_fixture->environment, describe(),
                          QCborMap{{QStringLiteral("GadgetId"), QString::fromLatin1(id)}},
                          m_fixture->target(server), std::move(waiter), std::move(options)));
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void untilReady()
    {
        WireServer server(inTurn({{400, kNotFound}, {200, gadget("MAKING")}, {200, gadget("READY")}}));
        const WaitResult result = run(server, waiter("gadget-ready"));
        QCOMPARE(result.state, State::Ready);
        QCOMPARE(result.looks, 3);
        QCOMPARE(result.seen, QStringLiteral("READY"));
        QCOMPARE(m_progress.size(), 5);
        QCOMPARE(m_progress[1].seen, QStringLiteral("GadgetNotFoundException"));
        QVERIFY(m_progress[1].next);
        QVERIFY(!m_progress[2].next);
        QCOMPARE(m_progress[3].seen, QStringLiteral("MAKING"));
        QCOMPARE(m_fixture->rows(), 3);
        QCOMPARE(m_fixture->record(3).request.parent, 1);
        QCOMPARE(m_fixture->record(3).request.what, QStringLiteral("g, look 3"));
    }

    void failsWhereItCannotGetThere()
    {
        WireServer server(inTurn(
            {{200, R"({"Gadget":{"Status":"MAKING","Parts":[{"State":"FINE"},{"State":"BROKEN"}]}})"}}));
        const WaitResult result = run(server, waiter("GadgetReady"));
        QCOMPARE(result.state, State::Failed);
        QVERIFY2(result.sentence.contains(u"not be reached"), qPrintable(result.sentence));
    }

    void looksAtTheInputToo()
    {
        WireServer server(inTurn({{200, gadget("MAKING")}}));
        QCOMPARE(run(server, waiter("GadgetReady"), {}, "shortcut").state, State::Ready);
    }

    void untilGone()
    {
        WireServer server(inTurn({{200, gadget("READY")}, {400, kNotFound}}));
        QCOMPARE(run(server, waiter("GadgetDeleted")).state, State::Ready);
        WireServer busy(inTurn({{200, R"({"Gadget":{"Parts":[{"State":"BUSY"},{"State":"BUSY"}]}})"}}));
        QCOMPARE(run(busy, waiter("GadgetDeleted")).state, State::Failed);
    }

    // An empty list is not "all of them".
    void allOfNoneIsNot()
    {
        Waiter one = waiter("GadgetDeleted");
        one.maxAttempts = 2;
        WireServer server(inTurn({{200, R"({"Gadget":{"Parts":[]}})"}}));
        QCOMPARE(run(server, one).state, State::TooLong);
    }

    void endsAfterTheLastLook()
    {
        Waiter one = waiter("GadgetReady");
        one.maxAttempts = 3;
        WireServer server(inTurn({{200, gadget("MAKING")}}));
        const WaitResult result = run(server, one);
        QCOMPARE(result.state, State::TooLong);
        QCOMPARE(result.looks, 3);
        QVERIFY2(result.sentence.contains(u"MAKING"), qPrintable(result.sentence));
    }

    void unknownErrorsEndIt()
    {
        WireServer server(inTurn({{400, R"({"__type":"AccessDeniedException","message":"No."})"}}));
        const WaitResult result = run(server, waiter("GadgetReady"));
        QCOMPARE(result.state, State::Broken);
        QCOMPARE(result.last.error->code, QStringLiteral("AccessDeniedException"));
    }

    void canBeStopped()
    {
        WireServer server(inTurn({{200, gadget("MAKING")}}));
        WaitOptions options;
        options.delay = std::chrono::hours(1);
        options.call.cancellation = std::make_shared<Cancellation>();
        QTimer::singleShot(200, this, [cancellation = options.call.cancellation] { cancellation->cancel(); });
        const WaitResult result = run(server, waiter("GadgetReady"), options);
        QCOMPARE(result.state, State::Cancelled);
        QCOMPARE(result.seen, QStringLiteral("MAKING"));
    }

    // Smithy names the shortest and the longest delay and no number of looks.
    void delaysGrow()
    {
        WireServer server(inTurn({{200, gadget("MAKING")}}));
        WaitOptions options;
        options.call.cancellation = std::make_shared<Cancellation>();
        Waiter one = waiter("GadgetReady");
        QCOMPARE(one.delay, std::chrono::seconds(1));
        QCOMPARE(one.longestDelay, std::chrono::seconds(4));
        one.delay = std::chrono::milliseconds(10);
        one.longestDelay = std::chrono::milliseconds(40);
        QList<qint64> delays;
        options.progress = [&](const WaitProgress &progress) {
            if (progress.next)
                delays.append(progress.next->count());
            if (delays.size() == 5)
                options.call.cancellation->cancel();
        };
        (void)await(wait(m_fixture->environment, describe(),
                         QCborMap{{QStringLiteral("GadgetId"), QStringLiteral("g")}},
                         m_fixture->target(server), one, options));
        QCOMPARE(delays, (QList<qint64>{10, 20, 40, 40, 40}));
    }
};

QTEST_GUILESS_MAIN(TestWaiting)
#include "tst_waiting.moc"
