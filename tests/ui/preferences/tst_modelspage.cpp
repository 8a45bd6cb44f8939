// SPDX-License-Identifier: Apache-2.0
#include "preferences/modelspage.h"
#include "ui/windowfixture.h"

#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

using namespace formwork;

// The page of service models: it shows where they come from, and a folder that is added is read by both
// programs.
class ModelsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<tests::WindowFixture>();
        m_folder = std::make_unique<QTemporaryDir>();
        const QString settings = m_fixture->session->paths().settings();
        const auto read = [settings](const std::stop_token &stop) {
            catalog::Surroundings around;
            around.chosen = catalog::chosenFolders(settings);
            around.discovers = false;
            return catalog::Catalog::fromPlaces({catalog::findPlaces(around), {}, stop});
        };
        m_fixture->environment->catalog = std::make_shared<catalog::CatalogSource>(read, read);
        m_page = std::make_unique<preferences::ModelsPage>(m_fixture->session.get());
        m_page->show();
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void theBuiltInModelsAreAPlace()
    {
        QCOMPARE(places()->topLevelItemCount(), 1);
        QVERIFY(status().startsWith(QStringLiteral("5 service")));
        QVERIFY(!button("removeModels")->isEnabled());
    }

    void aFolderIsAddedAndRemoved()
    {
        write("thing/2026-01-01/service-2.json", kModel);
        write("broken/2026-01-01/service-2.json", "{<b>");
        m_page->addFolder(m_folder->path());
        QTRY_COMPARE(places()->topLevelItemCount(), 2);
        QVERIFY(status().startsWith(QStringLiteral("6 service")));
        QCOMPARE(catalog::chosenFolders(m_fixture->session->paths().settings()),
                 QStringList{m_folder->path()});
        QVERIFY(m_fixture->environment->catalog->service(u"thing").has_value());
        QTreeWidgetItem *row = places()->topLevelItem(1);
        QCOMPARE(row->text(2), QStringLiteral("1 of 1"));
        QCOMPARE(row->text(3), QStringLiteral("1"));
        QCOMPARE(row->childCount(), 1);
        QVERIFY(row->child(0)->text(0).contains(QStringLiteral("not JSON")));

        m_page->addFolder(m_folder->path() + QStringLiteral("/")); // the same once more
        QCOMPARE(catalog::chosenFolders(m_fixture->session->paths().settings()).size(), 1);
        places()->setCurrentItem(row);
        QVERIFY(button("removeModels")->isEnabled());
        QTest::mouseClick(button("removeModels"), Qt::LeftButton);
        QTRY_COMPARE(places()->topLevelItemCount(), 1);
        QVERIFY(catalog::chosenFolders(m_fixture->session->paths().settings()).isEmpty());
        QVERIFY(!m_fixture->environment->catalog->service(u"thing").has_value());
    }

    void rescanFindsWhatHasCome()
    {
        m_page->addFolder(m_folder->path());
        QTRY_COMPARE(places()->topLevelItemCount(), 2);
        write("thing/2026-01-01/service-2.json", kModel);
        QTRY_VERIFY(button("rescanModels")->isEnabled());
        QTest::mouseClick(button("rescanModels"), Qt::LeftButton);
        QTRY_VERIFY(status().startsWith(QStringLiteral("6 service")));
    }

private:
    static constexpr const char *kModel =
        "{\"metadata\":{\"apiVersion\":\"2026-01-01\",\"protocol\":\"rest-json\",\"serviceId\":\"Thing\"},"
        "\"operations\":{\"GetThing\":{\"http\":{\"method\":\"GET\",\"requestUri\":\"/\"}}},\"shapes\":{}}";

    void write(const char *name, const QByteArray &bytes) const
    {
        const QString path = m_folder->filePath(QString::fromLatin1(name));
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }

    [[nodiscard]] QTreeWidget *places() const
    {
        return m_page->findChild<QTreeWidget *>(QStringLiteral("modelPlaces"));
    }
    [[nodiscard]] QString status() const
    {
        return m_page->findChild<QLabel *>(QStringLiteral("modelsStatus"))->text();
    }
    [[nodiscard]] QPushButton *button(const char *name) const
    {
        return m_page->findChild<QPushButton *>(QString::fromLatin1(name));
    }

    std::unique_ptr<tests::WindowFixture> m_fixture;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<preferences::ModelsPage> m_page;
};

QTEST_MAIN(ModelsPageTest)
#include "tst_modelspage.moc"
