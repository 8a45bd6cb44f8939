// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/paths.h"
#include "client/call.h"
#include "journal/drafts.h"
#include "keeping/savedforms.h"
#include "practice/server.h"
#include "session/identities.h"

#include <QObject>

class QSettings;

namespace formwork::signin
{
class FileWatch;
class SignIns;
} // namespace formwork::signin
namespace formwork::widgets
{
class Notifier;
}

namespace formwork::session
{

// What every window of one run shares: the collaborators of core, the account and Region that are selected,
// and the settings. Made by main(), outlives every window, lives on the main thread.
class Session : public QObject
{
    Q_OBJECT
public:
    Session(client::EnvironmentPtr environment, std::shared_ptr<journal::DraftStore> drafts,
            practice::Server *practice, Paths paths, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] const client::EnvironmentPtr &environment() const { return m_environment; }
    [[nodiscard]] credentials::ProfileStore &profiles() const { return *m_environment->profiles; }
    [[nodiscard]] journal::Journal &journal() const { return *m_environment->journal; }
    [[nodiscard]] journal::DraftStore &drafts() const { return *m_drafts; }
    [[nodiscard]] keeping::SavedForms &saved() const { return *m_saved; }
    [[nodiscard]] practice::Server *practice() const { return m_practice; } // null where there is none
    [[nodiscard]] const Paths &paths() const { return m_paths; }
    // settings.ini in the data directory; no secrets.
    [[nodiscard]] QSettings &settings() const { return *m_settings; }

    [[nodiscard]] widgets::Notifier &notifier() const { return *m_notifier; } // for who works elsewhere

    [[nodiscard]] credentials::Profile profile() const; // the selected account
    [[nodiscard]] QString region() const; // the one chosen for it, else its default
    [[nodiscard]] client::Target target() const; // where a new request goes
    [[nodiscard]] Identities &identities() const { return *m_identities; }
    // In the practice account.
    [[nodiscard]] static bool canRehearse(const model::Service &service);

    // Held while a request is under way, so that nobody quits in the middle of it unasked.
    [[nodiscard]] std::shared_ptr<const void> underWay();
    [[nodiscard]] int requestsUnderWay() const { return static_cast<int>(m_underWay.use_count()) - 1; }

    // Signing in; null where nobody can.
    void setSignIns(signin::SignIns *signIns) { m_signIns = signIns; } // outlives the session
    [[nodiscard]] signin::SignIns *signIns() const { return m_signIns; }

    void selectProfile(const QString &id);
    void useProfile(const QString &id); // as a person does it: AWS is asked whose its keys are
    void selectRegion(const QString &region); // remembered with the account

Q_SIGNALS:
    void guidesChanged(); // the user's own ones; forms that are open stay as they are
    void targetChanged(); // another account or Region, or the account was edited

private:
    client::EnvironmentPtr m_environment;
    std::shared_ptr<journal::DraftStore> m_drafts;
    keeping::SavedFormsPtr m_saved;
    std::unique_ptr<signin::FileWatch> m_guideWatch;
    std::unique_ptr<signin::FileWatch> m_watch; // what other programs do to the saved forms
    practice::Server *m_practice;
    Paths m_paths;
    std::unique_ptr<QSettings> m_settings;
    Identities *m_identities;
    signin::SignIns *m_signIns = nullptr;
    widgets::Notifier *m_notifier;
    std::shared_ptr<const void> m_underWay; // copied for every request
};

} // namespace formwork::session
