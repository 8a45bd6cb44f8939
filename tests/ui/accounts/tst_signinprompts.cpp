// SPDX-License-Identifier: Apache-2.0
#include "accounts/mfadialog.h"
#include "accounts/windowprompts.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace formwork;

namespace
{

signin::MfaQuestion question()
{
    signin::MfaQuestion asked;
    asked.profile = QStringLiteral("prod");
    asked.serial = QStringLiteral("arn:aws:iam::111122223333:mfa/jane");
    return asked;
}

template <typename T>
T *dialog()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<T *>(widget); found && found->isVisible())
            return found;
    }
    return nullptr;
}

} // namespace

class TestSignInPrompts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesDeviceAndProfileAndTakesSixDigits()
    {
        const auto clock = std::make_shared<FixedClock>(
            QDateTime::fromString(QStringLiteral("2026-05-01T12:00:10Z"), Qt::ISODate));
        accounts::MfaDialog asked(question(), clock);
        asked.show();
        QCOMPARE(asked.findChild<QLabel *>(QStringLiteral("mfaDevice"))->text(), question().serial);
        QVERIFY(says(asked, "prod"));
        QVERIFY(says(asked, "20 second"));
        auto *code = asked.findChild<QLineEdit *>(QStringLiteral("mfaCode"));
        auto *accept = asked.findChild<QPushButton *>(QStringLiteral("mfaAccept"));
        QTest::keyClicks(code, QStringLiteral("12a3"));
        QVERIFY(!accept->isEnabled());
        QTest::keyClicks(code, QStringLiteral(" 456")); // as some devices show it
        QVERIFY(accept->isEnabled());
        QTest::keyClick(code, Qt::Key_Return);
        QCOMPARE(asked.result(), int(QDialog::Accepted));
        QCOMPARE(asked.code(), QStringLiteral("123456"));
    }

    void aUsedCodeWaitsForTheNext()
    {
        const auto clock = std::make_shared<FixedClock>(
            QDateTime::fromString(QStringLiteral("2026-05-01T12:00:10Z"), Qt::ISODate));
        signin::MfaQuestion asked = question();
        asked.problem = QStringLiteral("The code was not taken.");
        asked.needsNext = true;
        asked.codeChangesAt = clock->nowUtc().addSecs(20);
        accounts::MfaDialog shown(asked, clock);
        shown.show();
        auto *code = shown.findChild<QLineEdit *>(QStringLiteral("mfaCode"));
        auto *accept = shown.findChild<QPushButton *>(QStringLiteral("mfaAccept"));
        QTest::keyClicks(code, QStringLiteral("123456"));
        QVERIFY(!accept->isEnabled());
        QVERIFY(says(shown, "has been used"));
        QVERIFY(says(shown, "was not taken"));
        clock->advance(21'000);
        QTRY_VERIFY(accept->isEnabled());
    }

    void oneQuestionAtATime()
    {
        const accounts::WindowPrompts prompts(std::make_shared<SystemClock>());
        QList<Result<QString>> answers;
        for (int i = 0; i < 2; ++i)
            prompts.askForCode(question()).then([&](const Result<QString> &code) { answers.append(code); });
        QTRY_VERIFY(dialog<accounts::MfaDialog>());
        int shown = 0;
        for (QWidget *widget : QApplication::topLevelWidgets())
            shown += qobject_cast<accounts::MfaDialog *>(widget) ? 1 : 0;
        QCOMPARE(shown, 1);
        auto *first = dialog<accounts::MfaDialog>();
        QTest::keyClicks(first->findChild<QLineEdit *>(QStringLiteral("mfaCode")), QStringLiteral("654321"));
        first->accept();
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.first().value(), QStringLiteral("654321"));
        QTRY_VERIFY(dialog<accounts::MfaDialog>() && dialog<accounts::MfaDialog>() != first);
        dialog<accounts::MfaDialog>()->reject();
        QTRY_COMPARE(answers.size(), 2);
        QCOMPARE(answers.last().error().code, QStringLiteral("MfaNeeded"));
    }

    void namesTheCommandAndWhereItStands()
    {
        const signin::CommandQuestion command{QStringLiteral("prod"),
                                              QStringLiteral("/h/.aws/config, line 3"),
                                              QStringLiteral("/opt/tool --it")};
        QCOMPARE(ask(command, false), std::optional(false));
        QCOMPARE(ask(command, true), std::optional(true));
    }

private:
    // What comes of it where the person answers so.
    static std::optional<bool> ask(const signin::CommandQuestion &command, bool answer)
    {
        const accounts::WindowPrompts prompts(std::make_shared<SystemClock>());
        std::optional<bool> may;
        prompts.askToRun(command).then([&may](bool result) { may = result; });
        if (!QTest::qWaitFor([] { return dialog<QMessageBox>() != nullptr; }))
            return std::nullopt;
        auto *box = dialog<QMessageBox>();
        const QString text = box->text() + box->informativeText();
        if (!text.contains(command.command) || !text.contains(command.place)
            || !text.contains(command.profile))
            return std::nullopt;
        if (answer)
            box->findChild<QPushButton *>(QStringLiteral("run"))->click();
        else
            box->reject();
        std::ignore = QTest::qWaitFor([&may] { return may.has_value(); });
        return may;
    }

    static bool says(const QWidget &window, const char *text)
    {
        const auto labels = window.findChildren<QLabel *>();
        return std::ranges::any_of(
            labels, [&](const QLabel *label) { return label->text().contains(QLatin1StringView(text)); });
    }
};

QTEST_MAIN(TestSignInPrompts)
#include "tst_signinprompts.moc"
