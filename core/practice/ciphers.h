// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/behaviour.h"
#include "practice/things.h"

namespace formwork::practice
{

// What keys are for: texts sealed and opened again, keys for data, signatures and authentication codes; and
// whether a key may be used at all. What is sealed is in a form of the
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
    [[nodiscard]] Outcome<std::optional<QCborMap>> toldMade(const Call &call,
                                                            const QCborMap &answer) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    struct Opened {
        QByteArray plain;
        QString keyArn;
    };

    struct Signer {
        Thing key;
        QByteArray material;
        QString algorithm;
    };

    [[nodiscard]] Answer encrypt(const Call &call);
    [[nodiscard]] Answer decrypt(const Call &call);
    [[nodiscard]] Answer reencrypt(const Call &call);
    [[nodiscard]] Answer dataKey(const Call &call);
    [[nodiscard]] Answer hiddenDataKey(const Call &call);
    [[nodiscard]] Answer random(const Call &call);
    [[nodiscard]] Answer disable(const Call &call);
    [[nodiscard]] Answer expire(const Call &call);
    [[nodiscard]] Answer keep(const Call &call);
    [[nodiscard]] Answer describe(const Call &call);
    [[nodiscard]] Answer sign(const Call &call);
    [[nodiscard]] Answer verify(const Call &call);
    [[nodiscard]] Answer makeMac(const Call &call);
    [[nodiscard]] Answer verifyMac(const Call &call);
    [[nodiscard]] Answer publicKey(const Call &call);
    [[nodiscard]] Answer enable(const Call &call);

    [[nodiscard]] Outcome<Thing> keyOf(const Call &call, const QString &name) const; // by id, ARN or alias
    // Of that usage; null: whatever it is for.
    [[nodiscard]] Outcome<Thing> usableKey(const Call &call, const QString &name,
                                           const char *usage = "ENCRYPT_DECRYPT") const;
    [[nodiscard]] Outcome<Thing> changeable(const Call &call, bool isPending) const;
    [[nodiscard]] Outcome<Signer> signer(const Call &call, const char *usage, const char *member,
                                         QStringList (*algorithms)(const QString &));
    [[nodiscard]] static Outcome<QByteArray> digestIn(const Call &call, const QString &algorithm);
    [[nodiscard]] static QCborMap purposeOf(const Thing &key);
    [[nodiscard]] Outcome<QByteArray> material(const Call &call, const Thing &key); // made when first needed
    [[nodiscard]] Outcome<QByteArray> closed(const Call &call, const Thing &key, const QByteArray &plain,
                                             const char *context);
    [[nodiscard]] Outcome<Opened> open(const Call &call, const char *keyMember, const char *context);
    [[nodiscard]] Outcome<QCborMap> madeDataKey(const Call &call);

    [[nodiscard]] static QCborMap metadataOf(const Call &call, const Thing &key);

    Ledger &m_ledger;
    Things m_things;
};

} // namespace formwork::practice
