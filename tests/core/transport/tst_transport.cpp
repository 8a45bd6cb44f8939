// SPDX-License-Identifier: Apache-2.0
#include "transportfixture.h"

#include <QTest>

using namespace formwork;
using namespace formwork::transport;
using namespace formwork::tests;

// What is put on the wire.
class TestTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsExactTargets_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<bool>("sendable");

        QTest::newRow("root") << QByteArray("/") << QByteArray() << true;
        QTest::newRow("plain") << QByteArray("/Groups/CreateGroup") << QByteArray("DirectoryId=d-1234567890")
                               << true;
        QTest::newRow("encoded slash") << QByteArray("/a%2Fb") << QByteArray("x=a%2Fb") << true;
        QTest::newRow("plus") << QByteArray("/a+b") << QByteArray("x=a+b&y=a%2Bb") << true;
        QTest::newRow("space") << QByteArray("/a%20b") << QByteArray("x=a%20b") << true;
        QTest::newRow("unicode") << QByteArray("/%E1%88%B4") << QByteArray("%E1%88%B4=%F0%9F%98%80") << true;
        QTest::newRow("not utf-8") << QByteArray("/%FF%FE") << QByteArray("x=%FF") << true;
        QTest::newRow("double slash inside") << QByteArray("/a//b") << QByteArray() << true;
        QTest::newRow("double slash first") << QByteArray("//b") << QByteArray("x=1") << true;
        QTest::newRow("trailing slash") << QByteArray("/a/") << QByteArray() << true;
        QTest::newRow("double encoding") << QByteArray("/a%252Fb%2520c") << QByteArray() << true;
        QTest::newRow("reserved") << QByteArray("/!$&'()*+,;=:@") << QByteArray("a=!$'()*,;:@/?") << true;
        QTest::newRow("encoded reserved")
            << QByteArray("/%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%23%3F%5B%5D")
            << QByteArray("a=%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%40%23%3F%5B%5D") << true;
        QTest::newRow("others encoded") << QByteArray("/%22%25%3C%3E%5C%5E%60%7B%7C%7D")
                                        << QByteArray("x=%22%25%3C%3E%5C%5E%60%7B%7C%7D") << true;
        QTest::newRow("control encoded") << QByteArray("/%00%0A%0D%7F") << QByteArray("x=%00%0A") << true;
        QTest::newRow("empty values") << QByteArray("/") << QByteArray("a=&b&=&") << true;
        QTest::newRow("arn") << QByteArray("/tags/arn%3Aaws%3Aappflow%3Aus-east-1%3A000000000000%3Aflow%2Fx")
                             << QByteArray() << true;
        QTest::newRow("dots in names") << QByteArray("/a..b/..c/...") << QByteArray() << true;

        QTest::newRow("name like a dot segment") << QByteArray("/a..b/.c/...") << QByteArray() << true;
        QTest::newRow("dot segment") << QByteArray("/a/./b") << QByteArray() << true;
        QTest::newRow("parent segment") << QByteArray("/a/../b") << QByteArray("x=../y") << true;
        QTest::newRow("parent at end") << QByteArray("/a/..") << QByteArray() << true;
        QTest::newRow("only a dot") << QByteArray("/.") << QByteArray() << true;
        QTest::newRow("only two dots") << QByteArray("/..") << QByteArray() << true;
        QTest::newRow("above the root") << QByteArray("/b/../../c") << QByteArray() << true;
        QTest::newRow("many slashes first") << QByteArray("///b//c") << QByteArray() << true;
        QTest::newRow("like a host") << QByteArray("//other.example/b") << QByteArray() << true;
        QTest::newRow("encoded dots") << QByteArray("/a/%2E%2E/b") << QByteArray() << true;
        QTest::newRow("encoded unreserved") << QByteArray("/%41") << QByteArray() << true;
        QTest::newRow("raw space") << QByteArray("/a b") << QByteArray() << false;
        QTest::newRow("raw unicode") << QByteArray("/\xC3\xA4") << QByteArray() << false;
        QTest::newRow("fragment") << QByteArray("/a#b") << QByteArray() << false;
        QTest::newRow("question mark in the path")
            << QByteArray("/a?b") << QByteArray("c=d") << true; // the target is what counts
        QTest::newRow("stray percent") << QByteArray("/a%2") << QByteArray() << false;
        QTest::newRow("line break") << QByteArray("/a\r\nX: y") << QByteArray() << false;
    }

    void sendsExactTargets()
    {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, query);
        QFETCH(bool, sendable);
        WireServer server(answer(200));
        http::Request request = post(server);
        request.path = path;
        request.query = query;
        const Answer result = send(networkTransport({}), request);
        if (!sendable) {
            QVERIFY(!result);
            QCOMPARE(result.error().code, QStringLiteral("UnsendableRequest"));
            QVERIFY(!result.error().bytesMayHaveLeft);
            QCOMPARE(server.connections, 0);
            return;
        }
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(server.requests.size(), 1);
        QCOMPARE(server.requests.first().target(), request.target());
        QCOMPARE(server.requests.first().requestLine(), "POST " + request.target() + " HTTP/1.1");
        QCOMPARE(server.requests.first().body, request.body);
    }

    // The answer to HEAD has no body, whatever its length says.
    void asksForHeadersOfExactTargets()
    {
        WireServer server([](QTcpSocket &socket, const RawRequest &, int) {
            socket.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nx-is: here\r\n\r\n");
        });
        http::Request request = post(server);
        request.method = "HEAD";
        request.body.clear();
        request.path = "//a/../b";
        const Answer result = send(networkTransport({}), request);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->headers.value("x-is"), QByteArray("here"));
        QCOMPARE(server.requests.first().requestLine(), QByteArray("HEAD //a/../b HTTP/1.1"));
    }

    void sendsHeadersAsGiven()
    {
        WireServer server(answer(200));
        http::Request request = post(server);
        request.headers.append("X-Amz-Target", "AwsProton20200720.CreateEnvironmentAccountConnection");
        request.headers.append("User-Agent", "formwork/0");
        request.headers.append("x-empty", "");
        request.headers.append("x-many", "a");
        request.headers.append("x-many", "b  c");
        QVERIFY(send(networkTransport({}), request));
        const RawRequest arrived = server.requests.value(0);
        QCOMPARE(arrived.header("host"), server.authority());
        QCOMPARE(arrived.header("content-length"), QByteArray::number(request.body.size()));
        QCOMPARE(arrived.header("content-type"), QByteArray("application/x-amz-json-1.0"));
        QCOMPARE(arrived.header("x-amz-target"),
                 QByteArray("AwsProton20200720.CreateEnvironmentAccountConnection"));
        QVERIFY(arrived.head.contains("\r\nX-Amz-Target: "));
        QCOMPARE(arrived.header("user-agent"), QByteArray("formwork/0"));
        QCOMPARE(arrived.headerCount("x-empty"), 1);
        QCOMPARE(arrived.header("x-empty"), QByteArray(""));
        QCOMPARE(arrived.header("x-many"), QByteArray("a,b  c"));
        QCOMPARE(arrived.header("accept-encoding"), QByteArray("identity"));
        QCOMPARE(arrived.headerCount("cookie"), 0);
        QCOMPARE(arrived.headerCount("cache-control"), 0);
        for (const char *once : {"host", "content-length", "content-type", "connection", "accept-language"})
            QVERIFY2(arrived.headerCount(once) <= 1, once);
    }

    void inventsNoContentType_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("POST with a body") << QByteArray("POST") << QByteArray("x");
        QTest::newRow("POST without") << QByteArray("POST") << QByteArray();
        QTest::newRow("GET") << QByteArray("GET") << QByteArray();
        QTest::newRow("PUT") << QByteArray("PUT") << QByteArray("x");
        QTest::newRow("DELETE") << QByteArray("DELETE") << QByteArray();
        QTest::newRow("PATCH") << QByteArray("PATCH") << QByteArray("x");
    }

    void inventsNoContentType()
    {
        QFETCH(QByteArray, method);
        QFETCH(QByteArray, body);
        WireServer server(answer(200, "fine"));
        http::Request request = bodiless(server, method);
        request.body = body;
        request.query = "a=b";
        const Answer result = send(networkTransport({}), request);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QCOMPARE(result->body, QByteArray("fine"));
        QCOMPARE(server.requests.value(0).requestLine(), method + " /?a=b HTTP/1.1");
        QCOMPARE(server.requests.value(0).headerCount("content-type"), 0);
        QCOMPARE(server.requests.value(0).header("content-length"), QByteArray::number(body.size()));
        QCOMPARE(server.requests.value(0).body, body);
    }

    void refusesHeaderInjection_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("CRLF in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\r\nx-evil: 2");
        QTest::newRow("LF in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\n2");
        QTest::newRow("NUL in a value") << QByteArray("x-amz-meta-a") << QByteArray("1\0002", 3);
        QTest::newRow("CRLF in a name") << QByteArray("x\r\ny") << QByteArray("1");
        QTest::newRow("colon in a name") << QByteArray("x:y") << QByteArray("1");
        QTest::newRow("empty name") << QByteArray("") << QByteArray("1");
        QTest::newRow("other length") << QByteArray("Content-Length") << QByteArray("1");
        QTest::newRow("chunked") << QByteArray("Transfer-Encoding") << QByteArray("chunked");
        QTest::newRow("other host") << QByteArray("Host") << QByteArray("elsewhere.example");
    }

    void refusesHeaderInjection()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, value);
        WireServer server(answer(200));
        http::Request request = post(server);
        request.headers.append(name, value);
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("UnsendableRequest"));
        QCOMPARE(server.connections, 0);
    }

    void refusesPlainHttpElsewhere()
    {
        http::Request request;
        request.method = "POST";
        request.scheme = "http";
        request.authority = "ds-data.us-east-1.amazonaws.com";
        const Answer result = send(networkTransport({}), request);
        QVERIFY(!result);
        QCOMPARE(result.error().code, QStringLiteral("InsecureEndpoint"));
        QVERIFY(result.error().message.contains(QStringLiteral("http://ds-data.us-east-1.amazonaws.com")));
    }

    void sendsALargeBodyWhole()
    {
        WireServer server(answer(200));
        QByteArray body;
        for (int i = 0; i < 400'000; ++i)
            body += QByteArray::number(i);
        QVERIFY(send(networkTransport({}), post(server, body)));
        QVERIFY(server.requests.value(0).body == body);
    }

    void goesStraightToThisComputerWhateverTheProxy()
    {
        qputenv("http_proxy", "http://127.0.0.1:9");
        WireServer server(answer(200));
        const Answer result = send(networkTransport({}), post(server));
        qunsetenv("http_proxy");
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
    }

    // No name server is asked for them, which need not know them.
    void reachesNamesUnderLocalhost()
    {
        WireServer server(answer(200));
        http::Request request = post(server);
        request.authority.replace("127.0.0.1", "my.box.localhost");
        const Answer result = send(networkTransport({}), request);
        QVERIFY2(result, result ? "" : qPrintable(result.error().sentence()));
        QVERIFY(server.requests.value(0).header("host").startsWith("my.box.localhost:"));
    }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
