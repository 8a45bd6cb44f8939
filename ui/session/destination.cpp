// SPDX-License-Identifier: Apache-2.0
#include "session/destination.h"

#include "client/requesttag.h"

#include <utility>

namespace formwork::session
{

Destination::Destination(Session *session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_target(session->target())
{
    connect(m_session, &Session::targetChanged, this, &Destination::changed);
}

// An account that was removed meanwhile is still named; nothing can be sent to it any more.
client::Target Destination::target() const
{
    client::Target target = m_target;
    const Result<credentials::Profile> profile = m_session->profiles().profile(m_target.profile.id);
    if (profile && profile->id == m_target.profile.id)
        target.profile = m_session->identities().completed(*profile);
    return target;
}

bool Destination::isSelected() const
{
    const client::Target selected = m_session->target();
    return selected.profile.id == m_target.profile.id && selected.region == m_target.region;
}

void Destination::follow()
{
    m_target = m_session->target();
    Q_EMIT changed();
}

QCborValue Destination::asSent(const model::Operation &operation, const QCborValue &document) const
{
    const client::Target target = this->target();
    if (!client::tagsRequests(target))
        return document;
    TokenSource &tokens = *m_session->environment()->tokens;
    if (m_requestTag.isEmpty())
        m_requestTag = client::newRequestTag(tokens);
    return client::withRequestTag(operation, document, target, tokens, m_requestTag);
}

QString Destination::takeRequestTag() { return std::exchange(m_requestTag, QString()); }

void Destination::goTo(const QString &profileId, const QString &region)
{
    const Result<credentials::Profile> profile = m_session->profiles().profile(profileId);
    if (!profile || profile->id != profileId)
        return;
    m_target.profile = *profile;
    if (!region.isEmpty() || !profile->region.isEmpty())
        m_target.region = region.isEmpty() ? profile->region : region;
    Q_EMIT changed();
}

} // namespace formwork::session
