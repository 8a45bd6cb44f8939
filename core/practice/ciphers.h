// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

namespace formwork::practice
{

// What keys are for: texts sealed and opened again, and keys for data. What is sealed is in a form of the
// account's own (envelope.h). Which operation does what is data ("methods" in resources/practice.json).
class Ciphers final : public Behaviour
{
public:
    explicit Ciphers(Ledger &ledger)
        : m_ledger(ledger)
        , m_things(ledger)
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    struct Opened {
        QByteArray plain;
        QString keyArn;
    };

    [[nodiscard]] Answer encrypt(const Call &call);
    [[nodiscard]] Answer decrypt(const Call &call);
    [[nodiscard]] Answer reencrypt(const Call &call);
    [[nodiscard]] Answer dataKey(const Call &call);
    [[nodiscard]] Answer hiddenDataKey(const Call &call);
    [[nodiscard]] Answer random(const Call &call);
    [[nodiscard]] Answer disable(const Call &call);
    [[nodiscard]] Answer expire(const Call &call);
    [[nodiscard]] Answer stop(const Call &call, const QCborMap &why);
    [[nodiscard]] Answer enable(const Call &call);

    [[nodiscard]] Outcome<Thing> keyOf(const Call &call, const QString &name) const; // by id, ARN or alias
    [[nodiscard]] Outcome<Thing> usableKey(const Call &call, const QString &name) const;
    [[nodiscard]] Outcome<QByteArray> material(const Call &call, const Thing &key); // made when first needed
    [[nodiscard]] Outcome<QByteArray> closed(const Call &call, const Thing &key, const QByteArray &plain,
                                             const char *context);
    [[nodiscard]] Outcome<Opened> open(const Call &call, const char *keyMember, const char *context);
    [[nodiscard]] Outcome<QCborMap> madeDataKey(const Call &call);

    Ledger &m_ledger;
    Things m_things;
};

} // namespace formwork::practice
