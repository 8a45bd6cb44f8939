// SPDX-License-Identifier: Apache-2.0
#include "endpoint/contextparameters.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork;
using namespace formwork::endpoint;

class ContextParametersTest : public QObject
{
    Q_OBJECT
private:
    static QCborValue cbor(const QByteArray &json)
    {
        return QCborValue::fromJsonValue(QJsonDocument::fromJson("{\"v\":" + json + "}").object()[u"v"]);
    }

private Q_SLOTS:
    void paths_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("found"); // empty: nothing
        const auto row = [](const char *path, const char *found) {
            QTest::newRow(path) << QString::fromLatin1(path) << QByteArray(found);
        };
        row("Name", "\"n\"");
        row("Table.Name", "\"t\"");
        row("keys(Items)", R"(["a","b"])");
        row("keys(Empty)", "[]");
        row("keys(Name)", "");
        row("Items.*.Id", R"(["1","2"])");
        row("List[*].Get.Table", R"(["x","y"])");
        row("List[1].Put.Table", "\"z\"");
        row("List[*].[Get.Table, Put.Table][]", R"(["x","z","y"])");
        row("List[*].[Get.Table, Put.Table]", R"([["x"],["z"],["y"]])");
        row("Nested[]", "[1,2,3]");
        row("Nested[*][]", "[1,2,3]");
        row("Nobody", "");
        row("Name.More", "");
        row("List[", "");
        row("List[9]", "");
        row("Name[*]", "");
    }

    void paths()
    {
        QFETCH(const QString, path);
        QFETCH(const QByteArray, found);
        const QCborValue input = cbor(R"({"Name":"n","Table":{"Name":"t"},"Empty":{},
            "Items":{"a":{"Id":"1"},"b":{"Id":"2"}},"Nested":[[1,2],[3]],
            "List":[{"Get":{"Table":"x"}},{"Put":{"Table":"z"}},{"Get":{"Table":"y"}}]})");
        const QCborValue result = valueAtPath(input, path);
        if (found.isEmpty())
            QVERIFY(result.isUndefined() || result.isNull());
        else
            QCOMPARE(result.toJsonValue(), cbor(found).toJsonValue());
    }

    void deepPathEnds()
    {
        const QString deep = QStringLiteral("a.").repeated(100000) + u'a';
        QVERIFY(valueAtPath(cbor("{\"a\":1}"), deep).isUndefined());
        QVERIFY(valueAtPath(cbor("[[1]]"), QStringLiteral("[").repeated(100000)).isUndefined());
    }

    void memberWinsOverPathOverStatic()
    {
        model::Shape input;
        model::Member member;
        member.name = QStringLiteral("Bucket");
        member.contextParam = QStringLiteral("TheBucket");
        input.members.push_back(member);
        model::Operation operation;
        operation.input = &input;
        operation.staticContextParams = R"({"TheBucket":{"value":"fixed"},"Flag":{"value":true}})";
        operation.operationContextParams = R"({"TheBucket":{"path":"Path"},"Table":{"path":"Nobody"}})";
        QCborMap expected{{QStringLiteral("TheBucket"), QStringLiteral("fixed")},
                          {QStringLiteral("Flag"), true}};
        QCOMPARE(contextParameters(operation, {}).toJsonObject(), expected.toJsonObject());
        QCborMap document{{QStringLiteral("Path"), QStringLiteral("path")}};
        expected[QStringLiteral("TheBucket")] = QStringLiteral("path");
        QCOMPARE(contextParameters(operation, document).toJsonObject(), expected.toJsonObject());
        document.insert(member.name, QStringLiteral("member"));
        expected[QStringLiteral("TheBucket")] = QStringLiteral("member");
        QCOMPARE(contextParameters(operation, document).toJsonObject(), expected.toJsonObject());
    }
};

QTEST_GUILESS_MAIN(ContextParametersTest)
#include "tst_contextparameters.moc"
