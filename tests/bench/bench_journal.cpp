// SPDX-License-Identifier: Apache-2.0
// A history of 100,000 requests, or as many as are named: how long it takes to open, to filter and to sort,
// and how long a plain search with LIKE over the same rows takes.
#include "bench/figure.h"
#include "journal/filter.h"
#include "journal/journal.h"

#include <QCborMap>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <QRandomGenerator>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QUuid>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <functional>

using namespace formwork;
using namespace formwork::journal;

namespace
{

constexpr int kRepeats = 7;

double bestMs(const std::function<void()> &work)
{
    double best = 1e9;
    for (int n = 0; n < kRepeats; ++n) {
        QElapsedTimer timer;
        timer.start();
        work();
        best = std::min(best, double(timer.nsecsElapsed()) / 1e6);
    }
    return best;
}

Record sample(int n, QRandomGenerator &random)
{
    static const std::array<std::pair<QString, QString>, 5> operations{
        {{QStringLiteral("ds-data"), QStringLiteral("PutGroup")},
         {QStringLiteral("appflow"), QStringLiteral("StartFlow")},
         {QStringLiteral("proton"), QStringLiteral("CreateService")},
         {QStringLiteral("sqs"), QStringLiteral("SendMessage")},
         {QStringLiteral("dynamodb"), QStringLiteral("PutItem")}}};
    static const QStringList regions{QStringLiteral("eu-west-1"), QStringLiteral("us-east-1"),
                                     QStringLiteral("ap-southeast-2")};
    Record record;
    record.id = n + 1;
    record.time = QDateTime::fromMSecsSinceEpoch(1'760'000'000'000 + qint64(n) * 60'000, Qt::UTC);
    const auto &[service, operation] = operations.at(static_cast<size_t>(random.bounded(5)));
    record.request.service = service;
    record.request.operation = operation;
    record.request.what = QStringLiteral("finance-%1").arg(n);
    record.request.account = QStringLiteral("acme-%1").arg(random.bounded(12));
    record.request.accountId = QStringLiteral("1234567890%1").arg(random.bounded(10, 99));
    record.request.region = regions.at(random.bounded(3));
    record.request.clientToken =
        QUuid::fromRfc4122(QByteArray::number(n).rightJustified(16, 'x')).toString(QUuid::WithoutBraces);
    record.outcome = random.bounded(50) == 0 ? Outcome::Unknown
        : random.bounded(5) == 0             ? Outcome::Rejected
                                             : Outcome::Succeeded;
    record.errorCode =
        record.outcome == Outcome::Rejected ? QStringLiteral("AccessDeniedException") : QString();
    record.errorMessage =
        record.outcome == Outcome::Rejected ? QStringLiteral("You are not allowed to do this.") : QString();
    record.requestId = QUuid::createUuid().toString(QUuid::WithoutBraces);
    record.tookMs = random.bounded(20, 30'000);
    return record;
}

bool fill(const QString &file, int rows)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fill"));
    database.setDatabaseName(file);
    if (!database.open())
        return false;
    for (const char *fast : {"PRAGMA synchronous=OFF", "PRAGMA cache_size=-400000"}) // KiB
        QSqlQuery(database).exec(QString::fromLatin1(fast));
    if (!database.transaction())
        return false;
    QSqlQuery request(database);
    request.prepare(QStringLiteral(
        "INSERT INTO requests(id, revision, time, outcome, attempts, took_ms, service, operation, what, "
        "account, "
        "account_id, profile_id, region, endpoint, protocol, client_token, token_member, creates_on_retry, "
        "sent_anyway, parent, digest, owner, error_code, error_message, request_id) "
        "VALUES(?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 'p', ?, 'https://example.com', 'aws-json 1.1', ?, "
        "'ClientToken', 0, 0, 0, "
        "zeroblob(32), '', ?, ?, ?)"));
    QSqlQuery body(database);
    body.prepare(QStringLiteral("INSERT INTO bodies(request, input) VALUES(?, zeroblob(400))"));
    QSqlQuery words(database);
    words.prepare(QStringLiteral("INSERT INTO words(id, text) VALUES(?, ?)"));
    QSqlQuery facet(database);
    facet.prepare(QStringLiteral("INSERT OR IGNORE INTO facets(kind, value) VALUES(?, ?)"));
    QRandomGenerator random(42);
    const auto text = [](const QString &value) { return value.isNull() ? QStringLiteral("") : value; };
    const auto run = [](QSqlQuery &query, const QVariantList &values) {
        for (int n = 0; n < values.size(); ++n)
            query.bindValue(n, values.at(n));
        return query.exec();
    };
    for (int n = 0; n < rows; ++n) {
        const Record row = sample(n, random);
        const NewRequest &r = row.request;
        if (!run(request,
                 {row.id, row.id, row.time.toMSecsSinceEpoch(), static_cast<int>(row.outcome), row.tookMs,
                  r.service, r.operation, r.what, r.account, r.accountId, r.region, r.clientToken,
                  text(row.errorCode), text(row.errorMessage), row.requestId})
            || !run(body, {row.id}) || !run(words, {row.id, searchable(row)})) {
            std::fprintf(stderr, "%s\n", qPrintable(request.lastError().text()));
            return false;
        }
        for (const auto &[kind, value] : {std::pair("service", r.service), std::pair("account", r.account),
                                          std::pair("region", r.region), std::pair("operation", r.operation)})
            run(facet, {QLatin1String(kind), value});
    }
    const bool done = database.commit();
    database.close();
    return done;
}

// What a history without an index does.
double naiveMs(const QString &file, const QString &word)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("naive"));
    database.setDatabaseName(file);
    database.open();
    const QString columns = QStringLiteral(
        "service || operation || what || account || region || error_code || error_message || request_id");
    return bestMs([&] {
        QSqlQuery query(database);
        query.prepare(QStringLiteral("SELECT * FROM requests WHERE %1 LIKE ? ORDER BY time DESC LIMIT 60")
                          .arg(columns));
        query.bindValue(0, QString(u'%' + word + u'%'));
        query.exec();
        while (query.next()) { }
    });
}

model::OperationPtr emptyOperation()
{
    const auto operation = std::make_shared<model::Operation>();
    operation->input = operation->output = &operation->shapes.emplace_back();
    return operation;
}

// From the row to its outcome, each step as durable as for a call, so many calls at a time.
double creationsASecond(Journal &journal, const model::OperationPtr &operation, int atOnce)
{
    constexpr int kCreations = 400;
    QElapsedTimer timer;
    timer.start();
    for (int n = 0; n < kCreations; n += atOnce) {
        QList<Written<qint64>> rows;
        for (int call = 0; call < atOnce; ++call)
            rows += journal.begin({}, operation);
        QList<Written<qint64>> attempts;
        for (const Written<qint64> &row : std::as_const(rows))
            attempts += journal.beginAttempt(*row.result());
        QList<Written<void>> ends;
        for (int call = 0; call < atOnce; ++call) {
            Attempt attempt;
            attempt.id = *attempts[call].result();
            attempt.outcome = Outcome::Succeeded;
            journal.finishAttempt(attempt);
            ends += journal.finish(*rows[call].result(), Outcome::Succeeded, {}, {}, QCborMap(), operation);
        }
        for (const Written<void> &end : std::as_const(ends))
            static_cast<void>(end.result());
    }
    return kCreations * 1000.0 / double(std::max<qint64>(timer.elapsed(), 1));
}

void print(const char *what, double ms, const char *wanted = "") { bench::print(what, ms, "ms", wanted); }

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int rows = argc > 1 ? std::atoi(argv[1]) : 100'000;
    const QTemporaryDir home;
    const QString file = home.filePath(QStringLiteral("history.sqlite"));
    const auto open = [&] {
        return Journal::open(file, home.filePath(QStringLiteral("locks")), std::make_shared<SystemClock>(),
                             std::make_shared<Sealer>(QByteArray(32, 'k')));
    };
    open()->reset();
    if (rows < 1 || !fill(file, rows))
        return 1;
    const QByteArray opening =
        "history of " + QLocale(QLocale::English).toString(rows).toLatin1() + " rows: open";
    print(opening.constData(), bestMs([&] { open()->reset(); }), "<=50");
    print("history: open and read the first page",
          bestMs([&] { static_cast<void>((*open())->page({}, 0, 60)); }), "<=50");

    const JournalPtr journal = *open();
    double worstPage = 0;
    for (const char *text :
         {"", "finance", "finance-9999", "f", "nosuchthing", "service:ds-data", "outcome:unknown",
          "service:ds outcome:unk finance", "account:\"acme-3\" region:eu", "accessdenied", "acme"}) {
        const Filter filter{QString::fromLatin1(text), {}};
        const double page = bestMs([&] { static_cast<void>(journal->page(filter, 0, 60)); });
        const double ids = bestMs([&] { static_cast<void>(journal->ids(filter)); });
        worstPage = std::max(worstPage, page);
        std::fprintf(stderr, "  %-34s page %8.2f ms   all ids %8.2f ms   (%lld rows)\n", text, page, ids,
                     static_cast<long long>(journal->count(filter).value_or(0)));
    }
    print("history: filter a page, slowest", worstPage, "<=16");
    print("history: filter a page by two letters that stand nowhere",
          bestMs([&] { static_cast<void>(journal->page({QStringLiteral("zq"), {}}, 0, 60)); }));
    double worstSort = 0;
    for (int sort = 0; sort <= static_cast<int>(Filter::Sort::RequestId); ++sort) {
        for (const bool descending : {false, true}) {
            const Filter filter{{}, {}, static_cast<Filter::Sort>(sort), descending};
            worstSort = std::max(worstSort, bestMs([&] { static_cast<void>(journal->page(filter, 0, 60)); }));
        }
    }
    print("history: sort by any column, slowest page", worstSort, "<=16");
    const Filter both{QStringLiteral("finance"), {}, Filter::Sort::What, false};
    print("history: filter and sort by another column",
          bestMs([&] { static_cast<void>(journal->page(both, 0, 60)); }));
    const double naive = naiveMs(file, QStringLiteral("nosuchthing"));
    const double ours =
        bestMs([&] { static_cast<void>(journal->page({QStringLiteral("nosuchthing"), {}}, 0, 60)); });
    bench::print("history: filter, times as quick as LIKE over all rows", naive / ours, "x");

    const model::OperationPtr operation = emptyOperation();
    print("history: record a request and its attempt, durably", bestMs([&] {
              static_cast<void>(journal->beginAttempt(*journal->begin({}, operation).result()).result());
          }));
    const double oneByOne = creationsASecond(*journal, operation, 1);
    const double together = creationsASecond(*journal, operation, 100);
    bench::print("history: creations recorded to their end, one after another", oneByOne, "/s");
    bench::print("history: creations recorded to their end, 100 at once", together, "/s");
    bench::print("history: 100 at once, times as many as one after another", together / oneByOne, "x");
    return 0;
}
