// SPDX-License-Identifier: Apache-2.0
#include "practice/properties.h"

#include "document/secretnames.h"
#include "practice/arns.h"
#include "practice/knowledge.h"
#include "practice/toldjson.h"

#include <QCborArray>
#include <QStringList>

#include <algorithm>

namespace formwork::practice
{

namespace
{

constexpr int kDeepest = 40;

// "LogGroupName" and "logGroupName", and without the noun: "Name".
bool isSame(const QString &property, const QString &member, const QString &noun)
{
    const auto bare = [&noun](const QString &name) {
        const bool hasNoun = name.size() > noun.size() && name.startsWith(noun, Qt::CaseInsensitive);
        return (hasNoun ? name.sliced(noun.size()) : name).toLower();
    };
    return bare(property) == bare(member);
}

bool isTags(const QString &property) { return property == u"Tags"; }

QString propertyName(QString member, const relations::Relation &creation)
{
    if (member == creation.ownName && member.compare(creation.noun, Qt::CaseInsensitive) == 0)
        member = creation.noun + QStringLiteral("Name");
    if (!member.isEmpty())
        member[0] = member[0].toUpper();
    return member;
}

QCborValue withoutSecretNames(const QCborValue &value, int depth = 0)
{
    if (depth > kDeepest)
        return {};
    if (value.isArray()) {
        QCborArray list;
        for (const QCborValue entry : value.toArray())
            list.append(withoutSecretNames(entry, depth + 1));
        return list;
    }
    if (!value.isMap())
        return value;
    QCborMap map;
    for (const auto &[key, entry] : value.toMap()) {
        if (!document::isSecretName(key.toString()))
            map[key] = withoutSecretNames(entry, depth + 1);
    }
    return map;
}

QJsonValue inJson(const QCborValue &value)
{
    return toldAsJson(value, [](const QString &member) { return member; });
}

enum class Step { Add, Replace, Remove, Test };

// Of an array the index, "-" for its end; -1: there is no such place.
qsizetype indexIn(const QJsonArray &array, const QString &name, Step step)
{
    if (name == u"-")
        return step == Step::Add ? array.size() : -1;
    bool isNumber = false;
    const qsizetype index = name.toLongLong(&isNumber);
    const qsizetype end = step == Step::Add ? array.size() + 1 : array.size();
    return isNumber && index >= 0 && index < end ? index : -1;
}

std::optional<QJsonValue> stepped(const QJsonValue &whole, QStringList path, Step step,
                                  const QJsonValue &value);

std::optional<QJsonValue> steppedArray(QJsonArray array, const QString &name, const QStringList &path,
                                       Step step, const QJsonValue &value)
{
    const qsizetype index = indexIn(array, name, path.isEmpty() ? step : Step::Test);
    if (index < 0)
        return std::nullopt;
    if (path.isEmpty() && step == Step::Add) {
        array.insert(index, value);
        return array;
    }
    if (path.isEmpty() && step == Step::Remove) {
        array.removeAt(index);
        return array;
    }
    const auto inner = stepped(array.at(index), path, step, value);
    if (inner)
        array[index] = *inner;
    return inner ? std::optional<QJsonValue>(array) : std::nullopt;
}

std::optional<QJsonValue> stepped(const QJsonValue &whole, QStringList path, Step step,
                                  const QJsonValue &value)
{
    if (path.isEmpty()) {
        if (step == Step::Test)
            return whole == value ? std::optional(whole) : std::nullopt;
        return step == Step::Remove ? std::nullopt : std::optional(value);
    }
    if (path.size() > kDeepest)
        return std::nullopt;
    QString name = path.takeFirst();
    name.replace(QStringLiteral("~1"), QStringLiteral("/"))
        .replace(QStringLiteral("~0"), QStringLiteral("~"));
    if (whole.isArray())
        return steppedArray(whole.toArray(), name, path, step, value);
    QJsonObject object = whole.toObject();
    const bool isThere = object.contains(name);
    if (!whole.isObject() || (!isThere && !(path.isEmpty() && step == Step::Add)))
        return std::nullopt;
    if (path.isEmpty() && step == Step::Remove) {
        object.remove(name);
        return object;
    }
    const auto inner = stepped(object.value(name), path, step, value);
    if (inner)
        object.insert(name, *inner);
    return inner ? std::optional<QJsonValue>(object) : std::nullopt;
}

} // namespace

const model::Member *memberFor(const QString &property, const relations::Relation &creation,
                               const model::Operation &operation)
{
    const auto exact = std::ranges::find_if(operation.input->members, [&](const model::Member &member) {
        return member.name.compare(property, Qt::CaseInsensitive) == 0
            || propertyName(member.name, creation) == property;
    });
    if (exact != operation.input->members.end())
        return &*exact;
    const auto like = std::ranges::find_if(operation.input->members, [&](const model::Member &member) {
        return isSame(property, member.name, creation.noun);
    });
    return like == operation.input->members.end() ? nullptr : &*like;
}

QCborMap inputOf(const QJsonObject &properties, const relations::Relation &creation,
                 const model::Operation &operation)
{
    QCborMap input;
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        const model::Member *member = memberFor(property.key(), creation, operation);
        QCborValue value = QCborValue::fromJsonValue(property.value());
        if (member && isTags(property.key())) {
            const auto tags = tagsAs(tagsIn(value), *member->target);
            value = tags ? *tags : QCborValue(QCborValue::Undefined);
        }
        const QCborValue fitting = member ? conformed(value, *member->target) : QCborValue();
        if (!fitting.isUndefined())
            input[member->name] = fitting;
    }
    return input;
}

QCborMap restOf(const QJsonObject &properties, const relations::Relation &creation,
                const model::Operation &operation)
{
    const QCborMap taken = inputOf(properties, creation, operation);
    QCborMap rest;
    for (auto property = properties.begin(); property != properties.end(); ++property) {
        const model::Member *member = memberFor(property.key(), creation, operation);
        if ((!member || !taken.contains(member->name)) && !isTags(property.key()))
            rest[property.key()] = QCborValue::fromJsonValue(property.value());
    }
    return withoutSecretNames(rest).toMap();
}

QJsonObject propertiesOf(const Thing &thing, const relations::Relation &creation,
                         const model::Operation &operation)
{
    QJsonObject properties;
    for (const auto &[key, value] : aboutThing(thing)) {
        const QString name = propertyName(key.toString(), creation);
        if (const QJsonValue json = inJson(value); !json.isNull() && key.toString() != creation.tags)
            properties.insert(name, json);
    }
    // Under the names that it was asked for with.
    for (const model::Member &member : operation.input->members) {
        const QString name = propertyName(member.name, creation);
        if (thing.input.contains(member.name) && member.name != creation.tags && !properties.contains(name))
            properties.insert(name, inJson(thing.input.value(member.name)));
    }
    QJsonArray tags;
    for (const auto &[key, value] : thing.tags)
        tags.append(QJsonObject{{QStringLiteral("Key"), key.toString()},
                                {QStringLiteral("Value"), value.toString()}});
    if (!tags.isEmpty())
        properties.insert(QStringLiteral("Tags"), tags);
    return properties;
}

std::optional<QJsonObject> patched(const QJsonObject &object, const QJsonArray &patch)
{
    QJsonValue whole = object;
    for (const QJsonValue &entry : patch) {
        const QString name = entry[u"op"].toString();
        const QStringList path = entry[u"path"].toString().split(u'/').mid(1);
        const std::optional<Step> step = name == u"add" ? std::optional(Step::Add)
            : name == u"replace"                        ? std::optional(Step::Replace)
            : name == u"remove"                         ? std::optional(Step::Remove)
            : name == u"test"                           ? std::optional(Step::Test)
                                                        : std::nullopt;
        const auto next =
            step && !path.isEmpty() ? stepped(whole, path, *step, entry[u"value"]) : std::nullopt;
        if (!next)
            return std::nullopt;
        whole = *next;
    }
    return whole.toObject();
}

} // namespace formwork::practice
