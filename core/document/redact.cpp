// SPDX-License-Identifier: Apache-2.0
#include "document/redact.h"

#include <QCborArray>
#include <QCborMap>
#include <QSet>

namespace formwork::document
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

// Names, in lower case, under which services hand out or take credentials without always marking them
// sensitive.
bool isCredentialName(const QString &memberName)
{
    static const QSet<QString> names = [] {
        QSet<QString> result;
        constexpr QStringView all =
            u"secretaccesskey sessiontoken password masteruserpassword newpassword oldpassword "
            u"previouspassword "
            "proposedpassword temporarypassword adminpassword userpassword accountpassword privatekey "
            "certificateprivatekey privatekeyplaintext keymaterial privatekeymaterial secretkey clientsecret "
            "accesstoken refreshtoken idtoken authorizationtoken authtoken bearertoken apitoken apikeyvalue "
            "secretstring secretbinary secretvalue sharedsecret passphrase presharedkey webhooksecret "
            "oauthtoken personalaccesstoken securitytoken";
        for (const QStringView name : all.split(u' '))
            result.insert(name.toString());
        return result;
    }();
    return names.contains(memberName.toLower());
}

bool hasText(const Shape *shape) { return !shape || shape->isText() || shape->type == ShapeType::Blob; }

class SecretMapper
{
public:
    explicit SecretMapper(const Visit &replace)
        : m_replace(replace)
    {
    }

    // Whether anything changed; `value` is written only then.
    bool apply(QCborValue &value, const Shape *shape, const Pointer &at)
    {
        if (value.isMap())
            return applyToMap(value, shape, at);
        if (value.isArray())
            return applyToArray(value, shape, at);
        return false;
    }

private:
    bool applyToMember(QCborValue &value, const Member &member, const Pointer &at)
    {
        if (!isSecret(member))
            return apply(value, member.target, at);
        value = m_replace(at, member, value);
        return true;
    }

    bool applyToMap(QCborValue &value, const Shape *shape, const Pointer &at)
    {
        const bool isMap = shape && shape->type == ShapeType::Map;
        const bool hasMembers =
            shape && (shape->type == ShapeType::Structure || shape->type == ShapeType::Union);
        QCborMap map = value.toMap();
        bool changed = false;
        for (qsizetype i = 0; i < map.size(); ++i) {
            const auto it = map.constBegin() + i;
            const QString key = it.key().toString();
            const Member *member = isMap ? &shape->element : hasMembers ? shape->member(key) : nullptr;
            QCborValue entry = it.value();
            if (applyToMember(entry, member ? *member : unmodelled(key), at.child(key))) {
                (map.begin() + i).value() = entry;
                changed = true;
            }
        }
        if (changed)
            value = map;
        return changed;
    }

    bool applyToArray(QCborValue &value, const Shape *shape, const Pointer &at)
    {
        const bool isList = shape && shape->type == ShapeType::List;
        QCborArray array = value.toArray();
        bool changed = false;
        for (qsizetype i = 0; i < array.size(); ++i) {
            QCborValue entry = array.at(i);
            if (applyToMember(entry, isList ? shape->element : unmodelled({}), at.child(i))) {
                array[i] = entry;
                changed = true;
            }
        }
        if (changed)
            value = array;
        return changed;
    }

    // A member that the model does not know: only its name can give it away.
    const Member &unmodelled(const QString &name)
    {
        static const Shape document = [] {
            Shape shape;
            shape.type = ShapeType::String;
            return shape;
        }();
        m_unmodelled.name = name;
        m_unmodelled.target = &document;
        return m_unmodelled;
    }

    const Visit &m_replace;
    Member m_unmodelled;
};

} // namespace

bool isSecret(const Member &member)
{
    if (member.isSensitive())
        return true;
    const bool isMap = member.target && member.target->type == ShapeType::Map;
    if (isMap && member.target->key.isSensitive())
        return true; // keys cannot be sealed one by one
    return hasText(member.target) && isCredentialName(member.name);
}

QCborValue mapSecrets(const QCborValue &value, const Shape &shape, const Visit &replace)
{
    QCborValue result = value;
    SecretMapper(replace).apply(result, &shape, Pointer());
    return result;
}

QCborValue redacted(const QCborValue &value, const Shape &shape)
{
    return mapSecrets(value, shape, [](const Pointer &, const Member &, const QCborValue &) {
        return QCborValue(kSealedText.toString());
    });
}

} // namespace formwork::document
