// SPDX-License-Identifier: Apache-2.0
#include "practice/telling.h"

#include <QCborArray>
#include <QStringList>

namespace formwork::practice
{

using model::Shape;
using model::ShapeType;

QCborMap Telling::placed(const QCborMap &answer, const Shape &shape, const QString &path) const
{
    if (!path.isEmpty())
        return placedAt(answer, shape, path.split(u'.'), 0, m_count);
    return m_count > 0 ? m_portrait(shape, {}, 0).toMap() : answer;
}

// A list on the way holds one entry for each thing, with that alone in it.
QCborMap Telling::placedAt(QCborMap answer, const Shape &shape, QStringList path, qsizetype from,
                           qsizetype to) const
{
    QString name = path.takeFirst();
    const bool isList = name.endsWith(u"[]");
    if (isList)
        name.chop(2);
    const model::Member *member = shape.member(name);
    if (!member)
        return answer;
    const Shape &target = *member->target;
    if (!isList || target.type != ShapeType::List) {
        const bool isEnd = path.isEmpty();
        if (isEnd && to > from)
            answer[name] = m_portrait(target, name, from);
        else if (!isEnd && target.type == ShapeType::Structure)
            answer[name] = placedAt(answer.value(name).toMap(), target, path, from, to);
        return answer;
    }
    const Shape &element = *target.element.target;
    QCborArray list;
    for (qsizetype thing = from; thing < to; ++thing) {
        const QCborValue portrait = m_portrait(element, name, thing);
        list.append(path.isEmpty() ? portrait : placedAt(portrait.toMap(), element, path, thing, thing + 1));
    }
    answer[name] = list;
    return answer;
}

} // namespace formwork::practice
