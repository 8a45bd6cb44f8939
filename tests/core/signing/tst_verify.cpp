// SPDX-License-Identifier: Apache-2.0
#include "signing/signer.h"

#include <QTest>

#include <functional>

using namespace formwork;
using namespace formwork::signing;

using Change = std::function<void(http::Request &)>;
Q_DECLARE_METATYPE(Change)

namespace
{

const QDateTime kNow(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);

Keys keys() { return {"AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", {}}; }

http::Request plainRequest()
{
    http::Request request;
    request.method = "POST";
    request.scheme = "http";
    request.authority = "127.0.0.1:8080";
    request.path = "/a%20b/c";
    request.query = "b=2&a=%2F";
    request.headers.append("Content-Type", "application/json");
    request.headers.append("X-Amz-Target", "Service.Operation");
    request.body = "{}";
    return request;
}

Options options()
{
    Options result;
    result.time = kNow;
    result.region = "eu-west-1";
    result.service = "proton";
    return result;
}

http::Request signedRequest() { return sign(plainRequest(), keys(), options()).request; }

} // namespace

class TestVerify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsWhatSignMade()
    {
        const Verdict verdict = verify(signedRequest(), keys(), kNow);
        QCOMPARE(verdict.code, QByteArray());
        QCOMPARE(verdict.region, QByteArray("eu-west-1"));
        QCOMPARE(verdict.service, QByteArray("proton"));
    }

    void acceptsVariants_data()
    {
        QTest::addColumn<QByteArray>("service");
        QTest::addColumn<bool>("payloadHash");
        QTest::addColumn<bool>("unsignedPayload");
        QTest::addColumn<QByteArray>("token");
        QTest::newRow("payload hash") << QByteArray("proton") << true << false << QByteArray();
        QTest::newRow("unsigned payload") << QByteArray("proton") << true << true << QByteArray();
        QTest::newRow("session token")
            << QByteArray("proton") << false << false << QByteArray("canary-token");
        QTest::newRow("S3's single encoding") << QByteArray("s3") << true << false << QByteArray();
    }

    void acceptsVariants()
    {
        QFETCH(const QByteArray, service);
        QFETCH(const bool, payloadHash);
        QFETCH(const bool, unsignedPayload);
        QFETCH(const QByteArray, token);
        Options changed = options();
        changed.service = service;
        changed.addPayloadHash = payloadHash;
        changed.unsignedPayload = unsignedPayload;
        changed.doubleEncodePath = changed.normalizePath = service != "s3";
        Keys withToken = keys();
        withToken.sessionToken = token;
        QCOMPARE(verify(sign(plainRequest(), withToken, changed).request, withToken, kNow).code,
                 QByteArray());
    }

    void refusesWhatWasChanged_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QByteArray>("code");
        const auto row = [](const char *name, const char *code, Change change) {
            QTest::newRow(name) << std::move(change) << QByteArray(code);
        };
        row("no signature", "MissingAuthenticationTokenException",
            [](auto &r) { r.headers.remove("authorization"); });
        row("another scheme", "IncompleteSignatureException",
            [](auto &r) { r.headers.set("Authorization", "Bearer x"); });
        row("no credential", "IncompleteSignatureException", [](auto &r) {
            r.headers.set("Authorization", "AWS4-HMAC-SHA256 SignedHeaders=host, Signature=0");
        });
        row("scope cut short", "IncompleteSignatureException", [](auto &r) {
            r.headers.set("Authorization", r.headers.value("authorization").replace("/aws4_request", ""));
        });
        row("another key", "UnrecognizedClientException", [](auto &r) {
            r.headers.set("Authorization",
                          r.headers.value("authorization").replace("AKIDEXAMPLE", "AKIDOTHER"));
        });
        row("a token of nobody", "UnrecognizedClientException",
            [](auto &r) { r.headers.set("X-Amz-Security-Token", "canary-token"); });
        row("an unsigned x-amz header", "IncompleteSignatureException",
            [](auto &r) { r.headers.append("X-Amz-Meta", "1"); });
        row("no date", "IncompleteSignatureException", [](auto &r) { r.headers.remove("x-amz-date"); });
        row("body", "InvalidSignatureException", [](auto &r) { r.body += ' '; });
        row("method", "InvalidSignatureException", [](auto &r) { r.method = "PUT"; });
        row("path", "InvalidSignatureException", [](auto &r) { r.path = "/a%20b/d"; });
        row("query", "InvalidSignatureException", [](auto &r) { r.query += "&c=3"; });
        row("host", "InvalidSignatureException", [](auto &r) { r.authority = "127.0.0.1:8081"; });
        row("a signed header", "InvalidSignatureException",
            [](auto &r) { r.headers.set("X-Amz-Target", "Service.Other"); });
        row("a signed header taken away", "InvalidSignatureException",
            [](auto &r) { r.headers.remove("X-Amz-Target"); });
        row("region of the scope", "InvalidSignatureException", [](auto &r) {
            r.headers.set("Authorization",
                          r.headers.value("authorization").replace("eu-west-1", "us-east-1"));
        });
        row("day of the scope", "InvalidSignatureException", [](auto &r) {
            r.headers.set("Authorization", r.headers.value("authorization").replace("20260102", "20260101"));
        });
    }

    void refusesWhatWasChanged()
    {
        QFETCH(const Change, change);
        http::Request request = signedRequest();
        change(request);
        const Verdict verdict = verify(request, keys(), kNow);
        QTEST(verdict.code, "code");
        QVERIFY(!verdict.message.isEmpty());
        QVERIFY(!verdict.message.contains(QString::fromLatin1(keys().secretAccessKey)));
    }

    void clock_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<bool>("valid");
        QTest::newRow("five minutes slow") << 300 << true;
        QTest::newRow("too slow") << 301 << false;
        QTest::newRow("five minutes fast") << -300 << true;
        QTest::newRow("too fast") << -301 << false;
    }

    void clock()
    {
        QFETCH(const int, seconds);
        QFETCH(const bool, valid);
        const Verdict verdict = verify(signedRequest(), keys(), kNow.addSecs(seconds));
        QCOMPARE(verdict.code, valid ? QByteArray() : QByteArray("InvalidSignatureException"));
    }

    void wrongSecret()
    {
        Keys other = keys();
        other.secretAccessKey = "canary-secret-0001";
        QCOMPARE(verify(signedRequest(), other, kNow).code, QByteArray("InvalidSignatureException"));
    }
};

QTEST_GUILESS_MAIN(TestVerify)
#include "tst_verify.moc"
