// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/service.h"

#include <QCborArray>
#include <QCborMap>

// An operation {Name, Password (sensitive), Size (integer), Policy, Tags (list of {Key, Value}),
// ClientToken}.
namespace sampleform
{

using namespace formwork;

inline model::Member member(const char *name, const model::Shape *target)
{
    model::Member result;
    result.name = QString::fromLatin1(name);
    result.target = target;
    return result;
}

inline model::Shape &shape(model::Operation &operation, const char *name, model::ShapeType type)
{
    model::Shape &made = operation.shapes.emplace_back();
    made.name = QString::fromLatin1(name);
    made.type = type;
    return made;
}

inline std::shared_ptr<const model::Operation> operation()
{
    auto made = std::make_shared<model::Operation>();
    made->name = QStringLiteral("CreateThing");
    const model::Shape &text = shape(*made, "String", model::ShapeType::String);
    const model::Shape &number = shape(*made, "Integer", model::ShapeType::Integer);
    model::Shape &tag = shape(*made, "Tag", model::ShapeType::Structure);
    tag.members = {member("Key", &text), member("Value", &text)};
    model::Shape &tags = shape(*made, "Tags", model::ShapeType::List);
    tags.element = member("member", &tag);
    model::Shape &input = shape(*made, "CreateThingRequest", model::ShapeType::Structure);
    input.members = {member("Name", &text),   member("Password", &text), member("Size", &number),
                     member("Policy", &text), member("Tags", &tags),     member("ClientToken", &text)};
    input.members[1].sensitiveTrait = true;
    input.members[5].idempotencyToken = true;
    made->input = &input;
    made->output = &input;
    return made;
}

inline QCborMap tagged(const QString &key, const QString &value)
{
    return {{QStringLiteral("Key"), key}, {QStringLiteral("Value"), value}};
}

} // namespace sampleform
