// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"
#include "practice/controls.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include <chrono>

using namespace formwork;
using namespace std::chrono_literals;

namespace
{

const QString kAws = QStringLiteral("/usr/bin/aws");
const QString kPython = QStringLiteral("/usr/bin/python3");
const QString kBotocore = QStringLiteral("/usr/lib/python3/dist-packages/botocore");

const char kConnection[] =
    "{'environmentName':'env-1','managementAccountId':'111122223333','clientToken':'token-1',"
    "'roleArn':'arn:aws:iam::111122223333:role/Proton'}";
const char kProfile[] =
    "{'connectorProfileName':'p-1','connectorType':'Salesforce','connectionMode':'Public','"
    "connectorProfileConfig':{"
    "'connectorProfileProperties':{'Salesforce':{'instanceUrl':'https://example.my.salesforce.com'}},"
    "'connectorProfileCredentials':{'Salesforce':{'accessToken':'canary-secret-0001','refreshToken':'canary-"
    "secret-0002'}}}}";

QString json(const QByteArray &text) { return QString::fromUtf8(QByteArray(text).replace('\'', '"')); }

} // namespace

// Clients that others wrote, each in a process of its own: the AWS CLI and botocore as Debian ships them.
class TestPracticeClients : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>();
        m_account->clock().set(QDateTime::currentDateTimeUtc());
    }

    void awsCliCreates()
    {
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        const QStringList arguments{QStringLiteral("proton"),
                                    QStringLiteral("create-environment-account-connection"),
                                    QStringLiteral("--cli-input-json"), json(kConnection)};
        const QJsonObject first = runAws(arguments)[u"environmentAccountConnection"].toObject();
        QCOMPARE(first[u"environmentName"].toString(), QStringLiteral("env-1"));
        QVERIFY(first[u"arn"].toString().startsWith(u"arn:aws:proton:eu-west-1:000000000000:"));
        const QJsonObject again = runAws(arguments)[u"environmentAccountConnection"].toObject();
        QCOMPARE(again, first); // the same token: the same connection
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void awsCliIsTold()
    {
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        const QStringList arguments{QStringLiteral("appflow"), QStringLiteral("create-connector-profile"),
                                    QStringLiteral("--cli-input-json"), json(kProfile)};
        QVERIFY(!runAws(arguments)[u"connectorProfileArn"].toString().isEmpty());
        QVERIFY(runAws(arguments).isEmpty()); // another token: the name is taken
        QVERIFY2(m_errors.contains("ConflictException"), m_errors.constData());
    }

    void botocoreCreates_data()
    {
        QTest::addColumn<QString>("service");
        QTest::addColumn<QString>("method");
        QTest::addColumn<QByteArray>("params");
        QTest::addColumn<QString>("member");
        QTest::newRow("aws-json") << QStringLiteral("proton")
                                  << QStringLiteral("create_environment_account_connection")
                                  << QByteArray(kConnection)
                                  << QStringLiteral("environmentAccountConnection");
        QTest::newRow("rest-json") << QStringLiteral("appflow") << QStringLiteral("create_connector_profile")
                                   << QByteArray(kProfile) << QStringLiteral("connectorProfileArn");
    }

    void botocoreCreates()
    {
        QFETCH(const QString, service);
        QFETCH(const QString, method);
        QFETCH(const QByteArray, params);
        QFETCH(const QString, member);
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        const QJsonObject answer = runBotocore(service, method, params);
        QVERIFY2(answer.contains(member), m_errors.constData());
        const QJsonObject metadata = answer[u"ResponseMetadata"].toObject();
        QCOMPARE(metadata[u"HTTPStatusCode"].toInt(), 200);
        QCOMPARE(metadata[u"RequestId"].toString().size(), 36);
        QCOMPARE(m_account->server().resourceCount(), 1);
    }

    void botocoreReadsErrors_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("status");
        QTest::newRow("throttle") << QStringLiteral("throttle:-1") << QStringLiteral("ThrottlingException")
                                  << 400;
        QTest::newRow("failure") << QStringLiteral("server-error:-1")
                                 << QStringLiteral("InternalServerException") << 500;
        QTest::newRow("clock") << QStringLiteral("clock-skew") << QStringLiteral("InvalidSignatureException")
                               << 400;
    }

    void botocoreReadsErrors()
    {
        QFETCH(const QString, fault);
        QFETCH(const QString, code);
        QFETCH(const int, status);
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account->server().setFault(*practice::Fault::parse(fault));
        const QJsonObject answer = runBotocore(
            QStringLiteral("proton"), QStringLiteral("create_environment_account_connection"), kConnection);
        QCOMPARE(answer[u"Error"].toObject()[u"Code"].toString(), code);
        QCOMPARE(answer[u"ResponseMetadata"].toObject()[u"HTTPStatusCode"].toInt(), status);
        QCOMPARE(m_account->server().resourceCount(), 0);
    }

    // The life of a thing in each of many services: created, waited for, listed, read, changed, deleted.
    void botocoreLives()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore + QStringLiteral("/data")});
        m_account->setRealClock();
        const QByteArray out =
            output(kPython, {QStringLiteral(TEST_DATA_DIR "/botocore_lives.py"), m_account->server().url()});
        checkLives(out, 50);
    }

    // The same lives through the AWS SDK for JavaScript. Its packages are in the folder that
    // FORMWORK_JAVASCRIPT_SDK names, or where npm keeps those for everybody.
    void javaScriptLives()
    {
        const QString node = QStandardPaths::findExecutable(QStringLiteral("node"));
        const QString named = qEnvironmentVariable("FORMWORK_JAVASCRIPT_SDK", QStringLiteral("/usr/lib"));
        if (node.isEmpty() || !QFile::exists(named + QStringLiteral("/node_modules/@aws-sdk/client-s3")))
            QSKIP("Node.js or the AWS SDK for JavaScript is not there: npm install @aws-sdk/client-s3 and "
                  "others "
                  "in a folder, and name it in FORMWORK_JAVASCRIPT_SDK.");
        const QStringList models = qEnvironmentVariableIsSet("FORMWORK_MODELS")
            ? qEnvironmentVariable("FORMWORK_MODELS").split(u':')
            : QStringList{kBotocore + QStringLiteral("/data")};
        m_account = std::make_unique<Loopback>(models);
        m_account->setRealClock();
        m_given =
            output(kPython, {QStringLiteral(TEST_DATA_DIR "/botocore_lives.py"), QStringLiteral("--table")});
        QVERIFY2(!m_given.isEmpty(), m_errors.constData());
        const QByteArray out =
            output(node, {QStringLiteral(TEST_DATA_DIR "/sdk_lives.mjs"), named, m_account->server().url()});
        m_given.clear();
        checkLives(out, 1);
    }

    // Versions, the trail, tags of everything, Cloud Control, policies, secrets, many things of one call.
    void botocoreBehaviours()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore + QStringLiteral("/data")});
        m_account->setRealClock();
        practice::Controls::of(m_account->server()).setTrailDelay(2000ms);
        checkStories("botocore_behaviours.py", 9);
        QFile file(m_account->file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("canary-secret")); // they are in memory alone
        QFile log(m_account->file() + QStringLiteral("-wal"));
        QVERIFY(!log.open(QIODevice::ReadOnly) || !log.readAll().contains("canary-secret"));
    }

    // Versions, histories, stages, revisions, attributes; what comes with a thing and what stays of it.
    void botocoreHistories()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore + QStringLiteral("/data")});
        m_account->setRealClock();
        checkStories("botocore_histories.py", 22);
        QFile file(m_account->file());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!file.readAll().contains("canary-secret")); // of no version
    }

    void botocoreKeepsObjects()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore + QStringLiteral("/data")});
        m_account->setRealClock();
        const QByteArray out = output(
            kPython, {QStringLiteral(TEST_DATA_DIR "/botocore_objects.py"), m_account->server().url()});
        QVERIFY2(out.trimmed() == "held", m_errors.constData());
    }

    void awsCliLists()
    {
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        m_account = std::make_unique<Loopback>(QStringList{kBotocore + QStringLiteral("/data")});
        m_account->setRealClock();
        const auto words = [](const char *text) { return QString::fromLatin1(text).split(u' '); };
        const QString vpc =
            runAws(words("ec2 create-vpc --cidr-block 10.0.0.0/16"))[u"Vpc"].toObject()[u"VpcId"].toString();
        QVERIFY2(vpc.startsWith(u"vpc-"), m_errors.constData());
        runAws(words("ec2 wait vpc-available --vpc-ids") + QStringList{vpc});
        QVERIFY2(m_errors.isEmpty(), m_errors.constData());
        for (const char *name : {"t-1", "t-2", "t-3"}) {
            runAws(words("sns create-topic --name") + QStringList{QString::fromLatin1(name)});
            runAws(words("logs create-log-group --log-group-name") + QStringList{QString::fromLatin1(name)});
        }
        QCOMPARE(runAws(words("sns list-topics"))[u"Topics"].toArray().size(), 3);
        const QJsonObject page = runAws(words("logs describe-log-groups --max-items 2 --page-size 1"));
        QCOMPARE(page[u"logGroups"].toArray().size(), 2);
        QVERIFY(!page[u"NextToken"].toString().isEmpty());
    }

    void wrongSecret()
    {
        if (!QFile::exists(kBotocore))
            QSKIP("botocore is not installed (Debian package python3-botocore).");
        m_secret = "canary-secret-0001";
        const QJsonObject answer =
            runBotocore(QStringLiteral("appflow"), QStringLiteral("create_connector_profile"), kProfile);
        m_secret.clear();
        QCOMPARE(answer[u"Error"].toObject()[u"Code"].toString(),
                 QStringLiteral("InvalidSignatureException"));
        QCOMPARE(answer[u"ResponseMetadata"].toObject()[u"HTTPStatusCode"].toInt(), 403);
    }

private:
    void checkStories(const char *script, int least)
    {
        const QString path = QStringLiteral(TEST_DATA_DIR "/") + QLatin1String(script);
        const QByteArray out = output(kPython, {path, m_account->server().url()});
        int count = 0;
        QStringList failed;
        for (const QByteArray &line : out.split('\n')) {
            const QJsonObject story = QJsonDocument::fromJson(line).object();
            count += story.isEmpty() ? 0 : 1;
            if (!story[u"why"].toString().isEmpty())
                failed.append(story[u"story"].toString() + QStringLiteral(": ") + story[u"why"].toString());
        }
        QVERIFY2(failed.isEmpty(), qPrintable(failed.join(u'\n')));
        QVERIFY2(count >= least, m_errors.constData());
    }

    // What does not hold fails; of the rest each is printed.
    void checkLives(const QByteArray &lines, int least)
    {
        int count = 0;
        QStringList failed;
        for (const QByteArray &line : lines.split('\n')) {
            const QJsonObject life = QJsonDocument::fromJson(line).object();
            if (life.isEmpty())
                continue;
            const QString name = life[u"service"].toString() + u' ' + life[u"thing"].toString();
            const QString failure = life[u"failed"].toString();
            const bool isAbsent = life[u"absent"].toBool();
            count += isAbsent ? 0 : 1;
            qInfo("%-40s %s", qPrintable(name),
                  isAbsent                ? "not known to this client"
                      : failure.isEmpty() ? "holds"
                                          : qPrintable(failure));
            if (!failure.isEmpty() || !life[u"why"].toString().isEmpty())
                failed.append(name + QStringLiteral(": ") + life[u"why"].toString());
        }
        QVERIFY2(count >= least, m_errors.constData());
        QVERIFY2(failed.isEmpty(), qPrintable(failed.join(u'\n')));
    }

    QJsonObject run(const QString &program, const QStringList &arguments)
    {
        return QJsonDocument::fromJson(output(program, arguments)).object();
    }

    QByteArray output(const QString &program, const QStringList &arguments)
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
        process.start(program, arguments);
        process.write(m_given);
        process.closeWriteChannel();
        const bool ended =
            QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 120'000);
        m_errors = process.readAllStandardError();
        return ended ? process.readAllStandardOutput() : QByteArray();
    }

    QJsonObject runAws(const QStringList &arguments)
    {
        return run(kAws,
                   QStringList{QStringLiteral("--endpoint-url"), m_account->server().url(),
                               QStringLiteral("--output"), QStringLiteral("json"),
                               QStringLiteral("--no-cli-pager")}
                       + arguments);
    }

    QJsonObject runBotocore(const QString &service, const QString &method, const QByteArray &params)
    {
        return run(kPython,
                   {QStringLiteral(TEST_DATA_DIR "/botocore_call.py"), m_account->server().url(), service,
                    method, json(params)});
    }

    std::unique_ptr<Loopback> m_account;
    QTemporaryDir m_home;
    QByteArray m_secret; // empty: the account's
    QByteArray m_errors;
    QByteArray m_given; // to the standard input of what is run
};

QTEST_GUILESS_MAIN(TestPracticeClients)
#include "tst_practiceclients.moc"
