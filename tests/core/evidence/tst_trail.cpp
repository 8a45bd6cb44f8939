// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "evidence/check.h"

#include <QCborMap>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using evidence::Report;
using evidence::Verdict;

// CloudTrail, against a server that answers as it does.
class TestTrail : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<CallFixture> m_fixture;
    std::unique_ptr<WireServer> m_server;
    QHash<QString, QJsonArray> m_events; // by name
    bool m_isDenied = false;
    QByteArray m_created; // of the creation; empty: its answer is lost
    QByteArray m_read; // of the read operation

    void answerTrail(QTcpSocket &socket, const RawRequest &request)
    {
        const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
        const QString name = asked.value(QLatin1StringView("LookupAttributes"))
                                 .toArray()
                                 .first()
                                 .toObject()
                                 .value(QLatin1StringView("AttributeValue"))
                                 .toString();
        QJsonArray events;
        for (const QJsonValue event : m_events.value(name))
            events.append(QJsonObject{{QStringLiteral("CloudTrailEvent"),
                                       QString::fromUtf8(QJsonDocument(event.toObject()).toJson())}});
        const QJsonObject answer{{QStringLiteral("Events"), events}};
        socket.write(m_isDenied ? answerBytes(400, awsError("AccessDeniedException"))
                                : answerBytes(200, QJsonDocument(answer).toJson()));
    }

    qint64 lostCrate()
    {
        const QCborMap input{{QStringLiteral("crateName"), QStringLiteral("oak")},
                             {QStringLiteral("size"), 3}};
        return m_fixture
            ->call(m_fixture->operation("crates", "CreateCrate"), input, m_fixture->target(*m_server))
            .journalId;
    }

    QJsonObject eventBy(const QString &userAgent, const QString &errorCode = {}) const
    {
        QJsonObject event{
            {QStringLiteral("eventID"), QStringLiteral("event-1")},
            {QStringLiteral("eventTime"), m_fixture->clock->nowUtc().toString(Qt::ISODate)},
            {QStringLiteral("userAgent"), userAgent},
            {QStringLiteral("userIdentity"),
             QJsonObject{{QStringLiteral("arn"), QStringLiteral("arn:aws:iam::1:user/mia")}}},
            {QStringLiteral("requestParameters"),
             QJsonObject{{QStringLiteral("crateName"), QStringLiteral("oak")}, {QStringLiteral("size"), 3}}},
            {QStringLiteral("responseElements"),
             QJsonObject{{QStringLiteral("crateArn"), QStringLiteral("arn:aws:crates:::oak")}}}};
        if (!errorCode.isEmpty())
            event.insert(QStringLiteral("errorCode"), errorCode);
        return event;
    }

    QString marked(qint64 id) const
    {
        return QStringLiteral("[formwork/1 os/linux %1]").arg(m_fixture->record(id).request.marker);
    }

    Report check(qint64 id)
    {
        evidence::CheckOptions options;
        options.pauses = {std::chrono::seconds(0)};
        options.pause = [](std::chrono::milliseconds, transport::CancellationPtr) -> QCoro::Task<void> {
            co_return;
        };
        const Result<Report> report = await(evidence::check(m_fixture->environment, id, options));
        if (!report)
            qFatal("%s", qPrintable(report.error().sentence()));
        return *report;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_events.clear();
        m_isDenied = false;
        m_created.clear();
        m_read = answerBytes(404, awsError("CrateNotFoundException"));
        m_server = std::make_unique<WireServer>([this](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray operation = request.header("X-Amz-Target").split('.').value(1);
            if (operation == "CreateCrate" && !m_created.isEmpty())
                socket.write(m_created);
            else if (operation == "CreateCrate")
                socket.abort();
            else if (operation == "LookupEvents")
                answerTrail(socket, request);
            else if (operation == "GetCrate")
                socket.write(m_read);
            else
                socket.write(answerBytes(200, "{}"));
        });
    }
    void cleanup()
    {
        m_server.reset();
        m_fixture.reset();
    }

    void markerProvesIt()
    {
        const qint64 id = lostCrate();
        m_events[QStringLiteral("CreateCrate")] = {eventBy(QStringLiteral("aws-cli/2")), eventBy(marked(id))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QVERIFY(report.isSettled);
        QCOMPARE(report.findings.last().found, QStringLiteral("arn:aws:crates:::oak"));
        QVERIFY2(report.sentence.contains(u"arn:aws:iam::1:user/mia"), qPrintable(report.sentence));
    }

    void errorCodeIsARefusal()
    {
        const qint64 id = lostCrate();
        m_events[QStringLiteral("CreateCrate")] = {eventBy(marked(id), QStringLiteral("LimitExceeded"))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Refused);
        QVERIFY(report.isSettled);
        QCOMPARE(report.findings.last().found, QStringLiteral("LimitExceeded"));
        QCOMPARE(m_fixture->environment->journal->retryPlan(m_fixture->record(id))->kind,
                 journal::RetryPlan::Kind::SafeNothingDone);
    }

    // One refused attempt says nothing of the other one.
    void oneRefusalOfTwoAttemptsSettlesNothing()
    {
        const qint64 id = lostCrate();
        QCOMPARE(m_fixture->retry(id, true).outcome, journal::Outcome::Unknown);
        m_events[QStringLiteral("CreateCrate")] = {eventBy(marked(id), QStringLiteral("LimitExceeded"))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QVERIFY(!report.isSettled);
    }

    // Nor does the refusal of an attempt that the service has answered itself.
    void anAnsweredRefusalSaysNothingOfTheNextAttempt()
    {
        m_created = answerBytes(400, awsError("ValidationException"), "x-amzn-RequestId: r-1\r\n");
        const qint64 id = lostCrate();
        QCOMPARE(m_fixture->record(id).outcome, journal::Outcome::Rejected);
        m_created.clear();
        QCOMPARE(m_fixture->retry(id, true).outcome, journal::Outcome::Unknown);
        QJsonObject first = eventBy(marked(id), QStringLiteral("ValidationException"));
        first.insert(QStringLiteral("requestID"), QStringLiteral("r-1"));
        m_events[QStringLiteral("CreateCrate")] = {first};
        Report report = check(id);
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QVERIFY(!report.isSettled);
        // Once more in the same answer, it is still the one.
        m_events[QStringLiteral("CreateCrate")] = {first, first};
        QCOMPARE(check(id).verdict, Verdict::NotSeen);
        QJsonObject second = eventBy(marked(id), QStringLiteral("ValidationException"));
        second.insert(QStringLiteral("requestID"), QStringLiteral("r-2"));
        second.insert(QStringLiteral("eventID"), QStringLiteral("event-2"));
        m_events[QStringLiteral("CreateCrate")] = {second, first};
        report = check(id);
        QCOMPARE(report.verdict, Verdict::Refused);
        QVERIFY(report.isSettled);
    }

    // As in an answer: how far the service had come by then, nobody knows.
    void aFailureOfTheServiceIsNoRefusal()
    {
        const qint64 id = lostCrate();
        for (const char *code : {"InternalFailure", "ServiceUnavailableException", "RequestTimeout"}) {
            m_events[QStringLiteral("CreateCrate")] = {eventBy(marked(id), QLatin1String(code))};
            const Report report = check(id);
            QCOMPARE(report.verdict, Verdict::NotSeen);
            QVERIFY(!report.isSettled);
            QVERIFY2(report.findings.last().sentence.contains(u"does not say whether"),
                     qPrintable(report.findings.last().sentence));
        }
    }

    // The id of an event is not that of a thing: an undo would delete by it.
    void anEventsIdIsNotFoundAsAThing()
    {
        const qint64 id = lostCrate();
        QJsonObject event = eventBy(marked(id));
        event.remove(QStringLiteral("responseElements"));
        m_events[QStringLiteral("CreateCrate")] = {event};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QCOMPARE(report.findings.last().found, QString());
        QVERIFY2(report.sentence.contains(u"event-1"), qPrintable(report.sentence));
    }

    // What a check before the last attempt asked arrived before it.
    void anEarlierControlSaysNothing()
    {
        const qint64 id = lostCrate();
        QJsonObject earlier = eventBy(marked(id));
        m_fixture->clock->advance(60'000);
        QCOMPARE(m_fixture->retry(id, true).outcome, journal::Outcome::Unknown);
        m_events[QStringLiteral("GetCrate")] = {earlier};
        const Report report = check(id);
        QVERIFY2(report.findings.last().sentence.contains(u"check again in some minutes"),
                 qPrintable(report.findings.last().sentence));
    }

    void silenceSaysNothingWithoutAControl()
    {
        const qint64 id = lostCrate();
        Report report = check(id);
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QVERIFY2(report.findings.last().sentence.contains(u"check again in some minutes"),
                 qPrintable(report.findings.last().sentence));
        m_events[QStringLiteral("GetCrate")] = {eventBy(marked(id))};
        report = check(id);
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QVERIFY2(report.findings.last().sentence.contains(u"already shows GetCrate"),
                 qPrintable(report.findings.last().sentence));
    }

    // Two lost requests of one name at one time, and one thing of that time: only CloudTrail tells them
    // apart.
    void whatOneRequestMadeNoOtherMade()
    {
        const qint64 id = lostCrate();
        const qint64 other = lostCrate();
        const QByteArray now = QByteArray::number(m_fixture->clock->nowUtc().toSecsSinceEpoch());
        m_read = answerBytes(200, R"({"crate":{"crateName":"oak","size":3,"createdAt":)" + now + "}}");
        Report report = check(other);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(QStringLiteral("request %1 of this history").arg(id)),
                 qPrintable(report.sentence));
        m_events[QStringLiteral("CreateCrate")] = {eventBy(marked(id))};
        QCOMPARE(check(id).verdict, Verdict::Happened);
        report = check(other);
        QCOMPARE(report.verdict, Verdict::CannotTell);
    }

    // It may have been there before.
    void ofNoKnownAgeSettlesNothing()
    {
        m_read = answerBytes(200, R"({"crate":{"crateName":"oak","size":3}})");
        const Report report = check(lostCrate());
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY(!report.isSettled);
        QVERIFY2(report.sentence.contains(u"may have been there before"), qPrintable(report.sentence));
    }

    // The read answer tells no time, and somebody else asked for the same at that time.
    void anotherCallersThingIsNotOurs()
    {
        const qint64 id = lostCrate();
        m_read = answerBytes(200, R"({"crate":{"crateName":"oak","size":3}})");
        m_events[QStringLiteral("CreateCrate")] = {eventBy(QStringLiteral("aws-cli/2"))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(u"another request that made one"), qPrintable(report.sentence));
    }

    void deniedIsSaid()
    {
        m_isDenied = true;
        const Report report = check(lostCrate());
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QVERIFY(report.findings.last().sentence.contains(u"LookupEvents is not permitted"));
    }
};

QTEST_GUILESS_MAIN(TestTrail)
#include "tst_trail.moc"
