// SPDX-License-Identifier: Apache-2.0
#include "readers/graph.h"

#include "base/exactnumber.h"
#include "base/tr.h"
#include "readers/namecheck.h"

#include <QDateTime>

#include <unordered_map>

namespace formwork::readers
{

namespace
{

// Models write defaults in JSON; documents hold blobs as bytes, timestamps as date-times and doubles as
// doubles.
void adaptDefault(std::optional<QCborValue> &value, model::ShapeType type)
{
    if (!value || value->isNull())
        return;
    const bool isBig = type == model::ShapeType::BigInteger || type == model::ShapeType::BigDecimal;
    const bool isExact = value->isTag() && value->tag() == kExactNumberTag;
    if (isBig && (isExact || value->isInteger()))
        value = isExact ? value->taggedValue().toString() : QString::number(value->toInteger());
    else if (isExact && type != model::ShapeType::Document)
        value = value->taggedValue().toString().toDouble();
    else if (type == model::ShapeType::Blob && value->isString())
        value = QByteArray::fromBase64(value->toString().toLatin1());
    else if (type == model::ShapeType::Timestamp && value->isInteger())
        value = QCborValue(QDateTime::fromSecsSinceEpoch(value->toInteger(), Qt::UTC));
    else if ((type == model::ShapeType::Double || type == model::ShapeType::Float) && value->isInteger())
        value = double(value->toInteger());
}

void adaptMember(model::Member &member)
{
    if (member.target)
        adaptDefault(member.defaultValue, member.target->type);
}

const model::Shape *inside(const model::Shape *shape)
{
    return shape->type == model::ShapeType::List || shape->type == model::ShapeType::Map
        ? shape->element.target
        : nullptr;
}

} // namespace

model::Shape *Graph::shapeFor(std::string_view id)
{
    const auto [entry, isNew] = m_made.try_emplace(id, nullptr);
    if (isNew) {
        entry->second = &m_operation.shapes.emplace_back();
        m_pending.emplace_back(id, entry->second);
    }
    return entry->second;
}

model::Shape *Graph::emptyStructure(const QString &name)
{
    model::Shape &shape = m_operation.shapes.emplace_back();
    shape.name = name;
    return &shape;
}

void Graph::run(const Fill &fill)
{
    while (!m_pending.empty()) {
        const auto [id, shape] = m_pending.front();
        m_pending.pop_front();
        fill(id, *shape);
    }
}

void Graph::finish(Complaints &complaints)
{
    for (model::Shape &shape : m_operation.shapes) {
        adaptDefault(shape.defaultValue, shape.type);
        for (model::Member &member : shape.members) {
            adaptMember(member);
            if (!isPlainName(member.name))
                complaints.add(
                    shape.name.left(100),
                    Tr::tr("The name of a member holds characters that are not seen, or is too long."));
        }
    }
    checkCircles(complaints);
}

void Graph::checkCircles(Complaints &complaints) const
{
    // Each list and map leads to one shape, so walking on until something already seen visits every shape
    // once.
    std::unordered_map<const model::Shape *, const model::Shape *> walkOf;
    for (const model::Shape &start : m_operation.shapes) {
        for (const model::Shape *at = &start; at != nullptr; at = inside(at)) {
            const auto [seen, isNew] = walkOf.try_emplace(at, &start);
            if (isNew)
                continue;
            if (seen->second == &start)
                complaints.add(at->name, Tr::tr("The list or map contains nothing but itself."));
            break;
        }
    }
}

void markGreedyLabels(const QByteArray &uri, model::Shape &input)
{
    for (model::Member &member : input.members) {
        if (member.location == model::Location::Label && uri.contains('{' + member.name.toUtf8() + "+}"))
            member.location = model::Location::GreedyLabel;
    }
}

void checkEntries(const JsonView &place, const model::Shape &shape)
{
    if ((shape.type == model::ShapeType::List || shape.type == model::ShapeType::Map)
        && !shape.element.target)
        place.complain(Tr::tr("The list or map does not say what it holds."));
    if (shape.type == model::ShapeType::Map && !shape.key.target)
        place.complain(Tr::tr("The map does not say what its keys are."));
}

} // namespace formwork::readers
