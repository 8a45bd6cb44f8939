// SPDX-License-Identifier: Apache-2.0
#include "alike/adapt.h"

#include "base/tr.h"
#include "document/json.h"
#include "relations/words.h"

#include <QCborArray>
#include <QLocale>

#include <optional>
#include <tuple>

namespace formwork::alike
{

namespace
{

using model::ShapeType;

constexpr int kDeepest = 100;

bool isNothing(const QCborValue &value)
{
    return value.isUndefined() || value.isInvalid() || value.isNull()
        || (value.isString() && value.toString().isEmpty()) || (value.isMap() && value.toMap().isEmpty())
        || (value.isArray() && value.toArray().isEmpty());
}

bool isScalar(const QCborValue &value) { return !value.isMap() && !value.isArray(); }

QString textOf(const QCborValue &value)
{
    if (value.isBool())
        return value.toBool() ? QStringLiteral("true") : QStringLiteral("false");
    if (value.isInteger())
        return QString::number(value.toInteger());
    if (value.isDouble())
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    return value.toString();
}

// Of entries like {"Key": ..., "Value": ...}, whatever they are called; null where they are not.
struct Pair {
    const model::Member *key = nullptr;
    const model::Member *value = nullptr;
};

Pair pairOf(const model::Shape &entry)
{
    Pair pair;
    if (entry.type != ShapeType::Structure)
        return pair;
    for (const char *name : {"key", "tagkey", "name"}) {
        pair.key = pair.key ? pair.key : memberNamed(entry, QString::fromLatin1(name));
    }
    for (const char *name : {"value", "tagvalue"})
        pair.value = pair.value ? pair.value : memberNamed(entry, QString::fromLatin1(name));
    return pair;
}

QCborValue inPair(const QCborMap &entry, std::initializer_list<const char *> names)
{
    for (const char *name : names) {
        for (const auto &[key, value] : entry) {
            if (key.toString().compare(QLatin1StringView(name), Qt::CaseInsensitive) == 0)
                return value;
        }
    }
    return {QCborValue::Undefined};
}

QCborValue keyIn(const QCborValue &entry) { return inPair(entry.toMap(), {"key", "tagkey", "name"}); }
QCborValue valueIn(const QCborValue &entry) { return inPair(entry.toMap(), {"value", "tagvalue"}); }

bool isReserved(const QCborValue &key) { return key.toString().startsWith(QLatin1StringView("aws:")); }

std::optional<bool> booleanOf(const QString &text)
{
    if (text.compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0)
        return true;
    if (text.compare(QLatin1StringView("false"), Qt::CaseInsensitive) == 0)
        return false;
    return std::nullopt;
}

} // namespace

std::string plainName(const QString &name)
{
    return relations::joined(relations::singulars(relations::wordsOf(name.toStdString())));
}

const model::Member *memberNamed(const model::Shape &shape, const QString &name, const std::string &noun)
{
    if (const model::Member *member = shape.member(name))
        return member;
    const std::string plain = plainName(name);
    const auto bare = [&noun](const std::string &text) {
        return !noun.empty() && text.size() > noun.size() && text.starts_with(noun) ? text.substr(noun.size())
                                                                                    : text;
    };
    const model::Member *loose = nullptr;
    const model::Member *bared = nullptr;
    for (const model::Member &member : shape.members) {
        if (member.wireName() == name || member.name.compare(name, Qt::CaseInsensitive) == 0)
            return &member;
        const std::string other = plainName(member.name);
        if (!loose && other == plain)
            loose = &member;
        if (!bared && !noun.empty() && bare(other) == bare(plain))
            bared = &member;
    }
    return loose ? loose : bared;
}

QCborValue Adapting::refuse(const QString &path, const QString &sentence)
{
    if (m_origin == Origin::Answer)
        m_notes.append({Note::Why::ByService, path, Tr::tr("%1 is given by the service.").arg(path)});
    else
        m_notes.append({Note::Why::NotUnderstood, path,
                        sentence.isEmpty() ? Tr::tr("%1 has no place in the input.").arg(path) : sentence});
    return {QCborValue::Undefined};
}

QCborValue Adapting::value(const QCborValue &given, const model::Shape &shape, const QString &path, int depth)
{
    if (given.isUndefined() || given.isInvalid() || given.isNull() || depth > kDeepest)
        return {QCborValue::Undefined};
    if (m_origin == Origin::Answer && isNothing(given))
        return {QCborValue::Undefined};
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        if (given.isMap())
            return structure(given.toMap(), shape, path, depth);
        // {"Quantity": 2, "Items": [...]} of what others write as a list.
        if (const model::Member *items = shape.member(u"Items"); items && given.isArray()) {
            QCborMap wrapped;
            if (const model::Member *quantity = shape.member(u"Quantity"))
                wrapped[quantity->name] = given.toArray().size();
            wrapped[items->name] = value(given, *items->target, path, depth + 1);
            return wrapped;
        }
        return refuse(path, Tr::tr("%1 is a structure, and no single value.").arg(path));
    case ShapeType::List:
        return list(given, shape, path, depth);
    case ShapeType::Map:
        return map(given, shape, path, depth);
    case ShapeType::Document:
        return given;
    default:
        return scalar(given, shape, path);
    }
}

QCborValue Adapting::structure(const QCborMap &given, const model::Shape &shape, const QString &path,
                               int depth)
{
    QCborMap result;
    for (const auto &[key, inner] : given) {
        const QString name = key.toString();
        const QString place = path.isEmpty() ? name : path + u'.' + name;
        const model::Member *member = memberNamed(shape, name, depth == 0 ? m_noun : std::string());
        if (!member || result.contains(QCborValue(member->name))) {
            if (m_origin != Origin::Answer || !isNothing(inner))
                std::ignore = refuse(place);
            continue;
        }
        const QCborValue fitted = value(inner, *member->target, place, depth + 1);
        if (!fitted.isUndefined())
            result[member->name] = fitted;
    }
    const bool isEmpty = result.isEmpty() && !given.isEmpty();
    return isEmpty ? QCborValue(QCborValue::Undefined) : QCborValue(result);
}

// Tags that belong to a kind of thing: the kind is that of the thing that is made.
QCborValue Adapting::tagSpecifications(const QCborArray &tags, const model::Shape &shape)
{
    const model::Shape &entry = *shape.element.target;
    const model::Member *kind = entry.type == ShapeType::Structure ? entry.member(u"ResourceType") : nullptr;
    const model::Member *inner = entry.type == ShapeType::Structure ? entry.member(u"Tags") : nullptr;
    const bool areTags =
        !tags.isEmpty() && keyIn(tags.first()).isString() && !valueIn(tags.first()).isUndefined();
    if (!kind || !inner || !areTags)
        return {QCborValue::Undefined};
    for (const model::EnumValue &known : kind->target->enumValues) {
        if (plainName(known.value) != m_noun)
            continue;
        const QCborValue fitted = value(tags, *inner->target, inner->name, 1);
        return fitted.isUndefined() ? fitted
                                    : QCborArray{QCborMap{{kind->name, known.value}, {inner->name, fitted}}};
    }
    return {QCborValue::Undefined};
}

QCborValue Adapting::list(const QCborValue &given, const model::Shape &shape, const QString &path, int depth)
{
    const model::Shape &entry = *shape.element.target;
    QCborArray entries = given.toArray();
    if (given.isMap()) { // {"team": "blue"} for [{"Key": "team", "Value": "blue"}]
        const Pair pair = pairOf(entry);
        const QCborMap items = given.toMap();
        if (const QCborValue inside = items.value(QStringLiteral("Items")); inside.isArray()) {
            entries = inside.toArray();
        } else if (pair.key && pair.value) {
            for (const auto &[key, inner] : items)
                entries.append(QCborMap{{pair.key->name, key}, {pair.value->name, inner}});
        } else {
            entries.append(given);
        }
    } else if (!given.isArray()) {
        entries.append(given);
    }
    if (const QCborValue specified = tagSpecifications(entries, shape); !specified.isUndefined())
        return specified;
    QCborArray result;
    for (qsizetype i = 0; i < entries.size(); ++i) {
        const QString place = path + u'[' + QString::number(i) + u']';
        if (isReserved(keyIn(entries[i]))) {
            m_notes.append({Note::Why::Reserved, place, Tr::tr("%1 is reserved for AWS.").arg(place)});
            continue;
        }
        const QCborValue fitted = value(entries[i], entry, place, depth + 1);
        if (!fitted.isUndefined())
            result.append(fitted);
    }
    const bool isEmpty = result.isEmpty() && (!entries.isEmpty() || m_origin == Origin::Answer);
    return isEmpty ? QCborValue(QCborValue::Undefined) : QCborValue(result);
}

QCborValue Adapting::map(const QCborValue &given, const model::Shape &shape, const QString &path, int depth)
{
    QCborMap pairs;
    if (given.isMap()) {
        pairs = given.toMap();
    } else if (given.isArray()) {
        for (const QCborValue &entry : given.toArray()) {
            if (!keyIn(entry).isString() || valueIn(entry).isUndefined())
                return refuse(path, Tr::tr("%1 is a map of names to values, and no list.").arg(path));
            pairs[keyIn(entry).toString()] = valueIn(entry);
        }
    } else {
        return refuse(path, Tr::tr("%1 is a map of names to values, and no single value.").arg(path));
    }
    QCborMap result;
    for (const auto &[key, inner] : std::as_const(pairs)) {
        const QString place = path + u'.' + textOf(key);
        if (isReserved(key)) {
            m_notes.append({Note::Why::Reserved, place, Tr::tr("%1 is reserved for AWS.").arg(place)});
            continue;
        }
        const QCborValue fitted = value(inner, *shape.element.target, place, depth + 1);
        if (!fitted.isUndefined())
            result[textOf(key)] = fitted;
    }
    return result.isEmpty() && !pairs.isEmpty() ? QCborValue(QCborValue::Undefined) : QCborValue(result);
}

QCborValue Adapting::scalar(const QCborValue &given, const model::Shape &shape, const QString &path)
{
    if (!isScalar(given)) {
        if (m_origin == Origin::Text && shape.isText()) // a policy, a template
            return QString::fromUtf8(document::toPlainJson(given, document::JsonStyle::Indented)).trimmed();
        return refuse(path, Tr::tr("%1 takes a single value.").arg(path));
    }
    if (shape.isText())
        return given.isString() || m_origin == Origin::Answer ? given : QCborValue(textOf(given));
    if (shape.type == ShapeType::Boolean && given.isString()) {
        if (const std::optional<bool> truth = booleanOf(given.toString()))
            return *truth;
    }
    // Numbers, times and data as JSON has them; what does not fit stays as it is and is told by the form.
    if (given.isString() && m_origin == Origin::Text) {
        const QString text = given.toString().trimmed();
        bool isNumber = false;
        if (shape.isInteger()) {
            const qint64 number = text.toLongLong(&isNumber);
            if (isNumber)
                return number;
        } else if (shape.type == ShapeType::Float || shape.type == ShapeType::Double) {
            const double number = text.toDouble(&isNumber);
            if (isNumber)
                return number;
        }
    }
    const bool isWire =
        shape.type == ShapeType::Blob || shape.type == ShapeType::Timestamp || shape.isNumber();
    if (isWire && m_origin == Origin::Text) {
        const auto read = document::fromJson(document::toPlainJson(given), shape);
        if (shape.type == ShapeType::Blob && (!read || !read->isByteArray()))
            return refuse(path, Tr::tr("%1 is data, which is written in base64.").arg(path));
        return read ? *read : given;
    }
    return given;
}

} // namespace formwork::alike
