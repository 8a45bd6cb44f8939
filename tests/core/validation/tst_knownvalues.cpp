// SPDX-License-Identifier: Apache-2.0
#include "validation/validate.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace formwork;
using document::Problem;
using document::Severity;
using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

Shape text(const char *name, const char *pattern = "")
{
    Shape shape;
    shape.name = QString::fromLatin1(name);
    shape.type = ShapeType::String;
    shape.constraints.pattern = QString::fromLatin1(pattern);
    return shape;
}

Member member(const char *name, const Shape &target, const char *documentation = "")
{
    Member result;
    result.name = QString::fromLatin1(name);
    result.target = &target;
    result.documentation = QString::fromLatin1(documentation);
    return result;
}

QList<Problem> problemsOf(const Member &of, const QCborValue &value)
{
    Shape root;
    root.type = ShapeType::Structure;
    root.members = {of};
    return validation::validate(root, QCborMap{{of.name, value}});
}

} // namespace

// What models leave out and everybody knows.
class KnownValuesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void texts_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shape");
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("documentation");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("said"); // empty: nothing is wrong
        const auto row = [](const char *tag, const char *name, const char *shape, const char *pattern,
                            const char *documentation, const char *value, const char *said) {
            QTest::newRow(tag) << QString::fromUtf8(name) << QString::fromUtf8(shape)
                               << QString::fromUtf8(pattern) << QString::fromUtf8(documentation)
                               << QString::fromUtf8(value) << QString::fromUtf8(said);
        };
        row("pattern without anchors", "RoleName", "roleNameType", "[\\w+=,.@-]+", "", "my role!",
            "a blank is not allowed");
        row("the same, right", "RoleName", "roleNameType", "[\\w+=,.@-]+", "", "my-role", "");
        row("contains is what it says", "Text", "Text", ".*\\S.*", "", "two\nlines", "");
        row("a dollar among the characters", "Text", "Text", "[a-z$]+", "", "a b", "a blank is not allowed");
        row("a bracket among the characters", "Text", "Text", "[\\]^a-z]+", "", "a b",
            "a blank is not allowed");
        row("anchors of its own", "Text", "Text", "^a|b$", "", "ax", "");
        row("policy", "AssumeRolePolicyDocument", "policyDocumentType", "[\\u0020-\\u00FF]+", "",
            "{\"a\":1,}", "line 1, column");
        row("policy that is a text", "PolicyDocument", "String", "", "", "\"a\"", "JSON object");
        row("policy by its documentation", "Policy", "String", "", "The policy in JSON format.", "none",
            "JSON");
        row("name of a policy", "Policy", "String", "", "The name of the policy.", "none", "");
        row("template", "TemplateBody", "String", "", "A template in JSON or YAML.", "a: b", "");
        row("number", "N", "NumberAttributeValue", "", "", "user#1", "a number");
        row("number, right", "N", "NumberAttributeValue", "", "", "-1.5e3", "");
        row("ARN", "KeyArn", "String", "", "The ARN of the key.", "alias/foo", "must be an ARN");
        row("ARN or name", "KeyArn", "String", "", "The name or ARN of the key.", "alias/foo", "");
        row("ARN with a blank", "KeyArn", "String", "", "", " arn:aws:kms:::key", "begins with a blank");
        row("no ARN for its shape alone", "TableName", "TableArn", "", "", "table", "");
        row("bucket", "Bucket", "BucketName", "", "", "my bucket", "a blank is not allowed");
        row("bucket by ARN", "Bucket", "BucketName", "", "",
            "arn:aws:s3:us-east-1:123456789012:accesspoint/a", "");
        row("identifier", "DBInstanceIdentifier", "String", "",
            "Must contain from 1 to 63 letters, numbers, or hyphens.", "my_db", "is not allowed");
        row("queue", "QueueName", "String", "",
            "Valid values: alphanumeric characters, hyphens (<code>-</code>), and underscores "
            "(<code>_</code>).",
            "a queue", "a blank is not allowed");
        row("queue, right", "QueueName", "String", "",
            "Valid values: alphanumeric characters, hyphens (<code>-</code>), and underscores "
            "(<code>_</code>).",
            "a_queue-1", "");
        row("queue of the other kind", "QueueName", "String", "",
            "The name of a FIFO queue must end with the <code>.fifo</code> suffix. Valid values: "
            "alphanumeric "
            "characters, hyphens (<code>-</code>), and underscores (<code>_</code>).",
            "a_queue.fifo", "");
        row("neither kind", "QueueName", "String", "",
            "The name of a FIFO queue must end with the <code>.fifo</code> suffix. Valid values: "
            "alphanumeric "
            "characters, hyphens (<code>-</code>), and underscores (<code>_</code>).",
            "a queue", "not");
        row("stack", "StackName", "StackName", "",
            "A stack name can contain only alphanumeric characters (case sensitive) and hyphens.", "a_b",
            "is not allowed");
        row("rule set", "RuleSetName", "ReceiptRuleSetName", "",
            "Contain only ASCII letters (a-z, A-Z), numbers (0-9), underscores (_), or dashes (-).", "a b",
            "a blank is not allowed");
        row("underscores alone", "sourceIdentifier", "String", "",
            "The identifier can only contain alphanumeric characters and underscores.", "a-b",
            "is not allowed");
        row("table", "TableName", "TableArn", "", "", "my table", "a blank is not allowed");
        row("image", "ImageId", "ImageId", "", "", "ami x", "blank");
        row("several subnets in one", "SubnetId", "SubnetId", "",
            "To specify multiple subnets, separate them using commas.", "subnet-1, subnet-2", "");
        row("image by a parameter", "ImageId", "ImageId", "", "", "resolve:ssm:/a/b:1", "");
        row("blank in front", "Id", "Id", "^d-[0-9a-f]{4}$", "", " d-0123", "begins with a blank");
        row("line break behind", "Id", "Id", "^d-[0-9a-f]{4}$", "", "d-0123\n", "ends with a line break");
        row("no-break space", "Id", "Id", "^d-[0-9a-f]{4}$", "", "d-0123\u00a0", "U+00A0");
        row("wrong with and without", "Id", "Id", "^d-[0-9a-f]{4}$", "", " x", "must start with d-");
        row("placeholder", "Text", "String", "", "", "<Stringified-JSON>", "replace it");
        row("markup", "Text", "String", "", "", "<b>bold</b>", "");
    }

    void texts()
    {
        QFETCH(QString, name);
        QFETCH(QString, shape);
        QFETCH(QString, pattern);
        QFETCH(QString, documentation);
        QFETCH(QString, value);
        QFETCH(QString, said);
        const Shape target = text(shape.toLatin1(), pattern.toLatin1());
        const QList<Problem> problems =
            problemsOf(member(name.toLatin1(), target, documentation.toLatin1()), value);
        QCOMPARE(problems.isEmpty(), said.isEmpty());
        if (said.isEmpty())
            return;
        QVERIFY2(problems.first().sentence.contains(said), qPrintable(problems.first().sentence));
        QVERIFY(problems.first().canSendAnyway);
    }

    // "alias/foo" is told what it should be before how long.
    void whatIsExpectedComesFirst()
    {
        Shape arn = text("arnType");
        arn.constraints.minLength = 20;
        QVERIFY(problemsOf(member("PolicyArn", arn), QStringLiteral("alias/foo"))
                    .first()
                    .sentence.contains(QStringLiteral("must be an ARN")));
        arn.constraints.pattern = QStringLiteral("arn:aws:kms:.*");
        QVERIFY(problemsOf(member("Key", arn), QStringLiteral("alias/foo"))
                    .first()
                    .sentence.contains(QStringLiteral("must be an ARN")));
    }

    void mapsOfTextAreLookedAtByTheirKeys()
    {
        const Shape entry = text("String");
        Shape map;
        map.type = ShapeType::Map;
        map.key = member("key", entry);
        map.element = member("value", entry);
        const QList<Problem> problems =
            problemsOf(member("Attributes", map),
                       QCborMap{{QStringLiteral("Policy"), QStringLiteral("x")},
                                {QStringLiteral("DelaySeconds"), QStringLiteral("5s")},
                                {QStringLiteral("Other"), QStringLiteral("x")}});
        QCOMPARE(problems.size(), 2);
    }

    void equalKeysOfPairs()
    {
        const Shape word = text("String");
        Shape tag;
        tag.type = ShapeType::Structure;
        tag.members = {member("Key", word), member("Value", word)};
        Shape tags;
        tags.type = ShapeType::List;
        tags.element = member("member", tag);
        const auto entry = [](const char *key, const char *value) {
            return QCborMap{{QStringLiteral("Key"), QString::fromLatin1(key)},
                            {QStringLiteral("Value"), QString::fromLatin1(value)}};
        };
        QVERIFY(problemsOf(member("Tags", tags), QCborArray{entry("a", "1"), entry("b", "1")}).isEmpty());
        const QList<Problem> problems =
            problemsOf(member("Tags", tags), QCborArray{entry("a", "1"), entry("b", "1"), entry("a", "2")});
        QCOMPARE(problems.size(), 1);
        QCOMPARE(problems.first().pointer, document::Pointer::parse(QStringLiteral("/Tags/2/Key")));
        QCOMPARE(problems.first().kind, QStringLiteral("unique"));
        // Tags that say of whom they are: another owner may have the same key.
        tag.members.push_back(member("ResourceId", word));
        QCborMap mine = entry("a", "1");
        mine.insert(QStringLiteral("ResourceId"), QStringLiteral("mine"));
        QVERIFY(problemsOf(member("Tags", tags), QCborArray{entry("a", "1"), mine}).isEmpty());
    }
};

QTEST_APPLESS_MAIN(KnownValuesTest)
#include "tst_knownvalues.moc"
