// SPDX-License-Identifier: Apache-2.0
#include "guide/modelcheck.h"

#include "base/tr.h"

#include <algorithm>

namespace formwork::guide
{

namespace
{

using model::Member;
using model::Shape;
using model::ShapeType;

void appendOnce(QList<const Member *> &list, const Member &member)
{
    if (member.target != nullptr && !list.contains(&member)) {
        list.append(&member);
    }
}

bool isIndex(const QString &token)
{
    bool isNumber = false;
    static_cast<void>(token.toUInt(&isNumber));
    return isNumber;
}

// The members one token leads to. A list has "*" and places, a map any key.
void follow(const Shape &shape, const QString &token, QList<const Member *> &out)
{
    const bool any = token == u"*";
    switch (shape.type) {
    case ShapeType::Structure:
    case ShapeType::Union:
        for (const Member &member : shape.members) {
            if (any || member.name == token) {
                appendOnce(out, member);
            }
        }
        break;
    case ShapeType::List:
        if (any || isIndex(token)) {
            appendOnce(out, shape.element);
        }
        break;
    case ShapeType::Map:
        appendOnce(out, shape.element);
        break;
    default:
        break;
    }
}

bool fits(const Shape &shape, const QCborValue &value)
{
    switch (shape.type) {
    case ShapeType::Enum:
        return std::ranges::any_of(shape.enumValues,
                                   [&value](const auto &known) { return value == known.value; });
    case ShapeType::IntEnum:
        return value.isInteger() && std::ranges::any_of(shape.enumValues, [&value](const auto &known) {
                   return QString::number(value.toInteger()) == known.value;
               });
    case ShapeType::String:
    case ShapeType::Blob:
    case ShapeType::Timestamp:
    case ShapeType::BigInteger:
    case ShapeType::BigDecimal:
        return value.isString();
    case ShapeType::Boolean:
        return value.isBool();
    case ShapeType::Float:
    case ShapeType::Double:
        return value.isDouble() || value.isInteger();
    case ShapeType::List:
        return value.isArray();
    case ShapeType::Map:
    case ShapeType::Structure:
    case ShapeType::Union:
        return value.isMap();
    case ShapeType::Document:
        return true;
    default:
        return value.isInteger();
    }
}

} // namespace

QList<const Member *> membersAt(const Shape &root, const document::Pointer &pattern)
{
    QList<const Member *> members;
    QList<const Shape *> shapes{&root};
    for (const QString &token : pattern.tokens()) {
        members.clear();
        for (const Shape *shape : std::as_const(shapes)) {
            follow(*shape, token, members);
        }
        shapes.clear();
        for (const Member *member : std::as_const(members)) {
            if (!shapes.contains(member->target)) {
                shapes.append(member->target);
            }
        }
    }
    return members;
}

QList<const Member *> ModelCheck::inputMembers(const document::Pointer &pointer) const
{
    return m_operation.input == nullptr ? QList<const Member *>{} : membersAt(*m_operation.input, pointer);
}

document::Pointer ModelCheck::inputPointer(const Entry &entry) const
{
    return inputPointer(entry, entry.text());
}

document::Pointer ModelCheck::inputPointer(const Entry &entry, const QString &text) const
{
    const auto pointer = document::Pointer::parse(text);
    if (!text.startsWith(u'/') || inputMembers(pointer).isEmpty()) {
        entry.fault(Tr::tr("\"%1\" leads to no member of the input of %2.").arg(text, m_operation.name));
    }
    return pointer;
}

document::Pointer ModelCheck::outputPointer(const Entry &entry) const
{
    const QString text = entry.text();
    const auto pointer = document::Pointer::parse(text);
    if (!text.startsWith(u'/') || m_operation.output == nullptr
        || membersAt(*m_operation.output, pointer).isEmpty()) {
        entry.fault(Tr::tr("\"%1\" leads to no member of the output of %2.").arg(text, m_operation.name));
    }
    return pointer;
}

QList<document::Pointer> ModelCheck::inputPointers(const Entry &entry) const
{
    QList<document::Pointer> pointers;
    const auto items = entry.items();
    for (const Entry &item : items) {
        pointers.append(inputPointer(item));
    }
    return pointers;
}

void ModelCheck::inputValue(const Entry &entry, const document::Pointer &pointer,
                            const QCborValue &value) const
{
    const auto members = inputMembers(pointer);
    for (const Member *member : members) {
        if (!fits(*member->target, value)) {
            entry.fault(member->target->enumValues.isEmpty()
                            ? Tr::tr("The member %1 cannot have this value.").arg(pointer.toString())
                            : Tr::tr("The member %1 has no value \"%2\".")
                                  .arg(pointer.toString(), value.toVariant().toString()));
        }
    }
}

QString ModelCheck::errorCode(const Entry &entry, const QString &code) const
{
    if (m_operation.error(code) == nullptr) {
        entry.fault(Tr::tr("%1 lists no error \"%2\".").arg(m_operation.name, code));
    }
    return code;
}

} // namespace formwork::guide
