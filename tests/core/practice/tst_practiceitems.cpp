// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include <QCborArray>
#include <QTest>

using namespace formwork;

namespace
{

QCborMap text(const QString &value) { return {{QStringLiteral("S"), value}}; }
QCborMap number(const QString &value) { return {{QStringLiteral("N"), value}}; }
QCborMap number(qint64 value) { return number(QString::number(value)); }

} // namespace

// Items in tables: what the request's expressions say, against a model of the test's own.
class TestPracticeItems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_account = std::make_unique<Loopback>(QStringList{QStringLiteral(TEST_DATA_DIR "/models")});
        QCOMPARE(
            code("CreateTable",
                 "{'TableName':'table','BillingMode':'PAY_PER_REQUEST',"
                 "'KeySchema':[{'AttributeName':'h','KeyType':'HASH'},{'AttributeName':'r','KeyType':'RANGE'}"
                 "],"
                 "'AttributeDefinitions':[{'AttributeName':'h','AttributeType':'S'},"
                 "{'AttributeName':'r','AttributeType':'N'},{'AttributeName':'g','AttributeType':'S'}],"
                 "'GlobalSecondaryIndexes':[{'IndexName':'index','Projection':{'ProjectionType':'KEYS_ONLY'},"
                 "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'},"
                 "{'AttributeName':'r','KeyType':'RANGE'}]}]}"),
            QString());
    }

    void itemsAreKept()
    {
        put("a", 1, {{QStringLiteral("v"), number(QStringLiteral("1.50E1"))}});
        m_account->restart();
        const QCborMap item = get("a", 1);
        QCOMPARE(item.value(QLatin1StringView("v")).toMap(), number(15));
        QVERIFY(get("a", 2).isEmpty());
        Loopback::Sent elsewhere;
        elsewhere.region = QStringLiteral("eu-west-1");
        QCOMPARE(m_account->codeOf(*operation("GetItem"),
                                   input("{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}}}"),
                                   elsewhere),
                 QStringLiteral("ResourceNotFoundException"));
        QCOMPARE(code("DeleteItem", "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1.0'}}}"),
                 QString());
        QVERIFY(get("a", 1).isEmpty());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("operation");
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *operation, const char *request,
                            const char *code = "ValidationException") {
            QTest::newRow(name) << QByteArray(operation) << QByteArray(request) << QString::fromLatin1(code);
        };
        row("no table", "GetItem", "{'TableName':'none','Key':{'h':{'S':'a'}}}", "ResourceNotFoundException");
        row("half a key", "GetItem", "{'TableName':'table','Key':{'h':{'S':'a'}}}");
        row("a key of another type", "GetItem", "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'S':'1'}}}");
        row("no key", "PutItem", "{'TableName':'table','Item':{'h':{'S':'a'}}}");
        row("an empty key", "PutItem", "{'TableName':'table','Item':{'h':{'S':''},'r':{'N':'1'}}}");
        row("no number", "PutItem", "{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'one'}}}");
        row("an empty set", "PutItem",
            "{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'1'},'s':{'SS':[]}}}");
        row("a set with one twice", "PutItem",
            "{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'1'},'s':{'NS':['1','1.0']}}}");
        row("an index key of another type", "PutItem",
            "{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'1'},'g':{'N':'1'}}}");
        row("two types", "PutItem", "{'TableName':'table','Item':{'h':{'S':'a','N':'1'},'r':{'N':'1'}}}");
        row("a key is changed", "UpdateItem",
            "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'UpdateExpression':'REMOVE r'}");
        row("a word that is reserved", "UpdateItem",
            "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'UpdateExpression':'REMOVE #n, name',"
            "'ExpressionAttributeNames':{'#n':'n'}}");
        row("a value that is not used", "UpdateItem",
            "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'UpdateExpression':'REMOVE a',"
            "'ExpressionAttributeValues':{':v':{'S':''}}}");
        row("a value that is not given", "UpdateItem",
            "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'UpdateExpression':'SET a = :v'}");
        row("a path twice", "UpdateItem",
            "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'UpdateExpression':'REMOVE a, a.b'}");
        row("no condition", "Query", "{'TableName':'table'}");
        row("a condition without the hash key", "Query",
            "{'TableName':'table','KeyConditionExpression':'r = "
            ":v','ExpressionAttributeValues':{':v':{'N':'1'}}}");
        row("a condition that is none", "Query",
            "{'TableName':'table','KeyConditionExpression':'h = "
            "','ExpressionAttributeValues':{':v':{'S':'1'}}}");
        row("no index", "Scan", "{'TableName':'table','IndexName':'none'}");
        row("not held", "PutItem",
            "{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'1'}},'ConditionExpression':'attribute_"
            "exists(h)"
            "'}",
            "ConditionalCheckFailedException");
        row("a parameter from before expressions", "Scan",
            "{'TableName':'table','ScanFilter':{'a':{'ComparisonOperator':'NULL'}}}");
        row("a key without a type", "CreateTable",
            "{'TableName':'other','KeySchema':[{'AttributeName':'h','KeyType':'HASH'}],"
            "'AttributeDefinitions':[{'AttributeName':'x','AttributeType':'S'}]}");
    }

    void refusals()
    {
        QFETCH(const QByteArray, operation);
        QFETCH(const QByteArray, request);
        QFETCH(const QString, code);
        QCOMPARE(this->code(operation.constData(), request.constData()), code);
    }

    void itemsOfMoreThanTheyMayHaveAreRefused()
    {
        const QCborMap item{{QStringLiteral("h"), text(QStringLiteral("a"))},
                            {QStringLiteral("r"), number(1)}};
        QCborMap whole = item;
        whole[QStringLiteral("v")] = text(QString(400 * 1024 - 6, u'x')); // and the names and keys: 400 KB
        QCborMap request{{QStringLiteral("TableName"), QStringLiteral("table")},
                         {QStringLiteral("Item"), whole}};
        QCOMPARE(m_account->codeOf(*operation("PutItem"), request), QString());
        whole[QStringLiteral("v")] = text(QString(400 * 1024 - 5, u'x'));
        request[QStringLiteral("Item")] = whole;
        QCOMPARE(m_account->codeOf(*operation("PutItem"), request), QStringLiteral("ValidationException"));
    }

    void conditions_data()
    {
        QTest::addColumn<QString>("condition");
        QTest::addColumn<bool>("holds");
        const auto row = [](const char *condition, bool holds) {
            QTest::newRow(condition) << QString::fromLatin1(condition) << holds;
        };
        row("attribute_exists(n)", true);
        row("attribute_not_exists(m.x)", false);
        row("attribute_not_exists(m.z)", true);
        row("n = :three", true);
        row("n <> :three", false);
        row("absent <> :three", true);
        row("absent = :three", false);
        row("n < :ten AND t > :ten", false); // of another type
        row("n BETWEEN :one AND :ten", true);
        row("n IN (:one, :three)", true);
        row("NOT n IN (:one, :ten)", true);
        row("n = :one OR n = :three AND t = :part", false);
        row("(n = :one OR n = :three) AND begins_with(t, :part)", true);
        row("contains(t, :part)", true);
        row("contains(s, :part)", false);
        row("contains(l, :three)", true);
        row("size(t) > :three", true);
        row("size(l) = :one", true);
        row("attribute_type(n, :type)", true);
        row("l[0] = :three and not attribute_exists(l[1])", true);
    }

    void conditions()
    {
        QFETCH(const QString, condition);
        QFETCH(const bool, holds);
        put("a", 1,
            input("{'n':{'N':'3'},'t':{'S':'text'},'s':{'SS':['text','t']},'l':{'L':[{'N':'3'}]},"
                  "'m':{'M':{'x':{'NULL':true}}}}"));
        // What the condition does not use may not be given.
        const QCborMap all =
            input("{':one':{'N':'1'},':three':{'N':'3.0'},':ten':{'N':'10'},':part':{'S':'te'},"
                  "':type':{'S':'N'}}");
        QCborMap values;
        for (const auto &[name, value] : all) {
            if (condition.contains(name.toString()))
                values[name] = value;
        }
        QCborMap request{{QStringLiteral("TableName"), QStringLiteral("table")},
                         {QStringLiteral("FilterExpression"), condition}};
        if (!values.isEmpty())
            request[QStringLiteral("ExpressionAttributeValues")] = values;
        const protocol::Answer answer = m_account->call(*operation("Scan"), request);
        QVERIFY2(!answer.error, m_account->last().body.constData());
        QCOMPARE(answer.output.toMap().value(QLatin1StringView("Count")).toInteger(), holds ? 1 : 0);
        QCOMPARE(answer.output.toMap().value(QLatin1StringView("ScannedCount")).toInteger(), 1);
    }

    void updates()
    {
        put("a", 1,
            input("{'n':{'N':'0.1'},'l':{'L':[{'S':'a'},{'S':'b'},{'S':'c'}]},'s':{'SS':['x','y']},'m':{'M':{"
                  "}}}"));
        const QCborMap answer =
            done("UpdateItem",
                 "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'ReturnValues':'UPDATED_NEW',"
                 "'UpdateExpression':'SET n = n + :d, l[2] = :c, m.#k = if_not_exists(k, :c) REMOVE l[0] ADD "
                 "c :d DELETE s :s',"
                 "'ExpressionAttributeNames':{'#k':'key'},"
                 "'ExpressionAttributeValues':{':d':{'N':'0.2'},':c':{'S':'C'},':s':{'SS':['x']}}}");
        const QCborMap changed = answer.value(QLatin1StringView("Attributes")).toMap();
        QCOMPARE(changed.value(QLatin1StringView("n")).toMap(), number(QStringLiteral("0.3")));
        QVERIFY(!changed.contains(QLatin1StringView("h")));
        const QCborMap item = get("a", 1);
        QCOMPARE(item.value(QLatin1StringView("l")).toMap(), input("{'L':[{'S':'b'},{'S':'C'}]}"));
        QCOMPARE(item.value(QLatin1StringView("m")).toMap(), input("{'M':{'key':{'S':'C'}}}"));
        QCOMPARE(item.value(QLatin1StringView("c")).toMap(), number(QStringLiteral("0.2")));
        QCOMPARE(item.value(QLatin1StringView("s")).toMap(), input("{'SS':['y']}"));
        const QCborMap made =
            done("UpdateItem",
                 "{'TableName':'table','Key':{'h':{'S':'new'},'r':{'N':'1'}},'ReturnValues':'ALL_NEW'}");
        QCOMPARE(made.value(QLatin1StringView("Attributes")).toMap().size(), 2);
    }

    void queriesGoInTheOrderOfTheKeys()
    {
        const QList<qint64> numbers{10, -2, 9, 100, -30, 0};
        for (const qint64 place : numbers)
            put("a", place,
                {{QStringLiteral("g"), text(QStringLiteral("g"))}, {QStringLiteral("v"), number(1)}});
        put("ab", 5);
        const QByteArray all = "{'TableName':'table','KeyConditionExpression':'h = :h',"
                               "'ExpressionAttributeValues':{':h':{'S':'a'}}";
        QCOMPARE(places(all + "}"), (QList<qint64>{-30, -2, 0, 9, 10, 100}));
        QCOMPARE(places(all + ",'ScanIndexForward':false}"), (QList<qint64>{100, 10, 9, 0, -2, -30}));
        QCOMPARE(places("{'TableName':'table','KeyConditionExpression':'h = :h AND r BETWEEN :a AND :b',"
                        "'ExpressionAttributeValues':{':h':{'S':'a'},':a':{'N':'-2'},':b':{'N':'10'}}}"),
                 (QList<qint64>{-2, 0, 9, 10}));
        const QByteArray index =
            "{'TableName':'table','IndexName':'index','KeyConditionExpression':'g = :g AND r > :r',"
            "'ExpressionAttributeValues':{':g':{'S':'g'},':r':{'N':'0'}}}";
        QCOMPARE(places(index), (QList<qint64>{9, 10, 100}));
        const QCborMap answer = done("Query", index);
        QVERIFY(!answer.value(QLatin1StringView("Items"))
                     .toArray()
                     .first()
                     .toMap()
                     .contains(QLatin1StringView("v"))); // keys alone are in the index
    }

    void pagesEndWhereTheNextBegins_data()
    {
        QTest::addColumn<QByteArray>("more");
        QTest::newRow("forward") << QByteArray("");
        QTest::newRow("backward") << QByteArray(",'ScanIndexForward':false");
        QTest::newRow("index") << QByteArray(",'IndexName':'index'");
    }

    void pagesEndWhereTheNextBegins()
    {
        QFETCH(const QByteArray, more);
        for (qint64 place = 0; place < 7; ++place)
            put("a", place, {{QStringLiteral("g"), text(QStringLiteral("a"))}});
        const QByteArray key = more.contains("IndexName") ? "g" : "h";
        const QByteArray asked = "{'TableName':'table','Limit':3,'KeyConditionExpression':'" + key
            + " = :h','ExpressionAttributeValues':{':h':{'S':'a'}}" + more + "}";
        QCborMap request = input(asked.constData());
        QList<qint64> seen;
        for (int page = 0; page < 3; ++page) {
            const QCborMap answer = m_account->call(*operation("Query"), request).output.toMap();
            for (const QCborValue item : answer.value(QLatin1StringView("Items")).toArray())
                seen.append(item.toMap()
                                .value(QLatin1StringView("r"))
                                .toMap()
                                .value(QLatin1StringView("N"))
                                .toString()
                                .toLongLong());
            QCOMPARE(answer.contains(QLatin1StringView("LastEvaluatedKey")), page < 2);
            request[QStringLiteral("ExclusiveStartKey")] =
                answer.value(QLatin1StringView("LastEvaluatedKey"));
        }
        if (more.contains("false"))
            std::ranges::reverse(seen);
        QCOMPARE(seen, (QList<qint64>{0, 1, 2, 3, 4, 5, 6}));
    }

    void batches()
    {
        const QCborMap answer =
            done("BatchWriteItem",
                 "{'RequestItems':{'table':[{'PutRequest':{'Item':{'h':{'S':'a'},'r':{'N':'1'}}}},"
                 "{'PutRequest':{'Item':{'h':{'S':'a'},'r':{'N':'2'}}}}]}}");
        QVERIFY(answer.value(QLatin1StringView("UnprocessedItems")).isMap());
        QCOMPARE(code("BatchWriteItem",
                      "{'RequestItems':{'table':[{'PutRequest':{'Item':{'h':{'S':'a'},'r':{'N':'1'}}}},"
                      "{'DeleteRequest':{'Key':{'h':{'S':'a'},'r':{'N':'1'}}}}]}}"),
                 QStringLiteral("ValidationException"));
        const QCborMap read = done("BatchGetItem",
                                   "{'RequestItems':{'table':{'Keys':[{'h':{'S':'a'},'r':{'N':'1'}},"
                                   "{'h':{'S':'a'},'r':{'N':'3'}}],'ProjectionExpression':'r'}}}");
        QCOMPARE(
            read.value(QLatin1StringView("Responses")).toMap().value(QLatin1StringView("table")).toArray(),
            (QCborArray{QCborMap{{QStringLiteral("r"), number(1)}}}));
    }

    void transactionsAreDoneWholeOrNotAtAll()
    {
        put("a", 1);
        const QByteArray request =
            "{'TransactItems':[{'Put':{'TableName':'table','Item':{'h':{'S':'a'},'r':{'N':'2'}}}},"
            "{'Delete':{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}},'ConditionExpression':'"
            "attribute_"
            "exists(x)'}}]}";
        QCOMPARE(code("TransactWriteItems", request), QStringLiteral("TransactionCanceledException"));
        QVERIFY(m_account->last().body.contains("[None, ConditionalCheckFailed]"));
        QVERIFY(get("a", 2).isEmpty());
        QCOMPARE(code("TransactWriteItems",
                      QByteArray(request).replace("attribute_exists(x)", "attribute_exists(h)")),
                 QString());
        QVERIFY(!get("a", 2).isEmpty());
        QVERIFY(get("a", 1).isEmpty());
    }

    void aNewTableOfTheNameIsEmpty()
    {
        put("a", 1);
        QCOMPARE(done("DescribeTable", "{'TableName':'table'}")
                     .value(QLatin1StringView("Table"))
                     .toMap()
                     .value(QLatin1StringView("ItemCount"))
                     .toInteger(),
                 1);
        QCOMPARE(code("DeleteTable", "{'TableName':'table'}"), QString());
        QCOMPARE(code("GetItem", "{'TableName':'table','Key':{'h':{'S':'a'},'r':{'N':'1'}}}"),
                 QStringLiteral("ResourceNotFoundException"));
        QCOMPARE(code("CreateTable",
                      "{'TableName':'table','BillingMode':'PAY_PER_REQUEST',"
                      "'KeySchema':[{'AttributeName':'h','KeyType':'HASH'}],"
                      "'AttributeDefinitions':[{'AttributeName':'h','AttributeType':'S'}]}"),
                 QString());
        QCOMPARE(done("Scan", "{'TableName':'table'}").value(QLatin1StringView("Count")).toInteger(), 0);
    }

private:
    model::OperationPtr operation(const char *name) const { return m_account->operation("dynamodb", name); }

    QString code(const char *name, const QByteArray &request)
    {
        return m_account->codeOf(*operation(name), input(request.constData()));
    }

    QCborMap done(const char *name, const QByteArray &request)
    {
        return m_account->call(*operation(name), input(request.constData())).output.toMap();
    }

    void put(const char *hash, qint64 place, QCborMap item = {})
    {
        item[QStringLiteral("h")] = text(QString::fromLatin1(hash));
        item[QStringLiteral("r")] = number(place);
        QCOMPARE(m_account->codeOf(*operation("PutItem"),
                                   {{QStringLiteral("TableName"), QStringLiteral("table")},
                                    {QStringLiteral("Item"), item}}),
                 QString());
    }

    QCborMap get(const char *hash, qint64 place)
    {
        const QCborMap key{{QStringLiteral("h"), text(QString::fromLatin1(hash))},
                           {QStringLiteral("r"), number(place)}};
        return m_account
            ->call(*operation("GetItem"),
                   {{QStringLiteral("TableName"), QStringLiteral("table")}, {QStringLiteral("Key"), key}})
            .output.toMap()
            .value(QLatin1StringView("Item"))
            .toMap();
    }

    QList<qint64> places(const QByteArray &request)
    {
        QList<qint64> list;
        for (const QCborValue item : done("Query", request).value(QLatin1StringView("Items")).toArray())
            list.append(item.toMap()
                            .value(QLatin1StringView("r"))
                            .toMap()
                            .value(QLatin1StringView("N"))
                            .toString()
                            .toLongLong());
        return list;
    }

    std::unique_ptr<Loopback> m_account;
};

QTEST_GUILESS_MAIN(TestPracticeItems)
#include "tst_practiceitems.moc"
