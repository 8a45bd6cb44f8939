// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

#include <QJsonObject>

namespace formwork::practice
{

// What ties things to one another, where no relation of the models tells it: policies to roles, users to
// groups. Which operation does what is data ("bonds" in
// resources/practice.json).
class Bonds final : public Behaviour
{
public:
    explicit Bonds(Ledger &ledger)
        : m_ledger(ledger)
        , m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    [[nodiscard]] Answer tie(const Call &call, const QJsonObject &bond);
    [[nodiscard]] Answer untie(const Call &call, const QJsonObject &bond);
    [[nodiscard]] Answer list(const Call &call, const QJsonObject &bond) const;
    [[nodiscard]] Answer listEach(const Call &call, const QJsonObject &bond) const;
    [[nodiscard]] Answer read(const Call &call, const QJsonObject &bond) const;
    [[nodiscard]] Answer refuseWhileTied(const Call &call, const QJsonObject &bond) const;

    [[nodiscard]] Result<void> count(const Call &call, const QJsonObject &bond, int more);
    [[nodiscard]] Outcome<std::optional<Thing>> end(const Call &call, const QJsonObject &bond,
                                                    const char *which) const;
    [[nodiscard]] Result<QList<Thing>> all(const Call &call, const QString &kind) const;
    [[nodiscard]] Outcome<std::optional<Thing>> tied(const Call &call, const QJsonObject &bond) const;

    Ledger &m_ledger;
    Things m_things;
};

} // namespace formwork::practice
