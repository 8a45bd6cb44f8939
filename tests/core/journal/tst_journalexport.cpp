// SPDX-License-Identifier: Apache-2.0
#include "journal/export.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace formwork::journal;

class JournalExportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void jsonHasTheFieldsScriptsRelyOn();
    void csvIsSafe_data();
    void csvIsSafe();
    void csvHasALineEach();
    void csvTellsTheBatch();

private:
    static Record sample();
};

Record JournalExportTest::sample()
{
    Record record;
    record.id = 42;
    record.time = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC);
    record.outcome = Outcome::Rejected;
    record.request.service = QStringLiteral("ds-data");
    record.request.clientToken = QStringLiteral("token-1");
    record.errorCode = QStringLiteral("AccessDeniedException");
    record.attempts = 2;
    return record;
}

void JournalExportTest::jsonHasTheFieldsScriptsRelyOn()
{
    const QJsonObject row = QJsonDocument::fromJson(toJson({sample()})).array().first().toObject();
    for (const char *field : {"id", "time", "service", "operation", "account", "region", "endpoint",
                              "outcome", "attempts", "error", "requestId", "clientToken"})
        QVERIFY2(row.contains(QLatin1String(field)), field);
    QCOMPARE(row.value(QStringLiteral("id")).toInt(), 42);
    QCOMPARE(row.value(QStringLiteral("time")).toString(), QStringLiteral("2026-01-02T03:04:05.006Z"));
    QCOMPARE(row.value(QStringLiteral("outcome")).toString(), QStringLiteral("rejected"));
    QCOMPARE(row.value(QStringLiteral("attempts")).toInt(), 2);
    QCOMPARE(QJsonDocument::fromJson(toJson({})).array().size(), 0);
}

void JournalExportTest::csvIsSafe_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("plain") << QStringLiteral("Finance") << QByteArray("Finance");
    QTest::newRow("formula") << QStringLiteral("=HYPERLINK(\"http://x\")")
                             << QByteArray("\"'=HYPERLINK(\"\"http://x\"\")\"");
    QTest::newRow("plus") << QStringLiteral("+1") << QByteArray("\"'+1\"");
    QTest::newRow("minus") << QStringLiteral("-1") << QByteArray("\"'-1\"");
    QTest::newRow("at") << QStringLiteral("@SUM(A1)") << QByteArray("\"'@SUM(A1)\"");
    QTest::newRow("full-width") << QStringLiteral("\uFF1D1") << QStringLiteral("\"'\uFF1D1\"").toUtf8();
    QTest::newRow("comma") << QStringLiteral("a,b") << QByteArray("\"a,b\"");
    QTest::newRow("quote") << QStringLiteral("a\"b") << QByteArray("\"a\"\"b\"");
    QTest::newRow("line break") << QStringLiteral("a\nb") << QByteArray("\"a\nb\"");
}

void JournalExportTest::csvIsSafe()
{
    QFETCH(QString, what);
    QFETCH(QByteArray, field);
    Record record = sample();
    record.request.what = what;
    const QByteArray line = toCsv({record}).mid(toCsv({}).size());
    QVERIFY2(line.startsWith("42,2026-01-02T03:04:05.006Z,ds-data,," + field + ','), line.constData());
}

void JournalExportTest::csvTellsTheBatch()
{
    QVERIFY(toCsv({}).contains(",batch,batchRow,settled\r\n"));
    QVERIFY(toCsv({sample()}).endsWith(",,,\r\n"));
    Record record = sample();
    record.request.batch = 3;
    record.request.batchRow = 17;
    QVERIFY(toCsv({record}).endsWith(",3,17,\r\n"));
}

void JournalExportTest::csvHasALineEach()
{
    const QByteArray csv = toCsv({sample(), sample()});
    QCOMPARE(csv.count("\r\n"), 3);
    QVERIFY(csv.startsWith("id,time,service,operation,what,"));
}

QTEST_APPLESS_MAIN(JournalExportTest)
#include "tst_journalexport.moc"
