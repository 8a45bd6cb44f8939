// SPDX-License-Identifier: Apache-2.0
#include "core/awaiting.h"
#include "core/signin/fakeserver.h"
#include "signin/accountlook.h"

#include <QTest>

using namespace formwork;

// What AWS's console calls an account and how it colours it, for whoever may know.
class TestAccountLook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAliasAndColour()
    {
        fake::Server server([](const fake::Request &request) {
            if (request.path == u"/v1/account-customizations")
                return fake::jsonAnswer({{QStringLiteral("accountColor"), QStringLiteral("red")}});
            return fake::Answer{200,
                                "<ListAccountAliasesResponse><ListAccountAliasesResult><IsTruncated>false"
                                "</IsTruncated><AccountAliases><member>acme-prod</member></AccountAliases>"
                                "</ListAccountAliasesResult></ListAccountAliasesResponse>"};
        });
        const signin::AccountLook look = lookAt(server);
        QCOMPARE(look.alias, QStringLiteral("acme-prod"));
        QCOMPARE(look.colour, QStringLiteral("#c92a2a"));
        QCOMPARE(server.requests.size(), 2);
        for (const fake::Request &request : std::as_const(server.requests))
            QCOMPARE(request.signedBy(), QStringLiteral("AKIALOOK"));
    }

    void isQuietWhereItMayNotKnow()
    {
        fake::Server server([](const fake::Request &) {
            fake::Answer refused = fake::jsonAnswer({{QStringLiteral("message"), QStringLiteral("no")}}, 403);
            refused.errorType = "AccessDeniedException";
            return refused;
        });
        QCOMPARE(lookAt(server), signin::AccountLook());
        QCOMPARE(server.requests.size(), 2); // each once
    }

    void knowsNoColourThatIsNone()
    {
        fake::Server server([](const fake::Request &request) {
            if (request.path == u"/v1/account-customizations")
                return fake::jsonAnswer({{QStringLiteral("accountColor"), QStringLiteral("none")}});
            return fake::Answer{200,
                                "<ListAccountAliasesResponse><ListAccountAliasesResult><AccountAliases/>"
                                "</ListAccountAliasesResult></ListAccountAliasesResponse>"};
        });
        QCOMPARE(lookAt(server), signin::AccountLook());
    }

private:
    static signin::AccountLook lookAt(const fake::Server &server)
    {
        const auto environment = std::make_shared<asking::Environment>();
        environment->clock = std::make_shared<SystemClock>();
        environment->tokens = std::make_shared<RandomTokenSource>();
        environment->transport = transport::networkTransport({});
        environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
        environment->retryQuota = std::make_shared<asking::RetryQuota>();
        environment->profiles = std::make_shared<credentials::ProfileStore>(
            QString(), credentials::memoryKeychain(), [] { return credentials::Credentials(); });
        asking::Target target;
        target.region = QStringLiteral("eu-west-1");
        target.endpointUrl = server.url();
        const credentials::Credentials keys{
            QStringLiteral("AKIALOOK"), QStringLiteral("secret"), {}, QStringLiteral("test")};
        return tests::await(signin::accountLook(environment, target, keys));
    }
};

QTEST_GUILESS_MAIN(TestAccountLook)
#include "tst_accountlook.moc"
