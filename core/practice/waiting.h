// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDateTime>
#include <QString>

namespace formwork::practice
{

// A request that has no answer yet: it is asked again as soon as something of its topic changes, and no later
// than at a moment. Whoever asked keeps the connection and holds up nobody.
struct Waiting {
    QString topic;
    QDateTime next; // by the account's clock

    [[nodiscard]] bool isDue(const QDateTime &now) const { return next <= now; }
};

} // namespace formwork::practice
