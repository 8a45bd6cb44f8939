// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCborArray>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;

namespace
{

QString text(const QCborMap &map, const char *name) { return map.value(QLatin1StringView(name)).toString(); }

} // namespace

// Messages in queues, against a model of the test's own and a clock of the test's.
class TestPracticeMessages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>(QStringList{QStringLiteral(TEST_DATA_DIR "/models")});
        QCOMPARE(code("CreateQueue", {{QStringLiteral("QueueName"), QStringLiteral("q")}}), QString());
    }

    void aMessageIsHiddenWhileSomebodyHasIt()
    {
        const QCborMap sent = done("SendMessage", "{'MessageBody':'text'}");
        QCOMPARE(text(sent, "MD5OfMessageBody"), QStringLiteral("1cb251ec0d568de6a929b520c4aed8d1"));
        m_account->restart();
        const QCborMap message = received().value(0);
        QCOMPARE(text(message, "MessageId"), text(sent, "MessageId"));
        QCOMPARE(text(message, "Body"), QStringLiteral("text"));
        QVERIFY(received().isEmpty());
        m_account->clock().advance(29'000);
        QVERIFY(received().isEmpty());
        m_account->clock().advance(1'000);
        const QCborMap again = received("{'AttributeNames':['ApproximateReceiveCount']}").value(0);
        QCOMPARE(again.value(QLatin1StringView("Attributes")).toMap(),
                 input("{'ApproximateReceiveCount':'2'}"));
        QVERIFY(text(again, "ReceiptHandle") != text(message, "ReceiptHandle"));
        QCOMPARE(code("DeleteMessage", receiptOf(again)), QString());
        m_account->clock().advance(60'000);
        QVERIFY(received().isEmpty());
    }

    // Who asks for a queue as there is one gets that one, as it is.
    void aQueueIsCreatedTwice()
    {
        const QByteArray full =
            "{'QueueName':'twice','Attributes':{'VisibilityTimeout':'40','DelaySeconds':'1'}}";
        const QCborMap first = done("CreateQueue", full);
        QVERIFY(!text(first, "QueueUrl").isEmpty());
        QCOMPARE(done("CreateQueue", full), first);
        QCOMPARE(done("CreateQueue", "{'QueueName':'twice'}"), first);
        QCOMPARE(code("CreateQueue", input("{'QueueName':'twice','Attributes':{'VisibilityTimeout':'41'}}")),
                 QStringLiteral("QueueAlreadyExists"));
        m_queue = QStringLiteral("twice");
        const QCborMap now =
            done("GetQueueAttributes", "{'AttributeNames':['VisibilityTimeout','DelaySeconds']}");
        m_queue = QStringLiteral("q");
        QCOMPARE(now.value(QLatin1StringView("Attributes")).toMap(),
                 input("{'VisibilityTimeout':'40','DelaySeconds':'1'}"));
    }

    void visibilityChanges()
    {
        done("SendMessage", "{'MessageBody':'a'}");
        QCborMap request = receiptOf(received().value(0));
        request[QStringLiteral("VisibilityTimeout")] = 0;
        QCOMPARE(code("ChangeMessageVisibility", request), QString());
        QCOMPARE(code("ChangeMessageVisibility", request),
                 QStringLiteral("AWS.SimpleQueueService.MessageNotInflight"));
        QCOMPARE(received().size(), 1);
        QCOMPARE(code("DeleteMessage", {{QStringLiteral("ReceiptHandle"), QStringLiteral("no")}}),
                 QStringLiteral("ReceiptHandleIsInvalid"));
    }

    void attributesHaveTheDigestThatClientsMake()
    {
        const QCborMap sent =
            done("SendMessage",
                 "{'MessageBody':'a','MessageAttributes':{'n':{'DataType':'Number','StringValue':'7'},"
                 "'a':{'DataType':'String','StringValue':'b'}}}");
        // MD5 of 4-byte lengths, names, types, a byte for the kind, and values, in the order of the names.
        QCOMPARE(text(sent, "MD5OfMessageAttributes"), QStringLiteral("02f79a1461d95203c25bc6a465d3b94c"));
        QVERIFY(
            !received("{'VisibilityTimeout':0}").value(0).contains(QLatin1StringView("MessageAttributes")));
        const QCborMap message = received("{'MessageAttributeNames':['n']}").value(0);
        QCOMPARE(message.value(QLatin1StringView("MessageAttributes")).toMap().size(), 1);
    }

    void queuesCountTheirMessages()
    {
        for (const char *more : {"", "", ",'DelaySeconds':10"})
            done("SendMessage", "{'MessageBody':'a'" + QByteArray(more) + "}");
        QCOMPARE(received().size(), 1);
        QCOMPARE(counts(), (QStringList{QStringLiteral("1"), QStringLiteral("1"), QStringLiteral("1")}));
        QCOMPARE(code("PurgeQueue", {}), QString());
        QCOMPARE(counts(), (QStringList{QStringLiteral("0"), QStringLiteral("0"), QStringLiteral("0")}));
    }

    void batchesAreDoneEachForItself()
    {
        const QCborMap answer = done(
            "SendMessageBatch",
            "{'Entries':[{'Id':'a','MessageBody':'1'},{'Id':'b','MessageBody':'2','DelaySeconds':9000}]}");
        QCOMPARE(answer.value(QLatin1StringView("Successful")).toArray().size(), 1);
        const QCborMap failed = answer.value(QLatin1StringView("Failed")).toArray().first().toMap();
        QCOMPARE(text(failed, "Id") + u' ' + text(failed, "Code"), QStringLiteral("b InvalidParameterValue"));
        QCOMPARE(code("SendMessageBatch",
                      input("{'Entries':[{'Id':'a','MessageBody':'1'},{'Id':'a','MessageBody':'2'}]}")),
                 QStringLiteral("AWS.SimpleQueueService.BatchEntryIdsNotDistinct"));
    }

    void groupsKeepTheirOrder()
    {
        m_queue = QStringLiteral("q.fifo");
        QCborMap queue = input(
            "{'QueueName':'q.fifo','Attributes':{'FifoQueue':'true','ContentBasedDeduplication':'true'}}");
        QCOMPARE(code("CreateQueue", queue), QString());
        QCOMPARE(code("SendMessage", input("{'MessageBody':'1'}")), QStringLiteral("MissingParameter"));
        const QCborMap first = done("SendMessage", "{'MessageBody':'1','MessageGroupId':'g'}");
        QCOMPARE(done("SendMessage", "{'MessageBody':'1','MessageGroupId':'g'}"),
                 first); // the same, so kept once
        done("SendMessage", "{'MessageBody':'2','MessageGroupId':'g'}");
        done("SendMessage", "{'MessageBody':'3','MessageGroupId':'h'}");
        const QCborMap one = received().value(0);
        QCOMPARE(text(one, "Body"), QStringLiteral("1"));
        QCOMPARE(text(received().value(0), "Body"), QStringLiteral("3")); // of g one is with somebody
        QVERIFY(received().isEmpty());
        QCOMPARE(code("DeleteMessage", receiptOf(one)), QString());
        QCOMPARE(text(received().value(0), "Body"), QStringLiteral("2"));
        m_queue = QStringLiteral("q");
    }

    void whatIsReceivedTooOftenGoesElsewhere()
    {
        QCOMPARE(code("CreateQueue", {{QStringLiteral("QueueName"), QStringLiteral("dead")}}), QString());
        QCborMap attributes{
            {QStringLiteral("RedrivePolicy"),
             QStringLiteral("{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                            "\"maxReceiveCount\":\"2\"}")}};
        QCOMPARE(code("SetQueueAttributes", {{QStringLiteral("Attributes"), attributes}}), QString());
        done("SendMessage", "{'MessageBody':'a'}");
        for (int time = 0; time < 2; ++time)
            QCOMPARE(received("{'VisibilityTimeout':0}").size(), 1);
        QVERIFY(received().isEmpty());
        m_queue = QStringLiteral("dead");
        QCOMPARE(received().size(), 1);
        m_queue = QStringLiteral("q");
    }

    void whoWaitsGetsWhatComes()
    {
        RawClient waiting(m_account->server());
        waiting.write(bytes("ReceiveMessage", input("{'WaitTimeSeconds':20}")));
        RawClient other(m_account->server());
        other.write(bytes("ReceiveMessage", input("{'WaitTimeSeconds':20}")));
        counts(); // others are answered meanwhile
        QVERIFY(waiting.answers().isEmpty() && other.answers().isEmpty());
        done("SendMessage", "{'MessageBody':'a'}");
        QVERIFY(waiting.waitForAnswers(1)); // the longest waiting first
        QCOMPARE(bodies(waiting), QStringList{QStringLiteral("a")});
        QVERIFY(other.answers().isEmpty());
        done("SendMessage", "{'MessageBody':'b'}");
        QVERIFY(other.waitForAnswers(1));
        QCOMPARE(bodies(other), QStringList{QStringLiteral("b")});
    }

    void whoWaitsIsAnsweredWhenTheTimeIsOver()
    {
        RawClient waiting(m_account->server());
        waiting.write(bytes("ReceiveMessage", input("{'WaitTimeSeconds':5}")));
        counts();
        m_account->clock().advance(4'999);
        counts();
        QVERIFY(waiting.answers().isEmpty());
        m_account->clock().advance(1);
        counts();
        QVERIFY(waiting.waitForAnswers(1));
        QCOMPARE(waiting.answers().constFirst().status, 200);
        QCOMPARE(bodies(waiting), QStringList());
    }

    void queuesSayHowLongOneWaits()
    {
        QCOMPARE(code("SetQueueAttributes", input("{'Attributes':{'ReceiveMessageWaitTimeSeconds':'10'}}")),
                 QString());
        done("SendMessage", "{'MessageBody':'late','DelaySeconds':7}");
        QVERIFY(received("{'WaitTimeSeconds':0}").isEmpty()); // who asks says it better
        RawClient waiting(m_account->server());
        waiting.write(bytes("ReceiveMessage", {}));
        counts();
        QVERIFY(waiting.answers().isEmpty());
        m_account->clock().advance(7'000);
        counts();
        QVERIFY(waiting.waitForAnswers(1));
        QCOMPARE(bodies(waiting), QStringList{QStringLiteral("late")});
        QCOMPARE(code("ReceiveMessage", {{QStringLiteral("WaitTimeSeconds"), 21}}),
                 QStringLiteral("InvalidParameterValue"));
    }

    // By its own alarm, with nobody else there to wake it.
    void theTimeIsOverWithoutAnybodyElse()
    {
        m_account->clock().set(QDateTime::currentDateTimeUtc());
        m_account->setRealClock();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(received("{'WaitTimeSeconds':1}").isEmpty());
        QVERIFY2(timer.elapsed() >= 900, qPrintable(QString::number(timer.elapsed())));
    }

    void whoHasGoneTakesNothing()
    {
        auto waiting = std::make_unique<RawClient>(m_account->server());
        waiting->write(bytes("ReceiveMessage", input("{'WaitTimeSeconds':20}")));
        counts();
        waiting.reset();
        QTRY_VERIFY(m_account->server().findChildren<QTcpSocket *>().isEmpty());
        done("SendMessage", "{'MessageBody':'a'}");
        const QCborMap message = received("{'AttributeNames':['ApproximateReceiveCount']}").value(0);
        QCOMPARE(message.value(QLatin1StringView("Attributes")).toMap(),
                 input("{'ApproximateReceiveCount':'1'}"));
    }

    void whoWaitsIsToldThatTheQueueIsGone()
    {
        RawClient waiting(m_account->server());
        waiting.write(bytes("ReceiveMessage", input("{'WaitTimeSeconds':20}")));
        counts();
        QCOMPARE(code("DeleteQueue", {}), QString());
        QVERIFY(waiting.waitForAnswers(1));
        QCOMPARE(waiting.answers().constFirst().status, 400);
    }

    void bounds()
    {
        QCborMap request{{QStringLiteral("MessageBody"), QString(1'048'576, u'x')}};
        QCOMPARE(code("SendMessage", request), QString());
        request[QStringLiteral("MessageBody")] = QString(1'048'577, u'x');
        QCOMPARE(code("SendMessage", request), QStringLiteral("InvalidParameterValue"));
        QCOMPARE(code("ReceiveMessage", {{QStringLiteral("MaxNumberOfMessages"), 11}}),
                 QStringLiteral("InvalidParameterValue"));
        QCOMPARE(code("GetQueueAttributes", input("{'AttributeNames':['Colour']}")),
                 QStringLiteral("InvalidAttributeName"));
        m_queue = QStringLiteral("none");
        QCOMPARE(code("SendMessage", input("{'MessageBody':'1'}")),
                 QStringLiteral("AWS.SimpleQueueService.NonExistentQueue"));
        m_queue = QStringLiteral("q");
    }

    void aNewQueueOfTheNameIsEmpty()
    {
        done("SendMessage", "{'MessageBody':'a'}");
        QCOMPARE(code("DeleteQueue", {}), QString());
        QCOMPARE(code("CreateQueue", {{QStringLiteral("QueueName"), QStringLiteral("q")}}), QString());
        QVERIFY(received().isEmpty());
    }

private:
    protocol::Answer call(const char *name, QCborMap request)
    {
        if (!request.contains(QLatin1StringView("QueueName")))
            request[QStringLiteral("QueueUrl")] =
                m_account->server().url() + QStringLiteral("/000000000000/") + m_queue;
        return m_account->call(*m_account->operation("sqs", name), request);
    }

    QByteArray bytes(const char *name, QCborMap request)
    {
        request[QStringLiteral("QueueUrl")] =
            m_account->server().url() + QStringLiteral("/000000000000/") + m_queue;
        return m_account->bytes(*m_account->operation("sqs", name), request);
    }

    // Of the messages that it was answered with.
    QStringList bodies(RawClient &client)
    {
        const auto answer =
            protocol::parse(*m_account->operation("sqs", "ReceiveMessage"), client.answers().value(0));
        QStringList list;
        const QCborMap output = answer ? answer->output.toMap() : QCborMap();
        for (const QCborValue message : output.value(QLatin1StringView("Messages")).toArray())
            list.append(text(message.toMap(), "Body"));
        return list;
    }

    QString code(const char *name, const QCborMap &request)
    {
        const protocol::Answer answer = call(name, request);
        return answer.error ? answer.error->code : QString();
    }

    QCborMap done(const char *name, const QByteArray &request)
    {
        return call(name, input(request.constData())).output.toMap();
    }

    QList<QCborMap> received(const QByteArray &request = "{}")
    {
        QList<QCborMap> list;
        for (const QCborValue message :
             done("ReceiveMessage", request).value(QLatin1StringView("Messages")).toArray())
            list.append(message.toMap());
        return list;
    }

    static QCborMap receiptOf(const QCborMap &message)
    {
        return {{QStringLiteral("ReceiptHandle"), text(message, "ReceiptHandle")}};
    }

    QStringList counts()
    {
        const QCborMap all = done("GetQueueAttributes", "{'AttributeNames':['All']}")
                                 .value(QLatin1StringView("Attributes"))
                                 .toMap();
        return {text(all, "ApproximateNumberOfMessages"), text(all, "ApproximateNumberOfMessagesNotVisible"),
                text(all, "ApproximateNumberOfMessagesDelayed")};
    }

    std::unique_ptr<Loopback> m_account;
    QString m_queue = QStringLiteral("q");
};

QTEST_GUILESS_MAIN(TestPracticeMessages)
#include "tst_practicemessages.moc"
