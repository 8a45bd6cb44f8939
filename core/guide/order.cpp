// SPDX-License-Identifier: Apache-2.0
#include "guide/order.h"

#include <array>

namespace formwork::guide
{

namespace
{

using model::Member;
using model::Shape;

bool namesIt(const Member &member, const Shape &structure)
{
    if (!member.target->isText())
        return false;
    const QString name = member.name.toLower();
    for (const QStringView end : {u"name", u"id", u"identifier", u"key", u"title"}) {
        if (name == end)
            return true;
        // "SheetId" of a "SheetDefinition"; "FunctionName" of a "CreateFunctionRequest"
        if (name.endsWith(end) && name.size() > end.size()
            && structure.name.contains(QStringView(name).chopped(end.size()), Qt::CaseInsensitive))
            return end != u"key";
    }
    return false;
}

bool isTags(const Member &member) { return member.target->isAggregate() && namesTags(member.name); }

constexpr size_t kRanks = 7;

size_t rank(const Member &member, const Shape &structure)
{
    if (member.deprecated && !member.required)
        return 6;
    if (isTags(member))
        return 5;
    const bool isName = namesIt(member, structure);
    if (member.required)
        return isName ? 0 : 1;
    return isName ? 2 : isEssential(member) ? 3 : 4;
}

} // namespace

bool namesTags(const QString &name)
{
    static const QStringList kNames{QStringLiteral("tags"), QStringLiteral("taglist"),
                                    QStringLiteral("tagset"), QStringLiteral("tagspecifications"),
                                    QStringLiteral("tagspecification")};
    return kNames.contains(name, Qt::CaseInsensitive);
}

QList<const Member *> inOrder(const Shape &structure)
{
    std::array<QList<const Member *>, kRanks> ranked;
    for (const Member &member : structure.members)
        ranked[rank(member, structure)].append(&member);
    QList<const Member *> members;
    for (const QList<const Member *> &equals : ranked)
        members += equals;
    return members;
}

} // namespace formwork::guide
