// SPDX-License-Identifier: Apache-2.0
#include "accounts/networkpanel.h"
#include "ui/windowfixture.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTcpServer>
#include <QTest>
#include <QTreeWidget>

using namespace formwork;
using credentials::Network;

// How an account is reached, and where the way to it ends.
class TestNetworkPanel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        for (const char *name : {"HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"})
            qunsetenv(name);
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_panel = std::make_unique<accounts::NetworkPanel>(m_fixture->session.get());
        m_panel->resize(700, 600);
        m_panel->setVisible(true);
        QVERIFY(QTest::qWaitForWindowExposed(m_panel.get()));
    }

    void cleanup()
    {
        m_panel.reset();
        m_fixture.reset();
    }

    void showsAndTakesWhatIsSet()
    {
        credentials::Profile profile = account();
        profile.network.proxy = Network::Proxy::Manual;
        profile.network.proxyUrl = QStringLiteral("http://proxy.example:3128");
        profile.network.proxyUser = QStringLiteral("me");
        profile.network.caBundle = QStringLiteral("/etc/ours.pem");
        profile.network.connectSeconds = 5;
        profile.network.hasProxyPassword = true;
        m_panel->show(profile);
        QCOMPARE(m_panel->network(), profile.network);
        QVERIFY(!m_panel->password()); // the one of the keychain stays
        QVERIFY(field("networkProxyPassword")->placeholderText().contains(QStringLiteral("keychain")));
        QTest::keyClicks(field("networkProxyPassword"), QStringLiteral("canary"));
        QCOMPARE(m_panel->password().value_or(QString()), QStringLiteral("canary"));
        QCOMPARE(field("networkProxyPassword")->echoMode(), QLineEdit::Password);
        m_panel->show(account()); // nothing of one account is left for the next
        QVERIFY(m_panel->network().isUsual());
        QVERIFY(field("networkProxyPassword")->text().isEmpty());
    }

    void aProxyOfOnesOwnAloneHasAnAddress()
    {
        m_panel->show(account());
        QVERIFY(!field("networkProxyUrl")->isEnabled());
        auto *proxy = m_panel->findChild<QComboBox *>(QStringLiteral("networkProxy"));
        proxy->setFocus();
        QTest::keyClick(proxy, Qt::Key_End);
        QVERIFY(field("networkProxyUrl")->isEnabled());
        QVERIFY(field("networkProxyPassword")->isEnabled());
    }

    // Every step with the address that it really goes to.
    void theWholeWay()
    {
        const QString url = m_fixture->environment->practiceUrl().value();
        credentials::Profile profile = account();
        profile.endpointUrl = url;
        QVERIFY(test(profile, practiceKeys()));
        QCOMPARE(names(),
                 (QStringList{QStringLiteral("Address"), QStringLiteral("Proxy"), QStringLiteral("Name"),
                              QStringLiteral("Connection and TLS"), QStringLiteral("Keys"),
                              QStringLiteral("Signature and identity")}));
        for (const int step : {0, 1, 2, 3, 5})
            QVERIFY2(part(step, 2).startsWith(url), qPrintable(part(step, 2)));
        QVERIFY2(part(1, 1).contains(QStringLiteral("none")), qPrintable(part(1, 1)));
        QCOMPARE(part(2, 1), QStringLiteral("127.0.0.1"));
        QVERIFY2(part(5, 1).startsWith(QStringLiteral("arn:aws:iam::")), qPrintable(part(5, 1)));
    }

    void endsAtTheStepThatFails_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QString>("proxy");
        QTest::addColumn<QString>("last");
        QTest::addColumn<QString>("said");
        QTcpServer closed; // a port that nobody listens at any more
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString nobody = QStringLiteral("http://127.0.0.1:%1").arg(closed.serverPort());
        closed.close();
        QTest::newRow("nobody there")
            << nobody << QString() << QStringLiteral("Connection and TLS") << QString();
        QTest::newRow("no such proxy")
            << QStringLiteral("https://sts.us-east-1.amazonaws.com")
            << QStringLiteral("http://proxy.invalid:3128") << QStringLiteral("Name")
            << QStringLiteral("The host of the proxy http://proxy.invalid:3128");
        QTest::newRow("no TLS") << QStringLiteral("https://127.0.0.1:PRACTICE") << QString()
                                << QStringLiteral("Connection and TLS") << QString();
        QTest::newRow("wrong secret")
            << QStringLiteral("http://127.0.0.1:PRACTICE") << QString()
            << QStringLiteral("Signature and identity") << QStringLiteral("Check the access key ID");
    }

    void endsAtTheStepThatFails()
    {
        QFETCH(QString, endpoint);
        QFETCH(const QString, proxy);
        QFETCH(const QString, last);
        QFETCH(const QString, said);
        const QUrl practice(m_fixture->environment->practiceUrl().value());
        credentials::Profile profile = account();
        profile.endpointUrl = endpoint.replace(QStringLiteral("PRACTICE"), QString::number(practice.port()));
        profile.network.proxyUrl = proxy;
        profile.network.proxy = proxy.isEmpty() ? Network::Proxy::System : Network::Proxy::Manual;
        profile.network.connectSeconds = 5;
        profile.network.answerSeconds = 5;
        credentials::Credentials keys = practiceKeys();
        keys.secretAccessKey = QStringLiteral("canary-secret");
        QVERIFY(!test(profile, keys));
        QCOMPARE(names().last(), last);
        const int at = int(names().size()) - 1;
        QVERIFY2(part(at, 1).contains(said) && part(at, 1).size() > 10, qPrintable(part(at, 1)));
        for (int step = 0; step <= at; ++step)
            QVERIFY(!part(step, 1).contains(QStringLiteral("canary")));
    }

private:
    static credentials::Profile account()
    {
        credentials::Profile profile;
        profile.id = QStringLiteral("one");
        profile.name = QStringLiteral("one");
        profile.region = QStringLiteral("us-east-1");
        return profile;
    }

    [[nodiscard]] credentials::Credentials practiceKeys() const
    {
        const signing::Keys keys = m_fixture->practice->keys();
        return {QString::fromLatin1(keys.accessKeyId), QString::fromLatin1(keys.secretAccessKey), {}, {}};
    }

    [[nodiscard]] bool test(const credentials::Profile &profile, const credentials::Credentials &keys)
    {
        QSignalSpy tested(m_panel.get(), &accounts::NetworkPanel::tested);
        m_panel->show(profile);
        m_panel->test(profile, keys);
        if (!QTest::qWaitFor([&tested] { return !tested.isEmpty(); }, 30'000))
            qFatal("the test did not end");
        return tested.first().first().toBool();
    }

    [[nodiscard]] QLineEdit *field(const char *name) const
    {
        return m_panel->findChild<QLineEdit *>(QLatin1StringView(name));
    }
    [[nodiscard]] QTreeWidget *steps() const
    {
        return m_panel->findChild<QTreeWidget *>(QStringLiteral("testSteps"));
    }
    [[nodiscard]] QString part(int step, int column) const
    {
        return steps()->topLevelItem(step)->text(column);
    }
    [[nodiscard]] QStringList names() const
    {
        QStringList list;
        for (int i = 0; i < steps()->topLevelItemCount(); ++i)
            list.append(part(i, 0));
        return list;
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<accounts::NetworkPanel> m_panel;
};

QTEST_MAIN(TestNetworkPanel)
#include "tst_networkpanel.moc"
