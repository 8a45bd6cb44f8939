// SPDX-License-Identifier: Apache-2.0
#include "guide/versions.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>

namespace formwork::guide
{
namespace
{

using model::EnumValue;

struct Retired {
    QStringList services;
    QStringList shapes;
    QHash<QString, QDate> since;
};

QList<Retired> readRetired()
{
    QFile file(QStringLiteral(":/retired.json"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Retired> all;
    for (const QJsonValue &value : QJsonDocument::fromJson(file.readAll()).array()) {
        const QJsonObject entry = value.toObject();
        Retired retired;
        for (const QJsonValue &service : entry.value(u"services").toArray())
            retired.services.append(service.toString());
        for (const QJsonValue &shape : entry.value(u"shapes").toArray())
            retired.shapes.append(shape.toString());
        const QJsonObject since = entry.value(u"since").toObject();
        for (auto it = since.begin(); it != since.end(); ++it)
            retired.since.insert(it.key(), QDate::fromString(it.value().toString(), Qt::ISODate));
        all.append(retired);
    }
    return all;
}

QDate dayOf(const QString &service, const model::Shape &shape, const QString &value)
{
    static const QList<Retired> all = readRetired();
    for (const Retired &retired : all) {
        if (retired.services.contains(service) && retired.shapes.contains(shape.name))
            return retired.since.value(value);
    }
    return {};
}

struct Version {
    QString family;
    QList<int> numbers; // empty: none
};

// "python3.12": python, 3, 12; "provided.al2023": provided, 2023.
Version versionOf(const QString &value)
{
    static const QRegularExpression kFamily(QStringLiteral("^[A-Za-z]*"));
    static const QRegularExpression kNumber(QStringLiteral("\\d{1,8}"));
    Version version{kFamily.match(value).captured().toLower(), {}};
    for (auto it = kNumber.globalMatch(value); it.hasNext();)
        version.numbers.append(it.next().captured().toInt());
    return version;
}

} // namespace

QDate retiredSince(const QString &service, const model::Member &member, const QString &value, QDate today)
{
    const QDate since = dayOf(service, *member.target, value);
    return since > today ? QDate() : since;
}

bool areVersions(const model::Member &member)
{
    const auto isSaid = [](const QString &name) {
        static const QRegularExpression kWords(
            QStringLiteral("(Runtime|Runtimes|Version|Versions|Release|EngineType)$"),
            QRegularExpression::CaseInsensitiveOption);
        return kWords.match(name).hasMatch();
    };
    const QList<EnumValue> &values = member.target->enumValues;
    if (values.size() < 2 || !(isSaid(member.name) || isSaid(member.target->name)))
        return false;
    const auto numbered = std::ranges::count_if(
        values, [](const EnumValue &value) { return !versionOf(value.value).numbers.isEmpty(); });
    return numbered * 3 >= std::ssize(values) * 2;
}

QList<OfferedValue> offeredValues(const QString &service, const model::Member &member, QDate today)
{
    struct Ranked {
        OfferedValue offered;
        qsizetype place = 0; // in the model
        bool isLast = false;
        qsizetype family = 0;
        QList<int> numbers;
    };
    const bool isSorted = areVersions(member);
    QStringList families;
    QList<Ranked> ranked;
    for (const EnumValue &value : member.target->enumValues) {
        Ranked one{{&value, retiredSince(service, member, value.value, today)}, ranked.size(), false, 0, {}};
        one.isLast = one.offered.retiredSince.isValid() || value.deprecated;
        if (isSorted) {
            const Version version = versionOf(value.value);
            if (!families.contains(version.family))
                families.append(version.family);
            one.family = families.indexOf(version.family);
            one.numbers = version.numbers;
        }
        ranked.append(one);
    }
    std::ranges::sort(ranked, [](const Ranked &one, const Ranked &other) {
        if (one.isLast != other.isLast)
            return other.isLast;
        if (one.family != other.family)
            return one.family < other.family;
        if (one.numbers != other.numbers)
            return std::ranges::lexicographical_compare(other.numbers, one.numbers);
        return one.place < other.place;
    });
    QList<OfferedValue> offered;
    for (const Ranked &one : ranked)
        offered.append(one.offered);
    return offered;
}

} // namespace formwork::guide
