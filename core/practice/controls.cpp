// SPDX-License-Identifier: Apache-2.0
#include "practice/controls.h"

#include "practice/account.h"
#include "practice/server.h"
#include "practice/things.h"

namespace formwork::practice
{

Controls::Controls(Ledger &ledger, Account &account, ClockPtr clock, QObject *server)
    : QObject(server)
    , m_ledger(ledger)
    , m_account(account)
    , m_clock(std::move(clock))
{
}

Controls &Controls::of(const Server &server)
{
    return *server.findChild<Controls *>(QString(), Qt::FindDirectChildrenOnly);
}

void Controls::setTrailDelay(std::chrono::milliseconds delay) { m_account.setTrailDelay(delay); }

void Controls::setChecksReferences(bool checks) { m_account.setChecksReferences(checks); }

bool Controls::checksReferences() const { return m_account.checksReferences(); }

void Controls::setDurable(bool durable) { m_ledger.setDurable(durable); }

Result<QList<Holding>> Controls::holdings(int most)
{
    if (Result<void> opened = m_ledger.open(); !opened)
        return std::unexpected(opened.error());
    return m_account.holdings(m_clock->nowUtc(), most);
}

Result<void> Controls::forget(const Holding &holding)
{
    Result<void> done = m_ledger.begin();
    if (!done)
        return done;
    done = Things(m_ledger).removeWhole(holding.id);
    if (!done) {
        m_ledger.rollback();
        return done;
    }
    done = m_ledger.commit();
    Q_EMIT holdingsChanged();
    return done;
}

} // namespace formwork::practice
