// SPDX-License-Identifier: Apache-2.0
#include "endpoint/url.h"

#include <QTest>

using namespace formwork::endpoint;

class UrlTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void takesApart_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("authority");
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("normalizedPath");
        QTest::addColumn<bool>("isIp");
        const auto row = [](const char *text, const char *authority, const char *path, const char *normalized,
                            bool isIp) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(authority) << QByteArray(path)
                                << QByteArray(normalized) << isIp;
        };
        row("https://example.com", "example.com", "", "/", false);
        row("https://example.com:8443", "example.com:8443", "", "/", false);
        row("http://localhost/a/b", "localhost", "/a/b", "/a/b/", false);
        row("HTTPS://example.com/a%20b/", "example.com", "/a%20b/", "/a%20b/", false);
        row("https://127.0.0.1:1", "127.0.0.1:1", "", "/", true);
        row("https://256.0.0.1", "256.0.0.1", "", "/", false);
        row("https://[::1]:8080/x", "[::1]:8080", "/x", "/x/", true);
    }

    void takesApart()
    {
        QFETCH(const QByteArray, text);
        const auto url = parseUrl(text);
        QVERIFY(url);
        QTEST(url->authority, "authority");
        QTEST(url->path, "path");
        QTEST(url->normalizedPath(), "normalizedPath");
        QTEST(url->isIp, "isIp");
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"", "example.com", "ftp://example.com", "https://", "https://:443", "https://a b",
              "https://user@host", "https://user:word@host", "https://host:port", "https://host:65536",
              "https://host?x", "https://host#x", "https://host/a b", "https://host/\r\nX: y",
              "https://ho\nst", "https://[::1", "https://[g]", "https://[::1]x", "https://h\xc3\xb6st"})
            QTest::newRow(text) << QByteArray(text);
    }

    void refuses()
    {
        QFETCH(const QByteArray, text);
        QVERIFY(!parseUrl(text));
    }
};

QTEST_GUILESS_MAIN(UrlTest)
#include "tst_url.moc"
