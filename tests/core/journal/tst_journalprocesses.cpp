// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"

#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::journal;

class JournalProcessesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void killedWhileSendingBecomesUnknown_data();
    void killedWhileSendingBecomesUnknown();
    void deathIsNoticedWhileWeRun();
    void livingSenderKeepsItsRow();
    void onlyOneOfTwoRetries();
    void changesOfAnotherProcessAreTold();
    void ownChangesAreToldOnce();
    void removalsOfAnotherConnectionAreTold();
    void lockFilesAreSweptAway();
    void callCostsFewFlushes();

private:
    JournalPtr open() const;
    qint64 start(QProcess &sender, const QStringList &task) const; // the id it says; 0: it refused

    std::unique_ptr<QTemporaryDir> m_home;
};

void JournalProcessesTest::init() { m_home = std::make_unique<QTemporaryDir>(); }

JournalPtr JournalProcessesTest::open() const
{
    return Journal::open(m_home->filePath(QStringLiteral("history.sqlite")),
                         m_home->filePath(QStringLiteral("locks")), std::make_shared<SystemClock>(),
                         std::make_shared<Sealer>(samples::key()))
        .value();
}

qint64 JournalProcessesTest::start(QProcess &sender, const QStringList &task) const
{
    sender.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    sender.start(QStringLiteral(SENDER), QStringList{m_home->path()} + task);
    if (!sender.waitForReadyRead(20'000))
        return -1;
    const QByteArrayList words = sender.readLine().trimmed().split(' ');
    return words.value(0) == "ready" ? words.value(1).toLongLong() : 0;
}

void JournalProcessesTest::killedWhileSendingBecomesUnknown_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<int>("plan");
    QTest::newRow("before anything was sent")
        << QStringLiteral("begin") << 0 << static_cast<int>(RetryPlan::Kind::SafeNothingDone);
    QTest::newRow("while sending") << QStringLiteral("attempt") << 1
                                   << static_cast<int>(RetryPlan::Kind::Safe);
}

void JournalProcessesTest::killedWhileSendingBecomesUnknown()
{
    QFETCH(QString, task);
    QFETCH(int, attempts);
    QFETCH(int, plan);
    QProcess sender;
    const qint64 id = start(sender, {task});
    QVERIFY(id > 0);
    sender.kill(); // SIGKILL: no destructor runs
    QVERIFY(sender.waitForFinished());
    QCOMPARE(sender.exitStatus(), QProcess::CrashExit);

    const JournalPtr journal = open();
    const Record record = journal->record(id).value();
    QCOMPARE(record.outcome, Outcome::Unknown);
    QCOMPARE(record.request.input.toMap().value(QStringLiteral("Name")).toString(),
             QStringLiteral("Finance"));
    QCOMPARE(journal->openInput(id)->toCbor(), QCborValue(samples::input()).toCbor());
    QCOMPARE(journal->attempts(id)->size(), attempts);
    for (const Attempt &attempt : journal->attempts(id).value()) {
        QCOMPARE(attempt.outcome, Outcome::Unknown);
        QVERIFY(attempt.bytesMayHaveLeft);
    }
    QCOMPARE(static_cast<int>(journal->retryPlan(record)->kind), plan);
    QCOMPARE(*journal->count({QStringLiteral("outcome:unknown"), {}}), 1);
    QVERIFY(journal->beginAttempt(id).result().has_value());
}

void JournalProcessesTest::deathIsNoticedWhileWeRun()
{
    const JournalPtr journal = open();
    QProcess sender;
    const qint64 id = start(sender, {QStringLiteral("attempt")});
    QCOMPARE(journal->record(id)->outcome, Outcome::Sending);
    QSignalSpy changed(journal.get(), &Journal::rowsChanged);
    sender.kill();
    QVERIFY(sender.waitForFinished());
    QTRY_COMPARE(journal->record(id)->outcome, Outcome::Unknown);
    QTRY_VERIFY(std::any_of(changed.begin(), changed.end(), [id](const QList<QVariant> &told) {
        return told.first().value<QList<qint64>>().contains(id);
    }));
}

void JournalProcessesTest::livingSenderKeepsItsRow()
{
    QProcess sender;
    const qint64 id = start(sender, {QStringLiteral("attempt")});
    const JournalPtr journal = open(); // a start-up beside a living sender
    QCOMPARE(journal->record(id)->outcome, Outcome::Sending);
    QCOMPARE(journal->beginAttempt(id).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(journal->claim(*journal->record(id)).result().error().code, QStringLiteral("BeingSent"));
    QCOMPARE(journal->attempts(id)->size(), 1);
    sender.kill();
    sender.waitForFinished();
}

void JournalProcessesTest::onlyOneOfTwoRetries()
{
    JournalPtr journal = open();
    const auto operation = samples::operation();
    const qint64 id = journal->begin(samples::request(), operation).result().value();
    QVERIFY(journal->finish(id, Outcome::Unknown, {}, {}, {}, operation).result().has_value());
    QProcess first;
    QProcess second;
    QCOMPARE(start(first, {QStringLiteral("retry"), QString::number(id)}), id);
    QCOMPARE(start(second, {QStringLiteral("retry"), QString::number(id)}), 0);
    QCOMPARE(journal->attempts(id)->size(), 1);
    for (QProcess *sender : {&first, &second}) {
        sender->kill();
        sender->waitForFinished();
    }
}

void JournalProcessesTest::changesOfAnotherProcessAreTold()
{
    const JournalPtr journal = open();
    QSignalSpy changed(journal.get(), &Journal::rowsChanged);
    QProcess sender;
    const qint64 id = start(sender, {QStringLiteral("finish")});
    QVERIFY(sender.waitForFinished());
    QTRY_VERIFY(!changed.isEmpty());
    QCOMPARE(changed.first().first().value<QList<qint64>>(), QList<qint64>({id}));
    QCOMPARE(journal->record(id)->outcome, Outcome::Succeeded);
}

// A window would read rows anew that are as it has them.
void JournalProcessesTest::ownChangesAreToldOnce()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    const auto operation = samples::operation();
    QSignalSpy changed(journal.get(), &Journal::rowsChanged);
    const qint64 own = journal->begin(samples::request(), operation).result().value();
    QTRY_COMPARE(changed.size(), 1);
    const qint64 foreign = other->begin(samples::request(), operation).result().value();
    QTRY_COMPARE(changed.size(), 2);
    QCOMPARE(changed[0][0].value<QList<qint64>>(), QList<qint64>({own}));
    QCOMPARE(changed[1][0].value<QList<qint64>>(), QList<qint64>({foreign}));
}

void JournalProcessesTest::removalsOfAnotherConnectionAreTold()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    const auto operation = samples::operation();
    const qint64 id = other->begin(samples::request(), operation).result().value();
    QVERIFY(other->finish(id, Outcome::Succeeded, {}, {}, {}, operation).result().has_value());
    QSignalSpy removed(journal.get(), &Journal::rowsRemoved);
    QVERIFY(other->remove({id}).result().has_value());
    QTRY_COMPARE(removed.size(), 1);
    QCOMPARE(removed.first().first().value<QList<qint64>>(), QList<qint64>({id}));
    removed.clear();
    QVERIFY(other->purge({}).result().has_value());
    QTRY_COMPARE(removed.size(), 1);
}

void JournalProcessesTest::lockFilesAreSweptAway()
{
    const auto files = [this] {
        return QDir(m_home->filePath(QStringLiteral("locks"))).entryList(QDir::Files).size();
    };
    QProcess sender;
    QVERIFY(start(sender, {QStringLiteral("attempt")}) > 0);
    QCOMPARE(files(), 1);
    sender.kill();
    QVERIFY(sender.waitForFinished());
    QCOMPARE(files(), 1);
    JournalPtr journal = open();
    QCOMPARE(files(), 1); // its own
    journal.reset();
    QCOMPARE(files(), 0);
}

// The beginning of a log with its folder, the attempt before its first byte, the outcome; and at the end the
// log is moved into the file, so that the file alone is the whole history.
void JournalProcessesTest::callCostsFewFlushes()
{
    const QString strace = QStandardPaths::findExecutable(QStringLiteral("strace"));
    if (strace.isEmpty())
        QSKIP("strace, which counts the flushes, is not installed");
    for (const int most : {11, 6, 6, 6}) { // the first one makes the history
        const QString counted = m_home->filePath(QStringLiteral("counted"));
        const QStringList arguments{QStringLiteral("-f"),
                                    QStringLiteral("-e"),
                                    QStringLiteral("trace=fdatasync,fsync"),
                                    QStringLiteral("-o"),
                                    counted,
                                    QStringLiteral(SENDER),
                                    m_home->path(),
                                    QStringLiteral("finish")};
        QProcess sender;
        sender.start(strace, arguments);
        QVERIFY(sender.waitForFinished(60'000));
        if (sender.exitCode() != 0)
            QSKIP("strace may not be used here");
        QFile file(counted);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray calls = file.readAll();
        const qsizetype flushes = calls.count("sync(");
        QVERIFY2(flushes > 1 && flushes <= most, calls.constData());
    }
}

QTEST_GUILESS_MAIN(JournalProcessesTest)
#include "tst_journalprocesses.moc"
