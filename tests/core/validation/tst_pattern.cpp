// SPDX-License-Identifier: Apache-2.0
#include "readers/modelfile.h"
#include "validation/pattern.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace formwork::validation;

class PatternTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void searches_data();
    void searches();
    void worksOnManyThreads();
    void neverHangs_data();
    void neverHangs();
    void everyPublishedPatternIsBounded();
};

void PatternTest::searches_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const QString &pattern, const QString &text, Verdict verdict) {
        QTest::newRow(name) << pattern << text << static_cast<int>(verdict);
    };
    row("found inside", QStringLiteral("[0-9]{3}"), QStringLiteral("ab123cd"), Verdict::Matches);
    row("anchored", QStringLiteral("^[0-9]{3}$"), QStringLiteral("ab123cd"), Verdict::Differs);
    row("end is the very end", QStringLiteral("^a$"), QStringLiteral("a\n"), Verdict::Differs);
    row("digits are ASCII", QStringLiteral("^\\d$"), QStringLiteral("\u0663"), Verdict::Differs);
    row("\\w is ASCII", QStringLiteral("^\\w$"), QStringLiteral("\u00e9"), Verdict::Differs);
    row("property", QStringLiteral("^\\p{L}+$"), QStringLiteral("\u00e9\u4e2d"), Verdict::Matches);
    row("long property name", QStringLiteral("^\\p{Letter}$"), QStringLiteral("\u00e9"), Verdict::Matches);
    row("Java's script", QStringLiteral("^\\p{IsGreek}$"), QStringLiteral("\u03b1"), Verdict::Matches);
    row("Java's POSIX class", QStringLiteral("^\\p{Alnum}+$"), QStringLiteral("a1"), Verdict::Matches);
    row("Java's POSIX class is ASCII", QStringLiteral("^[\\p{Alpha}]$"), QStringLiteral("\u00e9"),
        Verdict::Differs);
    row("negated POSIX class", QStringLiteral("^\\P{Alpha}$"), QStringLiteral("1"), Verdict::Matches);
    row("\\u escape", QStringLiteral("^\\u0041$"), QStringLiteral("A"), Verdict::Matches);
    row("range of \\u", QStringLiteral("^[\\u0020-\\uD7FF]+$"), QStringLiteral("a\u4e2d"), Verdict::Matches);
    row("pair of surrogates", QStringLiteral("^[\\uD800\\uDC00-\\uDBFF\\uDFFF]$"),
        QString::fromUtf8("\xF0\x9F\x98\x80"), Verdict::Matches);
    row("range of surrogates is no character", QStringLiteral("^[\\uD800-\\uDFFF]$"), QStringLiteral("a"),
        Verdict::Differs);
    row("range over surrogates", QStringLiteral("^[\\u0020-\\uFFFD]+$"), QStringLiteral("a\uFFFC"),
        Verdict::Matches);
    row("hyphen after \\w", QStringLiteral("^[\\w-_.]+$"), QStringLiteral("a-b"), Verdict::Matches);
    row("hyphen before \\w", QStringLiteral("^[.-\\w]+$"), QStringLiteral("a-.b"), Verdict::Matches);
    row("hyphen after a range", QStringLiteral("^[a-z0-9-\\.]+$"), QStringLiteral("a-.9"), Verdict::Matches);
    row("bracket in a class", QStringLiteral("^[a[]+$"), QStringLiteral("[a"), Verdict::Matches);
    row("any character", QStringLiteral("^[^]$"), QStringLiteral("\n"), Verdict::Matches);
    row("no character", QStringLiteral("^[]$"), QStringLiteral("a"), Verdict::Differs);
    row("needless backslash", QStringLiteral("^\\_\\i\\/$"), QStringLiteral("_i/"), Verdict::Matches);
    row("large quantifier", QStringLiteral("^[\\s\\S]{1,131072}$"), QStringLiteral("abc"), Verdict::Matches);
    row("look ahead", QStringLiteral("^(?!aws:).+$"), QStringLiteral("aws:x"), Verdict::Differs);
    row("dot and line break", QStringLiteral("^.+$"), QStringLiteral("a\nb"), Verdict::Differs);
    row("flags", QStringLiteral("(?s)^.+$"), QStringLiteral("a\nb"), Verdict::Matches);
    row("code points", QStringLiteral("^.{1}$"), QString::fromUtf8("\xF0\x9F\x98\x80"), Verdict::Matches);
    row("not closed", QStringLiteral("^(a"), QStringLiteral("a"), Verdict::Unreadable);
    row("Java's intersection", QStringLiteral("[\\p{Print}&&[^|]]+"), QStringLiteral("a"),
        Verdict::Unreadable);
    row("too long a pattern", QString(50'000, u'a'), QStringLiteral("a"), Verdict::Unreadable);
    row("too long a text", QStringLiteral("^a+$"), QString(1'000'000, u'a'), Verdict::GaveUp);
    row("too much work", QStringLiteral("^(a+)+$"), QString(40, u'a') + u'b', Verdict::GaveUp);
}

void PatternTest::searches()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(int, verdict);
    QVERIFY2(static_cast<int>(search(pattern, text)) == verdict, qPrintable(toPcre(pattern)));
}

void PatternTest::worksOnManyThreads()
{
    std::vector<std::jthread> threads;
    std::atomic<int> found = 0;
    for (int n = 0; n < 4; ++n) {
        threads.emplace_back([&found, n] {
            for (int i = 0; i < 200; ++i)
                found += search(QStringLiteral("^%1[0-9]+$").arg(i % 20),
                                QString::number(i % 20) + QString::number(n))
                        == Verdict::Matches
                    ? 1
                    : 0;
        });
    }
    threads.clear();
    QCOMPARE(found.load(), 800);
}

namespace
{

QStringList nastyTexts()
{
    QStringList texts{QString(), QString(60'000, u'a'), QString(60'000, u' '), QString(30'000, u'-') + u'!',
                      QString(60'000, u'1') + u'\n'};
    texts += QStringLiteral("a-").repeated(30'000) + u'!';
    texts += QStringLiteral("arn:aws:").repeated(7'000) + u'!';
    texts += QStringLiteral("a.b@").repeated(15'000);
    texts += QStringLiteral("/a1").repeated(20'000) + u' ';
    texts += QString(60'000, QChar(0x4e2d));
    return texts;
}

qint64 slowest(const QString &pattern, const QStringList &texts)
{
    qint64 worst = 0;
    for (const QString &text : texts) {
        QElapsedTimer timer;
        timer.start();
        static_cast<void>(search(pattern, text));
        worst = std::max(worst, timer.elapsed());
    }
    return worst;
}

constexpr qint64 kBoundMs = 1500; // generous: the sanitizers are slow

} // namespace

void PatternTest::neverHangs_data()
{
    QTest::addColumn<QString>("pattern");
    int n = 0;
    for (const char *pattern :
         {"(a+)+$", "(a|a)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*x", "[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}!",
          "(\\w+\\s?)*$!", "^([^@]+@)+$", "(?=(a+))\\1b", "a*a*a*a*a*a*a*b", "(a?){64}a{64}",
          "\\S+\\s+\\S+\\s+!", "(x+x+)+y"})
        QTest::addRow("%d", ++n) << QString::fromLatin1(pattern);
}

void PatternTest::neverHangs()
{
    QFETCH(QString, pattern);
    const qint64 worst = slowest(pattern, nastyTexts());
    QVERIFY2(worst < kBoundMs, qPrintable(QStringLiteral("%1 ms").arg(worst)));
}

namespace
{

void collect(const QJsonValue &value, QSet<QString> &patterns)
{
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue &entry : array)
            collect(entry, patterns);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto entry = object.begin(); entry != object.end(); ++entry) {
            if ((entry.key() == u"smithy.api#pattern" || entry.key() == u"pattern") && entry->isString())
                patterns.insert(entry->toString());
            else
                collect(*entry, patterns);
        }
    }
}

} // namespace

void PatternTest::everyPublishedPatternIsBounded()
{
    const QString folder = qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models");
    if (!QFileInfo::exists(folder))
        QSKIP("no published models here");
    QSet<QString> patterns;
    QDirIterator files(folder, {QStringLiteral("*.json.gz")}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        if (path.contains(u"endpoint") || path.contains(u"paginators"))
            continue;
        const auto bytes = formwork::readers::readModelBytes(path);
        if (bytes)
            collect(QJsonDocument::fromJson(*bytes).object(), patterns);
    }
    QVERIFY(patterns.size() > 1000);
    const QStringList texts{QString(20'000, u'a') + u'\n', QStringLiteral("a-").repeated(10'000) + u'!',
                            QStringLiteral("arn:aws:").repeated(2'000) + u' '};
    qint64 worst = 0;
    QString slow;
    QStringList unreadable;
    for (const QString &pattern : std::as_const(patterns)) {
        if (search(pattern, QStringLiteral("a")) == Verdict::Unreadable)
            unreadable += pattern;
        const qint64 took = slowest(pattern, texts);
        if (took > worst) {
            worst = took;
            slow = pattern;
        }
    }
    qInfo() << patterns.size() << "patterns, slowest" << worst << "ms:" << slow
            << "; not readable:" << unreadable.size() << unreadable;
    QVERIFY2(worst < kBoundMs, qPrintable(slow));
    QVERIFY2(unreadable.size() * 100 < patterns.size(), qPrintable(unreadable.join(u'\n')));
}

QTEST_GUILESS_MAIN(PatternTest)
#include "tst_pattern.moc"
