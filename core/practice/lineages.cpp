// SPDX-License-Identifier: Apache-2.0
#include "practice/lineages.h"

#include "practice/forms.h"
#include "practice/knowledge.h"
#include "relations/words.h"

#include <algorithm>

namespace formwork::practice
{

using model::Member;
using model::OperationPtr;

namespace
{

const QString kVersion = QStringLiteral("version");

bool isOneOf(std::string_view word, std::initializer_list<std::string_view> words)
{
    return std::ranges::find(words, word) != words.end();
}

VersionAct actOf(std::string_view verb, bool isDefault, bool isPlural)
{
    if (isDefault)
        return isOneOf(verb, {"set", "update", "modify"}) ? VersionAct::Chooses : VersionAct::None;
    if (isOneOf(verb, {"create", "publish"}))
        return VersionAct::Adds;
    if (verb == "list" || (isPlural && isOneOf(verb, {"describe", "get"})))
        return VersionAct::Lists;
    if (isOneOf(verb, {"describe", "get"}))
        return VersionAct::Reads;
    return verb == "delete" ? VersionAct::Removes : VersionAct::None;
}

// "PolicyVersion" of an operation: what it is a version of, without capitals; empty: nothing.
struct Named {
    QString noun;
    VersionAct act = VersionAct::None;
};

Named namedBy(const QString &operation)
{
    relations::OperationWords words = relations::operationWords(operation.toStdString());
    const auto isDefault = std::ranges::find(words.noun, "default");
    const bool hasDefault = isDefault != words.noun.end();
    if (hasDefault)
        words.noun.erase(isDefault);
    if (words.noun.size() < 2 || words.noun.back() != "version" || words.isBatch || words.isScoped)
        return {};
    words.noun.pop_back();
    return {QString::fromStdString(relations::joined(words.noun)),
            actOf(words.verb, hasDefault, words.isPlural)};
}

relations::RelationPtr creationOf(const relations::ServiceRelations &relations, const QString &noun)
{
    for (const relations::RelationPtr &creation : relations.creations) {
        if (creation->operation.startsWith(u"Create")
            && creation->noun.compare(noun, Qt::CaseInsensitive) == 0)
            return creation;
    }
    return nullptr;
}

// Versions that people name ("VersionLabel") are things as any other.
bool isNamedByPeople(const model::Operation &adding, const QString &noun)
{
    return std::ranges::any_of(adding.input->members, [&](const Member &member) {
        return member.required && member.target->isText()
            && (tellsVersion(member.name, noun) || member.name.endsWith(u"VersionLabel", Qt::CaseInsensitive)
                || member.name.endsWith(u"VersionName", Qt::CaseInsensitive));
    });
}

// What a version is of is said when the thing is made too.
bool sharesContent(const model::Operation &adding, const model::Operation &making,
                   const relations::Relation &creation)
{
    return std::ranges::any_of(adding.input->members, [&](const Member &member) {
        return making.input->member(member.name) && member.required && member.name != creation.ownName
            && !isForTags(member.name);
    });
}

bool choosesDefault(const model::Operation &operation)
{
    return std::ranges::any_of(operation.input->members, [](const Member &member) {
        return member.target->isText() && tellsDefault(member.name);
    });
}

} // namespace

bool tellsVersion(const QString &member, const QString &noun)
{
    QString rest = member.toLower();
    for (const QString &start : {noun.toLower(), QStringLiteral("source")}) {
        if (rest.startsWith(start) && rest.size() > start.size())
            rest = rest.sliced(start.size());
    }
    return rest == kVersion || rest == u"versionid" || rest == u"versionnumber" || rest == u"versions";
}

bool tellsDefault(const QString &member)
{
    const QString name = member.toLower();
    const QString rest = name.startsWith(u"set") ? name.sliced(3) : name;
    return rest == u"defaultversion" || rest == u"defaultversionid" || rest == u"defaultversionnumber";
}

QString Lineage::currentMark() const
{
    const QString mark = data[u"marks"][u"current"].toString();
    return mark.isEmpty() ? QStringLiteral("default") : mark;
}

Lineages::Lineages(const relations::ServiceRelations &relations, const model::Service &service,
                   const Peers &peers)
{
    addAsToldByNames(relations, service, peers);
    addAsKnown(relations, service.id);
}

void Lineages::addAsToldByNames(const relations::ServiceRelations &relations, const model::Service &service,
                                const Peers &peers)
{
    QHash<QString, QString> adding; // by kind
    QSet<QString> refused; // kinds
    for (const model::OperationSummary &operation : service.operations) {
        const Named named = operation.name.contains(u"Version") ? namedBy(operation.name) : Named();
        const relations::RelationPtr creation =
            named.act == VersionAct::None ? nullptr : creationOf(relations, named.noun);
        if (!creation)
            continue;
        const QString kind = creation->operation;
        m_roles.insert(operation.name, {named.act, kind});
        Lineage &lineage = m_lineages[kind];
        lineage.creation = creation;
        lineage.noun = creation->noun;
        lineage.isChosen = lineage.isChosen || named.act == VersionAct::Chooses;
        if (named.act == VersionAct::Adds)
            adding.insert(kind, operation.name);
    }
    for (auto entry = m_lineages.begin(); entry != m_lineages.end(); ++entry) {
        const QString &kind = entry.key();
        Lineage &lineage = *entry;
        const OperationPtr making = peers(kind);
        const OperationPtr maker = adding.contains(kind) ? peers(adding[kind]) : nullptr;
        if (!making || (maker && isNamedByPeople(*maker, lineage.noun))) {
            refused.insert(kind);
            continue;
        }
        lineage.isByChange = !maker;
        lineage.hasFirst = !maker || sharesContent(*maker, *making, *lineage.creation);
        for (const relations::Related &change : lineage.creation->changes) {
            const OperationPtr changing = lineage.isChosen ? nullptr : peers(change.operation);
            lineage.isChosen = lineage.isChosen || (changing && choosesDefault(*changing));
        }
    }
    m_lineages.removeIf([&](auto entry) { return refused.contains(entry.key()); });
    m_roles.removeIf([&](auto entry) { return refused.contains(entry.value().kind); });
}

void Lineages::addAsKnown(const relations::ServiceRelations &relations, const QString &service)
{
    static const QHash<QString, VersionAct> kActs{
        {QStringLiteral("add"), VersionAct::Adds},       {QStringLiteral("list"), VersionAct::Lists},
        {QStringLiteral("read"), VersionAct::Reads},     {QStringLiteral("remove"), VersionAct::Removes},
        {QStringLiteral("choose"), VersionAct::Chooses}, {QStringLiteral("mark"), VersionAct::Marks}};
    const QJsonObject kinds = forms().versions(service);
    for (auto kind = kinds.begin(); kind != kinds.end(); ++kind) {
        const QJsonObject data = kind->toObject();
        Lineage &lineage = m_lineages[kind.key()];
        lineage.creation = relations.creation(kind.key());
        if (!lineage.creation) {
            m_lineages.remove(kind.key());
            continue;
        }
        lineage.noun = data[u"noun"].toString(lineage.creation->noun);
        lineage.data = data;
        lineage.hasFirst = data[u"hasFirst"].toBool(lineage.hasFirst);
        lineage.isByChange = data[u"isByChange"].toBool(lineage.isByChange);
        lineage.isChosen = data[u"isChosen"].toBool(lineage.isChosen);
        const QJsonObject operations = data[u"operations"].toObject();
        for (auto operation = operations.begin(); operation != operations.end(); ++operation)
            m_roles.insert(operation.key(), {kActs.value(operation->toString()), kind.key()});
    }
}

const Lineage *Lineages::of(const QString &kind) const
{
    const auto found = m_lineages.constFind(kind);
    return found == m_lineages.cend() ? nullptr : &*found;
}

} // namespace formwork::practice
