// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "loopback.h"

#include <QCborArray>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace formwork;

namespace
{

const QString kAws = QStringLiteral("/usr/bin/aws");
const QString kOlder = QStringLiteral(TEST_DATA_DIR "/models"); // forms and XML
const QString kNewer = QStringLiteral(TEST_DATA_DIR "/newermodels"); // JSON, awsQueryCompatible

http::Request form(const QByteArray &parameters)
{
    http::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.append("content-type", "application/x-www-form-urlencoded");
    request.body = "Version=2012-11-05&" + parameters;
    return request;
}

http::Request json(const QByteArray &operation, const QCborMap &input)
{
    http::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.append("content-type", "application/x-amz-json-1.0");
    request.headers.append("x-amz-target", "AmazonSQS." + operation);
    request.headers.append("x-amzn-query-mode", "true");
    request.body = document::toPlainJson(input);
    return request;
}

} // namespace

// A service that moved from forms to JSON has clients of both kinds, whichever model the account has.
class TestPracticeTongues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_account.reset(); }

    void formsAreAnsweredInXml_data() { bothModels(); }
    void formsAreAnsweredInXml()
    {
        const http::Response made = sent(
            form("Action=CreateQueue&QueueName=q&Attribute.1.Name=VisibilityTimeout&Attribute.1.Value=7"));
        QCOMPARE(made.status, 200);
        QVERIFY2(
            made.body.contains("<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">"
                               "<CreateQueueResult><QueueUrl>"),
            made.body.constData());
        const http::Response batch =
            sent(form("Action=SendMessageBatch&QueueUrl=http%3A%2F%2Fh%2F0%2Fq&"
                      "SendMessageBatchRequestEntry.1.Id=a&"
                      "SendMessageBatchRequestEntry.1.MessageBody=text&"
                      "SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n&"
                      "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String&"
                      "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v"));
        QVERIFY2(batch.body.contains("<SendMessageBatchResultEntry>"), batch.body.constData());
        const http::Response received = sent(form("Action=ReceiveMessage&QueueUrl=http%3A%2F%2Fh%2F0%2Fq&"
                                                  "MessageAttributeName.1=All&AttributeName.1=All"));
        QVERIFY2(received.body.contains("<ReceiveMessageResult><Message>"), received.body.constData());
        QVERIFY2(
            received.body.contains("<MessageAttribute><Name>n</Name><Value><StringValue>v</StringValue>"),
            received.body.constData());
        QVERIFY2(received.body.contains("<Attribute><Name>"), received.body.constData());
        const http::Response attributes = sent(form(
            "Action=GetQueueAttributes&QueueUrl=http%3A%2F%2Fh%2F0%2Fq&AttributeName.1=VisibilityTimeout"));
        QVERIFY2(
            attributes.body.contains("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>"),
            attributes.body.constData());
    }

    void formsAreRefusedWithTheirCodes_data() { bothModels(); }
    void formsAreRefusedWithTheirCodes()
    {
        const http::Response none =
            sent(form("Action=SendMessage&QueueUrl=http%3A%2F%2Fh%2F0%2Fnone&MessageBody=text"));
        QCOMPARE(none.status, 400);
        QVERIFY2(none.body.contains(
                     "<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>"),
                 none.body.constData());
        const http::Response unknown = sent(form("Action=Frobnicate"));
        QVERIFY2(unknown.body.contains("<Code>InvalidAction</Code>"), unknown.body.constData());
        const http::Response invalid = sent(form("Action=CreateQueue"));
        QVERIFY2(invalid.body.contains("<ErrorResponse"), invalid.body.constData());
    }

    void jsonIsAnsweredInJson_data() { bothModels(); }
    void jsonIsAnsweredInJson()
    {
        const http::Response made =
            sent(json("CreateQueue", input("{'QueueName':'q','Attributes':{'VisibilityTimeout':'7'}}")));
        QCOMPARE(made.headers.value("content-type"), "application/x-amz-json-1.0");
        QVERIFY2(made.body.startsWith("{\"QueueUrl\":\"http://"), made.body.constData());
        sent(json("SendMessage",
                  input("{'QueueUrl':'http://h/0/q','MessageBody':'text','MessageAttributes':"
                        "{'n':{'DataType':'String','StringValue':'v'}}}")));
        const QCborMap message =
            body(sent(json("ReceiveMessage",
                           input("{'QueueUrl':'http://h/0/q','MessageAttributeNames':['All'],"
                                 "'AttributeNames':['All']}"))))
                .value(QLatin1StringView("Messages"))
                .toArray()
                .first()
                .toMap();
        QCOMPARE(message.value(QLatin1StringView("MessageAttributes")).toMap(),
                 input("{'n':{'DataType':'String','StringValue':'v'}}"));
        QVERIFY(message.value(QLatin1StringView("Attributes"))
                    .toMap()
                    .contains(QLatin1StringView("SentTimestamp")));
        QCOMPARE(
            body(sent(json("GetQueueAttributes",
                           input("{'QueueUrl':'http://h/0/q','AttributeNames':['VisibilityTimeout']}")))),
            input("{'Attributes':{'VisibilityTimeout':'7'}}"));
    }

    void jsonIsToldTheOlderCodeToo_data() { bothModels(); }
    void jsonIsToldTheOlderCodeToo()
    {
        const http::Response none = sent(json("DeleteQueue", input("{'QueueUrl':'http://h/0/none'}")));
        QCOMPARE(none.status, 400);
        QCOMPARE(none.headers.value("x-amzn-query-error"), "AWS.SimpleQueueService.NonExistentQueue;Sender");
        QVERIFY2(none.body.contains("QueueDoesNotExist\""), none.body.constData());
    }

    // Debian's AWS CLI speaks of queues in forms.
    void awsCli_data() { bothModels(); }
    void awsCli()
    {
        if (!QFile::exists(kAws))
            QSKIP("The AWS CLI is not installed (Debian package awscli).");
        QFETCH(const QString, models);
        m_account = std::make_unique<Loopback>(QStringList{models});
        m_account->clock().set(QDateTime::currentDateTimeUtc());
        const QString url =
            aws({QStringLiteral("create-queue"), QStringLiteral("--queue-name"), QStringLiteral("q"),
                 QStringLiteral("--attributes"), QStringLiteral("VisibilityTimeout=9")})
                .value(QLatin1StringView("QueueUrl"))
                .toString();
        QVERIFY2(url.endsWith(u"/q"), m_errors.constData());
        const QStringList queue{QStringLiteral("--queue-url"), url};
        aws(QStringList{QStringLiteral("send-message"), QStringLiteral("--message-body"),
                        QStringLiteral("text")}
            + queue); // checks the digest
        QCOMPARE(m_errors, "");
        const QCborArray messages = aws(QStringList{QStringLiteral("receive-message")} + queue)
                                        .value(QLatin1StringView("Messages"))
                                        .toArray();
        QCOMPARE(messages.size(), 1);
        QCOMPARE(aws(QStringList{QStringLiteral("get-queue-attributes"), QStringLiteral("--attribute-names"),
                                 QStringLiteral("VisibilityTimeout")}
                     + queue),
                 input("{'Attributes':{'VisibilityTimeout':'9'}}"));
        aws({QStringLiteral("delete-queue"), QStringLiteral("--queue-url"), url + QStringLiteral("-none")});
        QVERIFY2(m_errors.contains("AWS.SimpleQueueService.NonExistentQueue"), m_errors.constData());
    }

private:
    static void bothModels()
    {
        QTest::addColumn<QString>("models");
        QTest::newRow("model of forms") << kOlder;
        QTest::newRow("model of JSON") << kNewer;
    }

    http::Response sent(const http::Request &request)
    {
        QFETCH(const QString, models);
        if (m_models != models || !m_account)
            m_account = std::make_unique<Loopback>(QStringList{models});
        m_models = models;
        return m_account->send(m_account->bytes(*m_account->operation("sqs", "CreateQueue"), request));
    }

    static QCborMap body(const http::Response &response)
    {
        const Result<QCborValue> read = document::fromPlainJson(response.body);
        return read ? read->toMap() : QCborMap();
    }

    QCborMap aws(const QStringList &arguments)
    {
        const signing::Keys keys = m_account->server().keys();
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), QStringLiteral("/usr/bin:/bin"));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QString::fromLatin1(keys.accessKeyId));
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"),
                           QString::fromLatin1(keys.secretAccessKey));
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-east-1"));
        environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("true"));
        environment.insert(QStringLiteral("NO_PROXY"), QStringLiteral("127.0.0.1"));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(kAws,
                      QStringList{QStringLiteral("--endpoint-url"), m_account->server().url(),
                                  QStringLiteral("--output"), QStringLiteral("json"),
                                  QStringLiteral("--no-cli-pager"), QStringLiteral("sqs")}
                          + arguments);
        (void)QTest::qWaitFor([&process] { return process.state() == QProcess::NotRunning; }, 60'000);
        m_errors = process.readAllStandardError();
        const Result<QCborValue> read = document::fromPlainJson(process.readAllStandardOutput());
        return read ? read->toMap() : QCborMap();
    }

    std::unique_ptr<Loopback> m_account;
    QString m_models;
    QTemporaryDir m_home;
    QByteArray m_errors;
};

QTEST_GUILESS_MAIN(TestPracticeTongues)
#include "tst_practicetongues.moc"
