// SPDX-License-Identifier: Apache-2.0
#include "document/scrub.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>
#include <QUrl>

using namespace formwork::document;

// A secret is taken out of what a service says, however the service writes it.
class ScrubTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyForm_data();
    void everyForm();
    void leavesTheRest();
    void collectsWhatIsInside();
};

namespace
{

const QString kSecret = QStringLiteral("pä\"ss w/rd&7<x>+\\z");

} // namespace

void ScrubTest::everyForm_data()
{
    QTest::addColumn<QString>("form");
    const QByteArray bytes = kSecret.toUtf8();
    const auto text = [](const QByteArray &latin) { return QString::fromLatin1(latin); };
    QTest::newRow("plain") << kSecret;
    QTest::newRow("json") << QStringLiteral("pä\\\"ss w/rd&7<x>+\\\\z");
    QTest::newRow("json, ASCII") << QStringLiteral("p\\u00E4\\\"ss w/rd&7<x>+\\\\z");
    QTest::newRow("json, slashes") << QStringLiteral("pä\\\"ss w\\/rd&7<x>+\\\\z");
    QTest::newRow("xml") << QStringLiteral("pä&quot;ss w/rd&amp;7&lt;x&gt;+\\z");
    QTest::newRow("percent") << text(QUrl::toPercentEncoding(kSecret));
    QTest::newRow("percent, lower case") << text(QUrl::toPercentEncoding(kSecret).toLower());
    QTest::newRow("form") << text(QUrl::toPercentEncoding(kSecret).replace("%20", "+"));
    QTest::newRow("hex") << text(bytes.toHex());
    QTest::newRow("hex, upper case") << text(bytes.toHex().toUpper());
    QTest::newRow("base64") << text(bytes.toBase64());
    QTest::newRow("base64 for URLs") << text(
        bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    QTest::newRow("base64 in a URL") << text(QUrl::toPercentEncoding(text(bytes.toBase64())));
}

void ScrubTest::everyForm()
{
    QFETCH(QString, form);
    const QString text =
        scrubbed(QStringLiteral("Value '") + form + QStringLiteral("' is not good."), {kSecret});
    QVERIFY2(text.startsWith(QStringLiteral("Value '‹sealed›")), qPrintable(text));
    QVERIFY2(text.endsWith(QStringLiteral("' is not good.")) && text.size() < 32, qPrintable(text));
}

void ScrubTest::leavesTheRest()
{
    QCOMPARE(scrubbed(QStringLiteral("Nothing of it."), {kSecret}), QStringLiteral("Nothing of it."));
    QCOMPARE(scrubbable({QStringLiteral("abc"), QStringLiteral("abcd"), QStringLiteral("abcdef")}),
             QStringList({QStringLiteral("abcdef"), QStringLiteral("abcd")}));
    // As a part of what basic authentication sends, wherever it begins in its group of three.
    for (const char *user : {"u", "us", "use", "user"}) {
        const QByteArray basic = (QByteArray(user) + ":canary-0001-secret").toBase64();
        const QString text = scrubbed(QString::fromLatin1(basic), {QStringLiteral("canary-0001-secret")});
        const QByteArray left = QByteArray::fromBase64(text.section(u'‹', 0, 0).toLatin1());
        QVERIFY2(text.contains(QStringLiteral("‹sealed›")) && !left.contains("ca"), qPrintable(text));
    }
}

void ScrubTest::collectsWhatIsInside()
{
    QStringList texts;
    collectTexts(QCborMap{{QStringLiteral("a"), QCborArray{QStringLiteral("inner"), 12345}},
                          {QStringLiteral("b"), QByteArray("bytes")}},
                 texts);
    texts.sort();
    QCOMPARE(texts,
             QStringList({QStringLiteral("12345"), QStringLiteral("Ynl0ZXM="), QStringLiteral("bytes"),
                          QStringLiteral("inner")}));
}

QTEST_APPLESS_MAIN(ScrubTest)
#include "tst_scrub.moc"
