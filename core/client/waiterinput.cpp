// SPDX-License-Identifier: Apache-2.0
#include "client/waiter.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::client
{

namespace
{

constexpr int kDeepest = 4; // levels of an answer in which an identifier is looked for

// "instanceIds" of "InstanceIds": services spell the same thing in several ways.
QString folded(const QString &name) { return name.toLower(); }

QString singular(const QString &name)
{
    return name.endsWith(u's', Qt::CaseInsensitive) ? name.chopped(1) : name;
}

bool isIdentifier(const QString &member)
{
    const QString name = folded(singular(member));
    for (const QLatin1StringView ending : {QLatin1StringView("id"), QLatin1StringView("identifier"),
                                           QLatin1StringView("name"), QLatin1StringView("arn")}) {
        if (name.endsWith(ending))
            return true;
    }
    return false;
}

// Texts under that name, the topmost ones; a name that stands deeper may be another thing's.
void collect(const QCborValue &value, const QString &name, int depth, QStringList &found)
{
    if (depth > kDeepest)
        return;
    if (value.isArray()) {
        const QCborArray list = value.toArray();
        for (const QCborValue one : list)
            collect(one, name, depth + 1, found);
        return;
    }
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        if (folded(it.key().toString()) == name && it.value().isString())
            found += it.value().toString();
    }
    if (!found.isEmpty())
        return;
    for (auto it = map.constBegin(); it != map.constEnd() && found.isEmpty(); ++it) {
        if (it.value().isContainer())
            collect(it.value(), name, depth + 1, found);
    }
}

// What the answer says goes before what was asked for.
QStringList textsNamed(const QString &name, const QCborValue &sent, const QCborValue &answered)
{
    QStringList found;
    collect(answered, folded(name), 0, found);
    if (found.isEmpty())
        collect(sent, folded(name), 0, found);
    found.removeDuplicates();
    return found;
}

QCborValue valueFor(const model::Member &member, const QCborValue &sent, const QCborValue &answered)
{
    const model::Shape &shape = *member.target;
    if (shape.isText()) {
        const QStringList found = textsNamed(member.name, sent, answered);
        return found.size() == 1 ? QCborValue(found.first()) : QCborValue();
    }
    if (shape.type == model::ShapeType::List && shape.element.target->isText()) {
        const QStringList found = textsNamed(singular(member.name), sent, answered);
        return found.isEmpty() ? QCborValue() : QCborValue(QCborArray::fromStringList(found));
    }
    return {};
}

} // namespace

std::optional<QCborValue> inputForWaiting(const model::Operation &polled, const QCborValue &sent,
                                          const QCborValue &answered)
{
    QCborMap input;
    bool identifies = false;
    for (const model::Member &member : polled.input->members) {
        if (!member.required)
            continue;
        const QCborValue value = valueFor(member, sent, answered);
        if (value.isUndefined())
            return {};
        input[member.name] = value;
        identifies = true;
    }
    // Where nothing is required the first identifier tells which thing is meant; a second might be another's.
    for (const model::Member &member : polled.input->members) {
        if (identifies || !isIdentifier(member.name))
            continue;
        const QCborValue value = valueFor(member, sent, answered);
        if (value.isUndefined())
            continue;
        input[member.name] = value;
        identifies = true;
    }
    return identifies ? std::optional(QCborValue(input)) : std::nullopt;
}

} // namespace formwork::client
