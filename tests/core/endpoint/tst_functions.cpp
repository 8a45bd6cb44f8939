// SPDX-License-Identifier: Apache-2.0
#include "endpoint/expression.h"

#include <QCborArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork::endpoint;

// The library of the rules language. Arguments and answers are written as JSON; null is an unset value.
class FunctionsTest : public QObject
{
    Q_OBJECT
private:
    static QCborValue cbor(const QByteArray &json)
    {
        return QCborValue::fromJsonValue(QJsonDocument::fromJson("{\"v\":" + json + "}").object()[u"v"]);
    }

    static Value value(const QCborValue &cbor)
    {
        return cbor.isDouble() ? Value(qint64(cbor.toDouble())) : Value::fromCbor(cbor);
    }

private Q_SLOTS:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("function");
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<QByteArray>("answer");
        const auto row = [](const char *function, const char *arguments, const char *answer) {
            QTest::addRow("%s(%s)", function, arguments)
                << QByteArray(function) << QByteArray(arguments) << QByteArray(answer);
        };
        row("isSet", "[null]", "false");
        row("isSet", "[\"\"]", "true");
        row("isSet", "[false]", "true");
        row("not", "[false]", "true");
        row("not", "[true]", "false");
        row("stringEquals", "[\"a\",\"a\"]", "true");
        row("stringEquals", "[\"a\",\"A\"]", "false");
        row("stringEquals", "[null,\"A\"]", "false");
        row("booleanEquals", "[true,true]", "true");
        row("booleanEquals", "[false,true]", "false");
        row("booleanEquals", "[null,false]", "false");
        row("parseURL", "[\"https://h:1/p\"]",
            R"({"scheme":"https","authority":"h:1","path":"/p","normalizedPath":"/p/","isIp":false})");
        row("parseURL", "[\"https://h?q\"]", "null");
        row("substring", "[\"abcdef\",0,2,false]", "\"ab\"");
        row("substring", "[\"abcdef\",2,6,false]", "\"cdef\"");
        row("substring", "[\"abcdef\",0,2,true]", "\"ef\"");
        row("substring", "[\"abcdef\",1,3,true]", "\"de\"");
        row("substring", "[\"abcdef\",0,7,false]", "null");
        row("substring", "[\"abcdef\",3,3,false]", "null");
        row("substring", "[\"\\u00e4bc\",0,1,false]", "null");
        row("uriEncode", "[\"a b/c~-._\\u00e4:\"]", "\"a%20b%2Fc~-._%C3%A4%3A\"");
        row("isValidHostLabel", "[\"abc-1\",false]", "true");
        row("isValidHostLabel", "[\"-abc\",false]", "false");
        row("isValidHostLabel", "[\"abc-\",false]", "false");
        row("isValidHostLabel", "[\"a.b\",false]", "false");
        row("isValidHostLabel", "[\"a.b\",true]", "true");
        row("isValidHostLabel", "[\"a..b\",true]", "false");
        row("isValidHostLabel", "[\"\",false]", "false");
        row("isValidHostLabel", "[\"a\\r\\nX\",false]", "false");
        row("split", "[\"a--b--c\",\"--\",0]", R"(["a","b","c"])");
        row("split", "[\"a--b--c\",\"--\",2]", R"(["a","b--c"])");
        row("split", "[\"a--b--c\",\"--\",1]", R"(["a--b--c"])");
        row("split", "[\"--b\",\"--\",0]", R"(["","b"])");
        row("split", "[\"abc\",\"\",0]", "null");
        row("coalesce", "[null,null,\"c\"]", "\"c\"");
        row("coalesce", "[null,null]", "null");
        row("ite", "[true,\"a\",\"b\"]", "\"a\"");
        row("ite", "[false,\"a\",\"b\"]", "\"b\"");
        row("aws.parseArn", "[\"arn:aws:s3:us-east-1:123456789012:accesspoint:one/two\"]",
            R"({"partition":"aws","service":"s3","region":"us-east-1","accountId":"123456789012",)"
            R"("resourceId":["accesspoint","one","two"]})");
        row("aws.parseArn", "[\"arn:aws:s3:::bucket\"]",
            R"({"partition":"aws","service":"s3","region":"","accountId":"","resourceId":["bucket"]})");
        row("aws.parseArn", "[\"arn:aws:s3:us-east-1\"]", "null");
        row("aws.parseArn", "[\"arn::s3:r:a:x\"]", "null");
        row("aws.parseArn", "[\"arn:aws:s3:r:a:\"]", "null");
        row("aws.parseArn", "[\"bucket\"]", "null");
        row("aws.isVirtualHostableS3Bucket", "[\"my-bucket\",false]", "true");
        row("aws.isVirtualHostableS3Bucket", "[\"my.bucket\",false]", "false");
        row("aws.isVirtualHostableS3Bucket", "[\"my.bucket\",true]", "true");
        row("aws.isVirtualHostableS3Bucket", "[\"My-bucket\",false]", "false");
        row("aws.isVirtualHostableS3Bucket", "[\"ab\",false]", "false");
        row("aws.isVirtualHostableS3Bucket", "[\"192.168.5.4\",true]", "false");
    }

    void answers()
    {
        QFETCH(const QByteArray, function);
        QFETCH(const QByteArray, arguments);
        QFETCH(const QByteArray, answer);
        const auto info = functionByName(function.toStdString());
        QVERIFY(info);
        List list;
        for (const QCborValue &argument : cbor(arguments).toArray())
            list.push_back(value(argument));
        QVERIFY(list.size() >= info->fewest && list.size() <= info->most);
        const Value result = applyFunction(info->function, list);
        const QCborValue expected = cbor(answer);
        if (expected.isNull())
            QVERIFY(!result.isSet());
        else
            QCOMPARE(result.toCbor().toJsonValue(), expected.toJsonValue());
    }

    // Values of the wrong kind are no answer, never a crash.
    void wrongKinds()
    {
        const List odd{Value(),       Value(true),    Value(qint64(7)), Value(QByteArray("x")),
                       Value(List()), Value(Record())};
        for (const char *name : {"isSet", "not", "stringEquals", "booleanEquals", "parseURL", "substring",
                                 "uriEncode", "isValidHostLabel", "split", "coalesce", "ite", "aws.partition",
                                 "aws.parseArn", "aws.isVirtualHostableS3Bucket"}) {
            const auto info = functionByName(name);
            QVERIFY2(info, name);
            for (const Value &value : odd) {
                const List arguments(info->fewest, value);
                (void)applyFunction(info->function, arguments);
            }
        }
        QVERIFY(!functionByName("aws.guess"));
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<int>("steps"); // 0: refused
        const auto row = [](const char *path, int steps) {
            QTest::newRow(path) << QByteArray(path) << steps;
        };
        row("resourceId", 1);
        row("resourceId[0]", 2);
        row("[1]", 1);
        row("a.b[2].c", 4);
        row("", 0);
        row("a..b", 0);
        row("a.", 0);
        row("a[", 0);
        row("a[]", 0);
        row("a[-1]", 0);
        row("a[1x]", 0);
        row("a[99999999999999999999]", 0);
        row("[0]a", 0);
    }

    void paths()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const int, steps);
        const auto parsed = parsePath(path.toStdString());
        QCOMPARE(parsed ? int(parsed->size()) : 0, steps);
    }
};

QTEST_GUILESS_MAIN(FunctionsTest)
#include "tst_functions.moc"
