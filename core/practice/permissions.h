// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

#include <QCborArray>

namespace formwork::practice
{

// Rules of security groups: what may come in and go out. A request gives them as permissions, each of which
// holds several; they are kept one by one, and told both ways. Which operation does what is data ("methods"
// in resources/practice.json).
class Permissions final : public Behaviour
{
public:
    explicit Permissions(Ledger &ledger)
        : m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    [[nodiscard]] Answer add(const Call &call, Thing &group, bool isEgress);
    [[nodiscard]] Answer remove(const Call &call, Thing &group, bool isEgress);
    [[nodiscard]] Answer describe(const Call &call, Thing &group, bool isEgress);
    [[nodiscard]] Answer change(const Call &call, Thing &group);
    [[nodiscard]] Answer list(const Call &call) const;
    [[nodiscard]] Outcome<Thing> groupOf(const Call &call) const;
    [[nodiscard]] Result<void> keep(Thing &group, const QCborArray &rules);

    Things m_things;
};

} // namespace formwork::practice
