// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include "signin/filewatch.h"
#include "widgets/notifier.h"

#include <QSettings>

namespace formwork::session
{

namespace
{

QString regionKey(const QString &profileId) { return QStringLiteral("regions/") + profileId; }

} // namespace

Session::Session(client::EnvironmentPtr environment, std::shared_ptr<journal::DraftStore> drafts,
                 practice::Server *practice, Paths paths, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
    , m_drafts(std::move(drafts))
    , m_saved(m_environment->saved ? m_environment->saved
                                   : std::make_shared<keeping::SavedForms>(
                                         paths.savedForms(), m_environment->clock, m_environment->tokens))
    , m_practice(practice)
    , m_paths(std::move(paths))
    , m_settings(std::make_unique<QSettings>(m_paths.settings(), QSettings::IniFormat))
    , m_identities(new Identities(m_environment, this))
    , m_notifier(new widgets::Notifier(this))
    , m_underWay(std::make_shared<int>())
{
    m_watch =
        std::make_unique<signin::FileWatch>(QStringList{m_saved->folder()}, [this] { m_saved->look(); });
    if (const guide::GuidesPtr guides = m_environment->guides; guides && !guides->ownFolder().isEmpty())
        m_guideWatch = std::make_unique<signin::FileWatch>(QStringList{guides->ownFolder()}, [this, guides] {
            guides->reload();
            Q_EMIT guidesChanged();
        });
    connect(m_identities, &Identities::changed, this, &Session::targetChanged);
    connect(&profiles(), &credentials::ProfileStore::currentChanged, this, &Session::targetChanged);
    connect(&profiles(), &credentials::ProfileStore::profilesChanged, this, &Session::targetChanged);
}

Session::~Session() = default;

credentials::Profile Session::profile() const
{
    return m_identities->completed(
        profiles().profile(profiles().currentId()).value_or(credentials::Profile()));
}

QString Session::region() const
{
    const credentials::Profile selected = profile();
    const QString chosen = m_settings->value(regionKey(selected.id)).toString();
    if (!chosen.isEmpty())
        return chosen;
    return selected.region.isEmpty() ? QStringLiteral("us-east-1") : selected.region;
}

bool Session::canRehearse(const model::Service &service) { return practice::Server::answersFor(service); }

client::Target Session::target() const { return {profile(), region(), {}, {}}; }

std::shared_ptr<const void> Session::underWay() { return m_underWay; }

void Session::selectProfile(const QString &id)
{
    // An account that has just been removed leaves the one selected that was.
    if (profiles().currentId() != id || !profiles().hasSelection())
        std::ignore = profiles().select(id);
}

void Session::useProfile(const QString &id)
{
    selectProfile(id);
    m_identities->check(profile(), region());
}

void Session::selectRegion(const QString &region)
{
    if (region == this->region())
        return;
    m_settings->setValue(regionKey(profile().id), region);
    Q_EMIT targetChanged();
}

} // namespace formwork::session
