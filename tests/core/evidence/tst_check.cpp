// SPDX-License-Identifier: Apache-2.0
#include "callfixture.h"
#include "evidence/check.h"

#include <QCborArray>
#include <QCborMap>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using evidence::CheckOptions;
using evidence::Finding;
using evidence::Report;
using evidence::Verdict;
using journal::Outcome;

namespace
{

constexpr char kSecret[] = "canary-lock-0001";

QByteArray operationOf(const RawRequest &request)
{
    return request.header("X-Amz-Target").split('.').value(1);
}

QJsonObject crate(const char *name, const QDateTime &made, int size = 3)
{
    return {{QStringLiteral("crateName"), QString::fromLatin1(name)},
            {QStringLiteral("crateArn"),
             QStringLiteral("arn:aws:crates:us-east-1:1:crate/%1").arg(QLatin1StringView(name))},
            {QStringLiteral("size"), size},
            {QStringLiteral("lockCode"), QStringLiteral("****")},
            {QStringLiteral("createdAt"), double(made.toSecsSinceEpoch())}};
}

QByteArray json(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

QByteArray readAnswer(const QJsonObject &crate)
{
    return answerBytes(200, json({{QStringLiteral("crate"), crate}}));
}

QByteArray notThere() { return answerBytes(404, awsError("CrateNotFoundException")); }
QByteArray denied() { return answerBytes(400, awsError("AccessDeniedException")); }

} // namespace

// The ladder, against a service that answers by script.
class TestCheck : public QObject
{
    Q_OBJECT

private:
    using Answers = QHash<QByteArray, QList<QByteArray>>; // by operation, in turn; the last one for good
    std::unique_ptr<CallFixture> m_fixture;
    std::unique_ptr<WireServer> m_server;
    Answers m_answers;
    QHash<QByteArray, int> m_asked;
    QList<int> m_pauses; // s
    QList<Finding> m_told;

    QDateTime now() const { return m_fixture->clock->nowUtc(); }

    // A crate whose answer is lost.
    qint64 lostCrate(const char *name = "oak")
    {
        const QCborMap input{{QStringLiteral("crateName"), QString::fromLatin1(name)},
                             {QStringLiteral("size"), 3},
                             {QStringLiteral("lockCode"), QString::fromLatin1(kSecret)}};
        const CallResult result = m_fixture->call(m_fixture->operation("crates", "CreateCrate"), input,
                                                  m_fixture->target(*m_server));
        if (result.outcome != Outcome::Unknown)
            qFatal("the outcome is known");
        return result.journalId;
    }

    qint64 lostLabel()
    {
        const QCborMap input{{QStringLiteral("text"), QStringLiteral("fragile")}};
        return m_fixture
            ->call(m_fixture->operation("crates", "CreateLabel"), input, m_fixture->target(*m_server))
            .journalId;
    }

    CheckOptions options()
    {
        CheckOptions options;
        options.pause = [this](std::chrono::milliseconds delay,
                               transport::CancellationPtr) -> QCoro::Task<void> {
            m_pauses.append(int(delay.count() / 1000));
            m_fixture->clock->advance(delay.count());
            co_return;
        };
        options.told = [this](const Finding &finding) { m_told.append(finding); };
        return options;
    }

    Result<Report> check(qint64 id, CheckOptions options)
    {
        return await(evidence::check(m_fixture->environment, id, std::move(options)));
    }

    Report check(qint64 id)
    {
        const Result<Report> report = check(id, options());
        if (!report)
            qFatal("%s", qPrintable(report.error().sentence()));
        return *report;
    }

    QStringList rungs() const
    {
        QStringList names;
        for (const Finding &finding : m_told)
            names.append(evidence::rungName(finding.rung));
        return names;
    }

    QString allSaid(const Report &report) const
    {
        QString text = report.sentence;
        for (const Finding &finding : report.findings)
            text += finding.sentence + finding.found;
        return text;
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<CallFixture>();
        m_answers.clear();
        m_asked.clear();
        m_pauses.clear();
        m_told.clear();
        m_server = std::make_unique<WireServer>([this](QTcpSocket &socket, const RawRequest &request, int) {
            const QByteArray operation = operationOf(request);
            const QList<QByteArray> answers = m_answers.value(operation);
            const int number = m_asked[operation]++;
            if (answers.isEmpty() && operation.startsWith("Create"))
                socket.abort();
            else if (answers.isEmpty())
                socket.write(denied());
            else
                socket.write(answers.at(qMin<qsizetype>(number, answers.size() - 1)));
        });
    }
    void cleanup()
    {
        m_server.reset();
        m_fixture.reset();
    }

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

    // Only as the account that the row went to.
    void anotherAccountIsNotAsked()
    {
        const qint64 id = lostCrate();
        qputenv("AWS_ACCESS_KEY_ID", "AKIDANOTHER1");
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        journal::NewRequest row = m_fixture->record(id).request;
        const qint64 elsewhere = [&] {
            row.endpoint = QStringLiteral("https://crates.us-east-1.amazonaws.com");
            row.account = QStringLiteral("Environment (AKID...MPLE)");
            const auto operation = m_fixture->operation("crates", "CreateCrate");
            journal::Journal &journal = *m_fixture->environment->journal;
            row.input = *journal.openInput(id);
            const qint64 added = journal.begin(row, operation).result().value();
            static_cast<void>(journal.beginAttempt(added).result());
            static_cast<void>(journal.finish(added, Outcome::Unknown, {}, {}, {}, operation).result());
            return added;
        }();
        const Result<Report> report = check(elsewhere, options());
        QVERIFY(!report);
        QCOMPARE(report.error().code, QStringLiteral("OtherKeys"));
        QCOMPARE(m_asked["GetCrate"], 0);
    }

    void whatIsKnownIsNotAskedAgain()
    {
        m_answers["CreateCrate"] = {answerBytes(409, awsError("CrateAlreadyExistsException"))};
        const QCborMap input{{QStringLiteral("crateName"), QStringLiteral("oak")}};
        const CallResult refused = m_fixture->call(m_fixture->operation("crates", "CreateCrate"), input,
                                                   m_fixture->target(*m_server));
        const Report report = check(refused.journalId);
        QCOMPARE(report.verdict, Verdict::Refused);
        QCOMPARE(report.findings.first().found, QStringLiteral("CrateAlreadyExistsException"));
        QCOMPARE(m_asked["GetCrate"], 0);
    }

    // "Already exists" to the second attempt is the strongest hint that the first was carried out.
    void alreadyExistsAfterAnUnknownAttemptPointsToTheCheck()
    {
        const qint64 id = lostCrate();
        m_answers["CreateCrate"] = {answerBytes(409, awsError("CrateAlreadyExistsException"))};
        const CallResult again = m_fixture->retry(id, true);
        QCOMPARE(again.outcome, Outcome::Unknown);
        const model::OperationPtr operation = m_fixture->operation("crates", "CreateCrate");
        QVERIFY(evidence::pointsToCheck(*m_fixture->environment, *operation, again));
        m_answers["CreateCrate"] = {answerBytes(400, awsError("ValidationException"))};
        const CallResult other = m_fixture->retry(id, true);
        QVERIFY(!evidence::pointsToCheck(*m_fixture->environment, *operation, other));
    }

    void aPersonSettles()
    {
        const qint64 id = lostCrate();
        const evidence::PersonsWord word{false, QStringLiteral("asked the team"), QStringLiteral("mia")};
        const Result<Report> report = await(evidence::settle(m_fixture->environment, id, word));
        QVERIFY(report && report->isSettled);
        QVERIFY(report->sentence.contains(u"mia") && report->sentence.contains(u"asked the team"));
        // It may be sent again, without a question, and its refusal is the last word.
        m_answers["CreateCrate"] = {answerBytes(400, awsError("ValidationException"))};
        QCOMPARE(m_fixture->retry(id).outcome, Outcome::Rejected);
    }

    // A slip must not make a second one of what was found.
    void aPersonCannotTakeBackWhatWasFound()
    {
        const qint64 id = lostCrate();
        m_answers["GetCrate"] = {readAnswer(crate("oak", now()))};
        QCOMPARE(check(id).verdict, Verdict::Happened);
        const evidence::PersonsWord word{false, QString(), QStringLiteral("mia")};
        const Result<Report> report = await(evidence::settle(m_fixture->environment, id, word));
        QVERIFY(!report);
        QCOMPARE(report.error().code, QStringLiteral("FoundBefore"));
        QCOMPARE(m_fixture->record(id).settled, journal::Settled::Happened);
    }
};

QTEST_GUILESS_MAIN(TestCheck)
#include "tst_check.moc"
