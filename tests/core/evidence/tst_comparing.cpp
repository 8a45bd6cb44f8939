// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"
#include "evidence/comparing.h"

#include <QCborArray>
#include <QTest>

using namespace formwork;
using namespace formwork::evidence;

namespace
{

QCborValue text(const char *value) { return QString::fromUtf8(value); }

QCborMap tag(const char *key, const char *value)
{
    return {{QStringLiteral("Key"), text(key)}, {QStringLiteral("Value"), text(value)}};
}

QDateTime at(int minute) { return QDateTime(QDate(2026, 1, 2), QTime(3, minute), Qt::UTC); }

Wanted wanted()
{
    Wanted result;
    result.input = {{QStringLiteral("Name"), text("finance")}, {QStringLiteral("Size"), 3}};
    result.ownName = QStringLiteral("Name");
    result.firstSent = at(10);
    result.lastEnded = at(11);
    return result;
}

Comparison found(const QStringList &equal, const QStringList &different, std::optional<QDateTime> made)
{
    Comparison comparison;
    comparison.equal = equal;
    comparison.different = different;
    comparison.isNamed = equal.contains(QStringLiteral("Name"));
    comparison.hasOtherName = different.contains(QStringLiteral("Name"));
    comparison.createdAt = made;
    return comparison;
}

} // namespace

class ComparingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void values_data()
    {
        QTest::addColumn<QCborValue>("ours");
        QTest::addColumn<QCborValue>("theirs");
        QTest::addColumn<bool>("agree");
        QTest::addColumn<bool>("differ");
        const auto row = [](const char *name, const QCborValue &ours, const QCborValue &theirs, bool agree,
                            bool differ) { QTest::newRow(name) << ours << theirs << agree << differ; };
        const QCborValue sealed = document::kSealedText.toString();
        row("same text", text("a"), text("a"), true, false);
        row("other text", text("a"), text("b"), false, true);
        row("other case", text("a"), text("A"), false, true);
        row("number told as text", QCborValue(3), text("3"), true, false);
        row("not told", text("a"), QCborValue(), false, false);
        row("sealed there", text("a"), sealed, false, false);
        row("sealed here", sealed, text("a"), false, false);
        row("ARN of a name", text("role"), text("arn:aws:iam::1:role/role"), true, false);
        row("ARN of another", text("role"), text("arn:aws:iam::1:role/other-role"), false, true);
        row("policy in another layout", text("{\"a\": 1}"), text("%7B%22a%22%3A1%7D"), true, false);
        row("another policy", text("{\"a\": 1}"), text("{\"a\":2}"), false, true);
        row("same time", QCborValue(at(1)), text("2026-01-02T03:01:00Z"), true, false);
        row("part of a structure", QCborMap{{QStringLiteral("a"), 1}},
            QCborMap{{QStringLiteral("a"), 1}, {QStringLiteral("b"), 2}}, true, false);
        row("other part", QCborMap{{QStringLiteral("a"), 1}}, QCborMap{{QStringLiteral("a"), 2}}, false,
            true);
        row("list in another order", QCborArray{text("a"), text("b")}, QCborArray{text("b"), text("a")}, true,
            false);
        row("longer list", QCborArray{text("a")}, QCborArray{text("a"), text("b")}, true, true);
        row("tags beside the service's own", QCborArray{tag("a", "1")},
            QCborArray{tag("aws:x", "y"), tag("a", "1")}, true, false);
        row("tag with another value", QCborArray{tag("a", "1")}, QCborArray{tag("a", "2")}, false, true);
    }

    void values()
    {
        QFETCH(QCborValue, ours);
        QFETCH(QCborValue, theirs);
        QFETCH(bool, agree);
        QFETCH(bool, differ);
        const Agreement agreement = evidence::agreement(ours, theirs);
        QCOMPARE(agreement.equal > 0, agree);
        QCOMPARE(agreement.different > 0, differ);
    }

    void standings_data()
    {
        QTest::addColumn<Comparison>("comparison");
        QTest::addColumn<int>("standing");
        const QString name = QStringLiteral("Name");
        const QString size = QStringLiteral("Size");
        const auto row = [](const char *what, const Comparison &comparison, Standing standing) {
            QTest::newRow(what) << comparison << int(standing);
        };
        row("made at the time", found({name, size}, {}, at(10)), Standing::Ours);
        row("a second before, as whole seconds are cut", found({name}, {}, at(10).addMSecs(-900)),
            Standing::Ours);
        row("made before", found({name, size}, {}, at(9)), Standing::Like);
        row("made hours after", found({name, size}, {}, at(11).addSecs(7200)), Standing::Like);
        row("named, differs", found({name}, {size}, at(10)), Standing::Like);
        row("made some minutes after", found({name, size}, {}, at(11).addSecs(600)), Standing::Like);
        row("named, of no known age", found({name, size}, {}, {}), Standing::Like);
        row("another name", found({size}, {name}, at(10)), Standing::Other);
        row("no name, at the time", found({size}, {}, at(10)), Standing::Ours);
        row("no name, no time", found({size}, {}, {}), Standing::Like);
        row("no name, differs", found({}, {size}, at(10)), Standing::Other);
        row("nothing to compare", found({}, {}, at(10)), Standing::Other);
        Comparison bare;
        bare.isNamed = true;
        row("nothing but a name", bare, Standing::Like);
        bare.createdAt = at(10);
        row("nothing but a name and a time", bare, Standing::Like);
    }

    void standings()
    {
        QFETCH(Comparison, comparison);
        QFETCH(int, standing);
        const Judgement judgement = judge(wanted(), comparison);
        QCOMPARE(int(judgement.standing), standing);
        QCOMPARE(judgement.reason.isEmpty(), judgement.standing != Standing::Like);
    }

    // Lists of URLs or ARNs tell no more than that one of the name is there.
    void namesAlone()
    {
        QVERIFY(compareName(wanted(), QStringLiteral("https://sqs/1/finance")).isNamed);
        QVERIFY(compareName(wanted(), QStringLiteral("arn:aws:sns:::finance")).isNamed);
        QVERIFY(compareName(wanted(), QStringLiteral("https://sqs/1/old-finance")).hasOtherName);
        const Judgement judgement = judge(wanted(), compareName(wanted(), QStringLiteral("finance")));
        QCOMPARE(judgement.standing, Standing::Like);
        QVERIFY(judgement.isOpen);
    }

    // The token of the request is of no interest: no service repeats it where it would prove something.
    void tokenIsNotCompared()
    {
        Wanted mine = wanted();
        mine.tokenMember = QStringLiteral("ClientToken");
        mine.input[QStringLiteral("ClientToken")] = text("t");
        relations::Cloning cloning;
        cloning.fills = {{QStringLiteral("Name"), QStringLiteral("Name")},
                         {QStringLiteral("ClientToken"), QStringLiteral("Token")}};
        const QCborMap answer{{QStringLiteral("Name"), text("finance")},
                              {QStringLiteral("Token"), text("x")}};
        const Comparison comparison = compare(mine, cloning, answer, false);
        QCOMPARE(comparison.equal, QStringList{QStringLiteral("Name")});
        QCOMPARE(comparison.different, QStringList());
        QCOMPARE(comparison.open, QStringList{QStringLiteral("Size")});
        QVERIFY(comparison.isNamed);
    }
};

QTEST_APPLESS_MAIN(ComparingTest)
#include "tst_comparing.moc"
