// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace formwork;

namespace
{

const QString kAws = QStringLiteral("/usr/bin/aws");
const QString kPython = QStringLiteral("/usr/bin/python3");
const QString kModels = QStringLiteral("/usr/lib/python3/dist-packages/botocore/data");

// A call, and a member that its answer must have.
struct Step {
    const char *service;
    const char *method;
    const char *parameters;
    const char *member; // null: none beside the metadata
};

constexpr Step kSteps[] = {
    {"s3", "create_bucket",
     "{'Bucket':'box-1','CreateBucketConfiguration':{'LocationConstraint':'eu-west-1'}}", nullptr},
    {"s3", "list_buckets", "{}", "Buckets"},
    {"s3", "get_bucket_location", "{'Bucket':'box-1'}", "LocationConstraint"},
    {"s3", "list_objects_v2", "{'Bucket':'box-1'}", "KeyCount"},
    {"s3", "put_bucket_tagging", "{'Bucket':'box-1','Tagging':{'TagSet':[{'Key':'a','Value':'b'}]}}",
     nullptr},
    {"s3", "put_object", "{'Bucket':'box-1','Key':'folder/a b+c','Body':'text'}", "ETag"},
    {"ec2", "create_vpc", "{'CidrBlock':'10.0.0.0/16'}", "Vpc"},
    {"ec2", "describe_vpcs", "{'Filters':[{'Name':'state','Values':['available','pending']}]}", "Vpcs"},
    {"ec2", "run_instances", "{'ImageId':'ami-1','MinCount':1,'MaxCount':1,'InstanceType':'t3.micro'}",
     "Instances"},
    {"iam", "create_user", "{'UserName':'ada','Tags':[{'Key':'a','Value':'b'}]}", "User"},
    {"iam", "list_users", "{}", "Users"},
    {"sts", "get_caller_identity", "{}", "Account"},
    {"sqs", "create_queue", "{'QueueName':'q-1','Attributes':{'DelaySeconds':'5'}}", "QueueUrl"},
    {"sqs", "get_queue_attributes", "{'QueueUrl':'http://localhost/q-1','AttributeNames':['All']}", nullptr},
    {"sns", "create_topic", "{'Name':'t-1','Attributes':{'DisplayName':'d'}}", "TopicArn"},
    {"sns", "list_topics", "{}", "Topics"},
    {"cloudformation", "create_stack",
     "{'StackName':'s-1','TemplateBody':'{}','Parameters':[{'ParameterKey':'k','ParameterValue':'v'}]}",
     "StackId"},
    {"cloudformation", "list_stacks", "{}", "StackSummaries"},
    {"cloudwatch", "put_metric_data",
     "{'Namespace':'n','MetricData':[{'MetricName':'m','Value':1.5,'Dimensions':[{'Name':'a','Value':'b'}]}]"
     "}",
     nullptr},
    {"cloudwatch", "describe_alarms", "{}", "MetricAlarms"},
    {"route53", "create_hosted_zone", "{'Name':'example.com','CallerReference':'r-1'}", "HostedZone"},
    {"route53", "list_hosted_zones", "{}", "HostedZones"},
    {"rds", "create_db_instance",
     "{'DBInstanceIdentifier':'db-1','DBInstanceClass':'db.t3.micro','Engine':'postgres','AllocatedStorage':"
     "20}",
     "DBInstance"},
    {"rds", "describe_db_instances", "{}", "DBInstances"},
    {"elbv2", "create_target_group", "{'Name':'g-1','Protocol':'HTTP','Port':80,'VpcId':'vpc-1'}",
     "TargetGroups"},
    {"elbv2", "describe_target_groups", "{}", "TargetGroups"},
    {"autoscaling", "create_auto_scaling_group",
     "{'AutoScalingGroupName':'a-1','MinSize':0,'MaxSize':1,'AvailabilityZones':['eu-west-1a']}", nullptr},
    {"autoscaling", "describe_auto_scaling_groups", "{}", "AutoScalingGroups"},
    {"elasticache", "create_cache_cluster",
     "{'CacheClusterId':'c-1','Engine':'redis','CacheNodeType':'cache.t3.micro','NumCacheNodes':1}",
     "CacheCluster"},
    {"elasticache", "describe_cache_clusters", "{}", "CacheClusters"},
    {"kinesis", "create_stream", "{'StreamName':'k-1','ShardCount':1}", nullptr},
};

QByteArray json(const char *text) { return QByteArray(text).replace('\'', '"'); }

// "create_db_instance" as the command line has it.
QString dashed(const char *method) { return QString::fromLatin1(method).replace(u'_', u'-'); }

} // namespace

// Services of every protocol, asked by clients that others wrote: the AWS CLI and botocore as Debian ships
// them.
class TestPracticeServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!QDir(kModels).exists())
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kModels});
        m_account->clock().set(QDateTime::currentDateTimeUtc());
    }

    void botocore()
    {
        QJsonArray calls;
        for (const Step &step : kSteps)
            calls.append(QJsonArray{QString::fromLatin1(step.service), QString::fromLatin1(step.method),
                                    QJsonDocument::fromJson(json(step.parameters)).object()});
        const QByteArray out =
            run(kPython,
                {QStringLiteral(TEST_DATA_DIR "/botocore_calls.py"), m_account->server().url(),
                 QString::fromUtf8(QJsonDocument(calls).toJson(QJsonDocument::Compact))});
        const QJsonArray answers = QJsonDocument::fromJson(out).array();
        QVERIFY2(answers.size() == calls.size(), m_errors.constData());
        QStringList wrong;
        for (qsizetype i = 0; i < answers.size(); ++i) {
            const Step &step = kSteps[i];
            const QJsonObject answer = answers[i].toObject();
            if (QByteArrayView(step.method) == "create_vpc") // made up, and an account all the same
                QCOMPARE(answer[u"Vpc"][u"OwnerId"].toString(), QStringLiteral("000000000000"));
            const QJsonObject metadata = answer[u"ResponseMetadata"].toObject();
            const bool isGood = metadata[u"HTTPStatusCode"].toInt() / 100 == 2
                && !metadata[u"RequestId"].toString().isEmpty()
                && (!step.member || answer.contains(QLatin1StringView(step.member)));
            if (!isGood)
                wrong.append(
                    QStringLiteral("%1 %2: %3")
                        .arg(QLatin1StringView(step.service), QLatin1StringView(step.method),
                             QString::fromUtf8(QJsonDocument(answer).toJson(QJsonDocument::Compact))));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    void awsCli_data()
    {
        QTest::addColumn<int>("step");
        for (int i = 0; i < int(std::size(kSteps)); ++i) {
            const bool takesFile = QByteArrayView(kSteps[i].method) == "put_object";
            if (!takesFile)
                QTest::addRow("%s %s", kSteps[i].service, kSteps[i].method) << i;
        }
    }

    void awsCli()
    {
        QFETCH(const int, step);
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        // What a service's later steps ask for, its earlier ones have made.
        if (step == 0 || QByteArrayView(kSteps[step - 1].service) != kSteps[step].service)
            QVERIFY(m_account->server().reset());
        const bool isS3 = QByteArrayView(kSteps[step].service) == "s3";
        const QByteArray out =
            run(kAws,
                {QStringLiteral("--endpoint-url"), m_account->server().url(), QStringLiteral("--output"),
                 QStringLiteral("json"), QStringLiteral("--no-cli-pager"),
                 isS3 ? QStringLiteral("s3api") : QString::fromLatin1(kSteps[step].service),
                 dashed(kSteps[step].method), QStringLiteral("--cli-input-json"),
                 QString::fromUtf8(json(kSteps[step].parameters))});
        QVERIFY2(m_exitCode == 0, m_errors.constData());
        const QJsonObject answer = QJsonDocument::fromJson(out).object();
        const char *member = kSteps[step].member;
        // The AWS CLI prints nothing of an answer without content.
        QVERIFY2(!member || out.trimmed().isEmpty() || answer.contains(QLatin1StringView(member)),
                 out.constData());
    }

    void errorsInEachForm_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("code");
        QTest::newRow("query") << QStringList{QStringLiteral("iam"), QStringLiteral("list-users")}
                               << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("ec2") << QStringList{QStringLiteral("ec2"), QStringLiteral("describe-vpcs")}
                             << QByteArray("AuthFailure");
        QTest::newRow("s3") << QStringList{QStringLiteral("s3api"), QStringLiteral("list-buckets")}
                            << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("rest-xml") << QStringList{QStringLiteral("route53"),
                                                 QStringLiteral("list-hosted-zones")}
                                  << QByteArray("SignatureDoesNotMatch");
        QTest::newRow("json") << QStringList{QStringLiteral("kinesis"), QStringLiteral("list-streams")}
                              << QByteArray("InvalidSignatureException");
    }

    void errorsInEachForm()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QByteArray, code);
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        m_secret = "canary-secret-0002";
        run(kAws, QStringList{QStringLiteral("--endpoint-url"), m_account->server().url()} + arguments);
        m_secret.clear();
        QVERIFY(m_exitCode != 0);
        QVERIFY2(m_errors.contains(code), m_errors.constData());
    }

    // A bucket in the host, as clients send it to names and not to addresses.
    void bucketsInTheHost()
    {
        const model::OperationPtr op = m_account->operation("s3", "ListObjectsV2");
        http::Request request;
        request.method = "GET";
        request.authority = "box-1.localhost";
        request.query = "list-type=2";
        m_account->clock().set(QDateTime::currentDateTimeUtc());
        const model::OperationPtr make = m_account->operation("s3", "CreateBucket");
        http::Request bucket;
        bucket.method = "PUT";
        bucket.authority = request.authority;
        QCOMPARE(m_account->send(m_account->bytes(*make, bucket)).status, 200);
        const http::Response &answer = m_account->send(m_account->bytes(*op, request));
        QVERIFY2(answer.body.contains("ListBucketResult"), answer.body.constData());
        request.query.clear();
        request.authority.clear();
        m_account->send(m_account->bytes(*op, request));
        QVERIFY(m_account->last().body.contains("ListAllMyBucketsResult"));
    }

private:
    QByteArray run(const QString &program, const QStringList &arguments)
    {
        QProcess process;
        QProcessEnvironment environment;
        const signing::Keys keys = m_account->server().keys();
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QString::fromLatin1(keys.accessKeyId));
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                           QString::fromLatin1(m_secret.isEmpty() ? keys.secretAccessKey : m_secret));
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("eu-west-1"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        environment.insert(QStringLiteral("BOTO_DISABLE_CRT"), QStringLiteral("true"));
        environment.insert(QStringLiteral("NO_PROXY"), QStringLiteral("127.0.0.1"));
        process.setProcessEnvironment(environment);
        m_account->clock().set(QDateTime::currentDateTimeUtc());
        process.start(program, arguments);
        const bool ended =
            QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 180'000);
        m_errors = process.readAllStandardError();
        m_exitCode = ended ? process.exitCode() : -1;
        return process.readAllStandardOutput();
    }

    std::unique_ptr<Loopback> m_account;
    QTemporaryDir m_home;
    QByteArray m_secret; // empty: the account's
    QByteArray m_errors;
    int m_exitCode = -1;
};

QTEST_GUILESS_MAIN(TestPracticeServices)
#include "tst_practiceservices.moc"
