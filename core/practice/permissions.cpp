// SPDX-License-Identifier: Apache-2.0
#include "practice/permissions.h"

#include "base/tr.h"
#include "practice/call.h"
#include "practice/finding.h"
#include "practice/forms.h"
#include "practice/handles.h"
#include "practice/knowledge.h"
#include "practice/manner.h"
#include "practice/paging.h"
#include "practice/permissionrules.h"
#include "practice/sieve.h"

#include <algorithm>

namespace formwork::practice
{

using namespace permissionrules;

namespace
{

constexpr int kMost = 10'000; // groups
const QString kName = QStringLiteral("permissions");
const QString kRuleId = QStringLiteral("SecurityGroupRuleId");
const QString kRuleIds = QStringLiteral("SecurityGroupRuleIds");
const QString kRulesTold = QStringLiteral("SecurityGroupRules");
const QString kGroupId = QStringLiteral("GroupId");
const QString kDone = QStringLiteral("Return");

std::unexpected<Complaint> refused(const char *code, const QString &message)
{
    return std::unexpected(Complaint{QString::fromLatin1(code), message, {}, 0});
}

std::unexpected<Complaint> internal(const Error &error)
{
    return std::unexpected(Complaint{QStringLiteral("InternalFailure"), error.sentence(), {}, 500});
}

std::unexpected<Complaint> noRule(const QString &id)
{
    return refused("InvalidSecurityGroupRuleId.NotFound",
                   Tr::tr("The security group rule ID '%1' does not exist.").arg(id));
}

QStringList idsIn(const QCborMap &input)
{
    QStringList ids;
    for (const QCborValue id : input.value(kRuleIds).toArray())
        ids.append(id.toString());
    return ids;
}

QString container(const Call &call) { return forms().container(kName, call.operation->service->id); }

} // namespace

bool Permissions::knows(const QString &operation) const
{
    return !forms().method(kName, operation).isEmpty();
}

Permissions::Answer Permissions::perform(const Call &call)
{
    const QString method = forms().method(kName, call.name());
    if (method == u"list")
        return list(call);
    Outcome<Thing> group = groupOf(call);
    if (!group)
        return std::unexpected(group.error());
    if (method == u"change")
        return change(call, *group);
    const bool isEgress = method.endsWith(u"Out");
    if (method.startsWith(u"add"))
        return add(call, *group, isEgress);
    return method.startsWith(u"remove") ? remove(call, *group, isEgress) : describe(call, *group, isEgress);
}

Outcome<Thing> Permissions::groupOf(const Call &call) const
{
    const QCborValue id = call.input.value(kGroupId);
    const QCborValue name = id.isString() ? id : call.input.value(QStringLiteral("GroupName"));
    const Result<QList<Thing>> found = m_things.find(placeOf(call, {container(call)}), handlesIn(name));
    if (!found)
        return internal(found.error());
    if (found->isEmpty())
        return refused("InvalidGroup.NotFound",
                       Tr::tr("The security group '%1' does not exist").arg(name.toString()));
    return found->first();
}

Result<void> Permissions::keep(Thing &group, const QCborArray &rules)
{
    permissionrules::keep(group, rules);
    return m_things.change(group);
}

Permissions::Answer Permissions::add(const Call &call, Thing &group, bool isEgress)
{
    QCborArray rules = rulesOf(group, call.accountId);
    QCborArray tags;
    for (const auto &[key, value] : tagsGiven(call.input, *call.operation->input).asKeyValueRange())
        tags.append(QCborMap{{QStringLiteral("Key"), key}, {QStringLiteral("Value"), value}});
    QCborArray made;
    for (const QCborValue one : rulesIn(call.input, isEgress)) {
        QCborMap rule = one.toMap();
        if (indexOfSame(rules, rule) >= 0)
            return refused("InvalidPermission.Duplicate", Tr::tr("the specified rule already exists"));
        const QString number = QString::number(rules.size(), 16).rightJustified(4, u'0');
        rule[kRuleId] =
            QStringLiteral("sgr-") + QString(call.arrival.requestId).remove(u'-').first(13) + number;
        rule[kGroupId] = group.output.value(kGroupId);
        rule[QStringLiteral("GroupOwnerId")] = call.accountId;
        rule[QStringLiteral("Tags")] = tags;
        rules.append(rule);
        made.append(rule);
    }
    const Result<void> done = keep(group, rules);
    return done ? Answer(Told{{{kDone, true}, {kRulesTold, made}}, 0}) : internal(done.error());
}

Permissions::Answer Permissions::remove(const Call &call, Thing &group, bool isEgress)
{
    QCborArray rules = rulesOf(group, call.accountId);
    for (const QString &id : idsIn(call.input)) {
        const qsizetype index = indexOfId(rules, id);
        if (index < 0)
            return noRule(id);
        rules.removeAt(index);
    }
    for (const QCborValue one : rulesIn(call.input, isEgress)) {
        const qsizetype index = indexOfSame(rules, one.toMap());
        if (index < 0)
            return refused("InvalidPermission.NotFound",
                           Tr::tr("The specified rule does not exist in this security group."));
        rules.removeAt(index);
    }
    const Result<void> done = keep(group, rules);
    return done ? Answer(Told{{{kDone, true}}, 0}) : internal(done.error());
}

Permissions::Answer Permissions::describe(const Call &call, Thing &group, bool isEgress)
{
    QCborArray rules = rulesOf(group, call.accountId);
    for (const QCborValue one : rulesIn(call.input, isEgress)) {
        const qsizetype index = indexOfSame(rules, one.toMap());
        if (index < 0)
            return refused("InvalidPermission.NotFound",
                           Tr::tr("The specified rule does not exist in this security group."));
        QCborMap rule = rules[index].toMap();
        rule[QStringLiteral("Description")] = one.toMap().value(QStringLiteral("Description"));
        rules[index] = rule;
    }
    const Result<void> done = keep(group, rules);
    return done ? Answer(Told{{{kDone, true}}, 0}) : internal(done.error());
}

// A rule is given anew as a whole; it stays the same rule.
Permissions::Answer Permissions::change(const Call &call, Thing &group)
{
    QCborArray rules = rulesOf(group, call.accountId);
    for (const QCborValue one : call.input.value(kRulesTold).toArray()) {
        const QString id = one.toMap().value(kRuleId).toString();
        const qsizetype index = indexOfId(rules, id);
        if (index < 0)
            return noRule(id);
        QCborMap rule = one.toMap().value(QStringLiteral("SecurityGroupRule")).toMap();
        for (const char *name : {"SecurityGroupRuleId", "GroupId", "GroupOwnerId", "IsEgress"})
            rule[QLatin1StringView(name)] = rules[index].toMap().value(QLatin1StringView(name));
        rules[index] = rule;
    }
    const Result<void> done = keep(group, rules);
    return done ? Answer(Told{{{kDone, true}}, 0}) : internal(done.error());
}

Permissions::Answer Permissions::list(const Call &call) const
{
    const Paging paging(*call.operation, call.input);
    if (!paging.isValid())
        return std::unexpected(complaintOf(
            Trouble::Invalid, Tr::tr("The page token is not one of this account's."), *call.operation));
    const Result<QList<Thing>> groups = m_things.list(placeOf(call, {container(call)}), 0, kMost);
    if (!groups)
        return internal(groups.error());
    const Sieve sieve(call);
    const QStringList ids = idsIn(call.input);
    QStringList absent = ids;
    QCborArray all;
    for (const Thing &group : *groups) {
        for (const QCborValue rule : rulesOf(group, call.accountId)) {
            Knowledge known;
            known.add(rule.toMap());
            const QString id = rule.toMap().value(kRuleId).toString();
            const bool isAsked = ids.isEmpty() || absent.removeAll(id) > 0;
            if (isAsked && sieve.passes(known))
                all.append(rule);
        }
    }
    if (!absent.isEmpty())
        return noRule(absent.first());
    QCborArray told;
    qsizetype at = paging.after();
    for (; at < all.size() && told.size() < paging.most(); ++at)
        told.append(all[at]);
    QCborMap answer{{kRulesTold, told}};
    paging.tell(answer, at < all.size(), at);
    return Told{answer, 0};
}

} // namespace formwork::practice
