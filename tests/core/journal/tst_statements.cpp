// SPDX-License-Identifier: Apache-2.0
#include "journal/database.h"

#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::journal;

// Statements that are compiled once and executed by many.
class StatementsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();

    void isCompiledOnce();
    void oneInUseIsNotHandedOut();
    void valuesAreThoseOfItsLastUse();
    void leavesNothingOpen();
    void findsTheTablesAsTheyAreNow();
    void aFailureIsOfOneUse();

private:
    [[nodiscard]] QList<qint64> numbers() const;

    std::optional<QTemporaryDir> m_home;
    std::unique_ptr<Database> m_database;
};

namespace
{

const auto kInsert = QStringLiteral("INSERT INTO numbers(number, name) VALUES(?, ?)");
const auto kSelect = QStringLiteral("SELECT number FROM numbers ORDER BY number");

} // namespace

void StatementsTest::init()
{
    m_database.reset();
    m_home.emplace();
    m_database = std::move(*Database::open(m_home->filePath(QStringLiteral("file.sqlite"))));
    QVERIFY(m_database->run(QStringLiteral("CREATE TABLE numbers(number INTEGER UNIQUE, name TEXT)")));
    for (int number = 1; number <= 3; ++number)
        QVERIFY(m_database->run(kInsert, {number, QString::number(number)}));
}

QList<qint64> StatementsTest::numbers() const
{
    QList<qint64> found;
    static_cast<void>(m_database->each(
        kSelect, {}, [&found](const QSqlQuery &row) { found += row.value(0).toLongLong(); }));
    return found;
}

void StatementsTest::isCompiledOnce()
{
    const auto statements = std::make_shared<Statements>();
    QVERIFY(!statements->take(kSelect));
    {
        QSqlQuery query;
        const Executed executed(std::move(query), kSelect, statements);
        QVERIFY(!statements->take(kSelect)); // in use
    }
    QVERIFY(statements->take(kSelect));
    QVERIFY(!statements->take(kSelect)); // in use again
}

void StatementsTest::oneInUseIsNotHandedOut()
{
    QList<qint64> inner;
    int outer = 0;
    const Result<void> read = m_database->each(kSelect, {}, [&](const QSqlQuery &) {
        ++outer;
        inner += numbers();
    });
    QVERIFY(read);
    QCOMPARE(outer, 3);
    QCOMPARE(inner, (QList<qint64>{1, 2, 3, 1, 2, 3, 1, 2, 3}));
}

void StatementsTest::valuesAreThoseOfItsLastUse()
{
    QVERIFY(m_database->run(kInsert, {4, QVariant()}));
    QVERIFY(m_database->run(kInsert, {5, QString(100'000, u'x')})); // too large to be held on to
    QVERIFY(m_database->run(kInsert, {6, QStringLiteral("six")}));
    QCOMPARE(numbers(), (QList<qint64>{1, 2, 3, 4, 5, 6}));
    const auto count = QStringLiteral("SELECT count(*) FROM numbers WHERE name IS ? OR length(name) > ?");
    QCOMPARE(m_database->number(count, {QVariant(), 1000}).value(), 2);
    QCOMPARE(m_database->number(count, {QStringLiteral("six"), 1'000'000}).value(), 1);
}

// A statement that was left in the middle of its rows would keep the log from being emptied.
void StatementsTest::leavesNothingOpen()
{
    {
        Result<Executed> first = m_database->run(kSelect);
        QVERIFY(first);
        QVERIFY(m_database->next(*first).value());
    }
    QVERIFY(m_database->run(kInsert, {7, QVariant()}));
    QCOMPARE(m_database->number(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")).value(), 0); // 1: busy
}

void StatementsTest::findsTheTablesAsTheyAreNow()
{
    QCOMPARE(numbers(), (QList<qint64>{1, 2, 3}));
    QVERIFY(m_database->run(QStringLiteral("ALTER TABLE numbers ADD COLUMN colour TEXT DEFAULT 'red'")));
    QCOMPARE(numbers(), (QList<qint64>{1, 2, 3}));
    QCOMPARE(m_database->number(QStringLiteral("SELECT count(*) FROM numbers WHERE colour = 'red'")).value(),
             3);
}

void StatementsTest::aFailureIsOfOneUse()
{
    QVERIFY(!m_database->run(kInsert, {3, QStringLiteral("again")})); // there is a 3
    QVERIFY(m_database->run(kInsert, {8, QStringLiteral("eight")}));
    QVERIFY(m_database->begin(Database::Commit::Durable));
    QVERIFY(m_database->run(kInsert, {9, QStringLiteral("nine")}));
    m_database->rollBack();
    QVERIFY(m_database->begin(Database::Commit::Durable));
    QVERIFY(m_database->run(kInsert, {10, QStringLiteral("ten")}));
    QVERIFY(m_database->commit());
    QCOMPARE(numbers(), (QList<qint64>{1, 2, 3, 8, 10}));
}

QTEST_GUILESS_MAIN(StatementsTest)
#include "tst_statements.moc"
