// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace formwork::tests;

namespace
{

// Slashes are escaped because moc takes two of them for a comment even here.
const QByteArray kProfile = R"({"connectorProfileName": "crm", "connectorType": "Salesforce",
            "connectionMode": "Public", "connectorProfileConfig": {
            "connectorProfileProperties": {"Salesforce": {"instanceUrl": "https:\/\/example.my.salesforce.com"}},
            "connectorProfileCredentials": {"Salesforce": {"accessToken": "canary-secret-0001"}}}})";

const QByteArray kToken = R"({"connectorProfileConfig": {"connectorProfileCredentials":
                                     {"Salesforce": {"accessToken": "canary-secret-0002"}}}})";

const QByteArray kGuide =
    R"({"version": 1, "service": "ds-data", "operation": "CreateGroup", "title": "Our group",
            "createTitle": "Create our group", "noun": "group", "summary": "Ours.", "what": "/SAMAccountName",
            "steps": [{"title": "All", "members": ["/SAMAccountName", "/DirectoryId"]}]})";

} // namespace

// Saved forms and guides of one's own, as a script sees them.
class TestCliSaved : public QObject
{
    Q_OBJECT

    static QStringList words(const char *line) { return QString::fromLatin1(line).split(u' '); }

    static Ran add(const Cli &cli, const QByteArray &input, const QStringList &more = {})
    {
        return cli.run(words("saved add Weekly ds-data CreateGroup --input -") + more, input);
    }

    static QByteArray group(const QByteArray &name)
    {
        return "{\"DirectoryId\": \"d-926703a1b2\", \"SAMAccountName\": \"" + name + "\"}";
    }

private Q_SLOTS:
    void aFormIsSavedShownSentAndDeleted()
    {
        const Cli cli;
        const Ran added = add(cli, group("g-{{team}}-{{account}}"), words("--note team --json"));
        QCOMPARE(added.code, 0);
        QCOMPARE(added.object().value(QStringLiteral("variables")).toArray().size(), 2);
        QCOMPARE(cli.run(words("saved list --json")).array().size(), 1);
        QCOMPARE(cli.run(words("saved list --json --filter bucket")).array().size(), 0);
        QVERIFY(cli.run(words("saved show weekly")).out.contains("{{team}}"));
        QCOMPARE(add(cli, group("x")).code, 1); // the name is taken
        const Ran sent = cli.run(words("saved run Weekly --var team=blue --region eu-west-1"));
        QVERIFY2(sent.code == 0, sent.err.constData());
        QCOMPARE(cli.row(1).value(QStringLiteral("what")).toString(), QStringLiteral("g-blue-000000000000"));
        QCOMPARE(cli.run(words("call ds-data CreateGroup --saved Weekly --var team=red")).code, 0);
        QCOMPARE(cli.history().size(), 2);
        QCOMPARE(cli.run(words("saved delete Weekly")).code, 0);
        QCOMPARE(cli.run(words("saved show Weekly")).code, 1);
        QCOMPARE(cli.run(words("saved run Weekly")).code, 1);
    }

    void withoutAValueNothingIsSent()
    {
        const Cli cli;
        QCOMPARE(add(cli, group("g-{{team}}")).code, 0);
        const Ran run = cli.run(words("saved run Weekly"));
        QCOMPARE(run.code, 2);
        QVERIFY2((run.err + run.out).contains("{{team}}"), run.err.constData());
        QCOMPARE(cli.history().size(), 0);
        QCOMPARE(cli.run(words("call ds-data CreateGroup --var team=x --input -"), group("x")).code, 1);
        QCOMPARE(cli.run(words("call sso-admin CreateInstance --saved Weekly")).code,
                 1); // of another operation
    }

    void secretsComeWithTheInput()
    {
        const Cli cli;
        const QByteArray input = kProfile;
        const Ran added = cli.run(words("saved add CRM appflow CreateConnectorProfile --input -"), input);
        QCOMPARE(added.code, 0);
        QVERIFY(!cli.run(words("saved show CRM --json")).out.contains("canary"));
        const Ran without = cli.run(words("saved run CRM --yes"));
        QCOMPARE(without.code, 2);
        const Ran with = cli.run(words("saved run CRM --yes --input -"), kToken);
        QVERIFY2(with.code == 0, with.err.constData());
    }

    void bracesOfAnInputAreLeftAlone()
    {
        const Cli cli;
        QCOMPARE(cli.run(words("call ds-data CreateGroup --input -"), group("g-{{region}}")).code, 0);
        QCOMPARE(cli.row(1).value(QStringLiteral("what")).toString(), QStringLiteral("g-{{region}}"));
    }

    void aDamagedOneIsNamed()
    {
        const Cli cli;
        QCOMPARE(add(cli, group("x")).code, 0);
        QFile damaged(cli.dataDirectory() + QStringLiteral("/saved/broken.form"));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write("nothing");
        damaged.close();
        const Ran list = cli.run(words("saved list --json"));
        QCOMPARE(list.code, 0);
        QCOMPARE(list.array().size(), 1);
        QVERIFY(list.says("broken.form"));
    }

    void ownGuidesAreCheckedAndUsed()
    {
        const Cli cli;
        QDir().mkpath(cli.dataDirectory() + QStringLiteral("/guides"));
        const auto write = [&cli](const QByteArray &json) {
            QFile file(cli.dataDirectory() + QStringLiteral("/guides/ds-data.CreateGroup.json"));
            if (file.open(QIODevice::WriteOnly))
                file.write(json);
            return file.fileName();
        };
        const QString file = write(kGuide);
        const auto kind = [&cli] {
            return cli.run(words("describe ds-data CreateGroup --json"))
                .object()
                .value(QStringLiteral("guide"))
                .toObject()
                .value(QStringLiteral("kind"))
                .toString();
        };
        QCOMPARE(kind(), QStringLiteral("own"));
        QCOMPARE(cli.run(QStringList{QStringLiteral("guides"), QStringLiteral("--check"), file}).code, 0);
        QVERIFY(cli.run(words("guides")).out.contains("Our group"));
        write("{\n oops");
        QCOMPARE(kind(), QStringLiteral("built-in"));
        const Ran wrong = cli.run(QStringList{QStringLiteral("guides"), QStringLiteral("--check"), file});
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.says("line 2") && wrong.says("ds-data.CreateGroup.json"), wrong.err.constData());
        QVERIFY(cli.run(words("guides")).says("line 2"));
    }
};

QTEST_GUILESS_MAIN(TestCliSaved)
#include "tst_clisaved.moc"
