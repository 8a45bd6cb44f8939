// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QTest>

using namespace formwork::tests;

// request --batch: a line in, a line out, in order, whatever stands in the lines.
class TestCliBatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersInOrder();
    void presigned();
    void longLines();
    void thousandsAreQuick();
};

namespace
{

const QStringList kBatch = QString(QStringLiteral("request --batch --at 20260102T030405Z")).split(u' ');

QList<QJsonObject> answers(const QByteArray &out)
{
    QList<QJsonObject> list;
    for (const QByteArray &line : out.trimmed().split('\n'))
        list.append(QJsonDocument::fromJson(line).object());
    return list;
}

} // namespace

void TestCliBatch::answersInOrder()
{
    Cli cli;
    cli.useKeys();
    const QByteArray lines = R"({"id": 1, "service": "ds-data", "operation": "create-group", "params": )"
        + groupInput()
        + "}\n"
          "garbage\n"
          "\n"
          R"({"id": "two", "service": "ds-dat", "operation": "CreateGroup", "params": {}})"
          "\n"
          R"({"id": 3, "service": "ds-data", "operation": "CreateGroup", "params": {}})"
          "\n"
          R"([1, 2])"
          "\n"
          R"({"id": 5, "service": "ds-data", "operation": "CreateGroup", "params": "text"})"
          "\n"
          R"({"id": 6, "service": "sso-admin", "operation": "CreateInstance"})";
    const Ran ran = cli.run(kBatch, lines);
    QCOMPARE(ran.code, 0);
    const QList<QJsonObject> list = answers(ran.out);
    QCOMPARE(list.size(), 7);
    QCOMPARE(list[0][QStringLiteral("id")].toInt(), 1);
    for (const char *field : {"method", "url", "headers", "body"})
        QVERIFY2(list[0].contains(QLatin1String(field)), field);
    QVERIFY(list[1][QStringLiteral("error")].toString().contains(QStringLiteral("JSON")));
    QCOMPARE(list[2][QStringLiteral("id")].toString(), QStringLiteral("two"));
    QVERIFY(list[2][QStringLiteral("error")].toString().contains(QStringLiteral("Did you mean ds-data")));
    QVERIFY(list[3][QStringLiteral("error")].toString().contains(QStringLiteral("/DirectoryId")));
    QVERIFY(list[4].contains(QStringLiteral("error")));
    QVERIFY(list[5].contains(QStringLiteral("error")));
    QCOMPARE(list[6][QStringLiteral("id")].toInt(), 6);
    QCOMPARE(list[6][QStringLiteral("url")].toString(),
             QStringLiteral("https://sso.us-east-1.amazonaws.com/"));
}

// A URL for what can be asked for by one, and why not for the rest.
void TestCliBatch::presigned()
{
    Cli cli;
    cli.useKeys();
    cli.set("FORMWORK_MODELS", QStringLiteral(TEST_DATA_DIR "/../core/client/models"));
    const Ran ran =
        cli.run(kBatch + QStringList{QStringLiteral("--presign"), QStringLiteral("60")},
                R"({"id": 1, "service": "tapes", "operation": "GetTape", "params": {"Name": "t"}})"
                "\n"
                R"({"id": 2, "service": "ds-data", "operation": "CreateGroup", "params": )"
                    + groupInput() + "}\n");
    QCOMPARE(ran.code, 0);
    const QList<QJsonObject> list = answers(ran.out);
    const QString url = list[0][QStringLiteral("url")].toString();
    QVERIFY2(url.contains(QStringLiteral("X-Amz-Expires=60&X-Amz-Signature=")), ran.out);
    QVERIFY(list[0].contains(QStringLiteral("headers")));
    QVERIFY2(list[1][QStringLiteral("error")].toString().contains(QStringLiteral("not sent as GET")),
             ran.out);
}

// A line without an end is not kept, and those after it are answered.
void TestCliBatch::longLines()
{
    Cli cli;
    cli.useKeys();
    const QByteArray line =
        R"({"id": 1, "service": "ds-data", "operation": "create-group", "params": )" + groupInput() + "}\n";
    const Ran ran = cli.run(kBatch, QByteArray(65 * 1024 * 1024, ' ') + "{}\n" + line);
    QCOMPARE(ran.code, 0);
    const QList<QJsonObject> list = answers(ran.out);
    QCOMPARE(list.size(), 2);
    QVERIFY(list[0][QStringLiteral("error")].toString().contains(QStringLiteral("longer than 64 MiB")));
    QVERIFY(list[1].contains(QLatin1String("url")));
}

void TestCliBatch::thousandsAreQuick()
{
    Cli cli;
    cli.useKeys();
    constexpr int kCount = 2000;
    QByteArray lines;
    for (int id = 0; id < kCount; ++id)
        lines += R"({"id": )" + QByteArray::number(id)
            + R"(, "service": "ds-data", "operation": "CreateGroup", "params": )"
            + groupInput("Group-" + QByteArray::number(id)) + "}\n";
    QElapsedTimer timer;
    timer.start();
    const Ran ran = cli.run(kBatch, lines);
    const double seconds = double(timer.elapsed()) / 1000.0;
    QCOMPARE(ran.code, 0);
    const QList<QJsonObject> list = answers(ran.out);
    QCOMPARE(list.size(), kCount);
    for (int id = 0; id < kCount; ++id)
        QCOMPARE(list[id][QStringLiteral("id")].toInt(), id);
    qInfo("%d requests in %.2f s, the start of the program included: %.0f per second", kCount, seconds,
          kCount / seconds);
    QVERIFY2(seconds < 20,
             "not even a hundred a second"); // a debug build on a busy machine; see tests/bench for figures
}

QTEST_GUILESS_MAIN(TestCliBatch)
#include "tst_clibatch.moc"
