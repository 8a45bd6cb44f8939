// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"
#include "shapes.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::testing;

namespace
{

// An operation of a service whose section of the config file resources/quirks.json knows, with rules that
// tell what reached them.
OperationBuilder storing(const QString &name)
{
    OperationBuilder builder(model::Protocol::RestXml);
    builder.service().sdkId = QStringLiteral("S3");
    builder.service().signingName = QStringLiteral("s3");
    builder.operation().name = name;
    QByteArrayList parameters;
    QByteArrayList rules;
    for (const auto &[rule, builtIn] : {std::pair("Path", "AWS::S3::ForcePathStyle"),
                                        {"Fast", "AWS::S3::Accelerate"},
                                        {"Both", "AWS::UseDualStack"},
                                        {"Single", "AWS::S3::DisableMultiRegionAccessPoints"},
                                        {"DisableS3ExpressSessionAuth", "none"},
                                        {"Global", "AWS::S3::UseGlobalEndpoint"}}) {
        const QByteArray parameter(rule);
        parameters.append('"' + parameter + "\": {\"builtIn\": \"" + builtIn
                          + "\", \"required\": true, \"default\": false, \"type\": \"Boolean\"}");
        rules.append("{\"conditions\": [{\"fn\": \"booleanEquals\", \"argv\": [{\"ref\": \"" + parameter
                     + "\"}, true]}], \"endpoint\": {\"url\": \"https://" + parameter.toLower()
                     + ".example.com\"}, \"type\": \"endpoint\"}");
    }
    rules.append("{\"conditions\": [], \"endpoint\": {\"url\": \"https://plain.example.com\"}, \"type\": "
                 "\"endpoint\"}");
    builder.service().endpointRuleSet = "{\"version\": \"1.0\", \"parameters\": {" + parameters.join(',')
        + "}, \"rules\": [" + rules.join(',') + "]}";
    model::Shape *text = builder.scalar(model::ShapeType::String);
    OperationBuilder::add(builder.input(), QStringLiteral("Algorithm"), text, model::Location::Header,
                          QStringLiteral("x-amz-sdk-checksum-algorithm"));
    OperationBuilder::add(builder.input(), QStringLiteral("Mode"), text, model::Location::Header,
                          QStringLiteral("x-amz-mode"));
    OperationBuilder::add(builder.input(), QStringLiteral("Text"), text);
    builder.operation().httpChecksum =
        R"({"requestAlgorithmMember": "Algorithm", "requestValidationModeMember": "Mode"})";
    return builder;
}

asking::Target targetWith(const QString &key, const QString &value)
{
    asking::Target target;
    target.profile.name = QStringLiteral("acme");
    target.region = QStringLiteral("us-east-1");
    if (!key.isEmpty())
        target.profile.wire.sections[QStringLiteral("s3")].insert(key, value);
    return target;
}

const QCborMap kText{{QStringLiteral("Text"), QStringLiteral("words")}}; // a checksum is of a body

http::Request requestOf(const QCborMap &input, const credentials::WireSettings &wire)
{
    OperationBuilder builder = storing(QStringLiteral("StoreThing"));
    endpoint::Endpoint endpoint;
    endpoint.scheme = "https";
    endpoint.authority = "a.example.com";
    endpoint.authScheme = QStringLiteral("sigv4");
    endpoint.signingName = QStringLiteral("s3");
    const auto planned = asking::plan(builder.operation(), input, endpoint, wire);
    if (!planned)
        qFatal("%s", qPrintable(planned.error().sentence()));
    return planned->request;
}

} // namespace

// What an account's files and variables say of how its requests are written.
class TestWireSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addresses_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("host");
        const auto row = [](const char *operation, const char *key, const char *value, const char *host) {
            QTest::addRow("%s %s=%s", operation, key, value)
                << QString::fromLatin1(operation) << QString::fromLatin1(key) << QString::fromLatin1(value)
                << QByteArray(host);
        };
        row("ListObjects", "", "", "global.example.com");
        row("ListObjects", "addressing_style", "path", "path.example.com");
        row("ListObjects", "addressing_style", "auto", "global.example.com");
        row("ListObjects", "addressing_style", "Virtual", "global.example.com");
        row("ListObjects", "use_accelerate_endpoint", "true", "fast.example.com");
        row("ListObjects", "use_accelerate_endpoint", "false", "global.example.com");
        row("ListObjects", "use_dualstack_endpoint", "true", "both.example.com");
        row("ListObjects", "us_east_1_regional_endpoint", "regional", "plain.example.com");
        row("ListObjects", "s3_disable_multiregion_access_points", "TRUE", "single.example.com");
        row("ListObjects", "s3_disable_express_session_auth", "true",
            "disables3expresssessionauth.example.com");
        row("ListObjects", "s3_disable_express_session_auth", "false", "global.example.com");
        row("ListObjects", "use_dualstack_endpoint", "yes", "global.example.com"); // all but "true" is off
        row("ListObjects", "use_accelerate_endpoint", "1", "global.example.com");
        row("ListObjects", "max_concurrent_requests", "20",
            "global.example.com"); // of commands Formwork lacks
        row("GetBucketLocation", "addressing_style", "virtual", "path.example.com");
    }

    void addresses()
    {
        QFETCH(const QString, operation);
        QFETCH(const QString, key);
        QFETCH(const QString, value);
        QFETCH(const QByteArray, host);
        OperationBuilder builder = storing(operation);
        const auto endpoint =
            asking::endpointFor({}, builder.operation(), QCborMap(), targetWith(key, value));
        QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().sentence()));
        QCOMPARE(endpoint->authority, host);
    }

    // The number may stand in an ARN of the input.
    void accountsWithoutANumberPreferTheirOwnAddressesToo_data()
    {
        QTest::addColumn<QString>("said");
        QTest::addColumn<QByteArray>("host");
        QTest::newRow("nothing") << QString() << QByteArray("preferred.example.com");
        QTest::newRow("disabled") << QStringLiteral("disabled") << QByteArray("disabled.example.com");
    }

    void accountsWithoutANumberPreferTheirOwnAddressesToo()
    {
        QFETCH(const QString, said);
        QFETCH(const QByteArray, host);
        OperationBuilder builder = storing(QStringLiteral("ListObjects"));
        builder.service().endpointRuleSet =
            R"({"version": "1.0", "parameters": {"AccountIdEndpointMode": {"builtIn": )"
            R"("AWS::Auth::AccountIdEndpointMode", "required": false, "type": "String"}}, "rules": [)"
            R"({"conditions": [{"fn": "isSet", "argv": [{"ref": "AccountIdEndpointMode"}]}], )"
            R"("endpoint": {"url": "https://{AccountIdEndpointMode}.example.com"}, "type": "endpoint"}]})";
        asking::Target target = targetWith({}, {});
        target.profile.accountIdEndpoints = said;
        const auto endpoint = asking::endpointFor({}, builder.operation(), QCborMap(), target);
        QVERIFY2(endpoint, endpoint ? "" : qPrintable(endpoint.error().sentence()));
        QCOMPARE(endpoint->authority, host);
    }

    void onlyTheServiceWithABadEndpointIsRefused()
    {
        OperationBuilder builder = storing(QStringLiteral("ListObjects"));
        asking::Target target = targetWith({}, {});
        target.profile.endpointProblems.insert(QStringLiteral("SQS"), QStringLiteral("no URL of queues"));
        QVERIFY(asking::endpointFor({}, builder.operation(), QCborMap(), target));
        target.profile.endpointProblems.insert(QStringLiteral("S3"),
                                               QStringLiteral("config, line 7: no URL"));
        const auto refused = asking::endpointFor({}, builder.operation(), QCborMap(), target);
        QVERIFY(!refused);
        QVERIFY(refused.error().sentence().contains(u"config, line 7"));
        target.endpointUrl = QStringLiteral("http://localhost:1"); // of the command line
        QVERIFY(asking::endpointFor({}, builder.operation(), QCborMap(), target));
    }

    void bodiesAreCompressedAsSaid_data()
    {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("length");
        QTest::addColumn<bool>("isCompressed");
        QTest::newRow("usual, short") << 10'240 << 5'000 << false;
        QTest::newRow("usual, long") << 10'240 << 10'500 << true;
        QTest::newRow("from little on") << 1 << 20 << true;
        QTest::newRow("never") << -1 << 50'000 << false;
    }

    void bodiesAreCompressedAsSaid()
    {
        QFETCH(const int, from);
        QFETCH(const int, length);
        QFETCH(const bool, isCompressed);
        OperationBuilder builder(model::Protocol::RestJson);
        builder.operation().requestCompression = true;
        OperationBuilder::add(builder.input(), QStringLiteral("Text"),
                              builder.scalar(model::ShapeType::String));
        credentials::WireSettings wire;
        wire.compressFrom = from;
        endpoint::Endpoint endpoint;
        endpoint.scheme = "https";
        endpoint.authority = "a.example.com";
        endpoint.authScheme = QStringLiteral("sigv4");
        const auto planned = asking::plan(
            builder.operation(), QCborMap{{QStringLiteral("Text"), QString(length, u'x')}}, endpoint, wire);
        QVERIFY(planned);
        QCOMPARE(planned->request.headers.value("content-encoding"),
                 isCompressed ? QByteArray("gzip") : QByteArray());
        QCOMPARE(planned->request.body.startsWith("\x1f\x8b"), isCompressed);
    }

    void hostsRegionsAndNamesAreAsSaid()
    {
        OperationBuilder builder(model::Protocol::RestJson);
        builder.operation().hostPrefix = QStringLiteral("data-");
        endpoint::Endpoint endpoint;
        endpoint.scheme = "https";
        endpoint.authority = "a.example.com";
        endpoint.authScheme = QStringLiteral("sigv4a");
        endpoint.signingRegion = QStringLiteral("us-east-1");
        credentials::WireSettings wire;
        const auto usual = asking::plan(builder.operation(), QCborMap(), endpoint, wire);
        QVERIFY(usual);
        QCOMPARE(usual->request.authority, QByteArray("data-a.example.com"));
        QCOMPARE(usual->signing.region, QByteArray("us-east-1"));
        wire.hostPrefixes = false;
        wire.signingRegions = QStringLiteral("us-east-1,eu-west-1");
        wire.appId = QStringLiteral("mine");
        const auto set = asking::plan(builder.operation(), QCborMap(), endpoint, wire);
        QVERIFY(set);
        QCOMPARE(set->request.authority, QByteArray("a.example.com"));
        QCOMPARE(set->signing.region, QByteArray("us-east-1,eu-west-1"));
        QVERIFY(set->request.headers.value("User-Agent").endsWith(" app/mine"));
        endpoint.authScheme = QStringLiteral("sigv4");
        QCOMPARE(asking::plan(builder.operation(), QCborMap(), endpoint, wire)->signing.region,
                 QByteArray("us-east-1"));
    }

    void wordWithoutAMeaning()
    {
        OperationBuilder builder = storing(QStringLiteral("ListObjects"));
        const auto endpoint =
            asking::endpointFor({}, builder.operation(), QCborMap(),
                                targetWith(QStringLiteral("addressing_style"), QStringLiteral("paths")));
        QVERIFY(!endpoint);
        QCOMPARE(endpoint.error().code, QStringLiteral("InvalidSetting"));
        QVERIFY2(endpoint.error().sentence().contains(QStringLiteral("paths"))
                     && endpoint.error().sentence().contains(QStringLiteral("auto, path, virtual")),
                 qPrintable(endpoint.error().sentence()));
    }

    void checksumsWhereRequired()
    {
        const credentials::WireSettings sparing{false, false};
        const http::Request usual = requestOf(kText, {});
        QVERIFY(usual.headers.contains("x-amz-checksum-crc32"));
        QCOMPARE(usual.headers.value("x-amz-mode"), "ENABLED");
        const http::Request bare = requestOf(kText, sparing);
        for (const http::Header &header : bare.headers)
            QVERIFY2(!header.first.contains("checksum"), header.first.constData());
        const QCborMap wish{{QStringLiteral("Text"), QStringLiteral("words")},
                            {QStringLiteral("Algorithm"), QStringLiteral("SHA256")},
                            {QStringLiteral("Mode"), QStringLiteral("ENABLED")}};
        const http::Request wished = requestOf(wish, sparing);
        QVERIFY(wished.headers.contains("x-amz-checksum-sha256"));
        QCOMPARE(wished.headers.value("x-amz-mode"), "ENABLED");
    }

    void payloadSigning()
    {
        OperationBuilder builder = storing(QStringLiteral("StoreThing"));
        endpoint::Endpoint endpoint;
        endpoint.scheme = "https";
        endpoint.authority = "a.example.com";
        endpoint.authScheme = QStringLiteral("sigv4");
        endpoint.signingName = QStringLiteral("s3");
        for (const char *wish : {"", "true", "false"}) {
            const credentials::WireSettings wire =
                targetWith(QStringLiteral("payload_signing_enabled"), QString::fromLatin1(wish)).profile.wire;
            const Result<asking::Plan> plan = asking::plan(builder.operation(), QCborMap(), endpoint, wire);
            QVERIFY2(plan, plan ? "" : qPrintable(plan.error().sentence()));
            QCOMPARE(plan->signing.unsignedPayload, QByteArray(wish) == "false");
        }
    }
};

QTEST_GUILESS_MAIN(TestWireSettings)
#include "tst_wiresettings.moc"
