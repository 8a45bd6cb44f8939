// SPDX-License-Identifier: Apache-2.0
#include "practice/handles.h"

#include <QCborArray>

#include <algorithm>

namespace formwork::practice
{

using relations::Filling;

QCborValue valueAtPath(const QCborMap &map, const QString &path)
{
    QCborValue value = map;
    for (QString name : path.split(u'.')) {
        const bool isList = name.endsWith(u"[]");
        if (isList)
            name.chop(2);
        value = value.isMap() ? value.toMap().value(name) : QCborValue();
        if (value.isArray())
            value = value.toArray().at(0);
    }
    return value;
}

QStringList handlesIn(const QCborValue &value)
{
    QStringList handles;
    if (value.isString() && !value.toString().isEmpty()) {
        const QString text = value.toString();
        handles.append(text);
        const qsizetype cut = std::max(text.lastIndexOf(u'/'), text.lastIndexOf(u':'));
        if (cut >= 0 && cut + 1 < text.size())
            handles.append(text.sliced(cut + 1));
    }
    for (const QCborValue entry : value.toArray())
        handles += handlesIn(entry);
    return handles;
}

QStringList handlesOf(const Thing &thing, const relations::Relation &creation)
{
    QStringList handles;
    if (!creation.ownName.isEmpty())
        handles += handlesIn(thing.input.value(creation.ownName));
    for (const relations::Identifier &identifier : creation.identifiers) {
        const bool isGiven = identifier.source == Filling::Source::Input;
        handles += handlesIn(valueAtPath(isGiven ? thing.input : thing.output, identifier.path));
    }
    handles.removeDuplicates();
    return handles;
}

bool isOwn(const Filling &filling, const relations::Relation &creation)
{
    if (filling.source == Filling::Source::Input && filling.path == creation.ownName)
        return true;
    return std::ranges::any_of(creation.identifiers, [&](const relations::Identifier &identifier) {
        return identifier.source == filling.source && identifier.path == filling.path;
    });
}

} // namespace formwork::practice
