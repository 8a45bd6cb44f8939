// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "practice/holdings.h"

#include <QObject>

#include <chrono>

namespace formwork::practice
{

class Account;
class Ledger;
class Server;

// What is set at a practice account, and asked of it, beside the requests that it answers. Made by a Server,
// lives as long, on its thread.
class Controls : public QObject
{
    Q_OBJECT
public:
    Controls(Ledger &ledger, Account &account, ClockPtr clock, QObject *server);

    [[nodiscard]] static Controls &of(const Server &server);

    void setTrailDelay(std::chrono::milliseconds delay); // until CloudTrail shows what arrived; else 1 s
    // Whether a creation is refused that refers to something which is not there; else not.
    void setChecksReferences(bool checks);
    [[nodiscard]] bool checksReferences() const;
    // Whether what is answered is on the disk and not only in the file: then no power failure takes it back.
    void setDurable(bool durable);

    // What was created, the newest first, so many at most.
    [[nodiscard]] Result<QList<Holding>> holdings(int most = 2000);
    Result<void> forget(const Holding &holding); // as if it had been deleted, with what is in it

Q_SIGNALS:
    void holdingsChanged(); // beside what requests do

private:
    Ledger &m_ledger;
    Account &m_account;
    ClockPtr m_clock;
};

} // namespace formwork::practice
