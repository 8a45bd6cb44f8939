// SPDX-License-Identifier: Apache-2.0
#include "transport/answerreader.h"

#include <QTest>

using formwork::transport::AnswerReader;
using State = AnswerReader::State;

class TestAnswerReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("ends"); // the connection, after them
        QTest::addColumn<int>("state");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("body");
        const auto row = [](const char *name, const QByteArray &bytes, State state, int status = 200,
                            const QByteArray &body = {}, bool ends = false) {
            QTest::newRow(name) << bytes << ends << int(state) << status << body;
        };
        const QByteArray ok = "HTTP/1.1 200 OK\r\n";
        const QByteArray chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
        row("length", ok + "Content-Length: 5\r\n\r\nhello", State::Done, 200, "hello");
        row("length, cut", ok + "Content-Length: 5\r\n\r\nhel", State::Body, 200, "hel", true);
        row("length, twice the same", ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", State::Done,
            200, "hi");
        row("length, twice another", ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi", State::Broken);
        row("length, none", ok + "Content-Length: x\r\n\r\nhi", State::Broken);
        row("length, negative", ok + "Content-Length: -1\r\n\r\nhi", State::Broken);
        row("until the end", ok + "\r\nhello", State::Done, 200, "hello", true);
        row("until the end, not there yet", ok + "\r\nhello", State::Body, 200, "hello");
        row("no content", "HTTP/1.1 204 No Content\r\n\r\n", State::Done, 204);
        row("not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", State::Done, 304);
        row("chunks", chunked + "5\r\nhello\r\n6;a=b\r\n world\r\n0\r\n\r\n", State::Done, 200,
            "hello world");
        row("chunks with a trailer", chunked + "1\r\nx\r\n0\r\nx-sum: 1\r\n\r\n", State::Done, 200, "x");
        row("chunks, cut", chunked + "5\r\nhel", State::Body, 200, "hel", true);
        row("chunks without the last", chunked + "5\r\nhello\r\n", State::Body, 200, "hello", true);
        row("chunks without the last line", chunked + "5\r\nhello\r\n0\r\n", State::Body, 200, "hello", true);
        row("chunk size of no digits", chunked + "xyz\r\nhello\r\n0\r\n\r\n", State::Broken);
        row("chunk size, empty", chunked + "\r\nhello\r\n0\r\n\r\n", State::Broken);
        row("chunk size, negative", chunked + "-5\r\nhello\r\n0\r\n\r\n", State::Broken);
        row("chunk size, endless", chunked + QByteArray(17, 'f') + "\r\nhello\r\n", State::Broken);
        row("chunk longer than it says", chunked + "3\r\nhello\r\n0\r\n\r\n", State::Broken, 200, "hel");
        row("coding that nobody knows", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n", State::Broken);
        row("early hints first",
            "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok + "Content-Length: 1\r\n\r\ny", State::Done,
            200, "y");
        row("continue, then an error",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno", State::Done, 403,
            "no");
        row("only early hints", "HTTP/1.1 103 Early Hints\r\n\r\n", State::Head, 0, {}, true);
        row("another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", State::NotHttp, 101);
        row("not HTTP", "220 smtp.example ready\r\n", State::NotHttp, 0);
        row("not HTTP, without a line", "hello", State::NotHttp, 0);
        row("status of no digits", "HTTP/1.1 2x0 OK\r\n\r\n", State::NotHttp, 0);
        row("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 1\n\nz", State::Done, 200, "z");
    }

    void reads()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, ends);
        QFETCH(int, state);
        QFETCH(int, status);
        QFETCH(QByteArray, body);
        for (const qsizetype step : {bytes.size(), qsizetype(1)}) { // at once, and byte by byte
            AnswerReader reader(false);
            for (qsizetype i = 0; i < bytes.size(); i += step)
                reader.read(bytes.mid(i, step));
            if (ends)
                reader.endOfConnection();
            QCOMPARE(int(reader.state()), state);
            if (state != int(State::NotHttp))
                QCOMPARE(reader.head().status, status);
            QCOMPARE(reader.takeBody(), body);
        }
    }

    void knowsWhetherAnotherRequestMayFollow()
    {
        const auto keeps = [](const QByteArray &bytes) {
            AnswerReader reader(false);
            reader.read(bytes);
            return reader.keepsConnection();
        };
        QVERIFY(keeps("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        QVERIFY(!keeps("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        QVERIFY(!keeps("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"));
        QVERIFY(!keeps("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nmore"));
        QVERIFY(!keeps("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n"));
    }

    void theAnswerToHeadHasNoBody()
    {
        AnswerReader reader(true);
        reader.read("HTTP/1.1 200 OK\r\nContent-Length: 12345\r\n\r\n");
        QCOMPARE(reader.state(), State::Done);
        QVERIFY(reader.keepsConnection());
    }

    void aHeadIsNotEndless()
    {
        AnswerReader reader(false);
        reader.read("HTTP/1.1 200 OK\r\nx: " + QByteArray(300'000, 'x'));
        QCOMPARE(reader.state(), State::NotHttp);
    }
};

QTEST_GUILESS_MAIN(TestAnswerReader)
#include "tst_answerreader.moc"
