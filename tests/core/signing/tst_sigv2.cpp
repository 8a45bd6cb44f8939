// SPDX-License-Identifier: Apache-2.0
#include "signing/sigv2.h"

#include <QTest>

using namespace formwork;

// Version 2 signs a form: names in order, the parameters of the signature among them.
class Sigv2Test : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void signsAForm()
    {
        http::Request request{"POST", "https", "sdb.amazonaws.com", "/", {}, {}, {}};
        request.body = "Action=ListDomains&Version=2009-04-15&A.10.Name=~&A.1.Name=a%20b";
        const QDateTime time(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);
        const http::Request ready = signing::signV2(request, {"KEYID", "secret", {}}, time);
        // Made with Python's hmac and urllib.
        QCOMPARE(ready.body,
                 "A.1.Name=a%20b&A.10.Name=~&AWSAccessKeyId=KEYID&Action=ListDomains&SignatureMethod=HmacSHA"
                 "256&SignatureVersion=2&Timestamp=2026-01-02T03%3A04%3A05Z&Version=2009-04-15&Signature=yLw"
                 "8BXH5w8306Y%2F7gO80qI5syeq9DEEt9D9AHe7NayE%3D");
        QVERIFY(signing::signV2(request, {"KEYID", "secret", "a token"}, time)
                    .body.contains("&SecurityToken=a%20token&"));
    }
};

QTEST_GUILESS_MAIN(Sigv2Test)
#include "tst_sigv2.moc"
