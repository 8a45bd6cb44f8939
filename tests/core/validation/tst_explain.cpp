// SPDX-License-Identifier: Apache-2.0
#include "validation/explain.h"
#include "validation/pattern.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
#include <QTest>

using namespace formwork::validation;

namespace
{

// What is meant literally may be said as it is.
bool isPlain(const QString &pattern)
{
    return std::ranges::none_of(pattern,
                                [](QChar c) { return QStringLiteral("\\^$[](){}|*+?").contains(c); });
}

} // namespace

class ExplainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhy_data();
    void saysWhy();
    void secretsAreNotRepeated();
    void noPatternOfAwsIsShown();
    void hardPatternsAreNoBurden();
};

void ExplainTest::saysWhy_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("phrase");
    const auto row = [](const char *name, const char *pattern, const char *text, const char *phrase) {
        QTest::newRow(name) << QString::fromUtf8(pattern) << QString::fromUtf8(text)
                            << QString::fromUtf8(phrase);
    };
    row("character of a class", "^[a-zA-Z0-9._-]+$", "a+b",
        "the character + is not allowed; use letters, digits, -, . and _");
    row("negated class", "^[^:;|=+\"*?<>/\\\\,\\[\\]@]+$", "a+b", "the character + is not allowed");
    row("character of a property", "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$", "a!b",
        "the character ! is not allowed");
    row("blank", "^[a-z]+$", "a b", "a blank is not allowed; use lower-case letters");
    row("line break", "^[a-z]+$", "a\nb", "a line break is not allowed; use lower-case letters");
    row("invisible", "^[a-z]+$", "a\u200bb",
        "the invisible character U+200b is not allowed; use lower-case letters");
    row("beyond ASCII", "^[a-z]+$", "a\u00e9", "the character \u00e9 is not allowed; use lower-case letters");
    row("number of digits", "^[0-9]{12}$", "12345", "it must be 12 digits; this has 5");
    row("number of \\d", "^\\d{12}$", "1234567890123", "it must be 12 digits; this has 13");
    row("literal beginning", "^d-[0-9a-f]{10}$", "x-1234567890", "it must start with d-");
    row("after the beginning", "^d-[0-9a-f]{10}$", "d-123456789g",
        "after d- the character g is not allowed; use the lower-case letters a to f and digits");
    row("count after the beginning", "^d-[0-9a-f]{10}$", "d-123",
        "after d- there must be 10 characters (the lower-case letters a to f and digits); this has 3");
    row("choice", "^(AWS|Sandbox)$", "aws", "it must be one of AWS, Sandbox");
    row("choice in two brackets", "^((?:AWS|Sandbox))$", "aws", "it must be one of AWS, Sandbox");
    row("web address", "^https?://[^\\s/$.?#].[^\\s]*$", "www.example.com",
        "it must be a web address such as https://www.example.com");
    row("web address in a group", "^(https?)://[a-z]+", "ftp://x",
        "it must be a web address such as https://www.example.com");
    row("ARN", "^arn:(aws|aws-cn):iam::\\d{12}:role/.+$", "role/x",
        "it must be an ARN, which begins with arn:aws:");
    row("ARN or a name", "^(arn:aws:lambda:)?[a-zA-Z0-9_-]+$", "my function",
        "a blank is not allowed; use letters, digits, -, : and _");
    row("one character", "^v[0-9]$", "v12", "after v there must be one digit; this has 2");
    row("UUID", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "123",
        "it must be a UUID such as 0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11");
    row("blank text", ".*\\S.*", "   ", "it must not be blank");
    row("empty text", "^[a-z]+$", "", "it must not be empty");
    row("first character", "^[a-z][a-z0-9-]*$", "9abc", "it must begin with one of: lower-case letters");
    row("last character", "^[a-z][a-z-]*[a-z]$", "abc-", "it must end with one of: lower-case letters");
    row("anywhere, through groups", "^[a-z]+(-[a-z]+)*$", "a-B",
        "the character B is not allowed; use lower-case letters and -");
    row("found nowhere", "[0-9]{3}", "ab", "it must contain 3 digits");
    row("look ahead", "^(?!aws:)[a-z:]+$", "aws:x",
        "the character : is not allowed at place 4, after aws; use lower-case letters");
    row("ends bound to one choice", "^a|b$", "c", "the character c is not allowed; use a and b");
    // A found bug: of these the pattern itself was shown.
    row("name or FIFO name", "^([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)$", "orders.fifa",
        "the character a is not allowed at place 11, after orders.fif; use o");
    row("FIFO name that breaks off", "^([A-Za-z0-9_-]{1,80}|[A-Za-z0-9_-]{1,75}\\.fifo)$", "orders.f",
        "it ends too early: ifo has to follow");
    row("more than there may be", "^(ab|cd)-([0-9]{2}|x)$", "ab-123", "nothing may follow after ab-12");
    row("a place in parts", "^([a-z]+):([0-9]+)(/[a-z]+)?$", "disk:12+x",
        "the character + is not allowed; use lower-case letters, digits, / and :");
    row("look behind", "^[a-z.]+(?<!\\.)$", "abc.",
        "it ends too early: there has to follow one of lower-case letters and .");
    row("order", "^[a-z]+(-[0-9]+)$", "12-ab", "it must begin with one of: lower-case letters");
}

void ExplainTest::saysWhy()
{
    QFETCH(QString, pattern);
    QFETCH(QString, text);
    QFETCH(QString, phrase);
    QCOMPARE(static_cast<int>(search(pattern, text)), static_cast<int>(Verdict::Differs));
    QCOMPARE(explain(pattern, text).phrase, phrase);
}

void ExplainTest::secretsAreNotRepeated()
{
    const QString secret =
        explain(QStringLiteral("^(?!aws:)[a-z:]+$"), QStringLiteral("aws:hidden"), true).phrase;
    QVERIFY2(!secret.contains(u"aws") && secret.contains(u"place 4"), qPrintable(secret));
    QCOMPARE(explain(QStringLiteral("^[a-z]+$"), QStringLiteral("ab+"), true).phrase,
             QStringLiteral("it has a character that is not allowed; use lower-case letters"));
}

// Whatever the pattern: of texts with something wrong at the beginning, in the middle, or at the end.
void ExplainTest::noPatternOfAwsIsShown()
{
    QSet<QString> patterns;
    for (const QString &path : {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore"),
                                QStringLiteral("/usr/lib/python3/dist-packages/botocore/data")}) {
        QDirIterator files(path, {QStringLiteral("service-2.json")}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QJsonObject shapes =
                QJsonDocument::fromJson(file.readAll()).object().value(u"shapes").toObject();
            for (const QJsonValue &shape : shapes)
                patterns.insert(shape[QLatin1String("pattern")].toString());
        }
    }
    patterns.remove(QString());
    if (patterns.isEmpty())
        QSKIP("There are no models that AWS publishes in plain files: Debian's botocore is not installed.");
    int asked = 0;
    int specific = 0;
    for (const QString &pattern : std::as_const(patterns)) {
        for (const char *text : {"~", "my name!", "arn:aws:x", "orders.fifa"}) {
            const QString value = QString::fromLatin1(text);
            if (search(pattern, value) != Verdict::Differs)
                continue;
            const Explanation why = explain(pattern, value);
            QVERIFY2(isPlain(pattern) || !why.phrase.contains(pattern),
                     qPrintable(pattern + u' ' + why.phrase));
            ++asked;
            specific += why.isSpecific ? 1 : 0;
        }
    }
    qInfo("%d of %d texts that do not fit are told in particular, over %lld patterns", specific, asked,
          qlonglong(patterns.size()));
    QVERIFY(specific >= asked * 99 / 100);
}

// It is asked for at every key.
void ExplainTest::hardPatternsAreNoBurden()
{
    const QString pattern = QStringLiteral(
        "^(?!-)(?:a|b|c|d|e|f|g|h|i|j|k|l|m|n|o|p|q|r|s|t|u|v|w|x|y|z){100}abcdefghijklmnopqrstuvw$");
    QElapsedTimer timer;
    timer.start();
    const Explanation why = explain(pattern, QString(100, u'z') + u'!');
    QVERIFY2(why.phrase.contains(u"place 101"), qPrintable(why.phrase));
    QVERIFY2(timer.elapsed() < 3'000, qPrintable(QString::number(timer.elapsed())));
}

QTEST_APPLESS_MAIN(ExplainTest)
#include "tst_explain.moc"
