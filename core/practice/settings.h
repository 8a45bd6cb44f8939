// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/album.h"
#include "practice/complaint.h"

namespace formwork::practice
{

// What an operation does with a thing it names where no relation tells: sets something of it that another
// operation tells ("PutLifecyclePolicy"), ties something to it ("AttachVolume"), or takes that away again.
// By the words of the operation and the identifiers in its input. Inside the ledger's transaction.
class Settings
{
public:
    Settings(const Call &call, Ledger &ledger, relations::ServiceRelationsPtr relations,
             TokenSourcePtr tokens);

    [[nodiscard]] bool mayConcern() const { return m_role != Role::None; }
    // Nothing: the request names no thing that is there.
    [[nodiscard]] Outcome<std::optional<QCborValue>> answer();

private:
    enum class Role : quint8 { None, Reads, Sets, Ties, Unties, Deletes };

    [[nodiscard]] Role roleOf() const;
    [[nodiscard]] Result<std::optional<Thing>> meant();
    [[nodiscard]] int rank(const Thing &thing, const relations::Relation &creation) const;
    [[nodiscard]] bool isAboutTags() const { return m_noun.endsWith(u"tag"); }
    [[nodiscard]] QString subject() const; // of what is set: the noun without the thing's
    [[nodiscard]] QCborMap given(const Thing &thing) const; // but for what names the thing
    [[nodiscard]] QString listFor(const QString &name) const;
    [[nodiscard]] QString wholeNameOf(const Thing &thing, const QCborMap &given) const;
    void tag(Thing &thing) const;
    void set(Thing &thing) const;
    void tie(Thing &thing, const QCborMap &output) const;
    void untie(Thing &thing) const;
    [[nodiscard]] Outcome<std::optional<QCborValue>> read(const Thing &thing) const;
    [[nodiscard]] QString absenceOfSubject() const;

    const Call &m_call;
    Things m_things;
    relations::ServiceRelationsPtr m_relations;
    TokenSourcePtr m_tokens;
    QString m_verb;
    QString m_noun; // in small letters
    relations::RelationPtr m_creation; // of the thing that is meant
    Role m_role = Role::None;
};

} // namespace formwork::practice
