// SPDX-License-Identifier: Apache-2.0
#include "practice/rehearsal.h"

#include "practice/server.h"

namespace formwork::practice
{

Rehearsal::Rehearsal(QObject *server)
    : QObject(server)
{
}

Rehearsal &rehearsalOf(Server &server)
{
    return *server.findChild<Rehearsal *>(QString(), Qt::FindDirectChildrenOnly);
}

} // namespace formwork::practice
