// SPDX-License-Identifier: Apache-2.0
#include "asking/plan.h"
#include "callfixture.h"
#include "client/presign.h"

#include <QCborMap>
#include <QDir>
#include <QTest>
#include <QUrlQuery>

using namespace formwork;
using namespace formwork::tests;

namespace
{

QCborMap tape()
{
    return {{QStringLiteral("Name"), QStringLiteral("a b")}, {QStringLiteral("Side"), QStringLiteral("B")}};
}

credentials::Credentials keys(const char *token = "")
{
    return {
        QStringLiteral("AKIDEXAMPLE"), QStringLiteral("canary-secret-0001"), QString::fromLatin1(token), {}};
}

} // namespace

class TestPresign : public QObject
{
    Q_OBJECT

private:
    static Result<client::Presigned> presigned(const CallFixture &fixture, const char *operation,
                                               const QCborMap &input, int seconds = client::kUsualExpiry,
                                               const char *token = "")
    {
        return client::presign(*fixture.environment, *fixture.operation("tapes", operation), input,
                               fixture.target(QStringLiteral("https://tapes.example.com")), keys(token),
                               fixture.clock->nowUtc(), seconds);
    }

private Q_SLOTS:
    void aUrlHoldsTheWholeRequest()
    {
        const CallFixture fixture;
        const auto result = presigned(fixture, "GetTape", tape());
        QVERIFY(result);
        const QUrl url = QUrl::fromEncoded(result->url, QUrl::StrictMode);
        QVERIFY(url.isValid());
        QCOMPARE(url.path(QUrl::FullyEncoded), QStringLiteral("/tapes/a%20b"));
        const QUrlQuery query(url);
        const auto value = [&](const char *name) {
            return query.queryItemValue(QString::fromLatin1(name), QUrl::FullyDecoded);
        };
        QCOMPARE(value("side"), QStringLiteral("B"));
        QCOMPARE(value("X-Amz-Algorithm"), QStringLiteral("AWS4-HMAC-SHA256"));
        QCOMPARE(value("X-Amz-Credential"),
                 QStringLiteral("AKIDEXAMPLE/20260102/us-east-1/tapes/aws4_request"));
        QCOMPARE(value("X-Amz-Date"), QStringLiteral("20260102T030405Z"));
        QCOMPARE(value("X-Amz-Expires"), QStringLiteral("900"));
        QCOMPARE(value("X-Amz-SignedHeaders"), QStringLiteral("host"));
        QCOMPARE(value("X-Amz-Signature").size(), 64);
        QVERIFY(result->headers.list().isEmpty());
        QCOMPARE(result->expiresAt, fixture.clock->nowUtc().addSecs(900));
        QVERIFY(result->warning().contains(QStringLiteral("until 2 Jan 2026 03:19:05 UTC")));
        QVERIFY(!result->url.contains("canary"));
    }

    void theExpiryIsChosen()
    {
        const CallFixture fixture;
        QVERIFY(presigned(fixture, "GetTape", tape(), 60)->url.contains("X-Amz-Expires=60&"));
        QVERIFY(presigned(fixture, "GetTape", tape(), client::kLongestExpiry));
        QCOMPARE(presigned(fixture, "GetTape", tape(), client::kLongestExpiry + 1).error().code,
                 QStringLiteral("NotPresignable"));
        QCOMPARE(presigned(fixture, "GetTape", tape(), 0).error().code, QStringLiteral("NotPresignable"));
    }

    void temporaryKeysEndIt()
    {
        const CallFixture fixture;
        const auto result = presigned(fixture, "GetTape", tape(), 900, "canary-session-0001");
        QVERIFY(result->url.contains("X-Amz-Security-Token=canary-session-0001"));
        QVERIFY(result->warning().contains(QStringLiteral("temporary keys")));
    }

    // They are signed, so the URL alone would not do.
    void headersOfTheInputAreNamed()
    {
        const CallFixture fixture;
        QCborMap input = tape();
        input[QStringLiteral("Range")] = QStringLiteral("bytes=0-9");
        const auto result = presigned(fixture, "GetTape", input);
        QCOMPARE(result->headers.list().size(), 1);
        QCOMPARE(result->headers.value("range"), "bytes=0-9");
        QVERIFY(result->url.contains("X-Amz-SignedHeaders=host%3Brange"));
    }

    // What only this program would add is no part of what a browser is to send.
    void headersOfOursAreNotSigned()
    {
        const CallFixture fixture;
        QVERIFY(presigned(fixture, "GetTape", tape())->url.contains("X-Amz-SignedHeaders=host&"));
        QCborMap input = tape();
        input[QStringLiteral("Form")] = QStringLiteral("audio/ogg");
        input[QStringLiteral("ChecksumMode")] = QStringLiteral("ENABLED");
        const auto wished = presigned(fixture, "GetTape", input);
        QVERIFY2(wished->url.contains("X-Amz-SignedHeaders=accept%3Bhost%3Bx-amz-checksum-mode&"),
                 wished->url);
        QCOMPARE(wished->headers.value("accept"), "audio/ogg");
    }

    void onlyWhatIsAskedWithGet()
    {
        const CallFixture fixture;
        QCborMap input{{QStringLiteral("Name"), QStringLiteral("a")}};
        QCOMPARE(
            presigned(fixture, "ShareTape", {{QStringLiteral("Name"), QStringLiteral("a")}}).error().code,
            QStringLiteral("NotPresignable"));
        input[QStringLiteral("Body")] = QByteArray("x");
        QCOMPARE(presigned(fixture, "PutTape", input).error().code, QStringLiteral("NotPresignable"));
    }

    // What is offered is what can be done.
    void isOfferedWhereItCanBeMade()
    {
        const CallFixture fixture;
        for (const char *name : {"GetTape", "PutTape", "WatchTape", "NameTape", "ShareTape"}) {
            QCborMap input = tape();
            if (fixture.operation("tapes", name)->input->member(QStringLiteral("Body")))
                input[QStringLiteral("Body")] = QByteArray("x");
            QVERIFY2(client::mayPresign(*fixture.operation("tapes", name))
                         == presigned(fixture, name, input).has_value(),
                     name);
        }
        QVERIFY(client::mayPresign(*fixture.operation("tapes", "GetTape")));
        QVERIFY(!client::mayPresign(*fixture.operation("ds-data", "CreateGroup")));
    }

    void nothingIsStored()
    {
        const CallFixture fixture;
        const QStringList before = QDir(fixture.folder).entryList(QDir::Files);
        QVERIFY(presigned(fixture, "GetTape", tape()));
        QCOMPARE(fixture.rows(), 0);
        QCOMPARE(QDir(fixture.folder).entryList(QDir::Files), before);
    }
};

QTEST_GUILESS_MAIN(TestPresign)
#include "tst_presign.moc"
