// SPDX-License-Identifier: Apache-2.0
#include "bulk/check.h"
#include "bulk/source.h"
#include "bulk/words.h"
#include "catalog/catalog.h"
#include "guide/guide.h"

#include <QCborMap>
#include <QTest>

using namespace formwork;
using namespace formwork::bulk;

namespace
{

constexpr qint64 kNever = 0;

bool always(qint64) { return true; }

} // namespace

// A file as a window reads it: first its columns and cells, then what a person made of them.
class SourceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto found =
            catalog::Catalog::build({})->operation(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        QVERIFY(found);
        m_operation = *found;
    }

    void readsColumnsAndCells()
    {
        Source source;
        source.bytes = "\xef\xbb\xbf"
                       "Name;Directory\r\nsales;d-1\r\n\"a;b\";d-2\r\n";
        const Result<Table> table = readTable(source, always);
        QVERIFY(table);
        QCOMPARE(table->columns, QStringList({QStringLiteral("Name"), QStringLiteral("Directory")}));
        QCOMPARE(table->rows.size(), 2);
        QCOMPARE(table->rows[1].first(), QStringLiteral("a;b"));
        QCOMPARE(table->lines, QList<qint64>({2, 3}));
        QCOMPARE(table->form.delimiter, QChar(u';'));
        QVERIFY(table->hasMark);
    }

    // One object a line, an array, and objects over several lines come to the same.
    void readsJsonAsRows_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QList<qint64>>("lines");
        QTest::newRow("lines") << QByteArray(
            "{\"SAMAccountName\":\"a,b\",\"DirectoryId\":\"d-1\"}\n\n"
            "{\"OtherAttributes\":{\"mail\":{\"S\":\"x\"}},\"DirectoryId\":null}\n")
                               << QList<qint64>({1, 3});
        QTest::newRow("array") << QByteArray(
            "\xef\xbb\xbf [\n{\"SAMAccountName\":\"a,b\",\"DirectoryId\":\"d-1\"},"
            "\n{\"OtherAttributes\":{\"mail\":{\"S\":\"x\"}}}]\n")
                               << QList<qint64>({2, 3});
        QTest::newRow("pretty") << QByteArray(
            "{\n \"SAMAccountName\": \"a,b\",\n \"DirectoryId\": \"d-1\"\n}\n"
            "{ \"OtherAttributes\": {\"mail\": {\"S\": \"x\"}} }")
                                << QList<qint64>({1, 5});
    }

    void readsJsonAsRows()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QList<qint64>, lines);
        Source source;
        source.bytes = bytes;
        const Result<Table> table = readTable(source, always);
        QVERIFY2(table, table ? "" : qPrintable(table.error().sentence()));
        QVERIFY(table->isJson);
        QCOMPARE(table->columns,
                 QStringList({QStringLiteral("SAMAccountName"), QStringLiteral("DirectoryId"),
                              QStringLiteral("OtherAttributes")}));
        QCOMPARE(table->lines, lines);
        source.wishes = guessed(*m_operation, table->columns);
        const auto sheet = source.open(m_operation);
        QVERIFY(sheet);
        const auto first = (*sheet)->next();
        QVERIFY(first && *first);
        QCOMPARE((*first)->input,
                 QCborValue(QCborMap{{QStringLiteral("SAMAccountName"), QStringLiteral("a,b")},
                                     {QStringLiteral("DirectoryId"), QStringLiteral("d-1")}}));
        const auto second = (*sheet)->next();
        QVERIFY(second && *second);
        const QCborMap attribute{{QStringLiteral("S"), QStringLiteral("x")}};
        QCOMPARE((*second)->input,
                 QCborValue(QCborMap{
                     {QStringLiteral("OtherAttributes"), QCborMap{{QStringLiteral("mail"), attribute}}}}));
        QVERIFY(!(*(*sheet)->next()));
    }

    // An empty text of JSON is one, what is not there is not.
    void jsonTellsEmptyFromNothing()
    {
        Source source;
        source.bytes = "[{\"SAMAccountName\":\"\"},{\"DirectoryId\":\"d-1\"}]";
        const auto sheet = source.open(m_operation);
        QVERIFY(sheet);
        const auto first = (*sheet)->next();
        QCOMPARE((*first)->input, QCborValue(QCborMap{{QStringLiteral("SAMAccountName"), QString()}}));
        const auto second = (*sheet)->next();
        QCOMPARE((*second)->input,
                 QCborValue(QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-1")}}));
    }

    void callsAWrongFileByItsName_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("word");
        QTest::newRow("workbook") << QByteArray("PK\x03\x04stuff") << QStringLiteral("workbook");
        QTest::newRow("PDF") << QByteArray("%PDF-1.7") << QStringLiteral("PDF");
        QTest::newRow("JSON without an end") << QByteArray("{\"a\":1}\n{\"a\":") << QStringLiteral("Line 2");
        QTest::newRow("JSON of texts") << QByteArray("[{\"a\":1},\n\"b\"]") << QStringLiteral("Line 2");
        QTest::newRow("JSON and more") << QByteArray("[{\"a\":1}]\nx") << QStringLiteral("Line 2");
        QTest::newRow("empty") << QByteArray("") << QStringLiteral("empty");
    }

    void callsAWrongFileByItsName()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const QString, word);
        Source source;
        source.bytes = bytes;
        const Result<Table> table = readTable(source, always);
        QVERIFY(!table);
        QVERIFY2(table.error().message.contains(word), qPrintable(table.error().message));
        QVERIFY(!table.error().advice.isEmpty());
    }

    void endsWhenNobodyWantsIt()
    {
        Source source;
        source.bytes = "Name\n" + QByteArray("a\n").repeated(5000);
        const Result<Table> table = readTable(source, [](qint64 rows) { return rows < 1000; });
        QVERIFY(!table);
        QCOMPARE(table.error().code, QStringLiteral("Cancelled"));
    }

    void guessesByName()
    {
        const Wishes wishes =
            guessed(*m_operation,
                    {QStringLiteral("directory id"), QStringLiteral("SAM account name"),
                     QStringLiteral("Colour"), QStringLiteral("DirectoryId"), kRowColumn.toString()});
        QCOMPARE(wishes.maps.size(), 4);
        QCOMPARE(wishes.maps[0].second, QStringLiteral("DirectoryId"));
        QCOMPARE(wishes.maps[1].second, QStringLiteral("SAMAccountName"));
        QCOMPARE(wishes.maps[2].second, QString());
        QCOMPARE(wishes.maps[3].second, QString()); // taken already
    }

    // What was edited and what was left out holds for the check and for the intake alike.
    void amendsRows()
    {
        Source source;
        source.bytes = "DirectoryId,SAMAccountName\nd-926703a1b2,one\nd-926703a1b2,\nd-926703a1b2,three\nd-"
                       "926703a1b2,\n";
        QCOMPARE(badRows(source), QList<qint64>({2, 4}));
        source.amendments.cells.insert(2, {QStringLiteral("d-926703a1b2"), QStringLiteral("two")});
        source.amendments.leftOut.insert(4);
        QCOMPARE(badRows(source), QList<qint64>());
        const Result<std::shared_ptr<Sheet>> sheet = source.open(m_operation);
        QVERIFY(sheet);
        QList<qint64> rows;
        QStringList names;
        for (auto row = (*sheet)->next(); row && *row; row = (*sheet)->next()) {
            rows += (*row)->row;
            names += (*row)->input.toMap().value(QStringLiteral("SAMAccountName")).toString();
        }
        QCOMPARE(rows, QList<qint64>({1, 2, 3}));
        QCOMPARE(names, QStringList({QStringLiteral("one"), QStringLiteral("two"), QStringLiteral("three")}));
    }

    void aCheckEndsWhenNobodyWantsIt()
    {
        Source source;
        source.bytes = "DirectoryId,SAMAccountName\n" + QByteArray("d-926703a1b2,a\n").repeated(2000);
        const Result<std::shared_ptr<Sheet>> sheet = source.open(m_operation);
        QVERIFY(sheet);
        qint64 asked = kNever;
        const CheckWishes wishes{false, 0, [&asked](qint64 rows) {
                                     asked = rows;
                                     return rows < 400;
                                 }};
        const Result<Checked> checked = checkSheet(**sheet, *m_guides->guideFor(*m_operation), m_operation,
                                                   wishes, [](const BadRow &) { });
        QVERIFY(!checked);
        QCOMPARE(checked.error().code, QStringLiteral("Cancelled"));
        QCOMPARE(asked, 400);
    }

    void saysHowFarARunIs()
    {
        RunCounts counts;
        counts.ended = 20;
        counts.succeeded = 18;
        counts.rejected = 2;
        const QString text = progressText(counts, 100, std::chrono::seconds(10));
        QVERIFY2(text.contains(QStringLiteral("20 of 100")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("2.0 a second")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("2 refused")), qPrintable(text));
        QVERIFY2(text.contains(QStringLiteral("41 s left")), qPrintable(text));
    }

private:
    QList<qint64> badRows(const Source &source)
    {
        QList<qint64> rows;
        const Result<std::shared_ptr<Sheet>> sheet = source.open(m_operation);
        if (!sheet)
            return {-1};
        const Result<Checked> checked = checkSheet(**sheet, *m_guides->guideFor(*m_operation), m_operation,
                                                   {}, [&rows](const BadRow &row) { rows += row.row; });
        return checked ? rows : QList<qint64>{-2};
    }

    model::OperationPtr m_operation;
    guide::GuidesPtr m_guides = guide::Guides::builtIn();
};

QTEST_GUILESS_MAIN(SourceTest)
#include "tst_source.moc"
