// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/behaviour.h"
#include "practice/versionlist.h"

namespace formwork::practice
{

// Operations on the versions of a thing: adds, lists, reads and removes them, chooses the one that counts.
class Versions final : public Behaviour
{
public:
    Versions(Ledger &ledger, TokenSourcePtr tokens)
        : m_things(ledger)
        , m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    struct Asked {
        const Lineage &lineage;
        Thing thing;
        QString version; // as the request calls it; empty: it names none
    };
    [[nodiscard]] Result<std::optional<Asked>> asked(const Call &call, const Lineage &lineage) const;
    [[nodiscard]] Answer add(const Call &call, Asked &asked);
    [[nodiscard]] Answer list(const Call &call, Asked &asked) const;
    [[nodiscard]] Answer read(const Call &call, Asked &asked) const;
    [[nodiscard]] Answer remove(const Call &call, Asked &asked);
    [[nodiscard]] Answer choose(const Call &call, Asked &asked);
    // Deleted after a while, until when it can be had back.
    [[nodiscard]] Answer expire(const Call &call, Asked &asked);
    [[nodiscard]] Answer restore(const Call &call, Asked &asked);
    [[nodiscard]] Answer mark(const Call &call, Asked &asked);
    [[nodiscard]] Answer toldOf(const Call &call, const Lineage &lineage, const Thing &thing, bool withInput,
                                bool withSecrets) const;

    Things m_things;
    TokenSourcePtr m_tokens;
};

// Whether it is to be deleted, and only can be had back until then.
[[nodiscard]] bool isExpiring(const Thing &thing);
// What other operations do with the versions of a thing. Null: such things have none.
[[nodiscard]] const Lineage *lineageOf(const Call &call, const QString &kind);
// Which version a request about the thing asks for; nothing: the thing itself. The service's error where
// there is no such version.
[[nodiscard]] Outcome<std::optional<qsizetype>> indexAsked(const Call &call, const Lineage &lineage,
                                                           Thing &thing, const QString &named);

} // namespace formwork::practice
