// SPDX-License-Identifier: Apache-2.0
#include "loopback.h"

#include "practice/requesthost.h"
#include "practice/uripattern.h"

#include <QTest>

using namespace formwork;

namespace
{

http::Request requestFor(const QByteArray &authority, const QByteArray &header = {})
{
    http::Request request;
    request.authority = authority;
    if (!header.isEmpty())
        request.headers.append(header, "https://example.com");
    return request;
}

} // namespace

// Who is answered: programs of this machine, by a name of this machine.
class TestPracticeHosts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hosts_data()
    {
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<bool>("isForeign");
        QTest::addColumn<QByteArray>("label");
        const auto row = [](const char *authority, bool isForeign, const char *label) {
            QTest::newRow(authority) << QByteArray(authority) << isForeign << QByteArray(label);
        };
        row("127.0.0.1:4566", false, "");
        row("localhost", false, "");
        row("LOCALHOST:80", false, "");
        row("[::1]:80", false, "");
        row("my.bucket.localhost:4566", false, "my.bucket");
        row("data-1.127.0.0.1:80", false, "");
        row("example.com", true, "");
        row("localhost.example.com:4566", true, "");
        row("notlocalhost", true, "");
        row("127.0.0.1.example.com", true, "");
        row("10.0.0.1", true, "");
        row("", true, "");
        row("[::1", true, "");
    }

    void hosts()
    {
        QFETCH(const QByteArray, authority);
        QTEST(practice::foreignProblem(requestFor(authority)).has_value(), "isForeign");
        QTEST(practice::hostLabelOf(authority), "label");
    }

    void pagesAreRefused()
    {
        QVERIFY(practice::foreignProblem(requestFor("localhost", "Origin")));
        QVERIFY(practice::foreignProblem(requestFor("localhost", "Sec-Fetch-Site")));
        Loopback account;
        const QByteArray health = "GET /_formwork/health HTTP/1.1\r\nHost: localhost\r\n";
        QCOMPARE(account.send(health + "\r\n").status, 200);
        QVERIFY(account.last().body.contains("\"resources\":0"));
        QCOMPARE(account.send(health + "Origin: null\r\n\r\n").status, 403);
        QCOMPARE(account.send("GET /_formwork/health HTTP/1.1\r\nHost: example.com\r\n\r\n").status, 403);
        QCOMPARE(account.send("POST /_formwork/health HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 403);
        QVERIFY(!account.server().url().isEmpty());
    }

    void foreignRequestsAreRefusedHoweverSigned()
    {
        Loopback account;
        const model::OperationPtr op = account.operation("sso-admin", "CreateInstance");
        QByteArray bytes = account.bytes(*op, QCborMap());
        bytes.replace("\r\nHost: ", "\r\nOrigin: http://localhost\r\nHost: ");
        QCOMPARE(account.send(bytes).status, 403);
        QCOMPARE(account.server().resourceCount(), 0);
    }

    // Older clients do not say the operation where newer ones do.
    void hintsMayBeLeftOut()
    {
        const practice::UriPattern pattern("/{Bucket}/{Key+}?x-id=GetObject");
        QVERIFY(pattern.matches("/b/k", ""));
        QVERIFY(pattern.matches("/b/k", "x-id=GetObject&partNumber=1"));
        QVERIFY(!pattern.matches("/b/k", "x-id=ListParts"));
        QVERIFY(practice::UriPattern("/{Bucket}/{Key+}").matches("/b/k", "x-id=ListParts"));
    }
};

QTEST_GUILESS_MAIN(TestPracticeHosts)
#include "tst_practicehosts.moc"
