// SPDX-License-Identifier: Apache-2.0
#include "checkbench.h"

#include <QJsonArray>
#include <QTest>

using namespace formwork;
using namespace formwork::client;
using namespace formwork::tests;
using evidence::Verdict;
using journal::Outcome;

// What need not or must not be looked for, and what a person or an earlier look has said.
class TestKnown : public QObject, private CheckBench
{
    Q_OBJECT

private Q_SLOTS:
    void init() { start(); }
    void cleanup() { stop(); }

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

QTEST_GUILESS_MAIN(TestKnown)
#include "tst_known.moc"
