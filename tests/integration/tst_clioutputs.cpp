// SPDX-License-Identifier: Apache-2.0
#include "programs.h"
#include "wireserver.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTest>

#include <sys/stat.h>

using namespace formwork::tests;

// Where outputs go: into what is there, never in its place, and never through a link that someone left.
class TestCliOutputs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void exportIntoAPipe();
    void exportToStandardOutput();
    void downloadBesideLinks_data();
    void downloadBesideLinks();
};

namespace
{

QStringList words(const char *text) { return QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts); }

bool isPipe(const QString &path)
{
    struct stat status{};
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 && S_ISFIFO(status.st_mode);
}

} // namespace

void TestCliOutputs::exportIntoAPipe()
{
    const Cli cli;
    const QString pipe = cli.path(QStringLiteral("pipe"));
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    const Ran alone = cli.run(words("history export --output") << pipe);
    QCOMPARE(alone.code, 1);
    QVERIFY2(alone.says("nobody reads"), alone.err.constData());
    QVERIFY(isPipe(pipe));
    QProcess reader;
    reader.start(QStringLiteral("cat"), {pipe});
    QVERIFY(reader.waitForStarted());
    const Ran ran = cli.run(words("history export --output") << pipe);
    QVERIFY2(ran.code == 0, ran.err.constData());
    QTRY_COMPARE(reader.state(), QProcess::NotRunning);
    QCOMPARE(reader.readAllStandardOutput().trimmed(), QByteArray("[]"));
    QVERIFY(isPipe(pipe));
}

void TestCliOutputs::exportToStandardOutput()
{
    const Cli cli;
    const Ran ran = cli.run(words("history export --output /dev/stdout"));
    QVERIFY2(ran.code == 0, ran.err.constData());
    QCOMPARE(ran.out.trimmed(), QByteArray("[]"));
    const QString file = cli.path(QStringLiteral("file"));
    QCOMPARE(cli.runInto(file, words("history export --output /dev/stdout")).code, 0);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    QCOMPARE(written.readAll().trimmed(), QByteArray("[]"));
}

void TestCliOutputs::downloadBesideLinks_data()
{
    QTest::addColumn<QString>("link");
    QTest::newRow("part") << QStringLiteral("tape.part");
    QTest::newRow("notes") << QStringLiteral("tape.part.json");
    QTest::newRow("nowhere") << QStringLiteral("tape");
}

void TestCliOutputs::downloadBesideLinks()
{
    QFETCH(QString, link);
    WireServer server(answer(200, "bytes of a tape"));
    Cli cli;
    cli.useKeys(QString::fromLatin1(server.scheme() + "://" + server.authority()));
    cli.set("FORMWORK_MODELS", QStringLiteral(TEST_DATA_DIR "/../core/client/models"));
    const QString victim = link == u"tape" ? cli.path(QStringLiteral("nowhere"))
                                           : cli.write(QStringLiteral("victim"), "precious");
    QVERIFY(QFile::link(victim, cli.path(link)));
    const Ran ran =
        cli.run(words("call tapes get-tape --input - --output-file") << cli.path(QStringLiteral("tape")),
                R"({"Name":"a"})");
    QVERIFY2(ran.code == 1, ran.err.constData());
    QVERIFY2(ran.says("Nothing was sent"), ran.err.constData());
    QVERIFY(server.requests.isEmpty());
    QFile file(victim);
    QCOMPARE(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray(),
             link == u"tape" ? QByteArray() : QByteArray("precious"));
}

QTEST_GUILESS_MAIN(TestCliOutputs)
#include "tst_clioutputs.moc"
