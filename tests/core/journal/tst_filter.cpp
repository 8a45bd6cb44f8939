// SPDX-License-Identifier: Apache-2.0
#include "journal/filter.h"

#include <QTest>

using namespace formwork::journal;

class FilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void unknownValueSelectsNothing();
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

QTEST_APPLESS_MAIN(FilterTest)
#include "tst_filter.moc"
