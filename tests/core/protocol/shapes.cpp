// SPDX-License-Identifier: Apache-2.0
#include "shapes.h"

namespace formwork::testing
{

using model::Member;
using model::Shape;
using model::ShapeType;

OperationBuilder::OperationBuilder(model::Protocol protocol)
    : m_service(std::make_shared<model::Service>())
    , m_operation(std::make_shared<model::Operation>())
{
    m_service->id = QStringLiteral("things");
    m_service->title = QStringLiteral("AWS Things");
    m_service->signingName = QStringLiteral("things");
    m_service->targetPrefix = QStringLiteral("Things_20260102");
    m_service->shapeName = QStringLiteral("Things");
    m_service->apiVersion = QStringLiteral("2026-01-02");
    m_service->protocols = {protocol};
    m_operation->service = m_service;
    m_operation->name = QStringLiteral("CreateThing");
    m_input = structure(QStringLiteral("CreateThingRequest"));
    m_output = structure(QStringLiteral("CreateThingResponse"));
    m_operation->input = m_input;
    m_operation->output = m_output;
}

Shape *OperationBuilder::scalar(ShapeType type)
{
    Shape &shape = m_operation->shapes.emplace_back();
    shape.type = type;
    shape.name = QStringLiteral("Scalar%1").arg(m_operation->shapes.size());
    return &shape;
}

Shape *OperationBuilder::structure(const QString &name)
{
    Shape *shape = scalar(ShapeType::Structure);
    shape->name = name;
    return shape;
}

Shape *OperationBuilder::list(Shape *element)
{
    Shape *shape = scalar(ShapeType::List);
    shape->element.name = QStringLiteral("member");
    shape->element.target = element;
    return shape;
}

Shape *OperationBuilder::map(Shape *value)
{
    Shape *key = scalar(ShapeType::String);
    Shape *shape = scalar(ShapeType::Map);
    shape->key.name = QStringLiteral("key");
    shape->key.target = key;
    shape->element.name = QStringLiteral("value");
    shape->element.target = value;
    return shape;
}

Member &OperationBuilder::add(Shape *structure, const QString &name, Shape *target)
{
    Member &member = structure->members.emplace_back();
    member.name = name;
    member.target = target;
    return member;
}

Member &OperationBuilder::add(Shape *structure, const QString &name, Shape *target, model::Location location,
                              const QString &locationName)
{
    Member &member = add(structure, name, target);
    member.location = location;
    member.locationName = locationName;
    return member;
}

Shape *OperationBuilder::error(const QString &name, int status)
{
    Shape *shape = structure(name);
    shape->error.isError = true;
    shape->error.httpStatus = status;
    m_operation->errors.append(shape);
    return shape;
}

} // namespace formwork::testing
