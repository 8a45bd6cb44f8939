// SPDX-License-Identifier: Apache-2.0
#include "checkbench.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using evidence::Verdict;
using journal::Outcome;

// The ladder, against a service that answers by script.
class TestCheck : public QObject, private CheckBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

    void foundEqualSettlesTheRow()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QVERIFY(report.isSettled);
        QCOMPARE(rungs(), QStringList{QStringLiteral("read")});
        QCOMPARE(m_told.first().found, QStringLiteral("arn:aws:crates:us-east-1:1:crate/oak"));
        const journal::Record row = m_fixture->record(id);
        QVERIFY(row.isSettled());
        QCOMPARE(row.settled, journal::Settled::Happened);
        QCOMPARE(row.settlements.first().evidence.toArray().size(), 1);
        // It is not sent again, by whoever asks.
        const CallResult again = m_fixture->retry(id, true);
        QCOMPARE(again.error->code, QStringLiteral("RetryNotPossible"));
        QCOMPARE(m_asked["CreateCrate"], 1);
        QCOMPARE(m_fixture->rows(), 1); // the questions are no requests of the history
    }

    void isAskedWithTheMarkerOfTheRow()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        check(id);
        QVERIFY(m_server->requests.last()
                    .header("User-Agent")
                    .endsWith(' ' + m_fixture->record(id).request.marker.toLatin1()));
    }

    // Neither compared, nor said, nor kept.
    void secretsAreLeftOut()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QVERIFY(report.sentence.contains(u"lockCode"));
        QVERIFY(!allSaid(report).contains(QLatin1StringView(kSecret)));
        QVERIFY(!allSaid(report).contains(u"****"));
        for (const RawRequest &request : std::as_const(m_server->requests)) {
            if (operationOf(request) != "CreateCrate")
                QVERIFY(!request.body.contains(kSecret));
        }
    }

    void likeOnesSettleNothing_data()
    {
        QTest::addColumn<int>("secondsBefore");
        QTest::addColumn<int>("size");
        QTest::addColumn<QString>("says");
        QTest::newRow("differs") << 0 << 4 << QStringLiteral("differs in size");
        QTest::newRow("made before") << 60 << 3 << QStringLiteral("before this request");
    }

    void likeOnesSettleNothing()
    {
        QFETCH(int, secondsBefore);
        QFETCH(int, size);
        QFETCH(QString, says);
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now().addSecs(-secondsBefore), size))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(u"one like it exists"), qPrintable(report.sentence));
        QVERIFY2(report.sentence.contains(says), qPrintable(report.sentence));
        QVERIFY(!report.isSettled);
        QVERIFY(!m_fixture->record(id).isSettled());
    }

    // A namesake that another request of this history has made.
    void anotherRowsThingDoesNotCount()
    {
        m_answers["CreateCrate"] = {
            answerBytes(200, R"({"crateArn":"arn:aws:crates:us-east-1:1:crate/oak"})")};
        const QCborMap input{{QStringLiteral("crateName"), QStringLiteral("oak")},
                             {QStringLiteral("size"), 3}};
        const CallResult made = m_fixture->call(m_fixture->operation("crates", "CreateCrate"), input,
                                                m_fixture->target(*m_server));
        QCOMPARE(made.outcome, Outcome::Succeeded);
        m_answers.remove("CreateCrate");
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(QStringLiteral("request %1 of this history").arg(made.journalId)),
                 qPrintable(report.sentence));
    }

    // However many have been sent since.
    void anotherRowsThingDoesNotCountFarBack()
    {
        constexpr int kSince = 520;
        const qint64 first = lostCrate();
        const qint64 id = lostCrate();
        journal::NewRequest other = m_fixture->record(first).request;
        other.what = QStringLiteral("ash");
        const model::OperationPtr operation = m_fixture->operation("crates", "CreateCrate");
        for (int i = 0; i < kSince; ++i)
            QVERIFY(m_fixture->environment->journal->begin(other, operation).result());
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(QStringLiteral("request %1 of this history").arg(first)),
                 qPrintable(report.sentence));
    }

    // Whose attempts cannot be read is not told anything about: of two, one refusal would count for both.
    void unreadableAttemptsAreSaid()
    {
        const qint64 id = lostCrate();
        {
            QSqlDatabase outside =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("outside"));
            outside.setDatabaseName(m_fixture->folder + QStringLiteral("/history.sqlite"));
            QVERIFY(outside.open());
            QSqlQuery query(outside);
            QVERIFY2(query.exec(QStringLiteral("ALTER TABLE attempts RENAME TO mislaid")),
                     qPrintable(query.lastError().text()));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("outside"));
        const Result<Report> report = check(id, options());
        QVERIFY(!report);
        QCOMPARE(report.error().phase, Phase::Journal);
    }

    void notSeenIsNeverDidNotHappen()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {notThere()};
        m_answers["ListCrates"] = {answerBytes(200, R"({"crates":[]})")};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::NotSeen);
        QCOMPARE(m_pauses, QList<int>({0, 5, 15, 60}));
        QCOMPARE(m_asked["GetCrate"], 4);
        QCOMPARE(rungs().mid(0, 5),
                 QStringList({QStringLiteral("read"), QStringLiteral("again"), QStringLiteral("again"),
                              QStringLiteral("again"), QStringLiteral("list")}));
        QVERIFY2(report.sentence.contains(u"Not seen so far") && report.sentence.contains(u"GetCrate 4"),
                 qPrintable(report.sentence));
        QVERIFY(report.sentence.contains(u"does not say that it did not happen"));
        QVERIFY(!m_fixture->record(id).isSettled());
    }

    void onceIsEnoughWhereAsked()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {notThere()};
        CheckOptions once = options();
        once.pauses = {std::chrono::seconds(0)};
        QCOMPARE(check(id, once)->verdict, Verdict::NotSeen);
        QCOMPARE(m_asked["GetCrate"], 1);
    }

    void isFoundAtTheThirdLook()
    {
        const qint64 id = lostCrate();
        const QDateTime made = now();
        m_answers["GetCrate"] = {notThere(), notThere(), readAnswer(crate("oak", made))};
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::Happened);
        QCOMPARE(m_pauses, QList<int>({0, 5, 15}));
        QCOMPARE(m_told.last().rung, evidence::Rung::Again);
    }

    void whatIsDeniedIsSaidAndLeftOut()
    {
        const qint64 id = lostCrate();
        m_answers["ListCrates"] = {
            answerBytes(200, json({{QStringLiteral("crates"), QJsonArray{crate("oak", now())}}}))};
        const Report report = check(id); // GetCrate is denied
        QCOMPARE(report.verdict, Verdict::Happened);
        QCOMPARE(rungs(), QStringList({QStringLiteral("read"), QStringLiteral("list")}));
        QVERIFY(m_told.first().sentence.contains(u"GetCrate is not permitted"));
        QCOMPARE(m_asked["GetCrate"], 1);
    }

    // The read tells no time and nothing to compare; the list does.
    void listTellsWhatTheReadDoesNot()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {answerBytes(200, R"({"crate":{}})")};
        m_answers["ListCrates"] = {
            answerBytes(200, json({{QStringLiteral("crates"), QJsonArray{crate("oak", now())}}}))};
        QCOMPARE(check(id).verdict, Verdict::Happened);
        QCOMPARE(rungs(), QStringList({QStringLiteral("read"), QStringLiteral("list")}));
        QCOMPARE(m_asked["GetCrate"], 1);
    }

    // Keys that the service does not know are no matter of what they permit.
    void wrongKeysAreNotCalledDenied()
    {
        const qint64 id = lostCrate();
        for (const char *code :
             {"InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch",
              "ExpiredTokenException", "AuthFailure", "RequestTimeTooSkewed"}) {
            m_answers["GetCrate"] = {answerBytes(403, awsError(code))};
            m_answers["ListCrates"] = {answerBytes(403, awsError(code))};
            const Report report = check(id);
            QCOMPARE(report.verdict, Verdict::CannotTell);
            QVERIFY2(report.sentence.contains(u"GetCrate was not answered"), qPrintable(report.sentence));
            QVERIFY2(report.sentence.contains(u"ListCrates was not answered"), qPrintable(report.sentence));
        }
    }

    void allDeniedCannotTell()
    {
        const qint64 id = lostCrate();
        const Report report = check(id);
        QCOMPARE(report.verdict, Verdict::CannotTell);
        QVERIFY2(report.sentence.contains(u"ListCrates is not permitted"), qPrintable(report.sentence));
        QVERIFY(!report.isSettled);
    }

    void listsArePagedThrough()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {denied()};
        const QJsonArray others{crate("ash", now()), crate("elm", now())};
        m_answers["ListCrates"] = {
            answerBytes(200,
                        json({{QStringLiteral("crates"), others},
                              {QStringLiteral("nextToken"), QStringLiteral("2")}})),
            answerBytes(200, json({{QStringLiteral("crates"), QJsonArray{crate("oak", now())}}}))};
        QCOMPARE(check(id).verdict, Verdict::Happened);
        QCOMPARE(m_asked["ListCrates"], 2);
    }

    // Without a name: the time and what can be compared, and only one of them.
    void withoutANameOneCountsAndTwoDoNot()
    {
        const qint64 id = lostLabel();
        const auto label = [this](const char *labelId) {
            return QJsonObject{{QStringLiteral("labelId"), QString::fromLatin1(labelId)},
                               {QStringLiteral("text"), QStringLiteral("fragile")},
                               {QStringLiteral("createdAt"), double(now().toSecsSinceEpoch())}};
        };
        m_answers["ListLabels"] = {
            answerBytes(200, json({{QStringLiteral("labels"), QJsonArray{label("l-1"), label("l-2")}}})),
            answerBytes(200, json({{QStringLiteral("labels"), QJsonArray{label("l-1")}}}))};
        CheckOptions once = options();
        once.pauses = {std::chrono::seconds(0)};
        const Result<Report> two = check(id, once);
        QCOMPARE(two->verdict, Verdict::CannotTell);
        QVERIFY2(two->sentence.contains(u"several like it"), qPrintable(two->sentence));
        const Result<Report> one = check(id, once);
        QCOMPARE(one->verdict, Verdict::Happened);
        QCOMPARE(m_told.last().found, QStringLiteral("l-1"));
    }

    void canBeCancelled()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {notThere()};
        CheckOptions cancelled = options();
        cancelled.cancellation = std::make_shared<Cancellation>();
        cancelled.told = [&](const Finding &) { cancelled.cancellation->cancel(); };
        const Result<Report> report = check(id, cancelled);
        QVERIFY(!report);
        QCOMPARE(report.error().code, QStringLiteral("Cancelled"));
        QCOMPARE(m_asked["GetCrate"], 1);
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
