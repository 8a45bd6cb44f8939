// SPDX-License-Identifier: Apache-2.0
#include "endpoint/resolve.h"
#include "quoted.h"

#include <QTest>

using namespace formwork;
using namespace formwork::endpoint;

class ResolveTest : public QObject
{
    Q_OBJECT
private:
    static model::Service plainService()
    {
        model::Service service;
        service.title = QStringLiteral("AWS Example");
        service.endpointPrefix = QStringLiteral("example");
        service.signingName = QStringLiteral("examplesign");
        service.origin = QStringLiteral("example.json");
        return service;
    }

    static model::Service ruledService(const QByteArray &rules)
    {
        model::Service service = plainService();
        service.endpointRuleSet = test::quoted("{'version':'1.0','parameters':{"
                                               "'Region':{'type':'string','builtIn':'AWS::Region'},"
                                               "'Endpoint':{'type':'string','builtIn':'SDK::Endpoint'},"
                                               "'Account':{'type':'string','builtIn':'AWS::Auth::AccountId'},"
                                               "'Kind':{'type':'string'}},'rules':["
                                               + rules + "]}");
        return service;
    }

    static Parameters in(const char *region, const char *custom = "")
    {
        Parameters parameters;
        parameters.region = QString::fromLatin1(region);
        parameters.customEndpoint = QString::fromLatin1(custom);
        return parameters;
    }

    static QString code(const Result<Endpoint> &endpoint)
    {
        return endpoint ? QString() : endpoint.error().code;
    }

private Q_SLOTS:
    void withoutRules_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<bool>("fips");
        QTest::addColumn<bool>("dualStack");
        QTest::addColumn<QString>("url");
        QTest::newRow("plain") << QStringLiteral("eu-west-1") << false << false
                               << QStringLiteral("https://example.eu-west-1.amazonaws.com");
        QTest::newRow("FIPS") << QStringLiteral("us-gov-west-1") << true << false
                              << QStringLiteral("https://example-fips.us-gov-west-1.amazonaws.com");
        QTest::newRow("dual-stack") << QStringLiteral("eu-west-1") << false << true
                                    << QStringLiteral("https://example.eu-west-1.api.aws");
        QTest::newRow("China") << QStringLiteral("cn-north-1") << false << false
                               << QStringLiteral("https://example.cn-north-1.amazonaws.com.cn");
        QTest::newRow("the pseudo Region") << QStringLiteral("aws-global") << false << false
                                           << QStringLiteral("https://example.us-east-1.amazonaws.com");
        QTest::newRow("this computer") << QStringLiteral("local") << false << false
                                       << QStringLiteral("https://example.local.amazonaws.com");
        QTest::newRow("the first one of S3") << QStringLiteral("s3-external-1") << false << false
                                             << QStringLiteral("https://example.s3-external-1.amazonaws.com");
        QTest::newRow("FIPS in front") << QStringLiteral("fips-us-east-1") << false << false
                                       << QStringLiteral("https://example-fips.us-east-1.amazonaws.com");
        QTest::newRow("FIPS behind") << QStringLiteral("us-gov-west-1-fips") << false << false
                                     << QStringLiteral("https://example-fips.us-gov-west-1.amazonaws.com");
    }

    void withoutRules()
    {
        QFETCH(const QString, region);
        QFETCH(const bool, fips);
        QFETCH(const bool, dualStack);
        QFETCH(const QString, url);
        Parameters parameters;
        parameters.region = region;
        parameters.fips = fips;
        parameters.dualStack = dualStack;
        const auto endpoint = resolve(plainService(), parameters);
        QVERIFY(endpoint.has_value());
        QCOMPARE(endpoint->url(), url);
        QCOMPARE(endpoint->signingName, QStringLiteral("examplesign"));
    }

    void globalService()
    {
        model::Service service = plainService();
        service.globalEndpoint = QStringLiteral("example.amazonaws.com");
        const auto endpoint = resolve(service, in("eu-west-1"));
        QCOMPARE(endpoint->authority, QByteArray("example.amazonaws.com"));
        QCOMPARE(endpoint->signingRegion, QStringLiteral("us-east-1"));
        QCOMPARE(resolve(service, in("cn-north-1"))->authority,
                 QByteArray("example.cn-north-1.amazonaws.com.cn"));
    }

    // An account's number, or a bucket's name, before the host: an address takes none.
    void namesBeforeAnAddress_data()
    {
        QTest::addColumn<QByteArray>("custom");
        QTest::addColumn<QString>("url");
        QTest::newRow("address") << QByteArray("http://127.0.0.1:4566")
                                 << QStringLiteral("http://111122223333.localhost:4566");
        QTest::newRow("address with a path")
            << QByteArray("http://127.0.0.1/a") << QStringLiteral("http://111122223333.localhost/a");
        QTest::newRow("name") << QByteArray("http://localhost:4566")
                              << QStringLiteral("http://111122223333.localhost:4566");
        QTest::newRow("elsewhere") << QByteArray("https://a.example.com")
                                   << QStringLiteral("https://111122223333.a.example.com");
    }

    void namesBeforeAnAddress()
    {
        QFETCH(const QByteArray, custom);
        QFETCH(const QString, url);
        const auto endpoint = resolve(
            ruledService("{'type':'endpoint','conditions':[{'fn':'isSet','argv':[{'ref':'Endpoint'}]},"
                         "{'fn':'parseURL','argv':[{'ref':'Endpoint'}],'assign':'url'}],'endpoint':"
                         "{'url':'{url#scheme}://111122223333.{url#authority}{url#path}'}}"),
            in("us-east-1", custom.constData()));
        QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().sentence()));
        QCOMPARE(endpoint->url(), url);
    }

    // IAM is where it is, whatever Region is chosen; DynamoDB is in each.
    void regionsThatNeedNotBeChosen()
    {
        model::Service service = plainService();
        QCOMPARE(regionForAll(service), QString());
        service.globalEndpoint = QStringLiteral("example.amazonaws.com");
        QCOMPARE(regionForAll(service), QStringLiteral("aws-global"));
        const QByteArray rule = "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://%1'}}";
        QCOMPARE(regionForAll(ruledService(QByteArray(rule).replace("%1", "one.example.com"))),
                 QStringLiteral("aws-global"));
        QCOMPARE(regionForAll(ruledService(QByteArray(rule).replace("%1", "one.{Region}.example.com"))),
                 QString());
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("custom");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *region, const char *custom, const char *code,
                            const char *says) {
            QTest::newRow(name) << QString::fromLatin1(region) << QString::fromLatin1(custom)
                                << QString::fromLatin1(code) << QString::fromLatin1(says);
        };
        row("no Region", "", "", "MissingRegion", "Choose one");
        row("an unknown Region", "xx-nowhere-1", "", "UnknownRegion", "xx-nowhere-1");
        row("a Region with a line break", "us-east-1\n", "", "UnknownRegion", "does not exist");
        row("a Region that is a host", "evil.example/", "https://h", "UnknownRegion", "does not exist");
        row("plain http elsewhere", "us-east-1", "http://example.com", "PlainHttp", "https://");
        row("plain http to a name like this machine's", "us-east-1", "http://localhost.example.com",
            "PlainHttp", "not encrypted");
        row("no address", "us-east-1", "example.com", "BadEndpoint", "example.com");
        row("an address with a password", "us-east-1", "https://u:p@h", "EndpointCredentials", "");
    }

    void refusals()
    {
        QFETCH(const QString, region);
        QFETCH(const QString, custom);
        QFETCH(const QString, code);
        QFETCH(const QString, says);
        Parameters parameters;
        parameters.region = region;
        parameters.customEndpoint = custom;
        const auto endpoint = resolve(plainService(), parameters);
        QVERIFY(!endpoint);
        QCOMPARE(endpoint.error().phase, Phase::Endpoint);
        QCOMPARE(endpoint.error().code, code);
        QVERIFY2(endpoint.error().sentence().contains(says), qPrintable(endpoint.error().sentence()));
    }

    void customEndpoint_data()
    {
        QTest::addColumn<QByteArray>("custom");
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<QByteArray>("path");
        QTest::newRow("loopback") << QByteArray("http://127.0.0.1:4566") << QByteArray("127.0.0.1:4566")
                                  << QByteArray();
        QTest::newRow("slash") << QByteArray("https://h/") << QByteArray("h") << QByteArray();
        QTest::newRow("path") << QByteArray("https://h/a/b/") << QByteArray("h") << QByteArray("/a/b");
    }

    void customEndpoint()
    {
        QFETCH(const QByteArray, custom);
        const QByteArray rules = "{'type':'endpoint','conditions':[],'endpoint':{'url':{'ref':'Endpoint'}}}";
        for (const model::Service &service : {plainService(), ruledService(rules)}) {
            const auto endpoint = resolve(service, in("us-east-1", custom.constData()));
            QVERIFY(endpoint.has_value());
            QTEST(endpoint->authority, "authority");
            QTEST(endpoint->path, "path");
        }
    }

    // A program for practice may use any Region name with a custom endpoint.
    void customEndpointInARegionOfItsOwn()
    {
        QCOMPARE(resolve(plainService(), in("practice-1", "http://localhost:1"))->signingRegion,
                 QStringLiteral("practice-1"));
    }

    void errorOfTheRules()
    {
        const auto endpoint =
            resolve(ruledService("{'type':'error','conditions':[],'error':'No way'}"), in("us-east-1"));
        QCOMPARE(code(endpoint), QStringLiteral("EndpointRule"));
        QVERIFY(endpoint.error().message.contains(u"AWS Example")
                && endpoint.error().message.contains(u"No way"));
        QVERIFY(!endpoint.error().advice.isEmpty());
    }

    void rulesCannotLeadToPlainHttp()
    {
        const QByteArray rules =
            "{'type':'endpoint','conditions':[],'endpoint':{'url':'http://example.com'}}";
        QCOMPARE(code(resolve(ruledService(rules), in("us-east-1"))), QStringLiteral("PlainHttp"));
    }

    void authSchemes()
    {
        const auto endpoint = resolve(
            ruledService(
                "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://h',"
                "'properties':{'authSchemes':[{'name':'unheard-of'},{'name':'sigv4a','signingName':'other',"
                "'signingRegionSet':['us-east-1','eu-west-1'],'disableDoubleEncoding':true}]},'headers':{'a':"
                "['b']}}}"),
            in("us-east-1"));
        QVERIFY(endpoint.has_value());
        QCOMPARE(endpoint->authScheme, QStringLiteral("sigv4a"));
        QCOMPARE(endpoint->signingName, QStringLiteral("other"));
        QCOMPARE(endpoint->signingRegion, QStringLiteral("us-east-1,eu-west-1"));
        QVERIFY(endpoint->disableDoubleEncoding);
        QCOMPARE(endpoint->headers.value(0).first, QByteArray("a"));
    }

    // auth_scheme_preference of AWS's tools.
    void preferredSchemes_data()
    {
        QTest::addColumn<QStringList>("wishes");
        QTest::addColumn<QString>("ofRules");
        QTest::addColumn<QString>("ofModel");
        const auto row = [](const char *wishes, const char *ofRules, const char *ofModel) {
            QTest::newRow(wishes) << QString::fromLatin1(wishes).split(u',', Qt::SkipEmptyParts)
                                  << QString::fromLatin1(ofRules) << QString::fromLatin1(ofModel);
        };
        row("", "sigv4", "sigv4");
        row("sigv4a", "sigv4a", "sigv4");
        row("sigv4a,sigv4", "sigv4a", "sigv4");
        row("other,sigv4,sigv4a", "sigv4", "sigv4");
        row("httpBearerAuth,sigv4a", "sigv4a", "bearer");
        row("noAuth", "sigv4", "sigv4"); // is not offered
    }

    void preferredSchemes()
    {
        QFETCH(const QStringList, wishes);
        QFETCH(const QString, ofRules);
        QFETCH(const QString, ofModel);
        Parameters parameters = in("us-east-1");
        parameters.authSchemes = wishes;
        const auto byRules = resolve(
            ruledService("{'type':'endpoint','conditions':[],'endpoint':{'url':'https://h','properties':{"
                         "'authSchemes':[{'name':'sigv4a','signingRegionSet':['*']},{'name':'sigv4'}]}}}"),
            parameters);
        QVERIFY(byRules.has_value());
        QCOMPARE(byRules->authScheme, ofRules);
        model::Operation operation;
        operation.service = std::make_shared<const model::Service>(
            ruledService("{'type':'endpoint','conditions':[],'endpoint':{'url':'https://h'}}"));
        operation.authSchemes =
            QStringList{QStringLiteral("aws.auth#sigv4"), QStringLiteral("smithy.api#httpBearerAuth")};
        const auto byModel = resolve(operation, {}, parameters);
        QVERIFY(byModel.has_value());
        QCOMPARE(byModel->authScheme, ofModel);
    }

    void builtInsAndContext()
    {
        const QByteArray rules =
            "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://{Account}.{Kind}.{Region}'}}";
        model::Operation operation;
        operation.service = std::make_shared<const model::Service>(ruledService(rules));
        operation.staticContextParams = test::quoted("{'Kind':{'value':'control'}}");
        operation.authSchemes = QStringList{QStringLiteral("smithy.api#noAuth")};
        Parameters parameters = in("us-east-1");
        parameters.extra.insert(QStringLiteral("AWS::Auth::AccountId"), QStringLiteral("123456789012"));
        const auto endpoint = resolve(operation, {}, parameters);
        QVERIFY(endpoint.has_value());
        QCOMPARE(endpoint->url(), QStringLiteral("https://123456789012.control.us-east-1"));
        QCOMPARE(endpoint->authScheme, QStringLiteral("none"));
    }

    // A value that would end the host is no address; nothing is sent to what is left of it.
    void valueThatBreaksTheAddress()
    {
        const QByteArray rules = "{'type':'endpoint','conditions':[],'endpoint':{'url':'https://{Kind}.h'}}";
        for (const char *kind : {"a b", "a@b", "a?b", "a#b", "a\r\nb", "a:b", "\xe4"}) {
            Parameters parameters = in("us-east-1");
            parameters.extra.insert(QStringLiteral("Kind"), QString::fromLatin1(kind));
            const QString found = code(resolve(ruledService(rules), parameters));
            QVERIFY2(found == u"BadEndpoint" || found == u"EndpointCredentials", kind);
        }
    }

    void speed()
    {
        const QByteArray rules =
            "{'type':'tree','conditions':[{'fn':'aws.partition','argv':[{'ref':'Region'}],"
            "'assign':'p'}],'rules':[{'type':'endpoint','conditions':[],'endpoint':"
            "{'url':'https://example.{Region}.{p#dnsSuffix}','properties':{'authSchemes':[{'name':'sigv4',"
            "'signingRegion':'{Region}'}]}}}]}";
        const model::Service service = ruledService(rules);
        const Parameters parameters = in("us-east-1");
        QBENCHMARK { QVERIFY(resolve(service, parameters).has_value()); }
    }
};

QTEST_GUILESS_MAIN(ResolveTest)
#include "tst_resolve.moc"
