// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "client/pages.h"
#include "transfer/upload.h"

#include <QFile>
#include <QTest>

#include <utility>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using journal::Outcome;

namespace
{

credentials::Credentials session(const char *id, const char *account = "123456789012")
{
    credentials::Credentials keys{QString::fromLatin1(id), QStringLiteral("canary-secret-0002"),
                                  QStringLiteral("canary-token"), QStringLiteral("sso")};
    keys.accountId = QString::fromLatin1(account);
    return keys;
}

// Gives the first keys until they are called over, then the next ones.
class Source final : public credentials::AccountSource
{
public:
    explicit Source(QList<Result<credentials::Credentials>> keys)
        : m_keys(std::move(keys))
    {
    }
    [[nodiscard]] QList<credentials::Profile> profiles() override
    {
        credentials::Profile profile;
        profile.id = QStringLiteral("aws:dev");
        profile.name = QStringLiteral("dev");
        profile.kind = credentials::ProfileKind::Shared;
        profile.region = QStringLiteral("us-east-1");
        return {profile};
    }
    [[nodiscard]] QCoro::Task<Result<credentials::Credentials>> credentials(credentials::Profile, QString,
                                                                            Effort) override
    {
        co_return std::as_const(m_keys).first(); // what is not const would be moved from
    }
    [[nodiscard]] QCoro::Task<Result<credentials::Credentials>> credentialsOf(credentials::Profile,
                                                                              Effort) override
    {
        co_return std::as_const(m_keys).first(); // what is not const would be moved from
    }
    void forget(const QString &accessKeyId) override
    {
        forgotten.append(accessKeyId);
        if (m_keys.size() > 1)
            m_keys.removeFirst();
    }
    void watch(std::function<void()>) override { }

    QStringList forgotten;

private:
    QList<Result<credentials::Credentials>> m_keys;
};

} // namespace

// Credentials that run out in the middle of a call.
class TestCallExpiry : public CallTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<CallFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void goesOnWithTheSameTokenAndBody_data()
    {
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("JSON") << QByteArray("ExpiredTokenException");
        QTest::newRow("query") << QByteArray("ExpiredToken");
        QTest::newRow("request") << QByteArray("RequestExpired");
    }

    void goesOnWithTheSameTokenAndBody()
    {
        QFETCH(QByteArray, code);
        const auto source = use({session("ASIAFIRST"), session("ASIASECOND")});
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            m_signedBy.append(request.header("authorization").contains("ASIAFIRST") ? 1 : 2);
            if (number == 1)
                answer(400, awsError(code.constData()))(socket, request, number);
            else
                socket.write(answerBytes(200, groupCreated()));
        });
        m_signedBy.clear();
        const CallResult result = call(server);
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 result.error ? qPrintable(result.error->sentence()) : "");
        QCOMPARE(m_signedBy, (QList<int>{1, 2}));
        QCOMPARE(server.requests.at(0).body, server.requests.at(1).body);
        QCOMPARE(tokenIn(server.requests.at(0)), tokenIn(server.requests.at(1)));
        QCOMPARE(source->forgotten, QStringList{QStringLiteral("ASIAFIRST")});
        const QList<journal::Attempt> attempts = m_fixture->environment->journal->attempts(1).value();
        QCOMPARE(attempts.size(), 2);
        QCOMPARE(attempts[0].outcome, Outcome::Rejected);
        QCOMPARE(attempts[1].outcome, Outcome::Succeeded);
    }

    void asksOnceAndThenSaysSo()
    {
        const auto source = use({session("ASIAFIRST"), session("ASIASECOND"), session("ASIATHIRD")});
        WireServer server(answer(400, awsError("ExpiredTokenException")));
        const CallResult result = call(server);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(source->forgotten.size(), 1);
    }

    void saysThatSomebodyHasToSignIn()
    {
        use({session("ASIAFIRST"),
             failure(Phase::Credentials, QStringLiteral("SignInNeeded"), QStringLiteral("Sign in again."))});
        WireServer server(answer(400, awsError("ExpiredTokenException")));
        const CallResult result = call(server);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(result.error->code, QStringLiteral("SignInNeeded"));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Rejected);
    }

    void neverGoesOnInAnotherAccount()
    {
        use({session("ASIAFIRST"), session("ASIASECOND", "210987654321")});
        WireServer server(answer(400, awsError("ExpiredTokenException")));
        const CallResult result = call(server);
        QCOMPARE(result.outcome, Outcome::Rejected);
        QCOMPARE(server.requests.size(), 1);
    }

    // The second page of three: it alone is asked for again, and nothing of the first one is lost.
    void goesOnInTheMiddleOfPages()
    {
        const auto source = use({session("ASIAFIRST"), session("ASIASECOND")});
        QList<QByteArray> signers;
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray signer =
                request.header("authorization").contains("ASIAFIRST") ? "first" : "second";
            signers.append(signer);
            const bool isFirstPage = !request.body.contains("NextToken");
            if (!isFirstPage && signer == "first") {
                answer(400, awsError("ExpiredTokenException"))(socket, request, 0);
                return;
            }
            const bool isLast = request.body.contains("\"2\"");
            socket.write(answerBytes(200,
                                     isFirstPage  ? R"({"Gadgets":[{"GadgetId":"a"}],"NextToken":"1"})"
                                         : isLast ? R"({"Gadgets":[{"GadgetId":"c"}]})"
                                                  : R"({"Gadgets":[{"GadgetId":"b"}],"NextToken":"2"})"));
        });
        const model::OperationPtr list = m_fixture->operation("gadgets", "ListGadgets");
        const auto pages = std::make_shared<Pages>(*Paging::of(*list), QCborMap(), 0);
        const PagesOptions options;
        const CallResult result =
            await(fetchPages(m_fixture->environment, list, target(server), pages, options));
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 result.error ? qPrintable(result.error->sentence()) : "");
        QCOMPARE(result.output.toMap().value(QStringLiteral("Gadgets")).toArray().size(), 3);
        QCOMPARE(signers.join(' '), QByteArray("first first second second"));
        QCOMPARE(server.requests.at(1).body, server.requests.at(2).body);
        QCOMPARE(source->forgotten, QStringList{QStringLiteral("ASIAFIRST")});
        const QList<journal::Attempt> attempts = m_fixture->environment->journal->attempts(1).value();
        QCOMPARE(attempts.size(), 4);
        QCOMPARE(attempts[1].outcome, Outcome::Rejected);
        QCOMPARE(attempts[1].errorCode, QStringLiteral("ExpiredTokenException"));
        QCOMPARE(m_fixture->record(1).outcome, Outcome::Succeeded);
    }

    // The service says it when all of a long body has arrived; the file is read anew for the second attempt.
    void sendsAFileAgainFromItsBeginning()
    {
        const auto source = use({session("ASIAFIRST"), session("ASIASECOND")});
        const QByteArray content(3 * 1024 * 1024, 'x');
        const QString path = m_fixture->folder + QStringLiteral("/tape.bin");
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
        file.close();
        WireServer server([&](QTcpSocket &socket, const RawRequest &request, int number) {
            if (number == 1)
                answer(400, awsError("ExpiredTokenException"))(socket, request, number);
            else
                socket.write(answerBytes(200, "{}"));
        });
        const model::OperationPtr put = m_fixture->operation("tapes", "PutTape");
        const QCborMap tape{{QStringLiteral("Name"), QStringLiteral("a")}};
        const auto chosen = transfer::uploadFile(path);
        QVERIFY(chosen);
        const auto input = transfer::withUpload(*put, QCborValue(tape), *chosen);
        QVERIFY(input);
        const CallResult result = m_fixture->call(put, *input, target(server));
        QVERIFY2(result.outcome == Outcome::Succeeded,
                 result.error ? qPrintable(result.error->sentence()) : "");
        QCOMPARE(server.requests.size(), 2);
        QCOMPARE(server.requests.at(0).body, content);
        QCOMPARE(server.requests.at(1).body, content);
        QVERIFY(server.requests.at(1).header("authorization").contains("ASIASECOND"));
        QVERIFY(server.requests.at(0).header("authorization")
                != server.requests.at(1).header("authorization"));
        QCOMPARE(source->forgotten.size(), 1);
        QCOMPARE(m_fixture->environment->journal->attempts(1).value().size(), 2);
        QCOMPARE(m_fixture->record(1).attempts, 2);
    }

    void keysThatLastAreNotRenewed()
    {
        credentials::Credentials keys = session("AKIALASTS");
        keys.sessionToken.clear();
        const auto source = use({keys, session("ASIASECOND")});
        WireServer server(answer(400, awsError("ExpiredTokenException")));
        QCOMPARE(call(server).outcome, Outcome::Rejected);
        QCOMPARE(server.requests.size(), 1);
        QVERIFY(source->forgotten.isEmpty());
    }

private:
    std::shared_ptr<Source> use(QList<Result<credentials::Credentials>> keys)
    {
        const auto source = std::make_shared<Source>(std::move(keys));
        m_fixture->environment->profiles->setSource(source);
        return source;
    }

    Target target(const WireServer &server) const
    {
        Target target = m_fixture->target(server);
        target.profile = *m_fixture->environment->profiles->profile(QStringLiteral("aws:dev"));
        return target;
    }
    CallResult call(const WireServer &server) const
    {
        return m_fixture->call(createGroup(), groupInput(), target(server));
    }

    QList<int> m_signedBy;
};

QTEST_GUILESS_MAIN(TestCallExpiry)
#include "tst_callexpiry.moc"
