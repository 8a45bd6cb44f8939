// SPDX-License-Identifier: Apache-2.0
#include "document/json.h"

#include <QCborArray>
#include <QCborMap>
#include <QDateTime>

#include <algorithm>
#include <vector>

namespace formwork::document
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

constexpr size_t kDeepest = 64; // published models nest a third of that; hostile ones would eat the stack

class SkeletonMaker
{
public:
    explicit SkeletonMaker(bool everyMember)
        : m_everyMember(everyMember)
    {
    }

    QCborValue make(const Shape &shape);

private:
    QCborValue makeContainer(const Shape &shape);
    QCborMap makeStructure(const Shape &shape);

    bool m_everyMember;
    int m_budget =
        100'000; // a skeleton larger than this helps nobody, and hostile models would grow without end
    std::vector<const Shape *> m_path;
};

QCborValue SkeletonMaker::make(const Shape &shape)
{
    switch (shape.type) {
    case ShapeType::Blob:
        return QByteArray("");
    case ShapeType::Boolean:
        return false;
    case ShapeType::Enum:
        return shape.enumValues.isEmpty() ? QString(QLatin1String("")) : shape.enumValues.first().value;
    case ShapeType::IntEnum:
        return shape.enumValues.isEmpty() ? 0 : shape.enumValues.first().value.toLongLong();
    case ShapeType::String:
        return QString(QLatin1String(""));
    case ShapeType::BigInteger:
    case ShapeType::BigDecimal:
        return QStringLiteral("0");
    case ShapeType::Float:
    case ShapeType::Double:
        return 0.0;
    case ShapeType::Timestamp:
        return QCborValue(QDateTime::fromSecsSinceEpoch(0, Qt::UTC));
    case ShapeType::Document:
        return QCborMap();
    case ShapeType::List:
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
        return makeContainer(shape);
    default:
        return 0;
    }
}

QCborValue SkeletonMaker::makeContainer(const Shape &shape)
{
    const bool repeats = std::find(m_path.begin(), m_path.end(), &shape) != m_path.end();
    const bool isList = shape.type == ShapeType::List;
    const bool hasEntries = isList || shape.type == ShapeType::Map;
    if (repeats || m_path.size() >= kDeepest || --m_budget < 0 || (hasEntries && !m_everyMember)
        || (hasEntries && !shape.element.target))
        return isList ? QCborValue(QCborArray()) : QCborValue(QCborMap());
    m_path.push_back(&shape);
    QCborValue result;
    if (isList)
        result = QCborArray{make(*shape.element.target)};
    else if (hasEntries)
        result = QCborMap{{QStringLiteral("KeyName"), make(*shape.element.target)}};
    else
        result = makeStructure(shape);
    m_path.pop_back();
    return result;
}

QCborMap SkeletonMaker::makeStructure(const Shape &shape)
{
    QCborMap map;
    for (const Member &member : shape.members) {
        const bool isUnion = shape.type == ShapeType::Union;
        // A missing token is filled in when the request is made; an empty one would be sent.
        const bool isWanted = m_everyMember || isUnion || (member.required && !member.idempotencyToken);
        if (!isWanted || !member.target)
            continue;
        map.insert(member.name, make(*member.target));
        if (isUnion)
            break; // exactly one
    }
    return map;
}

} // namespace

QCborValue skeleton(const Shape &shape, bool everyMember) { return SkeletonMaker(everyMember).make(shape); }

} // namespace formwork::document
