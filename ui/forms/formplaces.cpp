// SPDX-License-Identifier: Apache-2.0
#include "forms/formmodel.h"

#include <QStringList>

#include <algorithm>

// What stands at the places of a form and what it is called: questions to the model and the guide, which no
// edit changes.
namespace formwork::forms
{

using document::Pointer;
using model::Member;
using model::Shape;
using model::ShapeType;

const Member *FormModel::memberAt(const Pointer &pointer) const
{
    const Shape *shape = m_operation->input;
    const Member *member = nullptr;
    for (const QString &token : pointer.tokens()) {
        switch (shape->type) {
        case ShapeType::Structure:
        case ShapeType::Union:
            member = shape->member(token);
            break;
        case ShapeType::List:
        case ShapeType::Map:
            member = &shape->element;
            break;
        default:
            member = nullptr;
        }
        if (!member)
            return nullptr;
        shape = member->target;
    }
    return member;
}

QString FormModel::labelOf(const Pointer &pointer) const
{
    const Member *member = memberAt(pointer);
    if (!member)
        return pointer.last();
    const Pointer parent = pointer.parent();
    const Member *holder = parent.isRoot() ? nullptr : memberAt(parent);
    const guide::Hint *hint = hintOf(pointer);
    const bool isInMap = holder && holder->target->type == ShapeType::Map; // its key tells it from the others
    if (hint && !hint->label.isEmpty() && !isInMap)
        return hint->label;
    if (holder && holder->target->type == ShapeType::List)
        return tr("Item %1").arg(pointer.last().toLongLong() + 1);
    if (holder && holder->target->type == ShapeType::Map)
        return pointer.last();
    return m_guide->label(pointer, *member);
}

// What a guide calls every entry of a list alike is told apart by its number.
QString FormModel::entryName(const Pointer &entry) const
{
    const QString label = labelOf(entry);
    const Member *holder = memberAt(entry.parent());
    const guide::Hint *hint = hintOf(entry);
    const bool isNumbered = holder && holder->target->type == ShapeType::List && hint && hint->label == label;
    return isNumbered ? tr("%1 %2").arg(label).arg(entry.last().toLongLong() + 1) : label;
}

// Whether another member beside the level has a place of the same way below it, so that the level's name is
// needed to tell the two apart.
bool FormModel::hasTwin(const Pointer &pointer, const Pointer &level) const
{
    const Pointer around = level.parent();
    const Member *holder = around.isRoot() ? nullptr : memberAt(around);
    const Shape *shape = holder ? holder->target : m_operation->input;
    if (shape->type != ShapeType::Structure && shape->type != ShapeType::Union)
        return false;
    const QStringList below = pointer.tokens().sliced(level.tokens().size());
    return std::ranges::any_of(shape->members, [&](const Member &member) {
        const Pointer twin(around.tokens() + QStringList{member.name} + below);
        return member.name != level.last() && memberAt(twin);
    });
}

// Screen readers do not see what stands around a field.
QString FormModel::spokenNameOf(const Pointer &pointer) const
{
    const QString label = labelOf(pointer);
    QStringList around;
    for (Pointer place = pointer; !place.isRoot(); place = place.parent()) {
        const Pointer above = place.parent();
        const Member *holder = above.isRoot() ? nullptr : memberAt(above);
        if (!holder)
            break;
        const bool isEntry =
            holder->target->type == ShapeType::List || holder->target->type == ShapeType::Map;
        if (isEntry && place == pointer)
            return tr("%1, %2").arg(spokenNameOf(above), entryName(place));
        if (isEntry || around.isEmpty() || hasTwin(pointer, above))
            around.prepend(isEntry ? tr("%1, %2").arg(labelOf(above), entryName(place)) : labelOf(above));
    }
    around.removeDuplicates();
    return around.isEmpty() ? label : tr("%1 (%2)").arg(label, around.join(QStringLiteral("; ")));
}

const guide::Hint *FormModel::hintOf(const Pointer &pointer) const { return m_guide->hint(pointer); }

std::optional<guide::KnownValue> FormModel::known(const Pointer &pointer) const
{
    const Member *member = memberAt(pointer);
    return member ? guide::knownValue(*m_operation, *member, m_where) : std::nullopt;
}

// A step that names the place or something above it wins; else one that holds something below it (a missing
// structure whose members are spread over steps belongs to the first of them).
qsizetype FormModel::stepOf(const Pointer &pointer) const
{
    qsizetype below = -1;
    for (qsizetype step = 0; step < m_guide->steps.size(); ++step) {
        for (const Pointer &member : m_guide->steps[step].members) {
            if (pointer.startsWith(member))
                return step;
            if (below < 0 && member.startsWith(pointer))
                below = step;
        }
    }
    return below;
}

// Of an entry the list's name says what it is; of a map's the key.
texts::Use FormModel::textUse(const Pointer &pointer) const
{
    const Member *member = memberAt(pointer);
    const Member *holder = pointer.tokens().size() < 2 ? nullptr : memberAt(pointer.parent());
    const bool isInMap = holder && holder->target->type == ShapeType::Map;
    return member ? texts::useOf(*m_operation, *member, isInMap ? pointer.last() : member->name, isInMap)
                  : texts::Use();
}

QList<texts::Finding> FormModel::textFindings(const Pointer &pointer) const
{
    const texts::Use use = textUse(pointer);
    return use.kind == texts::Kind::Plain ? QList<texts::Finding>()
                                          : texts::check(use, value(pointer).toString(), m_actions.get());
}

} // namespace formwork::forms
