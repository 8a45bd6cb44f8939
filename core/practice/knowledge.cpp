// SPDX-License-Identifier: Apache-2.0
#include "practice/knowledge.h"

#include "document/redact.h"
#include "document/timestamp.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

using model::Member;
using model::Shape;
using model::ShapeType;

namespace
{

constexpr int kDeepest = 40;

bool isStructure(const Shape &shape)
{
    return shape.type == ShapeType::Structure || shape.type == ShapeType::Union;
}

QCborValue conformedAt(const QCborValue &value, const Shape &shape, int depth);

QCborValue conformedStructure(const QCborMap &map, const Shape &shape, int depth)
{
    QCborMap result;
    for (const auto &[key, entry] : map) {
        const Member *member = shape.member(key.toString());
        const QCborValue fitting = member ? conformedAt(entry, *member->target, depth + 1) : QCborValue();
        if (!fitting.isUndefined())
            result[key.toString()] = fitting;
    }
    return result.isEmpty() && !map.isEmpty() ? QCborValue() : QCborValue(result);
}

QCborValue conformedAt(const QCborValue &value, const Shape &shape, int depth)
{
    if (depth > kDeepest)
        return {};
    if (shape.isText())
        return value.isString() ? value : QCborValue();
    const bool isWrapped =
        isStructure(shape) && shape.members.size() == 1 && shape.members.front().name == u"Value";
    if (isWrapped && !value.isMap() && !value.isUndefined()) // EC2 says so of what may be left as it is
        return conformedStructure({{shape.members.front().name, value}}, shape, depth);
    if (isStructure(shape))
        return value.isMap() ? conformedStructure(value.toMap(), shape, depth) : QCborValue();
    if (shape.type == ShapeType::List) {
        QCborArray list;
        for (const QCborValue entry : value.toArray()) {
            const QCborValue fitting = conformedAt(entry, *shape.element.target, depth + 1);
            if (!fitting.isUndefined())
                list.append(fitting);
        }
        return value.isArray() && (!list.isEmpty() || value.toArray().isEmpty()) ? QCborValue(list)
                                                                                 : QCborValue();
    }
    if (shape.type == ShapeType::Map) {
        QCborMap map;
        for (const auto &[key, entry] : value.toMap()) {
            const QCborValue fitting = conformedAt(entry, *shape.element.target, depth + 1);
            if (!fitting.isUndefined())
                map[key.toString()] = fitting;
        }
        return value.isMap() ? QCborValue(map) : QCborValue();
    }
    const bool fits = shape.isInteger()      ? value.isInteger()
        : shape.isNumber()                   ? value.isInteger() || value.isDouble() || value.isString()
        : shape.type == ShapeType::Boolean   ? value.isBool()
        : shape.type == ShapeType::Blob      ? value.isByteArray()
        : shape.type == ShapeType::Timestamp ? document::momentOf(value).has_value()
                                             : shape.type == ShapeType::Document;
    return fits ? value : QCborValue();
}

// Of a structure that says a key and a value, in whatever case.
QString partOf(const QCborMap &map, QStringView end)
{
    for (const auto &[key, value] : map) {
        if (value.isString() && key.toString().endsWith(end, Qt::CaseInsensitive))
            return value.toString();
    }
    return {};
}

const Member *memberFor(const Shape &shape, QStringView end)
{
    const auto found = std::ranges::find_if(shape.members, [end](const Member &member) {
        return member.target->isText() && member.name.endsWith(end, Qt::CaseInsensitive);
    });
    return found == shape.members.end() ? nullptr : &*found;
}

QCborValue withoutSecretsAt(const QCborValue &value, const Shape &shape, const QStringList &names, int depth)
{
    if (depth > kDeepest)
        return {};
    if (isStructure(shape) && value.isMap()) {
        QCborMap result;
        for (const auto &[key, entry] : value.toMap()) {
            const Member *member = shape.member(key.toString());
            if (member && (!document::isSecret(*member) || names.contains(member->name)))
                result[key.toString()] = withoutSecretsAt(entry, *member->target, names, depth + 1);
        }
        return result;
    }
    const bool isList = shape.type == ShapeType::List && value.isArray();
    const bool isMap = shape.type == ShapeType::Map && value.isMap();
    if ((isList || isMap) && document::isSecret(shape.element))
        return isList ? QCborValue(QCborArray()) : QCborValue(QCborMap());
    if (isList) {
        QCborArray result;
        for (const QCborValue entry : value.toArray())
            result.append(withoutSecretsAt(entry, *shape.element.target, names, depth + 1));
        return result;
    }
    if (isMap) {
        QCborMap result;
        for (const auto &[key, entry] : value.toMap())
            result[key.toString()] = withoutSecretsAt(entry, *shape.element.target, names, depth + 1);
        return result;
    }
    return value;
}

} // namespace

QString Knowledge::key(const QString &name) const
{
    QString plain = name.toLower();
    plain.remove(u'-').remove(u'_').remove(u'.');
    const bool hasNoun = !m_noun.isEmpty() && plain.size() > m_noun.size() && plain.startsWith(m_noun);
    return hasNoun ? plain.sliced(m_noun.size()) : plain;
}

void Knowledge::add(const QCborMap &values, bool deep)
{
    for (const auto &[name, value] : values) {
        const QCborValue inner = value.isArray() ? value.toArray().at(0) : value;
        if (deep && inner.isMap())
            add(inner.toMap(), false);
    }
    for (const auto &[name, value] : values)
        m_values[key(name.toString())].prepend(value);
}

QCborValue Knowledge::named(const QString &name) const
{
    const QList<QCborValue> values = m_values.value(key(name));
    if (!values.isEmpty())
        return values.first();
    const bool isName = !m_ownName.isEmpty() && (key(name) == u"name" || key(name) == m_noun);
    return isName ? QCborValue(m_ownName) : QCborValue();
}

std::optional<QString> Knowledge::tag(const QString &key) const
{
    return m_tags && m_tags->contains(key) ? std::optional(m_tags->value(key)) : std::nullopt;
}

std::optional<QCborValue> Knowledge::value(const Member &member) const
{
    if (m_tags && isForTags(member.name)) {
        if (const auto tags = tagsAs(*m_tags, *member.target))
            return tags;
    }
    const auto found = m_values.constFind(key(member.name));
    if (found != m_values.cend()) {
        for (const QCborValue &known : *found) {
            const QCborValue fitting = conformed(known, *member.target);
            if (!fitting.isUndefined())
                return fitting;
        }
    }
    const QCborValue own =
        member.target->isText() && found == m_values.cend() ? named(member.name) : QCborValue();
    return own.isString() ? std::optional(own) : std::nullopt;
}

QCborMap flattened(const QCborMap &map)
{
    QCborMap flat;
    for (const auto &[name, value] : map) {
        if (value.isMap()) {
            for (const auto &[inner, part] : value.toMap())
                flat[inner] = part;
        } else {
            flat[name] = value;
        }
    }
    return flat;
}

QCborValue conformed(const QCborValue &value, const Shape &shape) { return conformedAt(value, shape, 0); }

bool isForTags(const QString &memberName)
{
    static const QStringList kNames{QStringLiteral("tags"), QStringLiteral("taglist"),
                                    QStringLiteral("tagset"), QStringLiteral("tagspecifications")};
    return kNames.contains(memberName.toLower());
}

TagMap tagsIn(const QCborValue &value)
{
    TagMap tags;
    for (const auto &[key, entry] : value.toMap()) {
        if (entry.isString())
            tags.insert(key.toString(), entry.toString());
        else if (entry.isArray())
            tags.insert(tagsIn(entry));
    }
    for (const QCborValue entry : value.toArray()) {
        const QCborMap pair = entry.toMap();
        if (const QString key = partOf(pair, u"key"); !key.isEmpty())
            tags.insert(key, partOf(pair, u"value"));
        for (const auto &[name, inner] : pair) {
            if (inner.isArray())
                tags.insert(tagsIn(inner));
        }
    }
    return tags;
}

std::optional<QCborValue> tagsAs(const TagMap &tags, const Shape &shape)
{
    if (shape.type == ShapeType::Map && shape.element.target->isText()) {
        QCborMap map;
        for (const auto &[key, value] : tags.asKeyValueRange())
            map[key] = value;
        return map;
    }
    const bool isList = shape.type == ShapeType::List && isStructure(*shape.element.target);
    const Member *key = isList ? memberFor(*shape.element.target, u"key") : nullptr;
    const Member *value = isList ? memberFor(*shape.element.target, u"value") : nullptr;
    if (!key || !value)
        return std::nullopt;
    QCborArray list;
    for (const auto &[name, text] : tags.asKeyValueRange())
        list.append(QCborMap{{key->name, name}, {value->name, text}});
    return list;
}

TagMap tagsGiven(const QCborMap &input, const Shape &shape)
{
    for (const Member &member : shape.members) {
        const QCborValue value = input.value(member.name);
        if (value.isUndefined() || value.isString())
            continue;
        if (isForTags(member.name) || member.name.endsWith(u"tags", Qt::CaseInsensitive))
            return tagsIn(value);
        // "Tagging" holds them one level further down.
        const bool isHolder = member.name.startsWith(u"tag", Qt::CaseInsensitive)
            && member.target->type == ShapeType::Structure;
        if (isHolder && value.isMap())
            return tagsGiven(value.toMap(), *member.target);
    }
    return {};
}

QCborMap asMap(const TagMap &tags)
{
    QCborMap map;
    for (const auto &[key, value] : tags.asKeyValueRange())
        map[key] = value;
    return map;
}

QCborMap withoutSecrets(const QCborMap &map, const Shape &shape, const QStringList &names)
{
    return withoutSecretsAt(map, shape, names, 0).toMap();
}

} // namespace formwork::practice
