// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QTest>

using namespace formwork;

namespace
{

const char kGroup[] = "{'DirectoryId':'d-926703a1b2','SAMAccountName':'Readers','ClientToken':'token-1'}";

QString sidOf(const protocol::Answer &answer)
{
    return answer.output.toMap().value(QStringLiteral("SID")).toString();
}

} // namespace

class TestPracticeTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>();
        m_operation = m_account->operation("ds-data", "CreateGroup");
    }

    void sameTokenAndInputGiveTheFirstAnswer()
    {
        const protocol::Answer first = m_account->call(*m_operation, input(kGroup));
        const protocol::Answer second = m_account->call(*m_operation, input(kGroup));
        QVERIFY(!first.error && !second.error);
        QVERIFY(!sidOf(first).isEmpty());
        QCOMPARE(second.output, first.output);
        QVERIFY(second.requestId != first.requestId);
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void theOrderOfMembersIsNotInput()
    {
        const protocol::Answer first = m_account->call(*m_operation, input(kGroup));
        http::Request request = protocol::serialise(*m_operation, input(kGroup))->request;
        request.body = R"({"SAMAccountName" : "Readers", "ClientToken":"token-1"})";
        const http::Response again = m_account->send(m_account->bytes(*m_operation, request));
        QCOMPARE(sidOf(*protocol::parse(*m_operation, again)), sidOf(first));
    }

    void otherInputIsAMismatch()
    {
        QCOMPARE(m_account->codeOf(*m_operation, input(kGroup)), QString());
        QCborMap other = input(kGroup);
        other[QStringLiteral("SAMAccountName")] = QStringLiteral("Writers");
        const protocol::Answer answer = m_account->call(*m_operation, other);
        QVERIFY(answer.error);
        QCOMPARE(answer.error->code, QStringLiteral("ConflictException"));
        QVERIFY(answer.error->message.contains(QStringLiteral("token")));
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void mismatchOfOtherServices()
    {
        const model::OperationPtr op = m_account->operation("proton", "CreateEnvironmentAccountConnection");
        QCborMap connection =
            input("{'clientToken':'t','environmentName':'e','managementAccountId':'111122223333'}");
        QCOMPARE(m_account->codeOf(*op, connection), QString());
        connection[QStringLiteral("environmentName")] = QStringLiteral("f");
        QCOMPARE(m_account->codeOf(*op, connection), QStringLiteral("IdempotentParameterMismatch"));
    }

    void afterItsLifeATokenIsNew()
    {
        const QString first = sidOf(m_account->call(*m_operation, input(kGroup)));
        m_account->clock().advance(8 * 3'600'000 - 1);
        QCOMPARE(sidOf(m_account->call(*m_operation, input(kGroup))), first);
        m_account->clock().advance(1);
        // New, and so it meets the group that is there.
        QCOMPARE(m_account->codeOf(*m_operation, input(kGroup)), QStringLiteral("ConflictException"));
        QCborMap other = input(kGroup);
        other[QStringLiteral("SAMAccountName")] = QStringLiteral("Writers");
        const QString second = sidOf(m_account->call(*m_operation, other));
        QVERIFY(!second.isEmpty() && second != first);
        QCOMPARE(sidOf(m_account->call(*m_operation, other)), second);
    }

    void aRefusedRequestUsesNoToken()
    {
        QCborMap refused = input(kGroup);
        refused[QStringLiteral("DirectoryId")] = QStringLiteral("d-0000000000");
        QCOMPARE(m_account->codeOf(*m_operation, refused), QStringLiteral("AccessDeniedException"));
        QCOMPARE(m_account->codeOf(*m_operation, input(kGroup)), QString());
    }

    void tokensBelongToARegion()
    {
        const QString first = sidOf(m_account->call(*m_operation, input(kGroup)));
        const QString second =
            sidOf(m_account->call(*m_operation, input(kGroup), {.region = QStringLiteral("eu-west-1")}));
        QVERIFY(!second.isEmpty() && second != first);
    }

    void tokensOutliveTheServer()
    {
        const QString first = sidOf(m_account->call(*m_operation, input(kGroup)));
        m_account->restart();
        QCOMPARE(sidOf(m_account->call(*m_operation, input(kGroup))), first);
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void manyAtOnceCreateOne()
    {
        const QByteArray bytes = m_account->bytes(*m_operation, input(kGroup));
        std::vector<std::unique_ptr<RawClient>> clients;
        for (int i = 0; i < 20; ++i) {
            clients.push_back(std::make_unique<RawClient>(m_account->server()));
            clients.back()->write(bytes);
        }
        QByteArray body;
        for (const auto &client : clients) {
            QVERIFY(client->waitForAnswers(1));
            const http::Response answer = client->answers().constFirst();
            QCOMPARE(answer.status, 200);
            body = body.isEmpty() ? answer.body : body;
            QCOMPARE(answer.body, body);
        }
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void twoServersShareTheFile()
    {
        practice::Server other(m_account->file(), catalog::Catalog::build({}), guide::Guides::builtIn(),
                               std::make_shared<FixedClock>(m_account->clock().nowUtc()),
                               std::make_shared<RandomTokenSource>());
        QVERIFY(other.listen());
        QCOMPARE(m_account->codeOf(*m_operation, input(kGroup)), QString());
        QCOMPARE(other.resourceCount(), 1);
    }

private:
    std::unique_ptr<Loopback> m_account;
    model::OperationPtr m_operation;
};

QTEST_GUILESS_MAIN(TestPracticeTokens)
#include "tst_practicetokens.moc"
