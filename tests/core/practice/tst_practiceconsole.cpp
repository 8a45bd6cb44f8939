// SPDX-License-Identifier: Apache-2.0
#include "asking/identity.h"
#include "asking/plan.h"
#include "practice/rehearsal.h"
#include "practice/signinconsole.h"
#include "rehearsal.h"
#include "signin/dpop.h"
#include "signin/questions.h"

#include <QJsonDocument>
#include <QTest>

using namespace formwork;
using signin::SignInWay;

// A person rehearses what `aws login` does: the practice account plays the console's sign-in.
class TestPracticeConsole : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_place = std::make_unique<Rehearsal>(); }

    void itIsThere()
    {
        const QList<signin::ConsoleSession> sessions = m_place->signIns->consoleSessions();
        QCOMPARE(sessions.size(), 1);
        QCOMPARE(sessions[0].arn, practice::ConsoleSignIn::identity());
    }

    void signsIn_data()
    {
        QTest::addColumn<SignInWay>("way");
        QTest::newRow("browser") << SignInWay::Browser;
        QTest::newRow("another machine") << SignInWay::OtherMachine;
    }

    // What it gives signs requests, is renewed with the key that came with it, and ends.
    void signsIn()
    {
        QFETCH(const SignInWay, way);
        practice::rehearsalOf(m_place->account.server()).session = std::chrono::minutes(2);
        const auto state = signIn(signin::practiceConsole(), "allow", way);
        QVERIFY2(state, state ? "" : qPrintable(state.error().sentence()));
        QCOMPARE(state->identity, practice::ConsoleSignIn::identity());
        QVERIFY(m_place->environment->clock->nowUtc().secsTo(state->expiresAt) <= 120);
        const auto keys = keysOfAccount();
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QVERIFY(keys->expiresAt > m_place->environment->clock->nowUtc());
        asking::Target target;
        target.profile = m_place->environment->profiles->profile(QStringLiteral("rehearsal")).value();
        target.region = QStringLiteral("us-east-1");
        const auto who = tests::await(asking::identify(m_place->environment, target, *keys));
        QVERIFY2(who, who ? "" : qPrintable(who.error().sentence()));
        QCOMPARE(who->arn, practice::ConsoleSignIn::identity());
        m_place->environment->profiles->forget(keys->accessKeyId); // a service called them over
        const auto again = keysOfAccount();
        QVERIFY2(again, again ? "" : qPrintable(again.error().sentence()));
        QVERIFY(again->accessKeyId != keys->accessKeyId);
    }

    void canBeRefused()
    {
        const auto state = signIn(signin::practiceConsole(), "refuse", SignInWay::Browser);
        QVERIFY(!state);
        QCOMPARE(state.error().code, QStringLiteral("SignInRefused"));
    }

    void pagesOfOthersLearnNothing_data()
    {
        QTest::addColumn<QString>("query");
        const QString good = QStringLiteral("response_type=code&client_id=arn:aws:signin:::devtools/"
                                            "same-device&state=s&code_challenge_method=SHA-256&scope=openid&"
                                            "code_challenge=c&answer=allow&redirect_uri=");
        QTest::newRow("elsewhere") << good + QStringLiteral("https://evil.example/");
        QTest::newRow("no state") << QString(good).remove(QStringLiteral("state=s&"))
                + QStringLiteral("http://127.0.0.1:1/oauth/callback");
        QTest::newRow("other client") << QString(good).replace(QStringLiteral("same"), QStringLiteral("no"))
                + QStringLiteral("http://127.0.0.1:1/oauth/callback");
        QTest::newRow("code for elsewhere")
            << QString(good).replace(QStringLiteral("same"), QStringLiteral("cross"))
                + QStringLiteral("http://127.0.0.1:1/oauth/callback");
    }

    void pagesOfOthersLearnNothing()
    {
        QFETCH(const QString, query);
        const QByteArray page =
            bench::visit(QUrl(m_place->account.server().url() + QStringLiteral("/v1/authorize?") + query));
        QVERIFY2(page.startsWith("HTTP/1.1 200") && !page.toLower().contains("location:"), page.constData());
    }

    void theProofIsChecked_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("error");
        const QString token = QStringLiteral("/v1/token");
        const QByteArray unknown = R"({"grantType":"refresh_token","refreshToken":"x","clientId":"c"})";
        QTest::newRow("good, but no token") << 0 << token << unknown << "belongs to another key";
        QTest::newRow("good, but no grant") << 0 << token << QByteArray("{}") << "no such grant";
        QTest::newRow("another address") << 0 << QStringLiteral("/v1/other") << unknown << "proves nothing";
        QTest::newRow("an hour off") << 3600 << token << unknown << "proves nothing";
    }

    void theProofIsChecked()
    {
        QFETCH(const int, seconds);
        QFETCH(const QString, path);
        QFETCH(const QByteArray, sent);
        QFETCH(const QString, error);
        const signin::ProofKey key = signin::ProofKey::make();
        const QDateTime now = m_place->account.clock().nowUtc();
        const QByteArray proof =
            key.proof(m_place->account.server().url() + path, now.addSecs(seconds), QStringLiteral("n-1"));
        const QByteArray answer = post(proof, sent);
        QVERIFY2(answer.contains(error.toUtf8()), answer.constData());
        QVERIFY(post(proof, sent).contains("proves nothing")); // once
        QByteArray forged = proof;
        forged[forged.size() - 5] = forged[forged.size() - 5] == 'A' ? 'B' : 'A';
        QVERIFY(post(forged, sent).contains("proves nothing"));
    }

private:
    Result<signin::SessionState> signIn(const signin::ConsoleSession &session, const char *answer,
                                        SignInWay way)
    {
        signin::SignInOptions options;
        options.way = way;
        auto url = std::make_shared<QUrl>();
        options.progress = [answer = QByteArray(answer), way, url](const signin::SignInProgress &progress) {
            *url = progress.url;
            if (way != SignInWay::Browser)
                return;
            QTimer::singleShot(0, qApp, [answer, to = progress.url] {
                bench::visit(locationIn(follow(to, answer.constData())));
            });
        };
        options.pasted = [url, answer = QByteArray(answer)]() -> QCoro::Task<Result<QString>> {
            const QByteArray page = bench::visit(locationIn(follow(*url, answer.constData())));
            const qsizetype at = page.indexOf("Formwork: ") + 10;
            co_return QString::fromLatin1(page.sliced(at, page.indexOf('<', at) - at));
        };
        return tests::await(m_place->signIns->signIn(session, options));
    }

    [[nodiscard]] Result<credentials::Credentials> keysOfAccount() const
    {
        credentials::Profile profile;
        profile.name = QStringLiteral("rehearsal");
        profile.kind = credentials::ProfileKind::SignedIn;
        profile.region = QStringLiteral("us-east-1");
        profile.colour = QStringLiteral("#2361d6");
        profile.endpointUrl = asking::practiceAddress();
        profile.signIn.consoleIdentity = practice::ConsoleSignIn::identity();
        profile.signIn.region = profile.region;
        const auto known = m_place->environment->profiles->profile(profile.name);
        if (!known) {
            const Result<void> saved = tests::await(m_place->environment->profiles->save(profile, {}));
            if (!saved)
                return std::unexpected(saved.error());
        }
        const auto stored = m_place->environment->profiles->profile(profile.name);
        return tests::await(m_place->environment->profiles->credentials(stored->id));
    }

    [[nodiscard]] QByteArray post(const QByteArray &proof, const QByteArray &body) const
    {
        QTcpSocket socket;
        const QUrl url(m_place->account.server().url());
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write("POST /v1/token HTTP/1.1\r\nHost: " + url.authority().toLatin1()
                     + "\r\nConnection: close\r\nContent-Type: application/json\r\nDPoP: " + proof
                     + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
        QEventLoop loop;
        QObject::connect(&socket, &QTcpSocket::disconnected, &loop, &QEventLoop::quit);
        QTimer::singleShot(5000, &loop, &QEventLoop::quit);
        loop.exec();
        return socket.readAll();
    }

    std::unique_ptr<Rehearsal> m_place;
};

QTEST_GUILESS_MAIN(TestPracticeConsole)
#include "tst_practiceconsole.moc"
