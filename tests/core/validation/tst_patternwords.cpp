// SPDX-License-Identifier: Apache-2.0
#include "validation/patternwords.h"

#include <QTest>

using namespace formwork::validation;

class PatternWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhatIsAskedFor_data();
    void saysWhatIsAskedFor();
};

void PatternWordsTest::saysWhatIsAskedFor_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const char *pattern, const char *words) {
        QTest::newRow(name) << QString::fromUtf8(pattern) << QString::fromUtf8(words);
    };
    row("characters", "^[a-zA-Z0-9._-]+$", "May have: letters, digits, -, . and _.");
    row("number of characters", "^[a-z]{1,64}$", "Made of 1 to 64 characters (lower-case letters).");
    row("number of digits", "^\\d{12}$", "Made of 12 digits.");
    row("beginning and count", "^d-[0-9a-f]{10}$",
        "Begins with d-, then 10 characters (the lower-case letters a to f and digits).");
    row("beginning and any number", "^/aws/[a-z]*$", "Begins with /aws/, then: lower-case letters.");
    row("beginning and anything", "^alias/.*$", "Begins with alias/.");
    row("choice", "^(AWS|Sandbox)$", "One of AWS, Sandbox.");
    row("all but some", "^[^:;|]+$", "May have: anything but :, ; and |.");
    row("beyond ASCII", "^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
        "May have: letters of every language, digits, blanks, +, -, ., /, :, =, @ and _.");
    row("first and last", "^[a-z][a-z0-9-]*[a-z]$",
        "Begins with one of: lower-case letters. Ends with one of: lower-case letters. May have: lower-case "
        "letters, digits and -.");
    row("through groups", "^[a-z]+(-[a-z]+)*$",
        "Begins with one of: lower-case letters. May have: lower-case letters and -.");
    row("one character", "^v[0-9]$", "Begins with v, then one digit.");
    row("anywhere in it", "[0-9]{3}", "Has to contain 3 digits.");
    row("not blank", ".*\\S.*", "Not only blanks.");
    row("ARN", "^arn:(aws|aws-cn):iam::\\d{12}:role/.+$", "An ARN, which begins with arn:aws:.");
    row("ARN or nothing of it", "^(arn:aws:lambda:)?[a-zA-Z0-9_-]+$",
        "May have: letters, digits, -, : and _.");
    row("ARN or address", "^(https://.+|arn:aws:.+)$", "");
    row("UUID", "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        "A UUID such as 0e8a9f5a-1e0b-4a57-bf0a-7c4d3f0f9f11.");
    row("nothing is certain", "^(?!aws:)[a-z:]+$", "");
    row("anything", ".*", "");
    row("broken", "[a-", "");
    row("empty", "", "");
}

void PatternWordsTest::saysWhatIsAskedFor()
{
    QFETCH(QString, pattern);
    QTEST(patternInWords(pattern), "words");
}

QTEST_GUILESS_MAIN(PatternWordsTest)
#include "tst_patternwords.moc"
