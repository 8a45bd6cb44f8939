// SPDX-License-Identifier: Apache-2.0
#include "texts/use.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::texts
{
namespace
{

using model::Member;

struct Rule {
    QStringList services; // empty: all
    QStringList operations;
    QStringList names; // with "*" in front: the end of a name
    QStringList shapes;
    QStringList says; // all of these stand in the documentation
    QStringList saysAny;
    QStringList unless; // none of these
    bool isInMaps = false;
    Use use; // a limit's: only `limit`
};

QStringList texts(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValue &entry : value.toArray())
        list.append(entry.toString());
    return list;
}

Kind kindOf(const QString &name)
{
    static const QHash<QString, Kind> kKinds{
        {QStringLiteral("json"), Kind::Json},         {QStringLiteral("policy"), Kind::Policy},
        {QStringLiteral("template"), Kind::Template}, {QStringLiteral("script"), Kind::Script},
        {QStringLiteral("schedule"), Kind::Schedule}, {QStringLiteral("cidr"), Kind::Cidr},
        {QStringLiteral("sql"), Kind::Sql},
    };
    return kKinds.value(name, Kind::Plain);
}

PolicyOf policyOf(const QString &name)
{
    return name == u"identity" ? PolicyOf::Identity
        : name == u"trust"     ? PolicyOf::Trust
        : name == u"resource"  ? PolicyOf::Resource
                               : PolicyOf::Anything;
}

Count countOf(const QString &name)
{
    return name == u"withoutBlanks" ? Count::WithoutBlanks
        : name == u"bytes"          ? Count::Bytes
                                    : Count::Characters;
}

Rule readRule(const QJsonObject &entry)
{
    Rule rule{
        texts(entry.value(u"services")), texts(entry.value(u"operations")), texts(entry.value(u"names")),
        texts(entry.value(u"shapes")),   texts(entry.value(u"says")),       texts(entry.value(u"saysAny")),
        texts(entry.value(u"unless")),   entry.value(u"inMaps").toBool(),   {}};
    rule.use.kind = kindOf(entry.value(u"kind").toString());
    rule.use.policyOf = policyOf(entry.value(u"of").toString());
    rule.use.isEncoded = entry.value(u"encoded").toBool();
    rule.use.wantsBase64 = entry.value(u"wantsBase64").toBool();
    rule.use.isUnix = entry.value(u"unix").toBool();
    rule.use.hasOnce = entry.value(u"once").toBool();
    rule.use.samples = entry.value(u"samples").toString();
    rule.use.limit = {entry.value(u"most").toInteger(), countOf(entry.value(u"counts").toString()),
                      entry.value(u"fixed").toBool()};
    return rule;
}

struct Data {
    QList<Rule> uses;
    QList<Rule> limits;
    QHash<QString, QList<Sample>> samples;
};

Data readData()
{
    QFile file(QStringLiteral(":/texts.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QJsonObject all = QJsonDocument::fromJson(file.readAll()).object();
    Data data;
    for (const QJsonValue &entry : all.value(u"uses").toArray())
        data.uses.append(readRule(entry.toObject()));
    for (const QJsonValue &entry : all.value(u"limits").toArray())
        data.limits.append(readRule(entry.toObject()));
    const QJsonObject samples = all.value(u"samples").toObject();
    for (auto it = samples.begin(); it != samples.end(); ++it) {
        for (const QJsonValue &entry : it.value().toArray())
            data.samples[it.key()].append({entry[u"title"].toString(), entry[u"text"].toString()});
    }
    return data;
}

const Data &data()
{
    static const Data all = readData();
    return all;
}

bool isNamed(const QStringList &patterns, const QString &name)
{
    return std::ranges::any_of(patterns, [&name](const QString &pattern) {
        return pattern.startsWith(u'*') ? name.endsWith(QStringView(pattern).sliced(1), Qt::CaseInsensitive)
                                        : name.compare(pattern, Qt::CaseInsensitive) == 0;
    });
}

bool applies(const Rule &rule, const model::Operation &operation, const Member &member, const QString &name,
             bool isInMap)
{
    if (!rule.services.isEmpty() && !rule.services.contains(operation.service->id))
        return false;
    if (!rule.operations.isEmpty() && !rule.operations.contains(operation.name))
        return false;
    const bool isByName = isNamed(rule.names, name) && rule.isInMaps == isInMap;
    if (!isByName && !rule.shapes.contains(member.target->name))
        return false;
    const auto said = [&member](const QString &words) {
        return member.documentation.contains(words) || member.target->documentation.contains(words);
    };
    return std::ranges::all_of(rule.says, said) && std::ranges::none_of(rule.unless, said)
        && (rule.saysAny.isEmpty() || std::ranges::any_of(rule.saysAny, said));
}

// The rules that speak of such a name or shape.
struct Candidates {
    QList<const Rule *> uses;
    QList<const Rule *> limits;
};

QList<const Rule *> speakingOf(const QList<Rule> &rules, const QString &name, const QString &shape)
{
    QList<const Rule *> found;
    for (const Rule &rule : rules) {
        if (rule.shapes.contains(shape) || isNamed(rule.names, name))
            found.append(&rule);
    }
    return found;
}

// Most members are no such text, and a file of many rows asks of the same ones again and again.
const Candidates &candidatesFor(const QString &name, const QString &shape)
{
    constexpr qsizetype kMost = 4096; // keys of maps are names too
    thread_local QHash<std::pair<QString, QString>, Candidates> known;
    const std::pair key(name, shape);
    if (const auto it = known.constFind(key); it != known.cend())
        return *it;
    if (known.size() >= kMost)
        known.clear();
    return *known.insert(key, {speakingOf(data().uses, name, shape), speakingOf(data().limits, name, shape)});
}

} // namespace

Use useOf(const model::Operation &operation, const Member &member, const QString &name, bool isInMap)
{
    if (member.target->type != model::ShapeType::String)
        return {};
    const Candidates &candidates = candidatesFor(name, member.target->name);
    const auto found = std::ranges::find_if(
        candidates.uses, [&](const Rule *rule) { return applies(*rule, operation, member, name, isInMap); });
    if (found == candidates.uses.end())
        return {};
    Use use = (*found)->use;
    // A limit of a name in one service says nothing of keys of maps, but attributes are named alike.
    const auto limit = std::ranges::find_if(
        candidates.limits, [&](const Rule *rule) { return applies(*rule, operation, member, name, false); });
    if (limit != candidates.limits.end())
        use.limit = (*limit)->use.limit;
    return use;
}

QList<Sample> samplesOf(const Use &use) { return data().samples.value(use.samples); }

qint64 sizeOf(const QString &text, Count count)
{
    switch (count) {
    case Count::Bytes:
        return text.toUtf8().size();
    case Count::WithoutBlanks:
        return std::ranges::count_if(text, [](QChar c) { return !c.isSpace(); });
    case Count::Characters:
        return text.toUcs4().size();
    }
    return 0;
}

} // namespace formwork::texts
