// SPDX-License-Identifier: Apache-2.0
#include "answers/lists.h"

#include "base/tr.h"
#include "wording/names.h"

#include <QCborArray>
#include <QCborMap>

#include <algorithm>

namespace formwork::answers
{
namespace
{

constexpr int kDeepest = 3;

void collect(const QCborValue &value, const model::Shape *shape, const ListPlace &at, int depth,
             QList<ListPlace> &found)
{
    if (value.isArray()) {
        ListPlace place = at;
        place.size = value.toArray().size();
        place.shape = shape && shape->type == model::ShapeType::List ? shape : nullptr;
        if (place.size > 0)
            found.append(place);
        return;
    }
    if (!value.isMap() || depth == kDeepest)
        return;
    const bool hasMembers =
        shape && (shape->type == model::ShapeType::Structure || shape->type == model::ShapeType::Union);
    const QCborMap map = value.toMap();
    for (auto it = map.constBegin(); it != map.constEnd(); ++it) {
        const QString key = it.key().toString();
        const model::Member *member = hasMembers ? shape->member(key) : nullptr;
        ListPlace inside{at.pointer.child(key), member ? wording::words(key) : key, 0, nullptr};
        if (!at.name.isEmpty())
            inside.name = at.name + QStringLiteral(" \u203A ") + inside.name;
        collect(it.value(), member ? member->target : nullptr, inside, depth + 1, found);
    }
}

bool holdsStructures(const QCborValue &root, const ListPlace &place)
{
    QCborValue value = root;
    for (const QString &token : place.pointer.tokens())
        value = value.toMap().value(token);
    return value.toArray().at(0).isMap();
}

} // namespace

QList<ListPlace> listsIn(const Answer &answer)
{
    QList<ListPlace> found;
    collect(answer.shown(), answer.shape(), {}, 0, found);
    for (ListPlace &place : found) {
        if (place.name.isEmpty())
            place.name = Tr::tr("Result");
    }
    std::ranges::sort(found, [&](const ListPlace &a, const ListPlace &b) {
        const bool first = holdsStructures(answer.shown(), a);
        const bool second = holdsStructures(answer.shown(), b);
        if (first != second)
            return first;
        return a.size != b.size ? a.size > b.size : a.pointer < b.pointer;
    });
    return found;
}

} // namespace formwork::answers
