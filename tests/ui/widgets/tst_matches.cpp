// SPDX-License-Identifier: Apache-2.0
#include "widgets/matches.h"

#include <QTest>

using namespace formwork::widgets;

class MatchesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsSetOff_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("marked"); // the text with brackets around what is set off
        QTest::newRow("beginning") << "Create bucket" << "cre" << "[Cre]ate bucket";
        QTest::newRow("any order") << "Create bucket" << "buc cr" << "[Cr]eate [buc]ket";
        QTest::newRow("beginnings") << "Create group" << "crgr" << "[Cr]eate [gr]oup";
        QTest::newRow("beginning of a word first") << "Target get" << "get" << "Target [get]";
        QTest::newRow("inside") << "Target" << "arg" << "T[arg]et";
        QTest::newRow("joined names") << "CreateBucket" << "bucket" << "Create[Bucket]";
        QTest::newRow("not there") << "Create bucket" << "zebra" << "Create bucket";
        QTest::newRow("overlapping") << "Create bucket" << "create eat" << "[Create] bucket";
        QTest::newRow("nothing asked") << "Create bucket" << "  " << "Create bucket";
    }

    void whatIsSetOff()
    {
        QFETCH(QString, text);
        QFETCH(QString, query);
        QFETCH(QString, marked);
        QString result;
        qsizetype at = 0;
        for (const Match &match : matchesOf(text, query)) {
            result += text.mid(at, match.start - at) + u'[' + text.mid(match.start, match.length) + u']';
            at = match.start + match.length;
        }
        QCOMPARE(result + text.mid(at), marked);
    }

    void allWordsCount()
    {
        QVERIFY(hasWords(QStringLiteral("Create Bucket"), QStringLiteral("buck crea")));
        QVERIFY(!hasWords(QStringLiteral("Create Bucket"), QStringLiteral("buck delete")));
        QVERIFY(hasWords({}, {}));
    }
};

QTEST_GUILESS_MAIN(MatchesTest)
#include "tst_matches.moc"
