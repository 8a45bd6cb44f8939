// SPDX-License-Identifier: Apache-2.0
#include "core/journal/samples.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace formwork;
using namespace formwork::journal;

class JournalSearchTest : public QObject, private samples::History
{
    Q_OBJECT
private Q_SLOTS:
    void init() { startAnew(); }

    void filtersFind_data();
    void filtersFind();
    void sortsStably();
    void wordsOfWindowsFind_data();
    void wordsOfWindowsFind();
    void idsAndPagesAgree();
    void manyHitsAreFoundLikeFew();
};

void JournalSearchTest::filtersFind_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("found");
    QTest::newRow("nothing asked") << QString()
                                   << QStringList{QStringLiteral("Finance-Readers"),
                                                  QStringLiteral("Zürich 100%"), QStringLiteral("Sales")};
    QTest::newRow("word, any case") << QStringLiteral("FINANCE")
                                    << QStringList{QStringLiteral("Finance-Readers")};
    QTest::newRow("inside a word") << QStringLiteral("eader")
                                   << QStringList{QStringLiteral("Finance-Readers")};
    QTest::newRow("short word") << QStringLiteral("sa") << QStringList{QStringLiteral("Sales")};
    QTest::newRow("short word that stands nowhere") << QStringLiteral("zq") << QStringList();
    QTest::newRow("short word at the end")
        << QStringLiteral("0%") << QStringList{QStringLiteral("Zürich 100%")};
    QTest::newRow("two short words") << QStringLiteral("es sa") << QStringList{QStringLiteral("Sales")};
    QTest::newRow("one letter") << QStringLiteral("%") << QStringList{QStringLiteral("Zürich 100%")};
    QTest::newRow("beyond ASCII, any case")
        << QStringLiteral("zÜR") << QStringList{QStringLiteral("Zürich 100%")};
    QTest::newRow("short and long") << QStringLiteral("finance re")
                                    << QStringList{QStringLiteral("Finance-Readers")};
    QTest::newRow("all words") << QStringLiteral("finance sales") << QStringList();
    QTest::newRow("quoted") << QStringLiteral("\"rich 100\"") << QStringList{QStringLiteral("Zürich 100%")};
    QTest::newRow("service") << QStringLiteral("service:ds-data")
                             << QStringList{QStringLiteral("Finance-Readers"), QStringLiteral("Sales")};
    QTest::newRow("service, part") << QStringLiteral("service:data")
                                   << QStringList{QStringLiteral("Finance-Readers"), QStringLiteral("Sales")};
    QTest::newRow("service and word")
        << QStringLiteral("service:ds-data sal") << QStringList{QStringLiteral("Sales")};
    QTest::newRow("service is not looked for elsewhere")
        << QStringLiteral("service:finance") << QStringList();
    QTest::newRow("whole value") << QStringLiteral("service:\"data\"") << QStringList();
    QTest::newRow("any of two") << QStringLiteral("service:ds-data,appflow zür")
                                << QStringList{QStringLiteral("Zürich 100%")};
    QTest::newRow("outcome") << QStringLiteral("outcome:unknown") << QStringList{QStringLiteral("Sales")};
    QTest::newRow("outcome, typing") << QStringLiteral("outcome:")
                                     << QStringList{QStringLiteral("Finance-Readers"),
                                                    QStringLiteral("Zürich 100%"), QStringLiteral("Sales")};
    QTest::newRow("account id") << QStringLiteral("account:1234 outcome:unk")
                                << QStringList{QStringLiteral("Sales")};
    QTest::newRow("region") << QStringLiteral("region:us-") << QStringList();
    QTest::newRow("request id") << QStringLiteral("req-1") << QStringList{QStringLiteral("Finance-Readers")};
    QTest::newRow("quote left open") << QStringLiteral("\"fin")
                                     << QStringList{QStringLiteral("Finance-Readers")};
    QTest::newRow("query syntax is text") << QStringLiteral("finance OR sales*") << QStringList();
    QTest::newRow("unknown place is text") << QStringLiteral("nosuch:thing") << QStringList();
}

void JournalSearchTest::filtersFind()
{
    QFETCH(QString, text);
    QFETCH(QStringList, found);
    const JournalPtr journal = open();
    const qint64 sales = journal
                             ->begin(
                                 [] {
                                     NewRequest request = samples::request(QStringLiteral("Sales"));
                                     request.service = QStringLiteral("ds-data");
                                     return request;
                                 }(),
                                 m_operation)
                             .result()
                             .value();
    QVERIFY(journal->finish(sales, Outcome::Unknown, {}, {}, {}, m_operation).result().has_value());
    add(*journal, QStringLiteral("Zürich 100%"), QStringLiteral("appflow"));
    const qint64 finance = add(*journal, QStringLiteral("Finance-Readers"), QStringLiteral("ds-data"));
    QVERIFY(finance > 0);
    if (text == u"req-1")
        text = QStringLiteral("req-%1").arg(finance);
    const Filter filter{text, {}};
    QStringList names;
    const Result<QList<Record>> page = journal->page(filter, 0, 100);
    QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
    for (const Record &record : *page)
        names += record.request.what;
    QCOMPARE(names, found);
    QCOMPARE(*journal->count(filter), found.size());
    QCOMPARE(journal->ids(filter)->size(), found.size());
}

void JournalSearchTest::sortsStably()
{
    const JournalPtr journal = open();
    QList<qint64> added;
    for (const char *service : {"b", "A", "c", "a", "B"})
        added += add(*journal, QStringLiteral("same"), QString::fromLatin1(service));
    const auto sorted = [&](Filter::Sort sort, bool descending) {
        return journal->ids({{}, {}, sort, descending}).value();
    };
    QCOMPARE(sorted(Filter::Sort::Time, true),
             QList<qint64>({added[4], added[3], added[2], added[1], added[0]}));
    QCOMPARE(sorted(Filter::Sort::Time, false), added);
    QCOMPARE(sorted(Filter::Sort::Service, false),
             QList<qint64>({added[3], added[1], added[4], added[0], added[2]}));
    QCOMPARE(sorted(Filter::Sort::Service, true),
             QList<qint64>({added[2], added[4], added[0], added[3], added[1]}));
    for (int sort = 0; sort <= static_cast<int>(Filter::Sort::RequestId); ++sort) {
        for (const bool descending : {false, true})
            QCOMPARE(sorted(static_cast<Filter::Sort>(sort), descending).size(), 5);
    }
    QCOMPARE(sorted(Filter::Sort::What, false), sorted(Filter::Sort::Time, true)); // equals: newest first
}

void JournalSearchTest::wordsOfWindowsFind_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found"); // what of the rows, newest first
    QTest::newRow("created") << QStringLiteral("created") << QStringLiteral("made");
    QTest::newRow("Created, place") << QStringLiteral("outcome:Created") << QStringLiteral("made");
    QTest::newRow("done") << QStringLiteral("Done") << QStringLiteral("read,stopped");
    QTest::newRow("not sent") << QStringLiteral("not sent") << QStringLiteral("unsent");
    QTest::newRow("not sent, quoted") << QStringLiteral("\"not sent\"") << QStringLiteral("unsent");
    QTest::newRow("not sent, place") << QStringLiteral("outcome:\"not sent\"") << QStringLiteral("unsent");
    QTest::newRow("not sent and a word") << QStringLiteral("not sent unse") << QStringLiteral("unsent");
    QTest::newRow("not sent and another") << QStringLiteral("not sent made") << QString();
    QTest::newRow("rejected") << QStringLiteral("rejected") << QStringLiteral("unsent");
    QTest::newRow("unknown") << QStringLiteral("unknown") << QString();
    QTest::newRow("two outcomes") << QStringLiteral("outcome:created,done")
                                  << QStringLiteral("read,stopped,made");
    QTest::newRow("created and a short word") << QStringLiteral("created ma") << QStringLiteral("made");
    QTest::newRow("changes") << QStringLiteral("is:change") << QStringLiteral("unsent,stopped,made");
    QTest::newRow("reads") << QStringLiteral("is:read") << QStringLiteral("read");
    QTest::newRow("changes with a word") << QStringLiteral("is:changes done") << QStringLiteral("stopped");
    QTest::newRow("changes with a short word") << QStringLiteral("pp is:change") << QStringLiteral("stopped");
    QTest::newRow("both") << QStringLiteral("is:change,read") << QStringLiteral("unsent,read,stopped,made");
}

void JournalSearchTest::wordsOfWindowsFind()
{
    QFETCH(QString, text);
    QFETCH(QString, found);
    const JournalPtr journal = open();
    const auto one = [&](const char *what, const char *operation, bool onlyReads, Outcome outcome) {
        NewRequest request = samples::request(QString::fromLatin1(what));
        request.operation = QString::fromLatin1(operation);
        request.onlyReads = onlyReads;
        const qint64 id = journal->begin(request, m_operation).result().value();
        Attempt attempt =
            samples::answered(journal->beginAttempt(id).result().value(), outcome, m_clock->nowUtc());
        attempt.bytesMayHaveLeft = outcome == Outcome::Succeeded;
        QVERIFY(journal->finishAttempt(attempt).result().has_value());
        QVERIFY(journal->finish(id, outcome, {}, {}, {}, m_operation).result().has_value());
    };
    one("made", "CreateThing", false, Outcome::Succeeded);
    one("stopped", "StopThing", false, Outcome::Succeeded);
    one("read", "ListThings", true, Outcome::Succeeded);
    one("unsent", "CreateThing", false, Outcome::Rejected);
    for (const auto sort : {Filter::Sort::Time, Filter::Sort::Attempts}) { // of equal rows newest first
        const Filter filter{text, {}, sort, true};
        const Result<QList<Record>> page = journal->page(filter, 0, 100);
        QVERIFY2(page, page ? "" : qPrintable(page.error().sentence()));
        QStringList names;
        for (const Record &record : *page)
            names += record.request.what;
        QCOMPARE(names.join(u','), found);
        QCOMPARE(journal->ids(filter)->size(), names.size());
        QCOMPARE(*journal->count(filter), names.size());
        QCOMPARE(journal->passing(filter, journal->ids({}).value())->size(), names.size());
    }
}

void JournalSearchTest::idsAndPagesAgree()
{
    const JournalPtr journal = open();
    QList<qint64> even;
    for (int n = 0; n < 30; ++n) {
        const qint64 id =
            add(*journal, n % 2 == 0 ? QStringLiteral("even-%1").arg(n) : QStringLiteral("odd"));
        if (n % 2 == 0)
            even.prepend(id);
    }
    const Filter filter{QStringLiteral("even"), {}};
    QCOMPARE(*journal->ids(filter), even);
    QList<qint64> paged;
    for (qint64 offset = 0; offset < 20; offset += 4) {
        for (const Record &record : journal->page(filter, offset, 4).value())
            paged += record.id;
    }
    QCOMPARE(paged, even);
    Filter recent = filter;
    recent.since = journal->record(even[2])->time;
    QCOMPARE(*journal->ids(recent), even.first(3));
    QCOMPARE(journal->ids({{}, recent.since})->first(), even.first() + 1);
    QCOMPARE(*journal->accounts(), QStringList{QStringLiteral("acme-production")});
    QCOMPARE(journal->rows({even[3], even[0]})->first().id, even[3]);
}

// The way of looking changes with the number of hits; what is found does not.
void JournalSearchTest::manyHitsAreFoundLikeFew()
{
    const JournalPtr journal = open();
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fill"));
        database.setDatabaseName(m_home->filePath(QStringLiteral("history.sqlite")));
        QVERIFY(database.open());
        add(*journal, QStringLiteral("Finance"), QStringLiteral("alpha"));
        QSqlQuery query(database);
        QVERIFY(query.exec(QStringLiteral("CREATE TEMP TABLE sample AS SELECT * FROM requests")));
        QVERIFY(query.exec(QStringLiteral("UPDATE sample SET id = NULL")));
        QVERIFY(database.transaction());
        for (int n = 0; n < 6000; ++n)
            QVERIFY(query.exec(QStringLiteral("INSERT INTO requests SELECT * FROM sample")));
        QVERIFY(query.exec(QStringLiteral("INSERT INTO words(id, text) SELECT id, (SELECT text FROM words "
                                          "LIMIT 1) FROM requests WHERE id > 1")));
        QVERIFY(database.commit());
        database.close();
    }
    QSqlDatabase::removeDatabase(QStringLiteral("fill"));
    const qint64 last = add(*journal, QStringLiteral("Sales"), QStringLiteral("beta"));
    for (const Filter::Sort sort : {Filter::Sort::Time, Filter::Sort::What, Filter::Sort::Service}) {
        for (const bool descending : {false, true}) {
            for (const QString &text : {QStringLiteral("finance service:alpha"), QStringLiteral("fi"),
                                        QStringLiteral("fi alpha")}) {
                const Filter many{text, {}, sort, descending};
                const QList<qint64> ids = journal->ids(many).value();
                QCOMPARE(ids.size(), 6001);
                QCOMPARE(*journal->count(many), 6001);
                QCOMPARE(journal->page(many, 10, 1)->first().id, ids.at(10));
                QVERIFY(!ids.contains(last));
            }
            QCOMPARE(journal->page({QStringLiteral("sa"), {}, sort, descending}, 0, 9)->size(), 1);
            QCOMPARE(journal->page({QStringLiteral("sa beta"), {}, sort, descending}, 0, 9)->size(), 1);
            QVERIFY(journal->page({QStringLiteral("sa finance"), {}, sort, descending}, 0, 9)->isEmpty());
        }
    }
    QCOMPARE(*journal->ids({QStringLiteral("service:beta"), {}}), QList<qint64>({last}));
}

QTEST_GUILESS_MAIN(JournalSearchTest)
#include "tst_journalsearch.moc"
