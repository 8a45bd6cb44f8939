// SPDX-License-Identifier: Apache-2.0
#include "answers/answertree.h"
#include "base/figures.h"
#include "sample.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;
using namespace formwork::answers;
using document::Pointer;

class TestAnswerTree : public QObject
{
    Q_OBJECT

private:
    tests::Databases m_databases;

    static QString text(const AnswerTree &tree, const char *pointer, int column)
    {
        const QModelIndex at = tree.indexOf(Pointer::parse(QString::fromLatin1(pointer)));
        return at.siblingAtColumn(column).data().toString();
    }

private Q_SLOTS:
    void namesValuesAndTypes()
    {
        Answer answer;
        AnswerTree tree(&answer);
        const QAbstractItemModelTester tester(&tree);
        answer.set(m_databases.operation, tests::Databases::output(2));
        QCOMPARE(text(tree, "/DBInstances", AnswerTree::Name), QStringLiteral("DB instances"));
        QVERIFY(text(tree, "/DBInstances", AnswerTree::Value).startsWith(u'2'));
        QCOMPARE(text(tree, "/DBInstances/1", AnswerTree::Name), QStringLiteral("2"));
        QCOMPARE(text(tree, "/DBInstances/1", AnswerTree::Value), QStringLiteral("db-1"));
        QCOMPARE(text(tree, "/DBInstances/1/AllocatedStorage", AnswerTree::Value), QStringLiteral("37"));
        QCOMPARE(text(tree, "/DBInstances/1/AllocatedStorage", AnswerTree::Type),
                 QStringLiteral("whole number"));
        QVERIFY(text(tree, "/DBInstances/0/Certificate", AnswerTree::Value).contains(u"1.5"));
        QCOMPARE(text(tree, "/DBInstances/0/Tags/0", AnswerTree::Value), QStringLiteral("env \u00b7 prod"));
        QCOMPARE(tree.rowCount(tree.indexOf(Pointer::parse(u"/DBInstances"))), 2);
    }

    void timesAreLocalAndUtc()
    {
        Answer answer;
        AnswerTree tree(&answer);
        answer.set(m_databases.operation, tests::Databases::output(1));
        const QModelIndex at =
            tree.indexOf(Pointer::parse(u"/DBInstances/0/CreateTime")).siblingAtColumn(AnswerTree::Value);
        const QDateTime local = QDateTime::fromSecsSinceEpoch(1767323045).toLocalTime();
        QVERIFY(at.data().toString().startsWith(momentText(local)));
        QVERIFY(at.data(Qt::ToolTipRole).toString().contains(QStringLiteral("2026-01-02T03:04:05+00:00")));
    }

    void secretsAreHiddenUntilAskedFor()
    {
        Answer answer;
        AnswerTree tree(&answer);
        const QAbstractItemModelTester tester(&tree);
        answer.set(m_databases.operation, tests::Databases::output(2));
        const Pointer first = Pointer::parse(u"/DBInstances/0/MasterUserPassword");
        QCOMPARE(text(tree, "/DBInstances/0/MasterUserPassword", AnswerTree::Value),
                 QStringLiteral("hidden"));
        QVERIFY(answer.isHidden(first));
        QSignalSpy changed(&tree, &QAbstractItemModel::dataChanged);
        answer.reveal(first);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(text(tree, "/DBInstances/0/MasterUserPassword", AnswerTree::Value),
                 QStringLiteral("canary-0"));
        QCOMPARE(text(tree, "/DBInstances/1/MasterUserPassword", AnswerTree::Value),
                 QStringLiteral("hidden"));
        // What was revealed stays so when more comes in, and the rest hidden.
        answer.extend(tests::Databases::output(3));
        QCOMPARE(text(tree, "/DBInstances/0/MasterUserPassword", AnswerTree::Value),
                 QStringLiteral("canary-0"));
        QCOMPARE(text(tree, "/DBInstances/2/MasterUserPassword", AnswerTree::Value),
                 QStringLiteral("hidden"));
        // And another answer begins hidden.
        answer.set(m_databases.operation, tests::Databases::output(1));
        QVERIFY(answer.isHidden(first));
    }

    // A whole structure that is secret has rows once it is revealed.
    void revealsStructures()
    {
        tests::Databases databases;
        model::Shape &tags = databases.operation->shapes[2];
        QCOMPARE(tags.name, QStringLiteral("TagList"));
        tags.sensitive = true;
        Answer answer;
        AnswerTree tree(&answer);
        const QAbstractItemModelTester tester(&tree);
        answer.set(databases.operation, tests::Databases::output(1));
        const Pointer pointer = Pointer::parse(u"/DBInstances/0/Tags");
        QCOMPARE(tree.rowCount(tree.indexOf(pointer)), 0);
        answer.reveal(pointer);
        QCOMPARE(tree.rowCount(tree.indexOf(pointer)), 1);
        QCOMPARE(text(tree, "/DBInstances/0/Tags/0/Key", AnswerTree::Value), QStringLiteral("env"));
    }

    void valuesWithoutAShape_data()
    {
        QTest::addColumn<QCborValue>("value");
        QTest::addColumn<int>("rows");
        QTest::newRow("text") << QCborValue(QStringLiteral("x")) << 1;
        QTest::newRow("null") << QCborValue(nullptr) << 1;
        QTest::newRow("list") << QCborValue(QCborArray{1, QCborArray{2}, QCborMap{{1, 2}}}) << 3;
        QTest::newRow("empty") << QCborValue(QCborMap()) << 0;
        QTest::newRow("undefined") << QCborValue() << 1;
    }

    void valuesWithoutAShape()
    {
        QFETCH(const QCborValue, value);
        QFETCH(const int, rows);
        Answer answer;
        AnswerTree tree(&answer);
        const QAbstractItemModelTester tester(&tree);
        answer.setPlain(value);
        QCOMPARE(tree.rowCount(), rows);
    }

    void paths()
    {
        const QCborMap root{{QStringLiteral("a-b"), QCborArray{QCborMap{{QStringLiteral("0"), 1}}}}};
        QCOMPARE(pathOf(root, Pointer::parse(u"/a-b/0/0")), QStringLiteral("\"a-b\"[0].\"0\""));
        QCOMPARE(pathOf(root, Pointer()), QStringLiteral("@"));
    }

    void largeAnswersOpenAtOnce()
    {
        const QCborMap output = tests::Databases::output(10'000); // some 17 MB
        Answer answer;
        AnswerTree tree(&answer);
        QElapsedTimer timer;
        timer.start();
        answer.set(m_databases.operation, output);
        const qint64 set = timer.restart();
        QCOMPARE(tree.rowCount(tree.indexOf(Pointer::parse(u"/DBInstances"))), 10'000);
        qInfo("10,000 entries: %lld ms to hide the secrets, %lld ms to open the list", set, timer.elapsed());
        QVERIFY(set + timer.elapsed() < 3000);
    }
};

QTEST_MAIN(TestAnswerTree)
#include "tst_answertree.moc"
