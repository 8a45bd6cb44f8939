// SPDX-License-Identifier: Apache-2.0
#include "validation/explain.h"
#include "validation/pattern.h"

#include <QTest>

using namespace formwork::validation;

class ExplainTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhy_data();
    void saysWhy();
    void secretsAreNotRepeated();
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
    row("UUID", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "123",
        "it must be a UUID such as 0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11");
    row("blank text", ".*\\S.*", "   ", "it must not be blank");
    row("empty text", "^[a-z]+$", "", "it must not be empty");
    row("first character", "^[a-z][a-z0-9-]*$", "9abc", "it must begin with one of: lower-case letters");
    row("last character", "^[a-z][a-z-]*[a-z]$", "abc-", "it must end with one of: lower-case letters");
    row("anywhere, through groups", "^[a-z]+(-[a-z]+)*$", "a-B", "the character B is not allowed");
    row("found nowhere", "[0-9]{3}", "ab", "it must contain 3 digits");
    row("look ahead says nothing", "^(?!aws:)[a-z:]+$", "aws:x",
        "it does not have the form AWS asks for, ^(?!aws:)[a-z:]+$");
    row("ends bound to one choice", "^a|b$", "c", "it does not have the form AWS asks for, ^a|b$");
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
    QCOMPARE(explain(QStringLiteral("^[a-z]+$"), QStringLiteral("ab+"), true).phrase,
             QStringLiteral("it has a character that is not allowed; use lower-case letters"));
}

QTEST_APPLESS_MAIN(ExplainTest)
#include "tst_explain.moc"
