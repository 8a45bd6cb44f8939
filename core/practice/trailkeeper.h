// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/events.h"

#include <QJsonObject>

namespace formwork::practice
{

// CloudTrail: everything that arrived, carried out or refused, and looking it up, newest first. Secrets of
// requests and answers are not kept.
class TrailKeeper final : public Behaviour
{
public:
    explicit TrailKeeper(Ledger &ledger)
        : m_events(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    // Inside the ledger's transaction.
    [[nodiscard]] Result<void> record(const Call &call, const Outcome<QCborValue> &done);

private:
    Events m_events;
};

} // namespace formwork::practice
