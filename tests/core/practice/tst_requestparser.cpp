// SPDX-License-Identifier: Apache-2.0
#include "practice/requestparser.h"

#include <QTest>

using namespace formwork;
using practice::RequestParser;
using State = practice::RequestParser::State;

class TestRequestParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatCameRaw()
    {
        RequestParser parser({});
        QCOMPARE(parser.feed("POST /a%20b/../%2f?x=%2F&y HTTP/1.1\r\nHost: h:1\r\nA: 1\r\na:  3 \r\n"
                             "Content-Length: 3\r\n\r\nabc"),
                 State::Complete);
        const http::Request request = parser.take();
        QCOMPARE(request.method, QByteArray("POST"));
        QCOMPARE(request.path, QByteArray("/a%20b/../%2f"));
        QCOMPARE(request.query, QByteArray("x=%2F&y"));
        QCOMPARE(request.authority, QByteArray("h:1"));
        QCOMPARE(request.headers.values("a"), (QByteArrayList{"1", "3"}));
        QVERIFY(!request.headers.contains("host"));
        QCOMPARE(request.body, QByteArray("abc"));
        QCOMPARE(parser.state(), State::NeedsHeader);
        QVERIFY(!parser.hasBegun());
    }

    void readsByteByByte()
    {
        const QByteArray bytes = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                                 "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
        RequestParser parser({});
        for (qsizetype i = 0; i < bytes.size(); ++i)
            QCOMPARE(parser.feed(bytes.sliced(i, 1)) == State::Complete, i == bytes.size() - 1);
        QCOMPARE(parser.take().body, QByteArray("abcde"));
    }

    void readsOneAfterAnother()
    {
        RequestParser parser({});
        QCOMPARE(
            parser.feed(
                "GET /1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /2 HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx"
                "GET /3 HT"),
            State::Complete);
        QCOMPARE(parser.take().path, QByteArray("/1"));
        QCOMPARE(parser.state(), State::Complete);
        QCOMPARE(parser.take().body, QByteArray("x"));
        QCOMPARE(parser.state(), State::NeedsHeader);
        QVERIFY(parser.hasBegun());
        QCOMPARE(parser.feed("TP/1.1\r\nHost: h\r\n\r\n"), State::Complete);
        QCOMPARE(parser.take().path, QByteArray("/3"));
    }

    void knowsWhoWaitsForContinue()
    {
        RequestParser parser({});
        parser.feed("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        QVERIFY(parser.expectsContinue());
        QCOMPARE(parser.feed("ab"), State::Complete);
        QVERIFY(!parser.expectsContinue());
    }

    void keepAlive_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<bool>("keeps");
        QTest::newRow("1.1") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << true;
        QTest::newRow("1.1 close") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
                                   << false;
        QTest::newRow("1.0") << QByteArray("GET / HTTP/1.0\r\n\r\n") << false;
    }

    void keepAlive()
    {
        QFETCH(const QByteArray, request);
        RequestParser parser({});
        QCOMPARE(parser.feed(request), State::Complete);
        QTEST(parser.keepsAlive(), "keeps");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("status");
        const QByteArray long64k(70 * 1024, 'x');
        QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n")
                                  << 400;
        QTest::newRow("another version") << QByteArray("GET / HTTP/3.0\r\nHost: h\r\n\r\n") << 400;
        QTest::newRow("no host") << QByteArray("GET / HTTP/1.1\r\n\r\n") << 400;
        QTest::newRow("two hosts") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
        QTest::newRow("absolute target") << QByteArray("GET http://a/ HTTP/1.1\r\nHost: a\r\n\r\n") << 400;
        QTest::newRow("two lengths") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx")
                                     << 400;
        QTest::newRow("length and chunks") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                           << 400;
        QTest::newRow("a length that is no number")
            << QByteArray("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n") << 400;
        QTest::newRow("giant header") << "GET / HTTP/1.1\r\nHost: a\r\nX: " + long64k + "\r\n\r\n" << 431;
        QTest::newRow("giant header that does not end")
            << "GET / HTTP/1.1\r\nHost: a\r\nX: " + long64k << 431;
        QTest::newRow("giant target") << "GET /" + long64k + " HTTP/1.1\r\nHost: a\r\n\r\n" << 431;
        QTest::newRow("giant body") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 67108865\r\n\r\n")
                                    << 413;
        QTest::newRow("giant chunk") << QByteArray(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4000001\r\n")
                                     << 413;
    }

    void refuses()
    {
        QFETCH(const QByteArray, bytes);
        QFETCH(const int, status);
        RequestParser parser({});
        QCOMPARE(parser.feed(bytes), State::Failed);
        QCOMPARE(parser.failureStatus(), status);
        QVERIFY(!parser.keepsAlive());
        QCOMPARE(parser.feed("GET / HTTP/1.1\r\nHost: h\r\n\r\n"), State::Failed);
    }
};

QTEST_GUILESS_MAIN(TestRequestParser)
#include "tst_requestparser.moc"
