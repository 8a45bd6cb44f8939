// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"
#include "jmespath/expression.h"
#include "readers/modelfile.h"

#include <QCborArray>
#include <QCborMap>
#include <QDirIterator>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace formwork;
using jmespath::Expression;

// Against the interpreter that comes with botocore, and with every expression that AWS publishes in
// paginators and waiters. Both are skipped where they are not on the machine.
class TestJmespathJudge : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishedExpressionsParse();
    void agreesWithPython();

private:
    QStringList m_published;
};

namespace
{

// Reads [[expression, value], ...] and writes {"ok": result} or {"error": text} for each.
constexpr const char *kJudge = "import json, sys, warnings\n"
                               "warnings.simplefilter('ignore')\n"
                               "import jmespath\n"
                               "out = []\n"
                               "for expression, value in json.load(sys.stdin):\n"
                               "    try:\n"
                               "        out.append({'ok': jmespath.search(expression, value)})\n"
                               "    except Exception as e:\n"
                               "        out.append({'error': str(e)})\n"
                               "json.dump(out, sys.stdout)\n";

QJsonObject readJson(const QString &path)
{
    const Result<QByteArray> bytes = readers::readModelBytes(path);
    return bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
}

void addTexts(const QJsonValue &value, QStringList &list)
{
    if (value.isString())
        list += value.toString();
    for (const QJsonValue item : value.toArray())
        list += item.toString();
}

QStringList publishedExpressions(const QString &folder)
{
    QStringList list;
    QDirIterator files(folder, {QStringLiteral("paginators-1.json*"), QStringLiteral("waiters-2.json*")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QJsonObject root = readJson(files.next());
        for (const QJsonValue entry : root[QLatin1String("pagination")].toObject()) {
            for (const char *name : {"output_token", "result_key", "more_results", "non_aggregate_keys"})
                addTexts(entry[QLatin1String(name)], list);
        }
        for (const QJsonValue waiter : root[QLatin1String("waiters")].toObject()) {
            for (const QJsonValue acceptor : waiter[QLatin1String("acceptors")].toArray())
                addTexts(acceptor[QLatin1String("argument")], list);
        }
    }
    list.removeDuplicates();
    return list;
}

// A value in which the names of an expression lead somewhere: a few fixed ones, picked by `seed`.
QJsonValue made(const QStringList &names, int depth, quint32 &seed)
{
    seed = seed * 1664525U + 1013904223U;
    const quint32 pick = (seed >> 16) % (depth > 3 ? 5 : 8);
    if (pick < 5) {
        const QJsonValue scalars[] = {QStringLiteral("available"), 3, true, QJsonValue::Null,
                                      QStringLiteral("ACTIVE")};
        return scalars[pick];
    }
    if (pick == 5) {
        QJsonArray list;
        for (int i = 0; i < 3; ++i)
            list.append(made(names, depth + 1, seed));
        return list;
    }
    QJsonObject object;
    for (const QString &name : names)
        object.insert(name, made(names, depth + 1, seed));
    return object;
}

QStringList ownExpressions()
{
    const char *texts[] = {"a",
                           "a.b",
                           "a[*].b",
                           "a[].b",
                           "a[?b].c",
                           "a[?b=='available']",
                           "a[?b>`2`].b",
                           "*.a",
                           "a.*",
                           "*.*",
                           "[a,b]",
                           "{x:a,y:b.c}",
                           "a||b",
                           "a&&b",
                           "!a",
                           "a|b",
                           "a[0]",
                           "a[-1]",
                           "a[1:]",
                           "a[::-1]",
                           "a[:2].b",
                           "a[][]",
                           "a[*][*]",
                           "a[*].*",
                           "a[?b]|[0]",
                           "[a,b][]",
                           "[a,b,c][?@]",
                           "length(a)",
                           "type(a)",
                           "keys(@)",
                           "values(@)",
                           "to_array(a)",
                           "to_string(b)",
                           "to_number(a)",
                           "not_null(a,b,c)",
                           "sort([`3`,`1`])",
                           "sort_by([{k:`2`},{k:`1`}],&k)",
                           "map(&b,to_array(a))",
                           "max([`1`,`2.5`])",
                           "min(['x','y'])",
                           "sum([`1`,`2`])",
                           "avg([`1`,`2`])",
                           "join('-',['a','b'])",
                           "reverse('abc')",
                           "contains(to_string(a),'v')",
                           "a==b",
                           "a!=b",
                           "a<b",
                           "a>=`3`",
                           "`1`==`true`",
                           "`0`==`false`",
                           "a.b.c",
                           "(a||b).c",
                           "@",
                           "`[1,2]`",
                           "'raw'",
                           "\"a\".b",
                           "merge({x:a},{y:b})",
                           "abs(`-1.5`)",
                           "ceil(`1.2`)",
                           "floor(`1.8`)",
                           "starts_with('abc','a')",
                           "ends_with('abc','c')",
                           "a[?type(@)=='number']",
                           "[?a]",
                           "[]",
                           "[*]",
                           "*",
                           "a[*].[b,c]",
                           "a.[b,c]",
                           "a[?!b]",
                           "a[?b||c].b",
                           "a[?b&&c]",
                           "[a][0]",
                           "a[0][0]",
                           "a.b[0]",
                           "max_by([{k:`2`},{k:`5`}],&k).k",
                           "min_by([{k:`2`},{k:`5`}],&k)",
                           "a[",
                           "a..b",
                           "a=b",
                           "foo(a)",
                           "length()",
                           "a[?]",
                           "abs('x')",
                           "sum(['a'])",
                           "a.'b'",
                           "&a[0",
                           "{a:b",
                           "a[1",
                           "[a,]",
                           "sort_by(a)",
                           "!`0`",
                           "!''",
                           "!`[]`",
                           "a[?@==`3`]"};
    QStringList list;
    for (const char *text : texts)
        list += QString::fromLatin1(text);
    return list;
}

} // namespace

void TestJmespathJudge::publishedExpressionsParse()
{
    const QString shared = qEnvironmentVariable("FORMWORK_SHARED");
    m_published = publishedExpressions(shared + QStringLiteral("/models/botocore"));
    if (m_published.isEmpty())
        QSKIP("No published paginators and waiters here: set FORMWORK_SHARED to a folder that has them.");
    for (const QString &text : std::as_const(m_published)) {
        const Result<Expression> parsed = Expression::parse(text);
        QVERIFY2(parsed,
                 qPrintable(text + QStringLiteral(": ") + (parsed ? QString() : parsed.error().message)));
    }
    qInfo("%lld expressions", static_cast<long long>(m_published.size()));
}

void TestJmespathJudge::agreesWithPython()
{
    QJsonArray cases;
    quint32 seed = 7;
    const QStringList names{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")};
    const QStringList own = ownExpressions();
    for (const QString &text : own) {
        for (int i = 0; i < 40; ++i)
            cases.append(QJsonArray{text, made(names, 0, seed)});
    }
    static const QRegularExpression word(QStringLiteral("[A-Za-z_][A-Za-z0-9_]*"));
    for (const QString &text : std::as_const(m_published)) {
        QStringList found;
        for (const QRegularExpressionMatch &match : word.globalMatch(text))
            found += match.captured();
        found.removeDuplicates();
        for (int i = 0; i < 4; ++i)
            cases.append(QJsonArray{text, made(found.mid(0, 4), 0, seed)});
    }
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), QString::fromLatin1(kJudge)});
    if (!python.waitForStarted())
        QSKIP("There is no python3 here.");
    python.write(QJsonDocument(cases).toJson(QJsonDocument::Compact));
    python.closeWriteChannel();
    if (!python.waitForFinished(120'000) || python.exitCode() != 0)
        QSKIP("python3 has no module jmespath here.");
    const QJsonArray judged = QJsonDocument::fromJson(python.readAllStandardOutput()).array();
    QCOMPARE(judged.size(), cases.size());

    int refused = 0;
    QStringList disagreements;
    for (qsizetype i = 0; i < cases.size(); ++i) {
        const QString text = cases[i][0].toString();
        const QCborValue value = QCborValue::fromJsonValue(cases[i][1]);
        const Result<Expression> parsed = Expression::parse(text);
        const Result<QCborValue> ours = parsed ? parsed->search(value) : std::unexpected(parsed.error());
        const QJsonObject theirs = judged[i].toObject();
        // It stumbles over text beside a number, where the specification wants null.
        if (theirs[QLatin1String("error")].toString().contains(QLatin1String("not supported between")))
            continue;
        const bool both = ours && theirs.contains(QLatin1String("ok"));
        refused += !ours;
        const bool same = both ? ours->toJsonValue() == theirs[QLatin1String("ok")]
                               : !ours && theirs.contains(QLatin1String("error"));
        if (!same)
            disagreements += text + QStringLiteral(" on ") + QString::fromUtf8(document::toPlainJson(value))
                + QStringLiteral(": ")
                + (ours ? QString::fromUtf8(document::toPlainJson(*ours)) : ours.error().message)
                + QStringLiteral(" against ")
                + QString::fromUtf8(QJsonDocument(theirs).toJson(QJsonDocument::Compact));
    }
    qInfo("%lld evaluations, %d refused by both", static_cast<long long>(cases.size()), refused);
    QVERIFY2(
        disagreements.isEmpty(),
        qPrintable(QString::number(disagreements.size()) + u'\n' + disagreements.mid(0, 20).join(u'\n')));
}

QTEST_GUILESS_MAIN(TestJmespathJudge)
#include "tst_jmespathjudge.moc"
