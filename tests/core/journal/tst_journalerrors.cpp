// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"
#include "journal/database.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

#include <sys/resource.h>
#include <unistd.h>

using namespace formwork;
using namespace formwork::journal;

namespace
{

// SQL from outside, as a backup program or a newer version would run it.
class Outside
{
public:
    explicit Outside(const QString &file)
    {
        QSqlDatabase database =
            QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("outside"));
        database.setDatabaseName(file);
        database.open();
    }
    ~Outside()
    {
        QSqlDatabase::database(QStringLiteral("outside"), false).close();
        QSqlDatabase::removeDatabase(QStringLiteral("outside"));
    }
    static bool run(const char *sql)
    {
        return QSqlQuery(QSqlDatabase::database(QStringLiteral("outside"), false))
            .exec(QString::fromLatin1(sql));
    }
};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

// As long as it lives, no file grows beyond the size that one has.
class NoRoom
{
public:
    explicit NoRoom(const QString &file)
        : m_signal(::signal(SIGXFSZ, SIG_IGN))
    {
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(QFileInfo(file).size());
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~NoRoom()
    {
        ::setrlimit(RLIMIT_FSIZE, &m_before);
        ::signal(SIGXFSZ, m_signal);
    }
    Q_DISABLE_COPY_MOVE(NoRoom)

private:
    rlimit m_before{};
    void (*m_signal)(int);
};

} // namespace

class JournalErrorsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void damagedFileIsKept_data();
    void damagedFileIsKept();
    void movedAsideStartsAnew();
    void damageInTheMiddleIsTold();
    void newerVersionIsLeftAlone();
    void otherDatabaseIsLeftAlone();
    void lockedByAnotherProgram();
    void readOnlyDirectory();
    void directoryInItsPlace();
    void fullDiskIsTold();
    void openedOnAFullDisk();
    void refusingDiskLosesNothing();
    void outcomeFollowsWhenThereIsRoomAgain();
    void wrongKeyIsTold();

private:
    Result<JournalPtr> open(const QByteArray &key = samples::key()) const;

    std::unique_ptr<QTemporaryDir> m_home;
    QString m_file;
    std::shared_ptr<const model::Operation> m_operation = samples::operation();
};

void JournalErrorsTest::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    m_file = m_home->filePath(QStringLiteral("history.sqlite"));
}

Result<JournalPtr> JournalErrorsTest::open(const QByteArray &key) const
{
    return Journal::open(m_file, m_home->filePath(QStringLiteral("locks")), std::make_shared<SystemClock>(),
                         std::make_shared<Sealer>(key));
}

void JournalErrorsTest::damagedFileIsKept_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("text")
        << QByteArray("this is no database, but long enough to look like a file of some kind").repeated(100);
    QTest::newRow("right beginning, then nonsense")
        << QByteArray("SQLite format 3\0", 16) + QByteArray(8000, 'x');
}

void JournalErrorsTest::damagedFileIsKept()
{
    QFETCH(QByteArray, bytes);
    write(m_file, bytes);
    const Result<JournalPtr> journal = open();
    QVERIFY(!journal.has_value());
    QCOMPARE(journal.error().code, QStringLiteral("Damaged"));
    QCOMPARE(journal.error().phase, Phase::Journal);
    QVERIFY(journal.error().sentence().contains(m_file));
    QVERIFY(!journal.error().advice.isEmpty());
    QCOMPARE(contentOf(m_file), bytes);
}

void JournalErrorsTest::movedAsideStartsAnew()
{
    const QByteArray bytes = QByteArray("no database at all, just some text in a file").repeated(50);
    write(m_file, bytes);
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
    const QString aside = Journal::moveAside(m_file, now).value();
    QCOMPARE(QFileInfo(aside).fileName(), QStringLiteral("history-damaged-20260102-030405.sqlite"));
    QCOMPARE(contentOf(aside), bytes);
    QVERIFY(open().has_value());
    write(m_file, bytes);
    QVERIFY(Journal::moveAside(m_file, now).value() != aside); // never over an earlier one
    QCOMPARE(Journal::moveAside(m_file, now).error().code, QStringLiteral("ReadOnly")); // nothing there
}

void JournalErrorsTest::damageInTheMiddleIsTold()
{
    {
        const JournalPtr journal = open().value();
        for (int n = 0; n < 50; ++n)
            QVERIFY(journal->begin(samples::request(), m_operation).result().has_value());
    }
    QByteArray bytes = contentOf(m_file);
    for (qsizetype at = 4096; at < bytes.size(); ++at) // all but the first page
        bytes[at] = 'x';
    write(m_file, bytes);
    const Result<JournalPtr> journal = open();
    QVERIFY(!journal.has_value());
    QCOMPARE(journal.error().code, QStringLiteral("Damaged"));
    QCOMPARE(contentOf(m_file).size(), bytes.size());
}

void JournalErrorsTest::newerVersionIsLeftAlone()
{
    open().value().reset();
    {
        const Outside outside(m_file);
        QVERIFY(Outside::run("PRAGMA user_version = 999"));
    }
    const Result<JournalPtr> journal = open();
    QVERIFY(!journal.has_value());
    QCOMPARE(journal.error().code, QStringLiteral("NewerVersion"));
    QVERIFY(journal.error().sentence().contains(m_file));
}

void JournalErrorsTest::otherDatabaseIsLeftAlone()
{
    {
        const Outside outside(m_file);
        QVERIFY(Outside::run("CREATE TABLE addresses(name TEXT)"));
    }
    QCOMPARE(open().error().code, QStringLiteral("Damaged"));
    const Outside outside(m_file);
    QVERIFY(Outside::run("SELECT name FROM addresses"));
    QVERIFY(!Outside::run("SELECT id FROM requests"));
}

void JournalErrorsTest::lockedByAnotherProgram()
{
    const JournalPtr journal = open().value();
    const Outside outside(m_file);
    QVERIFY(Outside::run("BEGIN IMMEDIATE"));
    const Result<qint64> id = journal->begin(samples::request(), m_operation).result();
    QVERIFY(!id.has_value());
    QCOMPARE(id.error().code, QStringLiteral("Locked"));
    QVERIFY(Outside::run("ROLLBACK"));
    QVERIFY(journal->begin(samples::request(), m_operation).result().has_value());
}

void JournalErrorsTest::readOnlyDirectory()
{
    if (::geteuid() == 0)
        QSKIP("root may write everywhere");
    open().value().reset();
    const QFile::Permissions before = QFile::permissions(m_home->path());
    QFile::setPermissions(m_home->path(), QFile::ReadOwner | QFile::ExeOwner);
    const Result<JournalPtr> journal = open();
    QFile::setPermissions(m_home->path(), before);
    QVERIFY(!journal.has_value());
    QCOMPARE(journal.error().code, QStringLiteral("ReadOnly"));
    QVERIFY(journal.error().sentence().contains(QStringLiteral("--data-dir")));
}

void JournalErrorsTest::directoryInItsPlace()
{
    QVERIFY(QDir().mkpath(m_file));
    QCOMPARE(open().error().code, QStringLiteral("ReadOnly"));
}

// A limit on pages stands for a full disk: SQLite answers both with SQLITE_FULL.
void JournalErrorsTest::fullDiskIsTold()
{
    const auto database = Database::open(m_file).value();
    QVERIFY(database->run(QStringLiteral("CREATE TABLE t(a)")).has_value());
    QVERIFY(database->run(QStringLiteral("PRAGMA max_page_count = 2")).has_value());
    const Result<void> written = database->transaction([&]() -> Result<void> {
        const auto inserted = database->run(QStringLiteral("INSERT INTO t VALUES(zeroblob(100000))"));
        return inserted ? Result<void>() : std::unexpected(inserted.error());
    });
    QCOMPARE(written.error().code, QStringLiteral("DiskFull"));
    QCOMPARE(database->number(QStringLiteral("SELECT count(*) FROM t")).value(), 0);
}

// A disk that is full before the history is opened: SQLite calls that an error of the disk.
void JournalErrorsTest::openedOnAFullDisk()
{
    const QTemporaryDir folder;
    const QStringList mount{QStringLiteral("-t"),      QStringLiteral("tmpfs"), QStringLiteral("-o"),
                            QStringLiteral("size=1m"), QStringLiteral("tmpfs"), folder.path()};
    if (QProcess::execute(QStringLiteral("mount"), mount) != 0)
        QSKIP("only root can mount a small disk");
    const auto unmounted =
        qScopeGuard([&folder] { QProcess::execute(QStringLiteral("umount"), {folder.path()}); });
    m_file = folder.filePath(QStringLiteral("history.sqlite"));
    {
        const JournalPtr journal = open().value();
        QVERIFY(journal->begin(samples::request(), m_operation).result().has_value());
    }
    QFile filler(folder.filePath(QStringLiteral("filler")));
    QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray block(4096, 'x');
    while (filler.write(block) == block.size()) { }
    const Result<JournalPtr> journal = open();
    const Error error =
        journal ? (*journal)->begin(samples::request(), m_operation).result().error() : journal.error();
    QCOMPARE(error.code, QStringLiteral("DiskFull"));
    QVERIFY(filler.remove());
    QCOMPARE(open().value()->count({}).value(), 1);
}

// What is too large for the limit is refused by the system, as by a disk that takes no more.
void JournalErrorsTest::refusingDiskLosesNothing()
{
    const JournalPtr journal = open().value();
    const qint64 first = journal->begin(samples::request(), m_operation).result().value();
    {
        const NoRoom noRoom(m_file + QStringLiteral("-wal"));
        NewRequest large = samples::request();
        QCborMap input = samples::input();
        input[QStringLiteral("Name")] = QString(100'000, u'x');
        large.input = input;
        const Result<qint64> id = journal->begin(large, m_operation).result();
        QVERIFY(!id.has_value());
        QCOMPARE(id.error().code, QStringLiteral("IoError"));
    }
    QCOMPARE(*journal->count({}), 1);
    QCOMPARE(journal->openInput(first)->toCbor(), QCborValue(samples::input()).toCbor());
}

void JournalErrorsTest::outcomeFollowsWhenThereIsRoomAgain()
{
    const JournalPtr journal = open().value();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    const QCborMap output{{QStringLiteral("Id"), QString(200'000, u'y')}};
    {
        const NoRoom noRoom(m_file + QStringLiteral("-wal"));
        QCOMPARE(journal->finish(id, Outcome::Succeeded, {}, {}, output, m_operation).result().error().code,
                 QStringLiteral("IoError"));
        QCOMPARE(journal->record(id)->outcome, Outcome::Sending);
    }
    QTRY_COMPARE_WITH_TIMEOUT(journal->record(id)->outcome, Outcome::Succeeded, 10'000);
    QCOMPARE(journal->record(id)->output.toMap(), output);
}

void JournalErrorsTest::wrongKeyIsTold()
{
    JournalPtr journal = open().value();
    const qint64 id = journal->begin(samples::request(), m_operation).result().value();
    QVERIFY(journal->finish(id, Outcome::Unknown, {}, {}, {}, m_operation).result().has_value());
    journal.reset();
    journal = open(QByteArray(32, 'o')).value();
    QCOMPARE(journal->openInput(id).error().code, QStringLiteral("OtherKey"));
    const RetryPlan plan = journal->retryPlan(*journal->record(id)).value();
    QCOMPARE(plan.kind, RetryPlan::Kind::NotPossible);
    QVERIFY(plan.sentence.contains(QStringLiteral("Edit as new")));
    // What is not sealed can still be read.
    QCOMPARE(journal->record(id)->request.input.toMap().value(QStringLiteral("Name")).toString(),
             QStringLiteral("Finance"));
}

QTEST_GUILESS_MAIN(JournalErrorsTest)
#include "tst_journalerrors.moc"
