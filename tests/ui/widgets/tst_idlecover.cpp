// SPDX-License-Identifier: Apache-2.0
#include "widgets/idlecover.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>
#include <QTimer>
#include <QVBoxLayout>

using namespace formwork::widgets;
using namespace std::chrono_literals;

namespace
{

// A window with something in it that not everybody is to read.
struct Window : QWidget {
    QLineEdit *field = new QLineEdit(QStringLiteral("canary"), this);

    Window()
    {
        auto *column = new QVBoxLayout(this);
        column->addWidget(field);
        resize(400, 300);
        show();
    }
    [[nodiscard]] QWidget *cover() const { return findChild<QWidget *>(QStringLiteral("idleCover")); }
    [[nodiscard]] bool isCovered() const
    {
        return cover() && cover()->isVisible() && cover()->geometry() == rect()
            && childAt(field->geometry().center()) != field;
    }
};

// Time in which nothing is to happen.
void pass(int milliseconds)
{
    bool isOver = false;
    QTimer::singleShot(milliseconds, qApp, [&isOver] { isOver = true; });
    QTRY_VERIFY(isOver);
}

} // namespace

class TestIdleCover : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { IdleCover::ofApplication().setPatience(0ms); }

    void hidesEveryWindowAfterAWhile()
    {
        Window first;
        Window second;
        QVERIFY(QTest::qWaitForWindowExposed(&second));
        IdleCover::ofApplication().setPatience(50ms);
        QTRY_VERIFY(IdleCover::ofApplication().isCovering());
        QVERIFY(first.isCovered());
        QVERIFY(second.isCovered());
    }

    void coversWhatComesUpMeanwhile()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleCover::ofApplication().setPatience(50ms);
        QTRY_VERIFY(window.isCovered());
        Window later;
        QTRY_VERIFY(later.isCovered());
        later.resize(600, 500);
        QTRY_VERIFY(later.isCovered());
    }

    // What wakes it is meant for nothing below.
    void aKeyShowsItAgainAndDoesNothingElse()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleCover::ofApplication().setPatience(50ms);
        QTRY_VERIFY(window.isCovered());
        IdleCover::ofApplication().setPatience(1h); // not once more while this looks
        QTest::keyClick(window.field, Qt::Key_X);
        QVERIFY(!IdleCover::ofApplication().isCovering());
        QCOMPARE(window.field->text(), QStringLiteral("canary"));
        QTest::keyClick(window.field, Qt::Key_X);
        QCOMPARE(window.field->text(), QStringLiteral("canaryx"));
    }

    void whoeverWorksIsNotDisturbed()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleCover::ofApplication().setPatience(400ms);
        for (int i = 0; i < 30; ++i) {
            QTest::keyClick(window.field, Qt::Key_X);
            pass(30);
            QVERIFY(!IdleCover::ofApplication().isCovering());
        }
    }

    void withoutPatienceNothingIsHidden()
    {
        Window window;
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        IdleCover::ofApplication().setPatience(50ms);
        QTRY_VERIFY(IdleCover::ofApplication().isCovering());
        IdleCover::ofApplication().setPatience(0ms);
        QVERIFY(!IdleCover::ofApplication().isCovering());
        pass(150);
        QVERIFY(!IdleCover::ofApplication().isCovering());
    }
};

QTEST_MAIN(TestIdleCover)
#include "tst_idlecover.moc"
