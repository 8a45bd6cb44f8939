// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;
using practice::Fault;

namespace
{

QCborMap group(const char *name, const char *token = "token-1")
{
    return {{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
            {QStringLiteral("SAMAccountName"), QString::fromLatin1(name)},
            {QStringLiteral("ClientToken"), QString::fromLatin1(token)}};
}

} // namespace

class TestPracticeFaults : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>();
        m_operation = m_account->operation("ds-data", "CreateGroup");
    }

    void throttlesCountedRequests()
    {
        QSignalSpy changed(&m_account->server(), &practice::Server::faultChanged);
        m_account->server().setFault({Fault::Kind::Throttle, 2, 0});
        for (int i = 0; i < 2; ++i) {
            const protocol::Answer answer = m_account->call(*m_operation, group("a"));
            QVERIFY(answer.error);
            QCOMPARE(answer.error->code, QStringLiteral("ThrottlingException"));
            QCOMPARE(answer.error->httpStatus, 429);
        }
        QCOMPARE(m_account->server().fault().kind, Fault::Kind::None);
        QCOMPARE(changed.size(), 3);
        QCOMPARE(m_account->server().resourceCount(), 0);
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
    }

    void throttlesAwsJsonWith400()
    {
        m_account->server().setFault({Fault::Kind::Throttle, 1, 0});
        const model::OperationPtr op = m_account->operation("sso-admin", "CreateInstance");
        QCOMPARE(m_account->codeOf(*op, {}), QStringLiteral("ThrottlingException"));
        QCOMPARE(m_account->last().status, 400);
    }

    void failsUntilChanged()
    {
        m_account->server().setFault({Fault::Kind::ServerError, -1, 0});
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(m_account->codeOf(*m_operation, group("a")), QStringLiteral("InternalServerException"));
            QCOMPARE(m_account->last().status, 500);
        }
        m_account->server().setFault({});
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
    }

    void hangsUpBeforeWork()
    {
        QSignalSpy served(&m_account->server(), &practice::Server::requestServed);
        m_account->server().setFault({Fault::Kind::HangUpBeforeWork, 1, 0});
        QCOMPARE(m_account->send(m_account->bytes(*m_operation, group("a"))).status, 0);
        QCOMPARE(served.size(), 1); // it was read to its end
        QCOMPARE(served[0][2].toInt(), 0);
        QCOMPARE(m_account->server().resourceCount(), 0);
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
    }

    void hangsUpAfterWork()
    {
        m_account->server().setFault({Fault::Kind::HangUpAfterWork, 1, 0});
        QCOMPARE(m_account->send(m_account->bytes(*m_operation, group("a"))).status, 0);
        QCOMPARE(m_account->server().resourceCount(), 1);
        m_account->restart(); // the work survives
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
        QCOMPARE(m_account->server().resourceCount(), 1);
        QCOMPARE(m_account->codeOf(*m_operation, group("a", "token-2")), QStringLiteral("ConflictException"));
    }

    void answersSlowly()
    {
        m_account->server().setFault({Fault::Kind::SlowAnswer, 1, 200});
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
        QVERIFY(timer.elapsed() >= 195);
    }

    void aClientThatGivesUpWaitingIsNoTrouble()
    {
        m_account->server().setFault({Fault::Kind::SlowAnswer, 1, 100});
        {
            RawClient client(m_account->server());
            client.write(m_account->bytes(*m_operation, group("a")));
            QTRY_COMPARE(m_account->server().resourceCount(), 1);
        }
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QString());
    }

    void aClockAheadIsTold()
    {
        m_account->server().setFault({Fault::Kind::ClockSkew, -1, 3'600'000});
        QCOMPARE(m_account->codeOf(*m_operation, group("a")), QStringLiteral("InvalidSignatureException"));
        QVERIFY(m_account->last().headers.value("date").endsWith("04:04:05 GMT"));
        // A client that has learnt the difference gets through.
        QCOMPARE(m_account->codeOf(*m_operation, group("a"), {.clockAhead = 3'600'000}), QString());
    }

    void names_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("milliseconds");
        const auto row = [](const char *text, Fault::Kind kind, int count, int milliseconds) {
            QTest::newRow(text) << QString::fromLatin1(text) << true << static_cast<int>(kind) << count
                                << milliseconds;
        };
        row("throttle", Fault::Kind::Throttle, 1, 0);
        row("server-error:3", Fault::Kind::ServerError, 3, 0);
        row("hang-up-before-work:-1", Fault::Kind::HangUpBeforeWork, -1, 0);
        row("slow-answer:2:250", Fault::Kind::SlowAnswer, 2, 250);
        row("clock-skew", Fault::Kind::ClockSkew, -1, 3'600'000);
        row("clock-skew:-1:-60000", Fault::Kind::ClockSkew, -1, -60'000);
        for (const char *text :
             {"", "tea", "throttle:", "throttle:x", "throttle:0", "throttle:-2", "slow-answer:1:2:3"})
            QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text) << false << 0 << 0 << 0;
    }

    void names()
    {
        QFETCH(const QString, text);
        QFETCH(const bool, valid);
        const std::optional<Fault> fault = Fault::parse(text);
        QCOMPARE(fault.has_value(), valid);
        if (!valid)
            return;
        QTEST(static_cast<int>(fault->kind), "kind");
        QTEST(fault->count, "count");
        QTEST(fault->milliseconds, "milliseconds");
        QVERIFY(text.startsWith(fault->name()));
        QVERIFY(Fault::names().contains(fault->name()));
    }

private:
    std::unique_ptr<Loopback> m_account;
    model::OperationPtr m_operation;
};

QTEST_GUILESS_MAIN(TestPracticeFaults)
#include "tst_practicefaults.moc"
