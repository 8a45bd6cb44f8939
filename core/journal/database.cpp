// SPDX-License-Identifier: Apache-2.0
#include "journal/database.h"

#include "base/tr.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>
#include <QUuid>

#include <algorithm>

namespace formwork::journal
{

namespace
{

// Primary result codes of SQLite.
enum Code {
    Busy = 5,
    LockedTable = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    NotADatabase = 26
};

constexpr std::chrono::seconds kPatience{5}; // with a program that holds the file
constexpr qsizetype kLargeValue =
    65'536; // bytes that a statement which waits for its next use may hold on to

std::unexpected<Error> readOnly(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("ReadOnly"),
        Tr::tr("The history %1 cannot be written, so nothing can be sent.").arg(file),
        Tr::tr("Make the file and its directory writable for your user, or choose another directory "
               "with --data-dir."));
}

std::unexpected<Error> diskFull(const QString &file)
{
    return failure(Phase::Journal, QStringLiteral("DiskFull"),
                   Tr::tr("There is no space left for the history %1, so nothing can be recorded.").arg(file),
                   Tr::tr("Make room on the disk and try again; what was recorded before is safe."));
}

bool isLarge(const QVariant &value)
{
    const int type = value.typeId();
    return (type == QMetaType::QByteArray && value.toByteArray().size() > kLargeValue)
        || (type == QMetaType::QString && value.toString().size() > kLargeValue);
}

bool hasNoRoom(const QString &file)
{
    constexpr qint64 least = 65'536; // bytes: the smallest file that SQLite makes beside the history
    const QStorageInfo disk(QFileInfo(file).path());
    return disk.isValid() && disk.bytesAvailable() < least;
}

} // namespace

std::unexpected<Error> damagedHistory(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("Damaged"),
        Tr::tr("The history %1 is damaged or is not a history of Formwork. It was left as it is.").arg(file),
        Tr::tr("Move it aside to start a new one, or put a backup in its place."));
}

std::unexpected<Error> goneHistory(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("Gone"),
        Tr::tr("The history %1 was deleted, moved or replaced while Formwork was running, so nothing can be "
               "recorded and nothing is sent.")
            .arg(file),
        Tr::tr("Put it back if you can, and start Formwork again."));
}

std::unexpected<Error> newerHistory(const QString &file)
{
    return failure(
        Phase::Journal, QStringLiteral("NewerVersion"),
        Tr::tr("The history %1 was written by a newer version of Formwork.").arg(file),
        Tr::tr("Use that version, or choose another directory with --data-dir. The file was left as it is."));
}

Database::Database(Presence presence)
    : m_file(presence.file())
    , m_connection(QStringLiteral("formwork-history-") + QUuid::createUuid().toString(QUuid::Id128))
    , m_presence(std::move(presence))
{
}

Result<std::unique_ptr<Database>> Database::open(const QString &file)
{
    std::unique_ptr<Database> database(new Database(Presence(file)));
    if (const Result<void> ready = database->prepareFile(); !ready)
        return std::unexpected(ready.error());
    database->m_presence.noteFile();
    if (const Result<void> ready = database->prepareConnection(); !ready)
        return std::unexpected(ready.error());
    return database;
}

Result<std::unique_ptr<Database>> Database::openForQuestions(const Presence &presence)
{
    std::unique_ptr<Database> database(new Database(presence));
    database->m_isWatched = true;
    if (const Result<void> there = database->beWhereItWas(); !there) // else it would be made anew
        return std::unexpected(there.error());
    if (const Result<void> ready = database->openConnection(); !ready)
        return std::unexpected(ready.error());
    if (const Result<void> ready = database->set({"PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-4000"});
        !ready)
        return std::unexpected(ready.error());
    return database;
}

Database::~Database()
{
    m_statements.reset();
    connection().close();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<void> Database::prepareFile()
{
    // SQLite gives -wal and -shm the mode of the file, so the file comes first and is ours alone.
    constexpr auto kOwner = QFile::ReadOwner | QFile::WriteOwner;
    const QFileInfo info(m_file);
    if (info.isDir() || (info.exists() && (!info.isWritable() || !info.isReadable())))
        return readOnly(m_file);
    if (!info.exists()) {
        QFile created(m_file);
        if (!created.open(QIODevice::WriteOnly | QIODevice::NewOnly, kOwner) && !QFileInfo::exists(m_file))
            return readOnly(m_file);
    }
    if (!QFileInfo(info.absolutePath()).isWritable()) // -wal and -shm stand beside it
        return readOnly(m_file);
    if (QFile::permissions(m_file)
        & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther))
        QFile::setPermissions(m_file, kOwner);
    return {};
}

Result<void> Database::openConnection() const
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    database.setDatabaseName(m_file);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=3000"));
    if (!database.isValid())
        return failure(Phase::Journal, QStringLiteral("NoDriver"),
                       Tr::tr("The Qt driver for SQLite is not installed."),
                       Tr::tr("Install the package libqt6sql6-sqlite."));
    if (!database.open())
        return failed(database.lastError());
    return {};
}

Result<void> Database::prepareConnection() const
{
    if (const Result<void> opened = openConnection(); !opened)
        return opened;
    if (const Result<void> wal = switchToWal(); !wal)
        return wal;
    return set({"PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON", "PRAGMA temp_store=MEMORY",
                "PRAGMA cache_size=-4000", "PRAGMA cell_size_check=ON"});
}

Result<void> Database::set(std::initializer_list<const char *> pragmas) const
{
    for (const char *pragma : pragmas) {
        if (const Result<Executed> done = run(QString::fromLatin1(pragma)); !done)
            return std::unexpected(done.error());
    }
    return {};
}

// SQLite refuses the switch at once, without its busy timeout, while another program makes the same switch.
// An empty write transaction does wait for that program; after it the file is in WAL mode already, or the
// switch is free. One that holds the file for good is not waited for longer than a few seconds.
Result<void> Database::switchToWal() const
{
    const QDeadlineTimer patience(kPatience);
    for (;;) {
        const Result<Executed> set = run(QStringLiteral("PRAGMA journal_mode=WAL"));
        if (set)
            return {};
        if (set.error().code != u"Locked" || patience.hasExpired())
            return std::unexpected(set.error());
        if (run(QStringLiteral("BEGIN IMMEDIATE")))
            static_cast<void>(run(QStringLiteral("COMMIT")));
    }
}

void Database::watch()
{
    m_presence.noteAll();
    m_isWatched = true;
}

Result<void> Database::beWhereItWas() const
{
    if (m_isWatched && !m_presence.isWhereItWas())
        return goneHistory(m_file);
    return {};
}

Result<QSqlQuery> Database::compiled(const QString &sql) const
{
    if (std::optional<QSqlQuery> known = m_statements->take(sql))
        return std::move(*known);
    QSqlQuery query(connection());
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return failed(query.lastError());
    return query;
}

Result<Executed> Database::run(const QString &sql, const QVariantList &values) const
{
    // In a transaction, its begin has looked, and its end will.
    if (const Result<void> there = m_isInTransaction ? Result<void>() : beWhereItWas(); !there)
        return std::unexpected(there.error());
    Result<QSqlQuery> query = compiled(sql);
    if (!query)
        return std::unexpected(query.error());
    for (const QVariant &value : values)
        query->addBindValue(value);
    if (!query->exec())
        return failed(query->lastError());
    // A pragma may do its work while it is compiled, so that it works once.
    const bool isKept =
        !sql.startsWith(u"PRAGMA") && !sql.startsWith(u"CREATE") && std::ranges::none_of(values, isLarge);
    return Executed(std::move(*query), sql, isKept ? m_statements : nullptr);
}

Result<bool> Database::next(QSqlQuery &query) const
{
    if (query.next())
        return true;
    if (query.lastError().isValid())
        return failed(query.lastError());
    return false;
}

Result<void> Database::each(const QString &sql, const QVariantList &values,
                            const std::function<void(const QSqlQuery &)> &row) const
{
    Result<Executed> query = run(sql, values);
    if (!query)
        return std::unexpected(query.error());
    for (;;) {
        const Result<bool> found = next(*query);
        if (!found)
            return std::unexpected(found.error());
        if (!*found)
            return {};
        row(*query);
    }
}

Result<qint64> Database::number(const QString &sql, const QVariantList &values) const
{
    Result<Executed> query = run(sql, values);
    if (!query)
        return std::unexpected(query.error());
    const Result<bool> found = next(*query);
    if (!found)
        return std::unexpected(found.error());
    return *found ? query->value(0).toLongLong() : 0;
}

Result<void> Database::begin(Commit commit) const
{
    if (commit != m_commit) {
        const bool isDurable = commit == Commit::Durable;
        const Result<Executed> set = run(isDurable ? QStringLiteral("PRAGMA synchronous=FULL")
                                                   : QStringLiteral("PRAGMA synchronous=NORMAL"));
        if (!set)
            return std::unexpected(set.error());
        m_commit = commit;
    }
    if (const Result<Executed> begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
        return std::unexpected(begun.error());
    m_isInTransaction = true;
    return {};
}

Result<void> Database::commit() const
{
    if (const Result<void> done = ended({}); !done)
        return done;
    return beWhereItWas(); // what was written to a file that is gone is written nowhere
}

// SQLite may have done so on its own; then this fails and nothing is amiss.
void Database::rollBack() const
{
    m_isInTransaction = false;
    QSqlQuery(connection()).exec(QStringLiteral("ROLLBACK"));
}

Result<void> Database::transaction(const std::function<Result<void>()> &work, Commit commit) const
{
    if (const Result<void> begun = begin(commit); !begun)
        return begun;
    if (const Result<void> done = work(); !done) {
        rollBack();
        return done;
    }
    return this->commit();
}

Result<void> Database::snapshot(const std::function<Result<void>()> &work) const
{
    if (const Result<Executed> begun = run(QStringLiteral("BEGIN")); !begun)
        return std::unexpected(begun.error());
    return ended(work());
}

Result<void> Database::ended(const Result<void> &work) const
{
    Result<void> done = work;
    m_isInTransaction = false;
    if (done) {
        if (const Result<Executed> committed = run(QStringLiteral("COMMIT")); !committed)
            done = std::unexpected(committed.error());
    }
    if (!done)
        rollBack();
    return done;
}

std::unexpected<Error> Database::failed(const QSqlError &error) const
{
    switch (error.nativeErrorCode().toInt() & 0xff) {
    case Busy:
    case LockedTable:
        return failure(
            Phase::Journal, QStringLiteral("Locked"),
            Tr::tr("The history %1 is locked by another program.").arg(m_file),
            Tr::tr("Close the program that holds it, a backup or a database browser for instance, and "
                   "try again."));
    case ReadOnly:
    case CannotOpen:
        return readOnly(m_file);
    case Corrupt:
    case NotADatabase:
        return damagedHistory(m_file);
    case Full:
        return diskFull(m_file);
    case IoError: // on a full disk the files beside the history cannot be made, which SQLite calls so
        if (hasNoRoom(m_file))
            return diskFull(m_file);
        return failure(Phase::Journal, QStringLiteral("IoError"),
                       Tr::tr("The disk refused to read or write the history %1.").arg(m_file),
                       Tr::tr("Check the disk, then try again."));
    default:
        return failure(Phase::Journal, QStringLiteral("Failed"),
                       Tr::tr("The history %1 could not be used: %2.").arg(m_file, error.databaseText()),
                       Tr::tr("Try again; if it stays so, move the file aside."));
    }
}

} // namespace formwork::journal
