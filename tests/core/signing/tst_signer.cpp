// SPDX-License-Identifier: Apache-2.0
#include "signing/canonical.h"
#include "signing/digest.h"
#include "signing/signer.h"

#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>

using namespace formwork;
using namespace formwork::signing;

namespace
{

QDateTime utc(int year, int month, int day, int hour, int minute, int second = 0)
{
    return {QDate(year, month, day), QTime(hour, minute, second), Qt::UTC};
}

Keys documented() { return {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", {}}; }
Keys documentedForS3() { return {"AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", {}}; }

// The ListUsers request of "Signature Version 4 signing process" in the AWS General Reference.
http::Request listUsers()
{
    http::Request request;
    request.method = "GET";
    request.authority = "iam.amazonaws.com";
    request.query = "Action=ListUsers&Version=2010-05-08";
    request.headers.append("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    return request;
}

Options iamOptions()
{
    Options options;
    options.time = utc(2015, 8, 30, 12, 36);
    options.region = "us-east-1";
    options.service = "iam";
    return options;
}

Options s3Options()
{
    Options options;
    options.time = utc(2013, 5, 24, 0, 0);
    options.region = "us-east-1";
    options.service = "s3";
    options.doubleEncodePath = false;
    options.normalizePath = false;
    options.addPayloadHash = true;
    return options;
}

http::Request s3Request(const QByteArray &method, const QByteArray &path, const QByteArray &query = {})
{
    http::Request request;
    request.method = method;
    request.authority = "examplebucket.s3.amazonaws.com";
    request.path = path;
    request.query = query;
    return request;
}

} // namespace

class TestSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listUsersExample()
    {
        const Signed result = sign(listUsers(), documented(), iamOptions());
        QCOMPARE(hex(sha256(result.canonicalRequest)),
                 QByteArray("f536975d06c0309214f805bb90ccff089219ecd68b2577efef23edd43b7e1a59"));
        QCOMPARE(result.signedHeaders, QByteArray("content-type;host;x-amz-date"));
        QCOMPARE(result.signature,
                 QByteArray("5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"));
        QCOMPARE(result.request.headers.value("authorization"),
                 QByteArray("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                            "SignedHeaders=content-type;host;x-amz-date, Signature=")
                     + result.signature);
    }

    // The examples of "Authenticating Requests: Using the Authorization Header" in the Amazon S3 API
    // Reference.
    void s3Examples_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QByteArray>("target");
        QTest::addColumn<QByteArray>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QByteArray>("signature");
        QTest::newRow("GET object")
            << QByteArray("GET") << QByteArray("/test.txt") << QByteArray("Range: bytes=0-9") << QByteArray()
            << QByteArray("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        QTest::newRow("PUT object")
            << QByteArray("PUT") << QByteArray("/test%24file.text")
            << QByteArray("Date: Fri, 24 May 2013 00:00:00 GMT\nx-amz-storage-class: REDUCED_REDUNDANCY")
            << QByteArray("Welcome to Amazon S3.")
            << QByteArray("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
        QTest::newRow("GET bucket lifecycle")
            << QByteArray("GET") << QByteArray("/?lifecycle") << QByteArray() << QByteArray()
            << QByteArray("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        QTest::newRow("list objects")
            << QByteArray("GET") << QByteArray("/?max-keys=2&prefix=J") << QByteArray() << QByteArray()
            << QByteArray("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    void s3Examples()
    {
        QFETCH(const QByteArray, method);
        QFETCH(const QByteArray, target);
        QFETCH(const QByteArray, headers);
        QFETCH(const QByteArray, body);
        QFETCH(const QByteArray, signature);
        const QByteArrayList parts = target.split('?');
        http::Request request = s3Request(method, parts[0], parts.value(1));
        for (const QByteArray &line : headers.split('\n')) {
            const qsizetype colon = line.indexOf(": ");
            if (colon > 0)
                request.headers.append(line.left(colon), line.mid(colon + 2));
        }
        request.body = body;
        QCOMPARE(sign(request, documentedForS3(), s3Options()).signature, signature);
    }

    // The example of "Authenticating Requests: Using Query Parameters" in the Amazon S3 API Reference.
    void presignedExample()
    {
        Options options = s3Options();
        options.placement = Placement::Query;
        options.unsignedPayload = true;
        options.expiresSeconds = 86400;
        const Signed result = sign(s3Request("GET", "/test.txt"), documentedForS3(), options);
        QCOMPARE(result.signature,
                 QByteArray("aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"));
        QVERIFY(result.request.query.endsWith("&X-Amz-Signature=" + result.signature));
        QVERIFY(result.request.query.contains(
            "X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3"));
        QVERIFY(result.request.headers.list().isEmpty());
    }

    void signingAgainReplacesTheOldSignature()
    {
        Keys keys = documented();
        keys.sessionToken = "canary-token";
        const Signed first = sign(listUsers(), keys, iamOptions());
        Options later = iamOptions();
        later.time = later.time.addSecs(60);
        const Signed again = sign(first.request, keys, later);
        QCOMPARE(again.request.headers.values("authorization").size(), 1);
        QCOMPARE(again.request.headers.values("x-amz-date"), QByteArrayList{"20150830T123700Z"});
        QCOMPARE(again.request.headers.values("x-amz-security-token").size(), 1);
        QCOMPARE(again.signature, sign(listUsers(), keys, later).signature);
    }

    void unstableHeadersAreLeftOut()
    {
        http::Request request = listUsers();
        for (const char *name :
             {"User-Agent", "Connection", "Expect", "X-Amzn-Trace-Id", "Transfer-Encoding"})
            request.headers.append(name, "anything");
        QCOMPARE(sign(request, documented(), iamOptions()).signature,
                 sign(listUsers(), documented(), iamOptions()).signature);
    }

    void otherTimeZonesAreTurnedIntoUtc()
    {
        Options options = iamOptions();
        options.time = options.time.toOffsetFromUtc(5 * 3600);
        QCOMPARE(sign(listUsers(), documented(), options).signature,
                 sign(listUsers(), documented(), iamOptions()).signature);
    }

    void paths_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<bool>("normalize");
        QTest::addColumn<bool>("doubleEncode");
        QTest::addColumn<QByteArray>("canonical");
        const auto row = [](const char *name, const char *path, bool normalize, bool twice,
                            const char *canonical) {
            QTest::newRow(name) << QByteArray(path) << normalize << twice << QByteArray(canonical);
        };
        row("empty", "", true, true, "/");
        row("encoded twice", "/a%20b/c%2Fd", true, true, "/a%2520b/c%252Fd");
        row("encoded once", "/a%20b/c%2Fd", false, false, "/a%20b/c%2Fd");
        row("what is left is encoded", "/a b+c%", false, false, "/a%20b%2Bc%25");
        row("dots", "/a/./b/../c", true, true, "/a/c");
        row("dots stay", "/a/./b/../c", false, true, "/a/./b/../c");
        row("above the root", "/../../a", true, true, "/a");
        row("slashes", "//a///b//", true, true, "/a/b/");
        row("hidden name", "/.well-known/a..b", true, true, "/.well-known/a..b");
    }

    void paths()
    {
        QFETCH(const QByteArray, path);
        QFETCH(const bool, normalize);
        QFETCH(const bool, doubleEncode);
        QTEST(canonicalPath(path, normalize, doubleEncode), "canonical");
    }

    void queries_data()
    {
        QTest::addColumn<QByteArray>("query");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("sorted by encoded bytes")
            << QByteArray("b=2&a=1&B=3&%C3%A9=4") << QByteArray("%C3%A9=4&B=3&a=1&b=2");
        QTest::newRow("same name, by value") << QByteArray("a=2&a=10&a") << QByteArray("a=&a=10&a=2");
        QTest::newRow("a name that begins another")
            << QByteArray("ab=1&a=2&a-b=3") << QByteArray("a=2&a-b=3&ab=1");
        QTest::newRow("escapes in one spelling") << QByteArray("a=%2f%7E~/") << QByteArray("a=%2F~~%2F");
        QTest::newRow("equals in value") << QByteArray("a=b=c") << QByteArray("a=b%3Dc");
        QTest::newRow("empty parts") << QByteArray("&&a=1&") << QByteArray("a=1");
    }

    void queries()
    {
        QFETCH(const QByteArray, query);
        QTEST(canonicalQuery(query), "canonical");
    }

    // "Trim": the blanks around a value go, those in it become one; every other byte stays as it is sent.
    void headerValues_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("canonical");
        QTest::newRow("empty") << QByteArray("") << QByteArray("");
        QTest::newRow("nothing but blanks") << QByteArray(" \t ") << QByteArray("");
        QTest::newRow("blanks around") << QByteArray("  a b\t") << QByteArray("a b");
        QTest::newRow("blanks inside") << QByteArray("a   b \t c") << QByteArray("a b c");
        QTest::newRow("quoted") << QByteArray("\"a   b\"") << QByteArray("\"a b\"");
        QTest::newRow("UTF-8") << QByteArray("\xc3\xa9  \xf0\x9f\x98\x80")
                               << QByteArray("\xc3\xa9 \xf0\x9f\x98\x80");
        QTest::newRow("a space that is no blank")
            << QByteArray("\xc2\xa0x\xc2\xa0") << QByteArray("\xc2\xa0x\xc2\xa0");
    }

    void headerValues()
    {
        QFETCH(const QByteArray, value);
        QFETCH(const QByteArray, canonical);
        http::Request request = listUsers();
        request.headers.set("x-amz-meta-note", value);
        const QByteArray text = sign(request, documented(), iamOptions()).canonicalRequest;
        QVERIFY2(text.contains("\nx-amz-meta-note:" + canonical + '\n'), text);
    }

    void digestsOfTheStandards()
    {
        QCOMPARE(hex(sha256("abc")),
                 QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        // RFC 4231, test cases 2 and 6 (a key longer than a block)
        QCOMPARE(hex(hmacSha256("Jefe", "what do ya want for nothing?")),
                 QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
        QCOMPARE(hex(hmacSha256(QByteArray(131, '\xaa'),
                                "Test Using Larger Than Block-Size Key - Hash Key First")),
                 QByteArray("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
        QCOMPARE(hex(hmacSha256({}, {})),
                 QByteArray("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"));
    }

    // The key cache is shared: many secrets, days and regions from several threads never mix.
    void manyKeysFromManyThreads()
    {
        const auto signatureFor = [](int n) {
            Keys keys = documented();
            keys.secretAccessKey += QByteArray::number(n % 7);
            Options options = iamOptions();
            options.region = "region-" + QByteArray::number(n % 11);
            options.time = options.time.addDays(n % 3);
            return sign(listUsers(), keys, options).signature;
        };
        QByteArrayList expected;
        for (int n = 0; n < 231; ++n)
            expected.append(signatureFor(n));
        std::atomic<int> wrong = 0;
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (int n = 0; n < 231; ++n)
                    wrong += signatureFor((n * 13 + t) % 231) != expected[(n * 13 + t) % 231];
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(wrong.load(), 0);
        QCOMPARE(QSet<QByteArray>(expected.cbegin(), expected.cend()).size(), 231);
    }

    void speed()
    {
        http::Request request = listUsers();
        request.body = QByteArray(400, 'x');
        const Keys keys = documented();
        const Options options = iamOptions();
        QBENCHMARK
        {
            for (int n = 0; n < 1000; ++n)
                (void)sign(request, keys, options);
        }
    }
};

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
