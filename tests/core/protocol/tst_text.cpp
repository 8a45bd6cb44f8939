// SPDX-License-Identifier: Apache-2.0
#include "protocol/mapbuilder.h"
#include "protocol/text.h"

#include <QTest>
#include <QTimeZone>

using namespace formwork;
using namespace formwork::protocol;
using model::TimestampFormat;

class TextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void percentEncodes();
    void writesTimestamps_data();
    void writesTimestamps();
    void readsTimestamps_data();
    void losesNothingOfATime_data();
    void losesNothingOfATime();
    void readsTimestamps();
    void knowsJsonNumbers_data();
    void knowsJsonNumbers();
    void keepsNumbersExact();
    void buildsLargeMapsInOrder();
};

void TextTest::percentEncodes()
{
    QCOMPARE(percentEncoded("aZ09-._~"), "aZ09-._~");
    QCOMPARE(percentEncoded(" /?:\xc3\xbc"), "%20%2F%3F%3A%C3%BC");
    QCOMPARE(percentEncoded("a/b c", true), "a/b%20c");
    QCOMPARE(percentDecoded("%20%2f%zz%4"), " /%zz%4");
    QCOMPARE(percentDecoded("a+b", true), "a b");
    QCOMPARE(percentDecoded("a+b"), "a+b");
}

void TextTest::writesTimestamps_data()
{
    QTest::addColumn<qint64>("milliseconds");
    QTest::addColumn<QByteArray>("dateTime");
    QTest::addColumn<QByteArray>("httpDate");
    QTest::addColumn<QByteArray>("epoch");
    QTest::newRow("whole") << qint64(1767323045000) << QByteArray("2026-01-02T03:04:05Z")
                           << QByteArray("Fri, 02 Jan 2026 03:04:05 GMT") << QByteArray("1767323045");
    QTest::newRow("fraction") << qint64(1767323045120) << QByteArray("2026-01-02T03:04:05.12Z")
                              << QByteArray("Fri, 02 Jan 2026 03:04:05 GMT") << QByteArray("1767323045.12");
    QTest::newRow("before 1970") << qint64(-500) << QByteArray("1969-12-31T23:59:59.5Z")
                                 << QByteArray("Wed, 31 Dec 1969 23:59:59 GMT") << QByteArray("-0.5");
    QTest::newRow("leap day") << qint64(1709164800000) << QByteArray("2024-02-29T00:00:00Z")
                              << QByteArray("Thu, 29 Feb 2024 00:00:00 GMT") << QByteArray("1709164800");
}

void TextTest::writesTimestamps()
{
    QFETCH(qint64, milliseconds);
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
    QTEST(timestampText(time, TimestampFormat::DateTime), "dateTime");
    QTEST(timestampText(time, TimestampFormat::HttpDate), "httpDate");
    QTEST(timestampText(time, TimestampFormat::EpochSeconds), "epoch");
    QTEST(timestampText(time.toOffsetFromUtc(19800), TimestampFormat::DateTime), "dateTime");
}

void TextTest::losesNothingOfATime_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("dateTime");
    QTest::addColumn<QByteArray>("epoch");
    const auto row = [](const char *text, const char *dateTime, const char *epoch) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(dateTime) << QByteArray(epoch);
    };
    row("2026-01-02T03:04:05.123456Z", "2026-01-02T03:04:05.123456Z", "1767323045.123456");
    row("2026-01-02T03:04:05.9999Z", "2026-01-02T03:04:05.9999Z", "1767323045.9999");
    row("2025-12-31T23:59:59.9999999999Z", "2025-12-31T23:59:59.999999999Z", "1767225599.999999999");
    row("1767323045.000000001", "2026-01-02T03:04:05.000000001Z", "1767323045.000000001");
    row("-0.25", "1969-12-31T23:59:59.75Z", "-0.25");
    row("-1.5", "1969-12-31T23:59:58.5Z", "-1.5");
}

void TextTest::losesNothingOfATime()
{
    QFETCH(QByteArray, text);
    const auto moment = timestampFromText(text);
    QVERIFY(moment);
    QTEST(timestampText(*moment, TimestampFormat::DateTime), "dateTime");
    QTEST(timestampText(*moment, TimestampFormat::EpochSeconds), "epoch");
    model::Shape shape;
    shape.type = model::ShapeType::Timestamp;
    const auto carried = scalarFromText(shape, text);
    QVERIFY(carried);
    QTEST(scalarText(shape, TimestampFormat::DateTime, *carried).value_or(QByteArray()), "dateTime");
}

void TextTest::readsTimestamps_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<qint64>("milliseconds"); // -1: not a timestamp
    const auto row = [](const char *name, const QByteArray &text, qint64 milliseconds) {
        QTest::newRow(name) << text << milliseconds;
    };
    row("ISO", "2026-01-02T03:04:05Z", 1767323045000);
    row("ISO with fraction", "2026-01-02T03:04:05.123Z", 1767323045123);
    row("ISO with offset", "2026-01-02T04:04:05+01:00", 1767323045000);
    row("ISO without zone", "2026-01-02T03:04:05", 1767323045000);
    row("http-date", "Fri, 02 Jan 2026 03:04:05 GMT", 1767323045000);
    row("http-date with fraction", "Fri, 02 Jan 2026 03:04:05.123 GMT", 1767323045123);
    row("as date prints it", "Fri Jan  2 03:04:05 UTC 2026", 1767323045000);
    row("as Go prints it", "2026-01-02 04:04:05.123456789 +0100 UTC", 1767323045123);
    row("offset of hours", "2026-01-02T04:04:05+01", 1767323045000);
    row("without separators", "20260102T030405Z", 1767323045000);
    row("epoch", "1767323045", 1767323045000);
    row("epoch with fraction", "1767323045.123", 1767323045123);
    row("exponent", "1.767323045E9", 1767323045000);
    row("empty", {}, -1);
    row("words", "yesterday", -1);
    row("NaN", "NaN", -1);
    row("far", "1e300", -1);
    row("no such day", "Fri, 31 Feb 2026 03:04:05 GMT", -1);
    row("long", QByteArray(100000, '1'), -1);
}

void TextTest::readsTimestamps()
{
    QFETCH(QByteArray, text);
    QFETCH(qint64, milliseconds);
    const auto time = timestampFromText(text);
    QCOMPARE(time ? time->toDateTime().toMSecsSinceEpoch() : -1, milliseconds);
}

void TextTest::knowsJsonNumbers_data()
{
    QTest::addColumn<bool>("isNumber");
    for (const char *text : {"0", "-0", "12", "-12.5", "1e5", "1.5E-10", "123456789012345678901234567890"})
        QTest::newRow(text) << true;
    for (const char *text : {"-", "01", "1.", ".5", "1e", "+1", "1 ", "0x1", "NaN", "1,5"})
        QTest::addRow("not %s", text) << false;
}

void TextTest::knowsJsonNumbers()
{
    QFETCH(bool, isNumber);
    QByteArray text = QTest::currentDataTag();
    if (text.startsWith("not "))
        text = text.sliced(4);
    QCOMPARE(isJsonNumber(text), isNumber);
    QVERIFY(!isJsonNumber({}));
}

void TextTest::keepsNumbersExact()
{
    QCOMPARE(numberText(0.1), "0.1");
    QCOMPARE(numberText(5), "5.0"); // a number with a point stays one
    QCOMPARE(numberText(-0.0), "-0.0");
    QCOMPARE(numberText(123456.75), "123456.75");
    QCOMPARE(numberText(1e15), "1000000000000000.0");
    QCOMPARE(numberText(1e16), "1e+16");
    QCOMPARE(numberText(0.0001), "0.0001");
    QCOMPARE(numberText(1e-5), "1e-05");
    QCOMPARE(numberText(1e300), "1e+300");
    QCOMPARE(wholeNumber(QCborValue(5.0)), std::optional<qint64>(5));
    QVERIFY(!wholeNumber(QCborValue(5.5)));
    QVERIFY(!wholeNumber(QCborValue(9223372036854775808.0)));
    QCOMPARE(wholeNumber(QCborValue(-9223372036854775808.0)),
             std::optional(std::numeric_limits<qint64>::min()));
    QVERIFY(!wholeNumber(QCborValue(qQNaN())));
}

void TextTest::buildsLargeMapsInOrder()
{
    MapBuilder builder;
    constexpr int kCount = 100'000;
    for (int i = 0; i < kCount; ++i)
        builder.append(QStringLiteral("key %1").arg(i), i);
    builder.append(QStringLiteral("key 7"), std::numeric_limits<qint64>::max());
    const QCborMap map = builder.take();
    QCOMPARE(map.size(), kCount);
    QCOMPARE(map.constBegin().key().toString(), QStringLiteral("key 0"));
    QCOMPARE(map.value(QStringLiteral("key 7")).toInteger(), std::numeric_limits<qint64>::max());
}

QTEST_GUILESS_MAIN(TextTest)
#include "tst_text.moc"
