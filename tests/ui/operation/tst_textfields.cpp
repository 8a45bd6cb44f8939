// SPDX-License-Identifier: Apache-2.0
#include "catalog/catalog.h"
#include "operationfixture.h"
#include "widgets/codeview.h"

#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPointer>
#include <QPushButton>

using namespace formwork;
using namespace formwork::operation;

namespace
{

// The form of an operation of today's models; null where there are none.
struct Program : tests::OperationFixture {
    OperationDialog *form(const char *service, const char *operation)
    {
        if (!hasModels()) {
            environment->catalog = catalog::Catalog::build(
                {qEnvironmentVariable("FORMWORK_SHARED") + QStringLiteral("/models/botocore")});
            if (!hasModels())
                return nullptr;
        }
        return open(QString::fromLatin1(service), QString::fromLatin1(operation));
    }
    [[nodiscard]] bool hasModels() const
    {
        return environment->catalog->operation(QStringLiteral("iam"), u"CreateRole").has_value();
    }
};

const char *kNoModels = "No published models here: set FORMWORK_SHARED to a folder that has them.";

} // namespace

// Fields whose texts have a language of their own, and what is known of a value before it is typed.
class TestTextFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPolicyIsCheckedWhereItStands()
    {
        Program program;
        OperationDialog *dialog = program.form("iam", "CreateRole");
        if (!dialog)
            QSKIP(kNoModels);
        auto *editor = tests::find<widgets::CodeView>(dialog, "/AssumeRolePolicyDocument");
        auto *note = tests::find<QLabel>(dialog, "/AssumeRolePolicyDocument#note");
        QVERIFY(editor && note);
        editor->setFocus();
        const QString policy =
            QStringLiteral("{\n \"Version\": \"2012-10-17\",\n \"Statement\": [\n  {\"Effect\": \"allow\",\n"
                           "   \"Principal\": {\"AWS\": \"*\"},\n   \"Action\": \"sts:AssumeRoll\"}\n ]\n}");
        editor->insertPlainText(policy);
        QTest::keyClick(editor, Qt::Key_Tab);
        QVERIFY(!editor->hasFocus()); // Tab leaves it
        QTRY_VERIFY(note->accessibleName().contains(u"Line 4: Effect"));
        QVERIFY2(note->accessibleName().contains(u"Did you mean AssumeRole"),
                 qPrintable(note->accessibleName()));
        QVERIFY(note->accessibleName().contains(u"2,048"));
        Q_EMIT note->linkActivated(QStringLiteral("6:14"));
        QCOMPARE(editor->textCursor().blockNumber(), 5);
        QVERIFY(editor->hasFocus());
        QVERIFY(editor->accessibleDescription().contains(u"Tab leaves it"));
    }

    void aSampleIsOneChange()
    {
        Program program;
        OperationDialog *dialog = program.form("ssm", "CreateMaintenanceWindow");
        if (!dialog)
            QSKIP(kNoModels);
        auto *field = tests::find<QLineEdit>(dialog, "/Schedule");
        auto *note = tests::find<QLabel>(dialog, "/Schedule#note");
        QVERIFY(field && note);
        Q_EMIT note->linkActivated(QStringLiteral("samples"));
        auto *menu = dialog->findChild<QMenu *>(QStringLiteral("/Schedule#note#samples"));
        QVERIFY(menu && !menu->actions().isEmpty());
        menu->actions().first()->trigger();
        menu->close();
        QCOMPARE(field->text(), QStringLiteral("cron(0 8 ? * MON-FRI *)"));
        QTRY_VERIFY2(note->accessibleName().contains(u"08:00, ") && note->accessibleName().contains(u"UTC"),
                     qPrintable(note->accessibleName()));
        field->setFocus();
        QTest::keyClick(field, Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(field->text(), QString());
    }

    void aNetworkSaysWhatItMeans()
    {
        Program program;
        OperationDialog *dialog = program.form("ec2", "CreateVpc");
        if (!dialog)
            QSKIP(kNoModels);
        auto *field = tests::find<QLineEdit>(dialog, "/CidrBlock");
        auto *note = tests::find<QLabel>(dialog, "/CidrBlock#note");
        QVERIFY(field && note);
        field->setFocus();
        field->clear();
        QTest::keyClicks(field, QStringLiteral("10.1.2.3/16"));
        QTRY_VERIFY2(note->accessibleName().contains(u"10.1.0.0 to 10.1.255.255")
                         && note->accessibleName().contains(u"private"),
                     qPrintable(note->accessibleName()));
    }

    // A Region that AWS demands stands there, is said to be a suggestion, and goes away with one click.
    void whatIsKnownIsFilledInAndTakenBack()
    {
        Program program;
        program.session->selectRegion(QStringLiteral("eu-central-1"));
        OperationDialog *dialog = program.form("s3", "CreateBucket");
        if (!dialog)
            QSKIP(kNoModels);
        auto *known = dialog->findChild<QLabel *>(
            QStringLiteral("/CreateBucketConfiguration/LocationConstraint#known"));
        auto *field =
            dialog->findChild<QComboBox *>(QStringLiteral("/CreateBucketConfiguration/LocationConstraint"));
        QVERIFY(field && known);
        QCOMPARE(field->currentText(), QStringLiteral("eu-central-1"));
        QVERIFY(known->text().contains(u"Remove"));
        Q_EMIT known->linkActivated(QStringLiteral("known"));
        QCOMPARE(field->currentText(), QString());
        QVERIFY(known->text().contains(u"Use eu-central-1"));
    }

    void manyValuesAreSearched()
    {
        Program program;
        OperationDialog *dialog = program.form("lambda", "CreateFunction");
        if (!dialog)
            QSKIP(kNoModels);
        auto *box = tests::find<QComboBox>(dialog, "/Runtime");
        QVERIFY(box);
        box->setFocus();
        QTest::keyClick(box, Qt::Key_F4);
        QWidget *picker = QApplication::activePopupWidget();
        QVERIFY(picker && picker->objectName() == u"offerPicker");
        auto *list = picker->findChild<QListWidget *>(QStringLiteral("offerList"));
        const auto rowOf = [list](const QString &text) {
            const QList<QListWidgetItem *> found = list->findItems(text, Qt::MatchStartsWith);
            return found.isEmpty() ? -1 : list->row(found.first());
        };
        QVERIFY(rowOf(QStringLiteral("nodejs22.x")) >= 0);
        QVERIFY(rowOf(QStringLiteral("nodejs22.x")) < rowOf(QStringLiteral("nodejs18.x (retired since")));
        auto *search = picker->findChild<QLineEdit *>(QStringLiteral("offerSearch"));
        QTest::keyClicks(search, QStringLiteral("3.13"));
        QTest::keyClick(search, Qt::Key_Return);
        QCOMPARE(box->currentText(), QStringLiteral("python3.13"));
        // What is retired says so where it stands, too, and no longer when another one was chosen.
        auto *note = box->parentWidget()->findChild<QLabel *>(QStringLiteral("retiredNote"));
        QVERIFY(note && note->isHidden());
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("nodejs12.x"));
        QVERIFY(!note->isHidden());
        QVERIFY2(note->text().contains(u"Retired since") && note->text().contains(u"2023"),
                 qPrintable(note->text()));
        box->lineEdit()->selectAll();
        QTest::keyClicks(box->lineEdit(), QStringLiteral("python3.13"));
        QVERIFY(note->isHidden());
    }

    // Many of them have the verb of one.
    void manyHaveTheVerb()
    {
        Program program;
        OperationDialog *dialog = program.form("ec2", "RunInstances");
        if (!dialog)
            QSKIP(kNoModels);
        QCOMPARE(tests::find<QPushButton>(dialog, "createMany")->text(), QStringLiteral("Run &many..."));
    }
};

QTEST_MAIN(TestTextFields)
#include "tst_textfields.moc"
