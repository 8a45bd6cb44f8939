// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/behaviour.h"
#include "practice/messagerules.h"
#include "practice/things.h"

#include <functional>

namespace formwork::practice
{

// The messages in queues: sent, received for a while, received again where nobody deleted them, in the order
// of their groups where the queue keeps one, and moved away after as many receptions as it allows. Who asks
// for messages and says how long it waits, or asks a queue that says so, is answered when there is one. Which
// operation does what is data ("methods" in resources/practice.json).
class Messages final : public Behaviour
{
public:
    Messages(Ledger &ledger, TokenSourcePtr tokens)
        : m_ledger(ledger)
        , m_things(ledger)
        , m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    using Each = std::function<Outcome<QCborMap>(const QCborMap &entry)>;

    [[nodiscard]] Answer send(const Call &call, const Queue &queue);
    [[nodiscard]] Answer sendMany(const Call &call, const Queue &queue);
    [[nodiscard]] Answer receive(const Call &call, const Queue &queue);
    [[nodiscard]] Outcome<QCborArray> take(const Call &call, const Queue &queue, QList<Thing> free,
                                           qint64 most);
    [[nodiscard]] Answer remove(const Call &call, const Queue &queue);
    [[nodiscard]] Answer removeMany(const Call &call, const Queue &queue);
    [[nodiscard]] Answer hide(const Call &call, const Queue &queue);
    [[nodiscard]] Answer hideMany(const Call &call, const Queue &queue);
    [[nodiscard]] Answer purge(const Call &call, const Queue &queue);
    [[nodiscard]] Answer attributes(const Call &call, const Queue &queue);
    [[nodiscard]] Answer drop(const Call &call, const Queue &queue);

    [[nodiscard]] Outcome<Queue> queueOf(const Call &call, const QString &name) const;
    [[nodiscard]] Outcome<QCborMap> sent(const Call &call, const Queue &queue, const QCborMap &input);
    [[nodiscard]] Outcome<QCborMap> kept(const Call &call, const Queue &queue, const QCborMap &input);
    [[nodiscard]] Outcome<QCborMap> removed(const Call &call, const Queue &queue, const QCborMap &input);
    [[nodiscard]] Outcome<QCborMap> hidden(const Call &call, const Queue &queue, const QCborMap &input);
    [[nodiscard]] Outcome<std::optional<Thing>> meant(const Call &call, const Queue &queue,
                                                      const QCborMap &input) const;
    [[nodiscard]] Answer many(const Call &call, const Each &each) const;
    // What is there and not past its time, in the order it came.
    [[nodiscard]] Outcome<void> eachMessage(const Call &call, const Queue &queue,
                                            const std::function<bool(Thing &)> &take);
    // Whether it has been received as often as it may, and is in another queue now.
    [[nodiscard]] Outcome<bool> isMoved(const Call &call, const Queue &queue, Thing &message);

    Ledger &m_ledger;
    Things m_things;
    TokenSourcePtr m_tokens;
};

} // namespace formwork::practice
