// SPDX-License-Identifier: Apache-2.0
#include "core/signin/sharedtexts.h"
#include "signin/settings.h"
#include "signin/way.h"

#include <QTest>

using namespace formwork;
using namespace formwork::signin;

namespace
{

Machine machineWith(const QMap<QString, QString> &variables)
{
    Machine machine;
    machine.root = QStringLiteral("/nowhere");
    for (const auto &[name, value] : variables.asKeyValueRange())
        machine.environment.insert(name, value);
    return machine;
}

Result<Way> wayOf(const SharedFiles &files, const char *profile, const Machine &machine = machineWith({}))
{
    return findWay({files, machine, {QString::fromLatin1(profile), true, {}}, false, {}});
}

} // namespace

class TestWay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void neverMixesKeysOfTwoFiles()
    {
        const SharedFiles files = sharedtexts::read(
            "[profile a]\naws_access_key_id=C\naws_secret_access_key=CS\naws_session_token=CT\n",
            "[a]\naws_access_key_id=K\naws_secret_access_key=KS\n");
        const Result<Way> way = wayOf(files, "a");
        QVERIFY(way);
        QCOMPARE(way->step, Step::SharedCredentials);
        QCOMPARE(way->keys.accessKeyId, QStringLiteral("K"));
        QVERIFY(way->keys.sessionToken.isEmpty());
    }

    void aChainOfRolesIsInTheOrderOfAssuming()
    {
        const SharedFiles files = sharedtexts::read(
            "[profile "
            "a]\nrole_arn=arn:aws:iam::111111111111:role/path/A\nsource_profile=b\nduration_seconds=1h\n"
            "[profile b]\nrole_arn=arn:aws:iam::222222222222:role/B\nsource_profile=c\nmfa_serial=m\n"
            "[profile c]\naws_access_key_id=K\naws_secret_access_key=S\n");
        const Result<Way> way = wayOf(files, "a");
        QVERIFY(way);
        QCOMPARE(way->step, Step::AssumeRole);
        QCOMPARE(way->source, Step::ConfigFile);
        QCOMPARE(way->roles.size(), 2);
        QCOMPARE(way->roles.first().profile, QStringLiteral("b"));
        QCOMPARE(way->roles.first().mfaSerial, QStringLiteral("m"));
        QVERIFY(!way->roles.last().durationSeconds);
        QCOMPARE(way->accountId(), QStringLiteral("111111111111"));
        QCOMPARE(way->roleName(), QStringLiteral("A"));
    }

    void errorsNameFileLineAndProfile_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("line");
        const auto row = [](const char *name, const char *config, const char *code, int line) {
            QTest::newRow(name) << QByteArray(config) << QString::fromLatin1(code) << line;
        };
        row("no secret", "[profile a]\naws_access_key_id=K\n", "PartialCredentials", 2);
        row("missing source", "[profile a]\nrole_arn=r\nsource_profile=z\n", "SourceMissing", 3);
        row("source without", "[profile a]\nrole_arn=r\nsource_profile=b\n[profile b]\n", "SourceMissing", 3);
        row("cycle", "[profile a]\nrole_arn=r\nsource_profile=a\n", "RoleCycle", 3);
        row("both", "[profile a]\nrole_arn=r\nsource_profile=b\ncredential_source=Environment\n",
            "InvalidProfile", 4);
        row("neither", "[profile a]\nrole_arn=r\n", "PartialCredentials", 2);
        row("session", "[profile a]\nsso_session=s\nsso_account_id=1\nsso_role_name=r\n", "InvalidProfile",
            2);
        row("sso", "[profile a]\nsso_account_id=1\n", "InvalidProfile", 1);
        row("quote", "[profile a]\ncredential_process = x \"y\n", "InvalidProfile", 2);
        row("web identity", "[profile a]\nweb_identity_token_file=/t\n", "InvalidProfile", 2);
        row("nothing", "[profile a]\nregion=x\n", "NoCredentials", 1);
    }

    void errorsNameFileLineAndProfile()
    {
        QFETCH(QByteArray, config);
        QFETCH(QString, code);
        QFETCH(int, line);
        const Result<Way> way = wayOf(sharedtexts::read(config.constData()), "a");
        QVERIFY(!way);
        QCOMPARE(way.error().code, code);
        QVERIFY2(way.error().message.contains(QStringLiteral("/h/.aws/config, line %1").arg(line)),
                 qPrintable(way.error().message));
        QVERIFY(!way.error().advice.isEmpty());
    }

    void anEmptyVariableNamesNoProfile()
    {
        QVERIFY(!choose(machineWith({{QStringLiteral("AWS_PROFILE"), QString()}}), {}));
        const auto choice =
            choose(machineWith({{QStringLiteral("AWS_DEFAULT_PROFILE"), QStringLiteral("b")}}), {});
        QVERIFY(choice);
        QCOMPARE(choice->variable, QStringLiteral("AWS_DEFAULT_PROFILE"));
        QVERIFY(choose(machineWith({{QStringLiteral("AWS_PROFILE"), QString()}}), QStringLiteral("x")));
    }

    void aUrlOfTheEnvironmentBeatsTheFiles()
    {
        const SharedFiles files =
            sharedtexts::read("[profile a]\nservices=s\nendpoint_url=http://localhost:1\n"
                              "[services s]\nsso_oidc =\n  endpoint_url = http://localhost:2\n");
        const SharedProfile *a = files.profile(QStringLiteral("a"));
        Result<Settings> settings = settingsOf(a, files, machineWith({}));
        QVERIFY(settings);
        QCOMPARE(settings->endpointUrl, QStringLiteral("http://localhost:1"));
        QCOMPARE(settings->serviceEndpoints.value(QStringLiteral("SSO_OIDC")),
                 QStringLiteral("http://localhost:2"));
        settings = settingsOf(
            a, files,
            machineWith({{QStringLiteral("AWS_ENDPOINT_URL"), QStringLiteral("http://localhost:3")}}));
        QVERIFY(settings);
        QCOMPARE(settings->endpointUrl, QStringLiteral("http://localhost:3"));
        QVERIFY(settings->serviceEndpoints.isEmpty());
        settings = settingsOf(
            a, files,
            machineWith({{QStringLiteral("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), QStringLiteral("TRUE")}}));
        QVERIFY(settings);
        QVERIFY(settings->endpointUrl.isEmpty());
    }

    void readsHowRequestsAreWritten()
    {
        const SharedFiles files = sharedtexts::read("[profile a]\n"
                                                    "request_checksum_calculation = WHEN_REQUIRED\n"
                                                    "s3 =\n"
                                                    "  addressing_style = path\n"
                                                    "  payload_signing_enabled = true\n");
        const SharedProfile *a = files.profile(QStringLiteral("a"));
        const auto settings = settingsOf(a, files, machineWith({}));
        QVERIFY(settings);
        QVERIFY(!settings->wire.requestChecksums);
        QVERIFY(settings->wire.responseChecksums);
        QCOMPARE(
            settings->wire.sections.value(QStringLiteral("s3")).value(QStringLiteral("addressing_style")),
            QStringLiteral("path"));
        const auto wished = settingsOf(
            a, files,
            machineWith(
                {{QStringLiteral("AWS_REQUEST_CHECKSUM_CALCULATION"), QStringLiteral("when_supported")},
                 {QStringLiteral("AWS_RESPONSE_CHECKSUM_VALIDATION"), QStringLiteral("when_required")}}));
        QVERIFY(wished);
        QVERIFY(wished->wire.requestChecksums);
        QVERIFY(!wished->wire.responseChecksums);
    }

    // What a service's section says may stand in the profile itself or in a variable, which go before it.
    void readsWhatStandsBesideASection_data()
    {
        QTest::addColumn<QByteArray>("lines");
        QTest::addColumn<QString>("variable");
        QTest::addColumn<QString>("entry");
        const auto row = [](const char *lines, const char *variable, const char *entry) {
            QTest::addRow("%s %s", lines, variable)
                << QByteArray(lines) << QString::fromLatin1(variable) << QString::fromLatin1(entry);
        };
        row("s3 =\n  use_arn_region = true", "", "use_arn_region");
        row("s3_use_arn_region = true\ns3 =\n  use_arn_region = false", "", "use_arn_region");
        row("s3_use_arn_region = false", "AWS_S3_USE_ARN_REGION", "use_arn_region");
        row("region = eu-west-1", "AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS",
            "s3_disable_multiregion_access_points");
        row("s3 =\n  s3_disable_multiregion_access_points = true", "",
            "s3_disable_multiregion_access_points");
        row("s3_disable_express_session_auth = true", "", "s3_disable_express_session_auth");
        row("s3 =\n  s3_disable_express_session_auth = false", "AWS_S3_DISABLE_EXPRESS_SESSION_AUTH",
            "s3_disable_express_session_auth");
    }

    void readsWhatStandsBesideASection()
    {
        QFETCH(QByteArray, lines);
        QFETCH(QString, variable);
        QFETCH(QString, entry);
        const SharedFiles files = sharedtexts::read(("[profile a]\n" + lines + '\n').constData());
        const Machine machine =
            variable.isEmpty() ? machineWith({}) : machineWith({{variable, QStringLiteral(" true ")}});
        const auto settings = settingsOf(files.profile(QStringLiteral("a")), files, machine);
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence()));
        QCOMPARE(settings->wire.sections.value(QStringLiteral("s3")).value(entry), QStringLiteral("true"));
        const auto without = settingsOf(nullptr, files, machine); // variables alone
        QVERIFY(without);
        QCOMPARE(without->wire.sections.value(QStringLiteral("s3")).value(entry),
                 variable.isEmpty() ? QString() : QStringLiteral("true"));
    }

    void refusesSettingsWithoutAMeaning_data()
    {
        QTest::addColumn<QByteArray>("line");
        for (const char *line :
             {"retry_mode = legacy", "max_attempts = abc", "max_attempts = 0",
              "ca_bundle =", "account_id_endpoint_mode = maybe", "endpoint_url = localhost:1",
              "services = none", "region = eu west", "request_min_compression_size_bytes = 0",
              "request_min_compression_size_bytes = 1048577", "request_min_compression_size_bytes = many",
              "endpoint_discovery_enabled = maybe", "sts_regional_endpoints = all",
              "s3_disable_express_session_auth = 1", "s3_us_east_1_regional_endpoint = both",
              "request_checksum_calculation = never"})
            QTest::newRow(line) << QByteArray(line);
    }

    void refusesSettingsWithoutAMeaning()
    {
        QFETCH(QByteArray, line);
        const SharedFiles files = sharedtexts::read(("[profile a]\n" + line + '\n').constData());
        const Result<Settings> settings =
            settingsOf(files.profile(QStringLiteral("a")), files, machineWith({}));
        QVERIFY(!settings);
        QVERIFY2(settings.error().message.contains(QStringLiteral("/h/.aws/config, line 2")),
                 qPrintable(settings.error().message));
    }

    void readsHowRequestsAreSent()
    {
        const SharedFiles files = sharedtexts::read(
            "[profile a]\nrequest_min_compression_size_bytes = 128\ndisable_host_prefix_injection = True\n"
            "auth_scheme_preference = sigv4a , httpBearerAuth,\nsigv4a_signing_region_set = us-east-1, "
            "eu-west-1\n"
            "sdk_ua_app_id = my app/1\nendpoint_discovery_enabled = false\ndefaults_mode = standard\n"
            "tcp_keepalive = false\nparameter_validation = false\n");
        const auto settings = settingsOf(files.profile(QStringLiteral("a")), files, machineWith({}));
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence()));
        QCOMPARE(settings->wire.compressFrom, 128);
        QVERIFY(!settings->wire.hostPrefixes);
        QVERIFY(!settings->wire.discoversAddresses);
        QCOMPARE(settings->wire.authSchemes,
                 (QStringList{QStringLiteral("sigv4a"), QStringLiteral("httpBearerAuth")}));
        QCOMPARE(settings->wire.signingRegions, QStringLiteral("us-east-1,eu-west-1"));
        QCOMPARE(settings->wire.appId, QStringLiteral("my-app-1"));
        QCOMPARE(settings->unfollowed.size(), 2);
        QVERIFY2(settings->unfollowed.first().contains(QStringLiteral("defaults_mode"))
                     && settings->unfollowed.first().contains(QStringLiteral("config, line 8")),
                 qPrintable(settings->unfollowed.first()));
        const auto over = settingsOf(
            files.profile(QStringLiteral("a")), files,
            machineWith({{QStringLiteral("AWS_DISABLE_REQUEST_COMPRESSION"), QStringLiteral("true")},
                         {QStringLiteral("AWS_DISABLE_HOST_PREFIX_INJECTION"), QStringLiteral("false")},
                         {QStringLiteral("AWS_SIGV4A_SIGNING_REGION_SET"), QStringLiteral("*")}}));
        QVERIFY(over);
        QCOMPARE(over->wire.compressFrom, -1);
        QVERIFY(over->wire.hostPrefixes);
        QCOMPARE(over->wire.signingRegions, QStringLiteral("*"));
        QCOMPARE(settingsOf(nullptr, {}, machineWith({}))->wire, credentials::WireSettings());
    }

    // As with botocore, where only the client of that service cannot be made.
    void aBadEndpointIsThatServicesAlone()
    {
        const SharedFiles files = sharedtexts::read(
            "[profile a]\nservices = s\n[services s]\ndynamodb =\n  endpoint_url = localhost:1\n"
            "sts =\n  endpoint_url = localhost:2\nsqs =\n  endpoint_url = http://localhost:3\n");
        const auto settings = settingsOf(
            files.profile(QStringLiteral("a")), files,
            machineWith({{QStringLiteral("AWS_ENDPOINT_URL_STS"), QStringLiteral("http://localhost:4")},
                         {QStringLiteral("AWS_ENDPOINT_URL_SQS"), QStringLiteral("queue")}}));
        QVERIFY2(settings, settings ? "" : qPrintable(settings.error().sentence()));
        QCOMPARE(settings->serviceEndpoints,
                 (QHash<QString, QString>{{QStringLiteral("STS"), QStringLiteral("http://localhost:4")}}));
        QStringList refused = settings->endpointProblems.keys();
        refused.sort();
        QCOMPARE(refused, (QStringList{QStringLiteral("DYNAMODB"), QStringLiteral("SQS")}));
        const QString sentence = settings->endpointProblems.value(QStringLiteral("DYNAMODB"));
        QVERIFY2(sentence.contains(QStringLiteral("/h/.aws/config, line 4")), qPrintable(sentence));
        QVERIFY(settings->endpointProblems.value(QStringLiteral("SQS")).contains(u"AWS_ENDPOINT_URL_SQS"));
    }
};

QTEST_GUILESS_MAIN(TestWay)
#include "tst_way.moc"
