// SPDX-License-Identifier: Apache-2.0
#include "operation/helpview.h"

#include <QTest>

using namespace formwork;

class TestHelpView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    // A pattern is said in words; as it is written it stands there only when it is asked for, with the
    // keyboard too.
    void saysPatternsInWords()
    {
        const QString pattern = QStringLiteral("^d-[0-9a-f]{10}$");
        model::Shape text;
        text.type = model::ShapeType::String;
        text.constraints.pattern = pattern;
        model::Member member;
        member.name = QStringLiteral("DirectoryId");
        member.target = &text;
        model::Member other = member;
        other.name = QStringLiteral("Other");
        const model::Operation operation;
        operation::HelpView view(operation, guide::Guide{});
        view.show();
        view.showMember(&member, QStringLiteral("Directory"));
        QVERIFY2(view.toPlainText().contains(QStringLiteral("Begins with d-, then 10 characters")),
                 qPrintable(view.toPlainText()));
        QVERIFY(!view.toPlainText().contains(pattern));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Tab);
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY2(view.toPlainText().contains(pattern), qPrintable(view.toPlainText()));
        view.showMember(&other, QStringLiteral("Other"));
        QVERIFY(!view.toPlainText().contains(pattern));
    }
};

QTEST_MAIN(TestHelpView)
#include "tst_helpview.moc"
