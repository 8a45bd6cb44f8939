// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "core/signin/signinbench.h"

using namespace formwork;
using namespace formwork::signin;
using bench::Place;
using bench::Program;
using tests::await;

namespace
{

// Hands what is meant for AWS to the fake one, and writes down where it was meant to go.
class Diverted final : public transport::Transport
{
public:
    Diverted(QString there, std::shared_ptr<QStringList> hosts)
        : m_there(std::move(there))
        , m_hosts(std::move(hosts))
    {
    }
    QCoro::Task<Result<http::Response>> send(http::Request request, transport::Timeouts timeouts,
                                             transport::CancellationPtr cancellation,
                                             transport::Streams streams) override
    {
        const QString scope = QString::fromLatin1(request.headers.value("authorization"))
                                  .section(QStringLiteral("Credential="), 1);
        m_hosts->append(QString::fromLatin1(request.authority) + u' ' + scope.section(u'/', 2, 2));
        request.scheme = "http";
        request.authority = QUrl(m_there).authority().toLatin1();
        return m_transport->send(request, timeouts, cancellation, streams);
    }

private:
    QString m_there;
    std::shared_ptr<QStringList> m_hosts;
    transport::TransportPtr m_transport = transport::networkTransport({});
};

QByteArray configOf(const QByteArray &partition, const QByteArray &more)
{
    return "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\nregion = "
           "sa-east-1\n"
           "[profile dev]\nrole_arn = arn:"
        + partition + ":iam::123456789012:role/Admin\nsource_profile = base\n" + more;
}

struct Asking {
    Place place;
    std::shared_ptr<QStringList> hosts = std::make_shared<QStringList>();
    int codes = 0;

    explicit Asking(const QByteArray &config) { place.write(QStringLiteral("/h/.aws/config"), config); }

    Result<credentials::Credentials> in(const Program &program, const QString &region)
    {
        program.environment->transport = std::make_shared<Diverted>(place.aws.url(), hosts);
        program.sources->prompts.mfaCode = [this](MfaQuestion) -> QCoro::Task<Result<QString>> {
            ++codes;
            const QString code = place.aws.mfaCode;
            co_return code;
        };
        return await(program.environment->profiles->credentials(QStringLiteral("aws:dev"), region));
    }
    static QProcessEnvironment awsItself()
    {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("AWS_ENDPOINT_URL"), QString());
        return environment;
    }
};

} // namespace

class TestStsRegions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    // The hosts that botocore 1.43 asks, sts_regional_endpoints as given; of another partition its own.
    void asksWhereTheCallGoes_data()
    {
        QTest::addColumn<QByteArray>("partition");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("host");
        const auto row = [](const char *name, const char *partition, const char *more, const char *region,
                            const char *host) {
            QTest::newRow(name) << QByteArray(partition) << QByteArray(more) << QString::fromLatin1(region)
                                << QString::fromLatin1(host);
        };
        row("chosen", "aws", "", "eu-west-1", "sts.eu-west-1.amazonaws.com eu-west-1");
        row("chosen, opted into", "aws", "region = us-east-1\n", "me-south-1",
            "sts.me-south-1.amazonaws.com me-south-1");
        row("of the profile", "aws", "region = eu-west-3\n", "", "sts.eu-west-3.amazonaws.com eu-west-3");
        row("none", "aws", "", "", "sts.amazonaws.com us-east-1");
        row("China", "aws-cn", "", "cn-north-1", "sts.cn-north-1.amazonaws.com.cn cn-north-1");
        row("China, none", "aws-cn", "", "", "sts.cn-northwest-1.amazonaws.com.cn cn-northwest-1");
        row("GovCloud", "aws-us-gov", "", "us-gov-east-1", "sts.us-gov-east-1.amazonaws.com us-gov-east-1");
        row("legacy", "aws", "sts_regional_endpoints = legacy\n", "eu-west-1", "sts.amazonaws.com us-east-1");
        row("legacy, opted into", "aws", "sts_regional_endpoints = legacy\n", "me-south-1",
            "sts.me-south-1.amazonaws.com me-south-1");
        row("legacy, FIPS", "aws", "sts_regional_endpoints = legacy\nuse_fips_endpoint = true\n", "us-east-2",
            "sts-fips.us-east-2.amazonaws.com us-east-2");
        row("regional", "aws", "sts_regional_endpoints = Regional\n", "us-west-2",
            "sts.us-west-2.amazonaws.com us-west-2");
    }

    void asksWhereTheCallGoes()
    {
        QFETCH(QByteArray, partition);
        QFETCH(QByteArray, more);
        QFETCH(QString, region);
        QFETCH(QString, host);
        Asking asking(configOf(partition, more));
        const Program program(asking.place, Asking::awsItself());
        const auto keys = asking.in(program, region);
        QVERIFY2(keys, keys ? "" : qPrintable(keys.error().sentence()));
        QCOMPARE(*asking.hosts, QStringList{host});
    }

    void theVariableGoesBeforeTheProfile()
    {
        Asking asking(configOf("aws", "sts_regional_endpoints = regional\n"));
        QProcessEnvironment environment = Asking::awsItself();
        environment.insert(QStringLiteral("AWS_STS_REGIONAL_ENDPOINTS"), QStringLiteral("legacy"));
        const Program program(asking.place, environment);
        QVERIFY(asking.in(program, QStringLiteral("eu-west-1")));
        QCOMPARE(*asking.hosts, QStringList{QStringLiteral("sts.amazonaws.com us-east-1")});
    }

    void aWordWithoutAMeaningIsSaid()
    {
        Asking asking(configOf("aws", "sts_regional_endpoints = everywhere\n"));
        const auto keys = asking.in(Program(asking.place, Asking::awsItself()), QStringLiteral("eu-west-1"));
        QVERIFY(!keys);
        for (const char *part : {"everywhere", "legacy, regional", "config, line 8"})
            QVERIFY2(keys.error().sentence().contains(QLatin1String(part)),
                     qPrintable(keys.error().sentence()));
    }

    void anotherRegionTakesTheSameSession()
    {
        const QByteArray device = "mfa_serial = arn:aws:iam::111122223333:mfa/me\n";
        Asking asking(configOf("aws", device));
        const Program program(asking.place, Asking::awsItself());
        const auto here = asking.in(program, QStringLiteral("eu-west-1"));
        QVERIFY2(here, here ? "" : qPrintable(here.error().sentence()));
        for (const char *region : {"us-east-1", "me-south-1", "eu-west-1", ""})
            QCOMPARE(asking.in(program, QLatin1String(region))->accessKeyId, here->accessKeyId);
        const Program later(asking.place, Asking::awsItself());
        QCOMPARE(asking.in(later, QStringLiteral("ap-south-1"))->accessKeyId, here->accessKeyId);
        QCOMPARE(asking.codes, 1);
    }

    // What STS as a whole gives is refused in Regions that are opted into, and is good in the others.
    void aSessionOfNoRegionIsForTheOldOnes()
    {
        const QByteArray device = "mfa_serial = arn:aws:iam::111122223333:mfa/me\n";
        Asking asking(configOf("aws", device));
        const Program program(asking.place, Asking::awsItself());
        const auto whole = asking.in(program, {});
        QVERIFY2(whole, whole ? "" : qPrintable(whole.error().sentence()));
        QCOMPARE(asking.in(program, QStringLiteral("eu-west-1"))->accessKeyId, whole->accessKeyId);
        QVERIFY(asking.in(program, QStringLiteral("me-south-1"))->accessKeyId != whole->accessKeyId);
        QCOMPARE(asking.codes, 2);
    }

    void aRoleOfAnotherPartitionIsNotAskedFor()
    {
        Asking asking(configOf("aws-cn", ""));
        const auto keys = asking.in(Program(asking.place, Asking::awsItself()), QStringLiteral("eu-west-1"));
        QVERIFY(!keys);
        QVERIFY2(keys.error().sentence().contains(QStringLiteral("aws-cn")),
                 qPrintable(keys.error().sentence()));
        QCOMPARE(*asking.hosts, QStringList());
    }
};

QTEST_GUILESS_MAIN(TestStsRegions)
#include "tst_stsregions.moc"
