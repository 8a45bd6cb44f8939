// SPDX-License-Identifier: Apache-2.0
#include "accounts/firststartpage.h"
#include "foundaccounts.h"
#include "ui/windowfixture.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace formwork;

class TestFirstStart : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        qputenv("AWS_CONFIG_FILE", m_home->filePath(QStringLiteral("config")).toLocal8Bit());
        qputenv("AWS_SHARED_CREDENTIALS_FILE", m_home->filePath(QStringLiteral("credentials")).toLocal8Bit());
        qunsetenv("AWS_ACCESS_KEY_ID");
        m_fixture = std::make_unique<tests::WindowFixture>();
    }

    void saysThatNothingIsThere()
    {
        show();
        QVERIFY2(text("foundSentence").contains(m_home->filePath(QStringLiteral("config"))),
                 qPrintable(text("foundSentence")));
        QVERIFY(!m_page->findChild<QListView *>()->isVisible());
        QVERIFY(!button("useFound")->isVisible());
        QVERIFY(accounts::FirstStartPage::isNeeded(*m_fixture->session));
        QSignalSpy chosen(m_page.get(), &accounts::FirstStartPage::chosen);
        QTest::mouseClick(button("stayInPractice"), Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QVERIFY(!accounts::FirstStartPage::isNeeded(*m_fixture->session));
        QCOMPARE(m_fixture->session->profile().kind, credentials::ProfileKind::Practice);
    }

    void sayWhichLineIsRefused()
    {
        QFile config(m_home->filePath(QStringLiteral("config")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[default]\nregion = eu-west-1\nnonsense\n");
        config.close();
        show();
        QVERIFY2(text("foundNotes").contains(QStringLiteral("line 3")), qPrintable(text("foundNotes")));
    }

    void usesWhatWasFound()
    {
        const auto found = std::make_shared<tests::FoundAccounts>();
        found->add(QStringLiteral("acme-dev"), QStringLiteral("111122223333"));
        found->add(QStringLiteral("broken"), {});
        found->found.last().problem = QStringLiteral("Its source is missing.");
        m_fixture->session->profiles().setSource(found);
        show();
        QVERIFY2(text("foundSentence").startsWith(QStringLiteral("2 account")),
                 qPrintable(text("foundSentence")));
        auto *list = m_page->findChild<QListView *>(QStringLiteral("foundAccounts"));
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(!button("useFound")->isEnabled()); // what cannot work is not offered
        QCOMPARE(text("foundState"), QStringLiteral("Its source is missing."));
        QTest::keyClick(list, Qt::Key_Up);
        QCOMPARE(text("foundState"), QStringLiteral("Not checked yet"));
        QTest::mouseClick(button("checkFound"), Qt::LeftButton);
        QTRY_COMPARE(text("foundState"), QStringLiteral("Nobody is signed in."));
        QCOMPARE(m_fixture->session->profile().kind, credentials::ProfileKind::Practice);
        QTest::mouseClick(button("useFound"), Qt::LeftButton);
        QCOMPARE(m_fixture->session->profile().name, QStringLiteral("acme-dev"));
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
        qunsetenv("AWS_CONFIG_FILE");
        qunsetenv("AWS_SHARED_CREDENTIALS_FILE");
    }

private:
    void show()
    {
        m_page = std::make_unique<accounts::FirstStartPage>(m_fixture->session.get());
        m_page->resize(900, 600);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    [[nodiscard]] QString text(const char *name) const
    {
        return m_page->findChild<QLabel *>(QLatin1StringView(name))->text();
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_page->findChild<QPushButton *>(QLatin1StringView(name));
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<accounts::FirstStartPage> m_page;
};

QTEST_MAIN(TestFirstStart)
#include "tst_firststart.moc"
