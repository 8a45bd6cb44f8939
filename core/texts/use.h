// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

namespace formwork::texts
{

enum class Kind { Plain, Json, Policy, Template, Script, Schedule, Cidr, Sql };

// How a text is counted against its limit.
enum class Count { Characters, WithoutBlanks, Bytes };

struct Limit {
    qint64 most = 0; // 0: nobody knows one
    Count count = Count::Characters;
    bool isFixed = true; // false: AWS raises it for who asks
};

// Whose policy it is: what it must not say, and what it must.
enum class PolicyOf { Anything, Identity, Trust, Resource };

// What a member's text is, by ":/texts.json": rules over names of members and shapes, services and words of
// the documentation.
struct Use {
    Kind kind = Kind::Plain;
    PolicyOf policyOf = PolicyOf::Anything;
    Limit limit;
    bool isEncoded = false; // sent in base64, which the program sees to
    bool wantsBase64 = false; // the service wants base64 and nobody sees to it
    bool isUnix = false; // a schedule of five fields
    bool hasOnce = false; // a schedule may be at(...)
    QString samples; // the name of their list

    [[nodiscard]] bool isLong() const // more than a line
    {
        return kind != Kind::Schedule && kind != Kind::Cidr;
    }
};

[[nodiscard]] Use useOf(const model::Operation &operation, const model::Member &member, const QString &name,
                        bool isInMap);

// A text to begin with.
struct Sample {
    QString title;
    QString text;
};
[[nodiscard]] QList<Sample> samplesOf(const Use &use);

// How long a text is as the service counts it.
[[nodiscard]] qint64 sizeOf(const QString &text, Count count);

} // namespace formwork::texts
