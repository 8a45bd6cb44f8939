// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace formwork::tests;

// What people and scripts hand over by mistake: a sentence that names the thing, exit code 2, nothing
// recorded or sent.
class TestCliBadInput : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void shapesWithoutAnEnd_data();
    void shapesWithoutAnEnd();
    void refused_data();
    void refused();
    void hugeInput();
    void tooLargeInput();
    void credentials_data();
    void credentials();
    void regionThatDoesNotExist();
    void modelThatDoesNotFitItsGuide();
};

namespace
{

const QStringList kCall = QString(QStringLiteral("call ds-data create-group --input -")).split(u' ');

} // namespace

void TestCliBadInput::refused_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArrayList>("said");
    const auto row = [](const char *name, const char *input, const QByteArrayList &said) {
        QTest::newRow(name) << QByteArray(input) << said;
    };
    row("empty", "", {"empty"});
    row("not JSON", "{\"DirectoryId\": \"d-926703a1b2\",\n \"SAMAccountName\": }", {"line 2", "column"});
    row("cut off", "{\"DirectoryId\": \"d-9267", {"line 1"});
    row("not UTF-8", "{\"DirectoryId\": \"\xff\xfe\"}", {"line 1"});
    row("a member twice", R"({"DirectoryId": "d-926703a1b2", "DirectoryId": "d-926703a1b3"})",
        {"DirectoryId"});
    row("a list", "[]", {"/"});
    row("unknown member", R"({"DirectoryId": "d-926703a1b2", "SAMAccountNam": "F"})",
        {"/SAMAccountNam", "Did you mean SAMAccountName?"});
    row("missing member", R"({"DirectoryId": "d-926703a1b2"})", {"/SAMAccountName", "required"});
    row("wrong type", R"({"DirectoryId": 5, "SAMAccountName": "F"})", {"/DirectoryId", "must be text"});
    row("wrong type below",
        R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "F", "OtherAttributes": {"mail": {"S": {}}}})",
        {"/OtherAttributes/mail/S"});
    row("two of a union",
        R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "F", "OtherAttributes": {"mail": {"S": "x", "BOOL": true}}})",
        {"/OtherAttributes/mail"});
    row("not in the enum",
        R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "F", "GroupType": "Mailing"})",
        {"/GroupType", "Security"});
    row("pattern", R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "Fin+ance"})",
        {"/SAMAccountName", "+"});
    row("deep", QByteArray(R"({"DirectoryId": )" + QByteArray(10'000, '[')).constData(), {"deep"});
}

void TestCliBadInput::refused()
{
    QFETCH(const QByteArray, input);
    QFETCH(const QByteArrayList, said);
    const Cli cli;
    const Ran ran = cli.run(kCall, input);
    QVERIFY2(ran.code == 2, ran.err.constData());
    QCOMPARE(ran.out, QByteArray());
    for (const QByteArray &words : said)
        QVERIFY2(ran.err.contains(words), ran.err.constData());
    QCOMPARE(cli.history().size(), 0);
}

void TestCliBadInput::hugeInput()
{
    const Cli cli;
    const Ran ran = cli.run(kCall, groupInput(QByteArray(50'000'000, 'a')));
    QCOMPARE(ran.code, 2);
    QVERIFY2(ran.says("/SAMAccountName") && ran.says("64"), ran.err.left(1000).constData());
    QVERIFY(ran.err.size() < 4096); // it does not say all of it back
    QCOMPARE(cli.history().size(), 0);
}

void TestCliBadInput::tooLargeInput()
{
    const Ran ran = Cli().run(kCall, groupInput(QByteArray(65 * 1024 * 1024, 'a')));
    QCOMPARE(ran.code, 2);
    QVERIFY(ran.says("larger than 64 MiB"));
}

void TestCliBadInput::credentials_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QByteArray>("said");
    const QString key = QStringLiteral("AKIDEXAMPLE");
    QTest::newRow("no secret") << key << QString() << QByteArray("AWS_SECRET_ACCESS_KEY is empty");
    QTest::newRow("line break") << key << QStringLiteral("canary-secret\n0001")
                                << QByteArray("AWS_SECRET_ACCESS_KEY has a line break");
    QTest::newRow("carriage return") << key << QStringLiteral("canary-secret-0001\r")
                                     << QByteArray("AWS_SECRET_ACCESS_KEY has a line break");
    QTest::newRow("blank") << QStringLiteral("AKID EXAMPLE") << QStringLiteral("canary-secret-0001")
                           << QByteArray("AWS_ACCESS_KEY_ID has a blank");
    QTest::newRow("slash") << QStringLiteral("AKID/EXAMPLE") << QStringLiteral("canary-secret-0001")
                           << QByteArray("AWS_ACCESS_KEY_ID");
}

void TestCliBadInput::credentials()
{
    QFETCH(const QString, key);
    QFETCH(const QString, secret);
    QFETCH(const QByteArray, said);
    Cli cli;
    cli.set("AWS_ACCESS_KEY_ID", key);
    cli.set("AWS_SECRET_ACCESS_KEY", secret);
    cli.set("AWS_REGION", QStringLiteral("us-east-1"));
    const Ran ran = cli.run(kCall, groupInput());
    QCOMPARE(ran.code, 1);
    QVERIFY2(ran.err.contains(said), ran.err.constData());
    QVERIFY(!ran.says("canary-secret"));
    QVERIFY(ran.says("Nothing was sent."));
}

void TestCliBadInput::regionThatDoesNotExist()
{
    Cli cli;
    cli.useKeys();
    for (const char *region : {"nowhere-9", "no where", "us-east-1.example.com/"}) {
        const Ran ran =
            cli.run(kCall + QStringList{QStringLiteral("--region"), QLatin1String(region)}, groupInput());
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains(region) && ran.says("Nothing was sent."), ran.err.constData());
    }
    cli.unset("AWS_REGION");
    const Ran none = cli.run(kCall, groupInput());
    QCOMPARE(none.code, 1);
    QVERIFY2(none.says("--region"), none.err.constData());
}

// A member with another name in the model that was found: it is not used for the guide, and it is told why.
void TestCliBadInput::modelThatDoesNotFitItsGuide()
{
    const Cli cli;
    QFile model(QStringLiteral(TEST_DATA_DIR "/../../resources/models/ds-data.json"));
    QVERIFY(model.open(QIODevice::ReadOnly));
    QDir().mkpath(cli.path(QStringLiteral("models")));
    cli.write(QStringLiteral("models/ds-data.json"),
              model.readAll().replace("SAMAccountName", "AccountName"));
    const QStringList places{QStringLiteral("services"), QStringLiteral("--skipped"),
                             QStringLiteral("--models"), cli.path(QStringLiteral("models"))};
    const Ran ran = cli.run(places + QStringList{QStringLiteral("--json")});
    QCOMPARE(ran.code, 0);
    const QJsonObject guides = ran.array().last().toObject();
    QCOMPARE(guides[QLatin1String("kind")].toString(), QStringLiteral("guides"));
    const QJsonArray skipped = guides[QLatin1String("skipped")].toArray();
    QCOMPARE(skipped.size(), 1);
    const QString reason = skipped[0][QLatin1String("reason")].toString();
    QVERIFY2(reason.contains(QStringLiteral("SAMAccountName"))
                 && reason.contains(cli.path(QStringLiteral("models/ds-data.json"))),
             qPrintable(reason));
    QVERIFY(cli.run(places).out.contains(reason.toUtf8()));
}

void TestCliBadInput::shapesWithoutAnEnd_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("isWide");
    QTest::newRow("deep") << 100'000 << false;
    QTest::newRow("doubling at every level") << 40 << true;
}

// What a model unfolds to is written as far as it makes sense, and it is said that there is more.
void TestCliBadInput::shapesWithoutAnEnd()
{
    QFETCH(const int, depth);
    QFETCH(const bool, isWide);
    Cli cli;
    QByteArray shapes = R"({"smithy": "2.0", "shapes": {
        "a#S": {"type": "service", "version": "2026-01-01", "operations": [{"target": "a#Op"}],
                "traits": {"aws.api#service": {"sdkId": "Folded"}, "aws.auth#sigv4": {"name": "folded"},
                           "aws.protocols#awsJson1_0": {}}},
        "a#Op": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"}},
        "a#Out": {"type": "structure", "members": {}},
        "a#In": {"type": "structure", "members": {"L": {"target": "a#L0"}}})";
    for (int i = 0; i < depth; ++i) {
        const QByteArray inside = R"({"target": "a#L)" + QByteArray::number(i + 1) + "\"}";
        shapes += ",\"a#L" + QByteArray::number(i) + "\": "
            + (isWide ? R"({"type": "structure", "members": {"A": )" + inside + ", \"B\": " + inside + "}}"
                      : R"({"type": "list", "member": )" + inside + '}');
    }
    shapes += ",\"a#L" + QByteArray::number(depth) + R"(": {"type": "string"}}})";
    QVERIFY(QDir().mkpath(cli.path(QStringLiteral("models"))));
    cli.write(QStringLiteral("models/folded.json"), shapes);
    cli.set("FORMWORK_MODELS", cli.path(QStringLiteral("models")));
    for (const QStringList &form : {QStringList(), QStringList{QStringLiteral("--json")}}) {
        const Ran ran = cli.run(
            QStringList{QStringLiteral("describe"), QStringLiteral("folded"), QStringLiteral("Op")} + form);
        QVERIFY2(ran.code == 0, ran.err.constData());
        QVERIFY2(ran.says("unfold too far"), ran.err.left(1000).constData());
        QVERIFY(ran.out.size() < 300 * 1024 * 1024);
        QVERIFY(ran.out.contains("cut"));
    }
}

QTEST_GUILESS_MAIN(TestCliBadInput)
#include "tst_clibadinput.moc"
