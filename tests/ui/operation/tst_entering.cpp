// SPDX-License-Identifier: Apache-2.0
#include "operationfixture.h"

#include "forms/formview.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCborArray>
#include <QCborMap>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QTextBrowser>

using namespace formwork;
using namespace formwork::tests;
using operation::OperationDialog;

namespace
{

QString jsonOf(OperationDialog *dialog)
{
    auto *panel = find<QTabWidget>(dialog, "sidePanel");
    panel->setCurrentIndex(2);
    auto *editor = find<QPlainTextEdit>(dialog, "jsonEditor");
    QCoreApplication::processEvents();
    return editor->toPlainText().simplified();
}

void paste(QWidget *into, const char *text)
{
    into->setFocus();
    QApplication::clipboard()->setText(QString::fromUtf8(text));
    QTest::keySequence(into, QKeySequence::Paste);
    QCoreApplication::processEvents();
}

bool contains(const QString &text, const char *part) { return text.contains(QString::fromUtf8(part)); }

} // namespace

// What a person types and pastes into a form, and what the form says of it.
class EnteringTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { widgets::Theme::apply(*qApp, widgets::Scheme::Light); }
    void init() { m_fixture = std::make_unique<OperationFixture>(); }
    void cleanup() { m_fixture.reset(); }

    void aTagMayHaveAnEmptyValue()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        click(dialog, "/Tags");
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("owner"));
        QTRY_VERIFY2(contains(jsonOf(dialog), R"("Tags": [ { "Key": "owner", "Value": "" } ])"),
                     qPrintable(jsonOf(dialog)));
        auto *value = find<QLineEdit>(dialog, "/Tags/0/Value");
        QTest::keyClicks(value, QStringLiteral("x"));
        QTest::keyClick(value, Qt::Key_Backspace);
        QTRY_VERIFY(contains(jsonOf(dialog), R"("Value": "")"));
        QVERIFY(!isShown(dialog, "problemCount"));
    }

    void aPairPastedIntoAKeyIsAPair()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        click(dialog, "/Tags");
        paste(find<QLineEdit>(dialog, "/Tags/0/Key"), "owner=jane");
        QTRY_VERIFY(contains(jsonOf(dialog), R"("Tags": [ { "Key": "owner", "Value": "jane" } ])"));
        click(dialog, "/Tags");
        paste(find<QLineEdit>(dialog, "/Tags/1/Key"), "team=red\nstage=test=1\n");
        QTRY_VERIFY2(
            contains(jsonOf(dialog),
                     R"({ "Key": "team", "Value": "red" }, { "Key": "stage", "Value": "test=1" } ])"),
            qPrintable(jsonOf(dialog)));
    }

    void equalKeysAreTold()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        click(dialog, "/Tags");
        paste(find<QLineEdit>(dialog, "/Tags/0/Key"), "a=1\na=2");
        click(dialog, "create");
        QVERIFY(isShown(dialog, "/Tags/1/Key#problem"));
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("/Tags/1/Key"));
        QVERIFY(m_fixture->rows().isEmpty());
    }

    void aBlankIsTakenAwayOnRequest()
    {
        OperationDialog *dialog = m_fixture->open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        auto *field = find<QLineEdit>(dialog, "/DirectoryId");
        paste(field, " d-1234567890");
        QTest::keyClick(field, Qt::Key_Tab);
        QTRY_VERIFY(isShown(dialog, "/DirectoryId#problem")); // made when there is one
        auto *problem = find<QLabel>(dialog, "/DirectoryId#problem");
        QVERIFY2(contains(problem->text(), "begins with a blank"), qPrintable(problem->text()));
        Q_EMIT problem->linkActivated(QStringLiteral("trim"));
        QCOMPARE(field->text(), QStringLiteral("d-1234567890"));
        QTRY_VERIFY(!problem->isVisible());
    }

    void anUnknownMemberIsShown()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        pasteJson(dialog, QStringLiteral("{\"Name\":\"a\",\"Nmae\":\"b\"}"));
        QTRY_VERIFY(isShown(dialog, "problemCount"));
        bool isSaid = false;
        for (const QLabel *label :
             dialog->findChildren<forms::FormView *>().first()->findChildren<QLabel *>())
            isSaid = isSaid || (label->isVisible() && label->text().contains(u"Nmae"));
        QVERIFY(isSaid);
        click(dialog, "create");
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("jsonEditor"));
    }

    void theFirstProblemGetsTheFocusAndLooksLikeIt()
    {
        OperationDialog *dialog = m_fixture->open(QStringLiteral("ds-data"), QStringLiteral("CreateGroup"));
        auto *field = find<QLineEdit>(dialog, "/DirectoryId");
        const QColor before = field->grab().toImage().pixelColor(field->width() / 2, 0);
        click(dialog, "create");
        QTRY_COMPARE(QApplication::focusWidget(), field);
        const QColor danger = widgets::Theme::tokens().tone(widgets::Tone::Rejected).text;
        QVERIFY(before != danger);
        QCOMPARE(field->grab().toImage().pixelColor(field->width() / 2, 0), danger);
    }

    void everyChangeIsUndone()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        const QString token = find<QLineEdit>(dialog, "clientToken")->text();
        auto *name = find<QLineEdit>(dialog, "/Name");
        name->setFocus();
        QTest::keyClicks(name, QStringLiteral("first"));
        QCoreApplication::processEvents();
        click(dialog, "/Tags");
        paste(find<QLineEdit>(dialog, "/Tags/0/Key"), "a=1\nb=2\nc=3");
        click(dialog, "/Tags#clear"); // "Remove all"
        QTRY_VERIFY(!contains(jsonOf(dialog), "Tags"));
        click(dialog, "renewToken");
        const QString renewed = find<QLineEdit>(dialog, "clientToken")->text();
        QVERIFY(renewed != token);

        const auto press = [](QKeySequence::StandardKey key) {
            QTest::keySequence(QApplication::focusWidget(), key);
            QCoreApplication::processEvents();
        };
        find<QWidget>(dialog, "/Tags")->setFocus();
        press(QKeySequence::Undo);
        QTRY_VERIFY(contains(jsonOf(dialog), R"("Key": "c", "Value": "3" } ])"));
        press(QKeySequence::Undo); // what was pasted
        press(QKeySequence::Undo); // the entry
        QTRY_VERIFY(!contains(jsonOf(dialog), "Tags"));
        press(QKeySequence::Undo); // what was typed into a field is one
        QCOMPARE(name->text(), QString());
        QCOMPARE(QApplication::focusWidget(), name);
        press(QKeySequence::Undo); // there is no more
        QCOMPARE(find<QLineEdit>(dialog, "clientToken")->text(), renewed);
        for (int i = 0; i < 4; ++i)
            press(QKeySequence::Redo);
        QCOMPARE(name->text(), QStringLiteral("first"));
        QTRY_VERIFY(!contains(jsonOf(dialog), "Tags"));
        QCOMPARE(find<QLineEdit>(dialog, "clientToken")->text(), renewed);
    }

    void theReviewHasWarningsAndKeys()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("appflow"), QStringLiteral("CreateConnectorProfile"));
        const auto review = [dialog] {
            while (find<QWidget>(dialog, "stepNext")->isEnabled())
                click(dialog, "stepNext");
            return find<QTextBrowser>(dialog, "reviewView")->toPlainText();
        };
        pasteJson(dialog,
                  QStringLiteral(
                      R"({"connectorProfileName":"a","connectorType":"Salesforce","connectionMode":"Public",
            "connectorProfileConfig":{"connectorProfileProperties":{"Salesforce":{}},"connectorProfileCredentials":{"Salesforce":{}}}})"));
        QTRY_VERIFY2(contains(review(), "Look at this before you send it"), qPrintable(review()));
        QVERIFY(!contains(review(), "Nothing is missing"));
        pasteJson(
            dialog,
            QStringLiteral(
                R"({"connectorProfileName":"a","connectorType":"CustomConnector","connectionMode":"Public",
            "connectorLabel":"own","connectorProfileConfig":{"connectorProfileProperties":{"CustomConnector":{
            "profileProperties":{"tenant":"blue"}}},"connectorProfileCredentials":{"CustomConnector":{"authenticationType":"BASIC"}}}})"));
        QTRY_VERIFY2(contains(review(), "tenant"), qPrintable(review()));
    }

    void aDraftHasOneWindow()
    {
        OperationDialog *dialog =
            m_fixture->open(QStringLiteral("sso-admin"), QStringLiteral("CreateInstance"));
        QTest::keyClicks(find<QLineEdit>(dialog, "/Name"), QStringLiteral("kept"));
        click(dialog, "saveDraft");
        QTRY_COMPARE(m_fixture->session->drafts().drafts().size(), 1);
        operation::OpenRequest request;
        request.draft = m_fixture->session->drafts().drafts().first().id;
        bool isAnother = false;
        operation::openDialog(m_fixture->session.get(), request, nullptr,
                              [&isAnother](OperationDialog *) { isAnother = true; });
        QVERIFY(!isAnother);
        QTRY_VERIFY(dialog->isActiveWindow());
        delete dialog;
        QVERIFY(m_fixture->open(request));
    }

private:
    std::unique_ptr<OperationFixture> m_fixture;
};

QTEST_MAIN(EnteringTest)
#include "tst_entering.moc"
