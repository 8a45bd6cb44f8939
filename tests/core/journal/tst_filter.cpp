// SPDX-License-Identifier: Apache-2.0
#include "journal/filter.h"
#include "journal/filterdoubt.h"

#include <QTest>

using namespace formwork::journal;

class FilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void unknownValueSelectsNothing();
    void slipsAreDoubted_data();
    void slipsAreDoubted();
};

void FilterTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("parsed"); // words, then place=values; ! marks a whole value
    QTest::newRow("words") << QStringLiteral("  Finance  Eu ") << QStringLiteral("finance|eu");
    QTest::newRow("quotes") << QStringLiteral("\"two words\" more") << QStringLiteral("two words|more");
    QTest::newRow("place") << QStringLiteral("service:ds-data") << QStringLiteral("service=ds-data");
    QTest::newRow("place in capitals") << QStringLiteral("Service:DS") << QStringLiteral("service=ds");
    QTest::newRow("whole value") << QStringLiteral("account:\"acme prod\"")
                                 << QStringLiteral("account=acme prod!");
    QTest::newRow("several values") << QStringLiteral("outcome:unknown,rejected")
                                    << QStringLiteral("outcome=unknown,rejected");
    QTest::newRow("place twice") << QStringLiteral("region:eu x region:us")
                                 << QStringLiteral("x|region=eu,us");
    QTest::newRow("empty place") << QStringLiteral("region: x") << QStringLiteral("x");
    QTest::newRow("unknown place") << QStringLiteral("arn:aws:iam") << QStringLiteral("arn:aws:iam");
    QTest::newRow("colon in quotes") << QStringLiteral("\"service:x\"") << QStringLiteral("service:x");
    QTest::newRow("colon in a value") << QStringLiteral("account:a:b") << QStringLiteral("account=a:b");
    QTest::newRow("NUL and line break")
        << QStringLiteral("\"a") + QChar(0) + QStringLiteral("b\nc\"") << QStringLiteral("a b c");
}

void FilterTest::parses()
{
    QFETCH(QString, text);
    QFETCH(QString, parsed);
    const ParsedFilter filter = parseFilter(text);
    QStringList said = filter.words;
    for (const ParsedFilter::Place &place : filter.places) {
        QStringList values;
        for (const ParsedFilter::Wanted &wanted : place.values)
            values += wanted.text + (wanted.whole ? QStringLiteral("!") : QString());
        said += place.name + u'=' + values.join(u',');
    }
    QCOMPARE(said.join(u'|'), parsed);
}

void FilterTest::unknownValueSelectsNothing()
{
    const Selection selection = *select(
        {QStringLiteral("service:nosuch"), {}},
        {[](const QString &) { return QStringList{QStringLiteral("ds-data")}; }, nullptr}, Search::Indexed);
    QVERIFY(selection.none);
}

void FilterTest::slipsAreDoubted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("said"); // empty: nothing
    const auto row = [](const char *text, const char *said) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(said);
    };
    row("outcom:unknown", "outcome:");
    row("Outcone:unknown", "outcome:");
    row("acount:acme", "account:");
    row("servcie:s3", "service:");
    row("outcome:failed", "rejected");
    row("outcome:unknown,failed", "\u201cfailed\u201d");
    row("is:write", "changes");
    row("batch:x", "number");
    row("outcome:unk", "");
    row("outcome:\"not sent\"", "");
    row("is:change batch:7 service:x", "");
    row("arn:aws:s3:::logs", "");
    row("http://localhost 12:30 id:7 x:y", "");
    row("\"outcom:unknown\"x", "outcome:");
    row("orders", "");
}

void FilterTest::slipsAreDoubted()
{
    QFETCH(QString, text);
    QFETCH(QString, said);
    const QString doubt = filterDoubt(text);
    QVERIFY2(said.isEmpty() ? doubt.isEmpty() : doubt.contains(said), qPrintable(doubt));
}

QTEST_APPLESS_MAIN(FilterTest)
#include "tst_filter.moc"
