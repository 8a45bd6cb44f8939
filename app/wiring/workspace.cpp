// SPDX-License-Identifier: Apache-2.0
#include "wiring/workspace.h"

#include "asking/retryrules.h"
#include "base/tr.h"
#include "client/marker.h"
#include "client/unlock.h"
#include "keeping/savedforms.h"
#include "signin/obtaining.h"
#include "signin/sharedaccounts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <tuple>

namespace formwork::wiring
{

namespace
{

// Built anew each time: folders come and go, and Preferences may have got one more.
catalog::CatalogPtr machineCatalog(const Options &options, const QString &settings,
                                   const QString &onlyService, std::stop_token stop)
{
    const QList<catalog::Place> places =
        catalog::findPlaces(catalog::surroundings(options.modelFolders, settings));
    return catalog::Catalog::fromPlaces({places, onlyService, std::move(stop)});
}

catalog::LiveCatalog catalogFor(const Options &options, const QString &settings)
{
    using Build = catalog::CatalogSource::Build;
    const Build everything = [options, settings](std::stop_token stop) {
        return machineCatalog(options, settings, {}, std::move(stop));
    };
    // Where the one service is not found, all are read after all: the error names those that are near.
    const Build one = [options, settings](const std::stop_token &stop) {
        const catalog::CatalogPtr found = machineCatalog(options, settings, options.onlyService, stop);
        return found->services().isEmpty() ? machineCatalog(options, settings, {}, stop) : found;
    };
    const Build builtIn = [](std::stop_token stop) {
        return catalog::Catalog::fromPlaces({{}, {}, std::move(stop)});
    };
    const bool inBackground = options.models == Options::Models::InBackground;
    return std::make_shared<catalog::CatalogSource>(inBackground                        ? builtIn
                                                        : options.onlyService.isEmpty() ? everything
                                                                                        : one,
                                                    everything);
}

std::shared_ptr<client::Environment> bareEnvironment(const Options &options, const Paths &paths)
{
    auto environment = std::make_shared<client::Environment>();
    environment->clock = std::make_shared<SystemClock>();
    environment->tokens = std::make_shared<RandomTokenSource>();
    environment->catalog = catalogFor(options, paths.settings());
    environment->guides = std::make_shared<guide::Guides>(QStringLiteral(":/guides"), paths.guides());
    environment->clockOffsets = std::make_shared<asking::ClockOffsets>();
    environment->retryQuota = std::make_shared<asking::RetryQuota>();
    return environment;
}

credentials::Credentials practiceCredentials(const practice::Server &server)
{
    const signing::Keys keys = server.keys();
    return {QString::fromLatin1(keys.accessKeyId),
            QString::fromLatin1(keys.secretAccessKey),
            {},
            QStringLiteral("practice")};
}

// A folder that is made for it is its owner's alone, as the data directory is.
Result<QString> practiceFileIn(const QString &folder, const Paths &paths)
{
    if (folder.isEmpty())
        return paths.practice();
    const QDir place(QDir(folder).absolutePath());
    const bool isNew = !place.exists();
    if (isNew && !place.mkpath(QStringLiteral(".")))
        return failure(Phase::Local, QStringLiteral("PracticeFolder"),
                       Tr::tr("The folder %1 for the practice account cannot be made.").arg(place.path()),
                       Tr::tr("Name another folder."));
    if (isNew)
        QFile::setPermissions(place.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return place.filePath(QFileInfo(paths.practice()).fileName());
}

// The profiles of the AWS CLI, beside Formwork's own accounts.
signin::SourcesPtr addSharedAccounts(const std::shared_ptr<client::Environment> &environment,
                                     const signin::Prompts &prompts)
{
    const signin::SourcesPtr sources =
        signin::Sources::of(signin::Machine::ofThisProcess(), environment->clock);
    sources->environment = environment;
    sources->prompts = prompts;
    const auto providers = std::make_shared<signin::Providers>(sources);
    environment->profiles->setSource(
        std::make_shared<signin::SharedAccounts>(sources->machine, environment->clock, providers));
    return sources;
}

} // namespace

std::shared_ptr<client::Environment> Workspace::withoutData(const Options &options)
{
    const Paths paths = Paths::fromEnvironment(options.dataDirectory);
    auto environment = bareEnvironment(options, paths);
    environment->profiles = std::make_shared<credentials::ProfileStore>(
        paths.profiles(), credentials::memoryKeychain(), [] { return credentials::Credentials(); });
    std::ignore = addSharedAccounts(environment, options.prompts);
    // What is kept of the environment's account: its guard. Without a list there is none.
    if (QFileInfo::exists(paths.profiles()))
        std::ignore = environment->profiles->load();
    return environment;
}

Result<std::unique_ptr<Workspace>> Workspace::open(const Options &options)
{
    std::unique_ptr<Workspace> workspace(new Workspace(Paths::fromEnvironment(options.dataDirectory)));
    const Paths &paths = workspace->m_paths;
    if (const Result<void> created = paths.create(); !created)
        return std::unexpected(created.error());

    auto environment = bareEnvironment(options, paths);
    const Result<QString> practiceFile = practiceFileIn(options.practiceFolder, paths);
    if (!practiceFile)
        return std::unexpected(practiceFile.error());
    workspace->m_practice = std::make_unique<practice::Server>(
        *practiceFile, environment->catalog, environment->guides, environment->clock, environment->tokens);
    practice::Server *practice = workspace->m_practice.get();
    environment->practiceUrl = [practice]() -> Result<QString> {
        if (practice->url().isEmpty()) {
            if (const Result<void> listening = practice->listen(); !listening)
                return std::unexpected(listening.error());
        }
        return practice->url();
    };
    environment->profiles = std::make_shared<credentials::ProfileStore>(
        paths.profiles(), credentials::osKeychain(options.keychain),
        [practice] { return practiceCredentials(*practice); });
    const signin::SourcesPtr sources = addSharedAccounts(environment, options.prompts);
    sources->vault = std::make_shared<signin::Vault>(paths.sessions(), environment->profiles->keychain(),
                                                     environment->clock);
    sources->consents = std::make_shared<signin::Consents>(paths.allowedCommands());
    workspace->m_signIns = std::make_unique<signin::SignIns>(sources);
    if (const Result<void> loaded = environment->profiles->load(); !loaded)
        return std::unexpected(loaded.error());

    auto sealer =
        std::make_shared<journal::Sealer>(); // takes its key from the keychain when it is first needed
    environment->historyLock = std::make_shared<client::HistoryLock>(client::HistoryLock{sealer});
    Result<journal::JournalPtr> journal =
        journal::Journal::open(paths.history(), paths.locks(), environment->clock, sealer);
    if (!journal)
        return std::unexpected(journal.error());
    environment->journal = *journal;
    workspace->m_drafts = std::make_shared<journal::DraftStore>(paths.drafts(), environment->clock,
                                                                environment->tokens, sealer);
    environment->saved =
        std::make_shared<keeping::SavedForms>(paths.savedForms(), environment->clock, environment->tokens);
    environment->transport = transport::networkTransport();
    environment->marksRequests = [settings = paths.settings()] { return client::marksByDefault(settings); };
    workspace->m_environment = std::move(environment);
    return workspace;
}

} // namespace formwork::wiring
