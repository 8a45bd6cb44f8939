// SPDX-License-Identifier: Apache-2.0
#include "core/journal/outside.h"
#include "core/journal/samples.h"
#include "journal/export.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QThread>

using namespace formwork;
using namespace formwork::journal;
using namespace formwork::tests;

// What a history says when it cannot be believed.
class JournalTrustTest : public QObject, samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); }

    void failingQueryIsNoEmptyHistory_data();
    void failingQueryIsNoEmptyHistory();
    void randomDamageIsNeverAShorterHistory();
    void goneFileIsNoticedBeforeTheFirstByte_data();
    void goneFileIsNoticedBeforeTheFirstByte();
    void regularLookTellsOfTrouble();
    void changedInputIsNotSentAgain_data();
    void changedInputIsNotSentAgain();
    void sealedValuesStayInTheirPlace();
    void valuesSealedBeforeStillOpen();
    void severalProgramsStartAtOnce();
    void lockedInRollbackModeIsToldSoon();
    void keyNamesAreEnteredOnce();
    void exportsOneAfterAnother();

private:
    [[nodiscard]] QString file() const { return m_home->filePath(QStringLiteral("history.sqlite")); }
    qint64 addUnknown(Journal &journal) const;
};

qint64 JournalTrustTest::addUnknown(Journal &journal) const
{
    const qint64 id = journal.begin(samples::request(), m_operation).result().value();
    const qint64 attempt = journal.beginAttempt(id).result().value();
    journal.finishAttempt(samples::answered(attempt, Outcome::Unknown, m_clock->nowUtc()));
    static_cast<void>(journal.finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result());
    return id;
}

void JournalTrustTest::failingQueryIsNoEmptyHistory_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("index of the list") << QStringLiteral("DROP INDEX by_time");
    QTest::newRow("index of the menu") << QStringLiteral("DROP INDEX by_account");
    QTest::newRow("places") << QStringLiteral("DROP TABLE facets");
    QTest::newRow("words") << QStringLiteral("DROP TABLE words");
    QTest::newRow("attempts") << QStringLiteral("DROP TABLE attempts");
    QTest::newRow("documents") << QStringLiteral("DROP TABLE bodies");
}

void JournalTrustTest::failingQueryIsNoEmptyHistory()
{
    QFETCH(QString, sql);
    const JournalPtr journal = open();
    const qint64 id = add(*journal, QStringLiteral("Finance"));
    QVERIFY(runAll(file(), {sql}));
    const Filter placed{QStringLiteral("service:things"), {}};
    const Filter worded{QStringLiteral("nance"), {}};
    const auto visit = [](const Record &) -> Result<void> { return {}; };
    const Result<void> each = journal->each({}, 0, Journal::Documents::With, visit);
    const Result<Record> row = journal->record(id);
    int failed = 0;
    const auto isRight = [&failed](const auto &answer, const auto &expected) {
        failed += answer ? 0 : 1;
        return !answer || *answer == expected; // the truth, or an error
    };
    QVERIFY(isRight(journal->ids({}), QList<qint64>{id}));
    QVERIFY(isRight(journal->ids(placed), QList<qint64>{id}));
    QVERIFY(isRight(journal->ids(worded), QList<qint64>{id}));
    QVERIFY(isRight(journal->count({}), 1));
    QVERIFY(isRight(journal->count(placed), 1));
    QVERIFY(isRight(journal->accounts(), QStringList{QStringLiteral("acme-production")}));
    QVERIFY(isRight(journal->passing(placed, {id}), QList<qint64>{id}));
    const Result<QList<Attempt>> attempts = journal->attempts(id);
    QVERIFY(!attempts || attempts->size() == 1);
    const Result<QList<Record>> page = journal->page({}, 0, 10);
    QVERIFY(!page || page->size() == 1);
    failed += int(!attempts) + int(!page) + int(!each) + int(!row);
    QVERIFY2(failed > 0, qPrintable(QString::number(failed)));
    if (row) {
        const Result<RetryPlan> plan = journal->retryPlan(*row);
        QVERIFY(!plan || plan->kind == RetryPlan::Kind::NotPossible);
    }
}

void JournalTrustTest::randomDamageIsNeverAShorterHistory()
{
    constexpr int kRows = 60;
    {
        const JournalPtr journal = open();
        for (int n = 0; n < kRows; ++n)
            add(*journal, QStringLiteral("thing-%1").arg(n));
    }
    QFile whole(file());
    QVERIFY(whole.open(QIODevice::ReadOnly));
    const QByteArray bytes = whole.readAll();
    QRandomGenerator random(7);
    int noticed = 0;
    for (int n = 0; n < 150; ++n) {
        QByteArray damaged = bytes;
        const int kind = n % 3;
        const qsizetype at = random.bounded(4096, int(bytes.size()));
        if (kind == 2)
            damaged.truncate(at);
        for (qsizetype i = at; i < qMin(damaged.size(), at + (kind == 0 ? 4 : 700)); ++i)
            damaged[i] = static_cast<char>(random.bounded(256));
        const QString name = QStringLiteral("damaged-%1.sqlite").arg(n);
        QFile copy(m_home->filePath(name));
        QVERIFY(copy.open(QIODevice::WriteOnly));
        copy.write(damaged);
        copy.close();
        const Result<JournalPtr> journal =
            Journal::open(m_home->filePath(name), m_home->filePath(QStringLiteral("locks")), m_clock,
                          std::make_shared<Sealer>(samples::key()));
        const Result<QList<qint64>> ids =
            journal && (*journal)->examine() ? (*journal)->ids({}) : Result<QList<qint64>>(QList<qint64>());
        if (!journal || !(*journal)->examine() || !ids)
            ++noticed;
        else
            QVERIFY2(ids->size() == kRows, qPrintable(QStringLiteral("%1: %2").arg(n).arg(ids->size())));
    }
    QVERIFY(noticed > 0);
}

void JournalTrustTest::goneFileIsNoticedBeforeTheFirstByte_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"folder", "file", "replaced", "log", "locks"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

void JournalTrustTest::goneFileIsNoticedBeforeTheFirstByte()
{
    QFETCH(QString, what);
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const Record unknown = journal->record(addUnknown(*journal)).value();
    if (what == u"folder")
        QVERIFY(QDir(m_home->path()).removeRecursively());
    if (what == u"file")
        QVERIFY(QFile::remove(file()));
    if (what == u"replaced") {
        QVERIFY(QFile::rename(file(), file() + QStringLiteral(".old")));
        QVERIFY(QFile::copy(file() + QStringLiteral(".old"), file()));
    }
    if (what == u"log")
        QVERIFY(QFile::remove(file() + QStringLiteral("-wal")));
    if (what == u"locks")
        QVERIFY(QDir(m_home->filePath(QStringLiteral("locks"))).removeRecursively());
    const Result<qint64> begun = journal->begin(samples::request(), m_operation).result();
    QVERIFY(!begun);
    QCOMPARE(begun.error().code, QStringLiteral("Gone"));
    QVERIFY(begun.error().sentence().contains(QStringLiteral("nothing is sent")));
    QCOMPARE(journal->beginAttempt(id).result().error().code, QStringLiteral("Gone"));
    QCOMPARE(journal->claim(unknown).result().error().code, QStringLiteral("Gone"));
    if (what != u"locks")
        QCOMPARE(journal->ids({}).error().code, QStringLiteral("Gone"));
}

void JournalTrustTest::regularLookTellsOfTrouble()
{
    const JournalPtr journal = open();
    QSignalSpy spy(journal.get(), &Journal::troubled);
    QVERIFY(QFile::rename(file(), file() + QStringLiteral(".away")));
    QTRY_COMPARE(spy.size(), 1);
    QVERIFY(spy[0][0].toString().contains(file()));
    QVERIFY(QFile::rename(file() + QStringLiteral(".away"), file())); // the very file is back
    QTRY_COMPARE(spy.size(), 2);
    QCOMPARE(spy[1][0].toString(), QString());
    QVERIFY(journal->begin(samples::request(), m_operation).result().has_value());
}

void JournalTrustTest::changedInputIsNotSentAgain_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<bool>("isUnchanged");
    QTest::newRow("nothing") << QString() << true;
    QTest::newRow("a value") << QStringLiteral(
        "UPDATE bodies SET input = CAST(replace(CAST(hex(input) AS TEXT), "
        "hex('Finance'), hex('Finbnce')) AS BLOB)")
                             << false;
    QTest::newRow("the token") << QStringLiteral("UPDATE requests SET client_token = "
                                                 "'0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f12'")
                               << false;
    QTest::newRow("the digest") << QStringLiteral("UPDATE requests SET digest = zeroblob(32)") << false;
}

void JournalTrustTest::changedInputIsNotSentAgain()
{
    QFETCH(QString, sql);
    QFETCH(bool, isUnchanged);
    const JournalPtr journal = open();
    const qint64 id = addUnknown(*journal);
    if (sql.contains(u"hex(")) { // SQLite of this age has no unhex
        outside(file(), [](QSqlDatabase &database) {
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral("SELECT input FROM bodies")) && query.next());
            QByteArray input = query.value(0).toByteArray();
            query.finish();
            input.replace("Finance", "Finbnce");
            query.prepare(QStringLiteral("UPDATE bodies SET input = ?"));
            query.addBindValue(input);
            QVERIFY(query.exec());
        });
    } else if (!sql.isEmpty()) {
        QVERIFY(runAll(file(), {sql}));
    }
    const RetryPlan plan = journal->retryPlan(*journal->record(id)).value();
    QCOMPARE(plan.kind == RetryPlan::Kind::Safe, isUnchanged);
    if (!isUnchanged) {
        QCOMPARE(plan.kind, RetryPlan::Kind::NotPossible);
        QVERIFY(plan.sentence.contains(QStringLiteral("changed from outside")));
    }
}

void JournalTrustTest::sealedValuesStayInTheirPlace()
{
    const JournalPtr journal = open();
    const qint64 first = addUnknown(*journal);
    const qint64 second = addUnknown(*journal);
    QCOMPARE(journal->openInput(first)->toCbor(), QCborValue(samples::input()).toCbor());
    QVERIFY(runAll(file(),
                   {QStringLiteral("UPDATE bodies SET input = (SELECT input FROM bodies WHERE request = %1) "
                                   "WHERE request = %2")
                        .arg(first)
                        .arg(second)}));
    QCOMPARE(journal->openInput(second).error().code, QStringLiteral("SealDamaged"));
    QCOMPARE(journal->retryPlan(*journal->record(second))->kind, RetryPlan::Kind::NotPossible);
    QVERIFY(journal->openInput(first).has_value());
}

void JournalTrustTest::valuesSealedBeforeStillOpen()
{
    const JournalPtr journal = open();
    const qint64 id = addUnknown(*journal);
    const Sealer sealer(samples::key());
    const auto sealedBefore = [&sealer](const char *text) {
        return QCborValue(QCborTag{0x46575331}, sealer.seal(QCborValue(QString::fromLatin1(text)).toCbor()));
    };
    QCborMap input = samples::input();
    input[QStringLiteral("Password")] = sealedBefore("canary-secret-0001");
    QCborMap settings = input.value(QStringLiteral("Settings")).toMap();
    settings[QStringLiteral("Key")] = sealedBefore("canary-secret-0002");
    input[QStringLiteral("Settings")] = settings;
    outside(file(), [&](QSqlDatabase &database) {
        QSqlQuery query(database);
        query.prepare(QStringLiteral("UPDATE bodies SET input = ?"));
        query.addBindValue(QCborValue(input).toCbor());
        QVERIFY(query.exec());
    });
    QCOMPARE(journal->openInput(id)->toCbor(), QCborValue(samples::input()).toCbor());
    QCOMPARE(journal->retryPlan(*journal->record(id))->kind, RetryPlan::Kind::Safe);
}

void JournalTrustTest::severalProgramsStartAtOnce()
{
    for (int round = 0; round < 6; ++round) {
        const QString folder = m_home->filePath(QString::number(round));
        QVERIFY(QDir().mkpath(folder));
        QStringList errors(6);
        QList<QThread *> threads;
        for (QString &error : errors) {
            threads.append(QThread::create([&error, folder] {
                const Result<JournalPtr> journal = Journal::open(
                    folder + QStringLiteral("/history.sqlite"), folder + QStringLiteral("/locks"),
                    std::make_shared<SystemClock>(), std::make_shared<Sealer>(samples::key()));
                error = journal ? QString() : journal.error().sentence();
            }));
        }
        for (QThread *thread : threads)
            thread->start();
        for (QThread *thread : threads)
            thread->wait();
        qDeleteAll(threads);
        QCOMPARE(errors.join(QString()), QString());
    }
}

void JournalTrustTest::lockedInRollbackModeIsToldSoon()
{
    open().reset();
    outside(file(), [this](QSqlDatabase &database) {
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("PRAGMA journal_mode = DELETE")));
        query.finish();
        QVERIFY(query.exec(QStringLiteral("BEGIN EXCLUSIVE")));
        QElapsedTimer timer;
        timer.start();
        const Result<JournalPtr> journal = Journal::open(file(), m_home->filePath(QStringLiteral("locks")),
                                                         m_clock, std::make_shared<Sealer>(samples::key()));
        QVERIFY(!journal);
        QCOMPARE(journal.error().code, QStringLiteral("Locked"));
        QVERIFY2(timer.elapsed() < 15'000, qPrintable(QString::number(timer.elapsed())));
    });
    QVERIFY(open() != nullptr);
}

void JournalTrustTest::keyNamesAreEnteredOnce()
{
    const JournalPtr journal = open();
    const JournalPtr other = open();
    QVERIFY(journal->keyNames()->isEmpty());
    QCOMPARE(*journal->enterKeyName(QStringLiteral("a"), {}).result(), QStringLiteral("a"));
    QCOMPARE(*other->enterKeyName(QStringLiteral("b"), {}).result(), QStringLiteral("a")); // it was slower
    QCOMPARE(*other->enterKeyName(QStringLiteral("b"), {QStringLiteral("a")}).result(), QStringLiteral("b"));
    QCOMPARE(*journal->keyNames(), QStringList({QStringLiteral("b"), QStringLiteral("a")}));
}

void JournalTrustTest::exportsOneAfterAnother()
{
    const JournalPtr journal = open();
    QList<Record> records;
    for (int n = 0; n < 3; ++n)
        records.prepend(journal->record(add(*journal, QStringLiteral("thing\n%1").arg(n))).value());
    QByteArray text;
    Exporter exporter(Exporter::Format::Json, [&text](const QByteArray &piece) -> Result<void> {
        text += piece;
        return {};
    });
    QVERIFY(
        journal->each({}, 0, Journal::Documents::With, [&](const Record &row) { return exporter.add(row); }));
    QVERIFY(exporter.finish());
    QCOMPARE(text, toJson(records));
    QVERIFY(text.contains("Finance") == false && text.contains("\"input\""));
    QVERIFY(!text.contains("canary"));
    int seen = 0;
    const Result<void> stopped =
        journal->each({}, 2, Journal::Documents::Without, [&](const Record &) -> Result<void> {
            ++seen;
            return {};
        });
    QVERIFY(stopped);
    QCOMPARE(seen, 2);
}

QTEST_GUILESS_MAIN(JournalTrustTest)
#include "tst_journaltrust.moc"
