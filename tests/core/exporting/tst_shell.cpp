// SPDX-License-Identifier: Apache-2.0
#include "exporting/shell.h"

#include <QProcess>
#include <QTest>

using namespace formwork;
using namespace formwork::exporting;

namespace
{

// What a real shell makes of a word.
QString read(const QString &word, const QStringList &environment = {})
{
    QProcess shell;
    shell.setEnvironment(environment + QStringList{QStringLiteral("LC_ALL=C.UTF-8")});
    shell.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("printf '%s' ") + word});
    if (!shell.waitForFinished(20000))
        return QStringLiteral("(the shell did not finish)");
    return QString::fromUtf8(shell.readAllStandardOutput());
}

} // namespace

class ShellTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void quotesForARealShell_data();
    void quotesForARealShell();
    void keepsPlainWordsReadable();
    void namesVariables_data();
    void namesVariables();
    void readsSecretsFromVariables();
    void takesNoTextForAMark();
    void tellsEqualNamesApart();
};

void ShellTest::quotesForARealShell_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("single quote") << QStringLiteral("it's");
    QTest::newRow("only single quotes") << QStringLiteral("'''");
    QTest::newRow("double quotes") << QStringLiteral("say \"hi\"");
    QTest::newRow("dollar") << QStringLiteral("$HOME ${HOME} $(id)");
    QTest::newRow("backtick") << QStringLiteral("`id`");
    QTest::newRow("bang") << QStringLiteral("stop! !1 !!");
    QTest::newRow("backslash") << QStringLiteral("a\\b\\n\\'");
    QTest::newRow("newline") << QStringLiteral("one\ntwo\r\nthree\tfour");
    QTest::newRow("non-ASCII") << QStringLiteral("Grüße \u65e5\u672c \U0001F639");
    QTest::newRow("operators") << QStringLiteral("a;b|c&d>e<f*?[x]{y}~#%!");
    QTest::newRow("leading dash") << QStringLiteral("--version");
    QTest::newRow("tilde") << QStringLiteral("~/x");
}

void ShellTest::quotesForARealShell()
{
    QFETCH(QString, text);
    QCOMPARE(read(shellWord(text)), text);
    QCOMPARE(read(ShellVariables().quoted(text)), text);
}

void ShellTest::keepsPlainWordsReadable()
{
    QCOMPARE(shellWord(QStringLiteral("eu-central-1")), QStringLiteral("eu-central-1"));
    QCOMPARE(shellWord(QStringLiteral("http://127.0.0.1:8080/")), QStringLiteral("http://127.0.0.1:8080/"));
    QCOMPARE(shellWord(QStringLiteral("a b")), QStringLiteral("'a b'"));
}

void ShellTest::namesVariables_data()
{
    QTest::addColumn<QString>("member");
    QTest::addColumn<QString>("variable");
    QTest::newRow("camel") << QStringLiteral("clientSecret") << QStringLiteral("CLIENT_SECRET");
    QTest::newRow("digit") << QStringLiteral("0") << QStringLiteral("SECRET_0");
    QTest::newRow("odd") << QStringLiteral("x-$(id)") << QStringLiteral("X___ID_");
    QTest::newRow("none") << QString() << QStringLiteral("SECRET_");
}

void ShellTest::namesVariables()
{
    QFETCH(QString, member);
    QFETCH(QString, variable);
    QCOMPARE(variableName(member), variable);
}

void ShellTest::readsSecretsFromVariables()
{
    ShellVariables variables;
    const QString key = variables.mark(QStringLiteral("apiKey"), true);
    const QString parts = variables.mark(QStringLiteral("parts"), false);
    const QString text = QStringLiteral("{\"a\":\"%1\",\"b\":\"%2\"}").arg(key, parts);
    const QString word = variables.quoted(text);
    QCOMPARE(read(word, {QStringLiteral("API_KEY=canary-secret-0001"), QStringLiteral("PARTS=[1, 2]")}),
             QStringLiteral("{\"a\":\"canary-secret-0001\",\"b\":[1, 2]}"));
    QVERIFY(variables.comment().contains(QStringLiteral("API_KEY PARTS")));
}

// Whatever a person writes stays where it stands, and the secret where it belongs.
void ShellTest::takesNoTextForAMark()
{
    ShellVariables variables;
    const QString key = variables.mark(QStringLiteral("apiKey"), true);
    const QString odd = QStringLiteral("\uFDD00\uFDD2 \"\uFDD10\uFDD2\"");
    QCOMPARE(read(variables.quoted(odd + u' ' + key), {QStringLiteral("API_KEY=s3cr3t")}),
             odd + QStringLiteral(" s3cr3t"));
}

void ShellTest::tellsEqualNamesApart()
{
    ShellVariables variables;
    const QString first = variables.mark(QStringLiteral("password"), true);
    const QString second = variables.mark(QStringLiteral("password"), true);
    QCOMPARE(read(variables.quoted(first + u' ' + second),
                  {QStringLiteral("PASSWORD=1"), QStringLiteral("PASSWORD_2=2")}),
             QStringLiteral("1 2"));
}

QTEST_GUILESS_MAIN(ShellTest)
#include "tst_shell.moc"
