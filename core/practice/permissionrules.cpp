// SPDX-License-Identifier: Apache-2.0
#include "practice/permissionrules.h"

#include <algorithm>
#include <array>

namespace formwork::practice::permissionrules
{

namespace
{

const QString kRules = QStringLiteral("rules kept"); // no member is called so
const QString kId = QStringLiteral("SecurityGroupRuleId");
const QString kEgress = QStringLiteral("IsEgress");
const QString kDescription = QStringLiteral("Description");
const QString kProtocol = QStringLiteral("IpProtocol");
const QString kFrom = QStringLiteral("FromPort");
const QString kTo = QStringLiteral("ToPort");
const QString kGroupInfo = QStringLiteral("ReferencedGroupInfo");
const QString kPairs = QStringLiteral("UserIdGroupPairs");

// Lists of a permission, the member of their entries, and what a rule calls that.
struct Kind {
    QString list;
    QString member;
    QString ofRule;
};

const std::array<Kind, 3> &kinds()
{
    static const std::array<Kind, 3> kKinds{
        Kind{QStringLiteral("IpRanges"), QStringLiteral("CidrIp"), QStringLiteral("CidrIpv4")},
        Kind{QStringLiteral("Ipv6Ranges"), QStringLiteral("CidrIpv6"), QStringLiteral("CidrIpv6")},
        Kind{QStringLiteral("PrefixListIds"), QStringLiteral("PrefixListId"),
             QStringLiteral("PrefixListId")}};
    return kKinds;
}

// All protocols have all ports.
QCborMap start(const QCborMap &permission, bool isEgress)
{
    QCborMap rule{{kEgress, isEgress}, {kProtocol, permission.value(kProtocol)}};
    const bool isAll = permission.value(kProtocol).toString() == u"-1";
    for (const QString &port : {kFrom, kTo}) {
        const QCborValue given = permission.value(port);
        rule[port] = isAll || !given.isInteger() ? QCborValue(-1) : given;
    }
    return rule;
}

QCborMap withDescription(QCborMap rule, const QCborMap &entry)
{
    if (entry.value(kDescription).isString())
        rule[kDescription] = entry.value(kDescription);
    return rule;
}

// A request may say one permission by itself.
QCborArray permissionsIn(const QCborMap &input)
{
    QCborArray permissions = input.value(QStringLiteral("IpPermissions")).toArray();
    if (!input.contains(kProtocol))
        return permissions;
    QCborMap one = input;
    if (const QCborValue range = input.value(QStringLiteral("CidrIp")); range.isString())
        one[kinds()[0].list] = QCborArray{QCborMap{{kinds()[0].member, range}}};
    if (const QCborValue name = input.value(QStringLiteral("SourceSecurityGroupName")); name.isString())
        one[kPairs] = QCborArray{QCborMap{{QStringLiteral("GroupName"), name}}};
    permissions.append(one);
    return permissions;
}

} // namespace

QCborArray rulesOf(const Thing &group, const QString &accountId)
{
    if (group.settings.contains(kRules))
        return group.settings.value(kRules).toArray();
    const QString id = group.output.value(QStringLiteral("GroupId")).toString();
    const QCborMap all{
        {kProtocol, QStringLiteral("-1")},
        {kinds()[0].list, QCborArray{QCborMap{{kinds()[0].member, QStringLiteral("0.0.0.0/0")}}}}};
    QCborMap rule = rulesIn({{QStringLiteral("IpPermissions"), QCborArray{all}}}, true).at(0).toMap();
    rule[kId] = QStringLiteral("sgr-") + id.section(u'-', 1);
    rule[QStringLiteral("GroupId")] = id;
    rule[QStringLiteral("GroupOwnerId")] = accountId;
    return {rule};
}

void keep(Thing &group, const QCborArray &rules)
{
    group.settings[kRules] = rules;
    group.input[QStringLiteral("IpPermissions")] = permissionsOf(rules, false);
    group.input[QStringLiteral("IpPermissionsEgress")] = permissionsOf(rules, true);
}

QCborArray rulesIn(const QCborMap &input, bool isEgress)
{
    QCborArray rules;
    for (const QCborValue one : permissionsIn(input)) {
        const QCborMap permission = one.toMap();
        for (const Kind &kind : kinds()) {
            for (const QCborValue entry : permission.value(kind.list).toArray()) {
                QCborMap rule = start(permission, isEgress);
                rule[kind.ofRule] = entry.toMap().value(kind.member);
                rules.append(withDescription(rule, entry.toMap()));
            }
        }
        for (const QCborValue entry : permission.value(kPairs).toArray()) {
            QCborMap rule = start(permission, isEgress);
            QCborMap pair = entry.toMap();
            pair.remove(kDescription);
            rule[kGroupInfo] = pair;
            rules.append(withDescription(rule, entry.toMap()));
        }
    }
    return rules;
}

QCborArray permissionsOf(const QCborArray &rules, bool isEgress)
{
    QList<QCborMap> permissions;
    for (const QCborValue one : rules) {
        const QCborMap rule = one.toMap();
        if (rule.value(kEgress).isTrue() != isEgress)
            continue;
        auto same = std::ranges::find_if(permissions, [&](const QCborMap &known) {
            return known.value(kProtocol) == rule.value(kProtocol)
                && known.value(kFrom).toInteger(-1) == rule.value(kFrom).toInteger(-1)
                && known.value(kTo).toInteger(-1) == rule.value(kTo).toInteger(-1);
        });
        if (same == permissions.end()) {
            QCborMap fresh{{kProtocol, rule.value(kProtocol)}, {kPairs, QCborArray()}};
            if (rule.value(kProtocol).toString() != u"-1") {
                fresh[kFrom] = rule.value(kFrom);
                fresh[kTo] = rule.value(kTo);
            }
            for (const Kind &kind : kinds())
                fresh[kind.list] = QCborArray();
            same = permissions.insert(permissions.end(), fresh);
        }
        const auto put = [&](const QString &list, const QCborMap &entry) {
            QCborArray entries = same->value(list).toArray();
            entries.append(withDescription(entry, rule));
            (*same)[list] = entries;
        };
        for (const Kind &kind : kinds()) {
            if (rule.value(kind.ofRule).isString())
                put(kind.list, {{kind.member, rule.value(kind.ofRule)}});
        }
        if (rule.value(kGroupInfo).isMap())
            put(kPairs, rule.value(kGroupInfo).toMap());
    }
    QCborArray told;
    for (const QCborMap &permission : std::as_const(permissions))
        told.append(permission);
    return told;
}

qsizetype indexOfSame(const QCborArray &rules, const QCborMap &rule)
{
    const auto bare = [](QCborMap one) {
        for (const QString &name : {kId, kDescription, QStringLiteral("GroupId"),
                                    QStringLiteral("GroupOwnerId"), QStringLiteral("Tags")})
            one.remove(name);
        QCborMap group = one.value(kGroupInfo).toMap();
        group.remove(QStringLiteral("UserId"));
        if (!group.isEmpty())
            one[kGroupInfo] = group;
        return one;
    };
    for (qsizetype index = 0; index < rules.size(); ++index) {
        const QCborMap known = bare(rules[index].toMap());
        const QCborMap wanted = bare(rule);
        const bool isSame = known.size() == wanted.size()
            && std::ranges::all_of(wanted,
                                   [&](const auto &part) { return known.value(part.first) == part.second; });
        if (isSame)
            return index;
    }
    return -1;
}

qsizetype indexOfId(const QCborArray &rules, const QString &id)
{
    for (qsizetype index = 0; index < rules.size(); ++index) {
        if (rules[index].toMap().value(kId).toString() == id)
            return index;
    }
    return -1;
}

} // namespace formwork::practice::permissionrules
