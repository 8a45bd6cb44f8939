// SPDX-License-Identifier: Apache-2.0
#include "practice/ledger.h"

#include "base/tr.h"

#include <QFile>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QUuid>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kVersion = 4;

const auto kCountMarks =
    QStringLiteral("SELECT COUNT(*) FROM marks WHERE operation = ? AND rule = ? AND place = ? "
                   "AND within = ? AND key = ?");

constexpr size_t kMostStatements = 96; // those of a list of values have texts without end
constexpr qsizetype kLargeValue = 65'536; // bytes that a compiled statement may hold on to

bool isLarge(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray && value.toByteArray().size() > kLargeValue;
}

} // namespace

Ledger::Ledger(QString file)
    : m_file(std::move(file))
    , m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

// A call to the practice account should not pay for moving the log into the file: while another connection
// that only reads stands there, SQLite leaves it to the next one. A log that has grown is moved.
Ledger::~Ledger()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    constexpr qint64 kLongLog = qint64(2) * 1024 * 1024;
    const bool isShort = QFileInfo(m_file + QStringLiteral("-wal")).size() <= kLongLog;
    const QString held = isShort ? m_connection + QStringLiteral("-held") : QString();
    if (isShort) {
        QSqlDatabase reading = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), held);
        reading.setDatabaseName(m_file);
        reading.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY"));
        if (reading.open())
            QSqlQuery(reading).exec(QStringLiteral("SELECT COUNT(*) FROM sqlite_master"));
    }
    close();
    QSqlDatabase::removeDatabase(m_connection);
    if (isShort)
        QSqlDatabase::removeDatabase(held);
}

void Ledger::close()
{
    m_statements.clear();
    QSqlDatabase::database(m_connection, false).close();
}

bool Ledger::isOpen() const
{
    return QSqlDatabase::contains(m_connection) && QSqlDatabase::database(m_connection, false).isOpen();
}

std::unexpected<Error> Ledger::trouble(const QString &detail) const
{
    return failure(
        Phase::Local, QStringLiteral("PracticeFile"),
        Tr::tr("The practice account cannot use its file %1: %2.").arg(m_file, detail),
        Tr::tr("Check the folder and the space left, or delete the file to begin a new practice account."));
}

Result<void> Ledger::open()
{
    if (isOpen())
        return {};
    QFile file(m_file);
    if (!file.open(QIODevice::ReadWrite | QIODevice::Append)) // SQLite gives its side files the same mode
        return trouble(file.errorString());
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.close();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
        database.setDatabaseName(m_file);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=2000"));
        if (!database.open())
            return trouble(database.lastError().databaseText());
    }
    Result<void> prepared = prepareTables();
    if (!prepared)
        close();
    return prepared;
}

Result<void> Ledger::prepareTables()
{
    const int version = count(QStringLiteral("PRAGMA user_version"), {});
    if (version > kVersion)
        return trouble(Tr::tr("it was written by a newer version of Formwork"));
    const QString whileInUse = QStringLiteral("PRAGMA synchronous = %1")
                                   .arg(m_isDurable ? QStringLiteral("FULL") : QStringLiteral("NORMAL"));
    const QStringList statements{
        QStringLiteral("PRAGMA synchronous = OFF"), // nothing is in it yet
        QStringLiteral("PRAGMA journal_mode = WAL"),
        QStringLiteral(
            "CREATE TABLE IF NOT EXISTS resources (id INTEGER PRIMARY KEY, operation TEXT NOT NULL, "
            "region TEXT NOT NULL, created INTEGER NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS resources_of ON resources (operation, region)"),
        QStringLiteral(
            "CREATE TABLE IF NOT EXISTS marks (resource INTEGER NOT NULL, operation TEXT NOT NULL, "
            "rule TEXT NOT NULL, place TEXT NOT NULL, within TEXT NOT NULL, key TEXT NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS marks_of ON marks (operation, rule, place, within, key)"),
        QStringLiteral(
            "CREATE TABLE IF NOT EXISTS tokens (operation TEXT NOT NULL, region TEXT NOT NULL, "
            "token TEXT NOT NULL, digest TEXT NOT NULL, output BLOB NOT NULL, created INTEGER NOT NULL, "
            "PRIMARY KEY (operation, region, token)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS things (id INTEGER PRIMARY KEY, service TEXT NOT NULL, "
                       "kind TEXT NOT NULL, region TEXT NOT NULL, name TEXT NOT NULL, "
                       "created INTEGER NOT NULL, data BLOB NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS things_of ON things (service, kind, region, name)"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS handles (value TEXT NOT NULL, thing INTEGER NOT NULL, "
                       "PRIMARY KEY (value, thing)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS bodies (thing INTEGER PRIMARY KEY, data BLOB NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS handles_of ON handles (thing)"),
        QStringLiteral("CREATE TABLE IF NOT EXISTS events (id INTEGER PRIMARY KEY, region TEXT NOT NULL, "
                       "time INTEGER NOT NULL, data BLOB NOT NULL)"),
        QStringLiteral("CREATE INDEX IF NOT EXISTS events_of ON events (region, id)"),
        QStringLiteral("PRAGMA user_version = %1").arg(kVersion),
        whileInUse,
    };
    // Another process may be doing the same: what changes nothing needs no lock and is left out.
    for (const QString &statement : version == kVersion ? QStringList(whileInUse) : statements) {
        if (const Result<void> done = run(statement); !done)
            return done;
    }
    return {};
}

void Ledger::setDurable(bool durable)
{
    m_isDurable = durable;
    if (isOpen())
        (void)run(durable ? QStringLiteral("PRAGMA synchronous = FULL")
                          : QStringLiteral("PRAGMA synchronous = NORMAL"));
}

int Ledger::resourceCount() const
{
    return isOpen() ? count(QStringLiteral("SELECT COUNT(*) FROM resources"), {}) : 0;
}

Result<void> Ledger::clear()
{
    if (const Result<void> begun = begin(); !begun)
        return begun;
    for (const char16_t *table :
         {u"resources", u"marks", u"tokens", u"things", u"handles", u"bodies", u"events"}) {
        if (const Result<void> done = run(QStringLiteral("DELETE FROM %1").arg(QStringView(table))); !done) {
            rollback();
            return done;
        }
    }
    return commit();
}

Result<void> Ledger::begin()
{
    if (const Result<void> opened = open(); !opened)
        return opened;
    if (m_group != Group::Begun) {
        if (const Result<void> begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun)
            return begun;
    }
    if (m_group == Group::None)
        return {};
    m_group = Group::Begun;
    return run(QStringLiteral("SAVEPOINT part"));
}

Result<void> Ledger::commit()
{
    Result<void> done =
        run(m_group == Group::Begun ? QStringLiteral("RELEASE part") : QStringLiteral("COMMIT"));
    if (!done)
        rollback();
    return done;
}

void Ledger::rollback()
{
    if (m_group != Group::Begun) {
        (void)run(QStringLiteral("ROLLBACK"));
        return;
    }
    (void)run(QStringLiteral("ROLLBACK TO part"));
    (void)run(QStringLiteral("RELEASE part"));
}

void Ledger::beginGroup() { m_group = Group::Wanted; }

Result<void> Ledger::endGroup()
{
    const bool isBegun = std::exchange(m_group, Group::None) == Group::Begun;
    return isBegun ? commit() : Result<void>();
}

std::optional<Ledger::FirstAnswer> Ledger::firstAnswer(const TokenKey &key) const
{
    std::optional<FirstAnswer> first;
    const Result<void> read =
        each(QStringLiteral("SELECT digest, output, created FROM tokens WHERE operation = ? AND region = ? "
                            "AND token = ?"),
             {key.operation, key.region, key.token}, [&](const QSqlQuery &row) {
                 first =
                     FirstAnswer{row.value(0).toString(), QCborValue::fromCbor(row.value(1).toByteArray()),
                                 QDateTime::fromMSecsSinceEpoch(row.value(2).toLongLong(), Qt::UTC)};
             });
    return read ? first : std::nullopt;
}

int Ledger::countResources(const QString &operation, const QString &region) const
{
    return count(QStringLiteral("SELECT COUNT(*) FROM resources WHERE operation = ? AND region = ?"),
                 {operation, region});
}

int Ledger::countMarks(const QString &operation, const Mark &mark) const
{
    return count(kCountMarks, {operation, mark.rule, mark.place, mark.within, mark.key});
}

Result<void> Ledger::addResource(const QString &operation, const QString &region, const QDateTime &time,
                                 const QList<Mark> &marks)
{
    if (const Result<void> added =
            run(QStringLiteral("INSERT INTO resources (operation, region, created) VALUES (?, ?, ?)"),
                {operation, region, time.toMSecsSinceEpoch()});
        !added)
        return added;
    for (const Mark &mark : marks) {
        // Inside the transaction the newest row is the one just added.
        if (const Result<void> added = run(
                QStringLiteral("INSERT INTO marks VALUES ((SELECT MAX(id) FROM resources), ?, ?, ?, ?, ?)"),
                {operation, mark.rule, mark.place, mark.within, mark.key});
            !added)
            return added;
    }
    return {};
}

Result<void> Ledger::setFirstAnswer(const TokenKey &key, const FirstAnswer &answer)
{
    return run(QStringLiteral("INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?, ?, ?)"),
               {key.operation, key.region, key.token, answer.digest, answer.output.toCbor(),
                answer.time.toMSecsSinceEpoch()});
}

Result<QSqlQuery *> Ledger::compiled(const QString &statement) const
{
    if (const auto known = m_statements.find(statement); known != m_statements.end())
        return &known->second;
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(statement))
        return trouble(query.lastError().databaseText());
    if (m_statements.size() >= kMostStatements)
        m_statements.clear();
    return &m_statements.emplace(statement, std::move(query)).first->second;
}

Result<void> Ledger::each(const QString &statement, const QVariantList &values,
                          const std::function<void(const QSqlQuery &)> &row) const
{
    const Result<QSqlQuery *> query = compiled(statement);
    if (!query)
        return std::unexpected(query.error());
    for (const QVariant &value : values)
        (*query)->addBindValue(value);
    Result<void> done;
    if (!(*query)->exec())
        done = trouble((*query)->lastError().databaseText());
    while (done && (*query)->next())
        row(**query);
    (*query)->finish(); // a statement that is not at its end holds what it has read
    // A pragma may do its work while it is compiled, so that it works once.
    if (statement.startsWith(u"PRAGMA") || statement.startsWith(u"CREATE")
        || std::ranges::any_of(values, isLarge))
        m_statements.erase(statement);
    return done;
}

Result<void> Ledger::run(const QString &statement, const QVariantList &values) const
{
    return each(statement, values, [](const QSqlQuery &) { });
}

int Ledger::count(const QString &statement, const QVariantList &values) const
{
    int number = 0;
    const Result<void> counted =
        each(statement, values, [&number](const QSqlQuery &row) { number = row.value(0).toInt(); });
    return counted ? number : 0;
}

} // namespace formwork::practice
