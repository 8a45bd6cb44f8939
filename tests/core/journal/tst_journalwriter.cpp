// SPDX-License-Identifier: Apache-2.0
#include "base/latest.h"
#include "core/journal/samples.h"
#include "journal/reader.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFutureWatcher>
#include <QPointer>
#include <QSemaphore>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtEndian>
#include <QTest>
#include <QThread>

#include <array>
#include <chrono>
#include <thread>

using namespace formwork;
using namespace formwork::journal;

// Many changes at a time.
class JournalWriterTest : public QObject, private samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); }

    void manyShareATransaction();
    void aCreationWritesFewPages();
    void oneThatFailsFailsAlone();
    void changesOfARowKeepTheirOrder();
    void nobodyIsHeldUpByALockedFile();
    void whatWaitsIsWrittenAtTheEnd();
    void signalComesBeforeTheAnswer();
    void rowOfTwoChangesIsToldOnce();
    void retryDecidedOnAnOldRowIsRefused();
    void onlyReadsGoOn();
    void questionsAreAskedElsewhere();
    void onlyTheLatestAnswerCounts();
    void closingAnswersWhatWasAsked();
    void aQuestionIsGoneBeforeItsAnswer();
    void aQuestionMayHoldTheHistory();

private:
    [[nodiscard]] int commits() const; // in the log
    [[nodiscard]] qint64 logSize() const; // bytes
};

int JournalWriterTest::commits() const
{
    QFile file(m_home->filePath(QStringLiteral("history.sqlite-wal")));
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray log = file.readAll();
    const auto word = [&log](qsizetype at) { return qFromBigEndian<quint32>(log.constData() + at); };
    const qsizetype frame = 24 + qsizetype(word(8));
    int commits = 0;
    for (qsizetype at = 32; at + frame <= log.size(); at += frame)
        commits += word(at + 4) != 0 ? 1 : 0;
    return commits;
}

qint64 JournalWriterTest::logSize() const
{
    return QFileInfo(m_home->filePath(QStringLiteral("history.sqlite-wal"))).size();
}

// The log has a page for each table and each index that a step changes.
void JournalWriterTest::aCreationWritesFewPages()
{
    constexpr qint64 kFrame = 24 + 4096;
    const JournalPtr journal = open();
    add(*journal, QStringLiteral("first"));
    const qint64 before = logSize();
    add(*journal, QStringLiteral("second"));
    const qint64 pages = (logSize() - before) / kFrame;
    QVERIFY2(pages <= 54, qPrintable(QString::number(pages)));
}

void JournalWriterTest::manyShareATransaction()
{
    constexpr int kMany = 100;
    const JournalPtr journal = open();
    const int before = commits();
    QList<QFuture<Result<qint64>>> begun;
    for (int n = 0; n < kMany; ++n)
        begun += journal->begin(samples::request(QStringLiteral("thing-%1-").arg(n)), m_operation);
    QList<QFuture<Result<qint64>>> attempts;
    for (const auto &row : begun)
        attempts += journal->beginAttempt(row.result().value());
    for (const auto &attempt : attempts)
        QVERIFY(attempt.result().has_value());
    QCOMPARE(*journal->count({}), kMany);
    QCOMPARE(*journal->count({QStringLiteral("outcome:sending operation:CreateThing"), {}}), kMany);
    for (int n = 0; n < kMany; ++n) // each has its own words
        QCOMPARE(*journal->count({QStringLiteral("thing-%1-").arg(n), {}}), 1);
    QVERIFY2(commits() - before <= kMany / 4, qPrintable(QString::number(commits() - before)));
}

void JournalWriterTest::oneThatFailsFailsAlone()
{
    const JournalPtr journal = open();
    const qint64 done = add(*journal, QStringLiteral("Finance"));
    const qint64 first = journal->begin(samples::request(), m_operation).result().value();
    const qint64 second = journal->begin(samples::request(), m_operation).result().value();
    const std::array attempts{journal->beginAttempt(first), journal->beginAttempt(done),
                              journal->beginAttempt(second), journal->beginAttempt(4711)};
    QVERIFY(attempts[0].result().has_value());
    QCOMPARE(attempts[1].result().error().code, QStringLiteral("AlreadyDone"));
    QVERIFY(attempts[2].result().has_value());
    QCOMPARE(attempts[3].result().error().code, QStringLiteral("NotFound"));
    for (const qint64 id : {first, second})
        QCOMPARE(journal->attempts(id)->size(), 1);
}

void JournalWriterTest::changesOfARowKeepTheirOrder()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const qint64 attempt = journal->beginAttempt(id).result().value();
    journal->finishAttempt(samples::answered(attempt, Outcome::Rejected, m_clock->nowUtc()));
    const auto refused = journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation);
    const auto again = journal->beginAttempt(id);
    const auto removed = journal->remove({id}); // it is being sent again by then
    QVERIFY(refused.result().has_value());
    QVERIFY(again.result().has_value());
    QCOMPARE(removed.result().error().code, QStringLiteral("BeingSent"));
    const QList<Attempt> attempts = journal->attempts(id).value();
    QCOMPARE(attempts.size(), 2);
    QCOMPARE(attempts[0].outcome, Outcome::Rejected);
    QCOMPARE(attempts[1].outcome, Outcome::Sending);
}

void JournalWriterTest::nobodyIsHeldUpByALockedFile()
{
    const JournalPtr journal = open();
    {
        QSqlDatabase other = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
        other.setDatabaseName(m_home->filePath(QStringLiteral("history.sqlite")));
        QVERIFY(other.open());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("BEGIN IMMEDIATE")));
        QElapsedTimer timer;
        timer.start();
        const auto begun = journal->begin(samples::request(), m_operation);
        QCOMPARE(*journal->count({}), 0); // reading goes on, too
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!begun.isFinished());
        QVERIFY(QSqlQuery(other).exec(QStringLiteral("ROLLBACK")));
        QVERIFY(begun.result().has_value());
        other.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("other"));
    QCOMPARE(*journal->count({}), 1);
}

void JournalWriterTest::whatWaitsIsWrittenAtTheEnd()
{
    JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const qint64 attempt = journal->beginAttempt(id).result().value();
    for (int n = 0; n < 50; ++n)
        static_cast<void>(journal->begin(samples::request(), m_operation));
    journal->finishAttempt(samples::answered(attempt, Outcome::Succeeded, m_clock->nowUtc()));
    journal.reset();
    journal = open();
    QCOMPARE(*journal->count({}), 51);
    QCOMPARE(journal->attempts(id)->first().outcome, Outcome::Succeeded);
}

void JournalWriterTest::signalComesBeforeTheAnswer()
{
    const JournalPtr journal = open();
    QStringList order;
    connect(journal.get(), &Journal::rowsChanged, this,
            [&order](const QList<qint64> &ids) { order += QStringLiteral("row %1").arg(ids.first()); });
    QFutureWatcher<Result<qint64>> watcher;
    connect(&watcher, &QFutureWatcher<Result<qint64>>::finished, this,
            [&] { order += QStringLiteral("answer %1").arg(watcher.result().value()); });
    watcher.setFuture(journal->begin(samples::request(), m_operation));
    QTRY_COMPARE(order.size(), 2);
    QCOMPARE(order, QStringList({QStringLiteral("row 1"), QStringLiteral("answer 1")}));
}

void JournalWriterTest::rowOfTwoChangesIsToldOnce()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const qint64 attempt = journal->beginAttempt(id).result().value();
    QList<qint64> told;
    QCoreApplication::processEvents(); // what was before is told
    connect(journal.get(), &Journal::rowsChanged, this, [&told](const QList<qint64> &ids) { told += ids; });
    journal->finishAttempt(samples::answered(attempt, Outcome::Rejected, m_clock->nowUtc()));
    const auto done = journal->finish(id, Outcome::Rejected, {}, QStringLiteral("req-77"), {}, m_operation);
    QTRY_VERIFY(done.isFinished());
    QTRY_COMPARE(told, QList<qint64>{id});
    QCOMPARE(*journal->ids({QStringLiteral("outcome:rejected req-77"), {}}), QList<qint64>{id});
    QCOMPARE(*journal->count({QStringLiteral("outcome:sending"), {}}), 0);
}

void JournalWriterTest::retryDecidedOnAnOldRowIsRefused()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    QVERIFY(journal->finish(id, Outcome::Rejected, {}, {}, {}, m_operation).result().has_value());
    const Record asRead = journal->record(id).value();
    QVERIFY(other->beginAttempt(id).result().has_value());
    QVERIFY(other->finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result().has_value());
    QCOMPARE(journal->claim(asRead).result().error().code, QStringLiteral("SentMeanwhile"));
    QCOMPARE(journal->record(id)->outcome, Outcome::Unknown); // not taken
    QVERIFY(journal->claim(*journal->record(id)).result().has_value());
}

// The next page of an answer is a further attempt of its row; what changes something is sent once and for
// all.
void JournalWriterTest::onlyReadsGoOn()
{
    const JournalPtr journal = open();
    const qint64 created = add(*journal, QStringLiteral("Finance"));
    QCOMPARE(journal->goOn(created).result().error().code, QStringLiteral("NotARead"));
    QCOMPARE(journal->record(created)->outcome, Outcome::Succeeded);
    NewRequest read = samples::request();
    read.onlyReads = true;
    const qint64 id = journal->begin(read, m_operation).result().value();
    for (int page = 1; page <= 3; ++page) {
        if (page > 1)
            QCOMPARE(journal->goOn(id).result().value().id, id);
        const qint64 attempt = journal->beginAttempt(id).result().value();
        QCOMPARE(journal->goOn(id).result().error().code, QStringLiteral("BeingSent"));
        const Outcome outcome = page < 3 ? Outcome::Succeeded : Outcome::Rejected;
        journal->finishAttempt(samples::answered(attempt, outcome, m_clock->nowUtc()));
        if (page != 2) // after the first, and as the last word
            QVERIFY(journal->finish(id, outcome, {}, {}, {}, m_operation).result().has_value());
    }
    QCOMPARE(journal->record(id)->outcome, Outcome::Rejected); // the pages before leave nothing open
    QCOMPARE(journal->attempts(id)->size(), 3);
}

void JournalWriterTest::questionsAreAskedElsewhere()
{
    const JournalPtr journal = open();
    const qint64 id = add(*journal, QStringLiteral("Finance"));
    const Qt::HANDLE here = QThread::currentThreadId();
    Qt::HANDLE there = here;
    const Result<QString> what =
        journal
            ->ask<QString>([id, &there](const Reader &history) -> Result<QString> {
                there = QThread::currentThreadId();
                const Result<Record> row = history.record(id);
                return row ? Result<QString>(row->request.what) : std::unexpected(row.error());
            })
            .result();
    QCOMPARE(what.value(), QStringLiteral("Finance")); // what was answered as written is read
    QVERIFY(there != here);
    const Result<Record> none =
        journal->ask<Record>([](const Reader &history) { return history.record(4711); }).result();
    QCOMPARE(none.error().code, QStringLiteral("NotFound"));
}

void JournalWriterTest::onlyTheLatestAnswerCounts()
{
    const JournalPtr journal = open();
    QSemaphore isAsking;
    QSemaphore mayGoOn;
    QList<int> looked; // by the other thread; read after its last answer
    const auto question = [&](int number) {
        return journal->ask<int>([&, number](const Reader &) -> Result<int> {
            looked += number;
            if (number == 1) {
                isAsking.release();
                mayGoOn.acquire();
            }
            return number;
        });
    };
    QList<int> told;
    QObject context;
    Latest latest;
    const auto tell = [&told](const Result<int> &number) { told += *number; };
    latest.ask(question(1), &context, tell);
    isAsking.acquire();
    latest.ask(question(2), &context, tell); // is taken back before its turn
    latest.ask(question(3), &context, tell);
    QVERIFY(latest.isAsking());
    mayGoOn.release();
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told, QList<int>({3}));
    QCOMPARE(looked, QList<int>({1, 3}));
    QVERIFY(!latest.isAsking());
}

// Whoever waits for an answer, a coroutine or a thread, must not wait for ever, nor take what is not there.
void JournalWriterTest::closingAnswersWhatWasAsked()
{
    JournalPtr journal = open();
    QSemaphore isAsking;
    QSemaphore mayGoOn;
    const Answer<int> first = journal->ask<int>([&](const Reader &) -> Result<int> {
        isAsking.release();
        mayGoOn.acquire();
        return 1;
    });
    const Answer<int> second = journal->ask<int>([](const Reader &) -> Result<int> { return 2; });
    isAsking.acquire();
    std::thread later([&mayGoOn] {
        std::this_thread::sleep_for(std::chrono::milliseconds(500)); // until the history is being closed
        mayGoOn.release();
    });
    journal.reset();
    later.join();
    QCOMPARE(first.result().value(), 1);
    QCOMPARE(second.resultCount(), 1);
    QCOMPARE(second.result().error().code, QStringLiteral("Closed"));
}

// Whoever waits for the answer is the last to hold what it asked with.
void JournalWriterTest::aQuestionIsGoneBeforeItsAnswer()
{
    const JournalPtr journal = open();
    for (int i = 0; i < 500; ++i) {
        auto held = std::make_shared<int>(i);
        const std::weak_ptr<int> seen = held;
        Answer<int> answer =
            journal->ask<int>([held = std::move(held)](const Reader &) -> Result<int> { return *held; });
        QCOMPARE(answer.result().value(), i);
        QVERIFY(seen.expired());
    }
}

// The last who does is the thread of the questions, which cannot wait for its own end.
void JournalWriterTest::aQuestionMayHoldTheHistory()
{
    JournalPtr journal = open();
    const QPointer<Journal> seen = journal.get();
    const QPointer<QThread> here = QThread::currentThread();
    connect(journal.get(), &QObject::destroyed, this, [&] { QCOMPARE(QThread::currentThread(), here); });
    QSemaphore gate;
    const Answer<int> answer = journal->ask<int>([journal, &gate](const Reader &) -> Result<int> {
        gate.acquire();
        return 1;
    });
    journal.reset();
    gate.release();
    QCOMPARE(Answer<int>(answer).result().value(), 1);
    QTRY_VERIFY(seen.isNull());
    QVERIFY(open());
}

QTEST_GUILESS_MAIN(JournalWriterTest)
#include "tst_journalwriter.moc"
