// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "jmespath/expression.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>
#include <QElapsedTimer>
#include <QTest>

using namespace formwork;
using jmespath::Expression;

namespace
{

QCborValue json(const char *text)
{
    const Result<QCborValue> value = document::fromPlainJson(text);
    return value ? *value : QCborValue(QStringLiteral("NOT JSON"));
}

QByteArray answer(const QString &expression, const QCborValue &value)
{
    const Result<Expression> parsed = Expression::parse(expression);
    if (!parsed)
        return "ERROR " + parsed.error().message.toUtf8();
    const Result<QCborValue> found = parsed->search(value);
    return found ? document::toPlainJson(*found) : "ERROR " + found.error().message.toUtf8();
}

constexpr const char *kAnswer =
    "{\"Clusters\":[{\"Name\":\"a\",\"Status\":\"available\",\"Size\":3,\"Tags\":[{\"Key\":\"env\",\"Value\":"
    "\"prod\"}]},"
    "{\"Name\":\"b\",\"Status\":\"creating\",\"Size\":1,\"Tags\":[]},"
    "{\"Name\":\"c\",\"Status\":\"available\",\"Size\":2}],"
    "\"Map\":{\"x\":{\"v\":1},\"y\":{\"v\":2}},\"Nested\":[[1,2],[3,[4]],5],\"Empty\":[],\"Zero\":0,"
    "\"Text\":\"h\\u00e9llo\",\"with-dash\":true,\"Null\":null,\"Numbers\":[3,1.5,2]}";

} // namespace

class TestExpression : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void evaluates_data();
    void evaluates();
    void refuses_data();
    void refuses();
    void timesAndBlobsAreText();
    void ordersByCodePoint();
    void givesUpOnExplosions();
    void deepExpressionsEnd();
    void largeListsAreQuick();
    void identifiers();
};

void TestExpression::evaluates_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QByteArray>("expected");
    const std::pair<const char *, const char *> cases[] = {
        {"Clusters[0].Name", "\"a\""},
        {"Clusters[-1].Name", "\"c\""},
        {"Clusters[9].Name", "null"},
        {"Clusters[].Name", "[\"a\",\"b\",\"c\"]"},
        {"Clusters[*].Tags[*].Key", "[[\"env\"],[]]"},
        {"Clusters[].Tags[].Key", "[\"env\"]"},
        {"Clusters[?Status=='available'].Name", "[\"a\",\"c\"]"},
        {"Clusters[?Size>`1`&&Status!='creating'].Size", "[3,2]"},
        {"Clusters[?!Tags].Name", "[\"b\",\"c\"]"},
        {"Clusters[?Tags[?Key=='env']].Name | [0]", "\"a\""},
        {"Clusters[*].[Name,Size]", "[[\"a\",3],[\"b\",1],[\"c\",2]]"},
        {"Clusters[*].{n:Name,\"the size\":Size} | [1]", "{\"n\":\"b\",\"the size\":1}"},
        {"Map.*.v", "[1,2]"},
        {"*.x.v", "[1]"},
        {"Nested[]", "[1,2,3,[4],5]"},
        {"Nested[][]", "[1,2,3,4,5]"},
        {"Nested[::-1]", "[5,[3,[4]],[1,2]]"},
        {"Numbers[1:]", "[1.5,2]"},
        {"Numbers[:-1]", "[3,1.5]"},
        {"Numbers[-100:100:2]", "[3,2]"},
        {"Numbers[5:0:-1]", "[2,1.5]"},
        {"Numbers[0:9223372036854775807:9223372036854775807]", "[3]"},
        {"Zero || 'other'", "0"},
        {"Empty || 'other'", "\"other\""},
        {"Empty && 'other'", "[]"},
        {"!Zero", "false"},
        {"!Empty", "true"},
        {"Zero == `false`", "false"},
        {"`1` == `1.0`", "true"},
        {"`{\"a\":[1,2]}` == `{\"a\":[1,2.0]}`", "true"},
        {"`[1]` < `[2]`", "null"},
        {"'b' > 'a'", "true"},
        {"\"with-dash\"", "true"},
        {"Missing.deeper[0]", "null"},
        {"Missing.[a]", "null"},
        {"'it\\'s'", "\"it's\""},
        {"`\"a\\`b\"`", "\"a`b\""},
        {"`foo`", "\"foo\""},
        {"@.Zero", "0"},
        {"length(Clusters)", "3"},
        {"length(Text)", "5"},
        {"length(Clusters) == `0`", "false"},
        {"abs(`-2`)", "2"},
        {"avg(Numbers)", "2.1666666666666665"},
        {"avg(Empty)", "null"},
        {"ceil(`1.2`)", "2"},
        {"floor(`-1.2`)", "-2"},
        {"contains(Clusters[].Status, 'creating')", "true"},
        {"contains(Text, 'llo')", "true"},
        {"contains(Text, `1`)", "false"},
        {"starts_with(Text, 'h')", "true"},
        {"ends_with(Text, 'h')", "false"},
        {"join(', ', Clusters[].Name)", "\"a, b, c\""},
        {"keys(Map)", "[\"x\",\"y\"]"},
        {"values(Map)", "[{\"v\":1},{\"v\":2}]"},
        {"map(&Tags, Clusters) | [2]", "null"},
        {"length(map(&Tags, Clusters))", "3"},
        {"max(Numbers)", "3"},
        {"min(Clusters[].Name)", "\"a\""},
        {"max(Empty)", "null"},
        {"max_by(Clusters, &Size).Name", "\"a\""},
        {"min_by(Clusters, &Size).Name", "\"b\""},
        {"merge(`{\"a\":1,\"b\":2}`, `{\"b\":3}`)", "{\"a\":1,\"b\":3}"},
        {"not_null(Null, Missing, Zero)", "0"},
        {"reverse(Numbers)", "[2,1.5,3]"},
        {"reverse(Text)", "\"oll\u00e9h\""},
        {"sort(Numbers)", "[1.5,2,3]"},
        {"sort_by(Clusters, &Size)[].Name", "[\"b\",\"c\",\"a\"]"},
        {"sort_by(Clusters, &Status)[].Name", "[\"a\",\"c\",\"b\"]"},
        {"sum(Numbers)", "6.5"},
        {"sum(Empty)", "0"},
        {"to_array(Zero)", "[0]"},
        {"to_string(Map.x)", "\"{\\\"v\\\":1}\""},
        {"to_number('12')", "12"},
        {"to_number('1e2')", "100.0"},
        {"to_number('x')", "null"},
        {"type(Null)", "\"null\""},
        {"type(Map)", "\"object\""},
        {"Clusters | length(@)", "3"},
        {"(Clusters[0] || Map).Name", "\"a\""},
        {"Clusters[*].Name | [0]", "\"a\""},
        {"Clusters[?contains(keys(@), 'Tags')] | length(@)", "2"},
    };
    for (const auto &[expression, expected] : cases)
        QTest::newRow(expression) << QString::fromUtf8(expression) << QByteArray(expected);
}

void TestExpression::evaluates()
{
    QFETCH(const QString, expression);
    QFETCH(const QByteArray, expected);
    QCOMPARE(answer(expression, json(kAnswer)), expected);
}

void TestExpression::refuses_data()
{
    QTest::addColumn<QString>("expression");
    QTest::addColumn<QString>("says");
    const std::pair<const char *, const char *> cases[] = {
        {"", "ends too early"},
        {"a.", "ends too early"},
        {"a.b c", "'c' at character 5"},
        {"a = b", "'=' at character 3"},
        {"a[", "ends too early"},
        {"a[b]", "'b' at character 3"},
        {"a[-]", "'-' at character 3"},
        {"'open", "opens at character 1"},
        {"\"open", "opens at character 1"},
        {"a.`open", "opens at character 3"},
        {"\"bad\\x\"", "quoted name at character 1"},
        {"a[0:1:0]", "step"},
        {"a[0:1:2:3]", "':' at character 8"},
        {"99999999999999999999", "no number"},
        {"foo(a)", "no function foo()"},
        {"b.length()", "character 3 takes 1"},
        {"length(a, b)", "not 2"},
        {"length(a,)", "')' at character 10"},
        {"\"length\"(a)", "'(' at character 9"},
        {"a.*[b](c)", "no name of a function"},
        {"{a}", "'}' at character 3"},
        {"{a: b,}", "'}' at character 7"},
        {"[a,]", "']' at character 4"},
        {"!", "ends too early"},
        {"#", "'#' at character 1"},
        {"%1", "'%' at character 1"},
        {"length(Zero)", "Argument 1 of length()"},
        {"sort(Nested)", "a list of numbers or a list of strings"},
        {"sort_by(Clusters, Name)", "with & in front"},
        {"sort_by(Clusters, &Tags)", "element 1 has: array"},
        {"&Clusters", "with & in front"},
        {"abs(&a)", "a number"},
    };
    for (const auto &[expression, says] : cases)
        QTest::newRow(*expression ? expression : "nothing")
            << QString::fromUtf8(expression) << QString::fromUtf8(says);
}

void TestExpression::refuses()
{
    QFETCH(const QString, expression);
    QFETCH(const QString, says);
    const QByteArray found = answer(expression, json(kAnswer));
    QVERIFY2(found.startsWith("ERROR "), found);
    QVERIFY2(found.contains(says.toUtf8()), found);
}

void TestExpression::timesAndBlobsAreText()
{
    const QCborMap value{
        {QStringLiteral("At"), QCborValue(QDateTime::fromSecsSinceEpoch(1767323045, Qt::UTC))},
        {QStringLiteral("Data"), QByteArrayLiteral("abc")}};
    QCOMPARE(answer(QStringLiteral("type(At)"), value), QByteArray("\"string\""));
    QCOMPARE(answer(QStringLiteral("At > '2026-01-01'"), value), QByteArray("true"));
    QCOMPARE(answer(QStringLiteral("starts_with(At, '2026-01-02T03:04:05')"), value), QByteArray("true"));
    QCOMPARE(answer(QStringLiteral("Data == 'YWJj'"), value), QByteArray("true"));
    QCOMPARE(answer(QStringLiteral("[At, Data]"), value),
             QByteArray("[\"2026-01-02T03:04:05+00:00\",\"YWJj\"]"));
}

void TestExpression::ordersByCodePoint()
{
    // U+FF5E comes before U+1F600, though its UTF-16 unit is the greater one.
    const QCborArray list{QStringLiteral("\U0001F600"), QStringLiteral("\uFF5E"), QStringLiteral("a")};
    QCOMPARE(answer(QStringLiteral("sort(@)"), list), "[\"a\",\"\uFF5E\",\"\U0001F600\"]");
}

void TestExpression::givesUpOnExplosions()
{
    QString expression = QStringLiteral("@");
    for (int i = 0; i < 60; ++i)
        expression += QStringLiteral(" | [@,@]");
    const QByteArray found = answer(expression, QCborValue(1));
    QVERIFY2(found.contains("given up"), found.left(200));
    QVERIFY(answer(expression + QStringLiteral(" | to_string(@)"), QCborValue(1)).contains("given up"));
    QVERIFY(answer(expression + QStringLiteral(" | [0]==[1]"), QCborValue(1)).contains("given up"));
}

void TestExpression::deepExpressionsEnd()
{
    for (const QString &text :
         {QString(100'000, u'('), QStringLiteral("a.").repeated(5000) + u'a', QString(5000, u'!') + u'a',
          QStringLiteral("[").repeated(5000), QStringLiteral("a||").repeated(5000) + u'a',
          QStringLiteral("*.").repeated(2000) + u'a'})
        QVERIFY(answer(text, QCborMap()).startsWith("ERROR "));
    QCOMPARE(answer(QStringLiteral("a.").repeated(100) + u'a', QCborMap()), QByteArray("null"));
}

void TestExpression::largeListsAreQuick()
{
    QCborArray items;
    for (int i = 0; i < 10'000; ++i)
        items.append(QCborMap{{QStringLiteral("Name"), QStringLiteral("n%1").arg(i % 977)},
                              {QStringLiteral("Size"), i % 313}});
    const QCborMap value{{QStringLiteral("Items"), items}};
    QElapsedTimer timer;
    timer.start();
    QCOMPARE(answer(QStringLiteral("length(sort_by(Items[?Size>`5`], &Name)[].[Name,Size][])"), value),
             QByteArray("19616"));
    qInfo("10,000 items filtered, sorted and flattened: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 10'000);
}

void TestExpression::identifiers()
{
    QCOMPARE(jmespath::identifier(QStringLiteral("aB_1")), QStringLiteral("aB_1"));
    for (const char *name : {"", "1a", "a-b", "a\"b\\", "\u00fc", "a.b"}) {
        const QString text = QString::fromUtf8(name);
        QCOMPARE(answer(jmespath::identifier(text), QCborMap{{text, 7}}), QByteArray("7"));
    }
}

QTEST_GUILESS_MAIN(TestExpression)
#include "tst_expression.moc"
