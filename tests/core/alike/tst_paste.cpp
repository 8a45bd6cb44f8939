// SPDX-License-Identifier: Apache-2.0
#include "alike/paste.h"
#include "document/json.h"

#include "depot.h"

#include <QCborArray>
#include <QTemporaryDir>
#include <QTest>

using namespace formwork;
using namespace formwork::alike;

namespace
{

struct Sample {
    const char *name;
    const char *text;
    const char *operation; // empty: nothing is found
    const char *json; // of the document
    const char *note; // about what, one of the notes; empty: none
};

const std::vector<Sample> &samples()
{
    static const std::vector<Sample> all{
        {"aws plain", "aws depot create-crate --crate-name tea --colour red", "CreateCrate",
         "{\"CrateName\":\"tea\",\"Colour\":\"red\"}", ""},
        {"aws with a prompt", "$ aws depot create-crate --crate-name=tea", "CreateCrate",
         "{\"CrateName\":\"tea\"}", ""},
        {"aws over lines", "aws depot create-crate \\\n    --crate-name 'two words' \\\n    --count 3\n",
         "CreateCrate", "{\"CrateName\":\"two words\",\"Count\":3}", ""},
        {"aws in PowerShell", "aws depot create-crate `\r\n --crate-name tea `\r\n --sealed", "CreateCrate",
         "{\"CrateName\":\"tea\",\"Sealed\":true}", ""},
        {"aws in cmd", "aws.exe depot create-crate ^\r\n --crate-name tea --no-sealed", "CreateCrate",
         "{\"CrateName\":\"tea\",\"Sealed\":false}", ""},
        {"aws global options before",
         "aws --profile me --region eu-west-1 depot create-crate --crate-name tea --output json",
         "CreateCrate", "{\"CrateName\":\"tea\"}", ""},
        {"aws in words of their own",
         "/usr/local/bin/aws depot create-crate --crate-name \"te\"'a' --weight 1.5", "CreateCrate",
         "{\"CrateName\":\"tea\",\"Weight\":1.5}", ""},
        {"aws short form",
         "aws depot create-crate --crate-name tea --tags Key=team,Value=blue \"Key=a,Value='b, c'\"",
         "CreateCrate",
         "{\"CrateName\":\"tea\",\"Tags\":[{\"Key\":\"team\",\"Value\":\"blue\"},{\"Key\":\"a\",\"Value\":"
         "\"b, c\"}]}",
         ""},
        {"aws short form of a structure",
         "aws depot create-crate --crate-name tea --crate-size Height=3,Width=4", "CreateCrate",
         "{\"CrateName\":\"tea\",\"CrateSize\":{\"Height\":3,\"Width\":4}}", ""},
        {"aws short form of a map", "aws depot create-crate --crate-name tea --labels a=1,b='x=y'",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Labels\":{\"a\":\"1\",\"b\":\"x=y\"}}", ""},
        {"aws short form of lists",
         "aws depot list-crates --filters Name=state,Values=open,closed Name=x,Values=[a,b]", "ListCrates",
         "{\"Filters\":[{\"Name\":\"state\",\"Values\":[\"open\",\"closed\"]},{\"Name\":\"x\",\"Values\":["
         "\"a\",\"b\"]}]}",
         ""},
        {"aws list of texts", "aws depot create-crate --crate-name tea --guard-ids g-1 g-2", "CreateCrate",
         "{\"CrateName\":\"tea\",\"GuardIds\":[\"g-1\",\"g-2\"]}", ""},
        {"aws JSON values",
         "aws depot create-crate --crate-name tea --tags '[{\"Key\":\"a\",\"Value\":\"b\"}]' --crate-size "
         "'{\"Height\":1}'",
         "CreateCrate",
         "{\"CrateName\":\"tea\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}],\"CrateSize\":{\"Height\":1}}",
         ""},
        {"aws JSON entries",
         "aws depot create-crate --crate-name tea --tags '{\"Key\":\"a\",\"Value\":\"b\"}' "
         "'{\"Key\":\"c\",\"Value\":\"d\"}'",
         "CreateCrate",
         "{\"CrateName\":\"tea\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"},{\"Key\":\"c\",\"Value\":\"d\"}]}",
         ""},
        {"aws JSON input",
         "aws depot create-crate --cli-input-json '{\"CrateName\":\"tea\",\"Count\":2}' --count 5",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Count\":5}", ""},
        {"aws YAML input", "aws depot create-crate --cli-input-yaml 'CrateName: tea\nCount: 2\n'",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Count\":2}", ""},
        {"aws time and data",
         "aws depot create-crate --crate-name tea --until 2026-01-02T03:04:05Z --content aGVsbG8=",
         "CreateCrate",
         "{\"CrateName\":\"tea\",\"Until\":\"2026-01-02T03:04:05+00:00\",\"Content\":\"aGVsbG8=\"}", ""},
        {"aws raw data",
         "aws depot create-crate --crate-name tea --cli-binary-format raw-in-base64-out --content hello",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Content\":\"aGVsbG8=\"}", ""},
        {"aws file", "aws depot create-crate --crate-name tea --policy file://policy.json", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "--policy"},
        {"aws input file", "aws depot create-crate --cli-input-json file://in.json --crate-name tea",
         "CreateCrate", "{\"CrateName\":\"tea\"}", "--cli-input-json"},
        {"aws unknown option", "aws depot create-crate --crate-name tea --color red", "CreateCrate",
         "{\"CrateName\":\"tea\"}", ""},
        {"aws misspelled option", "aws depot create-crate --crate-nam tea --count 1", "CreateCrate",
         "{\"Count\":1}", "--crate-nam"},
        {"aws query", "aws depot list-crates --query 'Crates[].CrateName' --max-items 3", "ListCrates", "{}",
         "--query"},
        {"aws variable", "aws depot create-crate --crate-name \"$NAME\" --policy x-${STAGE} --count 1",
         "CreateCrate", "{\"Count\":1}", "CrateName"},
        {"aws in a substitution", "ARN=$(date) && aws depot create-crate --crate-name tea | tee x",
         "CreateCrate", "{\"CrateName\":\"tea\"}", "tee"},
        {"aws redirected", "aws depot create-crate --crate-name tea > out.json 2>&1", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "<>"},
        {"aws assignments",
         "AWS_PROFILE=me AWS_REGION=eu-west-1 OTHER=1 aws depot create-crate --crate-name tea", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "OTHER"},
        {"aws broken quote", "aws depot create-crate --crate-name 'tea", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "'"},
        {"aws broken JSON", "aws depot create-crate --crate-name tea --tags '[{\"Key\"'", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "--tags"},
        {"aws broken short form", "aws depot create-crate --crate-name tea --tags Key=[a", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "--tags"},
        {"aws token", "aws depot create-crate --crate-name tea --client-token abc", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "ClientToken"},
        {"aws extra word", "aws depot create-crate out.bin --crate-name tea", "CreateCrate",
         "{\"CrateName\":\"tea\"}", "..."},
        {"aws comment", "# make it\naws depot create-crate --crate-name tea # now", "CreateCrate",
         "{\"CrateName\":\"tea\"}", ""},
        {"aws no operation", "aws depot", "", "", ""},
        {"aws unknown service", "aws warehouse create-crate --crate-name tea", "", "", ""},
        {"aws unknown operation", "aws depot make-crate --crate-name tea", "", "", ""},
        {"aws wait", "aws depot wait crate-open", "", "", ""},
        {"curl target",
         "curl -X POST https://depot.eu-west-1.amazonaws.com/ -H 'X-Amz-Target: Depot.CreateCrate' -H "
         "'Content-Type: application/x-amz-json-1.1' -d '{\"CrateName\":\"tea\",\"Count\":2}'",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Count\":2}", ""},
        {"curl signed",
         "curl 'https://depot.eu-west-1.amazonaws.com/' -H 'X-Amz-Target: Depot.CreateCrate' -H "
         "'Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/depot/aws4_request, "
         "SignedHeaders=host, Signature=abc' "
         "-H 'X-Amz-Security-Token: very-secret-token' --data-raw '{\"CrateName\":\"tea\"}' --compressed",
         "CreateCrate", "{\"CrateName\":\"tea\"}", "X-Amz-Security-Token"},
        {"curl sigv4",
         "curl --aws-sigv4 aws:amz:eu-west-1:depot --user AKID:very-secret-token -H 'X-Amz-Target: "
         "Depot.DescribeCrate' --json '{\"CrateName\":\"tea\"}' http://127.0.0.1:4000/",
         "DescribeCrate", "{\"CrateName\":\"tea\"}", "--user"},
        {"curl joined flags",
         "curl -sXPOST -HX-Amz-Target:Depot.DeleteCrate -d'{\"CrateName\":\"tea\"}' "
         "https://depot.eu-west-1.amazonaws.com",
         "DeleteCrate", "{\"CrateName\":\"tea\"}", ""},
        {"curl dollar quote",
         "curl 'https://depot.eu-west-1.amazonaws.com/' -H $'X-Amz-Target: Depot.CreateCrate' --data-raw "
         "$'{\"CrateName\":\"it\\'s \\u0041\"}'",
         "CreateCrate", "{\"CrateName\":\"it's A\"}", ""},
        {"curl file",
         "curl https://depot.eu-west-1.amazonaws.com/ -H 'X-Amz-Target: Depot.CreateCrate' -d @body.json",
         "CreateCrate", "{}", "--data"},
        {"curl unknown member",
         "curl https://depot.eu-west-1.amazonaws.com/ -H 'X-Amz-Target: Depot.CreateCrate' -d "
         "'{\"CrateName\":\"tea\",\"Height\":2}'",
         "CreateCrate", "{\"CrateName\":\"tea\"}", "Height"},
        {"curl of somebody else", "curl https://example.com/index.html -o x", "", "", ""},
        {"resource in JSON",
         "{\"Type\":\"AWS::Depot::Crate\",\"Properties\":{\"Name\":\"tea\",\"Size\":{\"Height\":\"3\"},"
         "\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}],\"Sealed\":\"true\",\"Policy\":{\"Version\":\"2012-10-"
         "17\"},\"Delay\":5}}",
         "CreateCrate", "", ""},
        {"template in YAML",
         "Parameters:\n  Kind:\n    Type: String\n    Default: red\nResources:\n  Tea:\n    Type: "
         "AWS::Depot::Crate\n    DependsOn: Other\n    Properties:\n      CrateName: !Sub "
         "'${AWS::StackName}-tea'\n      Colour: !Ref Kind\n      Count: 4\n",
         "CreateCrate", "{\"Colour\":\"red\",\"Count\":4}", "CrateName"},
        {"map for a list",
         "Type: AWS::Depot::Crate\nProperties:\n  CrateName: tea\n  Tags:\n    a: b\n  Labels:\n    - Key: "
         "c\n      Value: d\n",
         "CreateCrate",
         "{\"CrateName\":\"tea\",\"Tags\":[{\"Key\":\"a\",\"Value\":\"b\"}],\"Labels\":{\"c\":\"d\"}}", ""},
        {"unknown property", "Type: AWS::Depot::Crate\nProperties:\n  CrateName: tea\n  Lid: wood\n",
         "CreateCrate", "{\"CrateName\":\"tea\"}", "Lid"},
        {"unknown type", "Type: AWS::Depot::Boat\nProperties:\n  Name: tea\n", "", "", ""},
        {"answer",
         "{\"Crate\":{\"CrateName\":\"tea\",\"CrateArn\":\"arn:aws:depot:eu-west-1:123456789012:crate/"
         "tea\",\"Colour\":\"blue\",\"Status\":\"OPEN\",\"CreatedAt\":\"2026-01-01T00:00:00Z\"}}",
         "CreateCrate", "{\"CrateName\":\"tea\",\"Colour\":\"blue\"}", "Status"},
        {"event",
         "{\"eventSource\":\"depot.amazonaws.com\",\"eventName\":\"CreateCrate20260101\",\"awsRegion\":\"eu-"
         "west-1\",\"requestParameters\":{\"crateName\":\"tea\",\"password\":\"HIDDEN_DUE_TO_SECURITY_"
         "REASONS\",\"crateSize\":{\"height\":2}}}",
         "CreateCrate", "{\"CrateName\":\"tea\",\"CrateSize\":{\"Height\":2}}", "password"},
        {"events of a look-up",
         "{\"Events\":[{\"CloudTrailEvent\":\"{\\\"eventSource\\\":\\\"depot.amazonaws.com\\\","
         "\\\"eventName\\\":\\\"DeleteCrate\\\",\\\"requestParameters\\\":{\\\"crateName\\\":\\\"tea\\\"}}\"}"
         "]}",
         "DeleteCrate", "{\"CrateName\":\"tea\"}", ""},
        {"no JSON", "{\"a\": ", "", "", ""},
    };
    return all;
}

} // namespace

class PasteTest : public QObject
{
    Q_OBJECT
private:
    QTemporaryDir m_home;
    Tools m_tools;
    guide::GuidesPtr m_guides = guide::Guides::builtIn();

    [[nodiscard]] Pasted read(const QString &text) const
    {
        return alike::understood(m_tools, m_guides, text);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(depot::writeTo(m_home.path()));
        m_tools = toolsOf(catalog::Catalog::build({m_home.path()}));
    }

    void understood_data()
    {
        QTest::addColumn<int>("index");
        for (size_t i = 0; i < samples().size(); ++i)
            QTest::newRow(samples()[i].name) << int(i);
    }

    void understood()
    {
        QFETCH(int, index);
        const Sample &sample = samples()[size_t(index)];
        const Pasted pasted = read(QString::fromUtf8(sample.text));
        if (!*sample.operation) {
            QVERIFY(pasted.found.isEmpty());
            QVERIFY(!pasted.problem.isEmpty());
            return;
        }
        QVERIFY2(!pasted.found.isEmpty(), qPrintable(pasted.problem));
        const Filled &filled = pasted.found.first();
        QCOMPARE(filled.operation, QString::fromLatin1(sample.operation));
        const auto operation = m_tools.catalog->operation(filled.service, filled.operation);
        const QByteArray json =
            document::toJson(filled.document, *(*operation)->input, document::JsonStyle::Compact);
        if (*sample.json) {
            const auto expected = document::fromPlainJson(sample.json);
            const auto actual = document::fromPlainJson(json);
            for (const auto &[key, value] : expected->toMap())
                QVERIFY2(actual->toMap().value(key) == value, json.constData());
            QVERIFY2(actual->toMap().size() == expected->toMap().size(), json.constData());
        }
        const bool isNoted = std::ranges::any_of(
            filled.notes, [&](const Note &note) { return note.what == QString::fromUtf8(sample.note); });
        QVERIFY2(!*sample.note || isNoted, qPrintable(sentences(filled.notes).join(u'\n')));
    }

    void propertiesBecomeMembers()
    {
        const Pasted pasted = read(QStringLiteral(
            "{\"Type\":\"AWS::Depot::Crate\",\"Properties\":{\"Name\":\"tea\",\"Size\":{\"Height\":\"3\"},"
            "\"Sealed\":\"true\",\"Policy\":{\"Version\":\"2012-10-17\"},\"Delay\":5}}"));
        QCOMPARE(pasted.found.size(), 1);
        const QCborMap input = pasted.found.first().document;
        QCOMPARE(input.value(QStringLiteral("CrateName")).toString(), QStringLiteral("tea"));
        QCOMPARE(input.value(QStringLiteral("CrateSize")).toMap().value(QStringLiteral("Height")).toInteger(),
                 3);
        QCOMPARE(input.value(QStringLiteral("Sealed")), QCborValue(true));
        QVERIFY(input.value(QStringLiteral("Policy")).toString().contains(QStringLiteral("2012-10-17")));
        QCOMPARE(input.value(QStringLiteral("Attributes")).toMap().value(QStringLiteral("Delay")).toString(),
                 QStringLiteral("5"));
    }

    void severalResourcesAreSeveralForms()
    {
        const Pasted pasted = read(QStringLiteral(
            "Resources:\n  A:\n    Type: AWS::Depot::Crate\n    Properties:\n      CrateName: a\n"
            "  B:\n    Type: AWS::Depot::Shelf\n    Properties:\n      ShelfName: b\n"
            "  C:\n    Type: Custom::Thing\n"));
        QCOMPARE(pasted.found.size(), 2);
        QCOMPARE(pasted.found[1].operation, QStringLiteral("CreateShelf"));
        QCOMPARE(pasted.left.size(), 1);
        QVERIFY(pasted.left.first().contains(QStringLiteral("Custom::Thing")));
    }

    void accountAndRegionAreNamed()
    {
        const Pasted options =
            read(QStringLiteral("aws depot create-crate --crate-name tea --profile me --region eu-west-1"));
        QCOMPARE(options.found.first().profile, QStringLiteral("me"));
        QCOMPARE(options.found.first().region, QStringLiteral("eu-west-1"));
        const Pasted variables = read(
            QStringLiteral("AWS_PROFILE=me AWS_REGION=eu-west-1 aws depot create-crate --crate-name tea"));
        QCOMPARE(variables.found.first().profile, QStringLiteral("me"));
        QCOMPARE(variables.found.first().region, QStringLiteral("eu-west-1"));
        const Pasted curl = read(QStringLiteral(
            "curl https://depot.us-east-2.amazonaws.com/ -H 'X-Amz-Target: Depot.CreateCrate' -d '{}'"));
        QCOMPARE(curl.found.first().region, QStringLiteral("us-east-2"));
    }

    void secretsAreNeverRepeated()
    {
        const QStringList texts{
            QStringLiteral("AWS_SECRET_ACCESS_KEY=very-secret-token AWS_SESSION_TOKEN=very-secret-token aws "
                           "depot create-crate --crate-name tea --bogus very-secret-token"),
            QStringLiteral("aws depot create-crate very-secret-token --crate-name tea"),
            QStringLiteral("aws depot create-crate --crate-name tea --tags Key=[very-secret-token "
                           "--crate-size '{very-secret-token'"),
            QStringLiteral("aws depot create-crate --cli-input-json '{\"Password\": very-secret-token'"),
            QStringLiteral("curl -u x:very-secret-token -b s=very-secret-token -H 'Authorization: Bearer "
                           "very-secret-token' -H 'X-Amz-Security-Token: very-secret-token' -H "
                           "'X-Amz-Target: Depot.CreateCrate' "
                           "-d '{}' "
                           "'https://depot.eu-west-1.amazonaws.com/"
                           "?X-Amz-Security-Token=very-secret-token&X-Amz-Signature=very-secret-token'"),
            QStringLiteral(
                "{\"Type\": \"AWS::Depot::Crate\", \"Properties\": {\"Lid\": \"very-secret-token\"}}"),
            QStringLiteral("{\"Password\": very-secret-token"),
            QStringLiteral("Type: AWS::Depot::Crate\nPassword: &very-secret-token x\n")};
        for (const QString &text : texts) {
            const Pasted pasted = read(text);
            QString said = pasted.problem + pasted.left.join(u'\n') + pasted.arn;
            for (const Filled &filled : pasted.found) {
                said += sentences(filled.notes).join(u'\n') + filled.from + filled.region + filled.profile;
                for (const Note &note : filled.notes)
                    said += note.what + note.sentence;
                said += QString::fromUtf8(document::toPlainJson(filled.document));
            }
            QVERIFY2(!said.contains(QStringLiteral("very-secret-token")), qPrintable(said));
        }
    }

    void aSecretOfTheInputIsNotPrinted()
    {
        const Pasted pasted =
            read(QStringLiteral("aws depot create-crate --crate-name tea --password very-secret-token"));
        QCOMPARE(pasted.found.first().document.value(QStringLiteral("Password")).toString(),
                 QStringLiteral("very-secret-token"));
        const Filled printed = withoutSecrets(m_tools, pasted.found.first());
        QVERIFY(!printed.document.contains(QStringLiteral("Password")));
        QVERIFY(std::ranges::any_of(printed.notes, [](const Note &note) {
            return note.why == Note::Why::Secret && note.what == QStringLiteral("Password");
        }));
    }

    void kinds()
    {
        QCOMPARE(pasteKind(QStringLiteral("create crate")), PasteKind::None);
        QCOMPARE(pasteKind(QStringLiteral("lambda create function")), PasteKind::None);
        QCOMPARE(pasteKind(QStringLiteral("aws depot create-crate")), PasteKind::Aws);
        QCOMPARE(pasteKind(QStringLiteral("curl -d x https://a.b/")), PasteKind::Curl);
        QCOMPARE(pasteKind(QStringLiteral("arn:aws:s3:::a-bucket")), PasteKind::Arn);
        QCOMPARE(pasteKind(QStringLiteral("  {\"a\": 1}")), PasteKind::Json);
        QCOMPARE(pasteKind(QStringLiteral("Type: AWS::S3::Bucket")), PasteKind::Yaml);
    }

    // Whatever is cut off or changed in a sample: there is an answer, and nothing else.
    void nothingIsTooBroken()
    {
        for (const Sample &sample : samples()) {
            const QString text = QString::fromUtf8(sample.text);
            for (qsizetype length = 0; length <= text.size(); ++length) {
                const Pasted pasted = read(text.first(length));
                QVERIFY(!pasted.found.isEmpty() || !pasted.problem.isEmpty() || !pasted.arn.isEmpty());
            }
        }
    }

    void nothingIsTooOdd()
    {
        quint32 state = 12345;
        const auto next = [&state](qsizetype below) {
            state = state * 1664525U + 1013904223U;
            return qsizetype(state >> 8U) % below;
        };
        const QString marks = QStringLiteral("'\"\\[]{}=,:$`!&*|>-# \n\t@%\u00e4");
        for (int round = 0; round < 3000; ++round) {
            QString text = QString::fromUtf8(samples()[size_t(next(qsizetype(samples().size())))].text);
            for (qsizetype changes = 1 + next(4); changes > 0; --changes)
                text.replace(next(text.size()), next(3), QString(marks[next(marks.size())]));
            const Pasted pasted = read(text);
            QVERIFY(!pasted.found.isEmpty() || !pasted.problem.isEmpty() || !pasted.arn.isEmpty());
        }
    }
};

QTEST_GUILESS_MAIN(PasteTest)
#include "tst_paste.moc"
