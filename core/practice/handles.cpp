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

namespace
{

QStringList handles(const QCborValue &value, bool isMade)
{
    QStringList handles;
    if (value.isString() && !value.toString().isEmpty()) {
        const QString text = value.toString();
        handles.append(text);
        const bool isArn = text.startsWith(QLatin1StringView("arn:"));
        const qsizetype cut = std::max(text.lastIndexOf(u'/'), text.lastIndexOf(u':'));
        if ((isMade || isArn || text.contains(u"://")) && cut >= 0 && cut + 1 < text.size())
            handles.append(text.sliced(cut + 1));
        const QString resource = isArn ? text.section(u':', 5) : QString();
        const auto first = std::ranges::find_if(resource, [](QChar c) { return c == u':' || c == u'/'; });
        const qsizetype whole = first - resource.begin();
        if (whole > 0 && whole + 1 < resource.size())
            handles.append(resource.sliced(whole + 1));
    }
    for (const QCborValue entry : value.toArray())
        handles += practice::handles(entry, isMade);
    return handles;
}

} // namespace

QStringList handlesIn(const QCborValue &value) { return handles(value, false); }

QStringList handlesMade(const QCborValue &value) { return handles(value, true); }

QStringList handlesOf(const Thing &thing, const relations::Relation &creation)
{
    QStringList handles;
    if (!creation.ownName.isEmpty())
        handles += handlesIn(thing.input.value(creation.ownName));
    for (const relations::Identifier &identifier : creation.identifiers) {
        const bool isGiven = identifier.source == Filling::Source::Input;
        const QCborValue value = valueAtPath(isGiven ? thing.input : thing.output, identifier.path);
        handles += isGiven ? handlesIn(value) : handlesMade(value);
    }
    handles.removeDuplicates();
    return handles;
}

QStringList madeOf(const relations::Relation &creation)
{
    QStringList names;
    for (const relations::Identifier &identifier : creation.identifiers) {
        if (identifier.source == Filling::Source::Output)
            names.append(identifier.path.section(u'.', -1).remove(QStringLiteral("[]")));
    }
    return names;
}

QStringList namesOf(const relations::Relation &creation)
{
    return madeOf(creation) + QStringList(creation.ownName);
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
