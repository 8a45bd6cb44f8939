// SPDX-License-Identifier: Apache-2.0
#include "guide/known.h"

#include "base/tr.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::guide
{
namespace
{

using document::Pointer;
using model::Member;
using model::ShapeType;
using What = KnownValue::What;

constexpr int kDeepest = 3; // structures that are looked into for what a form begins with

struct Rule {
    QStringList services; // empty: all
    QStringList names;
    QStringList saysAny;
    QStringList unless;
    QStringList except; // values that must not be given
    QString enumHas; // the values of the model have this one
    QString fill; // "always", "required"; empty: it is offered
    bool isInHost = false;
    bool isText = false; // no enum
    What what = What::Account;
};

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

What whatOf(const QString &name)
{
    return name == u"region"   ? What::Region
        : name == u"zone"      ? What::Zone
        : name == u"partition" ? What::Partition
                               : What::Account;
}

QList<Rule> readRules()
{
    QFile file(QStringLiteral(":/known.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Rule> rules;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject entry = value.toObject();
        rules.append({texts(entry.value(u"services")), texts(entry.value(u"names")),
                      texts(entry.value(u"saysAny")), texts(entry.value(u"unless")),
                      texts(entry.value(u"except")), entry.value(u"enumHas").toString(),
                      entry.value(u"fill").toString(), entry.value(u"inHost").toBool(),
                      entry.value(u"isText").toBool(), whatOf(entry.value(u"is").toString())});
    }
    return rules;
}

bool hasValue(const model::Shape &shape, const QString &value)
{
    return std::ranges::any_of(shape.enumValues, [&](const auto &entry) { return entry.value == value; });
}

bool applies(const Rule &rule, const model::Operation &operation, const Member &member)
{
    const auto said = [&member](const QString &words) {
        return member.documentation.contains(words) || member.target->documentation.contains(words);
    };
    return (rule.services.isEmpty() || rule.services.contains(operation.service->id))
        && rule.names.contains(member.name, Qt::CaseInsensitive) && (!rule.isInHost || member.hostLabel)
        && (!rule.isText || member.target->type == ShapeType::String)
        && (rule.enumHas.isEmpty() || hasValue(*member.target, rule.enumHas))
        && std::ranges::none_of(rule.unless, said)
        && (rule.saysAny.isEmpty() || std::ranges::any_of(rule.saysAny, said));
}

QString valueOf(What what, const Surroundings &where)
{
    switch (what) {
    case What::Account:
        return where.account;
    case What::Region:
        return where.region;
    case What::Partition:
        return where.partition;
    case What::Zone:
        return where.region.isEmpty() ? QString() : where.region + u'a';
    }
    return {};
}

void collect(const model::Operation &operation, const model::Shape &shape, const Pointer &place,
             const QCborValue &document, const Surroundings &where, bool isThere,
             QList<std::pair<Pointer, QString>> &into)
{
    for (const Member &member : shape.members) {
        const Pointer here = place.child(member.name);
        if (member.target->type == ShapeType::Structure && here.tokens().size() < kDeepest) {
            const bool isBelow = isThere && (member.required || document::contains(document, here));
            collect(operation, *member.target, here, document, where, isBelow, into);
            continue;
        }
        const auto known = knownValue(operation, member, where);
        const bool isFilled = known && known->isFilled && (known->isAlways || (isThere && member.required));
        if (isFilled && !document::contains(document, here))
            into.append({here, known->value});
    }
}

} // namespace

QString KnownValue::words() const
{
    switch (what) {
    case What::Account:
        return Tr::tr("the account that this goes to");
    case What::Region:
        return Tr::tr("the Region that this goes to");
    case What::Partition:
        return Tr::tr("the partition that this goes to");
    case What::Zone:
        return Tr::tr("a zone of the Region that this goes to");
    }
    return {};
}

std::optional<KnownValue> knownValue(const model::Operation &operation, const Member &member,
                                     const Surroundings &where)
{
    static const QList<Rule> rules = readRules();
    if (!member.target->isText())
        return std::nullopt;
    for (const Rule &rule : rules) {
        if (!applies(rule, operation, member))
            continue;
        const QString value = valueOf(rule.what, where);
        if (value.isEmpty() || rule.except.contains(value))
            return std::nullopt;
        return KnownValue{value, rule.what, !rule.fill.isEmpty(), rule.fill == u"always"};
    }
    return std::nullopt;
}

QList<std::pair<Pointer, QString>> knownValues(const model::Operation &operation, const QCborValue &document,
                                               const Surroundings &where)
{
    QList<std::pair<Pointer, QString>> found;
    collect(operation, *operation.input, {}, document, where, true, found);
    return found;
}

} // namespace formwork::guide
