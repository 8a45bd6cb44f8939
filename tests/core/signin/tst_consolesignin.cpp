// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/fulldisk.h"
#include "core/signin/signinbench.h"
#include "signin/dpop.h"

#include <QCryptographicHash>
#include <QTimer>

using namespace formwork;
using namespace formwork::signin;
using bench::Place;
using bench::Program;
using tests::await;

namespace
{

const QString kArn = QStringLiteral("arn:aws:iam::123456789012:user/me");
const QByteArray kConfig =
    "[profile me]\nlogin_session = arn:aws:iam::123456789012:user/me\nregion = eu-west-1\n";

QString loginFile()
{
    return QStringLiteral("/h/.aws/login/cache/")
        + QString::fromLatin1(QCryptographicHash::hash(kArn.toUtf8(), QCryptographicHash::Sha256).toHex())
        + QStringLiteral(".json");
}

QByteArray cliLogin(const Place &place, int left)
{
    const QJsonObject token{
        {QStringLiteral("accessKeyId"), QStringLiteral("ASIAOLD")},
        {QStringLiteral("secretAccessKey"), QStringLiteral("s")},
        {QStringLiteral("sessionToken"), QStringLiteral("t")},
        {QStringLiteral("accountId"), QStringLiteral("123456789012")},
        {QStringLiteral("expiresAt"), place.clock->nowUtc().addSecs(left).toString(Qt::ISODate)}};
    return QJsonDocument(
               QJsonObject{
                   {QStringLiteral("accessToken"), token},
                   {QStringLiteral("tokenType"), QStringLiteral("aws_sigv4")},
                   {QStringLiteral("clientId"), QStringLiteral("arn:aws:signin:::devtools/same-device")},
                   {QStringLiteral("refreshToken"), QStringLiteral("CANARY-OLD")},
                   {QStringLiteral("idToken"), QStringLiteral("e30.e30.x")},
                   {QStringLiteral("dpopKey"), QString::fromLatin1(ProofKey::make().pem())}})
        .toJson();
}

Result<SessionState> signIn(const Program &program, const SignInOptions &options)
{
    return await(program.signIns->signIn(program.signIns->consoleSessions().value(0), options));
}

} // namespace

class TestConsoleSignIn : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void signsInWithTheBrowser()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        SignInOptions options;
        options.progress = [&](const SignInProgress &progress) {
            const QUrl back = place.aws.confirm(progress.url);
            QTimer::singleShot(0, [back] { bench::visit(back); });
        };
        const auto state = signIn(program, options);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        QCOMPARE(state->identity, kArn);
        const auto keys = program.credentials("me");
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QCOMPARE(keys->accountId, QStringLiteral("123456789012"));
        QVERIFY(place.read(loginFile()).isEmpty());
        place.clock->advance(800 * 1000); // renewed by another program, with the key that is kept
        const Program later(place);
        const auto renewed = later.credentials("me");
        QVERIFY2(renewed, renewed ? "" : qPrintable(renewed.error().sentence()));
        QVERIFY(renewed->accessKeyId != keys->accessKeyId);
        QCOMPARE(renewed->accountId, QStringLiteral("123456789012"));
    }

    void signsInFromAnotherMachine()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        const Program program(place);
        QUrl url;
        SignInOptions options;
        options.way = SignInWay::OtherMachine;
        options.progress = [&](const SignInProgress &progress) { url = progress.url; };
        options.pasted = [&]() -> QCoro::Task<Result<QString>> { co_return place.aws.confirmElsewhere(url); };
        const auto state = signIn(program, options);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        QVERIFY(url.toString().contains(u"cross-device"));
        options.pasted = []() -> QCoro::Task<Result<QString>> {
            co_return QStringLiteral("Y29kZT1hJnN0YXRlPWI=");
        };
        const auto other = signIn(program, options);
        QVERIFY(!other);
        QCOMPARE(other.error().code, QStringLiteral("BadCode"));
    }

    void anotherIdentityIsNotTaken()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), QByteArray(kConfig).replace("user/me", "user/other"));
        const Program program(place);
        SignInOptions options;
        options.progress = [&](const SignInProgress &progress) {
            const QUrl back = place.aws.confirm(progress.url);
            QTimer::singleShot(0, [back] { bench::visit(back); });
        };
        const auto state = signIn(program, options);
        QVERIFY(!state);
        QVERIFY(state.error().message.contains(kArn));
    }

    void renewsWhatTheCliKeepsInItsFile()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(loginFile(), cliLogin(place, 100));
        const Program program(place);
        const auto keys = program.credentials("me");
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QVERIFY(keys->accessKeyId.startsWith(u"ASIACON"));
        const QJsonObject file = place.json(loginFile());
        QCOMPARE(file.value(QStringLiteral("accessToken"))
                     .toObject()
                     .value(QStringLiteral("accessKeyId"))
                     .toString(),
                 keys->accessKeyId);
        QVERIFY(file.value(QStringLiteral("refreshToken")).toString() != u"CANARY-OLD");
        QCOMPARE(file.value(QStringLiteral("idToken")).toString(), QStringLiteral("e30.e30.x"));
    }

    // The service takes the old token once: the new one must not be lost with the file.
    void whatCannotBeWrittenIsNotLost()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(loginFile(), cliLogin(place, 100));
        const Program program(place);
        const FullDisk disk;
        const auto first = program.credentials("me");
        QVERIFY2(first, first ? "" : qPrintable(first.error().sentence()));
        place.clock->advance(800 * 1000);
        const auto second = program.credentials("me");
        QVERIFY2(second, second ? "" : qPrintable(second.error().sentence()));
        QVERIFY(second->accessKeyId != first->accessKeyId);
    }

    void aSignInThatIsOverIsASentence()
    {
        Place place;
        place.write(QStringLiteral("/h/.aws/config"), kConfig);
        place.write(loginFile(), cliLogin(place, -1));
        place.aws.consoleError = QStringLiteral("USER_CREDENTIALS_CHANGED");
        const auto keys = Program(place).credentials("me");
        QVERIFY(!keys);
        QCOMPARE(keys.error().code, QStringLiteral("SignInNeeded"));
        QVERIFY2(keys.error().message.contains(u"password was changed"), qPrintable(keys.error().message));
        QVERIFY(keys.error().advice.contains(u"login --profile me"));
    }

    void aProofIsSignedByItsKey()
    {
        const ProofKey key = ProofKey::make();
        const auto again = ProofKey::fromPem(key.pem());
        QVERIFY(again);
        QCOMPARE(again->thumbprint(), key.thumbprint());
        QVERIFY(key.pem().startsWith("-----BEGIN EC PRIVATE KEY-----"));
        const auto bad =
            ProofKey::fromPem("-----BEGIN EC PRIVATE KEY-----\nCANARY\n-----END EC PRIVATE KEY-----\n");
        QVERIFY(!bad);
        QVERIFY(!bad.error().sentence().contains(u"CANARY"));
    }
};

QTEST_GUILESS_MAIN(TestConsoleSignIn)
#include "tst_consolesignin.moc"
