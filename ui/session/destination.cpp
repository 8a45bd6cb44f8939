// SPDX-License-Identifier: Apache-2.0
#include "session/destination.h"

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

} // namespace formwork::session
