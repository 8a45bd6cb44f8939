// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace formwork;
using namespace formwork::journal;

class JournalTest : public QObject, private samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); }

    void beginIsOnDiskBeforeItReturns();
    void filesAreForTheOwnerOnly();
    void inputComesBackAsItWas();
    void digestIgnoresTheTokenAndTheOrder();
    void attemptsAreCountedAndTimed();
    void secondSenderIsRefused();
    void succeededRowIsNotSentAgain();
    void claimKeepsOthersOut();
    void rejectionDoesNotSettleAnUnansweredAttempt();
    void neverConnectedAttemptIsSettledByRejection();
    void retryPlanFollowsTheAttempts();
    void secretsAreInNoFile();
    void removingCanBeUndone();
    void purgeKeepsWhatIsNotSettled();
    void outcomeIsWrittenLaterWhenTheFileWasLocked();
};

void JournalTest::beginIsOnDiskBeforeItReturns()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    // Another connection, which sees only what was committed.
    const JournalPtr other = open();
    const Record record = other->record(id).value();
    QCOMPARE(record.outcome, Outcome::Sending);
    QCOMPARE(record.request.account, QStringLiteral("acme-production"));
    QCOMPARE(record.request.region, QStringLiteral("eu-west-1"));
    QCOMPARE(record.request.endpoint, QStringLiteral("https://things.eu-west-1.example.com"));
    QCOMPARE(record.request.clientToken, samples::request().clientToken);
    QCOMPARE(record.time, m_clock->nowUtc());
    QCOMPARE(record.inputDigest.size(), 32);
    QVERIFY(!record.firstSentAt.isValid());
    QCOMPARE(other->attempts(id)->size(), 0);
}

void JournalTest::filesAreForTheOwnerOnly()
{
    const JournalPtr journal = open();
    static_cast<void>(journal->begin(samples::request(), m_operation).result());
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    const QFileInfoList files = QDir(m_home->path()).entryInfoList({QStringLiteral("history*")}, QDir::Files);
    QCOMPARE(files.size(), 3); // the database, -wal and -shm
    for (const QFileInfo &file : files)
        QVERIFY2(!(file.permissions() & others), qPrintable(file.fileName()));
}

void JournalTest::inputComesBackAsItWas()
{
    const JournalPtr journal = open();
    QCborMap input = samples::input();
    input.insert(QStringLiteral("When"),
                 QCborValue(QDateTime(QDate(2026, 5, 6), QTime(7, 8, 9, 123), Qt::UTC)));
    input.insert(QStringLiteral("Blob"), QByteArray("\0\1\2", 3));
    input.insert(QStringLiteral("Ratio"), 0.1);
    input.insert(QStringLiteral("Big"), std::numeric_limits<qint64>::max());
    NewRequest request = samples::request();
    request.input = input;
    const qint64 id = journal->begin(request, m_operation).result().value();
    const QCborValue opened = journal->openInput(id).value();
    QCOMPARE(opened.toCbor(), QCborValue(input).toCbor()); // bytes: the order of members too
    const QCborMap shown = journal->record(id)->request.input.toMap();
    QCOMPARE(shown.value(QStringLiteral("Password")).toString(), QStringLiteral("\u2039sealed\u203A"));
    QCOMPARE(shown.value(QStringLiteral("Name")).toString(), QStringLiteral("Finance"));
}

void JournalTest::digestIgnoresTheTokenAndTheOrder()
{
    const JournalPtr journal = open();
    const auto digestOf = [&](const QCborMap &input) {
        NewRequest request = samples::request();
        request.input = input;
        return journal->record(journal->begin(request, m_operation).result().value())->inputDigest;
    };
    QCborMap other = samples::input();
    other[QStringLiteral("ClientToken")] = QStringLiteral("another");
    QCborMap reordered;
    reordered.insert(QStringLiteral("Name"), QStringLiteral("Finance"));
    for (const auto &[memberName, value] : samples::input())
        reordered.insert(memberName, value);
    QCborMap changed = samples::input();
    changed[QStringLiteral("Password")] = QStringLiteral("canary-secret-0009");
    QCOMPARE(digestOf(other), digestOf(samples::input()));
    QCOMPARE(digestOf(reordered), digestOf(samples::input()));
    QVERIFY(digestOf(changed) != digestOf(samples::input()));
    QVERIFY(digestOf(samples::input(QStringLiteral("Sales"))) != digestOf(samples::input()));
}

void JournalTest::attemptsAreCountedAndTimed()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const QDateTime first = m_clock->nowUtc();
    for (int n = 1; n <= 2; ++n) {
        Attempt attempt =
            samples::answered(journal->beginAttempt(id).result().value(), Outcome::Rejected, {});
        m_clock->advance(1500);
        attempt.finishedAt = m_clock->nowUtc();
        attempt.errorCode = QStringLiteral("ThrottlingException");
        attempt.httpStatus = 429;
        QVERIFY(journal->finishAttempt(attempt).result().has_value());
        m_clock->advance(10'000); // between attempts nothing is on the wire
    }
    Error error;
    error.code = QStringLiteral("ThrottlingException");
    error.message = QStringLiteral("Rate exceeded");
    QVERIFY(journal
                ->finish(id, Outcome::Rejected, error, QStringLiteral("req-1"),
                         QCborValue(QCborValue::Undefined), m_operation)
                .result()
                .has_value());
    const Record record = journal->record(id).value();
    QCOMPARE(record.outcome, Outcome::Rejected);
    QCOMPARE(record.attempts, 2);
    QCOMPARE(record.tookMs, 3000);
    QCOMPARE(record.firstSentAt, first);
    QCOMPARE(record.errorCode, QStringLiteral("ThrottlingException"));
    QCOMPARE(record.requestId, QStringLiteral("req-1"));
    QVERIFY(record.output.isUndefined());
    const QList<Attempt> attempts = journal->attempts(id).value();
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(attempts.at(1).number, 2);
    QCOMPARE(attempts.at(1).httpStatus, 429);
}

void JournalTest::secondSenderIsRefused()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    QCOMPARE(other->beginAttempt(id).result().error().code, QStringLiteral("BeingSent"));
    QVERIFY(journal->beginAttempt(id).result().has_value());
    QCOMPARE(journal->beginAttempt(id).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(other->beginAttempt(id).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(journal->attempts(id)->size(), 1);
}

void JournalTest::succeededRowIsNotSentAgain()
{
    const JournalPtr journal = open();
    const qint64 id = add(*journal, QStringLiteral("Finance"));
    QCOMPARE(journal->beginAttempt(id).result().error().code, QStringLiteral("AlreadyDone"));
    QCOMPARE(journal->claim(*journal->record(id)).result().error().code, QStringLiteral("AlreadyDone"));
    QCOMPARE(journal->beginAttempt(id + 1).result().error().code, QStringLiteral("NotFound"));
    QCOMPARE(journal->retryPlan(*journal->record(id))->kind, RetryPlan::Kind::NotPossible);
}

void JournalTest::claimKeepsOthersOut()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    QVERIFY(journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation).result().has_value());
    QVERIFY(journal->claim(*journal->record(id)).result().has_value());
    QCOMPARE(journal->claim(*journal->record(id)).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(other->claim(*journal->record(id)).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(journal->retryPlan(*journal->record(id))->kind, RetryPlan::Kind::NotPossible);
    QVERIFY(journal->beginAttempt(id).result().has_value());
}

void JournalTest::rejectionDoesNotSettleAnUnansweredAttempt()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    for (const Outcome outcome : {Outcome::Unknown, Outcome::Rejected})
        QVERIFY(journal
                    ->finishAttempt(samples::answered(journal->beginAttempt(id).result().value(), outcome,
                                                      m_clock->nowUtc()))
                    .result()
                    .has_value());
    QVERIFY(journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation).result().has_value());
    QCOMPARE(journal->record(id)->outcome, Outcome::Unknown);
    // Success settles it.
    QVERIFY(journal
                ->finishAttempt(samples::answered(journal->beginAttempt(id).result().value(),
                                                  Outcome::Succeeded, m_clock->nowUtc()))
                .result()
                .has_value());
    QVERIFY(journal->finish(id, Outcome::Succeeded, {}, {}, QCborMap(), m_operation).result().has_value());
    QCOMPARE(journal->record(id)->outcome, Outcome::Succeeded);
}

void JournalTest::neverConnectedAttemptIsSettledByRejection()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    Attempt attempt =
        samples::answered(journal->beginAttempt(id).result().value(), Outcome::Unknown, m_clock->nowUtc());
    attempt.bytesMayHaveLeft = false;
    QVERIFY(journal->finishAttempt(attempt).result().has_value());
    QVERIFY(journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation).result().has_value());
    QCOMPARE(journal->record(id)->outcome, Outcome::Rejected);
}

void JournalTest::retryPlanFollowsTheAttempts()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const auto plan = [&] { return journal->retryPlan(*journal->record(id)).value(); };
    QCOMPARE(plan().kind, RetryPlan::Kind::NotPossible);
    // Refused first: the token's life has not begun.
    QVERIFY(journal
                ->finishAttempt(samples::answered(journal->beginAttempt(id).result().value(),
                                                  Outcome::Rejected, m_clock->nowUtc()))
                .result()
                .has_value());
    QVERIFY(journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation).result().has_value());
    QCOMPARE(plan().kind, RetryPlan::Kind::SafeNothingDone);
    m_clock->advance(20LL * 3600 * 1000);
    QCOMPARE(plan().kind, RetryPlan::Kind::SafeNothingDone);
    const qint64 attempt = journal->beginAttempt(id).result().value();
    const QDateTime sent = m_clock->nowUtc();
    QVERIFY(journal->finishAttempt(samples::answered(attempt, Outcome::Unknown, m_clock->nowUtc()))
                .result()
                .has_value());
    QVERIFY(journal->finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result().has_value());
    m_clock->advance(48LL * 60 * 1000);
    QCOMPARE(plan().kind, RetryPlan::Kind::Safe);
    QVERIFY2(plan().sentence.contains(QStringLiteral("Token valid for another 7 h 12 min.")),
             qPrintable(plan().sentence));
    QCOMPARE(journal->record(id)->tokenExpiresAt, sent.addSecs(8 * 3600));
    m_clock->advance(8LL * 3600 * 1000);
    QCOMPARE(plan().kind, RetryPlan::Kind::MayDuplicate);
}

void JournalTest::secretsAreInNoFile()
{
    JournalPtr journal = open();
    NewRequest request = samples::request();
    request.what = QStringLiteral("canary-secret-0001"); // a guide may name a sensitive member
    const qint64 id = journal->begin(request, m_operation).result().value();
    Attempt attempt =
        samples::answered(journal->beginAttempt(id).result().value(), Outcome::Rejected, m_clock->nowUtc());
    attempt.errorMessage = QStringLiteral("Password canary-secret-0001 is too weak");
    QVERIFY(journal->finishAttempt(attempt).result().has_value());
    Error error;
    error.message = QStringLiteral("Key canary-secret-0002 (Y2FuYXJ5LXNlY3JldC0wMDAy) is taken");
    const QCborMap output{{QStringLiteral("Id"), QStringLiteral("thing-1")},
                          {QStringLiteral("Token"), QStringLiteral("canary-secret-0003")}};
    QVERIFY(journal->finish(id, Outcome::Succeeded, error, {}, output, m_operation).result().has_value());
    QCOMPARE(journal->attempts(id)->first().errorMessage,
             QStringLiteral("Password \u2039sealed\u203A is too weak"));
    QCOMPARE(journal->record(id)->errorMessage,
             QStringLiteral("Key \u2039sealed\u203A (\u2039sealed\u203A) is taken"));
    QCOMPARE(journal->record(id)->output.toMap().value(QStringLiteral("Token")).toString(),
             QStringLiteral("\u2039sealed\u203A"));
    QCOMPARE(journal->openOutput(id)->toMap().value(QStringLiteral("Token")).toString(),
             QStringLiteral("canary-secret-0003"));

    const auto search = [this] {
        int files = 0;
        for (const QFileInfo &info : QDir(m_home->path()).entryInfoList(QDir::Files)) {
            QFile file(info.filePath());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray bytes = file.readAll();
            for (const QByteArray &form :
                 {QByteArray("canary-secret"), QByteArray("Y2FuYXJ5"), QByteArray("c\0a\0n\0a\0r\0y", 11)})
                QVERIFY2(!bytes.contains(form), qPrintable(info.fileName()));
            files += bytes.contains("thing-1") || bytes.contains("acme-production") ? 1 : 0;
        }
        QVERIFY(files > 0); // what is not secret is there to be found
    };
    search();
    journal.reset(); // checkpointed
    search();
}

void JournalTest::removingCanBeUndone()
{
    const JournalPtr journal = open();
    const qint64 first = add(*journal, QStringLiteral("Finance"));
    const qint64 second = add(*journal, QStringLiteral("Sales"));
    QSignalSpy removed(journal.get(), &Journal::rowsRemoved);
    QVERIFY(journal->remove({first}).result().has_value());
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(*journal->ids({}), QList<qint64>({second}));
    QCOMPARE(*journal->count({QStringLiteral("finance"), {}}), 0);
    QVERIFY(journal->restore({first}).result().has_value());
    QCOMPARE(*journal->ids({}), QList<qint64>({second, first}));
    QCOMPARE(*journal->count({QStringLiteral("finance"), {}}), 1);
    const qint64 sending = journal->begin(samples::request(), m_operation).result().value();
    QCOMPARE(journal->remove({sending}).result().error().code, QStringLiteral("BeingSent"));
    QVERIFY(journal->remove({first}).result().has_value());
    QVERIFY(journal->purge({}).result().has_value());
    QCOMPARE(journal->restore({first}).result().error().code, QStringLiteral("NotFound"));
    QCOMPARE(journal->record(first).error().code, QStringLiteral("NotFound"));
}

void JournalTest::purgeKeepsWhatIsNotSettled()
{
    const JournalPtr journal = open();
    const qint64 done = add(*journal, QStringLiteral("Finance"));
    const qint64 unknown = journal->begin(samples::request(), m_operation).result().value();
    QVERIFY(journal->finish(unknown, Outcome::Unknown, {}, {}, {}, m_operation).result().has_value());
    const qint64 sending = journal->begin(samples::request(), m_operation).result().value();
    m_clock->advance(1000);
    const qint64 young = add(*journal, QStringLiteral("Young"));
    QVERIFY(journal->purge(m_clock->nowUtc().addMSecs(-500)).result().has_value());
    QCOMPARE(*journal->ids({}), QList<qint64>({young, sending, unknown}));
    QCOMPARE(journal->record(done).error().code, QStringLiteral("NotFound"));
}

void JournalTest::outcomeIsWrittenLaterWhenTheFileWasLocked()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(m_home->filePath(QStringLiteral("history.sqlite")));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
        const Result<void> finished =
            journal->finish(id, Outcome::Succeeded, {}, {}, QCborMap(), m_operation).result();
        QCOMPARE(finished.error().code, QStringLiteral("Locked"));
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QTRY_COMPARE_WITH_TIMEOUT(journal->record(id)->outcome, Outcome::Succeeded, 10'000);
}

QTEST_GUILESS_MAIN(JournalTest)
#include "tst_journal.moc"
