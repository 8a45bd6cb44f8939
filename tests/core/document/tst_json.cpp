// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "document/number.h"
#include "document/storedcbor.h"
#include "document/timestamp.h"

#include <QCborArray>
#include <QCborMap>
#include <QElapsedTimer>
#include <QTest>

#include <cmath>
#include <limits>

using namespace formwork;
using namespace formwork::document;
using model::Member;
using model::Shape;
using model::ShapeType;

class JsonTest : public QObject
{
    Q_OBJECT
private:
    Shape m_types[19];
    Shape m_root;

    Shape &shape(ShapeType type) { return m_types[int(type)]; }

    void addMember(const char *name, ShapeType type)
    {
        Member member;
        member.name = QString::fromLatin1(name);
        member.target = &shape(type);
        m_root.members.push_back(member);
    }

    QCborValue read(const QByteArray &json, const char *member)
    {
        const auto value = fromJson(json, m_root);
        if (!value)
            qWarning() << value.error().sentence();
        return value ? value->toMap().value(QLatin1String(member)) : QCborValue();
    }

    static QDateTime utc(const char *text)
    {
        return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs).toUTC();
    }

private Q_SLOTS:
    void initTestCase()
    {
        for (int i = 0; i < 19; ++i)
            m_types[i].type = ShapeType(i);
        shape(ShapeType::Enum).enumValues = {{QStringLiteral("ONE"), QStringLiteral("one"), {}, {}}};
        addMember("blob", ShapeType::Blob);
        addMember("flag", ShapeType::Boolean);
        addMember("text", ShapeType::String);
        addMember("choice", ShapeType::Enum);
        addMember("whole", ShapeType::Long);
        addMember("real", ShapeType::Double);
        addMember("big", ShapeType::BigDecimal);
        addMember("time", ShapeType::Timestamp);
        addMember("any", ShapeType::Document);
        addMember("list", ShapeType::List);
        addMember("map", ShapeType::Map);
        addMember("union", ShapeType::Union);
        shape(ShapeType::List).element.target = &shape(ShapeType::Blob);
        shape(ShapeType::Map).element.target = &shape(ShapeType::Timestamp);
        shape(ShapeType::Map).key.target = &shape(ShapeType::String);
        shape(ShapeType::Union).members = {m_root.members[0], m_root.members[2]};
    }

    void readsByTheShape_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QCborValue>("value");
        const auto row = [](const char *name, const char *json, const char *member, const QCborValue &value) {
            QTest::newRow(name) << QByteArray(json) << QByteArray(member) << value;
        };
        row("blob", R"({"blob":"AAH/"})", "blob", QByteArray("\0\1\xff", 3));
        row("empty blob", R"({"blob":""})", "blob", QByteArray(""));
        row("no base64", R"({"blob":"?!"})", "blob", QStringLiteral("?!"));
        row("blob in a list", R"({"list":["aGk="]})", "list", QCborArray{QByteArray("hi")});
        row("largest long", R"({"whole":9223372036854775807})", "whole", std::numeric_limits<qint64>::max());
        row("smallest long", R"({"whole":-9223372036854775808})", "whole",
            std::numeric_limits<qint64>::min());
        row("beyond long", R"({"whole":18446744073709551615})", "whole",
            QStringLiteral("18446744073709551615"));
        row("beyond long in a document", R"({"any":18446744073709551616})", "any",
            exactNumber("18446744073709551616"));
        row("beyond double in a document", R"({"any":-1e400})", "any", exactNumber("-1e400"));
        row("next to nothing in a document", R"({"any":1e-400})", "any", exactNumber("1e-400"));
        row("2^53+1", R"({"any":9007199254740993})", "any", qint64(9007199254740993));
        row("fraction for a long", R"({"whole":1.5})", "whole", 1.5);
        row("text for a long", R"({"whole":"12"})", "whole", QStringLiteral("12"));
        row("whole number for a double", R"({"real":3})", "real", 3.0);
        row("NaN", R"({"real":"-Infinity"})", "real", -std::numeric_limits<double>::infinity());
        row("beyond double", R"({"real":1e999})", "real", QStringLiteral("1e999"));
        row("next to nothing", R"({"real":1e-999})", "real", 0.0);
        row("big decimal", R"({"big":1.10000000000000000000001})", "big",
            QStringLiteral("1.10000000000000000000001"));
        row("null", R"({"text":null})", "text", nullptr);
        row("number for a text", R"({"text":5})", "text", 5);
        row("unknown member", R"({"other":[1,"x",{"y":null}]})", "other",
            QCborArray{1, QStringLiteral("x"), QCborMap{{QStringLiteral("y"), nullptr}}});
        row("map of times", R"({"map":{"a":0}})", "map",
            QCborMap{{QStringLiteral("a"), QCborValue(utc("1970-01-01T00:00:00Z"))}});
        row("escapes", R"({"text":"a\u00e9\n\ud83d\ude00"})", "text", QString::fromUtf8("aé\n😀"));
        row("embedded zero", R"({"text":"a\u0000b"})", "text", QString::fromUtf8("a\0b", 3));
        row("zone", R"({"time":"2026-01-02T03:04:05+01:00"})", "time",
            QCborValue(utc("2026-01-02T02:04:05Z")));
        row("no zone", R"({"time":"2026-01-02T03:04:05"})", "time", QCborValue(utc("2026-01-02T03:04:05Z")));
        row("fraction", R"({"time":"2026-01-02T03:04:05.25Z"})", "time",
            QCborValue(utc("2026-01-02T03:04:05.250Z")));
        row("no zone, in the hour that New York's summer time leaves out",
            R"({"time":"2026-03-08T02:30:00"})", "time", QCborValue(utc("2026-03-08T02:30:00Z")));
        row("no zone and a blank", R"({"time":"2026-01-02 03:04"})", "time",
            QCborValue(utc("2026-01-02T03:04:00Z")));
        row("HTTP date", R"({"time":"Fri, 02 Jan 2026 03:04:05 GMT"})", "time",
            QCborValue(utc("2026-01-02T03:04:05Z")));
        row("HTTP date without zone", R"({"time":"Fri, 02 Jan 2026 03:04:05"})", "time",
            QCborValue(utc("2026-01-02T03:04:05Z")));
        row("no such zone", R"({"time":"2026-01-02T03:04:05 EST"})", "time",
            QStringLiteral("2026-01-02T03:04:05 EST"));
        row("midnight at the end", R"({"time":"2026-01-02T24:00"})", "time",
            QCborValue(utc("2026-01-03T00:00:00Z")));
        row("microseconds", R"({"time":"2026-01-02T03:04:05.999999Z"})", "time",
            QStringLiteral("2026-01-02T03:04:05.999999+00:00"));
        row("nanoseconds as a number", R"({"time":1767323045.000000001})", "time",
            QStringLiteral("2026-01-02T03:04:05.000000001+00:00"));
        row("beyond the years", R"({"time":"10000-01-02"})", "time", QStringLiteral("10000-01-02"));
        row("day only", R"({"time":"2026-01-02"})", "time", QCborValue(utc("2026-01-02T00:00:00Z")));
        row("without separators", R"({"time":"20260102T030405Z"})", "time",
            QCborValue(utc("2026-01-02T03:04:05Z")));
        row("epoch", R"({"time":1767323045})", "time", QCborValue(utc("2026-01-02T03:04:05Z")));
        row("epoch with fraction", R"({"time":1767323045.5})", "time",
            QCborValue(utc("2026-01-02T03:04:05.500Z")));
        // Found by a fuzzer: beyond 64 characters a number was no time any more, and its JSON read as another
        // value.
        const QByteArray zeros(70, '0');
        row("epoch with many digits", "{\"time\":1767323045.5" + zeros + '}', "time",
            QCborValue(utc("2026-01-02T03:04:05.5Z")));
        row("epoch with many digits and an exponent", "{\"time\":1.767323045" + zeros + "e9}", "time",
            QCborValue(utc("2026-01-02T03:04:05Z")));
        row("epoch as text", R"({"time":"1767323045"})", "time", QCborValue(utc("2026-01-02T03:04:05Z")));
        row("no time", R"({"time":"tomorrow"})", "time", QStringLiteral("tomorrow"));
        row("no time of ours", R"({"time":1e300})", "time", 1e300);
    }

    void readsByTheShape()
    {
        QFETCH(QByteArray, json);
        QFETCH(QByteArray, member);
        QFETCH(QCborValue, value);
        const QCborValue found = read(json, member.constData());
        QCOMPARE(found.type(), value.type());
        QCOMPARE(found, value);
    }

    void keepsNumbersOfDocuments()
    {
        const QByteArray json =
            R"({"any":[18446744073709551616,1e400,-1E-400,{"a":123456789012345678901234567890}]})";
        const auto value = fromJson(json, m_root);
        QVERIFY(value);
        QCOMPARE(toJson(*value, m_root, JsonStyle::Compact), json);
        QCOMPARE(toPlainJson(fromStoredCbor(value->toCbor())), json);
    }

    void keepsMarksThatWereStored()
    {
        const QString marked = QStringLiteral("\ufeff\ufeffa");
        const QCborMap map{{marked, QCborArray{marked, QStringLiteral("a"), 1, marked.repeated(100)}}};
        const QCborMap read = fromStoredCbor(QCborValue(map).toCbor()).toMap();
        QCOMPARE(read.keys().constFirst().toString(), marked);
        const QCborArray list = read.constBegin().value().toArray();
        QCOMPARE(list.at(0).toString(), marked);
        QCOMPARE(list.at(1).toString(), QStringLiteral("a"));
        QCOMPARE(list.at(3).toString(), marked.repeated(100));
    }

    void namesUtf16()
    {
        for (const QByteArray &text :
             {QByteArray("\xff\xfe{\0}\0", 6), QByteArray("\xfe\xff\0{\0}", 6), QByteArray("{\0}\0", 4)}) {
            const auto value = fromPlainJson(text);
            QVERIFY(!value);
            QVERIFY(value.error().sentence().contains(QStringLiteral("save it as UTF-8")));
        }
    }

    // U+FEFF is text like any other where it does not start a file.
    void keepsMarks()
    {
        const QString text = QStringLiteral("\ufeffa");
        const QByteArray json = "{\"text\":\"\\ufeffa\",\"any\":{\"\\ufeffk\":[\"\\ufeff\"]}}";
        QCOMPARE(read(json, "text").toString(), text);
        const QCborMap any = read(json, "any").toMap();
        QCOMPARE(any.keys().constFirst().toString(), QStringLiteral("\ufeffk"));
        QCOMPARE(any.constBegin().value().toArray().at(0).toString(), QStringLiteral("\ufeff"));
        const auto stranger = fromJson("{\"\\ufefftime\":\"4\"}", m_root); // this is not the member "time"
        QCOMPARE(stranger->toMap().value(QStringLiteral("\ufefftime")), QCborValue(QStringLiteral("4")));
    }

    // What is a time only without its beginning or its end is none.
    void takesTheWholeOfATime()
    {
        for (const QByteArray &text : {QByteArray("\\ufeff4"), "4" + QByteArray(100, ' ') + "x"})
            QVERIFY2(read("{\"time\":\"" + text + "\"}", "time").isString(), text.constData());
    }

    void tellsFieldsApart()
    {
        const auto fields =
            document::jsonFields("{\"a\": {\"b\": [1, \"}\"]} , \"c\":\"x\\\"y\", \"d\":-1.50 }");
        QVERIFY(fields);
        QCOMPARE(fields->value(QStringLiteral("a")).trimmed(), "{\"b\": [1, \"}\"]}");
        QCOMPARE(fields->value(QStringLiteral("c")).trimmed(), "\"x\\\"y\"");
        QCOMPARE(fields->value(QStringLiteral("d")).trimmed(), "-1.50");
        QVERIFY(!document::jsonFields("[1]"));
        QVERIFY(!document::jsonFields("{\"a\":"));
        QVERIFY(!document::jsonFields(""));
    }

    void notANumber() { QVERIFY(std::isnan(read(R"({"real":"NaN"})", "real").toDouble(1))); }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("says");
        QTest::newRow("empty") << QByteArray(" \n") << QStringLiteral("empty");
        QTest::newRow("truncated") << QByteArray("{\"a\":\n[1,") << QStringLiteral("line 2");
        QTest::newRow("no comma") << QByteArray("{\"a\":1\n \"b\":2}") << QStringLiteral("line 2");
        QTest::newRow("two values") << QByteArray("{} {}") << QStringLiteral("column");
        QTest::newRow("comma after") << QByteArray("{},") << QStringLiteral("column");
        QTest::newRow("closed twice") << QByteArray("{}]") << QStringLiteral("column");
        QTest::newRow("list broken out of") << QByteArray("1],[2") << QStringLiteral("not JSON");
        QTest::newRow("leading zero") << QByteArray("{\"a\":01}") << QStringLiteral("column 6");
        QTest::newRow("word") << QByteArray("{\"a\":nul}") << QStringLiteral("\"nul\"");
        QTest::newRow("single quotes") << QByteArray("{'a':1}") << QStringLiteral("column");
        QTest::newRow("open text") << QByteArray("{\"a\":\"x}") << QStringLiteral("not JSON");
        QTest::newRow("raw line break") << QByteArray("{\"a\":\"x\ny\"}") << QStringLiteral("not JSON");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"a\":\"\xff\"}") << QStringLiteral("not JSON");
        QTest::newRow("NUL") << QByteArray("{\"a\":\0}", 7) << QStringLiteral("not JSON");
        QTest::newRow("half a surrogate pair")
            << QByteArray(R"({"a":"\ud83d"})") << QStringLiteral("not JSON");
        QTest::newRow("name twice") << QByteArray("{\"a\":1,\n\"a\":2}")
                                    << QStringLiteral("\"a\" stands twice");
        QTest::newRow("deep") << QByteArray(10'000, '[') + QByteArray(10'000, ']')
                              << QStringLiteral("200 levels");
        QTest::newRow("deep and open") << QByteArray(10'000, '[') << QStringLiteral("levels");
        QTest::newRow("too large") << QByteArray((64 << 20) + 1, ' ') << QStringLiteral("64 MiB");
    }

    void refuses()
    {
        QFETCH(QByteArray, json);
        QFETCH(QString, says);
        const auto value = fromJson(json, m_root);
        QVERIFY2(!value.has_value(), qPrintable(value ? QString::fromUtf8(toPlainJson(*value)) : QString()));
        QCOMPARE(value.error().phase, Phase::Input);
        QVERIFY2(value.error().message.contains(says), qPrintable(value.error().message));
        QVERIFY(value.error().message.size() < 300);
    }

    void acceptsAByteOrderMark() { QCOMPARE(read("\xEF\xBB\xBF{\"whole\":1}", "whole"), QCborValue(1)); }

    void plainValues_data()
    {
        QTest::addColumn<QByteArray>("json");
        for (const char *json :
             {"1", "-0.5", "true", "null", "\"x\"", "[]", "{}", "[1,[2,{\"a\":[]}]]", "1e+20", "5.0"})
            QTest::newRow(json) << QByteArray(json);
    }

    void plainValues()
    {
        QFETCH(QByteArray, json);
        const auto value = fromPlainJson(json);
        QVERIFY(value.has_value());
        QCOMPARE(toPlainJson(*value), json);
    }

    void writesAsTheAwsCli()
    {
        const QCborMap map{{QStringLiteral("blob"), QByteArray("hi")},
                           {QStringLiteral("time"), QCborValue(utc("2026-01-02T03:04:05Z"))},
                           {QStringLiteral("later"), QCborValue(utc("2026-01-02T03:04:05.250Z"))},
                           {QStringLiteral("real"), 3.0},
                           {QStringLiteral("big"), QStringLiteral("1.100")},
                           {QStringLiteral("gone"), QCborValue(QCborValue::Undefined)},
                           {QStringLiteral("list"), QCborArray()},
                           {QStringLiteral("text"), QString::fromUtf8("é\"\\\n\x01")}};
        const QByteArray expected = "{\n"
                                    "    \"blob\": \"aGk=\",\n"
                                    "    \"time\": \"2026-01-02T03:04:05+00:00\",\n"
                                    "    \"later\": \"2026-01-02T03:04:05.250000+00:00\",\n"
                                    "    \"real\": 3.0,\n"
                                    "    \"big\": 1.100,\n"
                                    "    \"list\": [],\n"
                                    "    \"text\": \"é\\\"\\\\\\n\\u0001\"\n"
                                    "}";
        QCOMPARE(toJson(map, m_root), expected);
        QCOMPARE(toJson(QCborMap(), m_root), QByteArray("{}"));
    }

    void whatIsWrittenIsReadAgain()
    {
        const QCborMap map{{QStringLiteral("blob"), QByteArray("\0\xff", 2)},
                           {QStringLiteral("time"), QCborValue(utc("2026-01-02T03:04:05.007Z"))},
                           {QStringLiteral("whole"), std::numeric_limits<qint64>::min()},
                           {QStringLiteral("real"), 0.1},
                           {QStringLiteral("big"), QStringLiteral("12345678901234567890.5")},
                           {QStringLiteral("any"), QCborArray{5.0, 5, nullptr, true}}};
        const auto again = fromJson(toJson(map, m_root), m_root);
        QVERIFY(again.has_value());
        QCOMPARE(again->toMap(), map);
    }

    void whatIsNoNumberIsNotWrittenAsOne_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isNumber");
        for (const char *text : {"0", "-1.50", "1e400", "123456789012345678901234567890", "1E-2"})
            QTest::newRow(text) << QString::fromLatin1(text) << true;
        for (const char *text : {"007", "-.5", "+1", "1.", "0x10", "-", "", "1,5", "NaN"})
            QTest::newRow(text) << QString::fromLatin1(text) << false;
        QTest::newRow("other digits") << QString::fromUtf8("٣") << false;
    }

    void whatIsNoNumberIsNotWrittenAsOne()
    {
        QFETCH(QString, text);
        QFETCH(bool, isNumber);
        const QCborMap map{{QStringLiteral("big"), text}};
        const QByteArray quote = isNumber ? "" : "\"";
        const QByteArray json = toJson(map, m_root, JsonStyle::Compact);
        QCOMPARE(json, "{\"big\":" + quote + text.toUtf8() + quote + '}');
        const auto again = fromJson(json, m_root);
        QVERIFY(again.has_value());
        QCOMPARE(again->toMap(), map);
    }

    // 50 MB in one object of 800,000 names and one list of as many: linear, so seconds even in a debug build.
    void aLargePasteIsLinear()
    {
        QByteArray json = "{\"any\":{";
        for (int i = 0; i < 800'000; ++i)
            json += "\"name" + QByteArray::number(i) + "\":\"a value of some length\",";
        json.chop(1);
        json += "},\"list\":[";
        for (int i = 0; i < 800'000; ++i)
            json += "\"aGVsbG8gd29ybGQ=\",";
        json.chop(1);
        json += "]}";
        QElapsedTimer timer;
        timer.start();
        const auto value = fromJson(json, m_root);
        QVERIFY(value.has_value());
        QCOMPARE(value->toMap().value(QStringLiteral("any")).toMap().size(), 800'000);
        const QByteArray again = toJson(*value, m_root, JsonStyle::Compact);
        QCOMPARE(again, json);
        qInfo("%lld bytes in %lld ms", qlonglong(json.size()), timer.elapsed());
        QVERIFY(timer.elapsed() < 120'000);
    }

    void skeletonOfRequiredMembers()
    {
        Shape root = m_root;
        for (Member &member : root.members)
            member.required = member.name != u"text";
        root.members[5].idempotencyToken = true;
        QCOMPARE(
            toPlainJson(skeleton(root, false)),
            QByteArray(
                R"({"blob":"","flag":false,"choice":"one","whole":0,"big":"0",)"
                R"("time":"1970-01-01T00:00:00+00:00","any":{},"list":[],"map":{},"union":{"blob":""}})"));
    }

    void skeletonOfEverything()
    {
        QCOMPARE(
            toPlainJson(skeleton(m_root, true)),
            QByteArray(R"({"blob":"","flag":false,"text":"","choice":"one","whole":0,"real":0.0,"big":"0",)"
                       R"("time":"1970-01-01T00:00:00+00:00","any":{},"list":[""],)"
                       R"("map":{"KeyName":"1970-01-01T00:00:00+00:00"},"union":{"blob":""}})"));
    }
};

QTEST_GUILESS_MAIN(JsonTest)
#include "tst_json.moc"
