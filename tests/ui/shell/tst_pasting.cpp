// SPDX-License-Identifier: Apache-2.0
#include "answers/answerview.h"
#include "history/comparedialog.h"
#include "operation/operationdialog.h"
#include "operation/thingactions.h"
#include "shell/commandpalette.h"
#include "shell/mainwindow.h"
#include "ui/windowfixture.h"
#include "widgets/banner.h"

#include <QAction>
#include <QApplication>
#include <QCborArray>
#include <QClipboard>
#include <QDropEvent>
#include <QFile>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTreeWidget>
#include <QUrl>

using namespace formwork;

// Forms that open filled: by what is pasted, dropped, seen in an answer.
class TestPasting : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<tests::WindowFixture> m_fixture;

    static operation::OperationDialog *dialogOf(const QWidget &window)
    {
        for (auto *dialog : window.findChildren<operation::OperationDialog *>()) {
            if (dialog->isVisible())
                return dialog;
        }
        return nullptr;
    }

    static shell::CommandPalette *paletteOf(shell::MainWindow &window)
    {
        window.findChild<QPushButton *>(QStringLiteral("searchButton"))->click();
        return window.findChild<shell::CommandPalette *>();
    }

    static void pasteInto(shell::CommandPalette *palette, const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        QTest::keySequence(palette->findChild<QLineEdit *>(QStringLiteral("paletteField")),
                           QKeySequence::Paste);
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<tests::WindowFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aPastedCommandOpensAFilledForm()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        auto *palette = paletteOf(window);
        QVERIFY(palette);
        pasteInto(palette,
                  QStringLiteral("aws ds-data create-group --directory-id d-926703a1b2 \\\n"
                                 "  --sam-account-name team --bogus very-secret-token"));
        auto *field = palette->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        auto *list = palette->findChild<QListView *>(QStringLiteral("paletteList"));
        QTRY_VERIFY(
            list->model()->index(0, 0).data().toString().startsWith(QStringLiteral("Open as a form")));
        QVERIFY(!field->text().contains(QStringLiteral("secret")));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(dialogOf(window));
        operation::OperationDialog *dialog = dialogOf(window);
        auto *strip = dialog->findChild<widgets::Banner *>(QStringLiteral("alikeNotice"));
        QVERIFY(strip);
        QVERIFY2(strip->text().contains(QStringLiteral("--bogus")), qPrintable(strip->text()));
        QVERIFY(!strip->text().contains(QStringLiteral("secret")));
        dialog->findChild<QPushButton *>(QStringLiteral("stepNext"))
            ->click(); // the directory stands before it
        bool isFilled = false;
        for (const QLineEdit *edit : dialog->findChildren<QLineEdit *>())
            isFilled = isFilled || edit->text() == u"team";
        QVERIFY(isFilled);
        dialog->close();
    }

    void whatIsTypedAfterwardsIsSearchedFor()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        auto *palette = paletteOf(window);
        pasteInto(palette, QStringLiteral("aws ds-data create-nothing --x y"));
        auto *list = palette->findChild<QListView *>(QStringLiteral("paletteList"));
        QTRY_COMPARE(list->model()->rowCount(), 0);
        auto *field = palette->findChild<QLineEdit *>(QStringLiteral("paletteField"));
        field->clear();
        QTest::keyClicks(field, QStringLiteral("create group"));
        QTRY_VERIFY(list->model()->rowCount() > 0);
        QVERIFY(!list->model()->index(0, 0).data().toString().startsWith(QStringLiteral("Open as a form")));
        palette->close();
    }

    void aTemplateOffersAllItsResources()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        auto *palette = paletteOf(window);
        pasteInto(palette,
                  QStringLiteral("Resources:\n  A:\n    Type: AWS::AppFlow::ConnectorProfile\n    "
                                 "Properties:\n      ConnectorProfileName: a\n"
                                 "  B:\n    Type: AWS::AppFlow::ConnectorProfile\n    Properties:\n      "
                                 "ConnectorProfileName: !Ref X\n"));
        auto *list = palette->findChild<QListView *>(QStringLiteral("paletteList"));
        QTRY_COMPARE(list->model()->rowCount(), 2);
        palette->close();
    }

    void aDroppedFileOpensAFilledForm()
    {
        shell::MainWindow window(m_fixture->session.get());
        window.show();
        QFile file(m_fixture->folder.filePath(QStringLiteral("group.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(
            R"({"eventSource":"ds-data.amazonaws.com","eventName":"CreateGroup","requestParameters":{"DirectoryId":"d-926703a1b2","SAMAccountName":"dropped"}})");
        file.close();
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file.fileName())});
        QDragEnterEvent enter(QPoint(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(QPointF(10, 10), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &drop);
        QTRY_VERIFY(dialogOf(window));
        dialogOf(window)->close();
    }

    void comparisonsShowWhatDiffers()
    {
        const model::OperationPtr operation =
            m_fixture->operation(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        const QCborMap one{{QStringLiteral("SAMAccountName"), QStringLiteral("a")},
                           {QStringLiteral("GroupScope"), QStringLiteral("Global")}};
        const QCborMap other{{QStringLiteral("SAMAccountName"), QStringLiteral("b")},
                             {QStringLiteral("GroupScope"), QStringLiteral("Global")}};
        history::CompareDialog dialog(QStringLiteral("x"), QStringLiteral("1"), QStringLiteral("2"), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.show(alike::compared(one, other, *operation->input));
        dialog.show();
        auto *tree = dialog.findChild<QTreeWidget *>(QStringLiteral("compareTree"));
        QCOMPARE(tree->topLevelItemCount(), 2);
        QCOMPARE(tree->topLevelItem(0)->text(1), QStringLiteral("a"));
        QCOMPARE(tree->topLevelItem(0)->text(2), QStringLiteral("b"));
        QVERIFY(!tree->topLevelItem(0)->isHidden());
        QVERIFY(tree->topLevelItem(1)->isHidden());
    }
};

QTEST_MAIN(TestPasting)
#include "tst_pasting.moc"
