// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

#include <QCborArray>
#include <QJsonObject>

namespace formwork::practice
{

// What a thing holds entries of that are no things of their own: records of a zone, targets of a rule or of a
// group. They are put in, taken out, changed in a batch and listed. Which operation does what, and which
// members tell two entries apart, is data ("entries" in resources/practice.json).
class Entries final : public Behaviour
{
public:
    explicit Entries(Ledger &ledger)
        : m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    [[nodiscard]] Outcome<QCborArray> changed(const Call &call, const QJsonObject &data,
                                              QCborArray entries) const;
    [[nodiscard]] Answer list(const Call &call, const QJsonObject &data, const Thing &thing,
                              const QCborArray &entries) const;
    [[nodiscard]] Answer whoHolds(const Call &call, const QJsonObject &data) const;
    [[nodiscard]] Outcome<std::optional<Thing>> thingOf(const Call &call, const QJsonObject &data) const;

    Things m_things;
};

} // namespace formwork::practice
