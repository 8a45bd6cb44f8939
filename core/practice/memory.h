// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/tokensource.h"
#include "practice/album.h"
#include "practice/complaint.h"
#include "practice/lineages.h"

namespace formwork::practice
{

// What an operation has to do with things that were created, as the service's relations tell it: makes one,
// reads, lists, changes, tags or deletes some. One call's, inside the ledger's transaction.
class Memory
{
public:
    // `relations` may be null: then nothing is remembered.
    Memory(const Call &call, Ledger &ledger, relations::ServiceRelationsPtr relations, TokenSourcePtr tokens);

    [[nodiscard]] bool creates() const { return m_creation != nullptr; }
    [[nodiscard]] bool isConcerned() const { return creates() || !m_parts.isEmpty(); }

    // Before a creation: the service's error for a second thing of a name that has to be its own.
    [[nodiscard]] Result<std::optional<Complaint>> conflict() const;
    // What the creation would make again; its answer is the first one's then, and it takes its place.
    [[nodiscard]] Result<std::optional<Thing>> existing() const;
    // What it refers to and is not there, where there is an error for that.
    [[nodiscard]] Result<std::optional<Complaint>> dangling() const;
    // One call may make many things: the input of each. Then the answer holds one after the other.
    [[nodiscard]] QList<QCborMap> inputsOfEach() const;
    void setInput(const QCborMap &input) { m_input = input; } // of the one that is remembered next
    [[nodiscard]] QCborMap oneOf(const QCborMap &answer) const; // the answer with its first thing alone
    [[nodiscard]] QCborMap another(const QCborMap &first, QCborMap &answer) const; // puts one more into it
    // What a creation answers, and what is kept of it; a new one's resource is added last.
    [[nodiscard]] QCborMap created(const std::optional<Thing> &existing) const;
    [[nodiscard]] Result<void> remember(const QCborMap &output, const std::optional<Thing> &existing);

    // Of any other operation. Nothing where the request does not say which things are meant.
    [[nodiscard]] Outcome<std::optional<QCborValue>> answer();

private:
    enum class Role : quint8 { Reads, Lists, Changes, Moves, Tags, TellsTags, Deletes };

    void findParts();
    void findTagged();
    [[nodiscard]] Things::Place place() const; // of what is created
    [[nodiscard]] QString listOfMade() const;
    [[nodiscard]] Found newestOfOne(Found found) const;
    [[nodiscard]] bool overwrites() const;
    [[nodiscard]] bool isNumbered() const;
    void keepSecrets(Thing thing, const QCborMap &input, const model::Shape &shape);
    [[nodiscard]] QString nameGiven() const; // that has to be its own
    [[nodiscard]] Result<QList<Thing>> sameNamed(const QString &member) const;
    [[nodiscard]] Plausible::Demands demands() const;
    [[nodiscard]] Plausible::Facts facts() const;
    [[nodiscard]] StatesPtr statesOf(const relations::Relation &creation) const;
    [[nodiscard]] QString absence() const;
    [[nodiscard]] Outcome<std::optional<QCborValue>> missing() const;
    [[nodiscard]] Outcome<std::optional<QCborValue>> altered(QList<Thing> things);
    [[nodiscard]] Result<void> deleted(Thing &thing);
    [[nodiscard]] Result<void> changed(Thing &thing);

    // Of things that keep versions.
    [[nodiscard]] const Lineage *lineageMade() const;
    void startVersions(const Lineage &lineage, Thing &thing) const;
    [[nodiscard]] Result<void> addCompany(const Thing &thing);
    [[nodiscard]] QString pathOf(const QJsonObject &data) const;
    [[nodiscard]] Call withoutSelector(QString &selected) const;
    [[nodiscard]] Outcome<void> takeVersion(Thing &thing, const QString &selected) const;
    [[nodiscard]] Result<QString> throughAlias(const Lineage &lineage, const Thing &thing,
                                               const QString &named) const;
    [[nodiscard]] Outcome<bool> removedVersion(Thing &thing);
    [[nodiscard]] bool changeVersions(Thing &thing); // whether there is one more

    const Call &m_call;
    QCborMap m_input; // of the call, or of the one that is made
    Ledger &m_ledger;
    Things m_things;
    relations::ServiceRelationsPtr m_relations;
    TokenSourcePtr m_tokens;
    relations::RelationPtr m_creation; // null: it makes nothing
    Role m_role = Role::Reads;
    QList<Part> m_parts; // of that role
    QString m_uniqueMember; // of the creation's input; empty: none
    QStringList m_conflicts; // errors of a second one of the name
    bool m_isAnsweredAlike = false; // but for one that asks for what is there
};

} // namespace formwork::practice
