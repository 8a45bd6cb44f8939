// SPDX-License-Identifier: Apache-2.0
#include "core/journal/powercut.h"
#include "core/journal/samples.h"

#include <QDir>
#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace formwork;
using namespace formwork::journal;
using powercut::Unsynced;

// The power fails after any write into the history's files. What was answered as written before is there, and
// nothing stands as being sent.
class PowerCutTest : public QObject, private samples::History
{
    Q_OBJECT

private:
    // What the journal has answered, from which event on.
    struct Promises {
        std::map<qint64, size_t> begun; // attempts: before the first byte
        std::map<qint64, std::pair<size_t, Outcome>> finished;
        std::map<qint64, size_t> settled;
        std::map<qint64, Outcome> asked; // the last word, promised or under way
        size_t batchReady = 0;
        qint64 batch = 0;
        size_t batchRow = 0; // a row of it that was begun
    };
    static constexpr qint64 kBatchRows = 40;

    static Outcome outcomeOf(qint64 n)
    {
        return n % 5 == 0 ? Outcome::Rejected : n % 5 == 1 ? Outcome::Unknown : Outcome::Succeeded;
    }

    void sendOne(Journal &journal, Promises &promises, qint64 n)
    {
        const qint64 id = journal.begin(samples::request(), m_operation).result().value();
        const qint64 attempt = journal.beginAttempt(id).result().value();
        promises.begun[id] = powercut::count();
        const Outcome outcome = outcomeOf(n);
        promises.asked[id] = outcome;
        if (n % 7 == 6)
            return; // its sender ends in the middle
        journal.finishAttempt(samples::answered(attempt, outcome, m_clock->nowUtc()));
        std::optional<Error> error;
        if (outcome != Outcome::Succeeded)
            error = Error{Phase::Service, QStringLiteral("No"), {}, {}};
        static_cast<void>(journal.finish(id, outcome, error, {}, QCborMap(), m_operation).result());
        promises.finished[id] = {powercut::count(), outcome};
        if (outcome == Outcome::Unknown && n % 2 == 0) {
            Settlement settlement;
            settlement.verdict = Settled::Happened;
            if (journal.settle(*journal.record(id), settlement).result())
                promises.settled[id] = powercut::count();
        }
    }

    void beginBatch(Journal &journal, Promises &promises)
    {
        NewBatch batch;
        batch.where = samples::request();
        batch.digest = "digest";
        promises.batch = journal.beginBatch(batch).result().value();
        QList<NewBatchRow> rows;
        for (qint64 row = 1; row <= kBatchRows; ++row)
            rows.append({row, row, samples::input(), QStringLiteral("token-%1").arg(row), {}, 0});
        QVERIFY(
            journal.addToBatch(promises.batch, rows, m_operation, QStringLiteral("ClientToken")).result());
        QVERIFY(journal.batchIsReady(promises.batch).result());
        promises.batchReady = powercut::count();
        NewRequest request = samples::request();
        request.batch = promises.batch;
        request.batchRow = 7;
        const qint64 id = journal.begin(request, m_operation).result().value();
        QVERIFY(journal.beginAttempt(id).result());
        promises.batchRow = powercut::count();
    }

    // Work of all kinds, the log begun anew on the way, and the program ended and started again.
    Promises work()
    {
        Promises promises;
        powercut::record(m_home->path());
        for (int run = 0; run < 3; ++run) {
            const JournalPtr journal = open();
            if (run == 1)
                beginBatch(*journal, promises);
            for (qint64 n = 0; n < (run == 1 ? 90 : 12); ++n)
                sendOne(*journal, promises, n);
        }
        powercut::record({});
        return promises;
    }

    [[nodiscard]] QString check(const Journal &journal, const Promises &promises, size_t cut) const
    {
        for (const auto &[id, since] : promises.begun) {
            if (since > cut)
                continue;
            const Result<Record> row = journal.record(id);
            if (!row || row->attempts < 1 || journal.attempts(id)->isEmpty())
                return QStringLiteral("the attempt of row %1 is not there").arg(id);
            if (row->outcome == Outcome::Sending)
                return QStringLiteral("row %1 stands as being sent").arg(id);
            if (row->outcome != Outcome::Unknown && row->outcome != promises.asked.at(id))
                return QStringLiteral("row %1 says what nobody said").arg(id);
            if (!journal.openInput(id))
                return QStringLiteral("the input of row %1 is not there").arg(id);
        }
        for (const auto &[id, promise] : promises.finished) {
            if (promise.first <= cut && journal.record(id)->outcome != promise.second)
                return QStringLiteral("the outcome of row %1 is not there").arg(id);
        }
        for (const auto &[id, since] : promises.settled) {
            if (since <= cut && !journal.record(id)->isSettled())
                return QStringLiteral("what was found out of row %1 is not there").arg(id);
        }
        if (promises.batchReady > cut)
            return {};
        const Result<Batch> batch = journal.batch(promises.batch);
        if (!batch || batch->counts.rows != kBatchRows || !journal.openBatchInput(promises.batch, 3))
            return QStringLiteral("the batch is not whole");
        const bool isRowGone = promises.batchRow <= cut && batch->counts.waiting != kBatchRows - 1;
        return isRowGone ? QStringLiteral("the batch's row is not begun") : QString();
    }

    // The history as it is after the cut, opened.
    [[nodiscard]] QString after(const std::vector<powercut::Event> &events, const Promises &promises,
                                size_t cut, Unsynced unsynced, QRandomGenerator &random)
    {
        const QMap<QString, QByteArray> files = powercut::filesAt(events, cut, unsynced, random);
        QTemporaryDir left(samples::fastFolder());
        QDir().mkpath(left.filePath(QStringLiteral("locks")));
        for (auto file = files.cbegin(); file != files.cend(); ++file) {
            QFile out(left.filePath(file.key()));
            if (!out.open(QIODevice::WriteOnly) || out.write(file.value()) != file.value().size())
                return QStringLiteral("a file cannot be written");
            // Before this computer started.
            out.flush();
            out.setFileTime(QDateTime(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC),
                            QFileDevice::FileModificationTime);
        }
        const Result<JournalPtr> journal = Journal::open(left.filePath(QStringLiteral("history.sqlite")),
                                                         left.filePath(QStringLiteral("locks")), m_clock,
                                                         std::make_shared<Sealer>(samples::key()));
        if (!journal) // of a file that was not there yet nothing was promised
            return promises.begun.begin()->second > cut ? QString() : journal.error().sentence();
        const Result<void> whole = (*journal)->examine();
        return whole ? check(**journal, promises, cut) : whole.error().sentence();
    }

private Q_SLOTS:
    void init() { startAnew(samples::fastFolder()); }

    void everythingAnsweredIsThere()
    {
        const Promises promises = work();
        const std::vector<powercut::Event> events = powercut::recorded();
        const auto isSync = [](const powercut::Event &event) {
            return event.kind == powercut::Event::Kind::Sync;
        };
        const auto syncs = std::ranges::count_if(events, isSync);
        QVERIFY2(syncs > 200, "the writes are not seen: nothing is tested");
        const bool isCheckpointed = std::ranges::any_of(events, [](const powercut::Event &event) {
            return event.file == u"history.sqlite" && event.kind == powercut::Event::Kind::Write
                && event.at > 8192;
        });
        QVERIFY(isCheckpointed);

        // Around every promise, and anywhere.
        QRandomGenerator random(20261127);
        std::set<size_t> cuts{events.size()};
        for (const auto &[id, since] : promises.begun) {
            if (id % 8 == 0)
                cuts.insert({since, since + 1});
        }
        for (const auto &[id, promise] : promises.finished) {
            if (id % 8 == 1)
                cuts.insert(promise.first);
        }
        for (int i = 0; i < 60; ++i)
            cuts.insert(size_t(random.bounded(qint64(events.size()))));
        for (const size_t cut : cuts) {
            for (const Unsynced unsynced : {Unsynced::Lost, Unsynced::Kept, Unsynced::Some}) {
                const QString wrong = after(events, promises, cut, unsynced, random);
                QVERIFY2(wrong.isEmpty(),
                         qPrintable(QStringLiteral("cut after event %1 of %2, variant %3: %4")
                                        .arg(cut)
                                        .arg(events.size())
                                        .arg(int(unsynced))
                                        .arg(wrong)));
            }
        }
    }

    // A history that does not wait for the disk would lose what it answered: the cut shows it.
    void theCutIsReal()
    {
        const Promises promises = work();
        std::vector<powercut::Event> events = powercut::recorded();
        std::erase_if(events, [](const powercut::Event &event) {
            return event.kind == powercut::Event::Kind::Sync
                && event.file.endsWith(QLatin1StringView("-wal"));
        });
        QRandomGenerator random(1);
        QVERIFY(!after(events, promises, events.size() / 2, Unsynced::Lost, random).isEmpty());
    }
};

QTEST_GUILESS_MAIN(PowerCutTest)
#include "tst_powercut.moc"
