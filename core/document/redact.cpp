// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"

#include "document/secretnames.h"

#include <QByteArrayMatcher>
#include <QCborArray>
#include <QCborMap>
#include <QHash>

#include <algorithm>
#include <array>
#include <optional>

namespace formwork::document
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

bool hasText(const Shape *shape)
{
    return !shape || shape->type == ShapeType::String || shape->type == ShapeType::Blob;
}

// Whether a person gave the name: what a model names is judged more closely.
enum class Named { ByModel, ByPerson };

// Of the name alone, with that of the shape: the same few are asked for again and again.
bool isSecretPair(const QString &name, const QString &shape, Named named)
{
    using Key = std::pair<QString, QString>;
    static thread_local std::array<QHash<Key, bool>, 2> judged;
    QHash<Key, bool> &known = judged[named == Named::ByPerson ? 1 : 0];
    const Key key(name, shape);
    if (const auto found = known.constFind(key); found != known.cend())
        return *found;
    const bool isNamedSo = named == Named::ByPerson ? isSecretKey(name) : isSecretName(name);
    const bool isOne = !isKnownHarmless(name, shape)
        && (isKnownSecret(name, shape) || (isNamedSo && !isReferenceShape(shape)));
    constexpr qsizetype kMany = 20'000; // keys of maps may be anything
    if (known.size() >= kMany)
        known.clear();
    known.insert(key, isOne);
    return isOne;
}

bool isSecretByName(const Member &member, const QString &name, Named named)
{
    if (!hasText(member.target) || member.idempotencyToken)
        return false;
    // What stands in the path of a URL names a resource.
    const bool isLabel =
        member.location == model::Location::Label || member.location == model::Location::GreedyLabel;
    if (isLabel || !isSecretPair(name, member.target ? member.target->name : QString(), named))
        return false;
    return !member.effectiveConstraints().pattern.contains(QLatin1StringView("arn:"));
}

// What can be a password by its name: a number too, where the model does not know the member.
bool isScalar(const QCborValue &value)
{
    return value.isString() || value.isByteArray() || value.isInteger() || value.isDouble();
}

bool isSecretValue(const QCborValue &value)
{
    if (value.isByteArray()) {
        static const QByteArrayMatcher kPrivateKey("PRIVATE KEY-----");
        return kPrivateKey.indexIn(value.toByteArray()) >= 0;
    }
    return value.isString() && isSecretText(value.toString());
}

// Of {"Name": "DB_PASSWORD", "Value": "..."} and the like: the prefix that both names share, and what they
// end with.
std::optional<QString> pairedName(const QCborMap &map, const QString &valueName)
{
    constexpr QStringView kValue = u"value";
    if (!valueName.endsWith(kValue, Qt::CaseInsensitive))
        return {};
    const QStringView prefix = QStringView(valueName).chopped(kValue.size());
    for (const auto &[key, value] : map) {
        if (!value.isString())
            continue;
        const QString name = key.toString();
        const bool isOption = prefix.isEmpty()
            && (name.compare(u"optionname", Qt::CaseInsensitive) == 0
                || name.compare(u"parametername", Qt::CaseInsensitive) == 0);
        const QStringView rest = QStringView(name).sliced(std::min(prefix.size(), name.size()));
        const bool isSame = name.startsWith(prefix, Qt::CaseInsensitive)
            && (rest.compare(u"key", Qt::CaseInsensitive) == 0
                || rest.compare(u"name", Qt::CaseInsensitive) == 0);
        if (isSame || isOption)
            return value.toString();
    }
    return {};
}

class SecretMapper
{
public:
    SecretMapper(const Visit &replace, Names names)
        : m_replace(replace)
        , m_names(names)
    {
    }

    // Whether anything changed; `value` is written only then. `name` is that of the member that holds it.
    bool apply(QCborValue &value, const Shape *shape, const Pointer &at, const QString &name = {})
    {
        if (value.isMap())
            return applyToMap(value, shape, at);
        if (value.isArray())
            return applyToArray(value, shape, at, name);
        return false;
    }

private:
    bool applyToMember(QCborValue &value, const Member &member, const QString &name, Named named,
                       const Pointer &at)
    {
        const bool isNamedSo = isScalar(value) && isSecretByName(member, name, named);
        if (!isNamedSo && !isSecret(member) && !isSecretValue(value))
            return apply(value, member.target, at, name);
        return replaceIn(value, member, name, at);
    }

    bool replaceIn(QCborValue &value, const Member &member, const QString &name, const Pointer &at)
    {
        Member judged = member;
        judged.name = name;
        value = m_replace(at, judged, value);
        return true;
    }

    bool applyToEntry(QCborValue &value, const QCborMap &map, const Shape *shape, const QString &key,
                      const Pointer &at)
    {
        const std::optional<QString> pair = isScalar(value) ? pairedName(map, key) : std::nullopt;
        const bool isPaired = pair && isSecretKey(*pair);
        const bool hasMembers =
            shape && (shape->type == ShapeType::Structure || shape->type == ShapeType::Union);
        const Member *member = hasMembers ? memberOf(*shape, key) : nullptr;
        if (member && !isPaired && hasText(member->target) && isSecretIn(shape->name, key))
            return replaceIn(value, *member, key, at);
        if (member)
            return applyToMember(value, *member, isPaired ? *pair : key,
                                 isPaired ? Named::ByPerson : Named::ByModel, at);
        const bool isMap = shape && shape->type == ShapeType::Map;
        return applyToMember(value, isMap ? shape->element : unmodelled(), isPaired ? *pair : key,
                             Named::ByPerson, at);
    }

    const Member *memberOf(const Shape &shape, const QString &key) const
    {
        if (m_names == Names::Wire) {
            const auto found = std::ranges::find_if(
                shape.members, [&](const Member &member) { return member.wireName() == key; });
            if (found != shape.members.end())
                return &*found;
        }
        return shape.member(key);
    }

    bool applyToMap(QCborValue &value, const Shape *shape, const Pointer &at)
    {
        QCborMap map = value.toMap();
        const QCborMap before = map;
        bool changed = false;
        for (qsizetype i = 0; i < map.size(); ++i) {
            const auto it = before.constBegin() + i;
            const QString key = it.key().toString();
            QCborValue entry = it.value();
            if (applyToEntry(entry, before, shape, key, at.child(key))) {
                (map.begin() + i).value() = entry;
                changed = true;
            }
        }
        if (changed)
            value = map;
        return changed;
    }

    // The entries of `Passwords` are passwords: they go by the name of their list.
    bool applyToArray(QCborValue &value, const Shape *shape, const Pointer &at, const QString &name)
    {
        const bool isList = shape && shape->type == ShapeType::List;
        const Member &member = isList ? shape->element : unmodelled();
        QCborArray array = value.toArray();
        bool changed = false;
        for (qsizetype i = 0; i < array.size(); ++i) {
            QCborValue entry = array.at(i);
            if (applyToMember(entry, member, name, Named::ByModel, at.child(i))) {
                array[i] = entry;
                changed = true;
            }
        }
        if (changed)
            value = array;
        return changed;
    }

    // Of what the model does not know, only the name can give it away.
    static const Member &unmodelled()
    {
        static const Member member = [] {
            static const Shape kText = [] {
                Shape shape;
                shape.type = ShapeType::String;
                return shape;
            }();
            Member result;
            result.target = &kText;
            return result;
        }();
        return member;
    }

    const Visit &m_replace;
    Names m_names;
};

} // namespace

bool isSecret(const Member &member)
{
    if (member.isSensitive())
        return true;
    const bool isMap = member.target && member.target->type == ShapeType::Map;
    if (isMap && member.target->key.isSensitive())
        return true; // keys cannot be sealed one by one
    return isSecretByName(member, member.name, Named::ByModel);
}

bool isSecretEntry(const Member &list)
{
    if (!list.target || list.target->type != ShapeType::List)
        return false;
    Member entry = list.target->element;
    entry.name = list.name;
    return isSecret(entry);
}

QCborValue mapSecrets(const QCborValue &value, const Shape &shape, const Visit &replace, Names names)
{
    QCborValue result = value;
    SecretMapper(replace, names).apply(result, &shape, Pointer());
    return result;
}

QCborValue redacted(const QCborValue &value, const Shape &shape)
{
    return mapSecrets(value, shape, [](const Pointer &, const Member &, const QCborValue &) {
        return QCborValue(kSealedText.toString());
    });
}

} // namespace formwork::document
