// SPDX-License-Identifier: Apache-2.0
#include "catalog/covers.h"

#include "base/tr.h"

#include <algorithm>
#include <deque>
#include <set>

namespace formwork::catalog
{

namespace
{

// Strings and enumerations are written alike, and so are the whole numbers.
bool isAlike(model::ShapeType a, model::ShapeType b)
{
    const auto isText = [](model::ShapeType type) {
        return type == model::ShapeType::String || type == model::ShapeType::Enum;
    };
    const auto isWhole = [](model::ShapeType type) {
        return type >= model::ShapeType::IntEnum && type <= model::ShapeType::Long;
    };
    const auto isRecord = [](model::ShapeType type) {
        return type == model::ShapeType::Structure || type == model::ShapeType::Union;
    };
    return a == b || (isText(a) && isText(b)) || (isWhole(a) && isWhole(b)) || (isRecord(a) && isRecord(b));
}

class Comparison
{
public:
    void shapes(const model::Shape *found, const model::Shape *own)
    {
        if (found && own && m_seen.emplace(found, own).second)
            m_pending.emplace_back(found, own);
    }

    std::optional<QString> run()
    {
        while (!m_pending.empty() && !m_lack) {
            const auto [found, own] = m_pending.front();
            m_pending.pop_front();
            compare(*found, *own);
        }
        return m_lack;
    }

private:
    void compare(const model::Shape &found, const model::Shape &own)
    {
        for (const model::EnumValue &value : own.enumValues) {
            const auto isSame = [&value](const model::EnumValue &other) {
                return other.value == value.value;
            };
            if (!found.enumValues.isEmpty() && std::ranges::none_of(found.enumValues, isSame))
                m_lack = Tr::tr("%1 has no value %2").arg(own.name, value.value);
        }
        for (const model::Member &member : own.members) {
            const model::Member *other = found.member(member.name);
            if (!other) {
                m_lack = Tr::tr("%1 has no member %2").arg(own.name, member.name);
                return;
            }
            members(*other, member, own.name);
        }
        if (own.element.target && found.element.target)
            members(found.element, own.element, own.name);
        if (own.key.target && found.key.target)
            members(found.key, own.key, own.name);
    }

    void members(const model::Member &found, const model::Member &own, const QString &of)
    {
        const QString name = of + u'.' + own.name;
        if (!isAlike(found.target->type, own.target->type))
            m_lack = Tr::tr("%1 is of another type").arg(name);
        else if (own.isSensitive() && !found.isSensitive())
            m_lack = Tr::tr("%1 is not marked as secret").arg(name);
        else if (own.idempotencyToken && !found.idempotencyToken)
            m_lack = Tr::tr("%1 is not marked as the client token").arg(name);
        else if (own.location != found.location)
            m_lack = Tr::tr("%1 is sent in another place").arg(name);
        shapes(found.target, own.target);
    }

    std::deque<std::pair<const model::Shape *, const model::Shape *>> m_pending;
    std::set<std::pair<const model::Shape *, const model::Shape *>> m_seen;
    std::optional<QString> m_lack;
};

} // namespace

std::optional<QString> lacking(const model::Operation &found, const model::Operation &own)
{
    if (found.service->signingName != own.service->signingName)
        return Tr::tr("the service signs with another name");
    if (found.httpMethod != own.httpMethod || found.httpUri != own.httpUri)
        return Tr::tr("the operation is sent to another path");
    Comparison comparison;
    for (const model::Shape *error : own.errors) {
        const model::Shape *other = found.error(error->name);
        if (!other)
            return Tr::tr("it does not list the error %1").arg(error->name);
        comparison.shapes(other, error);
    }
    comparison.shapes(found.input, own.input);
    comparison.shapes(found.output, own.output);
    return comparison.run();
}

} // namespace formwork::catalog
