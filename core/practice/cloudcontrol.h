// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/behaviour.h"
#include "practice/things.h"
#include "relations/relations.h"

#include <QHash>
#include <QJsonObject>

#include <functional>

namespace formwork::practice
{

// Cloud Control: any kind of thing, by the name of its type, made and changed in the service's own store.
// What a type's properties are called is told from the members of the operation that makes such things.
class CloudControl final : public Behaviour
{
public:
    CloudControl(Ledger &ledger, TokenSourcePtr tokens)
        : m_ledger(ledger)
        , m_things(ledger)
        , m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] bool knows(const QString &operation) const override;
    [[nodiscard]] Outcome<std::optional<Told>> perform(const Call &call) override;

    using Answer = Outcome<std::optional<Told>>;

private:
    using Method = Answer (CloudControl::*)(const Call &);
    [[nodiscard]] static const QHash<QString, Method> &methods(); // by "service.Operation"

    // What a name of a type stands for.
    struct Type {
        QString name;
        relations::RelationPtr creation;
        model::OperationPtr operation; // that creates such
        QStringList kinds;
    };
    // How a request for a thing stands.
    struct Progress {
        QString verb; // "CREATE"
        QString identifier;
        QString error; // empty: it is done, or will be
        QString message;
    };

    [[nodiscard]] Answer create(const Call &call);
    [[nodiscard]] Answer get(const Call &call);
    [[nodiscard]] Answer list(const Call &call);
    [[nodiscard]] Answer update(const Call &call);
    [[nodiscard]] Answer remove(const Call &call);
    [[nodiscard]] Outcome<void> removed(const Call &call, const Type &type, const Thing &thing);
    [[nodiscard]] Answer status(const Call &call);

    using OfThing = std::function<Answer(const Type &, const Thing &)>;
    [[nodiscard]] Answer ofThing(const Call &call, const OfThing &then) const;
    [[nodiscard]] Answer updated(const Call &call, const Type &type, Thing thing);

    [[nodiscard]] Outcome<Type> typeOf(const Call &call) const;
    [[nodiscard]] Outcome<Thing> found(const Call &call, const Type &type) const;
    [[nodiscard]] Answer begun(const Call &call, const Type &type, const Progress &progress);
    [[nodiscard]] Result<Progress> made(const Call &call, const Type &type, const QJsonObject &wanted);

    Ledger &m_ledger;
    Things m_things;
    TokenSourcePtr m_tokens;
};

} // namespace formwork::practice
