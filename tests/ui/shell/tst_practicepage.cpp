// SPDX-License-Identifier: Apache-2.0
#include "shell/practicepage.h"
#include "ui/windowfixture.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>

using namespace formwork;

// What the practice account holds, as a person sees it.
class TestPracticePage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_page = std::make_unique<shell::PracticePage>(m_fixture->session.get());
        m_page->resize(900, 600);
        m_page->show();
        m_tree = m_page->findChild<QTreeWidget *>(QStringLiteral("practiceThings"));
    }

    void cleanup() { m_page.reset(); }

    void followsWhatIsCreated()
    {
        QVERIFY(!m_tree->isVisible()); // nothing yet, and it says so
        QVERIFY(!m_page->findChild<QLabel *>(QStringLiteral("practiceState"))->text().isEmpty());
        m_fixture->createGroup(QStringLiteral("Finance"));
        m_fixture->createGroup(QStringLiteral("Sales"));
        QTRY_COMPARE(names(), (QStringList{QStringLiteral("Sales"), QStringLiteral("Finance")}));
        QVERIFY(m_tree->isVisible());
        QCOMPARE(m_tree->topLevelItem(0)->text(0), QStringLiteral("ds-data"));
        QVERIFY(!m_tree->topLevelItem(0)->child(0)->data(0, Qt::AccessibleTextRole).toString().isEmpty());
    }

    void finds()
    {
        m_fixture->createGroup(QStringLiteral("Finance"));
        m_fixture->createGroup(QStringLiteral("Sales"));
        QTRY_COMPARE(names().size(), 2);
        auto *search = m_page->findChild<QLineEdit *>(QStringLiteral("practiceSearch"));
        QTest::keyClicks(search, QStringLiteral("fin group"));
        QCOMPARE(names(), QStringList{QStringLiteral("Finance")});
        QTest::keyClick(search, Qt::Key_Escape);
        QCOMPARE(names().size(), 2);
    }

    void asAForm()
    {
        m_fixture->createGroup(QStringLiteral("Finance"));
        QTRY_COMPARE(names().size(), 1);
        QSignalSpy asked(m_page.get(), &shell::PracticePage::formRequested);
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("practiceForm")), Qt::LeftButton);
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0][1].toString(), QStringLiteral("CreateGroup"));
        const auto input = asked[0][2].value<QCborMap>();
        QCOMPARE(input.value(QStringLiteral("SAMAccountName")).toString(), QStringLiteral("Finance"));
    }

    void deletes()
    {
        m_fixture->createGroup(QStringLiteral("Finance"));
        m_fixture->createGroup(QStringLiteral("Sales"));
        QTRY_COMPARE(names().size(), 2);
        m_tree->setCurrentItem(m_tree->topLevelItem(0)->child(1));
        QTest::mouseClick(m_page->findChild<QPushButton *>(QStringLiteral("practiceDelete")), Qt::LeftButton);
        QTRY_VERIFY(m_page->findChild<QMessageBox *>());
        for (QAbstractButton *button : m_page->findChild<QMessageBox *>()->buttons()) {
            if (button->text().contains(QStringLiteral("Delete")))
                QTest::mouseClick(button, Qt::LeftButton);
        }
        QTRY_COMPARE(names(), QStringList{QStringLiteral("Sales")});
        const client::CallResult gone =
            m_fixture->call(QStringLiteral("ds-data"), QStringLiteral("DescribeGroup"),
                            QCborMap{{QStringLiteral("DirectoryId"), QStringLiteral("d-926703a1b2")},
                                     {QStringLiteral("SAMAccountName"), QStringLiteral("Finance")}});
        QVERIFY(gone.error.has_value());
    }

private:
    [[nodiscard]] QStringList names() const
    {
        QStringList list;
        for (int group = 0; group < m_tree->topLevelItemCount(); ++group) {
            for (int row = 0; row < m_tree->topLevelItem(group)->childCount(); ++row)
                list.append(m_tree->topLevelItem(group)->child(row)->text(0));
        }
        return list;
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<shell::PracticePage> m_page;
    QTreeWidget *m_tree = nullptr;
};

QTEST_MAIN(TestPracticePage)
#include "tst_practicepage.moc"
