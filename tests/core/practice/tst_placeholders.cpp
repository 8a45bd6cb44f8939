// SPDX-License-Identifier: Apache-2.0
#include "practice/placeholders.h"

#include <QRegularExpression>
#include <QTest>

using namespace formwork;
using practice::Placeholders;

namespace
{

const QDateTime kNow(QDate(2026, 1, 2), QTime(3, 4, 5), Qt::UTC);

Placeholders placeholders()
{
    const QCborMap input{{QStringLiteral("Name"), QStringLiteral("alpha")},
                         {QStringLiteral("Arn"), QStringLiteral("arn:aws:x:::thing/t-1")},
                         {QStringLiteral("Number"), 7}};
    return Placeholders({QStringLiteral("000000000000"), QStringLiteral("eu-west-1"), [] { return 3; }, kNow},
                        input, std::make_shared<RandomTokenSource>());
}

void addMember(model::Shape &shape, const char *name, const model::Shape &target)
{
    model::Member member;
    member.name = QString::fromLatin1(name);
    member.target = &target;
    shape.members.push_back(member);
}

} // namespace

class TestPlaceholders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("expression");
        const auto row = [](const char *pattern, const char *expression) {
            QTest::newRow(pattern) << QString::fromLatin1(pattern)
                                   << QRegularExpression::anchoredPattern(QString::fromLatin1(expression));
        };
        row("plain", "plain");
        row("{accountId} in {region}", "000000000000 in eu-west-1");
        row("{uuid}", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        row("x-{hex:16}", "x-[0-9a-f]{16}");
        row("{digits:10}", "[1-9][0-9]{9}");
        row("{base36:5}", "[0-9a-z]{5}");
        row("{count}.", "3\\.");
        row("at {now}", "at 2026-01-02T03:04:05Z");
        row("{/Name}/{/Number}", "alpha/7");
        row("{/Arn|last}{/Name|last}", "t-1alpha");
        row("[{/Missing}]", "\\[\\]");
        row("an open { brace", "an open \\{ brace");
    }

    void texts()
    {
        QFETCH(const QString, pattern);
        QFETCH(const QString, expression);
        const QString text = placeholders().text(pattern);
        QVERIFY2(QRegularExpression(expression).match(text).hasMatch(), qPrintable(text));
    }

    void oneValueARequest()
    {
        Placeholders one = placeholders();
        QCOMPARE(one.text(QStringLiteral("{uuid}")), one.text(QStringLiteral("{uuid}")));
        QVERIFY(one.text(QStringLiteral("{uuid}")) != placeholders().text(QStringLiteral("{uuid}")));
    }

    void treesTakeTheTypesOfTheShape()
    {
        model::Shape string{.name = QStringLiteral("S"), .type = model::ShapeType::String};
        model::Shape integer{.name = QStringLiteral("I"), .type = model::ShapeType::Integer};
        model::Shape timestamp{.name = QStringLiteral("T"), .type = model::ShapeType::Timestamp};
        model::Shape inner{.name = QStringLiteral("Inner")};
        addMember(inner, "Count", string);
        model::Shape outer{.name = QStringLiteral("Outer")};
        addMember(outer, "At", timestamp);
        addMember(outer, "Number", integer);
        addMember(outer, "Missing", string);
        addMember(outer, "Inner", inner);
        const QCborMap pattern{
            {QStringLiteral("At"), QStringLiteral("{now}")},
            {QStringLiteral("Number"), QStringLiteral("{/Number}")},
            {QStringLiteral("Missing"), QStringLiteral("{/Missing}")},
            {QStringLiteral("Unknown"), QStringLiteral("x")},
            {QStringLiteral("Inner"), QCborMap{{QStringLiteral("Count"), QStringLiteral("{count}")}}}};
        const QCborMap made = placeholders().tree(pattern, outer).toMap();
        QCOMPARE(made.size(), 3);
        QCOMPARE(made.value(QStringLiteral("At")).toDateTime(), kNow);
        QCOMPARE(made.value(QStringLiteral("Number")), QCborValue(7));
        QCOMPARE(made.value(QStringLiteral("Inner")).toMap().value(QStringLiteral("Count")),
                 QCborValue(QStringLiteral("3")));
    }
};

QTEST_GUILESS_MAIN(TestPlaceholders)
#include "tst_placeholders.moc"
