// SPDX-License-Identifier: Apache-2.0
#include "asking/connectiontest.h"
#include "asking/identity.h"
#include "callfixture.h"

#include <QFile>
#include <QTest>

using namespace formwork;
using namespace formwork::asking;
using namespace formwork::tests;
using Kind = TestStep::Kind;

namespace
{

constexpr const char *kIdentity =
    "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::123456789012:user/me</Arn>"
    "<UserId>AIDA</UserId><Account>123456789012</Account></GetCallerIdentityResult></"
    "GetCallerIdentityResponse>";

// What an HTTP proxy was asked, answered with a refusal.
WireServer::Script refusingProxy() { return answer(407, "no"); }

} // namespace

class TestConnectionTest : public QObject
{
    Q_OBJECT

private:
    CallFixture m_fixture;
    QList<TestStep> m_steps;

    bool follow(const Target &target)
    {
        m_steps.clear();
        return await(testConnection(m_fixture.environment, target, {},
                                    [this](const TestStep &step) { m_steps.append(step); }));
    }

    [[nodiscard]] QList<Kind> kinds() const
    {
        QList<Kind> kinds;
        for (const TestStep &step : m_steps)
            kinds.append(step.kind);
        return kinds;
    }

private Q_SLOTS:
    void tellsEveryStepToTheIdentity()
    {
        WireServer server(answer(200, kIdentity));
        QVERIFY(follow(m_fixture.target(server)));
        QCOMPARE(kinds(),
                 (QList{Kind::Address, Kind::Proxy, Kind::Name, Kind::Security, Kind::Keys, Kind::Identity}));
        const QString url = QStringLiteral("http://") + QString::fromLatin1(server.authority());
        QVERIFY2(m_steps[0].found.startsWith(url), qPrintable(m_steps[0].found));
        QCOMPARE(m_steps[2].found, QStringLiteral("127.0.0.1"));
        QCOMPARE(m_steps[5].found, QStringLiteral("arn:aws:iam::123456789012:user/me"));
        QCOMPARE(server.requests.size(), 1); // looking at the way sends nothing
    }

    // As where requests are sent.
    void theAuthoritiesOfTheProfileCount()
    {
        const TlsIdentity own = makeIdentity();
        WireServer server(answer(200, kIdentity), own);
        Target target = m_fixture.target(server);
        QVERIFY(!follow(target));
        QCOMPARE(m_steps.constLast().kind, Kind::Security);
        QFile bundle(m_fixture.folder + QStringLiteral("/ca.pem"));
        QVERIFY(bundle.open(QIODevice::WriteOnly));
        bundle.write(own.certificate.toPem());
        bundle.close();
        target.profile.caBundle = bundle.fileName();
        QVERIFY2(follow(target), qPrintable(m_steps.constLast().found));
    }

    // What the AWS CLI refuses too, with words about a number of an error.
    void aBundleThatIsNoneIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("says");
        QTest::newRow("missing") << QStringLiteral("/none.pem") << QByteArray()
                                 << QStringLiteral("there is none");
        QTest::newRow("folder") << QString() << QByteArray() << QStringLiteral("a folder");
        QTest::newRow("empty") << QStringLiteral("/empty.pem") << QByteArray("")
                               << QStringLiteral("is empty");
        QTest::newRow("text") << QStringLiteral("/text.pem") << QByteArray("hello\n")
                              << QStringLiteral("no certificate");
        QTest::newRow("not one") << QStringLiteral("/bad.pem")
                                 << QByteArray("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END "
                                               "CERTIFICATE-----\n")
                                 << QStringLiteral("no certificate");
        QTest::newRow("key") << QStringLiteral(
            "/key.pem") << QByteArray("-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n")
                             << QStringLiteral("no certificate");
    }

    void aBundleThatIsNoneIsNamed()
    {
        QFETCH(const QString, name);
        QFETCH(const QByteArray, content);
        QFETCH(const QString, says);
        WireServer server(answer(200, kIdentity), makeIdentity());
        Target target = m_fixture.target(server);
        target.profile.caBundle = m_fixture.folder + name;
        target.profile.caBundlePlace = QStringLiteral("ca_bundle of the profile a (config, line 3)");
        if (!content.isNull()) {
            QFile bundle(target.profile.caBundle);
            QVERIFY(bundle.open(QIODevice::WriteOnly));
            bundle.write(content);
        }
        QVERIFY(!follow(target));
        QCOMPARE(m_steps.constLast().kind, Kind::Security);
        const QString sentence = m_steps.constLast().error->sentence();
        QVERIFY2(sentence.startsWith(target.profile.caBundlePlace) && sentence.contains(says)
                     && sentence.contains(target.profile.caBundle),
                 qPrintable(sentence));
        const credentials::Credentials keys{QStringLiteral("AKIA"), QStringLiteral("secret"), {}, {}};
        const auto refused = tests::await(asking::identify(m_fixture.environment, target, keys));
        QVERIFY(!refused);
        QCOMPARE(refused.error().sentence(), sentence);
        QCOMPARE(server.requests.size(), 0);
    }

    // Found good once, a bundle is not read before each request; written anew it is.
    void aBundleThatIsSpoiledLaterIsNamed()
    {
        const TlsIdentity own = makeIdentity();
        WireServer server(answer(200, kIdentity), own);
        Target target = m_fixture.target(server);
        target.profile.caBundle = m_fixture.folder + QStringLiteral("/later.pem");
        const auto write = [&](const QByteArray &content) {
            QFile bundle(target.profile.caBundle);
            QVERIFY(bundle.open(QIODevice::WriteOnly));
            bundle.write(content);
        };
        write(own.certificate.toPem());
        QVERIFY(follow(target));
        QVERIFY(follow(target));
        write("no certificate\n");
        QVERIFY(!follow(target));
        QVERIFY(m_steps.constLast().error->sentence().contains(QStringLiteral("no certificate")));
    }

    // What is not encrypted asks for no certificates, as with the AWS CLI.
    void aBundleDoesNotMatterWithoutEncryption()
    {
        WireServer server(answer(200, kIdentity));
        Target target = m_fixture.target(server);
        target.profile.caBundle = m_fixture.folder + QStringLiteral("/none.pem");
        const credentials::Credentials keys{QStringLiteral("AKIA"), QStringLiteral("secret"), {}, {}};
        QVERIFY(tests::await(asking::identify(m_fixture.environment, target, keys)));
    }

    void stopsWhereNothingAnswers()
    {
        QString url;
        {
            const WireServer gone(silence());
            url = QStringLiteral("http://") + QString::fromLatin1(gone.authority());
        }
        QVERIFY(!follow(m_fixture.target(url)));
        QCOMPARE(kinds().last(), Kind::Security);
        QCOMPARE(m_steps.last().error->code, QStringLiteral("ConnectionRefused"));
        QVERIFY(m_steps.last().found.isEmpty());
    }

    void stopsAtANameThatIsNotThere()
    {
        QVERIFY(!follow(m_fixture.target(QStringLiteral("https://nowhere.invalid"))));
        QCOMPARE(kinds(), (QList{Kind::Address, Kind::Proxy, Kind::Name}));
        QCOMPARE(m_steps.last().error->code, QStringLiteral("HostNotFound"));
    }

    void stopsAtKeysThatAreRefused()
    {
        WireServer server(answer(403,
                                 "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>No."
                                 "</Message></Error></ErrorResponse>"));
        QVERIFY(!follow(m_fixture.target(server)));
        QCOMPARE(kinds().last(), Kind::Identity);
        QCOMPARE(m_steps.last().error->code, QStringLiteral("SignatureDoesNotMatch"));
    }

    // It is the proxy that is not found, and neither endpoint nor Region.
    void aProxyThatIsNotThereIsNamed_data()
    {
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<QString>("says");
        QTest::newRow("no such host") << QStringLiteral("http://proxy.invalid:3128")
                                      << QStringLiteral("The host of the proxy http://proxy.invalid:3128");
        QTest::newRow("another scheme")
            << QStringLiteral("ftp://proxy.invalid") << QStringLiteral("cannot be read");
    }

    void aProxyThatIsNotThereIsNamed()
    {
        QFETCH(const QString, proxy);
        QFETCH(const QString, says);
        Target target = m_fixture.target(QStringLiteral("https://service.example"));
        target.profile.network.proxy = credentials::Network::Proxy::Manual;
        target.profile.network.proxyUrl = proxy;
        QVERIFY(!follow(target));
        QCOMPARE(kinds().last(), Kind::Name);
        const QString sentence = m_steps.last().error->sentence();
        QVERIFY2(sentence.contains(says) && sentence.contains(u"https://service.example"),
                 qPrintable(sentence));
        QVERIFY2(!sentence.contains(u"egion"), qPrintable(sentence));
        QCOMPARE(m_steps.last().error->code, QStringLiteral("ProxyFailed"));
    }

    // A request of an account with a proxy of its own goes there, and says so where it is refused.
    void theProxyOfTheAccountIsAsked()
    {
        WireServer proxy(refusingProxy());
        Target target = m_fixture.target(QStringLiteral("https://service.example"));
        target.profile.network.proxy = credentials::Network::Proxy::Manual;
        target.profile.network.proxyUrl = QStringLiteral("http://") + QString::fromLatin1(proxy.authority());
        QVERIFY(!follow(target));
        QCOMPARE(m_steps[1].found, target.profile.network.proxyUrl);
        QCOMPARE(kinds().last(), Kind::Security);
        QCOMPARE(m_steps.last().error->code, QStringLiteral("ProxyFailed"));
        QCOMPARE(proxy.requests.value(0).requestLine().left(27), QByteArray("CONNECT service.example:443"));
        const auto connects = proxy.requests.size();
        const client::CallResult result =
            m_fixture.call(m_fixture.operation("ds-data", "CreateGroup"), groupInput(), target);
        QVERIFY(proxy.requests.size() > connects);
        QCOMPARE(result.error->code, QStringLiteral("ProxyFailed"));
        QCOMPARE(result.outcome, Outcome::Rejected); // nothing left this computer
    }
};

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
