// SPDX-License-Identifier: Apache-2.0
#include "answers/answertree.h"
#include "answers/answerview.h"
#include "sample.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QTableView>
#include <QTabWidget>
#include <QTest>
#include <QTreeView>

using namespace formwork;
using namespace formwork::answers;

class TestAnswerView : public QObject
{
    Q_OBJECT

private:
    tests::Databases m_databases;
    std::unique_ptr<AnswerView> m_view;

    template <typename Widget>
    Widget *find(const char *name) const
    {
        return m_view->findChild<Widget *>(QLatin1String(name));
    }
    QTabWidget *tabs() const { return find<QTabWidget>("answerTabs"); }
    QTreeView *tree() const { return find<QTreeView>("answerTree"); }
    QTableView *table() const { return find<QTableView>("answerTable"); }
    static QString clipboard() { return QGuiApplication::clipboard()->text(); }
    void query(const QString &expression) const
    {
        auto *line = find<QLineEdit>("answerQuery");
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, expression);
        QTest::keyClick(line, Qt::Key_Return);
    }

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<AnswerView>();
        m_view->resize(900, 500);
        m_view->QWidget::show();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void cleanup() { m_view.reset(); }

    void listsOpenAsTables()
    {
        m_view->show(m_databases.operation, tests::Databases::output(5));
        QCOMPARE(tabs()->currentIndex(), 1);
        QCOMPARE(table()->model()->rowCount(), 5);
        m_view->show(m_databases.operation, QCborMap{{QStringLiteral("Marker"), QStringLiteral("m")}});
        QCOMPARE(tabs()->currentIndex(), 0);
        QVERIFY(!tabs()->isTabEnabled(1));
    }

    // What was created is told as one thing, whatever lists it has.
    void whatWasCreatedOpensAsTree()
    {
        m_databases.operation->name = QStringLiteral("CreateDBInstances");
        m_view->show(m_databases.operation, tests::Databases::output(2)); // with a text beside the list
        QCOMPARE(tabs()->currentIndex(), 0);
        QCborMap list = tests::Databases::output(2);
        list.remove(QStringLiteral("Marker"));
        m_view->show(m_databases.operation, list);
        QCOMPARE(tabs()->currentIndex(), 1);
        m_databases.operation->name = QStringLiteral("DescribeDBInstances");
    }

    // One entry further inside is a part of the thing that was asked for; several are a list.
    void oneEntryInsideOpensAsTree()
    {
        const auto inside = [](int count) {
            return QCborMap{{QStringLiteral("Configuration"), tests::Databases::output(count)}};
        };
        m_view->show(m_databases.operation, inside(1));
        QCOMPARE(tabs()->currentIndex(), 0);
        QVERIFY(tabs()->isTabEnabled(1));
        m_view->show(m_databases.operation, inside(2));
        QCOMPARE(tabs()->currentIndex(), 1);
        m_view->show(m_databases.operation, tests::Databases::output(1));
        QCOMPARE(tabs()->currentIndex(), 1);
    }

    void copiesByKeyboard()
    {
        m_view->show(m_databases.operation, tests::Databases::output(5));
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(2, 0));
        QTest::keySequence(table(), QKeySequence::Copy);
        QCOMPARE(clipboard(), QStringLiteral("db-2"));
        QTest::keySequence(table(), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
        QCOMPARE(clipboard(), QStringLiteral("DBInstances[2].DBInstanceIdentifier"));
        tabs()->setCurrentIndex(0);
        tree()->setFocus();
        auto *model = qobject_cast<AnswerTree *>(tree()->model());
        tree()->setCurrentIndex(model->indexOf(document::Pointer::parse(u"/DBInstances/1/CreateTime")));
        QTest::keySequence(tree(), QKeySequence::Copy);
        QCOMPARE(clipboard(), QStringLiteral("2026-01-02T03:05:05+00:00"));
    }

    void copiesNoSecrets()
    {
        m_view->show(m_databases.operation, tests::Databases::output(2));
        QTest::mouseClick(find<QAbstractButton>("copyAnswer"), Qt::LeftButton);
        QVERIFY(clipboard().contains(QStringLiteral("db-1")));
        QVERIFY(!clipboard().contains(QStringLiteral("canary")));
        tabs()->setCurrentIndex(0);
        tree()->setFocus();
        auto *model = qobject_cast<AnswerTree *>(tree()->model());
        const auto password = document::Pointer::parse(u"/DBInstances/1/MasterUserPassword");
        tree()->setCurrentIndex(model->indexOf(password));
        QTest::keySequence(tree(), QKeySequence::Copy);
        QVERIFY(!clipboard().contains(QStringLiteral("canary")));
        QTest::keySequence(tree(), QKeySequence(Qt::CTRL | Qt::Key_R));
        QTest::keySequence(tree(), QKeySequence::Copy);
        QCOMPARE(clipboard(), QStringLiteral("canary-1"));
    }

    void showsAPartByAnExpression()
    {
        m_view->show(m_databases.operation, tests::Databases::output(9));
        query(QStringLiteral("DBInstances[?Status=='stopped'].DBInstanceIdentifier"));
        QCOMPARE(table()->model()->rowCount(), 3);
        QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("db-2"));
        query(QStringLiteral("DBInstances[].MasterUserPassword"));
        QCOMPARE(table()->model()->index(0, 0).data().toString(), QStringLiteral("hidden"));
        query(QStringLiteral("length(DBInstances)"));
        tabs()->setCurrentIndex(2);
        QCOMPARE(find<QPlainTextEdit>("answerJson")->toPlainText(), QStringLiteral("9"));
        query(QStringLiteral("DBInstances["));
        QVERIFY(find<QLabel>("answerQueryProblem")->isVisible());
        QCOMPARE(find<QPlainTextEdit>("answerJson")->toPlainText(), QStringLiteral("9"));
        find<QLineEdit>("answerQuery")->clear();
        QVERIFY(!find<QLabel>("answerQueryProblem")->isVisible());
        QVERIFY(find<QPlainTextEdit>("answerJson")->toPlainText().contains(QStringLiteral("db-8")));
    }

    // The next page does not throw the person out of what she reads.
    void staysWhereItIsWhenMoreComes()
    {
        m_view->show(m_databases.operation, tests::Databases::output(200));
        tabs()->setCurrentIndex(0);
        auto *model = qobject_cast<AnswerTree *>(tree()->model());
        const auto place = document::Pointer::parse(u"/DBInstances/100/Tags");
        tree()->expand(model->indexOf(document::Pointer::parse(u"/DBInstances")));
        tree()->expand(model->indexOf(place.parent()));
        tree()->setCurrentIndex(model->indexOf(place));
        tree()->scrollTo(model->indexOf(place));
        const int scrolled = tree()->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        m_view->extend(tests::Databases::output(400));
        QCOMPARE(model->pointerAt(tree()->currentIndex()), place);
        QCOMPARE(tree()->verticalScrollBar()->value(), scrolled);
        QCOMPARE(table()->model()->rowCount(), 400);
        query(QStringLiteral("length(DBInstances)"));
        m_view->extend(tests::Databases::output(500));
        QCOMPARE(model->index(0, AnswerTree::Value).data().toString(), QStringLiteral("500"));
    }

    void theTableStaysWhereItIsToo()
    {
        m_view->show(m_databases.operation, tests::Databases::output(200));
        table()->sortByColumn(0, Qt::DescendingOrder);
        table()->setCurrentIndex(table()->model()->index(120, 2));
        table()->scrollTo(table()->currentIndex());
        const QString name = table()->currentIndex().siblingAtColumn(0).data().toString();
        const int scrolled = table()->verticalScrollBar()->value();
        QVERIFY(scrolled > 0);
        m_view->extend(tests::Databases::output(400));
        QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), name);
        QCOMPARE(table()->currentIndex().column(), 2);
        QCOMPARE(table()->verticalScrollBar()->value(), scrolled);
    }

    // A first page without entries, as some services send.
    void listsThatComeLater()
    {
        m_view->show(m_databases.operation, QCborMap{{QStringLiteral("DBInstances"), QCborArray()}});
        QVERIFY(!tabs()->isTabEnabled(1));
        m_view->extend(tests::Databases::output(3));
        QVERIFY(tabs()->isTabEnabled(1));
        QCOMPARE(table()->model()->rowCount(), 3);
    }

    void activatingACellLeadsToTheTree()
    {
        m_view->show(m_databases.operation, tests::Databases::output(5));
        table()->setFocus();
        table()->setCurrentIndex(table()->model()->index(3, 5));
        QTest::keyClick(table(), Qt::Key_Return);
        QCOMPARE(tabs()->currentIndex(), 0);
        auto *model = qobject_cast<AnswerTree *>(tree()->model());
        QCOMPARE(model->pointerAt(tree()->currentIndex()).toString(), QStringLiteral("/DBInstances/3/Tags"));
    }

    void everythingHasAName()
    {
        m_view->show(m_databases.operation, tests::Databases::output(5));
        const QList<QWidget *> widgets = m_view->findChildren<QWidget *>();
        for (const QWidget *widget : widgets) {
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isSpoken =
                qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractItemView *>(widget);
            if (!widget->isVisible() || !(button || isSpoken) || qobject_cast<const QHeaderView *>(widget)
                || widget->objectName().startsWith(u"qt_")
                || widget->metaObject()->className() == QByteArray("QLineEditIconButton"))
                continue;
            const QString name =
                button && widget->accessibleName().isEmpty() ? button->text() : widget->accessibleName();
            QVERIFY2(!name.isEmpty() || widget->inherits("QTableCornerButton"),
                     widget->metaObject()->className());
        }
    }

    void tenMegabytesAreSmooth()
    {
        const QCborMap output = tests::Databases::output(10'000);
        QElapsedTimer timer;
        timer.start();
        m_view->show(m_databases.operation, output);
        m_view->repaint();
        const qint64 shown = timer.restart();
        tabs()->setCurrentIndex(0);
        m_view->repaint();
        const qint64 treeShown = timer.restart();
        tabs()->setCurrentIndex(2);
        m_view->repaint();
        const qint64 jsonShown = timer.restart();
        m_view->extend(output);
        qInfo("10,000 entries: table %lld ms, tree %lld ms, JSON %lld ms, extended %lld ms", shown, treeShown,
              jsonShown, timer.elapsed());
        QVERIFY(find<QLabel>("answerJsonNote")->isVisible());
        QVERIFY(shown + treeShown + jsonShown < 10'000);
    }
};

QTEST_MAIN(TestAnswerView)
#include "tst_answerview.moc"
