// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace formwork::tests;

// The contract of the command line, with the real program.
class TestCli : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesInBothSpellings_data();
    void namesInBothSpellings();
    void listings();
    void relations();
    void skeletonIsCompletable();
    void validateAnswersPointers();
    void requestIsReproducible();
    void requestNeedsNoDataDirectory();
    void callRecordsARow();
    void historyFields();
    void historyExport();
    void environmentBeforeProfiles();
    void dataDirectory();
    void standardInput();
    void sendAnyway();
    void modelsFolder();
    void usageErrors_data();
    void usageErrors();
    void manualNamesEveryOption();
};

namespace
{

const QString kService = QStringLiteral("ds-data");
const QString kOperation = QStringLiteral("CreateGroup");

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

} // namespace

void TestCli::namesInBothSpellings_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("operation");
    for (const char *command : {"describe", "skeleton"}) {
        for (const char *operation : {"CreateGroup", "create-group"})
            QTest::addRow("%s %s", command, operation)
                << QString::fromLatin1(command) << QString::fromLatin1(operation);
    }
}

void TestCli::namesInBothSpellings()
{
    QFETCH(const QString, command);
    QFETCH(const QString, operation);
    const Ran ran = Cli().run({command, kService, operation, QStringLiteral("--json")});
    QCOMPARE(ran.code, 0);
    QVERIFY(ran.out.contains("SAMAccountName"));
    QCOMPARE(ran.err, QByteArray());
}

void TestCli::relations()
{
    const Cli cli;
    const QJsonObject one = cli.run(words("relations ds-data create-group --json")).object();
    QCOMPARE(one[QStringLiteral("operation")].toString(), kOperation);
    QCOMPARE(one[QStringLiteral("protection")].toString(), QStringLiteral("token"));
    QCOMPARE(one[QStringLiteral("noun")].toString(), QStringLiteral("Group"));
    QVERIFY(one[QStringLiteral("creates")].toBool());
    for (const char *list : {"reads", "lists", "changes", "deletes"})
        QVERIFY2(one[QString::fromLatin1(list)].isArray(), list);
    QVERIFY(one[QStringLiteral("pickers")].isObject() && one[QStringLiteral("fills")].isObject());
    QVERIFY(one[QStringLiteral("takesTags")].isBool());
    const QJsonObject described = cli.run(words("describe ds-data CreateGroup --json")).object();
    QCOMPARE(described[QStringLiteral("relations")].toObject(), one);
    QVERIFY(cli.run(words("describe ds-data CreateGroup")).out.contains("makes: Group"));
    const QList<QByteArray> all = cli.run(words("relations --all --json")).out.trimmed().split('\n');
    QVERIFY(all.size() >= 5);
    for (const QByteArray &line : all)
        QVERIFY2(QJsonDocument::fromJson(line).object()[QStringLiteral("creates")].toBool(), line);
    QCOMPARE(cli.run(words("relations")).code, 1);
    QCOMPARE(cli.run(words("relations ds-data")).code, 1);
}

void TestCli::listings()
{
    const Cli cli;
    const QJsonArray services = cli.run(words("services --json")).array();
    QStringList ids;
    for (const QJsonValue &service : services)
        ids += service[QStringLiteral("id")].toString();
    for (const char *id : {"appflow", "ds-data", "partnercentral-selling", "proton", "sso-admin"})
        QVERIFY2(ids.contains(QLatin1String(id)), id);
    QVERIFY(cli.run(words("services")).out.contains("ds-data"));

    const QJsonArray operations = cli.run(words("operations ds-data --json")).array();
    QCOMPARE(operations.first()[QStringLiteral("name")].toString(), kOperation);
    QCOMPARE(operations.first()[QStringLiteral("cliName")].toString(), QStringLiteral("create-group"));
    const QJsonObject described = cli.run(words("describe ds-data create-group --json")).object();
    QVERIFY(described[QStringLiteral("input")][QStringLiteral("members")][QStringLiteral("ClientToken")]
                     [QStringLiteral("idempotencyToken")]
                         .toBool());
    QVERIFY(!QFileInfo::exists(cli.dataDirectory())); // looking leaves nothing behind
}

void TestCli::skeletonIsCompletable()
{
    const Cli cli;
    QCOMPARE(cli.run(words("skeleton ds-data create-group")).object().keys(),
             QStringList({QStringLiteral("DirectoryId"), QStringLiteral("SAMAccountName")}));
    QVERIFY(cli.run(words("skeleton ds-data create-group --all"))
                .object()
                .contains(QStringLiteral("OtherAttributes")));
}

void TestCli::validateAnswersPointers()
{
    const Cli cli;
    QCOMPARE(cli.run(words("validate ds-data create-group --input -"), groupInput()).code, 0);
    const Ran ran =
        cli.run(words("validate ds-data create-group --input - --json"), R"({"SAMAccountName": "a+b"})");
    QCOMPARE(ran.code, 2);
    QStringList pointers;
    for (const QJsonValue &problem : ran.array()) {
        pointers += problem[QStringLiteral("pointer")].toString();
        QVERIFY(problem[QStringLiteral("sentence")].toString().endsWith(u'.'));
    }
    QCOMPARE(pointers, QStringList({QStringLiteral("/DirectoryId"), QStringLiteral("/SAMAccountName")}));
}

void TestCli::requestIsReproducible()
{
    Cli cli;
    cli.useKeys();
    const QByteArray input =
        R"({"DirectoryId": "d-926703a1b2", "SAMAccountName": "F", "ClientToken": "t-1"})";
    const QStringList arguments =
        words("request ds-data create-group --input - --at 20260102T030405Z --json");
    const Ran first = cli.run(arguments, input);
    QCOMPARE(first.code, 0);
    QCOMPARE(cli.run(arguments, input).out, first.out);

    const QJsonObject request = first.object();
    QCOMPARE(request[QStringLiteral("method")].toString(), QStringLiteral("POST"));
    QCOMPARE(request[QStringLiteral("url")].toString(),
             QStringLiteral(
                 "https://ds-data.us-east-1.amazonaws.com/Groups/CreateGroup?DirectoryId=d-926703a1b2"));
    const QJsonObject headers = request[QStringLiteral("headers")].toObject();
    QString authorization;
    for (auto header = headers.begin(); header != headers.end(); ++header) {
        if (header.key().compare(QStringLiteral("authorization"), Qt::CaseInsensitive) == 0)
            authorization = header.value().toString();
    }
    QVERIFY(authorization.contains(QStringLiteral("AKIDEXAMPLE/20260102/us-east-1/ds-data/aws4_request")));
    const QByteArray body = QByteArray::fromBase64(request[QStringLiteral("body")].toString().toLatin1());
    QCOMPARE(QJsonDocument::fromJson(body)[QStringLiteral("ClientToken")].toString(), QStringLiteral("t-1"));
}

void TestCli::requestNeedsNoDataDirectory()
{
    Cli cli;
    cli.useKeys();
    QCOMPARE(cli.run(words("request ds-data create-group --input -"), groupInput()).code, 0);
    QVERIFY(!QFileInfo::exists(cli.dataDirectory()));
}

void TestCli::callRecordsARow()
{
    const Cli cli; // no keys: the practice account inside the program
    const Ran ran = cli.run(words("call ds-data create-group --input -"), groupInput());
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(ran.object()[QStringLiteral("SAMAccountName")].toString(), QStringLiteral("Finance"));
    QCOMPARE(cli.history().size(), 1);
    const Ran again = cli.run(words("call ds-data create-group --input -"), groupInput());
    QCOMPARE(again.code, 3); // the group is there already
    QVERIFY(again.says("ConflictException"));
    QCOMPARE(cli.history().first()[QStringLiteral("outcome")].toString(), QStringLiteral("rejected"));
    QVERIFY(cli.run(words("history list")).out.contains("Finance"));
}

void TestCli::historyFields()
{
    const Cli cli;
    QCOMPARE(cli.run(words("history list --json")).array(), QJsonArray());
    QCOMPARE(cli.run(words("call ds-data create-group --input -"), groupInput()).code, 0);
    const QJsonObject row = cli.history().first().toObject();
    for (const char *field : {"time", "service", "operation", "account", "region", "endpoint", "outcome",
                              "error", "requestId", "clientToken"})
        QVERIFY2(row.value(QLatin1String(field)).isString(), field);
    QVERIFY(row[QStringLiteral("id")].isDouble());
    QCOMPARE(row[QStringLiteral("attempts")].toInt(), 1);
    QCOMPARE(row[QStringLiteral("service")].toString(), kService);
    QCOMPARE(row[QStringLiteral("operation")].toString(), kOperation);
    QCOMPARE(row[QStringLiteral("clientToken")].toString().size(), 36);
    QVERIFY(!row[QStringLiteral("requestId")].toString().isEmpty());
    const QJsonObject shown = cli.row(row[QStringLiteral("id")].toInt());
    QCOMPARE(shown[QStringLiteral("attemptList")].toArray().size(), 1);
    QCOMPARE(shown[QStringLiteral("input")][QStringLiteral("SAMAccountName")].toString(),
             QStringLiteral("Finance"));
    QCOMPARE(cli.run(words("history retry 1")).code, 1); // done is done
}

void TestCli::historyExport()
{
    const Cli cli;
    QCOMPARE(cli.run(words("call ds-data create-group --input -"), groupInput()).code, 0);
    QCOMPARE(cli.run(words("history export")).array().size(), 1);
    const QByteArray csv = cli.run(words("history export --format csv")).out;
    QVERIFY(csv.startsWith("id,time,service,"));
    QCOMPARE(csv.count('\n'), 2);
    const QString file = cli.path(QStringLiteral("out.json"));
    QCOMPARE(
        cli.run({QStringLiteral("history"), QStringLiteral("export"), QStringLiteral("--output"), file}).code,
        0);
    QVERIFY(QFileInfo(file).size() > 0);
    QCOMPARE(cli.run(words("history list --json --filter outcome:rejected")).array().size(), 0);
}

void TestCli::environmentBeforeProfiles()
{
    Cli cli;
    cli.useKeys();
    cli.set("AWS_REGION", QStringLiteral("eu-west-1"));
    const QStringList request = words("request ds-data create-group --json --input -");
    QVERIFY(cli.run(request, groupInput()).out.contains("AKIDEXAMPLE"));
    QVERIFY(cli.run(request, groupInput()).out.contains("ds-data.eu-west-1."));
    QVERIFY(cli.run(request + words("--region us-west-2"), groupInput()).out.contains("ds-data.us-west-2."));
    // What is asked for by name goes before the environment, as with the AWS CLI.
    const Ran named = cli.run(request + words("--profile practice"), groupInput());
    QCOMPARE(named.code, 0);
    QVERIFY(!named.out.contains("AKIDEXAMPLE"));
    const Ran unknown = cli.run(request + words("--profile nobody"), groupInput());
    QCOMPARE(unknown.code, 1);
    QVERIFY(unknown.says("nobody") && unknown.says("Practice"));
}

void TestCli::dataDirectory()
{
    Cli cli;
    const QString given = cli.path(QStringLiteral("given"));
    QCOMPARE(cli.run(words("history list --data-dir") + QStringList{given}).code, 0);
    QVERIFY(QFileInfo::exists(given + QStringLiteral("/history.sqlite")));
    QVERIFY(!QFileInfo::exists(cli.dataDirectory()));
    cli.unset("FORMWORK_DATA_DIR");
    cli.set("XDG_DATA_HOME", cli.path(QStringLiteral("xdg")));
    QCOMPARE(cli.run(words("history list")).code, 0);
    const QFileInfo history(cli.path(QStringLiteral("xdg/formwork/history.sqlite")));
    QVERIFY(history.exists());
    QCOMPARE(history.permissions()
                 & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
}

void TestCli::standardInput()
{
    const Cli cli;
    const QString file = cli.write(QStringLiteral("group.json"), groupInput("FromFile"));
    for (const QString &name : {file, QStringLiteral("file://") + file})
        QCOMPARE(cli.run(words("validate ds-data create-group --input") + QStringList{name}).code, 0);
    QCOMPARE(cli.run(words("validate ds-data create-group --input -"), "").code, 2);
}

void TestCli::sendAnyway()
{
    Cli cli;
    const QByteArray odd = R"({"DirectoryId": "d-nothexadec", "SAMAccountName": "Odd"})";
    QCOMPARE(cli.run(words("call ds-data create-group --input -"), odd).code, 2);
    QCOMPARE(cli.history().size(), 0);
    QCOMPARE(cli.run(words("call ds-data create-group --no-validate --input -"), odd).code,
             3); // now AWS says it
    QVERIFY(cli.history().first()[QStringLiteral("sentAnyway")].toBool());
    QCOMPARE(cli.run(words("call ds-data create-group --no-validate --input -"), "{}").code,
             2); // nowhere to send
}

void TestCli::modelsFolder()
{
    Cli cli;
    const Ran missing = cli.run(words("services --models /nowhere/models"));
    QCOMPARE(missing.code, 1);
    QVERIFY(missing.says("/nowhere/models"));
    cli.write(QStringLiteral("broken.json"), "{\"smithy\": \"2.0\", \"shapes\": {");
    const Ran damaged =
        cli.run(words("services --models") + QStringList{cli.path(QStringLiteral("broken.json"))});
    QCOMPARE(damaged.code, 0); // the others are there
    QVERIFY(damaged.says("broken.json"));
}

void TestCli::usageErrors_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QByteArray>("said");
    const auto row = [](const char *line, const char *said) {
        QTest::newRow(*line ? line : "nothing") << QString::fromLatin1(line) << QByteArray(said);
    };
    row("", "command is missing");
    row("bogus", "'bogus'");
    row("call ds-data", "SERVICE OPERATION --input FILE");
    row("services --frob", "frob");
    row("history", "list | show ID");
    row("history bogus", "'history bogus'");
    row("history show", "ID");
    row("history show many", "'many'");
    row("history list 5", "'5'");
    row("history show 999", "999");
    row("history retry 999", "999");
    row("history export --format xml", "'xml'");
    row("history export --output /nowhere/x", "/nowhere/x");
    row("history list --limit 0", "--limit");
    row("practice --fault nonsense", "hang-up-after-work");
    row("practice --port 70000", "65535");
    row("request ds-data create-group --at 2026", "20260102T030405Z");
    row("call ds-data create-group --timeout 0", "--timeout");
    row("call ds-data create-group --input /nowhere/in.json", "/nowhere/in.json");
    row("describe ds-dat create-group", "Did you mean ds-data?");
    row("describe ds-data create-grp", "Did you mean create-group?");
    row("operations nothing-like-it", "nothing-like-it");
}

void TestCli::usageErrors()
{
    QFETCH(const QString, line);
    QFETCH(const QByteArray, said);
    const Ran ran = Cli().run(line.split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(ran.code, 1);
    QCOMPARE(ran.out, QByteArray());
    QVERIFY2(ran.err.startsWith("formwork-cli: ") && ran.err.contains(said), ran.err.constData());
}

void TestCli::manualNamesEveryOption()
{
    QFile manual(QStringLiteral(TEST_DATA_DIR "/../../installer/linux/formwork-cli.1"));
    QVERIFY(manual.open(QIODevice::ReadOnly));
    const QString page = QString::fromUtf8(manual.readAll())
                             .remove(QRegularExpression(QStringLiteral("\\\\f.")))
                             .remove(u'\\');
    const Ran help = Cli().run({QStringLiteral("--help")});
    QCOMPARE(help.code, 0);
    const QString usage = QString::fromUtf8(help.out);
    const auto options = [](const QString &text) {
        static const QRegularExpression option(QStringLiteral("--[a-z][a-z-]+"));
        QSet<QString> found;
        for (auto match = option.globalMatch(text); match.hasNext();)
            found.insert(match.next().captured());
        return found;
    };
    QSet<QString> inManual = options(page);
    inManual.remove(QStringLiteral("--cli-input-json")); // of aws
    QSet<QString> inUsage = options(usage);
    inUsage.remove(QStringLiteral("--cli-input-json"));
    QCOMPARE(inManual - inUsage, QSet<QString>());
    QCOMPARE(inUsage - inManual, QSet<QString>());
    for (const QString &option : std::as_const(inUsage)) // and the program knows them
        QVERIFY2(
            !Cli().run({QStringLiteral("services"), option + QStringLiteral("=1")}).says("Unknown option"),
            qPrintable(option));
    const auto about = [](const QStringList &words) {
        return Cli().run(words + QStringList{QStringLiteral("--help")});
    };
    const Ran undo = about({QStringLiteral("bulk"), QStringLiteral("undo"), QStringLiteral("3")});
    QCOMPARE(undo.code, 0);
    QVERIFY2(undo.out.contains("formwork-cli bulk undo ID") && undo.out.contains("nothing is deleted")
                 && !undo.out.contains("formwork-cli call"),
             undo.out.constData());
    const QByteArray bulk = about({QStringLiteral("bulk")}).out;
    QVERIFY2(bulk.contains("formwork-cli bulk SERVICE") && bulk.contains("formwork-cli bulk resume")
                 && bulk.contains("every member in the template") && !bulk.contains("formwork-cli services"),
             bulk.constData());
    QVERIFY(about({QStringLiteral("no-such-command")}).out.contains("formwork-cli services"));
    QCOMPARE(Cli().run({QStringLiteral("--version")}).out, QByteArray("formwork-cli " FORMWORK_VERSION "\n"));
}

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
