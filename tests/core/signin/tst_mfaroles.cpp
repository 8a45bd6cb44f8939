// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "asking/ask.h"
#include "asking/identity.h"
#include "core/signin/signinbench.h"
#include "signin/cachefiles.h"

using namespace formwork;
using namespace formwork::signin;
using bench::Place;
using bench::Program;
using tests::await;

namespace
{

const QByteArray kKeys = "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\n";
const QByteArray kRole =
    "[profile dev]\nrole_arn = arn:aws:iam::123456789012:role/Admin\nsource_profile = base\n"
    "mfa_serial = arn:aws:iam::111122223333:mfa/me\nregion = eu-west-1\n";
const QByteArray kOther =
    "[profile prod]\nrole_arn = arn:aws:iam::210987654321:role/Admin\nsource_profile = base\n"
    "mfa_serial = arn:aws:iam::111122223333:mfa/me\nregion = eu-west-1\n";

// Somebody who types these codes, one after the other.
struct Typist {
    QStringList codes;
    QList<MfaQuestion> questions;

    void sitAt(const Program &program)
    {
        program.sources->prompts.mfaCode = [this](MfaQuestion question) -> QCoro::Task<Result<QString>> {
            questions.append(question);
            if (codes.isEmpty())
                co_return failure(Phase::Credentials, QStringLiteral("Cancelled"), QStringLiteral("no"));
            co_return codes.takeFirst();
        };
    }
};

} // namespace

class TestMfaRoles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void asksForACodeAndKeepsTheSession()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole);
        const Program program(place);
        Typist typist{{QStringLiteral("123456")}, {}};
        typist.sitAt(program);
        const auto keys = program.credentials("dev");
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QCOMPARE(typist.questions.size(), 1);
        QCOMPARE(typist.questions.first().profile, QStringLiteral("dev"));
        QCOMPARE(typist.questions.first().serial, QStringLiteral("arn:aws:iam::111122223333:mfa/me"));
        const Program later(place); // nobody sits there
        const auto kept = later.credentials("dev");
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().sentence()));
        QCOMPARE(kept->accessKeyId, keys->accessKeyId);
        place.clock->advance(50 * 60 * 1000); // ten minutes left
        const auto needed = Program(place).credentials("dev");
        QVERIFY(!needed);
        QCOMPARE(needed.error().code, QStringLiteral("MfaNeeded"));
    }

    void neverSendsOneCodeTwice()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole + kOther + "duration_seconds = 7200\n");
        const Program program(place);
        Typist typist{{QStringLiteral("123456"), QStringLiteral("123456"), QStringLiteral("123457")}, {}};
        typist.sitAt(program);
        QVERIFY(
            program.credentials("prod")); // two hours cannot come of a session: it takes a code of its own
        const auto keys = program.credentials("dev");
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QCOMPARE(typist.questions.size(), 3);
        QVERIFY(typist.questions.at(1).needsNext);
        QVERIFY(typist.questions.at(2).problem.contains(u"has been used"));
        QStringList sent;
        for (const fake::Request &request : place.aws.server.requests)
            sent.append(request.form("TokenCode"));
        QCOMPARE(sent.count(QStringLiteral("123456")), 1);
    }

    void severalRolesComeOfOneCode()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole + kOther);
        const Program program(place);
        Typist typist{{QStringLiteral("123456")}, {}};
        typist.sitAt(program);
        auto one = program.environment->profiles->credentials(QStringLiteral("aws:dev"));
        auto two = program.environment->profiles->credentials(QStringLiteral("aws:prod"));
        QVERIFY(await(std::move(one)));
        QVERIFY(await(std::move(two)));
        QCOMPARE(typist.questions.size(), 1);
        QCOMPARE(place.aws.server.requests.first().form("Action"), QStringLiteral("GetSessionToken"));
        QCOMPARE(place.aws.server.requests.size(), 3);
    }

    void saysWhatIsWrongWithACode_data()
    {
        QTest::addColumn<QStringList>("codes");
        QTest::addColumn<QString>("refusal");
        QTest::addColumn<QString>("says");
        QTest::newRow("clock") << QStringList{QStringLiteral("000001"), QStringLiteral("000002")} << QString()
                               << QStringLiteral("clock of the device");
        QTest::newRow("device") << QStringList{QStringLiteral(
            "123456")} << QStringLiteral("MultiFactorAuthentication failed, unable to validate MFA code.")
                                << QStringLiteral("not one of whoever");
        QTest::newRow("denied") << QStringList{QStringLiteral("123456")} << QStringLiteral("not authorized")
                                << QStringLiteral("not authorized");
    }

    void saysWhatIsWrongWithACode()
    {
        QFETCH(QStringList, codes);
        QFETCH(QString, refusal);
        QFETCH(QString, says);
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole);
        place.aws.mfaRefusal = refusal;
        const Program program(place);
        Typist typist{codes, {}};
        typist.sitAt(program);
        const auto keys = program.credentials("dev");
        QVERIFY(!keys);
        QVERIFY2(keys.error().sentence().contains(says), qPrintable(keys.error().sentence()));
    }

    void aWrongCodeIsAskedForAgain()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole);
        const Program program(place);
        Typist typist{{QStringLiteral("12"), QStringLiteral("000001"), QStringLiteral("123456")}, {}};
        typist.sitAt(program);
        QVERIFY(program.credentials("dev"));
        QVERIFY(typist.questions.at(1).problem.contains(u"six digits"));
        QVERIFY(typist.questions.at(2).problem.contains(u"not taken"));
    }

    void keysWithADeviceGetASession()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"),
                    kKeys + "mfa_serial = arn:aws:iam::111122223333:mfa/me\nregion = eu-west-1\n");
        const Program program(place);
        Typist typist{{QStringLiteral("123456")}, {}};
        typist.sitAt(program);
        QCOMPARE(program.credentials("base")->accessKeyId, QStringLiteral("AKIABASE"));
        const auto profile = program.environment->profiles->profile(QStringLiteral("aws:base"));
        QVERIFY(profile);
        QCOMPARE(profile->mfaSerial, QStringLiteral("arn:aws:iam::111122223333:mfa/me"));
        const auto until = await(program.signIns->beginMfaSession(*profile, profile->mfaSerial));
        QVERIFY2(until, until ? "" : qPrintable(until.error().sentence()));
        QVERIFY(Program(place).credentials("base")->accessKeyId.startsWith(u"ASIASTS"));
        QVERIFY(await(program.signIns->endMfaSession(*profile)));
        QCOMPARE(Program(place).credentials("base")->accessKeyId, QStringLiteral("AKIABASE"));
    }

    // AWS is asked for less than the role may do, and what was got before with all of it is not used.
    void aReadOnlyAccountAsksForLess()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"),
                    kKeys + QByteArray(kRole).replace("mfa_serial", "x_serial")
                        + "[profile far]\nrole_arn = arn:aws-cn:iam::210987654321:role/Far\n"
                          "source_profile = dev\nregion = cn-north-1\n");
        const Program program(place);
        const auto policies = [&] {
            QStringList sent;
            for (const fake::Request &request : place.aws.server.requests)
                sent.append(request.form("PolicyArns.member.1.arn"));
            place.aws.server.requests.clear();
            return sent;
        };
        const auto guard = [&](const QString &id, credentials::Guard level, bool asksForLess) {
            credentials::Profile profile = *program.environment->profiles->profile(id);
            profile.guard = level;
            profile.asksForLess = asksForLess;
            QVERIFY(await(program.environment->profiles->save(profile, {})));
        };
        const QString dev = QStringLiteral("aws:dev");
        const auto all = program.credentials("dev");
        QVERIFY(all);
        QCOMPARE(policies(), QStringList{QString()});
        guard(dev, credentials::Guard::ReadOnly, true);
        const auto less = program.credentials("dev");
        QVERIFY2(less, less ? "" : qPrintable(less.error().sentence()));
        QCOMPARE(policies(), QStringList{QStringLiteral("arn:aws:iam::aws:policy/ReadOnlyAccess")});
        QVERIFY(less->accessKeyId != all->accessKeyId);
        const Program later(place);
        QVERIFY(later.environment->profiles->load());
        QCOMPARE(later.credentials("dev")->accessKeyId, less->accessKeyId); // it is kept so as well
        guard(dev, credentials::Guard::ReadOnly, false); // the person wants the whole role
        QCOMPARE(program.credentials("dev")->accessKeyId, all->accessKeyId);
        QCOMPARE(policies(), QStringList());
        guard(dev, credentials::Guard::Confirm, true);
        QCOMPARE(program.credentials("dev")->accessKeyId, all->accessKeyId);
        // The first role of a chain keeps what it needs to assume the second one.
        guard(QStringLiteral("aws:far"), credentials::Guard::ReadOnly, true);
        QVERIFY(program.credentials("far"));
        QCOMPARE(policies(),
                 (QStringList{QString(), QStringLiteral("arn:aws-cn:iam::aws:policy/ReadOnlyAccess")}));
    }

    // Likewise where the role is had for a web identity, which is sent without keys.
    void aReadOnlyWebIdentityAsksForLess()
    {
        Place place;
        place.write(QStringLiteral("/h/token"), "eyJ-a-web-identity");
        place.write(QStringLiteral("/h/.aws/config"),
                    "[profile web]\nrole_arn = arn:aws-us-gov:iam::123456789012:role/Web\n"
                    "web_identity_token_file = /h/token\nregion = us-gov-west-1\n");
        const Program program(place);
        const auto all = program.credentials("web");
        QVERIFY2(all, all ? "" : qPrintable(all.error().sentence()));
        credentials::Profile profile = *program.environment->profiles->profile(QStringLiteral("aws:web"));
        profile.guard = credentials::Guard::ReadOnly;
        profile.asksForLess = true;
        QVERIFY(await(program.environment->profiles->save(profile, {})));
        const auto less = program.credentials("web");
        QVERIFY2(less, less ? "" : qPrintable(less.error().sentence()));
        QVERIFY(less->accessKeyId != all->accessKeyId);
        const QList<fake::Request> &sent = place.aws.server.requests;
        QCOMPARE(sent.size(), 2);
        for (const fake::Request &request : sent) {
            QCOMPARE(request.form("Action"), QStringLiteral("AssumeRoleWithWebIdentity"));
            QCOMPARE(request.form("WebIdentityToken"), QStringLiteral("eyJ-a-web-identity"));
            QVERIFY(request.signedBy().isEmpty());
        }
        QCOMPARE(sent.at(0).form("PolicyArns.member.1.arn"), QString());
        QCOMPARE(sent.at(1).form("PolicyArns.member.1.arn"),
                 QStringLiteral("arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess"));
        profile.asksForLess = false;
        QVERIFY(await(program.environment->profiles->save(profile, {})));
        const auto again = program.credentials("web");
        QVERIFY(again);
        QCOMPARE(again->accessKeyId, all->accessKeyId); // what is kept of the one is not that of the other
    }

    // Somebody is signed in with the AWS CLI for the same role, with all that it may do.
    void aReadOnlyAccountLeavesTheCachesOfTheCli()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kKeys + kRole);
        const RoleHop hop{QStringLiteral("dev"),
                          QStringLiteral("arn:aws:iam::123456789012:role/Admin"),
                          {},
                          {},
                          QStringLiteral("arn:aws:iam::111122223333:mfa/me"),
                          {},
                          {},
                          false,
                          {}};
        const Program program(place);
        place.write(QStringLiteral("/h/.aws/cli/cache/") + roleFile(hop),
                    R"({"AssumedRoleUser":{"Arn":"arn:aws:sts::123456789012:assumed-role/Admin/me"},)"
                    R"("Credentials":{"AccessKeyId":"ASIACLI","SecretAccessKey":"s","SessionToken":"t",)"
                    R"("Expiration":"2026-01-01T13:00:00+00:00"}})");
        const auto all = program.credentials("dev");
        QVERIFY2(all, all ? "" : qPrintable(all.error().sentence()));
        QCOMPARE(all->accessKeyId, QStringLiteral("ASIACLI"));
        credentials::Profile profile = *program.environment->profiles->profile(QStringLiteral("aws:dev"));
        profile.guard = credentials::Guard::ReadOnly;
        QVERIFY(await(program.environment->profiles->save(profile, {})));
        Typist typist{{QStringLiteral("123456")}, {}};
        typist.sitAt(program);
        const auto less = program.credentials("dev");
        QVERIFY2(less, less ? "" : qPrintable(less.error().sentence()));
        QVERIFY(less->accessKeyId != u"ASIACLI");
    }

    void goesOnWithNewKeysWhenTheyRunOut()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"),
                    kKeys + QByteArray(kRole).replace("mfa_serial", "x_serial"));
        const Program program(place);
        const auto old = program.credentials("dev");
        QVERIFY(old);
        place.aws.expiredKeys.insert(old->accessKeyId);
        asking::Target target;
        target.profile = *program.environment->profiles->profile(QStringLiteral("aws:dev"));
        const auto identity = await(asking::identify(program.environment, target, std::nullopt));
        QVERIFY2(identity, identity ? "" : qPrintable(identity.error().sentence()));
        QCOMPARE(identity->accountId, QStringLiteral("123456789012"));
    }
};

QTEST_GUILESS_MAIN(TestMfaRoles)
#include "tst_mfaroles.moc"
