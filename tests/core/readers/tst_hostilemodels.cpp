// SPDX-License-Identifier: Apache-2.0
#include "readers/reader.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <zlib.h>

using namespace formwork;
using namespace formwork::model;
using namespace formwork::readers;
using namespace formwork::model;
using namespace formwork::readers;

// Damaged and hostile files: an error that names the file and the place, in bounded time, and never a crash.
class HostileModelsTest : public QObject
{
    Q_OBJECT
private:
    // JSON in these tests is written with single quotes; packed bytes are left alone.
    static QByteArray quoted(QByteArray json)
    {
        return json.startsWith("\x1f\x8b") ? json : json.replace('\'', '"');
    }

    // A service with one operation whose input is the structure a#In with the given members, plus further
    // shapes.
    static QByteArray smithy(const QByteArray &members, const QByteArray &more = {},
                             const QByteArray &traits = "{}")
    {
        return quoted(
            "{'smithy':'2.0','shapes':{'a#S':{'type':'service','version':'1','operations':[{'target':'a#Op'}]"
            ","
            "'traits':{'aws.protocols#awsJson1_1':{}}},'a#Op':{'type':'operation','input':{'target':'a#In'},"
            "'traits':"
            + traits + "},'a#In':{'type':'structure','members':{" + members + "}}"
            + (more.isEmpty() ? "" : ",") + more + "}}");
    }

    static QByteArray botocore(const QByteArray &members, const QByteArray &more = {})
    {
        return quoted(
            "{'metadata':{'protocol':'json','serviceId':'X','jsonVersion':'1.0'},'operations':{'Op':{'http':"
            "{'method':'POST','requestUri':'/"
            "'},'input':{'shape':'In'}}},'shapes':{'In':{'type':'structure','members':{"
            + members + "}}" + (more.isEmpty() ? "" : ",") + more + "}}");
    }

    static QByteArray gzip(const QByteArray &plain, int level = 9)
    {
        z_stream stream{};
        deflateInit2(&stream, level, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        QByteArray packed(qsizetype(deflateBound(&stream, uLong(plain.size()))) + 64, Qt::Uninitialized);
        stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.constData()));
        stream.avail_in = uInt(plain.size());
        stream.next_out = reinterpret_cast<Bytef *>(packed.data());
        stream.avail_out = uInt(packed.size());
        deflate(&stream, Z_FINISH);
        packed.resize(qsizetype(stream.total_out));
        deflateEnd(&stream);
        return packed;
    }

    // The sentence of the first step that fails; empty if the operation can be opened.
    static QString complaint(const QByteArray &bytes)
    {
        const auto service = readServiceBytes(bytes, QStringLiteral("origin.json"));
        if (!service)
            return service.error().phase == Phase::Model ? service.error().message
                                                         : QStringLiteral("wrong phase");
        const auto operation = readOperationBytes(bytes, *service, u"Op");
        if (!operation)
            return operation.error().phase == Phase::Model ? operation.error().message
                                                           : QStringLiteral("wrong phase");
        return {};
    }

private Q_SLOTS:
    void goodOnesAreRead()
    {
        QCOMPARE(complaint(smithy("'m':{'target':'smithy.api#String'}")), QString());
        QCOMPARE(complaint(gzip(smithy("'m':{'target':'smithy.api#String'}"))), QString());
        QCOMPARE(complaint(botocore("'m':{'shape':'T'}", "'T':{'type':'string'}")), QString());
        const QByteArray whole = smithy("");
        QCOMPARE(complaint(gzip(whole.left(100)) + gzip(whole.mid(100))), QString()); // several members
    }

    void bad_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("place");
        const auto row = [](const char *name, const QByteArray &bytes, const char *place) {
            QTest::newRow(name) << quoted(bytes) << QString::fromLatin1(place);
        };
        row("empty", "", "");
        row("text", "hello", "line 1");
        row("number", "5", "neither a Smithy nor a botocore");
        row("list", "[]", "neither a Smithy nor a botocore");
        row("object", "{}", "neither a Smithy nor a botocore");
        row("truncated", smithy("").chopped(1), "line 1");
        row("truncated gzip", gzip(smithy("")).chopped(20), "gzip");
        row("gzip of nothing", gzip(""), "");
        row("gzip header only", QByteArray("\x1f\x8b\x08", 3), "gzip");
        row("gzip of rubbish", QByteArray("\x1f\x8b\x08", 3) + QByteArray(100, 'x'), "gzip");
        row("gzip bomb", gzip(QByteArray(8 << 20, ' '), 1).repeated(9), "64 MiB");
        row("NUL", QByteArray("{'smithy':\0}", 12), "line 1");
        row("invalid UTF-8", "{'smithy':'\xff\xfe'}", "origin.json");
        row("10,000 levels", QByteArray(10'000, '['), "64 levels");
        row("10,000 objects", QByteArray("{'smithy':").repeated(10'000), "64 levels");
        row("number too large", "{'smithy':'2','shapes':1e99999}", "origin.json");
        row("shapes a text", "{'smithy':'2','shapes':'x'}", "shapes");
        row("no service", "{'smithy':'2','shapes':{}}", "/shapes");
        row("shape a number", "{'smithy':'2','shapes':{'a#b':5}}", "/shapes");
        row("service without operations", "{'smithy':'2','shapes':{'a#S':{'type':'service'}}}",
            "no operation Op");
        row("operations a text", "{'smithy':'2','shapes':{'a#S':{'type':'service','operations':'x'}}}",
            "/shapes/a#S/operations");
        row("operation missing",
            "{'smithy':'2','shapes':{'a#S':{'type':'service','operations':[{'target':'a#Op'}]}}}",
            "/shapes/a#S/operations/0");
        row("operation that is none",
            "{'smithy':'2','shapes':{'a#S':{'type':'service','operations':[{'target':'a#Op'}]},'a#Op':{'type'"
            ":'string'}}}",
            "/shapes/a#Op");
        row("target missing", smithy("'m':{'target':'a#None'}"), "/shapes/a#In/members/m");
        row("no target", smithy("'m':{}"), "/shapes/a#In/members/m");
        row("target a number", smithy("'m':{'target':5}"), "/shapes/a#In/members/m/target");
        row("not of the prelude", smithy("'m':{'target':'smithy.api#Nope'}"), "/shapes/a#In/members/m");
        row("member a list", smithy("'m':[]"), "/shapes/a#In/members/m");
        row("target an operation", smithy("'m':{'target':'a#Op'}"), "/shapes/a#Op");
        row("target a service", smithy("'m':{'target':'a#S'}"), "/shapes/a#S");
        row("unknown type", smithy("'m':{'target':'a#T'}", "'a#T':{'type':'thing'}"), "/shapes/a#T");
        row("list of itself",
            smithy("'m':{'target':'a#L'}", "'a#L':{'type':'list','member':{'target':'a#L'}}"), "at L:");
        row("lists of each other",
            smithy("'m':{'target':'a#L'}",
                   "'a#L':{'type':'list','member':{'target':'a#M'}},"
                   "'a#M':{'type':'map','key':{'target':'smithy.api#String'},'value':{'target':'a#L'}}"),
            "nothing but itself");
        row("list of nothing", smithy("'m':{'target':'a#L'}", "'a#L':{'type':'list'}"), "/shapes/a#L");
        row("map without key",
            smithy("'m':{'target':'a#L'}", "'a#L':{'type':'map','value':{'target':'smithy.api#String'}}"),
            "/shapes/a#L");
        row("mixin missing",
            smithy("'m':{'target':'a#T'}", "'a#T':{'type':'structure','mixins':[{'target':'a#N'}]}"),
            "/shapes/a#T");
        row("mixins a text", smithy("'m':{'target':'a#T'}", "'a#T':{'type':'structure','mixins':'a#N'}"),
            "/shapes/a#T");
        row("mixins in a circle",
            smithy("'m':{'target':'a#T'}",
                   "'a#T':{'type':'structure','mixins':[{'target':'a#M'}]},"
                   "'a#M':{'type':'structure','traits':{'smithy.api#mixin':{}},'mixins':[{'target':'a#T'}]}"),
            "/shapes/a#T");
        row("length of 1e18",
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#length':{'max':1e18}}}"),
            "/shapes/a#In/members/m/traits/smithy.api#length/max");
        row("length below zero",
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#length':{'min':-1}}}"),
            "length/min");
        row("half a length",
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#length':{'min':0.5}}}"),
            "length/min");
        row("length a text",
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#length':{'min':'1'}}}"),
            "length/min");
        row("range a text",
            smithy("'m':{'target':'smithy.api#Long','traits':{'smithy.api#range':{'min':'1'}}}"),
            "range/min");
        row("pattern a number",
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#pattern':1}}"),
            "smithy.api#pattern");
        row("traits a list", smithy("'m':{'target':'smithy.api#String','traits':[]}"), "members/m/traits");
        row("unknown timestamp format",
            smithy("'m':{'target':'smithy.api#Timestamp','traits':{'smithy.api#timestampFormat':'x'}}"),
            "timestampFormat");
        row("status 99999", smithy("", {}, "{'smithy.api#http':{'method':'POST','uri':'/','code':99999}}"),
            "http/code");
        row("URI without slash", smithy("", {}, "{'smithy.api#http':{'method':'POST','uri':'x'}}"),
            "smithy.api#http");
        row("enum a text",
            smithy("'m':{'target':'a#E'}", "'a#E':{'type':'string','traits':{'smithy.api#enum':'x'}}"),
            "smithy.api#enum");
        row("input no structure",
            "{'smithy':'2','shapes':{'a#S':{'type':'service','operations':[{'target':'a#Op'}]},'a#Op':"
            "{'type':'operation','input':{'target':'smithy.api#String'}}}}",
            "/shapes/a#Op");
        row("botocore: shape missing", botocore("'m':{'shape':'None'}"), "/shapes/In/members/m");
        row("botocore: list of itself",
            botocore("'m':{'shape':'L'}", "'L':{'type':'list','member':{'shape':'L'}}"), "at L:");
        row("botocore: flag a number", botocore("'m':{'shape':'T'}", "'T':{'type':'string','sensitive':1}"),
            "/shapes/T/sensitive");
        row("botocore: unknown type", botocore("'m':{'shape':'T'}", "'T':{'type':'x'}"), "/shapes/T");
        row("botocore: unknown location",
            botocore("'m':{'shape':'T','location':'moon'}", "'T':{'type':'string'}"), "/shapes/In/members/m");
        row("botocore: unknown protocol", "{'metadata':{'protocol':'smoke'},'operations':{}}",
            "/metadata/protocol");
        row("botocore: no protocol", "{'metadata':{},'operations':{}}", "/metadata");
        row("botocore: operations a list", "{'metadata':{'protocol':'json'},'operations':[]}", "/operations");
    }

    void bad()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, place);
        QElapsedTimer timer;
        timer.start();
        const QString said = complaint(bytes);
        QVERIFY(!said.isEmpty());
        QVERIFY2(said.contains(place), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("origin.json")) || place == u"no operation Op",
                 qPrintable(said));
        QVERIFY2(said.size() < 1'000, qPrintable(QString::number(said.size())));
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    }

    // Every place of a good model in turn holds a value of each other type, is cut off, or is gone.
    void everyPlaceDamaged_data()
    {
        QTest::addColumn<QString>("file");
        QTest::newRow("smithy") << QStringLiteral("/models/depot.json");
        QTest::newRow("botocore") << QStringLiteral("/models/example-depot/2026-01-02/service-2.json");
    }

    void everyPlaceDamaged()
    {
        QFETCH(QString, file);
        QFile good(QLatin1String(TEST_DATA_DIR) + file);
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray bytes = good.readAll().simplified();
        const auto service = readServiceBytes(bytes, QStringLiteral("origin.json"));
        QVERIFY(service.has_value());
        int refused = 0;
        const QByteArray replacements[] = {"5", "-1", "'x'", "[]", "{}", "null", "true", "[{}]", "1e300"};
        qsizetype at = bytes.indexOf(": ");
        for (int i = 0; at >= 0; at = bytes.indexOf(": ", at + 2), ++i) {
            const qsizetype end =
                std::min({bytes.indexOf(',', at), bytes.indexOf('}', at), bytes.indexOf(']', at)},
                         [](qsizetype a, qsizetype b) { return size_t(a) < size_t(b); });
            const bool opens = bytes[at + 2] == '{' || bytes[at + 2] == '[';
            const QByteArray tail = opens ? matchingTail(bytes, at + 2) : bytes.mid(end);
            const QByteArray damaged = bytes.left(at + 2) + replacements[i % 9] + tail;
            const auto again = readServiceBytes(damaged, QStringLiteral("origin.json"));
            for (const OperationSummary &summary : (*service)->operations) {
                if (!again || !readOperationBytes(damaged, *service, summary.name))
                    ++refused;
            }
        }
        QVERIFY2(refused > 50, qPrintable(QString::number(refused)));
    }

    void everyPrefixIsRefused()
    {
        const QByteArray whole =
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#required':{}}}");
        for (qsizetype length = 0; length < whole.size(); ++length)
            QVERIFY(!readServiceBytes(whole.left(length), QStringLiteral("origin.json")).has_value());
    }

    // A chain of 50,000 structures, and one of lists: neither recursion nor quadratic time.
    void longChains()
    {
        QByteArray structures;
        QByteArray lists;
        for (int i = 0; i < 50'000; ++i) {
            const QByteArray name = QByteArray::number(i);
            const QByteArray next = QByteArray::number(i + 1);
            structures +=
                "'a#T" + name + "':{'type':'structure','members':{'n':{'target':'a#T" + next + "'}}},";
            lists += "'a#L" + name + "':{'type':'list','member':{'target':'a#L" + next + "'}},";
        }
        structures += "'a#T50000':{'type':'structure'}";
        lists += "'a#L50000':{'type':'string'}";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(complaint(smithy("'m':{'target':'a#T0'}", structures)), QString());
        QCOMPARE(complaint(smithy("'m':{'target':'a#L0'}", lists)), QString());
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    }

    void resourcesInACircle()
    {
        const QByteArray bytes =
            "{'smithy':'2','shapes':{'a#S':{'type':'service','resources':[{'target':'a#R'}]},"
            "'a#R':{'type':'resource','resources':[{'target':'a#R'},{'target':'a#S'}],"
            "'read':{'target':'a#Op'}},'a#Op':{'type':'operation'}}}";
        QCOMPARE(complaint(quoted(bytes)), QString());
    }

    void aHugeDefaultCostsNothing()
    {
        QByteArray object;
        for (int i = 0; i < 100'000; ++i)
            object += "'key" + QByteArray::number(i) + "':1,";
        object += "'last':1";
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(complaint(smithy("'m':{'target':'smithy.api#Document','traits':{'smithy.api#default':{"
                                  + object + "}}}")),
                 QString());
        QVERIFY2(timer.elapsed() < 30'000, qPrintable(QString::number(timer.elapsed())));
    }

    void aHugeLengthIsOnlyANumber()
    {
        const QByteArray bytes =
            smithy("'m':{'target':'smithy.api#String','traits':{'smithy.api#length':{'min':1073741824}}}");
        QCOMPARE(complaint(quoted(bytes)), QString());
    }

private:
    static QByteArray matchingTail(const QByteArray &bytes, qsizetype open)
    {
        int depth = 0;
        bool inText = false;
        for (qsizetype i = open; i < bytes.size(); ++i) {
            if (bytes[i] == '"' && bytes[i - 1] != '\\')
                inText = !inText;
            else if (!inText && (bytes[i] == '{' || bytes[i] == '['))
                ++depth;
            else if (!inText && (bytes[i] == '}' || bytes[i] == ']') && --depth == 0)
                return bytes.mid(i + 1);
        }
        return {};
    }
};

QTEST_GUILESS_MAIN(HostileModelsTest)
#include "tst_hostilemodels.moc"
