// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "asking/ask.h"
#include "asking/identity.h"
#include "core/signin/signinbench.h"

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
