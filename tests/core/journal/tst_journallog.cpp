// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace formwork;
using namespace formwork::journal;

// What is left of a history whose program ended without closing it: whole, or damaged and said to be.
class JournalLogTest : public QObject, private samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void whatAKilledProgramLeavesIsRead_data();
    void whatAKilledProgramLeavesIsRead();
    void damageIsTold_data();
    void damageIsTold();
    void emptiedFileIsNoNewHistory();
    void emptyFileWithoutAPastIsANewHistory();
    void whatIsInUseIsNotLookedAt();
    void fileAloneIsTheWholeHistory();
    void whatIsDeletedForGoodIsInNoLog();

private:
    [[nodiscard]] QString left(const char *suffix = "") const
    {
        return m_home->filePath(QStringLiteral("left/history.sqlite") + QLatin1String(suffix));
    }
    [[nodiscard]] Result<JournalPtr> openLeft() const
    {
        return Journal::open(left(), m_home->filePath(QStringLiteral("left/locks")), m_clock,
                             std::make_shared<Sealer>(samples::key()));
    }
};

namespace
{

constexpr qsizetype kFrame = 24 + 4096;
using Damage = void (*)(QFile &log);

void flip(QFile &file, qsizetype at)
{
    file.seek(at);
    const char byte = file.read(1).at(0);
    file.seek(at);
    file.write(QByteArray(1, static_cast<char>(~byte)));
}

qsizetype framesOf(const QFile &log) { return (log.size() - 32) / kFrame; }

} // namespace

// The files as they are while the program is at work: five requests, all of them in the log alone.
void JournalLogTest::init()
{
    startAnew();
    const JournalPtr journal = open();
    for (int n = 0; n < 5; ++n)
        add(*journal, QStringLiteral("Finance %1").arg(n));
    QVERIFY(QDir().mkpath(m_home->filePath(QStringLiteral("left/locks"))));
    for (const char *suffix : {"", "-wal", "-shm"})
        QVERIFY(QFile::copy(m_home->filePath(QStringLiteral("history.sqlite") + QLatin1String(suffix)),
                            left(suffix)));
}

void JournalLogTest::whatAKilledProgramLeavesIsRead_data()
{
    QTest::addColumn<Damage>("happened");
    QTest::newRow("nothing more") << Damage([](QFile &) { });
    QTest::newRow("half a frame") << Damage(
        [](QFile &log) { log.seek(log.size()), log.write(QByteArray(kFrame / 2, 'x')); });
    QTest::newRow("frames of a transaction without its end") << Damage([](QFile &log) {
        log.seek(32);
        QByteArray frame = log.read(kFrame);
        frame.replace(4, 4, QByteArray(4, '\0'));
        log.seek(log.size());
        log.write(frame + frame);
    });
    QTest::newRow("frames of an earlier use of the log") << Damage([](QFile &log) {
        log.seek(log.size());
        for (int n = 0; n < 3; ++n)
            log.write(QByteArray(kFrame, 'o'));
    });
}

void JournalLogTest::whatAKilledProgramLeavesIsRead()
{
    QFETCH(Damage, happened);
    QFile log(left("-wal"));
    QVERIFY(log.open(QIODevice::ReadWrite));
    happened(log);
    log.close();
    const Result<JournalPtr> journal = openLeft();
    QVERIFY2(journal, journal ? "" : qPrintable(journal.error().sentence()));
    QCOMPARE(*(*journal)->count({}), 5);
}

void JournalLogTest::damageIsTold_data()
{
    QTest::addColumn<Damage>("damage");
    QTest::addColumn<bool>("isIndexLeft");
    const Damage inTheMiddle = [](QFile &log) { flip(log, 32 + framesOf(log) / 2 * kFrame + 2000); };
    for (const bool isIndexLeft : {true, false}) {
        const char *index = isIndexLeft ? "with its index" : "without";
        QTest::addRow("a byte in the middle, %s", index) << inTheMiddle << isIndexLeft;
        QTest::addRow("a byte of the head, %s", index)
            << Damage([](QFile &log) { flip(log, 17); }) << isIndexLeft;
        QTest::addRow("zeros for a head, %s", index)
            << Damage([](QFile &log) { log.write(QByteArray(32, '\0')); }) << isIndexLeft;
        QTest::addRow("another file, %s", index)
            << Damage([](QFile &log) { log.write(QByteArray("not a log at all").repeated(10)); })
            << isIndexLeft;
    }
    QTest::newRow("a byte at the end") << Damage([](QFile &log) { flip(log, log.size() - 100); }) << true;
    QTest::newRow("cut short") << Damage([](QFile &log) { log.resize(log.size() / 2); }) << true;
    QTest::newRow("emptied") << Damage([](QFile &log) { log.resize(0); }) << true;
    QTest::newRow("gone") << Damage([](QFile &log) { log.remove(); }) << true;
}

void JournalLogTest::damageIsTold()
{
    QFETCH(Damage, damage);
    QFETCH(bool, isIndexLeft);
    QFile log(left("-wal"));
    QVERIFY(log.open(QIODevice::ReadWrite));
    damage(log);
    log.close();
    if (!isIndexLeft)
        QVERIFY(QFile::remove(left("-shm")));
    const auto content = [this](const char *suffix) {
        QFile file(left(suffix));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = content("") + content("-wal");
    const Result<JournalPtr> journal = openLeft();
    QVERIFY(!journal);
    QCOMPARE(journal.error().code, QStringLiteral("Damaged"));
    QVERIFY2(journal.error().message.contains(left("-wal")), qPrintable(journal.error().message));
    QCOMPARE(content("") + content("-wal"), before);
    // The way out.
    QVERIFY(Journal::moveAside(left(), m_clock->nowUtc()));
    const Result<JournalPtr> anew = openLeft();
    QVERIFY2(anew, anew ? "" : qPrintable(anew.error().sentence()));
    QCOMPARE(*(*anew)->count({}), 0);
}

void JournalLogTest::emptiedFileIsNoNewHistory()
{
    for (const char *suffix : {"-wal", "-shm"})
        QVERIFY(QFile::remove(left(suffix)));
    QFile file(left());
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.close();
    const Result<JournalPtr> journal = openLeft();
    QVERIFY(!journal);
    QCOMPARE(journal.error().code, QStringLiteral("Damaged"));
    QVERIFY2(journal.error().message.contains(QStringLiteral("is empty")),
             qPrintable(journal.error().message));
    QCOMPARE(file.size(), 0);
}

void JournalLogTest::emptyFileWithoutAPastIsANewHistory()
{
    QVERIFY(QDir(m_home->filePath(QStringLiteral("left"))).removeRecursively());
    QVERIFY(QDir().mkpath(m_home->filePath(QStringLiteral("left"))));
    QFile file(left());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QVERIFY(openLeft());
}

void JournalLogTest::whatIsInUseIsNotLookedAt()
{
    const JournalPtr journal = open();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const JournalPtr other = open(); // the log is being written
    QCOMPARE(other->record(id)->outcome, Outcome::Sending);
}

// Who keeps a copy of it copies one file.
void JournalLogTest::fileAloneIsTheWholeHistory()
{
    JournalPtr journal = open(QStringLiteral("own.sqlite"));
    add(*journal, QStringLiteral("Finance"));
    journal.reset();
    QVERIFY(QFile::copy(m_home->filePath(QStringLiteral("own.sqlite")),
                        m_home->filePath(QStringLiteral("copy.sqlite"))));
    QCOMPARE(*open(QStringLiteral("copy.sqlite"))->count({}), 1);
}

void JournalLogTest::whatIsDeletedForGoodIsInNoLog()
{
    JournalPtr journal = open(QStringLiteral("own.sqlite"));
    const qint64 id = add(*journal, QStringLiteral("Quartzmine"));
    QVERIFY(journal->remove({id}).result().has_value());
    QVERIFY(journal->purge({}).result().has_value());
    journal.reset();
    for (const char *suffix : {"", "-wal"}) {
        QFile file(m_home->filePath(QStringLiteral("own.sqlite") + QLatin1String(suffix)));
        QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("Quartzmine"));
    }
}

QTEST_GUILESS_MAIN(JournalLogTest)
#include "tst_journallog.moc"
