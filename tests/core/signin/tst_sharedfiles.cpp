// SPDX-License-Identifier: Apache-2.0
#include "core/signin/sharedtexts.h"
#include "signin/shellwords.h"

#include <QTest>

using namespace formwork::signin;

class TestSharedFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void laysCredentialsOverConfigKeyByKey()
    {
        const SharedFiles files = sharedtexts::read("[profile a]\nregion = eu-west-1\nrole_arn = one\n",
                                                    "[a]\nrole_arn = two\n[b]\nx = 1\n");
        QCOMPARE(files.profiles.size(), 2);
        const SharedProfile *a = files.profile(QStringLiteral("a"));
        QVERIFY(a);
        QCOMPARE(*a->text(QLatin1StringView("region")), QStringLiteral("eu-west-1"));
        QCOMPARE(*a->text(QLatin1StringView("role_arn")), QStringLiteral("two"));
        QVERIFY(
            a->place(QLatin1StringView("role_arn")).contains(QStringLiteral("/h/.aws/credentials, line 2")));
        QVERIFY(!files.profile(QStringLiteral("A")));
    }

    void saysWhichLineTheCliRefusesAndKeepsTheRest_data()
    {
        QTest::addColumn<QByteArray>("config");
        QTest::addColumn<int>("line");
        QTest::newRow("a section twice") << QByteArray("[profile a]\nregion=x\n[profile a]\noutput=y\n") << 3;
        QTest::newRow("a key twice") << QByteArray("[profile a]\nregion=x\nREGION=x\n") << 3;
        QTest::newRow("no =") << QByteArray("[profile a]\nregion=x\nCANARYSECRET\n") << 3;
        QTest::newRow("no key") << QByteArray("[profile a]\nregion=x\n=CANARYSECRET\n") << 3;
        QTest::newRow("text before") << QByteArray("CANARYSECRET=1\n[profile a]\nregion=x\n") << 1;
        QTest::newRow("empty header") << QByteArray("[profile a]\nregion=x\n[]\nk=CANARYSECRET\n") << 3;
        QTest::newRow("open header") << QByteArray("[profile a]\nregion=x\n[profile b\nregion=y\n") << 3;
        QTest::newRow("nested without =") << QByteArray("[profile a]\nregion=x\ns3 =\n  CANARYSECRET\n") << 4;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[profile a]\nregion=x\n") << 1;
        QTest::newRow("no UTF-8") << QByteArray("[profile a]\nregion=x\nk=\xff\xfe\n") << 3;
    }

    void saysWhichLineTheCliRefusesAndKeepsTheRest()
    {
        QFETCH(QByteArray, config);
        QFETCH(int, line);
        const SharedFiles files = sharedtexts::read(config.constData());
        QVERIFY(files.isRefused());
        QCOMPARE(files.notes.first().line, line);
        const QString sentence = files.notes.first().sentence();
        QVERIFY(sentence.contains(QStringLiteral("/h/.aws/config")));
        QVERIFY(!sentence.contains(QStringLiteral("CANARY")));
        const SharedProfile *a = files.profile(QStringLiteral("a"));
        QVERIFY(a);
        QCOMPARE(*a->text(QLatin1StringView("region")), QStringLiteral("x"));
    }

    void aCommentIsNoSection()
    {
        QVERIFY(sharedtexts::read("# not [DEFAULT]\n[profile a]\nregion = [DEFAULT]\n").notes.isEmpty());
        QCOMPARE(sharedtexts::read("[DEFAULT]\nregion = x\n[profile a]\n").notes.size(), 1);
    }

    void keysAfterABrokenHeaderBelongToNobody()
    {
        const SharedFiles files =
            sharedtexts::read("[profile a]\nregion=x\n[profile b\nrole_arn=r\n[profile c]\nk=1\n");
        QVERIFY(!files.profile(QStringLiteral("a"))->has(QLatin1StringView("role_arn")));
        QVERIFY(files.profile(QStringLiteral("c")));
    }

    void oneDamagedFileLeavesTheOther()
    {
        const SharedFiles files = sharedtexts::read("[profile a]\nregion=x\n", "[a]\nk=1\nk=2\n[b]\nk=3\n");
        QVERIFY(files.isRefused());
        QCOMPARE(files.notes.first().file, QStringLiteral("/h/.aws/credentials"));
        QCOMPARE(files.profiles.size(), 2);
    }

    void namesSectionsThatCountForNothing()
    {
        const SharedFiles files =
            sharedtexts::read("[profile o'neil]\nx=1\n[Profile b]\nx=1\n[prod]\nx=1\n[profile c d]\n");
        QCOMPARE(files.profiles.size(), 0);
        QCOMPARE(files.notes.size(), 4);
        QVERIFY(!files.isRefused());
    }

    void expandsPathsAsTheCliDoes()
    {
        Machine machine;
        machine.environment.insert(QStringLiteral("HOME"), QStringLiteral("/home/a/"));
        machine.environment.insert(QStringLiteral("WHERE"), QStringLiteral("sub"));
        machine.environment.insert(QStringLiteral("AWS_CONFIG_FILE"),
                                   QStringLiteral("~/${WHERE}/$NOT_SET/$WHERE"));
        machine.environment.insert(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QString());
        QCOMPARE(Locations::of(machine).config, QStringLiteral("/home/a/sub/$NOT_SET/sub"));
        QVERIFY(Locations::of(machine).credentials.isEmpty());
    }

    void partsWordsWithoutAShell()
    {
        QCOMPARE(*shellWords(QStringLiteral("a 'b c' \"d\\\"e\" f\\ g $HOME | #h")),
                 (QStringList{QStringLiteral("a"), QStringLiteral("b c"), QStringLiteral("d\"e"),
                              QStringLiteral("f g"), QStringLiteral("$HOME"), QStringLiteral("|"),
                              QStringLiteral("#h")}));
        QVERIFY(!shellWords(QStringLiteral("a 'b")));
    }
};

QTEST_GUILESS_MAIN(TestSharedFiles)
#include "tst_sharedfiles.moc"
