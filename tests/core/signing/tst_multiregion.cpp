// SPDX-License-Identifier: Apache-2.0
#include "signing/canonical.h"
#include "signing/ecdsa.h"
#include "signing/signer.h"

#include <QTest>

using namespace formwork;
using namespace formwork::signing;

namespace
{

// The pair of the published example of the derivation.
Keys published() { return {"AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom", {}}; }

http::Request getObject()
{
    http::Request request;
    request.method = "GET";
    request.authority = "example.amazonaws.com";
    request.path = "/a key";
    request.path.replace(' ', "%20");
    request.query = "Param2=value2&Param1=value1";
    return request;
}

Options everywhere()
{
    Options options;
    options.version = Version::V4a;
    options.time = QDateTime(QDate(2015, 8, 30), QTime(12, 36), Qt::UTC);
    options.region = "*";
    options.service = "service";
    return options;
}

bool isGood(const Signed &result, const Keys &keys)
{
    const QByteArray key = ecdsaPublicKey(ecdsaKey(keys.accessKeyId, keys.secretAccessKey));
    return isEcdsaSignature(key, result.stringToSign, QByteArray::fromHex(result.signature));
}

QByteArray parameter(const http::Request &request, const QByteArray &name)
{
    for (const QByteArray &part : request.query.split('&')) {
        if (part.startsWith(name + '='))
            return QByteArray::fromPercentEncoding(part.mid(name.size() + 1));
    }
    return {};
}

} // namespace

class TestMultiRegion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theKeyIsTheOneAwsPublished()
    {
        const Digest key = ecdsaKey(published().accessKeyId, published().secretAccessKey);
        QCOMPARE(hex(key), "7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd");
        QCOMPARE(ecdsaPublicKey(key).toHex(),
                 "0415d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb"
                 "0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0");
    }

    void theHeadersNameTheRegionsAndTheScopeDoesNot()
    {
        const Signed result = sign(getObject(), published(), everywhere());
        QCOMPARE(result.canonicalRequest,
                 "GET\n/a%2520key\nParam1=value1&Param2=value2\nhost:example.amazonaws.com\n"
                 "x-amz-date:20150830T123600Z\nx-amz-region-set:*\n\nhost;x-amz-date;x-amz-region-set\n"
                 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QCOMPARE(result.stringToSign,
                 "AWS4-ECDSA-P256-SHA256\n20150830T123600Z\n20150830/service/aws4_request\n"
                     + hex(sha256(result.canonicalRequest)));
        QCOMPARE(result.request.headers.value("X-Amz-Region-Set"), "*");
        QCOMPARE(result.request.headers.value("Authorization"),
                 "AWS4-ECDSA-P256-SHA256 Credential=AKISORANDOMAASORANDOM/20150830/service/aws4_request, "
                 "SignedHeaders=host;x-amz-date;x-amz-region-set, Signature="
                     + result.signature);
        QVERIFY(isGood(result, published()));
    }

    void theQueryHoldsAllOfIt()
    {
        Options options = everywhere();
        options.placement = Placement::Query;
        options.region = "us-east-1,eu-*";
        Keys keys = published();
        keys.sessionToken = "a+token";
        const Signed result = sign(getObject(), keys, options);
        QCOMPARE(parameter(result.request, "X-Amz-Algorithm"), "AWS4-ECDSA-P256-SHA256");
        QCOMPARE(parameter(result.request, "X-Amz-Region-Set"), "us-east-1,eu-*");
        QCOMPARE(parameter(result.request, "X-Amz-Credential"),
                 "AKISORANDOMAASORANDOM/20150830/service/aws4_request");
        QCOMPARE(parameter(result.request, "X-Amz-Security-Token"), "a+token");
        QCOMPARE(parameter(result.request, "X-Amz-Signature"), result.signature);
        QVERIFY(result.canonicalRequest.contains("X-Amz-Region-Set=us-east-1%2Ceu-%2A&"));
        QVERIFY(!result.request.headers.contains("Authorization"));
        QVERIFY(isGood(result, keys));
    }

    void aSignatureIsForOneTextAndOneKey()
    {
        const Signed result = sign(getObject(), published(), everywhere());
        const QByteArray key = ecdsaPublicKey(ecdsaKey(published().accessKeyId, published().secretAccessKey));
        const QByteArray signature = QByteArray::fromHex(result.signature);
        QVERIFY(!isEcdsaSignature(key, result.stringToSign + ' ', signature));
        QVERIFY(!isEcdsaSignature(ecdsaPublicKey(ecdsaKey("AKIDEXAMPLE", "other")), result.stringToSign,
                                  signature));
        QVERIFY(!isEcdsaSignature(key, result.stringToSign, "no signature"));
        QVERIFY(sign(getObject(), published(), everywhere()).signature != result.signature); // random
    }

    void signingAgainReplacesWhatWasThere()
    {
        const Signed once = sign(getObject(), published(), everywhere());
        const Signed twice = sign(once.request, published(), everywhere());
        QCOMPARE(twice.canonicalRequest, once.canonicalRequest);
        QCOMPARE(twice.request.headers.values("X-Amz-Region-Set").size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMultiRegion)
#include "tst_multiregion.moc"
