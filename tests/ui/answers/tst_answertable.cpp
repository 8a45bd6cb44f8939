// SPDX-License-Identifier: Apache-2.0
#include "answers/answertable.h"
#include "sample.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;
using namespace formwork::answers;

class TestAnswerTable : public QObject
{
    Q_OBJECT

private:
    tests::Databases m_databases;

    static QStringList column(const AnswerTable &table, int number)
    {
        QStringList texts;
        for (int row = 0; row < table.rowCount(); ++row)
            texts += table.index(row, number).data().toString();
        return texts;
    }
    static QStringList headers(const AnswerTable &table)
    {
        QStringList texts;
        for (int number = 0; number < table.columnCount(); ++number)
            texts += table.headerData(number, Qt::Horizontal, Qt::DisplayRole).toString();
        return texts;
    }

private Q_SLOTS:
    void columnsAreMembers()
    {
        Answer answer;
        AnswerTable table(&answer);
        const QAbstractItemModelTester tester(&table);
        answer.set(m_databases.operation, tests::Databases::output(3));
        const QList<ListPlace> lists = listsIn(answer);
        QCOMPARE(lists.size(), 1);
        QCOMPARE(lists[0].name, QStringLiteral("DB instances"));
        table.setPlace(lists[0]);
        QCOMPARE(headers(table).mid(0, 4),
                 QStringList({QStringLiteral("DB instance identifier"), QStringLiteral("Status"),
                              QStringLiteral("Allocated storage"), QStringLiteral("Create time")}));
        QCOMPARE(column(table, 0),
                 QStringList({QStringLiteral("db-0"), QStringLiteral("db-1"), QStringLiteral("db-2")}));
        QCOMPARE(column(table, 4).first(), QStringLiteral("hidden"));
        QCOMPARE(table.pointerAt(table.index(1, 1)).toString(), QStringLiteral("/DBInstances/1/Status"));
    }

    // A structure of one member is that member's value; maps keep their keys.
    void showsWhatAStructureOfOneMemberHolds()
    {
        using enum model::ShapeType;
        auto operation = std::make_shared<model::Operation>();
        const auto add = [&operation](model::ShapeType type, const QString &name) {
            model::Shape &shape = operation->shapes.emplace_back();
            shape.type = type;
            shape.name = name;
            return &shape;
        };
        model::Shape *text = add(String, QStringLiteral("Text"));
        model::Shape *choice = add(Union, QStringLiteral("Choice"));
        tests::Databases::member(choice, "bucket", text);
        model::Shape *labels = add(Map, QStringLiteral("Labels"));
        labels->element.target = text;
        model::Shape *row = add(Structure, QStringLiteral("Row"));
        for (const auto &[name, target] :
             {std::pair("Id", add(Structure, QStringLiteral("Tagged"))), std::pair("Place", choice),
              std::pair("Labels", labels), std::pair("Backup", add(Structure, QStringLiteral("Backup"))),
              std::pair("Range", add(Structure, QStringLiteral("Range")))})
            tests::Databases::member(row, name, target);
        model::Shape *list = add(List, QStringLiteral("Rows"));
        list->element.target = row;
        model::Shape *output = add(Structure, QStringLiteral("Output"));
        tests::Databases::member(output, "Rows", list);
        operation->name = QStringLiteral("Scan");
        operation->input = operation->output = output;
        const auto entry = [](const QString &number) {
            const QString text = QStringLiteral("x");
            return QCborMap{
                {QStringLiteral("Id"), QCborMap{{QStringLiteral("N"), number}}},
                {QStringLiteral("Place"), QCborMap{{QStringLiteral("bucket"), text}}},
                {QStringLiteral("Labels"), QCborMap{{QStringLiteral("ENV"), text}}},
                {QStringLiteral("Backup"), QCborMap{{QStringLiteral("Enabled"), true}}},
                {QStringLiteral("Range"), QCborMap{{QStringLiteral("Min"), 1}, {QStringLiteral("Max"), 5}}}};
        };
        Answer answer;
        AnswerTable table(&answer);
        answer.set(operation,
                   QCborMap{{QStringLiteral("Rows"),
                             QCborArray{entry(QStringLiteral("10")), entry(QStringLiteral("9"))}}});
        table.setPlace(listsIn(answer)[0]);
        QStringList shown;
        for (int place = 0; place < table.columnCount(); ++place)
            shown += table.index(0, place).data().toString();
        QCOMPARE(shown,
                 QStringList({QStringLiteral("10"), QStringLiteral("x"), QStringLiteral("ENV: x"),
                              QStringLiteral("Enabled: true"), QStringLiteral("Min: 1 \u00b7 Max: 5")}));
        QVERIFY(!table.index(0, 0).data(Qt::ForegroundRole).isValid()); // a value as any other
        table.sort(0, Qt::AscendingOrder); // numbers in texts as numbers
        QCOMPARE(column(table, 0), QStringList({QStringLiteral("9"), QStringLiteral("10")}));
    }

    // Entries that are maps have the keys that people gave them, as they are.
    void keysOfMapsStayAsTheyAre()
    {
        using enum model::ShapeType;
        auto operation = std::make_shared<model::Operation>();
        model::Shape &text = operation->shapes.emplace_back();
        text.type = String;
        model::Shape &item = operation->shapes.emplace_back();
        item.type = Map;
        item.element.target = &text;
        model::Shape &items = operation->shapes.emplace_back();
        items.type = List;
        items.element.target = &item;
        model::Shape &output = operation->shapes.emplace_back();
        output.type = Structure;
        tests::Databases::member(&output, "Items", &items);
        operation->input = operation->output = &output;
        Answer answer;
        AnswerTable table(&answer);
        answer.set(operation,
                   QCborMap{{QStringLiteral("Items"),
                             QCborArray{QCborMap{{QStringLiteral("orderId"), QStringLiteral("7")}}}}});
        table.setPlace(listsIn(answer)[0]);
        QCOMPARE(headers(table), QStringList(QStringLiteral("orderId")));
    }

    void sorts()
    {
        Answer answer;
        AnswerTable table(&answer);
        const QAbstractItemModelTester tester(&table);
        QCborMap output = tests::Databases::output(4); // storage 0, 37, 74, 111
        QCborArray list = output.value(QStringLiteral("DBInstances")).toArray();
        QCborMap without = list.at(1).toMap();
        without.remove(QStringLiteral("AllocatedStorage"));
        list[1] = without;
        output[QStringLiteral("DBInstances")] = list;
        answer.set(m_databases.operation, output);
        table.setPlace(listsIn(answer)[0]);
        const QPersistentModelIndex kept = table.index(3, 0);
        table.sort(2, Qt::DescendingOrder);
        // Numbers as numbers, and what has none last, whichever way.
        QCOMPARE(column(table, 2),
                 QStringList({QStringLiteral("111"), QStringLiteral("74"), QStringLiteral("0"), QString()}));
        QCOMPARE(kept.data().toString(), QStringLiteral("db-3"));
        QCOMPARE(kept.row(), 0);
        table.sort(2, Qt::AscendingOrder);
        QCOMPARE(column(table, 2),
                 QStringList({QStringLiteral("0"), QStringLiteral("74"), QStringLiteral("111"), QString()}));
        table.sort(-1, Qt::AscendingOrder);
        QCOMPARE(column(table, 0).first(), QStringLiteral("db-0"));
    }

    void filters()
    {
        Answer answer;
        AnswerTable table(&answer);
        const QAbstractItemModelTester tester(&table);
        answer.set(m_databases.operation, tests::Databases::output(9));
        table.setPlace(listsIn(answer)[0]);
        table.setFilter(QStringLiteral("AVAIL db-3"));
        QCOMPARE(column(table, 0), QStringList{QStringLiteral("db-3")});
        QCOMPARE(table.pointerAt(table.index(0, 0)).toString(),
                 QStringLiteral("/DBInstances/3/DBInstanceIdentifier"));
        table.setFilter(QStringLiteral("canary")); // what is hidden cannot be searched for
        QCOMPARE(table.rowCount(), 0);
        table.setFilter({});
        QCOMPARE(table.rowCount(), 9);
    }

    void keepsOrderAndFilterWhenMoreComes()
    {
        Answer answer;
        AnswerTable table(&answer);
        answer.set(m_databases.operation, tests::Databases::output(3));
        table.setPlace(listsIn(answer)[0]);
        table.sort(0, Qt::DescendingOrder);
        table.setFilter(QStringLiteral("available"));
        answer.extend(tests::Databases::output(7));
        QCOMPARE(column(table, 0),
                 QStringList({QStringLiteral("db-6"), QStringLiteral("db-3"), QStringLiteral("db-0")}));
    }

    void listsOfTextsAndOfAnything()
    {
        Answer answer;
        AnswerTable table(&answer);
        const QAbstractItemModelTester tester(&table);
        answer.setPlain(QCborArray{QStringLiteral("b"), QStringLiteral("a"), 3, QCborArray{1}});
        table.setPlace(listsIn(answer)[0]);
        QCOMPARE(headers(table), QStringList{QStringLiteral("Value")});
        table.sort(0, Qt::AscendingOrder);
        QCOMPARE(column(table, 0).mid(2), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
        answer.setPlain(
            QCborArray{QCborMap{{QStringLiteral("x"), 1}}, QCborMap{{QStringLiteral("y"), 2}}, 5});
        table.setPlace(listsIn(answer)[0]);
        QCOMPARE(headers(table), QStringList({QStringLiteral("x"), QStringLiteral("y")}));
        QCOMPARE(table.rowCount(), 3);
    }

    void csv()
    {
        Answer answer;
        AnswerTable table(&answer);
        answer.setPlain(QCborArray{
            QCborMap{{QStringLiteral("name"), QStringLiteral("=cmd()")}, {QStringLiteral("n"), 1.5}},
            QCborMap{{QStringLiteral("name"), QStringLiteral("a \"b\", c")},
                     {QStringLiteral("n"), QCborArray{1, 2}}}});
        table.setPlace(listsIn(answer)[0]);
        QCOMPARE(table.toCsv(), QByteArray("name,n\r\n\"'=cmd()\",1.5\r\n\"a \"\"b\"\", c\",\"[1,2]\"\r\n"));
        answer.set(m_databases.operation, tests::Databases::output(2));
        table.setPlace(listsIn(answer)[0]);
        table.setFilter(QStringLiteral("db-1"));
        QVERIFY(!table.toCsv().contains("canary"));
        QVERIFY(!table.toCsv().contains("db-0"));
        QVERIFY(table.toCsv().contains("2026-01-02T03:05:05+00:00"));
    }

    void listsInsideStructures()
    {
        Answer answer;
        answer.setPlain(QCborMap{
            {QStringLiteral("Texts"), QCborArray{1, 2, 3}},
            {QStringLiteral("Inner"), QCborMap{{QStringLiteral("Things"), QCborArray{QCborMap{{1, 2}}}}}},
            {QStringLiteral("None"), QCborArray()}});
        const QList<ListPlace> lists = listsIn(answer);
        QCOMPARE(lists.size(), 2);
        QCOMPARE(lists[0].pointer.toString(), QStringLiteral("/Inner/Things"));
        QCOMPARE(lists[1].size, 3);
    }

    void tenThousandRowsAreSmooth()
    {
        Answer answer;
        AnswerTable table(&answer);
        answer.set(m_databases.operation, tests::Databases::output(10'000));
        QElapsedTimer timer;
        timer.start();
        table.setPlace(listsIn(answer)[0]);
        const qint64 opened = timer.restart();
        table.sort(2, Qt::AscendingOrder);
        const qint64 sorted = timer.restart();
        table.setFilter(QStringLiteral("avail"));
        const qint64 filtered = timer.restart();
        table.setFilter(QStringLiteral("available"));
        const qint64 again = timer.restart();
        qInfo("10,000 rows: opened %lld ms, sorted %lld ms, filtered %lld ms, next letter %lld ms", opened,
              sorted, filtered, again);
        QCOMPARE(table.rowCount(), 3334);
        QVERIFY(opened + sorted + filtered + again < 5000);
    }
};

QTEST_MAIN(TestAnswerTable)
#include "tst_answertable.moc"
