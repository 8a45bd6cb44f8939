// SPDX-License-Identifier: Apache-2.0
#include "accounts/firststartpage.h"
#include "accounts/windowprompts.h"
#include "base/tr.h"
#include "base/translations.h"
#include "client/unlock.h"
#include "desktop/opening.h"
#include "desktop/pictures.h"
#include "preferences/preferencesdialog.h"
#include "preferences/retention.h"
#include "shell/mainwindow.h"
#include "widgets/question.h"
#include "widgets/theme.h"
#include "widgets/whenready.h"
#include "wiring/hardening.h"
#include "wiring/workspace.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <csignal>
#include <cstdio>

using namespace formwork;

namespace
{

struct Arguments {
    wiring::Options workspace;
    QString pictures; // folder for pictures of the windows; empty: run as usual
    bool reportsReady =
        false; // a line on standard output once the window can be used; tests/bench waits for it
};

Arguments parse(const QApplication &application)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(formwork::Tr::tr("Guided, exactly-once creation of AWS resources"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption data(QStringLiteral("data-dir"),
                                  formwork::Tr::tr("Keep history and accounts in this folder."),
                                  QStringLiteral("folder"));
    const QCommandLineOption models(
        QStringLiteral("models"), formwork::Tr::tr("Read service models from this folder too (repeatable)."),
        QStringLiteral("folder"));
    const QCommandLineOption pictures(
        QStringLiteral("pictures"), formwork::Tr::tr("Leave pictures of the windows in this folder and end."),
        QStringLiteral("folder"));
    QCommandLineOption ready(QStringLiteral("report-ready"));
    ready.setFlags(QCommandLineOption::HiddenFromHelp);
    parser.addOptions({data, models, pictures, ready});
    parser.process(application);
    wiring::Options options{parser.value(data), parser.values(models)};
    options.models = wiring::Options::Models::InBackground;
    return {options, parser.value(pictures), parser.isSet(ready)};
}

} // namespace

int main(int argc, char **argv)
{
    wiring::harden();
#ifdef Q_OS_LINUX
    // Qt ends with an abort and no word for the user where there is no display; say it and name the way out.
    const bool platformChosen = !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
    if (!platformChosen && qEnvironmentVariableIsEmpty("DISPLAY")
        && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        std::fputs("formwork: There is no display (DISPLAY and WAYLAND_DISPLAY are not set). Use "
                   "formwork-cli, which does the same without one.\n",
                   stderr);
        return 1;
    }
#endif
    std::signal(SIGPIPE, SIG_IGN);
    QApplication application(argc, argv);
    installTranslations(application);
    QApplication::setApplicationName(QStringLiteral("formwork"));
    QApplication::setApplicationDisplayName(QStringLiteral("Formwork"));
    QApplication::setApplicationVersion(QStringLiteral(FORMWORK_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("io.github.formwork.Formwork"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/formwork.svg")));

    Arguments arguments = parse(application);
    const accounts::WindowPrompts prompts(std::make_shared<SystemClock>());
    arguments.workspace.prompts.mfaCode = [prompts](const signin::MfaQuestion &question) {
        return prompts.askForCode(question);
    };
    arguments.workspace.prompts.mayRun = [prompts](const signin::CommandQuestion &question) {
        return prompts.askToRun(question);
    };
    desktop::applyTheme(application, Paths::fromEnvironment(arguments.workspace.dataDirectory));
    const std::unique_ptr<wiring::Workspace> workspace = desktop::openOrExplain(arguments.workspace);
    if (!workspace)
        return 1;
    session::Session session(workspace->environment(), workspace->drafts(), &workspace->practice(),
                             workspace->paths());
    session.setSignIns(&workspace->signIns());
    if (!arguments.pictures.isEmpty())
        return desktop::takePictures(&session, arguments.pictures);
    shell::MainWindow window(&session);
    if (accounts::FirstStartPage::isNeeded(session))
        window.showPlace(QStringLiteral("start"));
    window.show();
    preferences::applyHiding(session.settings());
    if (arguments.reportsReady) {
        widgets::whenReady(&window, [] {
            std::puts("ready");
            std::fflush(stdout);
        });
    }
    QTimer::singleShot(0, &window, [&session] {
        session.environment()->catalog.source()->read(); // after the first paint
        preferences::applyRetention(session.journal(), session.settings(),
                                    session.environment()->clock->nowUtc());
    });
    if (const QString exposure = workspace->paths().exposure(); !exposure.isEmpty())
        widgets::tell(&window, widgets::Question::Kind::Warning,
                      formwork::Tr::tr("Others can read Formwork's files"), exposure);
    // Nobody waits for the keychain: the window is there, and whoever needs the key asks once more.
    client::unlockHistory(workspace->environment()).then([](const Result<void> &) { });
    return QApplication::exec();
}
