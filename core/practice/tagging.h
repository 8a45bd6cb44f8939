// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

#include <QHash>

#include <functional>

namespace formwork::practice
{

// The tags of all that was created, whatever service it belongs to.
class Tagging final : public Behaviour
{
public:
    explicit Tagging(Ledger &ledger)
        : m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    using Method = Answer (Tagging::*)(const Call &);
    [[nodiscard]] static const QHash<QString, Method> &methods(); // by "service.Operation"

    [[nodiscard]] Answer resources(const Call &call);
    [[nodiscard]] Answer keys(const Call &call);
    [[nodiscard]] Answer values(const Call &call);
    [[nodiscard]] Answer tag(const Call &call);
    [[nodiscard]] Answer untag(const Call &call);

    using Change = std::function<void(QCborMap &tags)>;
    [[nodiscard]] Answer changed(const Call &call, const Change &change);
    // Those that have tags, until `take` says that it has enough.
    [[nodiscard]] Result<void> each(const Call &call, qint64 after,
                                    const std::function<bool(const Thing &)> &take) const;
    [[nodiscard]] Answer page(const Call &call, const char *member, const QStringList &texts) const;

    Things m_things;
};

} // namespace formwork::practice
