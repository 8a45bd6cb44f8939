// SPDX-License-Identifier: Apache-2.0
#include "programs.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

using namespace formwork::tests;

// The tag of a request, from what is previewed to the proof that it happened.
class TestCliTags : public QObject
{
    Q_OBJECT

private:
    static QStringList models() { return {QStringLiteral("--models"), QStringLiteral(PARCELS_DIR)}; }

    static QStringList words(const char *command)
    {
        return QStringList{QLatin1StringView(command), QStringLiteral("parcels"),
                           QStringLiteral("create-parcel")}
        + models();
    }

    static QString tagOf(const QJsonObject &input)
    {
        const QJsonArray tags = input[QLatin1StringView("Tags")].toArray();
        for (const QJsonValue &tag : tags) {
            if (tag[QLatin1StringView("Key")].toString() == QLatin1StringView("formwork:request"))
                return tag[QLatin1StringView("Value")].toString();
        }
        return {};
    }

    static QJsonObject row(const Cli &cli, int id)
    {
        return cli
            .run(QStringList{QStringLiteral("history"), QStringLiteral("show"), QString::number(id),
                             QStringLiteral("--json")}
                 + models())
            .object();
    }

private Q_SLOTS:
    void isShownBeforeItIsSent()
    {
        Cli cli;
        cli.useKeys();
        const QStringList request =
            words("request") + QStringList{QStringLiteral("--input"), QStringLiteral("-")};
        QVERIFY(!cli.run(request, R"({"Name":"oak"})").out.contains("formwork:request"));
        cli.set("FORMWORK_TAG", QStringLiteral("on"));
        const Ran shown = cli.run(request, R"({"Name":"oak"})");
        QVERIFY2(shown.out.contains("formwork:request"), shown.out.constData());
        const QJsonObject described =
            cli.run(words("describe") + QStringList{QStringLiteral("--json")}).object();
        QCOMPARE(described[QLatin1StringView("requestTag")].toString(), QStringLiteral("Tags"));
    }

    // Nothing else tells of it: the reading shows no tags and no time.
    void provesThatItHappened()
    {
        Cli cli;
        cli.set("FORMWORK_TAG", QStringLiteral("on"));
        const PracticeAccount account(
            cli, models() + QStringList{QStringLiteral("--fault"), QStringLiteral("hang-up-after-work:1")});
        const Ran lost = cli.run(words("call") + QStringList{QStringLiteral("--input"), QStringLiteral("-")},
                                 R"({"Name":"oak"})");
        QVERIFY2(lost.code == 4, lost.err.constData());
        const Ran checked =
            cli.run(QStringList{QStringLiteral("history"), QStringLiteral("check"), QStringLiteral("1"),
                                QStringLiteral("--no-wait"), QStringLiteral("--json")}
                    + models());
        QVERIFY2(checked.code == 0, (checked.out + checked.err).constData());
        QVERIFY2(checked.out.contains("tag of this request"), checked.out.constData());
        QCOMPARE(tagOf(row(cli, 1)[QLatin1StringView("input")].toObject()).size(), 20);
    }

    // Each row has its own, from when it is taken in.
    void isOfEachRowOfABatch()
    {
        Cli cli;
        const PracticeAccount account(cli, models());
        cli.set("FORMWORK_TAG", QStringLiteral("on"));
        const Ran made = cli.run(words("bulk")
                                 + QStringList{QStringLiteral("--csv"),
                                               cli.write(QStringLiteral("p.csv"), "Name\noak\nash\nelm\n")});
        QVERIFY2(made.code == 0, made.err.constData());
        QSet<QString> tags;
        for (int id = 1; id <= 3; ++id)
            tags.insert(tagOf(row(cli, id)[QLatin1StringView("input")].toObject()));
        QCOMPARE(tags.size(), 3);
        QVERIFY(!tags.contains(QString()));
        // Only what carries it is taken away again.
        const Ran undone = cli.run(QStringList{QStringLiteral("bulk"), QStringLiteral("undo"),
                                               QStringLiteral("1"), QStringLiteral("--yes")}
                                   + models());
        QVERIFY2(undone.code == 0, undone.err.constData());
    }
};

QTEST_GUILESS_MAIN(TestCliTags)
#include "tst_clitags.moc"
