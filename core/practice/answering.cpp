// SPDX-License-Identifier: Apache-2.0
#include "practice/answering.h"

#include "practice/call.h"
#include "practice/handles.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

namespace
{

using model::Member;
using model::ShapeType;

const QString kArn = QStringLiteral("arn");
const QString kReason = QStringLiteral("reason");

bool isTexts(const Member &member)
{
    return member.target->type == ShapeType::List && member.target->element.target->isText();
}

bool isInvalid(const Member &member) { return isTexts(member) && member.name.startsWith(u"Invalid"); }

bool isFailures(const Member &member)
{
    const model::Shape *entry =
        member.target->type == ShapeType::List ? member.target->element.target : nullptr;
    return entry && member.name == u"failures" && entry->member(kArn) && entry->member(kReason);
}

} // namespace

bool tellsOfAbsent(const Call &call)
{
    return std::ranges::any_of(call.operation->output->members,
                               [](const Member &member) { return isInvalid(member) || isFailures(member); });
}

void tellNames(QCborMap &answer, const Call &call, const QList<Thing> &things)
{
    QStringList there;
    QStringList absent;
    for (const Member &member : call.operation->input->members) {
        const QCborArray names = isTexts(member) ? call.input.value(member.name).toArray() : QCborArray();
        for (const QCborValue name : names) {
            const QStringList wanted = handlesIn(name);
            const bool isThere = std::ranges::any_of(things, [&](const Thing &thing) {
                return std::ranges::any_of(wanted,
                                           [&](const QString &text) { return thing.handles.contains(text); });
            });
            if (isThere)
                there.append(name.toString());
            else if (member.target->element.target->enumValues.isEmpty())
                absent.append(name.toString());
        }
    }
    for (const Member &member : call.operation->output->members) {
        QCborArray failures;
        for (const QString &name : std::as_const(absent))
            failures.append(QCborMap{{kArn, name}, {kReason, QStringLiteral("MISSING")}});
        if (isInvalid(member))
            answer[member.name] = QCborArray::fromStringList(absent);
        else if (isFailures(member))
            answer[member.name] = failures;
        else if (isTexts(member) && member.name.startsWith(u"Deleted"))
            answer[member.name] = QCborArray::fromStringList(there);
    }
}

QCborValue onlyAttributeAsked(const QCborValue &answer, const Call &call)
{
    const QString asked = call.input.value(QStringLiteral("Attribute")).toString();
    if (asked.isEmpty() || !call.operation->name.endsWith(u"Attribute") || !answer.isMap())
        return answer;
    QCborMap one;
    for (const auto &[name, value] : answer.toMap()) {
        if (name.toString().startsWith(asked, Qt::CaseInsensitive)
            || call.operation->input->member(name.toString()))
            one[name] = value;
    }
    return one;
}

Outcome<QCborValue> toldByBehaviour(Outcome<QCborValue> made, const Call &call)
{
    if (!made || !call.behaviour)
        return made;
    const Outcome<std::optional<QCborMap>> better = call.behaviour->toldMade(call, made->toMap());
    if (!better)
        return std::unexpected(better.error());
    return *better ? Outcome<QCborValue>(**better) : made;
}

} // namespace formwork::practice
