// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/finding.h"
#include "practice/plausible.h"

namespace formwork::practice
{

// What the data say that every such thing tells, beside what it was given.
[[nodiscard]] QCborMap toldBeside(const Call &call, const QString &noun, const QCborMap &input,
                                  const TokenSourcePtr &tokens);

// What answers tell of things. One call's.
class Album
{
public:
    Album(const Call &call, const QList<Part> &parts, TokenSourcePtr tokens)
        : m_call(call)
        , m_parts(parts)
        , m_tokens(std::move(tokens))
    {
    }

    [[nodiscard]] Knowledge knowledgeOf(const Thing &thing) const;
    [[nodiscard]] Moment momentOf(const Thing &thing) const;

    // The answer of an operation that reads or lists: each thing stands where its relation says.
    [[nodiscard]] QCborMap told(const Found &found) const;
    // Of one that does something to a thing, or tells of its tags.
    [[nodiscard]] QCborMap toldOfOne(const Thing &thing, bool withInput) const;
    // Of one that gives back what is secret in it.
    // And each in the list of the answer that is of such things.
    [[nodiscard]] QCborMap toldOfAll(const QList<Thing> &things) const;
    [[nodiscard]] QCborMap revealed(const Thing &thing) const;

    // Of one thing as a member of that shape tells it.
    [[nodiscard]] QCborValue portrait(const Thing &thing, const model::Shape &shape) const;
    // Whether who asks is told what is secret of it.
    [[nodiscard]] bool givesSecrets(const Thing &thing) const;

private:
    [[nodiscard]] Plausible portraitist(const Thing &thing, Knowledge known, bool withSecrets) const;

    const Call &m_call;
    const QList<Part> &m_parts;
    TokenSourcePtr m_tokens;
};

} // namespace formwork::practice
