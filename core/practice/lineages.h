// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"
#include "relations/relations.h"

#include <QHash>
#include <QJsonObject>

namespace formwork::practice
{

// How the things of one kind keep their versions.
struct Lineage {
    relations::RelationPtr creation; // of the thing
    QString noun; // "Policy"
    bool hasFirst = false; // the creation makes a version itself
    bool isByChange = false; // and so does each change, as no operation makes one
    bool isChosen = false; // one is the default until another is chosen; else the newest is
    QJsonObject data; // what models do not tell; see "versions" in resources/practice.json

    [[nodiscard]] QString text(QLatin1StringView name) const { return data[name].toString(); }
    // What the one is called that counts where no other is asked for.
    [[nodiscard]] QString currentMark() const;
};

enum class VersionAct : quint8 { None, Adds, Lists, Reads, Removes, Chooses, Marks };

// The kinds of a service's things that have versions, and what operations do with those:
// "CreatePolicyVersion" adds one to what CreatePolicy made. Found by the names of operations and members;
// exceptions are data.
class Lineages
{
public:
    using Peers = std::function<model::OperationPtr(const QString &)>;

    struct Role {
        VersionAct act = VersionAct::None;
        QString kind; // operation that makes the things
    };

    Lineages(const relations::ServiceRelations &relations, const model::Service &service, const Peers &peers);

    [[nodiscard]] Role role(const QString &operation) const { return m_roles.value(operation); }
    [[nodiscard]] const Lineage *of(const QString &kind) const; // null: such have no versions

private:
    void addAsToldByNames(const relations::ServiceRelations &relations, const model::Service &service,
                          const Peers &peers);
    void addAsKnown(const relations::ServiceRelations &relations, const QString &service);

    QHash<QString, Role> m_roles; // by operation
    QHash<QString, Lineage> m_lineages; // by kind
};

using LineagesPtr = std::shared_ptr<const Lineages>;

// "VersionId", "DocumentVersion": a member that says which version of a thing with that noun.
[[nodiscard]] bool tellsVersion(const QString &member, const QString &noun);

// "DefaultVersion", "SetDefaultVersionId"
[[nodiscard]] bool tellsDefault(const QString &member);

} // namespace formwork::practice
