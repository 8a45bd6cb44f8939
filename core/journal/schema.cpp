// SPDX-License-Identifier: Apache-2.0
#include "journal/schema.h"

#include <QStringList>

#include <array>

// Tables of the history.
//
// requests: one row a request, narrow; `revision` grows with every change, so that other processes see it.
//
// bodies: the documents of a request, sealed, out of the way of listing.
//
// attempts: what went over the wire.
//
// words: what can be searched of every visible row, folded, one "key=value" a line; finder is its index.
//
// facets: the distinct services, operations, accounts and regions ever recorded.
//
// gone: rows that were deleted for good, until every process has heard of it.
//
// settlements: what was found out of rows whose outcome no answer told, and by whom; the last one counts.
//
// batches: many requests of one operation that belong together; batch_rows: theirs, with what is to be sent
// until its turn comes, and afterwards which request it became and what became of that.
//
// seals: the names of the keychain's entries that values were sealed under; the last one is current.
namespace formwork::journal
{

namespace
{

constexpr qint64 kApplicationId = 0x46576869; // "FWhi"

using Step = QStringList (*)();

QStringList sortIndexes()
{
    // Partial: rows waiting for an undo are in none of them. Columns of few values have one for each
    // direction, because equal rows stand newest first in both.
    struct Index {
        const char *name;
        const char *columns;
    };
    constexpr std::array<Index, 16> kIndexes{{{"time", "id"},
                                              {"what", "what COLLATE NOCASE, id DESC"},
                                              {"took", "took_ms, id DESC"},
                                              {"request_id", "request_id, id DESC"},
                                              {"service", "service COLLATE NOCASE, id DESC"},
                                              {"service_down", "service COLLATE NOCASE DESC, id DESC"},
                                              {"operation", "operation COLLATE NOCASE, id DESC"},
                                              {"operation_down", "operation COLLATE NOCASE DESC, id DESC"},
                                              {"account", "account COLLATE NOCASE, id DESC"},
                                              {"account_down", "account COLLATE NOCASE DESC, id DESC"},
                                              {"outcome", "outcome, id DESC"},
                                              {"outcome_down", "outcome DESC, id DESC"},
                                              {"error", "error_code COLLATE NOCASE, id DESC"},
                                              {"error_down", "error_code COLLATE NOCASE DESC, id DESC"},
                                              {"attempts", "attempts, id DESC"},
                                              {"attempts_down", "attempts DESC, id DESC"}}};
    QStringList statements;
    for (const Index &index : kIndexes) {
        statements += QStringLiteral("CREATE INDEX by_%1 ON requests(%2) WHERE removed = 0")
                          .arg(QLatin1String(index.name), QLatin1String(index.columns));
    }
    return statements;
}

QStringList firstVersion()
{
    return QStringList{
               QStringLiteral(
                   "CREATE TABLE requests(id INTEGER PRIMARY KEY AUTOINCREMENT, revision INTEGER NOT NULL, "
                   "time INTEGER NOT NULL, outcome INTEGER NOT NULL, removed INTEGER NOT NULL DEFAULT 0, "
                   "attempts INTEGER NOT NULL DEFAULT 0, took_ms INTEGER NOT NULL DEFAULT 0, first_sent "
                   "INTEGER, "
                   "service TEXT NOT NULL, operation TEXT NOT NULL, what TEXT NOT NULL, account TEXT NOT "
                   "NULL, "
                   "account_id TEXT NOT NULL, profile_id TEXT NOT NULL, region TEXT NOT NULL, endpoint TEXT "
                   "NOT NULL, "
                   "protocol TEXT NOT NULL, client_token TEXT NOT NULL, token_member TEXT NOT NULL, "
                   "token_lifetime INTEGER, "
                   "creates_on_retry INTEGER NOT NULL, sent_anyway INTEGER NOT NULL, parent INTEGER NOT "
                   "NULL, "
                   "digest BLOB NOT NULL, owner TEXT NOT NULL, error_code TEXT NOT NULL DEFAULT '', "
                   "error_message TEXT NOT NULL DEFAULT '', request_id TEXT NOT NULL DEFAULT '')"),
               QStringLiteral(
                   "CREATE TABLE bodies(request INTEGER PRIMARY KEY, input BLOB NOT NULL, output BLOB)"),
               QStringLiteral("CREATE TABLE attempts(id INTEGER PRIMARY KEY AUTOINCREMENT, request INTEGER "
                              "NOT NULL, number INTEGER NOT NULL, "
                              "started INTEGER NOT NULL, finished INTEGER, outcome INTEGER NOT NULL, "
                              "http_status INTEGER NOT NULL DEFAULT 0, "
                              "error_code TEXT NOT NULL DEFAULT '', error_message TEXT NOT NULL DEFAULT '', "
                              "request_id TEXT NOT NULL DEFAULT '', bytes_left INTEGER NOT NULL DEFAULT 0)"),
               QStringLiteral("CREATE INDEX attempts_by_request ON attempts(request, number)"),
               QStringLiteral("CREATE TABLE words(id INTEGER PRIMARY KEY, text TEXT NOT NULL)"),
               QStringLiteral("CREATE VIRTUAL TABLE finder USING fts5(text, content='words', "
                              "content_rowid='id', tokenize='trigram')"),
               QStringLiteral("CREATE TRIGGER words_in AFTER INSERT ON words BEGIN "
                              "INSERT INTO finder(rowid, text) VALUES(new.id, new.text); END"),
               QStringLiteral(
                   "CREATE TRIGGER words_out AFTER DELETE ON words BEGIN "
                   "INSERT INTO finder(finder, rowid, text) VALUES('delete', old.id, old.text); END"),
               QStringLiteral(
                   "CREATE TRIGGER words_new AFTER UPDATE ON words WHEN old.text <> new.text BEGIN "
                   "INSERT INTO finder(finder, rowid, text) VALUES('delete', old.id, old.text); "
                   "INSERT INTO finder(rowid, text) VALUES(new.id, new.text); END"),
               QStringLiteral("CREATE TABLE facets(kind TEXT NOT NULL, value TEXT NOT NULL, PRIMARY "
                              "KEY(kind, value)) WITHOUT ROWID"),
               QStringLiteral("CREATE TABLE gone(id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, time "
                              "INTEGER NOT NULL)"),
               QStringLiteral("CREATE TABLE counter(revision INTEGER NOT NULL)"),
               QStringLiteral("INSERT INTO counter VALUES(0)"),
               QStringLiteral("CREATE INDEX requests_by_revision ON requests(revision)"),
               QStringLiteral("CREATE INDEX requests_by_time ON requests(time)"),
               QStringLiteral("CREATE INDEX requests_sending ON requests(id) WHERE outcome = 0"),
               QStringLiteral("CREATE INDEX requests_removed ON requests(id) WHERE removed > 0"),
           }
    + sortIndexes();
}

// Rows of before do not say whether their operation only reads; its verb does.
QStringList secondVersion()
{
    QStringList verbs;
    for (const char *verb : {"Get", "List", "Describe", "Head", "Search", "BatchGet"})
        verbs += QStringLiteral("operation GLOB '%1[A-Z]*'").arg(QLatin1String(verb));
    return {
        QStringLiteral("CREATE TABLE seals(name TEXT PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID"),
        QStringLiteral("ALTER TABLE requests ADD COLUMN only_reads INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("UPDATE requests SET only_reads = 1 WHERE %1").arg(verbs.join(QStringLiteral(" OR "))),
        QStringLiteral("CREATE INDEX by_change ON requests(id) WHERE removed = 0 AND only_reads = 0"),
    };
}

// What was found out of rows that nobody answered for, and what makes them findable.
QStringList thirdVersion()
{
    return {
        QStringLiteral("ALTER TABLE requests ADD COLUMN marker TEXT NOT NULL DEFAULT ''"),
        QStringLiteral("ALTER TABLE requests ADD COLUMN settled INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE requests ADD COLUMN settled_attempts INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("CREATE TABLE settlements(id INTEGER PRIMARY KEY AUTOINCREMENT, request INTEGER NOT "
                       "NULL, verdict INTEGER NOT NULL, time INTEGER NOT NULL, person TEXT NOT NULL, note "
                       "TEXT NOT NULL, sentence TEXT NOT NULL, evidence BLOB)"),
        QStringLiteral("CREATE INDEX settlements_by_request ON settlements(request, id)"),
    };
}

// What belongs together. The outcome of a request is kept beside the batch too, so that a history that was
// tidied up still knows what is done; of a request that was deleted nothing else is kept.
QStringList batchTables()
{
    return {
        QStringLiteral(
            "CREATE TABLE batches(id INTEGER PRIMARY KEY AUTOINCREMENT, state INTEGER NOT NULL, time "
            "INTEGER NOT NULL, service TEXT NOT NULL, operation TEXT NOT NULL, account TEXT NOT NULL, "
            "account_id TEXT NOT NULL, profile_id TEXT NOT NULL, region TEXT NOT NULL, endpoint TEXT "
            "NOT NULL, token_member TEXT NOT NULL, sent_anyway INTEGER NOT NULL, source TEXT NOT NULL, "
            "digest BLOB NOT NULL, header BLOB NOT NULL, delimiter TEXT NOT NULL, owner TEXT NOT NULL, "
            "runner TEXT NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE batch_rows(batch INTEGER NOT NULL, row INTEGER NOT NULL, line INTEGER NOT "
            "NULL, token TEXT NOT NULL, digest BLOB NOT NULL, input BLOB, cells BLOB, request INTEGER "
            "NOT NULL DEFAULT 0, outcome INTEGER, parent INTEGER NOT NULL DEFAULT 0, PRIMARY "
            "KEY(batch, row)) WITHOUT ROWID"),
        QStringLiteral("ALTER TABLE requests ADD COLUMN batch INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("ALTER TABLE requests ADD COLUMN batch_row INTEGER NOT NULL DEFAULT 0"),
        QStringLiteral("CREATE INDEX by_batch ON requests(batch, id) WHERE batch > 0"),
        QStringLiteral(
            "CREATE TRIGGER batch_outcome AFTER UPDATE OF outcome ON requests WHEN new.batch > 0 BEGIN "
            "UPDATE batch_rows SET outcome = new.outcome, cells = CASE new.outcome WHEN 1 THEN NULL "
            "ELSE cells END WHERE batch = new.batch AND row = new.batch_row AND request = new.id; END"),
        QStringLiteral(
            "CREATE TRIGGER batch_forgets AFTER DELETE ON requests WHEN old.batch > 0 BEGIN "
            "UPDATE batch_rows SET input = NULL, cells = NULL, token = '' WHERE batch = old.batch AND "
            "row = old.batch_row AND request = old.id; END"),
    };
}

// Step n leads from version n to n + 1. Steps that were published are never changed.
constexpr std::array<Step, 4> kSteps{firstVersion, secondVersion, thirdVersion, batchTables};

Result<void> migrate(const Database &database, qint64 from)
{
    for (size_t step = static_cast<size_t>(from); step < kSteps.size(); ++step) {
        for (const QString &statement : kSteps[step]()) {
            if (const Result<Executed> done = database.run(statement); !done)
                return std::unexpected(done.error());
        }
    }
    for (const QString &statement : {QStringLiteral("PRAGMA user_version = %1").arg(kSteps.size()),
                                     QStringLiteral("PRAGMA application_id = %1").arg(kApplicationId)}) {
        if (const Result<Executed> done = database.run(statement); !done)
            return std::unexpected(done.error());
    }
    return {};
}

// The version of the file, or why it cannot be used. All of it at one moment: another process may be making
// the tables.
Result<qint64> versionOf(const Database &database)
{
    const Result<qint64> version = database.number(QStringLiteral("PRAGMA user_version"));
    const Result<qint64> application = database.number(QStringLiteral("PRAGMA application_id"));
    const Result<qint64> tables = database.number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    for (const Result<qint64> *answer : {&version, &application, &tables}) {
        if (!*answer)
            return std::unexpected(answer->error());
    }
    const bool isEmpty = *tables == 0 && *version == 0;
    if (!isEmpty && (*application != kApplicationId || *version < 1))
        return damagedHistory(database.file());
    if (*version > static_cast<qint64>(kSteps.size()))
        return newerHistory(database.file());
    return version;
}

} // namespace

Result<void> prepareSchema(const Database &database)
{
    Result<qint64> version = 0;
    const Result<void> read = database.snapshot([&]() -> Result<void> {
        version = versionOf(database);
        return version ? Result<void>() : std::unexpected(version.error());
    });
    if (!read)
        return std::unexpected(read.error());
    if (*version == static_cast<qint64>(kSteps.size()))
        return {};
    // With the first row on disk, or made again.
    return database.transaction(
        [&database]() -> Result<void> {
            const Result<qint64> now = versionOf(database); // another process may have been faster
            if (!now)
                return std::unexpected(now.error());
            return migrate(database, *now);
        },
        Database::Commit::Later);
}

} // namespace formwork::journal
