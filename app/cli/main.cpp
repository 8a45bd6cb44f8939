// SPDX-License-Identifier: Apache-2.0
#include "base/tr.h"
#include "base/translations.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/prompts.h"
#include "wiring/hardening.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTimer>

#include <csignal>

using namespace formwork;

namespace
{

// Whoever asks for one operation waits for the models of its service alone.
wiring::Options optionsFor(const cli::Arguments &arguments)
{
    const bool isOfHistory =
        arguments.command == u"history" || (arguments.command == u"bulk" && cli::isOfBatch(arguments));
    const bool isOfSaved = arguments.command == u"saved";
    const bool isOfOneService =
        !isOfHistory && !isOfSaved && !arguments.batch && arguments.command != u"complete";
    return {.dataDirectory = arguments.dataDirectory,
            .modelFolders = arguments.modelFolders,
            .keychain = {std::chrono::seconds(20),
                         [] {
                             cli::complain(formwork::Tr::tr(
                                 "Waiting for the keychain, which may be asking for its password."));
                         }},
            .prompts = cli::terminalPrompts(),
            .practiceFolder = arguments.command == u"practice" ? arguments.state : QString(),
            .onlyService = isOfOneService ? arguments.words.value(0) : QString()};
}

std::unique_ptr<wiring::Workspace> openWorkspace(const cli::Arguments &arguments, int &exitCode)
{
    Result<std::unique_ptr<wiring::Workspace>> opened = wiring::Workspace::open(optionsFor(arguments));
    if (opened) {
        QObject::connect((*opened)->environment()->profiles.get(),
                         &credentials::ProfileStore::keychainProblem, [](const QString &sentence) {
                             if (!sentence.isEmpty())
                                 cli::complain(sentence);
                         });
        return std::move(*opened);
    }
    exitCode = cli::complain(opened.error());
    return nullptr;
}

// Commands that only read models; they leave no file behind.
std::optional<int> runOffline(const cli::Arguments &arguments)
{
    using Run = int (*)(const cli::Arguments &, const client::EnvironmentPtr &);
    static const QHash<QString, Run> commands{{QStringLiteral("services"), cli::listServices},
                                              {QStringLiteral("operations"), cli::listOperations},
                                              {QStringLiteral("describe"), cli::describe},
                                              {QStringLiteral("guides"), cli::listGuides},
                                              {QStringLiteral("relations"), cli::listRelations},
                                              {QStringLiteral("paste"), cli::paste},
                                              {QStringLiteral("skeleton"), cli::skeleton},
                                              {QStringLiteral("validate"), cli::validate}};
    const Run run = commands.value(arguments.command);
    if (!run)
        return std::nullopt;
    return run(arguments, wiring::Workspace::withoutData(optionsFor(arguments)));
}

std::optional<int> runHistoryReading(const cli::Arguments &arguments,
                                     const client::EnvironmentPtr &environment)
{
    if (arguments.command != u"history")
        return std::nullopt;
    const QString what = arguments.words.first();
    if (what == u"list")
        return cli::historyList(arguments, environment);
    if (what == u"export")
        return cli::historyExport(arguments, environment);
    return std::nullopt; // the others may have to ask the keychain
}

// A folder that is named and not there is a slip of the pen, which would show only as a service that is
// missing.
bool modelFoldersExist(const cli::Arguments &arguments)
{
    for (const QString &folder : arguments.modelFolders) {
        if (QFileInfo::exists(folder))
            continue;
        cli::complain(formwork::Tr::tr("There is no folder %1, which --models names.").arg(folder));
        return false;
    }
    return true;
}

std::optional<int> runBulkReading(const cli::Arguments &arguments, const client::EnvironmentPtr &environment)
{
    if (arguments.command != u"bulk" || !cli::isOfBatch(arguments))
        return std::nullopt;
    const QString what = arguments.words.first();
    if (what == u"list")
        return cli::bulkList(arguments, environment);
    if (what == u"status")
        return cli::bulkStatus(arguments, environment);
    if (what == u"results")
        return cli::bulkResults(arguments, environment);
    return std::nullopt;
}

std::optional<int> runSaved(const cli::Arguments &arguments, const client::EnvironmentPtr &environment)
{
    using Run = int (*)(const cli::Arguments &, const client::EnvironmentPtr &);
    static const QHash<QString, Run> commands{{QStringLiteral("list"), cli::savedList},
                                              {QStringLiteral("show"), cli::savedShow},
                                              {QStringLiteral("add"), cli::savedAdd},
                                              {QStringLiteral("delete"), cli::savedDelete}};
    const Run run = arguments.command == u"saved" ? commands.value(arguments.words.first()) : nullptr;
    return run ? std::optional(run(arguments, environment)) : std::nullopt;
}

QCoro::Task<int> runAsync(const cli::Arguments &arguments, const client::EnvironmentPtr &environment)
{
    if (arguments.command == u"whoami")
        return cli::whoami(arguments, environment);
    if (arguments.command == u"call")
        return cli::call(arguments, environment);
    if (arguments.command == u"bulk" && cli::isOfBatch(arguments))
        return arguments.words.first() == u"undo" ? cli::bulkUndo(arguments, environment)
                                                  : cli::bulkResume(arguments, environment);
    if (arguments.command == u"bulk")
        return cli::bulk(arguments, environment);
    if (arguments.command == u"saved")
        return cli::savedRun(arguments, environment);
    if (arguments.command == u"like")
        return cli::like(arguments, environment);
    if (arguments.command == u"complete")
        return cli::complete(arguments, environment);
    if (arguments.command == u"wait")
        return cli::wait(arguments, environment);
    if (arguments.command == u"history") {
        using Run = QCoro::Task<int> (*)(cli::Arguments, client::EnvironmentPtr);
        static const QHash<QString, Run> commands{{QStringLiteral("show"), cli::historyShow},
                                                  {QStringLiteral("retry"), cli::historyRetry},
                                                  {QStringLiteral("check"), cli::historyCheck},
                                                  {QStringLiteral("settle"), cli::historySettle}};
        return commands.value(arguments.words.first(), cli::historyShow)(arguments, environment);
    }
    return cli::request(arguments, environment);
}

int runInLoop(QCoreApplication &application, const cli::Arguments &arguments,
              const client::EnvironmentPtr &environment)
{
    QTimer::singleShot(0, &application, [&] {
        runAsync(arguments, environment).then([](int exitCode) { QCoreApplication::exit(exitCode); });
    });
    return QCoreApplication::exec();
}

int runSignIn(QCoreApplication &application, const cli::Arguments &arguments, wiring::Workspace &workspace)
{
    QTimer::singleShot(0, &application, [&] {
        (arguments.command == u"login"
             ? cli::login(arguments, workspace.environment(), &workspace.signIns())
             : cli::logout(arguments, workspace.environment(), &workspace.signIns()))
            .then([](int exitCode) { QCoreApplication::exit(exitCode); });
    });
    return QCoreApplication::exec();
}

int run(QCoreApplication &application)
{
    const Result<cli::Arguments> parsed = cli::parseArguments(QCoreApplication::arguments());
    if (!parsed)
        return cli::complain(parsed.error());
    const cli::Arguments &arguments = *parsed;
    if (arguments.help || arguments.version) {
        cli::print(arguments.help ? cli::usage(arguments)
                                  : QStringLiteral("formwork-cli " FORMWORK_VERSION "\n"));
        return cli::Done;
    }
    if (!modelFoldersExist(arguments))
        return cli::LocalFault;
    if (const std::optional<int> done = runOffline(arguments))
        return *done;
    if (arguments.command == u"like" && !arguments.from.isEmpty())
        return runInLoop(application, arguments, wiring::Workspace::withoutData(optionsFor(arguments)));
    const bool keysFromEnvironment = arguments.profile.isEmpty() && !cli::namesProfile()
        && !qEnvironmentVariableIsEmpty("AWS_ACCESS_KEY_ID");
    if (arguments.command == u"request" && keysFromEnvironment)
        return runInLoop(application, arguments, wiring::Workspace::withoutData(optionsFor(arguments)));

    int exitCode = cli::Done;
    const std::unique_ptr<wiring::Workspace> workspace = openWorkspace(arguments, exitCode);
    if (!workspace)
        return exitCode;
    if (const QString exposure = workspace->paths().exposure(); !exposure.isEmpty())
        cli::complain(exposure);
    if (arguments.command == u"practice") {
        // Whoever gets the URL may ask for any operation at once.
        std::ignore = workspace->environment()->catalog.current();
        exitCode = cli::withOutput(cli::startPractice(arguments, workspace->practice()));
        return exitCode == cli::Done ? QCoreApplication::exec() : exitCode;
    }
    if (arguments.command == u"login" || arguments.command == u"logout")
        return runSignIn(application, arguments, *workspace);
    if (arguments.command == u"accounts")
        return cli::accounts(arguments, workspace->environment());
    if (const std::optional<int> done = runHistoryReading(arguments, workspace->environment()))
        return *done;
    if (const std::optional<int> done = runBulkReading(arguments, workspace->environment()))
        return *done;
    if (const std::optional<int> done = runSaved(arguments, workspace->environment()))
        return *done;
    return runInLoop(application, arguments, workspace->environment());
}

} // namespace

int main(int argc, char **argv)
{
    wiring::harden();
    QCoreApplication application(argc, argv);
    installTranslations(application);
    QCoreApplication::setApplicationName(QStringLiteral("formwork"));
    QCoreApplication::setApplicationVersion(QStringLiteral(FORMWORK_VERSION));
    std::signal(SIGPIPE, SIG_IGN);
    return cli::withOutput(run(application));
}
