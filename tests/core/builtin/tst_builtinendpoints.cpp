// SPDX-License-Identifier: Apache-2.0
#include "builtin.h"
#include "endpoint/resolve.h"
#include "endpoint/ruleset.h"
#include "readers/modelfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace formwork;

// Where the five operations go.
class BuiltinEndpointsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void resolves_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("region");
        QTest::addColumn<bool>("fips");
        QTest::addColumn<bool>("dualStack");
        QTest::addColumn<QString>("url");
        const auto row = [](const char *name, const char *service, const char *region, bool fips,
                            bool dualStack, const char *url) {
            QTest::newRow(name) << QString::fromLatin1(service) << QString::fromLatin1(region) << fips
                                << dualStack << QString::fromLatin1(url);
        };
        row("Partner Central has dual-stack names only", "partnercentral-selling", "us-east-1", false, false,
            "https://partnercentral-selling.us-east-1.api.aws");
        row("Partner Central with FIPS", "partnercentral-selling", "us-east-1", true, false,
            "https://partnercentral-selling-fips.us-east-1.api.aws");
        row("Identity Center", "sso-admin", "eu-west-1", false, false, "https://sso.eu-west-1.amazonaws.com");
        row("Identity Center in China", "sso-admin", "cn-north-1", false, false,
            "https://sso.cn-north-1.amazonaws.com.cn");
        row("Identity Center with FIPS", "sso-admin", "us-east-1", true, false,
            "https://sso-fips.us-east-1.amazonaws.com");
        row("Identity Center in GovCloud is FIPS anyway", "sso-admin", "us-gov-west-1", true, false,
            "https://sso.us-gov-west-1.amazonaws.com");
        row("Proton", "proton", "us-west-2", false, false, "https://proton.us-west-2.amazonaws.com");
        row("Proton with FIPS and dual-stack", "proton", "us-east-1", true, true,
            "https://proton-fips.us-east-1.api.aws");
        row("AppFlow", "appflow", "eu-central-1", false, false, "https://appflow.eu-central-1.amazonaws.com");
        row("AppFlow dual-stack", "appflow", "eu-central-1", false, true,
            "https://appflow.eu-central-1.api.aws");
        row("directory data", "ds-data", "ap-southeast-2", false, false,
            "https://ds-data.ap-southeast-2.amazonaws.com");
        row("directory data in a Region newer than this program", "ds-data", "eu-newtown-9", false, false,
            "https://ds-data.eu-newtown-9.amazonaws.com");
    }

    void resolves()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, region);
        QFETCH(const bool, fips);
        QFETCH(const bool, dualStack);
        QFETCH(const QString, url);
        const auto read = readers::readService(test::modelPath(service), service);
        QVERIFY(read.has_value());
        endpoint::Parameters parameters;
        parameters.region = region;
        parameters.fips = fips;
        parameters.dualStack = dualStack;
        const auto endpoint = endpoint::resolve(**read, parameters);
        QVERIFY2(endpoint.has_value(), qPrintable(endpoint ? QString() : endpoint.error().sentence()));
        QCOMPARE(endpoint->url(), url);
        QCOMPARE(endpoint->signingRegion, region);
        QCOMPARE(endpoint->signingName, (*read)->signingName);
        QCOMPARE(endpoint->authScheme, QStringLiteral("sigv4"));
    }

    void publishedCases_data() { test::addBuiltinRows(); }

    // The rules in the built-in models are our own; they come to what AWS's come to.
    void publishedCases()
    {
        QFETCH(const QString, service);
        const QString path = qEnvironmentVariable("FORMWORK_SHARED")
            + QStringLiteral("/conformance/endpoints/%1.json.gz").arg(service);
        const auto bytes = readers::readModelBytes(path);
        if (!bytes)
            QSKIP("No published endpoint tests for this service here: set FORMWORK_SHARED to a folder that "
                  "has them.");
        const auto read = readers::readService(test::modelPath(service), service);
        QVERIFY(read.has_value());
        const auto rules = endpoint::RuleSet::parse((*read)->endpointRuleSet, service);
        QVERIFY2(rules.has_value(), qPrintable(rules ? QString() : rules.error().message));
        for (const QJsonValue &item : QJsonDocument::fromJson(*bytes).object()[u"testCases"].toArray()) {
            const QCborMap params = QCborMap::fromJsonObject(item.toObject()[u"params"].toObject());
            const auto outcome = (*rules)->evaluate(
                [&](const endpoint::RuleParameter &parameter) { return params.value(parameter.name); });
            const QJsonObject expect = item.toObject()[u"expect"].toObject();
            QCOMPARE(outcome ? QString::fromUtf8(outcome->url) : outcome.error().message,
                     outcome ? expect[u"endpoint"].toObject()[u"url"].toString()
                             : expect[u"error"].toString());
        }
    }

    void practiceEndpoint_data() { test::addBuiltinRows(); }

    void practiceEndpoint()
    {
        QFETCH(const QString, service);
        const auto read = readers::readService(test::modelPath(service), service);
        QVERIFY(read.has_value());
        endpoint::Parameters parameters;
        parameters.region = QStringLiteral("us-east-1");
        parameters.customEndpoint = QStringLiteral("http://127.0.0.1:4566/");
        const auto endpoint = endpoint::resolve(**read, parameters);
        QVERIFY(endpoint.has_value());
        QCOMPARE(endpoint->url(), QStringLiteral("http://127.0.0.1:4566"));
        parameters.fips = true;
        QVERIFY(!endpoint::resolve(**read, parameters));
    }
};

QTEST_GUILESS_MAIN(BuiltinEndpointsTest)
#include "tst_builtinendpoints.moc"
