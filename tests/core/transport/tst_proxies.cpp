// SPDX-License-Identifier: Apache-2.0
#include "transport/proxies.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using formwork::transport::EnvironmentProxies;

// Which proxy the environment names for a URL, as the AWS CLI reads it.
class ProxiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chooses_data();
    void chooses();
    void credentialsOfTheProxy();
    void variablesMayBeMissing();
    void publishedCases();
};

namespace
{

QHash<QString, QString> variables(const QString &text)
{
    QHash<QString, QString> result;
    for (const QString &one : text.split(u' ', Qt::SkipEmptyParts)) {
        const qsizetype equals = one.indexOf(u'=');
        result.insert(one.first(equals), one.sliced(equals + 1));
    }
    return result;
}

QString chosen(const QHash<QString, QString> &environment, const QString &url)
{
    const QNetworkProxy proxy = EnvironmentProxies(environment).proxyFor(QUrl(url));
    return proxy.type() == QNetworkProxy::NoProxy
        ? QStringLiteral("direct")
        : QStringLiteral("%1:%2").arg(proxy.hostName()).arg(proxy.port());
}

} // namespace

void ProxiesTest::chooses_data()
{
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *environment, const char *url, const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(environment) << QString::fromLatin1(url)
                            << QString::fromLatin1(expected);
    };
    const char *sts = "https://sts.amazonaws.com/";
    row("https", "HTTPS_PROXY=http://p:3128", sts, "p:3128");
    row("no scheme", "HTTPS_PROXY=p:3128", sts, "p:3128");
    row("no port", "HTTPS_PROXY=http://p", sts, "p:80");
    row("http is not for https", "HTTP_PROXY=http://p:3128", sts, "direct");
    row("all is not used", "ALL_PROXY=http://p:3128", sts, "direct");
    row("lower case wins", "HTTPS_PROXY=http://p:1 https_proxy=http://q:2", sts, "q:2");
    row("empty lower case removes", "HTTPS_PROXY=http://p:1 https_proxy=", sts, "direct");
    row("unreadable", "HTTPS_PROXY=http://p:99999", sts, "unreadable.proxy.invalid:80");
    row("another scheme", "HTTPS_PROXY=ftp://p:21", sts, "unreadable.proxy.invalid:21");
    row("star", "HTTPS_PROXY=p:1 NO_PROXY=*", sts, "direct");
    row("star in a list", "HTTPS_PROXY=p:1 NO_PROXY=foo,*", sts, "p:1");
    row("star before a domain", "HTTPS_PROXY=p:1 NO_PROXY=*.amazonaws.com", sts, "p:1");
    row("domain", "HTTPS_PROXY=p:1 NO_PROXY=foo,AmazonAWS.com", sts, "direct");
    row("domain with a dot", "HTTPS_PROXY=p:1 NO_PROXY=.amazonaws.com", sts, "direct");
    row("end of a label", "HTTPS_PROXY=p:1 NO_PROXY=azonaws.com", sts, "p:1");
    row("entry with a port", "HTTPS_PROXY=p:1 NO_PROXY=sts.amazonaws.com:8443", sts, "p:1");
    row("port in both", "HTTPS_PROXY=p:1 NO_PROXY=amazonaws.com:8443", "https://sts.amazonaws.com:8443/",
        "direct");
    row("port in the URL", "HTTPS_PROXY=p:1 NO_PROXY=amazonaws.com", "https://sts.amazonaws.com:8443/",
        "direct");
    row("lower no_proxy wins", "HTTPS_PROXY=p:1 NO_PROXY=amazonaws.com no_proxy=example.com", sts, "p:1");
    row("no networks", "HTTP_PROXY=p:1 NO_PROXY=169.254.0.0/16", "http://169.254.169.254/", "p:1");
    row("address", "HTTP_PROXY=p:1 NO_PROXY=169.254.169.254", "http://169.254.169.254/", "direct");
    row("address of six", "HTTP_PROXY=p:1 NO_PROXY=[fd00:ec2::254]", "http://[fd00:ec2::254]/", "direct");
    row("in a CGI program", "HTTP_PROXY=p:1 REQUEST_METHOD=GET", "http://example.com/", "direct");
}

void ProxiesTest::chooses()
{
    QFETCH(QString, environment);
    QFETCH(QString, url);
    QFETCH(QString, expected);
    QCOMPARE(chosen(variables(environment), url), expected);
}

void ProxiesTest::credentialsOfTheProxy()
{
    const QNetworkProxy proxy =
        EnvironmentProxies(variables(QStringLiteral("HTTPS_PROXY=http://us%40er:pa%3Ass@p:3128")))
            .proxyFor(QUrl(QStringLiteral("https://sts.amazonaws.com/")));
    QCOMPARE(proxy.user(), QStringLiteral("us@er"));
    QCOMPARE(proxy.password(), QStringLiteral("pa:ss"));
}

void ProxiesTest::variablesMayBeMissing()
{
    QVERIFY(!EnvironmentProxies(variables(QStringLiteral("HOME=/root"))).areSet());
    for (const char *one : {"HTTP_PROXY=p", "https_proxy=p", "ALL_PROXY=p", "no_proxy=*"})
        QVERIFY(EnvironmentProxies(variables(QString::fromLatin1(one))).areSet());
}

void ProxiesTest::publishedCases()
{
    QFile file(qEnvironmentVariable("FORMWORK_SHARED")
               + QStringLiteral("/conformance/signin/aws-cli-2.36.7/proxy.json"));
    if (!file.open(QIODevice::ReadOnly))
        QSKIP("the cases taken from the AWS CLI are not there");
    const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).array();
    QVERIFY(!cases.isEmpty());
    for (const QJsonValue &entry : cases) {
        const QJsonObject one = entry.toObject();
        QHash<QString, QString> environment;
        const QJsonObject given = one[QLatin1String("env")].toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            environment.insert(it.key(), it.value().toString());
        const QString url = one[QLatin1String("url")].toString();
        const QString address =
            one[QLatin1String("expect")][QLatin1String("proxies")][QUrl(url).scheme()].toString();
        const QUrl proxy(address);
        const QString expected = address.isEmpty()
            ? QStringLiteral("direct")
            : QStringLiteral("%1:%2").arg(proxy.host()).arg(proxy.port(80));
        QVERIFY2(chosen(environment, url) == expected, qPrintable(one[QLatin1String("name")].toString()));
    }
}

QTEST_APPLESS_MAIN(ProxiesTest)
#include "tst_proxies.moc"
