// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/ledger.h"

#include <QCborMap>

namespace formwork::practice
{

// Something that arrived, as it is told later.
struct Event {
    qint64 id = 0; // grows with each
    QString region; // or account and Region
    QDateTime time;
    QCborMap data;
};

// What arrived at a ledger's account. To be used as the rest of it, between begin() and commit(). The oldest
// go when there are very many.
class Events
{
public:
    static constexpr int kMost = 100'000;

    explicit Events(Ledger &ledger)
        : m_ledger(ledger)
    {
    }

    [[nodiscard]] Result<void> add(const Event &event);
    // The newest first, so many at most before the one with that id; 0: from the newest on.
    [[nodiscard]] Result<QList<Event>> list(const QString &region, qint64 before, int most) const;

private:
    Ledger &m_ledger;
};

} // namespace formwork::practice
