// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "practice/complaint.h"
#include "practice/waiting.h"

namespace formwork::practice
{

struct Call;

// What a service does with its own things, where no relation of its models tells it: one module each, which
// names its operations in a table of its own. Asked inside the ledger's transaction.
class Behaviour
{
public:
    struct Told {
        QCborMap output;
        int status = 0; // of HTTP; 0: the model's
        std::optional<Waiting> waiting = std::nullopt; // there: this is no answer yet
    };

    Behaviour() = default;
    Behaviour(const Behaviour &) = delete;
    Behaviour &operator=(const Behaviour &) = delete;
    virtual ~Behaviour() = default;

    [[nodiscard]] virtual bool knows(const QString &operation) const = 0; // "service.Operation"
    // Nothing: it is as with any other thing.
    [[nodiscard]] virtual Outcome<std::optional<Told>> perform(const Call &call) = 0;

    // What a creation that went as any other is answered with, where the thing tells more of itself. Nothing:
    // with `answer`.
    [[nodiscard]] virtual Outcome<std::optional<QCborMap>> toldMade(const Call & /*call*/,
                                                                    const QCborMap & /*answer*/)
    {
        return std::nullopt;
    }
};

} // namespace formwork::practice
