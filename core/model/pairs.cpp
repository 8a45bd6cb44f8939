// SPDX-License-Identifier: Apache-2.0
#include "model/pairs.h"

#include "model/shape.h"

namespace formwork::model
{
namespace
{

// "TagKey" and "key", not "KeyId" and not "Keys".
const Member *textNamed(const Shape &structure, QStringView name)
{
    const Member *found = nullptr;
    for (const Member &member : structure.members) {
        if (!member.target || !member.target->isText())
            continue;
        if (member.name.compare(name, Qt::CaseInsensitive) == 0)
            return &member;
        if (member.name.compare(QString(QStringLiteral("tag") + name.toString()), Qt::CaseInsensitive) == 0)
            found = &member;
    }
    return found;
}

} // namespace

PairMembers pairMembers(const Shape &structure)
{
    if (structure.type != ShapeType::Structure)
        return {};
    PairMembers pair{textNamed(structure, u"key"), textNamed(structure, u"value")};
    if (!pair.key && structure.members.size() == 2) // "name" is a key where there is nothing else
        pair.key = textNamed(structure, u"name");
    return pair.key && pair.value ? pair : PairMembers();
}

} // namespace formwork::model
