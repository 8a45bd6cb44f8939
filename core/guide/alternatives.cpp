// SPDX-License-Identifier: Apache-2.0
#include "guide/alternatives.h"

#include "wording/names.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace formwork::guide
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

struct KnownChoice {
    QStringList services;
    QList<Alternative> alternatives; // empty: each member is one
    QHash<QString, QString> titles; // of single members
};

using KnownChoices = QHash<QString, QList<KnownChoice>>; // by the name of the shape

KnownChoices readChoices()
{
    KnownChoices known;
    QFile file(QStringLiteral(":/choices.json"));
    if (!file.open(QIODevice::ReadOnly))
        return known;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject entry = value.toObject();
        KnownChoice choice;
        for (const QJsonValue &service : entry.value(u"services").toArray())
            choice.services.append(service.toString());
        for (const QJsonValue &way : entry.value(u"ways").toArray()) {
            Alternative alternative{way[u"title"].toString(), {}};
            for (const QJsonValue &member : way[u"members"].toArray())
                alternative.members.append(member.toString());
            choice.alternatives.append(alternative);
        }
        const QJsonObject titles = entry.value(u"titles").toObject();
        for (auto it = titles.begin(); it != titles.end(); ++it)
            choice.titles.insert(it.key(), it.value().toString());
        for (const QJsonValue &shape : entry.value(u"shapes").toArray())
            known[shape.toString()].append(choice);
    }
    return known;
}

const KnownChoice *knownChoice(const QString &service, const QString &shape)
{
    static const KnownChoices all = readChoices();
    const auto found = all.constFind(shape);
    if (found == all.cend())
        return nullptr;
    const auto choice = std::ranges::find_if(
        *found, [&service](const KnownChoice &entry) { return entry.services.contains(service); });
    return choice == found->cend() ? nullptr : &*choice;
}

bool saysSo(const Shape &shape)
{
    return shape.members.size() > 1
        && (shape.documentation.contains(u"union type structure")
            || shape.documentation.contains(u"can have exactly one of"));
}

// What the data know, without members that this model does not have; a newer one may have more of them.
QList<Alternative> waysOf(const KnownChoice &known, const Shape &shape)
{
    QList<Alternative> ways;
    for (const Alternative &way : known.alternatives) {
        Alternative here{way.title, {}};
        for (const Member &member : shape.members) {
            const bool isElsewhere =
                std::ranges::any_of(known.alternatives, [&member](const Alternative &other) {
                    return other.members.contains(member.name);
                });
            if (way.members.contains(member.name) || !isElsewhere)
                here.members.append(member.name);
        }
        if (std::ranges::any_of(way.members,
                                [&here](const QString &name) { return here.members.contains(name); }))
            ways.append(here);
    }
    return ways;
}

} // namespace

QList<Alternative> alternativesOf(const QString &service, const Shape &shape)
{
    if (shape.type != ShapeType::Structure && shape.type != ShapeType::Union)
        return {};
    const KnownChoice *known = knownChoice(service, shape.name);
    if (known && !known->alternatives.isEmpty()) {
        QList<Alternative> ways = waysOf(*known, shape);
        return ways.size() > 1 ? ways : QList<Alternative>{};
    }
    if (shape.type != ShapeType::Union && !known && !saysSo(shape))
        return {};
    QList<Alternative> ways;
    for (const Member &member : shape.members) {
        const QString title = known ? known->titles.value(member.name) : QString();
        ways.append({title.isEmpty() ? wording::words(member.name) : title, {member.name}});
    }
    return ways;
}

} // namespace formwork::guide
