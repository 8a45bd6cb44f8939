// SPDX-License-Identifier: Apache-2.0
#include "session/identities.h"

#include <QPointer>

namespace formwork::session
{

using credentials::Profile;

namespace
{

struct Answer {
    Result<asking::Identity> identity;
    QDateTime expiresAt;
};

QCoro::Task<Answer> ask(client::EnvironmentPtr environment, asking::Target target)
{
    const Result<credentials::Credentials> keys =
        co_await environment->profiles->credentials(target.profile.id, target.region);
    if (!keys)
        co_return Answer{std::unexpected(keys.error()), {}};
    const std::optional<credentials::Credentials> given = *keys;
    const Result<asking::Identity> identity = co_await asking::identify(environment, target, given);
    co_return Answer{identity, keys->expiresAt};
}

QCoro::Task<signin::AccountLook> look(client::EnvironmentPtr environment, asking::Target target)
{
    const Result<credentials::Credentials> keys =
        co_await environment->profiles->credentials(target.profile.id, target.region);
    if (!keys)
        co_return signin::AccountLook();
    co_return co_await signin::accountLook(environment, target, *keys);
}

// Whether what was learnt of one is true of the other.
bool hasSameKeys(Profile one, Profile other)
{
    for (Profile *profile : {&one, &other}) {
        profile->name.clear();
        profile->colour.clear();
        profile->guard = credentials::Guard::None;
        profile->isProduction = false;
        profile->variables.clear();
        profile->accountId.clear();
        profile->notice.clear();
    }
    return one == other;
}

} // namespace

Identities::Identities(client::EnvironmentPtr environment, QObject *parent)
    : QObject(parent)
    , m_environment(std::move(environment))
{
}

Identities::Found Identities::of(const Profile &profile) const
{
    const auto entry = m_entries.constFind(profile.id);
    return entry != m_entries.cend() && hasSameKeys(entry->profile, profile) ? entry->found : Found();
}

std::optional<std::chrono::seconds> Identities::timeLeft(const Profile &profile) const
{
    const Found found = of(profile);
    if (!found.expiresAt.isValid())
        return {};
    return std::chrono::seconds(m_environment->clock->nowUtc().secsTo(found.expiresAt));
}

void Identities::check(const Profile &profile, const QString &region)
{
    const State state = of(profile).state;
    const std::optional<std::chrono::seconds> left = timeLeft(profile);
    const bool isOver = left && *left <= std::chrono::seconds(0);
    if (state == State::Asking || (state == State::Known && !isOver) || !profile.problem.isEmpty()
        || profile.kind == credentials::ProfileKind::Practice)
        return;
    Entry &entry = m_entries[profile.id];
    entry.profile = profile;
    entry.found = {State::Asking, {}, {}, {}};
    Q_EMIT changed(profile.id);
    const asking::Target target{profile, profile.region.isEmpty() ? region : profile.region, {}, {}};
    ask(m_environment, target).then([self = QPointer(this), profile, target](const Answer &answer) {
        if (!self || !hasSameKeys(self->m_entries[profile.id].profile, profile))
            return;
        Found &found = self->m_entries[profile.id].found;
        found.state = answer.identity ? State::Known : State::Failed;
        found.expiresAt = answer.expiresAt;
        if (answer.identity)
            found.identity = *answer.identity;
        else
            found.error = answer.identity.error();
        Q_EMIT self->changed(profile.id);
        if (answer.identity && profile.endpointUrl.isEmpty())
            self->askLook(profile, target);
    });
}

// Only of AWS itself, and only where an answer has come from there.
void Identities::askLook(const Profile &profile, const asking::Target &target)
{
    look(m_environment, target).then([self = QPointer(this), profile](const signin::AccountLook &found) {
        if (!self)
            return;
        const auto entry = self->m_entries.find(profile.id);
        if (entry == self->m_entries.end() || !hasSameKeys(entry->profile, profile)
            || found == entry->found.look)
            return;
        entry->found.look = found;
        Q_EMIT self->changed(profile.id);
    });
}

void Identities::noteLost(const Profile &profile)
{
    if (isLost(profile))
        return;
    Entry &entry = m_entries[profile.id];
    entry.profile = profile;
    entry.found = {};
    entry.found.state = State::Failed;
    entry.found.error = {Phase::Credentials, QStringLiteral("AccessLost"),
                         tr("You no longer have access to the account %1.").arg(profile.accountId),
                         tr("Ask whoever assigns accounts in Identity Center.")};
    Q_EMIT changed(profile.id);
}

bool Identities::isLost(const Profile &profile) const
{
    const Found found = of(profile);
    return found.state == State::Failed && found.error.code == u"AccessLost";
}

void Identities::forget(const QString &profileId)
{
    if (m_entries.remove(profileId) > 0)
        Q_EMIT changed(profileId);
}

Profile Identities::completed(Profile profile) const
{
    const Found found = of(profile);
    if (found.state == State::Known && profile.accountId.isEmpty())
        profile.accountId = found.identity.accountId;
    return profile;
}

QString timeLeftInWords(std::chrono::seconds left)
{
    using std::chrono::duration_cast;
    if (left <= std::chrono::seconds(0))
        return Identities::tr("over");
    const auto minutes = duration_cast<std::chrono::minutes>(left).count();
    if (minutes < 1)
        return Identities::tr("less than a minute");
    if (minutes < 60)
        return Identities::tr("%1 min").arg(minutes);
    return Identities::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

} // namespace formwork::session
