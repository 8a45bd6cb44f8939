// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/paths.h"
#include "client/call.h"
#include "journal/drafts.h"
#include "practice/server.h"
#include "signin/signins.h"
#include "signin/wire.h"

#include <memory>

namespace formwork::wiring
{

struct Options {
    QString dataDirectory; // --data-dir, may be empty
    QStringList modelFolders; // --models, beside those of FORMWORK_MODELS

    // When the models of this machine are read: at first use, all of them or only those of one service; or in
    // the background once CatalogSource::read() is called, with the built-in ones until then.
    enum class Models { WhenNeeded, InBackground };
    Models models = Models::WhenNeeded;
    credentials::KeychainManners keychain;
    signin::Prompts prompts; // what is asked while credentials are got
    QString practiceFolder; // where the practice account keeps its file; empty: the data directory
    QString onlyService; // WhenNeeded: nothing else will be asked for; empty: everything
};

// Puts the parts of core together for one program: opens the data directory, the history and the profiles,
// and knows how to start the practice account. Owned by main(), lives on the main thread.
class Workspace
{
public:
    // Fails with Phase::Local or Phase::Journal and leaves what it found as it was.
    [[nodiscard]] static Result<std::unique_ptr<Workspace>> open(const Options &options);

    // What needs no data directory: models, guides, endpoints, signing. Settings and the guards of accounts
    // are read if there are any.
    [[nodiscard]] static std::shared_ptr<client::Environment> withoutData(const Options &options);

    [[nodiscard]] client::EnvironmentPtr environment() const { return m_environment; }
    [[nodiscard]] std::shared_ptr<journal::DraftStore> drafts() const { return m_drafts; }
    [[nodiscard]] signin::SignIns &signIns() { return *m_signIns; }
    [[nodiscard]] practice::Server &practice() { return *m_practice; }
    [[nodiscard]] const Paths &paths() const { return m_paths; }

private:
    explicit Workspace(Paths paths)
        : m_paths(std::move(paths))
    {
    }

    Paths m_paths;
    std::unique_ptr<practice::Server> m_practice;
    std::shared_ptr<client::Environment> m_environment;
    std::shared_ptr<journal::DraftStore> m_drafts;
    std::unique_ptr<signin::SignIns> m_signIns;
};

} // namespace formwork::wiring
